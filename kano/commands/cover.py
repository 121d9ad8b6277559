"""What stands on the cover of files that are presented, and the writing of those of ratings."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kano.cli import save, say
from kano.errors import KanoError
from kano.i18n import Translate
from kano.reports import About
from kano.text import clean

if TYPE_CHECKING:
    from kano.reports.story import Told

LONGEST = 500
"""Signs of a text on the cover."""


def cover(options: Namespace) -> About:
    """What the options say. Raises KanoError when the template is not there."""
    title, question, date = (clean(getattr(options, key), LONGEST) for key in ("title", "question", "date"))
    return About(title, question, clean(options.author), date, _template(options.template))


def _template(path: str | None) -> bytes | None:
    if path is None:
        return None
    try:
        return Path(path).read_bytes()
    except OSError as problem:
        raise KanoError("file-missing", file=path) from problem


def leave(told: Told, options: Namespace, t: Translate) -> None:
    """The files that were asked for, each said when it is there. Raises KanoError before the first one is written."""
    paths = [other(path, options, t) for path in options.out]
    for path in paths:
        told.check(Path(path).suffix[1:])
    for place, path in enumerate(paths, start=1):
        save(path, told.written(Path(path).suffix[1:]))
        say(f"{place}/{len(paths)} {t('cli.wrote', file=path)}")


def other(path: str, options: Namespace, t: Translate) -> str:
    """A file to write, which is not the one that is read. Raises KanoError."""
    if Path(path).resolve() == Path(options.file).resolve():
        raise KanoError("file-unwritable", file=path, reason=t("cli.is-input"))
    return path
