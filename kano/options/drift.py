"""`kano drift`."""

from __future__ import annotations

from kano.options import Commands, analysis, answers_file, formats, lazy, names, share
from kano.options.screen import without


def add(commands: Commands) -> None:
    command = commands.add_parser(
        "drift",
        help="better and worse over periods or waves, and where they changed",
        description="Say with --by which column holds the periods: 2026-03-01, 2026-W09, 2026-03, 2026-Q1, 2026, or "
        "any names, which are taken in the order of their texts and numbers unless --order says otherwise.",
    )
    answers_file(command)
    analysis(command)
    without(command)
    command.add_argument("--order", type=names, metavar="A,B,...", help="the periods from first to last")
    command.add_argument("--small", type=share, default=0.05, metavar="X", help="changes under this are called small")
    formats(command, "text", "json", "csv")
    command.add_argument("--what", choices=("changes", "periods"), default="changes", help="the rows of csv")
    command.set_defaults(run=lazy("drift", "drift"))
