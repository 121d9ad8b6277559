"""The command line: the same rooms as the app, through another door. Results on stdout, remarks on stderr."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kano import conventions
from kano.errors import Finding, KanoError
from kano.i18n import DEFAULT, LANGUAGES, Translate, catalogue
from kano.options import add_all

DONE, NEEDS_DECISION, INTERRUPTED = 0, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 when done, 2 when the input needs a decision or is bad, 130 when it was stopped by its user.

    Never a traceback for bad input.
    """
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
    except KeyboardInterrupt:
        say("\nkano: " + t("cli.interrupted"))
        return INTERRUPTED


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
    add_all(commands)
    app = commands.add_parser("app", help="serve the app in the browser")
    app.add_argument("--port", type=int, default=8501)
    app.set_defaults(run=_app)
    return top


def _app(options: argparse.Namespace, _: Translate) -> int:
    import subprocess

    page = Path(__file__).parents[1] / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(options.port)]
    return subprocess.run(command, cwd=page.parent, check=False).returncode
