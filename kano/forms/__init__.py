"""A questionnaire as a form of every survey tool: one module per format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from kano.errors import KanoError
from kano.questionnaire import Questionnaire

__all__ = ["FORMATS", "Format", "write"]


@dataclass(frozen=True)
class Format:
    """A form of one tool and what the tool can do with it.

    `made_by` names the module of this package and its function: (questionnaire, languages) -> bytes, with a third
    argument, whether to shuffle, when the tool `shuffles` features itself. Answers are never shuffled, pairs never
    split. `verified` says that a consumer of the format, or its grammar, checks it in the tests.
    """

    made_by: str
    suffix: str
    mime: str
    multilingual: bool = False
    shuffles: bool = False
    verified: bool = True


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: dict[str, Format] = {
    "text": Format("plain.text", ".txt", "text/plain"),
    "answers": Format("plain.table", ".csv", "text/csv"),
    "docx": Format("word.write", ".docx", _DOCX),
    "pdf": Format("paper.write", ".pdf", "application/pdf"),
    "xlsform": Format("xlsform.form", ".xlsx", _XLSX, multilingual=True),
    "surveyjs": Format("surveyjs.survey", ".json", "application/json", multilingual=True, shuffles=True),
    "google": Format("google.script", ".gs", "text/plain"),
    "limesurvey": Format("limesurvey.survey", ".txt", "text/tab-separated-values", multilingual=True, shuffles=True),
    "wjx": Format("wjx.wjx", ".txt", "text/plain"),
    "tencent": Format("wjx.tencent", ".txt", "text/plain"),
    "qualtrics": Format("qualtrics.survey", ".txt", "text/plain", verified=False),
    "questions-xlsx": Format("sheet.workbook", ".xlsx", _XLSX, multilingual=True),
    "questions-csv": Format("sheet.table", ".csv", "text/csv", multilingual=True),
}
"""The forms that can be written, by the name that `kano form --to` takes."""


def write(questionnaire: Questionnaire, name: str, langs: Sequence[str], shuffle: bool = False) -> bytes:
    """The file of a form. Raises KanoError when a language is missing or the tool cannot do what is asked."""
    if name not in FORMATS:
        raise KanoError("format-unknown", format=name, known=", ".join(FORMATS))
    form = FORMATS[name]
    if len(langs) > 1 and not form.multilingual:
        raise KanoError("form-one-language", to=name, langs=", ".join(langs))
    if shuffle and not form.shuffles:
        raise KanoError("form-no-shuffle", to=name, known=", ".join(n for n, f in FORMATS.items() if f.shuffles))
    module, function = form.made_by.split(".")
    make: Callable[..., bytes] = getattr(import_module(f"kano.forms.{module}"), function)
    return make(questionnaire, langs, shuffle) if form.shuffles else make(questionnaire, langs)
