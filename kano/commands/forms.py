"""`kano form`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from kano import questionnaire
from kano.cli import DONE, save, say
from kano.errors import KanoError
from kano.forms import FORMATS, write
from kano.forms.notes import notes
from kano.i18n import DEFAULT, LANGUAGES, Translate
from kano.questionnaire import Questionnaire


def form(options: Namespace, t: Translate) -> int:
    asked = questionnaire.load(options.file)
    data = write(asked, options.to, _languages(options.lang, options.to, asked), options.shuffle)
    if options.out:
        save(options.out, data)
        say(t("cli.wrote", file=options.out))
    else:
        _print(data)
    for note in notes(asked, options.to):
        say("- " + note.text(t))
    return DONE


def _languages(said: str | None, to: str, asked: Questionnaire) -> Sequence[str]:
    """Those that were said, else as many of the questionnaire's as the format can hold."""
    if said is None:
        known = asked.languages or (DEFAULT,)
        return known if FORMATS[to].multilingual else known[:1]
    langs = list(dict.fromkeys(part.strip() for part in said.split(",")))
    for lang in langs:
        if lang not in LANGUAGES:
            raise KanoError("language-unknown", lang=lang, known=", ".join(LANGUAGES))
    return langs


def _print(data: bytes) -> None:
    """Text as it is; anything else only where no terminal would show it."""
    if sys.stdout.isatty() and not _is_text(data):
        raise KanoError("form-binary")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False
