"""`kano segments` and `kano groups`."""

from __future__ import annotations

from kano.conventions import Settings
from kano.options import Commands, analysis, answers_file, count, deciding, formats, lazy, share
from kano.options.screen import without


def add(commands: Commands) -> None:
    _segments(commands)
    _groups(commands)


def _segments(commands: Commands) -> None:
    command = commands.add_parser(
        "segments",
        help="which features different people see differently",
        description="Every question about the person is compared; with --by, that one alone.",
    )
    answers_file(command)
    analysis(command)
    without(command)
    formats(command, "text", "json", "csv")
    command.add_argument("--what", choices=("segments", "differences"), default="segments", help="the rows of csv")
    command.set_defaults(run=lazy("segments", "segments"))


def _groups(commands: Commands) -> None:
    command = commands.add_parser("groups", help="groups of respondents who answer alike, where there are any")
    answers_file(command)
    deciding(command)
    without(command)
    command.add_argument("--least", type=count, default=Settings.least, metavar="N", help="smaller groups are refused")
    command.add_argument(
        "--method",
        choices=("auto", "classes", "scores"),
        default="auto",
        help="auto: classes if there are people enough",
    )
    command.add_argument("--most", type=count, default=5, metavar="N", help="groups at most")
    command.add_argument(
        "--stable", type=share, default=0.8, metavar="R", help="least adjusted Rand index over resamples"
    )
    command.add_argument("--resamples", type=count, default=50, metavar="N", help="of the people, for the stability")
    formats(command, "text", "json", "csv")
    command.add_argument("--what", choices=("profiles", "people"), default="profiles", help="the rows of csv")
    command.set_defaults(run=lazy("groups", "groups"), by=None, n=None)
