"""`kano inspect`."""

from __future__ import annotations

from kano.options import Commands, answers_file, formats, lazy
from kano.options.counting import place


def add(commands: Commands) -> None:
    command = commands.add_parser("inspect", help="what was recognised in a file, or in the first rows of any source")
    answers_file(command)
    place(command)
    command.add_argument("--first-rows", metavar="HEAD.csv", help="write the rows that were looked at, for the app")
    command.add_argument("--save", metavar="M.yaml", help="write the proposed mapping")
    formats(command, "text", "json")
    command.set_defaults(run=lazy("inspection", "inspect"))
