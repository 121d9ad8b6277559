"""`kano report`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from kano.cli import DONE, save, say, say_findings
from kano.commands.results import report_of
from kano.errors import KanoError
from kano.i18n import Translate
from kano.reports import About, write
from kano.text import clean

LONGEST = 500
"""Signs of a text on the cover."""


def report(options: Namespace, t: Translate) -> int:
    """The files that were asked for, each said when it is there; remarks on stderr."""
    made = replace(report_of(options, t), about=_about(options))
    for place, path in enumerate(options.out, start=1):
        save(path, write(made, Path(path).suffix[1:]))
        say(f"{place}/{len(options.out)} {t('cli.wrote', file=path)}")
    say_findings(made.remarks, t)
    return DONE


def _about(options: Namespace) -> About:
    said = {key: clean(getattr(options, key), LONGEST) for key in ("title", "question", "date")}
    return About(**said, by=clean(options.author), template=_template(options.template), brief=options.brief)


def _template(path: str | None) -> bytes | None:
    if path is None:
        return None
    try:
        return Path(path).read_bytes()
    except OSError as problem:
        raise KanoError("file-missing", file=path) from problem
