"""`kano report`."""

from __future__ import annotations

from kano.options import Commands, analysis, answers_file, lazy, number
from kano.options.cover import cover, out
from kano.options.screen import without


def add(commands: Commands) -> None:
    command = commands.add_parser("report", help="files to edit and present: slides, workbook, PDF, document, page")
    answers_file(command)
    analysis(command)
    without(command)
    out(command, ".pptx .xlsx .pdf .docx .html .csv .json .zip", required=True)
    cover(command, "that of the questionnaire")
    command.add_argument("--brief", action="store_true", help="one page, of .pdf and .html; fewer slides and sections")
    command.add_argument("--plan", metavar="PLAN.csv", help="costs and fulfilment: with the portfolio (see portfolio)")
    command.add_argument("--budget", type=number, metavar="X", help="of the portfolio, in the unit of the costs")
    command.add_argument("--now", metavar="FILE.csv|NAME=X,...", help="fulfilment today, without a plan (see order)")
    command.add_argument("--targets", metavar="FILE.csv", help="target sheet (see targets)")
    command.add_argument("--offers", metavar="OFFERS.csv", help="offers to be compared (see offers)")
    command.add_argument("--offers-sheet", metavar="NAME", help="of its workbook, when several hold rows")
    command.add_argument("--blank", choices=("refused", "not-offered"), default="refused", help="a blank of an offer")
    command.set_defaults(run=lazy("report", "report"))
