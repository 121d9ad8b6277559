"""`kano offers`."""

from __future__ import annotations

from kano.options import Commands, analysis, answers_file, formats, lazy
from kano.options.screen import without

WHAT = ("offers", "parts", "pairs", "leaders")


def add(commands: Commands) -> None:
    command = commands.add_parser(
        "offers",
        help="bundles of features at chosen levels: what each gains and loses, and for whom",
        description="Offers stand in a file: a row per feature, a column per offer, levels from 0 to 1 or in percent.",
    )
    answers_file(command)
    command.add_argument("--offers", metavar="OFFERS.csv", help="the file of offers (see --save)")
    command.add_argument("--offers-sheet", metavar="NAME", help="of its workbook, when several hold rows")
    command.add_argument("--save", metavar="OFFERS.csv", help="write a file of offers to fill in, and stop")
    command.add_argument(
        "--blank", choices=("refused", "not-offered"), default="refused", help="what a blank cell of an offer means"
    )
    analysis(command)
    without(command)
    formats(command, "text", "json", "csv")
    command.add_argument("--what", choices=WHAT, default=WHAT[0], help="the rows of csv")
    command.set_defaults(run=lazy("offers", "offers"))
