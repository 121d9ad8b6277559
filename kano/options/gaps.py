"""`kano gaps`."""

from __future__ import annotations

import argparse
import re

from kano import conventions
from kano.options import Commands, count, formats, lazy, number, share, table_file, whole
from kano.options.cover import presented
from kano.service.items import WORDINGS


def add(commands: Commands) -> None:
    command = commands.add_parser("gaps", help="service quality: what was perceived less what was expected, per item")
    table_file(command)
    _items(command)
    _kano(command)
    _how(command)
    formats(command, "text", "json", "csv")
    presented(command)
    command.add_argument("--people", metavar="FILE.csv", help="also write each person's own gaps")
    command.set_defaults(run=lazy("gaps", "gaps"))


def _items(command: argparse.ArgumentParser) -> None:
    command.add_argument("--items", metavar="ITEMS.yaml", help="which columns make an item (see --save)")
    command.add_argument("--save", metavar="ITEMS.yaml", help="write the items that were recognised, and stop")
    command.add_argument("--by-number", action="store_true", help="E1 and P1 are one item although they say otherwise")
    command.add_argument("--wording", choices=WORDINGS, help="of the 22 items: 1988 words nine of them negatively")
    command.add_argument("--scale", type=ends, metavar="LOW-HIGH", help="lowest and highest rating, e.g. 1-7")
    command.add_argument(
        "--missing", type=listed, default=(), metavar="A,B", help="cells that are no rating, e.g. 0,99"
    )
    command.add_argument("--importance-scale", type=ends, metavar="LOW-HIGH", help="of importance, when it is asked")
    command.add_argument(
        "--weights", type=pairs, metavar="NAME=X,...", help="points of 100 per dimension, or the columns that hold them"
    )
    command.add_argument(
        "--importance",
        type=importance,
        metavar="expectation|NAME=X,...",
        help="mean expectations, or a number per item",
    )


def _kano(command: argparse.ArgumentParser) -> None:
    command.add_argument("--kano", metavar="FILE|NAME=LETTER,...", help="answers or counts, or a category per item")
    command.add_argument("--questionnaire", metavar="Q.yaml", help="of the file of --kano, or the id of a template")
    command.add_argument(
        "--multipliers", type=pairs, metavar="A=4,O=2,...", help="by which a shortfall counts; A=4,O=2,M=1,I=0"
    )


def _how(command: argparse.ArgumentParser) -> None:
    command.add_argument("--cut", choices=("mean", "middle"), default="mean", help="of importance and performance")
    command.add_argument("--interval", choices=("t", "bootstrap"), default="t", help="of means")
    command.add_argument("--level", type=level, default=0.95, metavar="SHARE", help="of the intervals")
    command.add_argument(
        "--draws", type=draws, default=conventions.Settings.draws, metavar="N", help="of the bootstrap"
    )
    command.add_argument("--seed", type=whole, default=conventions.Settings.seed)


def level(text: str) -> float:
    """A share that is not 0."""
    if not (value := share(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a share above 0")
    return value


def draws(text: str) -> int:
    if not 100 <= (number := count(text)) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 100 to 1000000")
    return number


def ends(text: str) -> tuple[float, float]:
    """`1-7`, or `-3..3`."""
    found = re.fullmatch(r"([-+]?[\d.]+?)\s*(?:\.\.|-|–|,|:)\s*([-+]?[\d.]+)", text.strip())
    low, high = (number(found[1]), number(found[2])) if found else (0.0, 0.0)
    if not low < high:
        raise argparse.ArgumentTypeError(f"{text!r} is not a scale like 1-7")
    return low, high


def importance(text: str) -> str | dict[str, str]:
    """`expectation`, or a number per item."""
    return "expectation" if text.strip().casefold() == "expectation" else pairs(text)


def listed(text: str) -> tuple[str, ...]:
    """Values divided by commas; an empty one is none."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def pairs(text: str) -> dict[str, str]:
    """`name=value` divided by commas; a name may hold commas."""
    found = re.findall(r"\s*([^=]+?)\s*=\s*([^=,]+?)\s*(?:,|$)", text)
    if not found or len(re.findall("=", text)) != len(found) or len(dict(found)) != len(found):
        raise argparse.ArgumentTypeError(f"{text!r} is not a list like NAME=X,NAME=X")
    return dict(found)
