"""Google Forms: an Apps Script that makes the form, in one language. Texts enter it as string literals only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain, count, groupby

from kano.forms.questions import Kind, Question, questions
from kano.forms.values import told
from kano.i18n import catalogue
from kano.questionnaire import Questionnaire
from kano.wording import RATINGS

_UNSAFE = re.compile("[<>&\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""What could end a script, a line or a reader's trust in what the script says."""


def script(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    t, lang = catalogue(langs[0]), langs[0]
    lines = [f"// {t('form.script-run')}", f"// {t('form.script-log')}", "function createForm() {"]
    lines += [f"  {line};" for line in _statements(questionnaire, lang)]
    lines += [f"  Logger.log({_literal(t('form.script-edit'))} + form.getEditUrl());"]
    lines += [f"  Logger.log({_literal(t('form.script-answer'))} + form.getPublishedUrl());", "}", ""]
    return "\n".join(lines).encode()


def options(labels: Sequence[str]) -> list[str]:
    """The choices of a question. Google refuses two that are the same; the second is numbered."""
    made: list[str] = []
    for label in labels:
        names = chain([label], (f"{label} ({n})" for n in count(2)))
        made.append(next(name for name in names if name not in made))
    return made


def _statements(questionnaire: Questionnaire, lang: str) -> Iterator[str]:
    """A page per feature: a pair stays together whatever order Google is told to show questions in."""
    title = _literal(told(questionnaire.title, lang))
    yield f"const form = FormApp.create({title})"
    yield f"form.setTitle({title}).setCollectEmail(false).setProgressBar(true)"
    if questionnaire.introduction:
        yield f"form.setDescription({_literal(told(questionnaire.introduction, lang))})"
    asked = questions(questionnaire, [lang])
    yield f"const answers = {_literal(asked[0].answers(lang))}"
    for place, together in groupby(asked, lambda question: question.feature):
        yield _page(None if place is None else questionnaire.name(questionnaire.features[place], lang))
        yield from (_question(question, lang) for question in together)


def _page(title: str | None) -> str:
    page = "form.addPageBreakItem()"
    return page if title is None else f"{page}.setTitle({_literal(title)})"


def _question(question: Question, lang: str) -> str:
    """Only pairs must be answered; a question about the person without options takes any text."""
    title = f".setTitle({_literal(question.title(lang))})"
    if question.kind is Kind.IMPORTANCE:
        return f"form.addScaleItem(){title}.setBounds({RATINGS[0]}, {RATINGS[-1]})"
    if question.kind is not Kind.SEGMENT:
        return f"form.addMultipleChoiceItem(){title}.setChoiceValues(answers).setRequired(true)"
    if not question.choices:
        return f"form.addTextItem(){title}"
    return f"form.addMultipleChoiceItem(){title}.setChoiceValues({_literal(options(question.answers(lang)))})"


def _literal(data: str | list[str]) -> str:
    """JSON is JavaScript; Chinese stays readable."""
    text = json.dumps(data, ensure_ascii=False)
    return _UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
