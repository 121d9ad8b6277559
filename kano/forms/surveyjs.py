"""SurveyJS: one JSON for every language, a panel per feature, so that features may be shuffled and pairs stay."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from kano.forms.questions import Kind, Question, questions
from kano.forms.values import told, value
from kano.i18n import DEFAULT
from kano.questionnaire import Questionnaire, Texts
from kano.wording import RATINGS

LOCALE = {"en": "en", "zh-Hans": "zh-cn", "zh-Hant": "zh-tw"}
_WIDE = str.maketrans("{}", "｛｝")
_PAIR = (Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL)


def survey(questionnaire: Questionnaire, langs: Sequence[str], shuffle: bool = False) -> bytes:
    data: dict[str, Any] = {"title": _told(questionnaire.title, langs)}
    if langs[0] != DEFAULT:
        data["locale"] = LOCALE[langs[0]]
    if questionnaire.introduction:
        data["description"] = _told(questionnaire.introduction, langs)
    data["pages"] = _pages(questionnaire, langs, "random" if shuffle else "initial")
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def shown(text: str) -> str:
    """A text in which `{F01a}` is no reference to an answer: its braces become the wide ones of Chinese print."""
    return text.translate(_WIDE)


def _pages(questionnaire: Questionnaire, langs: Sequence[str], order: str) -> list[dict[str, Any]]:
    panels, person = [], []
    for place, together in groupby(questions(questionnaire, langs), lambda question: question.feature):
        elements = [_question(question, langs) for question in together]
        if place is None:
            person = elements
        else:
            panels.append(_panel(questionnaire, place, langs, elements))
    pages: list[dict[str, Any]] = [{"name": "features", "questionsOrder": order, "elements": panels}]
    return [*pages, {"name": "person", "elements": person}] if person else pages


def _panel(questionnaire: Questionnaire, place: int, langs: Sequence[str], elements: Sequence[Any]) -> dict[str, Any]:
    """A panel says its own order, else it would take the page's."""
    feature = questionnaire.features[place]
    title = _texts({lang: questionnaire.name(feature, lang) for lang in langs}, langs)
    name = f"f{place + 1:02d}"
    return {"type": "panel", "name": name, "title": title, "questionsOrder": "initial", "elements": elements}


def _question(question: Question, langs: Sequence[str]) -> dict[str, Any]:
    """Only pairs must be answered; a question about the person without options takes any text."""
    titles = _texts({lang: question.title(lang) for lang in langs}, langs)
    data = {"name": question.code, "title": titles}
    if question.kind is Kind.IMPORTANCE:
        return {"type": "rating", **data, "rateMin": RATINGS[0], "rateMax": RATINGS[-1]}
    if not question.choices:
        return {"type": "text", **data}
    choices = [{"value": value(choice), "text": _texts(choice.text, langs)} for choice in question.choices]
    required = {"isRequired": True} if question.kind in _PAIR else {}
    return {"type": "radiogroup", **data, **required, "choicesOrder": "none", "choices": choices}


def _told(texts: Texts, langs: Iterable[str]) -> dict[str, str]:
    return _texts({lang: told(texts, lang) for lang in langs}, langs)


def _texts(texts: Texts, langs: Iterable[str]) -> dict[str, str]:
    """`default` is what English readers see, or everyone when there is no English."""
    by_locale = {LOCALE[lang]: shown(texts[lang]) for lang in langs}
    return {"default": by_locale.pop(DEFAULT, next(iter(by_locale.values()))), **by_locale}
