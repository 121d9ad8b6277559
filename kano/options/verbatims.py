"""`kano verbatims`."""

from __future__ import annotations

from kano.options import Commands, analysis, answers_file, formats, lazy
from kano.options.screen import without


def add(commands: Commands) -> None:
    command = commands.add_parser(
        "verbatims",
        help="what people wrote beside their answers, by category, without names",
        description="Reads the columns that ask why, as --why does elsewhere. Their texts can name people.",
    )
    answers_file(command)
    analysis(command)
    without(command)
    command.add_argument("--feature", metavar="NAME", help="only about this one")
    command.add_argument("--segment", metavar="VALUE", help="only from the people with this value of --by")
    formats(command, "text", "json", "csv")
    command.set_defaults(run=lazy("verbatims", "verbatims"), why=True, out=[])
