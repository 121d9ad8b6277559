"""`kano people`."""

from __future__ import annotations

from kano.options import Commands, analysis, answers_file, formats, lazy


def add(commands: Commands) -> None:
    command = commands.add_parser("people", help="who gave which pair of answers to a feature, without names")
    answers_file(command)
    analysis(command)
    command.add_argument("--feature", required=True, metavar="NAME")
    command.add_argument("--segment", metavar="VALUE", help="only the people with this value of --by")
    formats(command, "text", "json", "csv")
    command.set_defaults(run=lazy("people", "people"), out=[])
