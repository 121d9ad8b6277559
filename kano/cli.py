"""The command line: the same rooms as the app, through another door. Results on stdout, remarks on stderr."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kano import conventions
from kano.errors import Finding, KanoError
from kano.forms import FORMATS
from kano.i18n import DEFAULT, LANGUAGES, Translate, catalogue

DONE, NEEDS_DECISION = 0, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 when done, 2 when the input needs a decision or is bad. Never a traceback for bad input."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = parser().parse_args(arguments)
    spoken = (getattr(options, "lang", None) or DEFAULT).split(",")[0]
    t = catalogue(spoken if spoken in LANGUAGES else DEFAULT)
    try:
        run: Callable[[argparse.Namespace, Translate], int] = options.run
        return run(options, t)
    except KanoError as problem:
        say("kano: " + problem.text(t))
        return NEEDS_DECISION
    except BrokenPipeError:
        return DONE


def say(text: str) -> None:
    print(text, file=sys.stderr)


def say_findings(findings: Sequence[Finding], t: Translate) -> None:
    for finding in findings:
        say(f"- {finding.with_hint(t)}")


def save(path: str, data: bytes) -> None:
    """Write a file that the user named. Raises KanoError."""
    try:
        Path(path).write_bytes(data)
    except OSError as problem:
        raise KanoError("file-unwritable", file=path, reason=problem.strerror or "") from problem


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="kano", description="Kano analysis of service features.")
    top.add_argument("--version", action="version", version=f"kano {conventions.VERSION}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _results(commands)
    _inspect(commands)
    _questions(commands)
    _form(commands)
    _workshop(commands)
    app = commands.add_parser("app", help="serve the app in the browser")
    app.add_argument("--port", type=int, default=8501)
    app.set_defaults(run=_app)
    return top


def _results(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, help, formats in (
        ("classify", "classify each feature of a file of answers or counts", ("text", "json", "csv")),
        ("curves", "satisfaction over fulfilment, per feature", ("text", "json", "csv")),
    ):
        command = commands.add_parser(name, help=help)
        _file(command)
        command.add_argument("--by", metavar="COLUMN", help="also for each value of this column")
        command.add_argument("--n", type=_count, metavar="N", help="people behind a table of percentages")
        command.add_argument("--rule", choices=("mode", "blauth"), default="mode")
        command.add_argument("--seed", type=_whole, default=conventions.Settings.seed)
        command.add_argument("--format", choices=formats, default="text")
        command.add_argument("--out", nargs="+", default=[], metavar="FILE", help="also write .json .csv .xlsx .zip")
        command.set_defaults(run=_lazy("results", name))


def _inspect(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("inspect", help="what was recognised in a file, and the proposed mapping")
    _file(command)
    command.add_argument("--save", metavar="M.yaml", help="write the proposed mapping")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(run=_lazy("inspection", "inspect"))


def _file(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE")
    command.add_argument("--mapping", metavar="M.yaml", help="what columns and answers mean (see inspect --save)")
    command.add_argument("--questionnaire", metavar="Q.yaml", help="a questionnaire, or the id of a template")
    command.add_argument("--table", default="standard", metavar="NAME|FILE", help="evaluation table, or a grid file")
    command.add_argument(
        "--codes", choices=("like-first", "dislike-first", "scores"), help="what the lowest number means"
    )
    command.add_argument("--header-rows", type=_whole, metavar="N", help="rows of the header, 0 when there is none")
    command.add_argument("--encoding", metavar="NAME", help="of the text, when it is not what was found")
    command.add_argument("--sheet", metavar="NAME", help="of a workbook, when several hold rows")
    command.add_argument("--lang", choices=tuple(LANGUAGES), help="language of remarks")


def _questions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    pairs = commands.add_parser("pairs", help="question pairs from a list of features")
    pairs.add_argument("file", metavar="FEATURES.txt|Q.yaml")
    pairs.add_argument("--lang", choices=tuple(LANGUAGES), default=DEFAULT)
    pairs.add_argument("--out", metavar="Q.yaml", help="write the questionnaire, in every language")
    pairs.set_defaults(run=_lazy("questions", "pairs"))
    lint = commands.add_parser("lint", help="check the wording of question pairs")
    lint.add_argument("file", metavar="Q.yaml|FEATURES.txt")
    lint.add_argument("--lang", choices=tuple(LANGUAGES), help="language of remarks")
    lint.set_defaults(run=_lazy("questions", "lint"))


def _form(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    form = commands.add_parser("form", help="a questionnaire as a form of a survey tool")
    form.add_argument("file", metavar="Q.yaml|TEMPLATE")
    form.add_argument("--to", choices=tuple(FORMATS), required=True, help="the tool or the kind of file")
    form.add_argument("--lang", metavar="en,zh-Hans", help="every language that the tool can take when not given")
    form.add_argument("--out", metavar="FILE", help="text is printed when not given")
    form.add_argument("--shuffle", action="store_true", help="the tool shows the features in random order")
    form.set_defaults(run=_lazy("forms", "form"))


def _workshop(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    workshop = commands.add_parser(
        "workshop", help="open, lead and close rooms of the live workshop", description=STORE
    )
    verbs = workshop.add_subparsers(required=True, metavar="VERB")
    for verb, (function, help, arguments) in VERBS.items():
        command = verbs.add_parser(verb, help=help)
        for add in arguments:
            add(command)
        command.add_argument("--lang", choices=tuple(LANGUAGES), help="language of remarks, questions and files")
        command.set_defaults(run=_lazy("workshop", function), verb=verb)


def _new_room(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="Q.yaml|TEMPLATE")
    command.add_argument("--asks", choices=("self", "customers"), default="self", help="whose answers are asked for")
    command.add_argument("--pairs", type=_count, metavar="N", help="pairs that one person answers")
    command.add_argument("--segments", choices=("first", "last", "none"), default="first")
    command.add_argument("--importance", action="store_true", help="also ask how important each feature is")
    command.add_argument("--capacity", type=_count, default=500, metavar="N", help="people at most")
    command.add_argument("--days", type=_count, default=90, metavar="N", help="days until the room is deleted")


def _code(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", metavar="CODE")


def _address(command: argparse.ArgumentParser) -> None:
    server = "where people find the server; KANO_URL stands above it"
    command.add_argument("--address", default="http://localhost:8501", help=server)


def _days(command: argparse.ArgumentParser) -> None:
    command.add_argument("--days", type=_count, required=True, metavar="N", help="counted from its opening")


def _file_of_room(command: argparse.ArgumentParser) -> None:
    command.add_argument("--round", type=_count, metavar="N", help="the last one when not given")
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


def _lazy(module: str, function: str) -> Callable[[argparse.Namespace, Translate], int]:
    """A command's module is imported when the command runs."""

    def run(options: argparse.Namespace, t: Translate) -> int:
        from importlib import import_module

        status: int = getattr(import_module(f"kano.commands.{module}"), function)(options, t)
        return status

    return run


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 0 or more")
    return int(text)


def _count(text: str) -> int:
    if not 1 <= (number := _whole(text)) < 10**10:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number


def _app(options: argparse.Namespace, _: Translate) -> int:
    import subprocess

    page = Path(__file__).parents[1] / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(options.port)]
    return subprocess.run(command, cwd=page.parent, check=False).returncode
