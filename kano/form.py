"""A questionnaire as people copy it into a survey tool: plain text, and the header of an answer table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kano.errors import KanoError
from kano.questionnaire import Feature, Questionnaire
from kano.wording import answer_set, importance_question


def questions(questionnaire: Questionnaire, lang: str) -> list[tuple[str, list[str]]]:
    """Every question with its code (`F01a`, `F01b`, `F01i`, `S1`) and its answers, in the order they are asked.

    Raises KanoError `language-missing` when a feature is not worded in the language.
    """
    asked: list[tuple[str, list[str]]] = []
    for number, feature in enumerate(questionnaire.features, start=1):
        asked += _feature(questionnaire, feature, number, lang)
    for number, segment in enumerate(questionnaire.segments, start=1):
        options = [option.label.get(lang, "") for option in segment.options]
        asked.append((f"S{number} {segment.question.get(lang, '')}", options))
    return asked


def _feature(q: Questionnaire, feature: Feature, number: int, lang: str) -> Iterator[tuple[str, list[str]]]:
    if lang not in feature.functional:
        raise KanoError("language-missing", feature=q.name(feature, lang), lang=lang)
    answers = answer_set(q.answer_set, lang)
    yield f"F{number:02d}a {feature.functional[lang]}", answers
    yield f"F{number:02d}b {feature.dysfunctional[lang]}", answers
    if q.importance:
        yield f"F{number:02d}i {importance_question(q.name(feature, lang), lang)}", ["1 2 3 4 5 6 7 8 9"]


def as_text(questionnaire: Questionnaire, lang: str) -> str:
    """The questions as text, each with its answers below it. Raises KanoError."""
    head = [questionnaire.title.get(lang, ""), (questionnaire.introduction or {}).get(lang, "")]
    blocks = ["\n".join([text, *(f"- {answer}" for answer in of)]) for text, of in questions(questionnaire, lang)]
    return "\n\n".join([part for part in [*head, *blocks] if part]) + "\n"


def answer_table(questionnaire: Questionnaire, lang: str) -> str:
    """The header of a CSV into which answers can be typed; the reader knows each column by its code.

    It begins with a byte order mark, so that spreadsheets show Chinese.
    """
    file = io.StringIO()
    header = ["respondent", *(text for text, _ in questions(questionnaire, lang))]
    csv.writer(file, quoting=csv.QUOTE_ALL).writerow(header)
    return "\ufeff" + file.getvalue()
