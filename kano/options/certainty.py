"""`kano certainty`."""

from __future__ import annotations

from kano.options import Commands, analysis, answers_file, count, formats, lazy, names
from kano.options.screen import without

MORE = (10, 20, 50, 100)


def add(commands: Commands) -> None:
    help = "how sure each category is, and how many more people would settle it"
    command = commands.add_parser("certainty", help=help)
    answers_file(command)
    analysis(command)
    without(command)
    command.add_argument("--more", type=numbers, default=MORE, metavar="N,N", help="further answers to each feature")
    command.add_argument("--asked", type=count, metavar="K", help="features that one person is asked, when not all")
    formats(command, "text", "json", "csv")
    command.add_argument("--what", choices=("features", "choices"), default="features", help="the rows of csv")
    command.set_defaults(run=lazy("certainty", "certainty"))


def numbers(text: str) -> tuple[int, ...]:
    return tuple(map(count, names(text)))
