"""`kano drivers`."""

from __future__ import annotations

import argparse

from kano import conventions
from kano.options import Commands, answers_file, formats, lazy, number, share, whole
from kano.options.cover import presented
from kano.options.gaps import ends, listed, pairs


def add(commands: Commands) -> None:
    command = commands.add_parser("drivers", help="what drives overall satisfaction, from ratings of attributes")
    answers_file(command)
    command.add_argument("--overall", required=True, metavar="COLUMN", help="of overall satisfaction")
    command.add_argument(
        "--attributes", metavar="C1,C2,...", help="columns of ratings; every one that looks like it when not given"
    )
    _cells(command)
    _model(command)
    command.add_argument(
        "--match",
        type=pairs,
        default={},
        metavar="FEATURE=COLUMN,...",
        help="which column rates a feature",
    )
    command.add_argument(
        "--importance", type=pairs, default={}, metavar="ATTRIBUTE=COLUMN,...", help="where people said how important"
    )
    command.add_argument(
        "--implicit", choices=("correlation", "beta"), default="correlation", help="importance by satisfaction"
    )
    command.add_argument("--seed", type=whole, default=conventions.Settings.seed)
    formats(command, "text", "json", "csv")
    presented(command)
    command.set_defaults(run=lazy("drivers", "drivers"))


def _cells(command: argparse.ArgumentParser) -> None:
    command.add_argument("--missing", type=listed, default=(), metavar="V,...", help="cells that are no rating, e.g. 0")
    command.add_argument(
        "--values", type=valued, default={}, metavar="TEXT=NUMBER,...", help="numbers of answers that have none"
    )
    command.add_argument("--scale", type=ends, metavar="LOW-HIGH", help="lowest and highest rating of attributes")
    command.add_argument("--overall-scale", type=ends, metavar="LOW-HIGH", help="of overall satisfaction")


def _model(command: argparse.ArgumentParser) -> None:
    command.add_argument("--low", type=number, metavar="V", help="ratings up to this are low (default: the lowest)")
    command.add_argument("--high", type=number, metavar="V", help="from this on they are high (default: the highest)")
    command.add_argument("--model", choices=("ols", "ordinal", "logit"), default="ols")
    command.add_argument("--level", type=share, default=0.05, metavar="P", help="of significance")
    command.add_argument(
        "--ia", type=thresholds, default=(0.2, 0.6), metavar="MILD,STRONG", help="thresholds of impact asymmetry"
    )


def thresholds(text: str) -> tuple[float, float]:
    """`.2,.6`."""
    parts = [number(part.strip()) for part in text.split(",")]
    if len(parts) != 2 or not 0 <= parts[0] <= parts[1] <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a pair like .2,.6")
    return parts[0], parts[1]


def valued(text: str) -> dict[str, float]:
    """`text=number` divided by commas."""
    return {name: number(value) for name, value in pairs(text).items()}
