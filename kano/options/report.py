"""`kano report`."""

from __future__ import annotations

from kano.options import Commands, analysis, answers_file, lazy, number
from kano.options.screen import without


def add(commands: Commands) -> None:
    command = commands.add_parser("report", help="files to edit and present: slides, workbook, PDF, document, page")
    answers_file(command)
    analysis(command)
    without(command)
    command.add_argument(
        "--out",
        nargs="+",
        action="extend",
        required=True,
        metavar="FILE",
        help="NAME.pptx .xlsx .pdf .docx .html .csv .json .zip",
    )
    command.add_argument("--title", default="", metavar="TEXT", help="of the report; else that of the questionnaire")
    command.add_argument("--question", default="", metavar="TEXT", help="what the study should answer")
    command.add_argument("--author", default="", metavar="TEXT")
    command.add_argument("--date", default="", metavar="TEXT", help="as printed; nothing is dated by itself")
    command.add_argument("--brief", action="store_true", help="one page, of .pdf and .html; fewer slides and sections")
    command.add_argument("--template", metavar="FILE.pptx", help="a presentation whose look is followed")
    command.add_argument("--plan", metavar="PLAN.csv", help="costs and fulfilment: with the portfolio (see portfolio)")
    command.add_argument("--budget", type=number, metavar="X", help="of the portfolio, in the unit of the costs")
    command.add_argument("--offers", metavar="OFFERS.csv", help="offers to be compared (see offers)")
    command.add_argument("--offers-sheet", metavar="NAME", help="of its workbook, when several hold rows")
    command.add_argument("--blank", choices=("refused", "not-offered"), default="refused", help="a blank of an offer")
    command.set_defaults(run=lazy("report", "report"))
