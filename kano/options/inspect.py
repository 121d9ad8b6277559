"""`kano inspect`."""

from __future__ import annotations

from kano.options import Commands, answers_file, formats, lazy


def add(commands: Commands) -> None:
    command = commands.add_parser("inspect", help="what was recognised in a file, and the proposed mapping")
    answers_file(command)
    command.add_argument("--save", metavar="M.yaml", help="write the proposed mapping")
    formats(command, "text", "json")
    command.set_defaults(run=lazy("inspection", "inspect"))
