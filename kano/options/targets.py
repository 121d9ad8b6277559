"""`kano targets`."""

from __future__ import annotations

import argparse
import re

from kano.options import Commands, analysis, answers_file, formats, lazy, number
from kano.options.screen import without


def add(commands: Commands) -> None:
    help = "target sheet for quality function deployment: importance adjusted by category"
    command = commands.add_parser("targets", help=help)
    answers_file(command)
    analysis(command)
    without(command)
    command.add_argument("--segment", metavar="VALUE", help="of the column of --by, instead of everyone")
    command.add_argument("--targets", metavar="FILE.csv", help="a table: feature, importance, current, target")
    command.add_argument("--save", metavar="FILE.csv", help="write the features as a table to fill in, and stop")
    command.add_argument("--method", choices=("tan", "chaudha"), default="tan", help="Tan & Shen; Chaudha et al.")
    command.add_argument("--exponents", type=exponents, metavar="M=.5,...", help="k per category")
    formats(command, "text", "json", "csv")
    command.set_defaults(run=lazy("targets", "targets"))


def exponents(text: str) -> dict[str, float]:
    found = re.findall(r"\s*([AOMIRQaomirq])\s*=\s*([^,]+?)\s*(?:,|$)", text)
    if not found or text.count("=") != len(found) or len({letter.upper() for letter, _ in found}) != len(found):
        raise argparse.ArgumentTypeError(f"{text!r} is not a list like M=.5,O=1,A=2")
    return {letter.upper(): number(value) for letter, value in found}
