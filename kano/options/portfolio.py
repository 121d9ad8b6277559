"""`kano portfolio`."""

from __future__ import annotations

import argparse

from kano.options import Commands, analysis, answers_file, formats, lazy, number, whole
from kano.options.screen import without


def add(commands: Commands) -> None:
    help = "what to do under a budget so that predicted satisfaction rises most"
    command = commands.add_parser("portfolio", help=help)
    answers_file(command)
    analysis(command)
    without(command)
    command.add_argument("--segment", metavar="VALUE", help="of the column of --by, instead of everyone")
    command.add_argument("--plan", metavar="PLAN.csv", help="a table of costs and of how far features are fulfilled")
    command.add_argument("--save", metavar="PLAN.csv", help="write the features as a table to fill in, and stop")
    command.add_argument("--budget", type=number, metavar="X", help="in the unit of the costs; none: no limit")
    command.add_argument("--weights", choices=("none", "importance"), default="none", help="of features in the sum")
    command.add_argument("--basics", choices=("first", "like-others"), default="first", help="that are not fulfilled")
    command.add_argument("--draws", type=draws, default=400, metavar="N", help="in which the choice is made again")
    formats(command, "text", "json", "csv")
    command.add_argument("--what", choices=("steps", "frontier"), default="steps", help="the rows of csv and text")
    command.set_defaults(run=lazy("portfolio", "portfolio"))


def draws(text: str) -> int:
    if (number := whole(text)) > 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 10000")
    return number
