"""`kano plan`."""

from __future__ import annotations

import argparse

from kano import conventions
from kano.options import Commands, count, formats, language, lazy, share, whole


def add(commands: Commands) -> None:
    command = commands.add_parser("plan", help="before fieldwork: minutes, people, and who is asked what")
    command.add_argument("file", nargs="?", metavar="Q.yaml|TEMPLATE", help="a questionnaire, or the id of a template")
    expected = command.add_mutually_exclusive_group()
    expected.add_argument(
        "--shares", type=shares, metavar="A,O,M,I[,R,Q]", help="expected shares, e.g. .40,.30,.20,.10"
    )
    expected.add_argument(
        "--lead", type=share, metavar="SHARE", help="or how far the first category leads the second, with no third"
    )
    command.add_argument("--rule", choices=("mode", "blauth"), default="mode")
    command.add_argument(
        "--certainty",
        type=share,
        default=conventions.Settings.clear,
        metavar="SHARE",
        help="the probability of the category from which a verdict counts as clear",
    )
    command.add_argument("--chance", type=share, default=0.8, metavar="SHARE", help="of reaching that")
    command.add_argument("--pairs", type=count, metavar="N", help="pairs that one person answers")
    command.add_argument("--versions", type=count, metavar="N", help="versions of a form that hold so many each")
    command.add_argument("--seed", type=whole, default=conventions.Settings.seed)
    formats(command, "text", "json", "csv")
    language(command)
    command.set_defaults(run=lazy("plan", "plan"))


def shares(text: str) -> tuple[float, ...]:
    """Shares divided by commas."""
    parts = [part for part in text.split(",") if part.strip()]
    if not 2 <= len(parts) <= 6:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of two to six shares like .40,.30,.20,.10")
    return tuple(share(part.strip()) for part in parts)
