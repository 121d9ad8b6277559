"""`kano screen`, and the same rules for the commands that can leave people out."""

from __future__ import annotations

import argparse

from kano.conventions import Settings
from kano.options import Commands, answers_file, deciding, formats, lazy

RULES = (
    "screening rules divided by commas, with thresholds that differ from the usual ones: missing=0.3,duplicate,"
    "contradictory=4; all of them when not given"
)


def add(commands: Commands) -> None:
    command = commands.add_parser("screen", help="whose answers can be doubted, and what would change without them")
    answers_file(command)
    deciding(command)
    rules(command)
    formats(command, "text", "json", "csv")
    command.add_argument("--what", choices=("people", "features"), default="people", help="the rows of csv")
    command.set_defaults(run=lazy("screen", "screen"), by=None, n=None, least=Settings.least)


def rules(command: argparse.ArgumentParser) -> None:
    """By what rules people are flagged."""
    command.add_argument("--rules", metavar="RULE[=VALUE],...", help=RULES)
    command.add_argument(
        "--control",
        action="append",
        default=[],
        metavar="FEATURE=LETTERS",
        help="a feature that people who read put into one of these categories",
    )


def without(command: argparse.ArgumentParser) -> None:
    """Whether flagged people stay: they do unless the user says otherwise."""
    command.add_argument("--without-screened", action="store_true", help="leave out whom the screening rules flag")
    rules(command)
