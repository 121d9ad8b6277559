"""What each command of the command line is told. Declared here, run in `kano.commands`: an option imports nothing."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias

from kano import conventions
from kano.i18n import LANGUAGES, Translate

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class Said(argparse.Action):
    """Keeps a value, and that the user gave it: what comes with a bundle holds unless he says otherwise."""

    def __call__(self, _: object, namespace: argparse.Namespace, values: object, __: str | None = None) -> None:
        setattr(namespace, self.dest, values)
        namespace.said = (*getattr(namespace, "said", ()), self.dest)


MODULES = (
    "results",
    "report",
    "open",
    "certainty",
    "people",
    "verbatims",
    "inspect",
    "counting",
    "screen",
    "segments",
    "drift",
    "compare",
    "drivers",
    "gaps",
    "order",
    "portfolio",
    "offers",
    "targets",
    "variants",
    "plan",
    "questions",
    "workshop",
)
"""Each has `add(commands)`; in the order of the help."""


def add_all(commands: Commands) -> None:
    for module in MODULES:
        import_module(f"kano.options.{module}").add(commands)


def lazy(module: str, function: str) -> Callable[[argparse.Namespace, Translate], int]:
    """A command's module is imported when the command runs."""

    def run(options: argparse.Namespace, t: Translate) -> int:
        status: int = getattr(import_module(f"kano.commands.{module}"), function)(options, t)
        return status

    return run


def table_file(command: argparse.ArgumentParser, name: str | None = "file") -> None:
    """A file of any table, and how it is opened; without a name, the command names its files itself."""
    if name:
        command.add_argument(name, metavar=name.upper())
    command.add_argument("--header-rows", type=whole, metavar="N", help="rows of the header, 0 when there is none")
    command.add_argument("--encoding", metavar="NAME", help="of the text, when it is not what was found")
    command.add_argument("--sheet", metavar="NAME", help="of a workbook, when several hold rows")
    language(command)


def answers_file(command: argparse.ArgumentParser, name: str | None = "file") -> None:
    """A file of answers or counts, and what its columns and answers mean; or a bundle."""
    table_file(command, name)
    command.add_argument("--mapping", metavar="M.yaml", help="what columns and answers mean (see inspect --save)")
    command.add_argument("--questionnaire", metavar="Q.yaml", help="a questionnaire, or the id of a template")
    command.add_argument(
        "--table", action=Said, default="standard", metavar="NAME|FILE", help="evaluation table, or a grid file"
    )
    command.add_argument(
        "--codes", choices=("like-first", "dislike-first", "scores"), help="what the lowest number means"
    )
    command.add_argument("--why", action="store_true", help="also read what people wrote beside their answers")


def deciding(command: argparse.ArgumentParser) -> None:
    """How answers become categories."""
    command.add_argument("--rule", action=Said, choices=("mode", "blauth"), default="mode")
    near = "counts this near the largest are tied, e.g. .05"
    command.add_argument("--tie-margin", action=Said, type=share, default=0.0, metavar="SHARE", help=near)
    command.add_argument("--seed", action=Said, type=whole, default=conventions.Settings.seed)


def analysis(command: argparse.ArgumentParser) -> None:
    """How answers become categories, of everyone and of segments."""
    command.add_argument("--by", metavar="COLUMN", help="also for each value of this column")
    command.add_argument("--n", type=count, metavar="N", help="people behind a table of percentages")
    deciding(command)
    least, default = "smaller segments are not shown", conventions.Settings.least
    command.add_argument("--least", action=Said, type=count, default=default, metavar="N", help=least)


def formats(command: argparse.ArgumentParser, *names: str) -> None:
    """How the result is printed, the first when nothing is said."""
    command.add_argument("--format", choices=names, default=names[0])


def language(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", choices=tuple(LANGUAGES), help="language of remarks")


def whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 0 or more")
    return int(text)


def count(text: str) -> int:
    if not 1 <= (number := whole(text)) < 10**10:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number


def number(text: str) -> float:
    if not re.fullmatch(r"[-+]?([0-9]{1,15}(\.[0-9]{0,15})?|\.[0-9]{1,15})", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return float(text)


def share(text: str) -> float:
    if not 0 <= (value := number(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to below 1")
    return value


def names(text: str) -> tuple[str, ...]:
    """Names divided by commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
