"""`kano compare`."""

from __future__ import annotations

from kano.conventions import Settings
from kano.options import Commands, answers_file, count, deciding, formats, lazy, names
from kano.options.screen import without


def add(commands: Commands) -> None:
    command = commands.add_parser("compare", help="two surveys of the same features: what differs by more than chance")
    command.add_argument("file", metavar="FIRST")
    command.add_argument("other", metavar="SECOND", nargs="?", help="not with --by")
    answers_file(command, None)
    command.add_argument("--second-mapping", metavar="M.yaml", help="of the second file; --mapping when not given")
    command.add_argument("--second-sheet", metavar="NAME", help="of the second workbook; --sheet when not given")
    command.add_argument("--by", metavar="COLUMN", help="compare two groups of one file, by this column")
    command.add_argument("--first", metavar="VALUE", help="the first group, with --by")
    command.add_argument("--second", metavar="VALUE", help="the second group, with --by")
    smaller = "smaller groups are not shown"
    command.add_argument("--least", type=count, default=Settings.least, metavar="N", help=smaller)
    command.add_argument("--same-people", metavar="COLUMN", help="the same people answered both: who is who")
    command.add_argument("--names", type=names, metavar="A,B", help="what the two are called")
    command.add_argument("--as", dest="roles", choices=("waves", "team"), help="earlier and later; or team, customers")
    deciding(command)
    without(command)
    formats(command, "text", "json", "csv")
    command.set_defaults(run=lazy("compare", "compare"), n=None)
