"""`kano workshop`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from kano.i18n import LANGUAGES
from kano.options import Commands, count, lazy


def add(commands: Commands) -> None:
    workshop = commands.add_parser(
        "workshop", help="open, lead and close rooms of the live workshop", description=STORE
    )
    verbs = workshop.add_subparsers(required=True, metavar="VERB")
    for verb, (function, help, arguments) in VERBS.items():
        command = verbs.add_parser(verb, help=help)
        for add in arguments:
            add(command)
        command.add_argument("--lang", choices=tuple(LANGUAGES), help="language of remarks, questions and files")
        command.set_defaults(run=lazy("workshop", function), verb=verb)


def _new_room(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="Q.yaml|TEMPLATE")
    command.add_argument("--asks", choices=("self", "customers"), default="self", help="whose answers are asked for")
    command.add_argument("--pairs", type=count, metavar="N", help="pairs that one person answers")
    command.add_argument("--segments", choices=("first", "last", "none"), default="first")
    both = argparse.BooleanOptionalAction
    important = "also ask how important each feature is; as the questionnaire says when not given"
    command.add_argument("--importance", action=both, default=None, help=important)
    command.add_argument("--why", action=both, default=True, help="invite a reason beside each answer")
    command.add_argument("--capacity", type=count, default=500, metavar="N", help="people at most")
    command.add_argument("--days", type=count, default=90, metavar="N", help="days until the room is deleted")


def _code(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", metavar="CODE")


def _address(command: argparse.ArgumentParser) -> None:
    server = "where people find the server; KANO_URL stands above it"
    command.add_argument("--address", default="", metavar="URL", help=f"{server}; guessed when neither is given")


def _days(command: argparse.ArgumentParser) -> None:
    command.add_argument("--days", type=count, required=True, metavar="N", help="counted from its opening")


def _file_of_room(command: argparse.ArgumentParser) -> None:
    command.add_argument("--round", type=count, metavar="N", help="the last one when not given")
    command.add_argument("--what", choices=("answers", "reasons", "results"), default="answers")
    command.add_argument("--out", required=True, metavar="FILE", help=".csv; results also .xlsx .json .zip")


def _yes(command: argparse.ArgumentParser) -> None:
    command.add_argument("--yes", action="store_true", help="do it")


STORE = (
    "Rooms are in the store that KANO_DATABASE names, for instance sqlite:////var/lib/kano/workshop.db or "
    "postgresql://USER:PASSWORD@HOST/kano: it must be the one that the server is given. When it is not set: "
    "workshop.db in $XDG_DATA_HOME/kano, or in ~/.local/share/kano."
)
VERBS: dict[str, tuple[str, str, tuple[Callable[[argparse.ArgumentParser], None], ...]]] = {
    "open": ("open_room", "open a room from a questionnaire", (_new_room, _address)),
    "status": ("status", "where the people of a room are", (_code,)),
    "start": ("move", "people answer", (_code,)),
    "pause": ("move", "people wait", (_code,)),
    "resume": ("move", "people answer again", (_code,)),
    "close": ("move", "nothing more is taken", (_code,)),
    "reopen": ("move", "people answer again", (_code,)),
    "reveal": ("switch", "the big screen shows the results", (_code,)),
    "hide": ("switch", "the big screen hides the results", (_code,)),
    "lock": ("switch", "nobody new comes in", (_code,)),
    "unlock": ("switch", "new people come in again", (_code,)),
    "round": ("next_round", "the same people answer once more", (_code,)),
    "rotate": ("rotate", "new links; whoever holds the old ones is out", (_code, _address)),
    "keep": ("keep", "how long a room is kept", (_code, _days)),
    "export": ("export", "answers, reasons or results of a room", (_code, _file_of_room)),
    "delete": ("delete", "the room and every answer in it", (_code, _yes)),
    "sweep": ("sweep", "delete the rooms whose day has come", (_yes,)),
}
"""What `kano workshop` can do: the command that runs, its help, what it is told."""
