"""`kano classify` and `kano curves`."""

from __future__ import annotations

from kano.options import Commands, analysis, answers_file, formats, lazy
from kano.options.screen import without


def add(commands: Commands) -> None:
    for name, help in (
        ("classify", "classify each feature of a file of answers or counts"),
        ("curves", "satisfaction over fulfilment, per feature"),
    ):
        command = commands.add_parser(name, help=help)
        answers_file(command)
        analysis(command)
        without(command)
        formats(command, "text", "json", "csv")
        command.add_argument(
            "--out", nargs="+", action="extend", default=[], metavar="FILE", help="also write .json .csv .xlsx .zip"
        )
        command.set_defaults(run=lazy("results", name))
