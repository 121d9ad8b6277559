"""A questionnaire as people copy it into a survey tool: plain text, and the header of an answer table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from kano.forms.questions import Kind, Question, questions
from kano.questionnaire import Questionnaire


def as_text(questionnaire: Questionnaire, lang: str) -> str:
    """The questions as text, each with its answers below it. Raises KanoError."""
    head = [questionnaire.title.get(lang, ""), (questionnaire.introduction or {}).get(lang, "")]
    blocks = ["\n".join([q.title(lang), *_answers(q, lang)]) for q in questions(questionnaire, [lang])]
    return "\n\n".join([part for part in [*head, *blocks] if part]) + "\n"


def _answers(question: Question, lang: str) -> list[str]:
    answers = question.answers(lang)
    return [f"- {answer}" for answer in ([" ".join(answers)] if question.kind is Kind.IMPORTANCE else answers)]


def answer_table(questionnaire: Questionnaire, lang: str) -> str:
    """The header of a CSV into which answers can be typed; the reader knows each column by its code.

    It begins with a byte order mark, so that spreadsheets show Chinese.
    """
    file = io.StringIO()
    header = ["respondent", *(q.title(lang) for q in questions(questionnaire, [lang]))]
    csv.writer(file, quoting=csv.QUOTE_ALL).writerow(header)
    return "\ufeff" + file.getvalue()


def text(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    return as_text(questionnaire, langs[0]).encode()


def table(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    return answer_table(questionnaire, langs[0]).encode()
