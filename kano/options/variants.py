"""`kano fuzzy` and `kano analytical`: other forms of the method, none of them the default."""

from __future__ import annotations

import argparse

from kano import conventions
from kano.options import Commands, analysis, answers_file, formats, lazy, number, share, table_file, whole

SCALES = ("unit", "paper", "equal")


def add(commands: Commands) -> None:
    _fuzzy(commands)
    _analytical(commands)


def _fuzzy(commands: Commands) -> None:
    command = commands.add_parser("fuzzy", help="fuzzy Kano: answers that are spread over the five, in percent")
    table_file(command)
    command.add_argument("--table", default="standard", metavar="NAME|FILE", help="evaluation table, or a grid file")
    command.add_argument("--alpha", type=cut, default=0.4, metavar="SHARE", help="least membership that counts")
    command.add_argument(
        "--below", choices=("max", "none"), default="max", help="who reaches it in no category: the largest, or nothing"
    )
    command.add_argument("--rule", choices=("mode", "blauth"), default="mode")
    command.add_argument("--tie-margin", type=share, default=0.0, metavar="SHARE")
    command.add_argument("--seed", type=whole, default=conventions.Settings.seed)
    formats(command, "text", "json", "csv")
    command.set_defaults(run=lazy("variants", "fuzzy"), least=conventions.Settings.least)


def _analytical(commands: Commands) -> None:
    command = commands.add_parser(
        "analytical", help="analytical Kano (length and angle), counts weighted by importance, and single figures"
    )
    answers_file(command)
    analysis(command)
    command.add_argument(
        "--scale", choices=SCALES, default="unit", help="importance to weights: 0 to 1, 0.1 to 1, or not at all"
    )
    command.add_argument("--top", type=top, default=9, metavar="N", help="the highest importance that could be given")
    command.add_argument("--r0", type=number, default=0.4, metavar="R", help="up to this length it is indifferent")
    command.add_argument("--low", type=number, default=30.0, metavar="DEGREES", help="up to this angle it is basic")
    command.add_argument("--high", type=number, default=60.0, metavar="DEGREES", help="and up to this performance")
    command.add_argument(
        "--questionable", choices=("include", "leave-out"), default="include", help="pairs that contradict themselves"
    )
    command.add_argument("--levels", choices=("III", "IV"), help="also excitement and basic in grades (unverified)")
    formats(command, "text", "json", "csv")
    command.set_defaults(run=lazy("variants", "analytical"))


def top(text: str) -> int:
    """The end of a scale that begins at 1."""
    if (value := whole(text)) < 2:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 2 or more")
    return value


def cut(text: str) -> float:
    """A share above 0 and up to 1."""
    value = number(text)
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share above 0 and up to 1")
    return value
