"""`kano open`."""

from __future__ import annotations

from kano.options import Commands, formats, language, lazy


def add(commands: Commands) -> None:
    command = commands.add_parser("open", help="open a bundle (report --out NAME.json): the same numbers again")
    command.add_argument("file", metavar="BUNDLE")
    command.add_argument("--by", metavar="COLUMN", help="another question than the one it was written with")
    language(command)
    formats(command, "text", "json", "csv")
    command.add_argument(
        "--out", nargs="+", action="extend", default=[], metavar="FILE", help="also write files of any format"
    )
    command.set_defaults(run=lazy("bundle", "open_file"))
