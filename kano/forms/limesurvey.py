"""LimeSurvey: a tab separated survey structure in every language at once, which imports as an inactive survey.

Written for what the importer does (`TSVImportSurvey`): columns by name; the first language whole, then the same rows
for each further one; groups are told apart by number, questions by code. Answers are coded by their letters
(`L E N W D`), so that an export of codes is read without a question about its direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kano.forms.questions import Kind, Question, questions
from kano.forms.values import told
from kano.questionnaire import Questionnaire
from kano.text import clean

LANGUAGES = {"en": "en", "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant-TW"}
"""Our languages by LimeSurvey's names for them."""

COLUMNS = (
    *("class", "type/scale", "name", "relevance", "text", "help", "language"),
    *("validation", "mandatory", "other", "default", "same_default", "random_group"),
)

SAMPLE = 1000
"""The importer guesses the encoding from so many bytes."""

_PAIR = (Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL)
_NAME_LENGTH, _TITLE_LENGTH, _TEXT_LENGTH = 100, 200, 2000
_WIDE = str.maketrans("{}", "｛｝")
_HTML = str.maketrans({'"': "&quot;", "<": "&lt;"})
_ALIKE = str.maketrans('"<', "”＜")


def survey(questionnaire: Questionnaire, langs: Sequence[str], shuffle: bool = False) -> bytes:
    """A group per feature, which LimeSurvey shows in random order when `shuffle`; a pair never leaves its group."""
    rows = [dict(zip(COLUMNS, COLUMNS, strict=True)), *_settings(langs), *_titles(questionnaire, langs)]
    asked = questions(questionnaire, langs)
    for lang in langs:
        rows += _content(questionnaire, asked, lang, "kano" if shuffle else "")
    return _encoded("\n".join("\t".join(row.get(column, "") for column in COLUMNS) for row in rows) + "\n")


def shown(text: str) -> str:
    """A text as LimeSurvey's HTML: no tag, no quote around a cell, no `{expression}`.

    Braces become the wide ones of Chinese print, because the filter that an import passes undoes their entities.
    """
    return re.sub(r"&(?=[#\w])", "&amp;", clean(text, _TEXT_LENGTH)).translate(_WIDE).translate(_HTML)


def name(text: str, length: int) -> str:
    """A name in the administration, where entities would be seen and count as letters."""
    return clean(text, length).translate(_WIDE).translate(_ALIKE)


def _settings(langs: Sequence[str]) -> Iterator[dict[str, str]]:
    """One group a page, without its name: the questions name the feature."""
    first, *others = (LANGUAGES[lang] for lang in langs)
    said = {"language": first, "additional_languages": " ".join(others)}
    for key, value in (said | {"format": "G", "anonymized": "Y", "showgroupinfo": "X"}).items():
        if value:
            yield {"class": "S", "name": key, "text": value}


def _titles(questionnaire: Questionnaire, langs: Sequence[str]) -> Iterator[dict[str, str]]:
    for lang in langs:
        title = name(told(questionnaire.title, lang), _TITLE_LENGTH) or questionnaire.id
        welcome = shown(told(questionnaire.introduction, lang))
        for key, text in (("surveyls_title", title), ("surveyls_welcometext", welcome)):
            if text:
                yield {"class": "SL", "name": key, "text": text, "language": LANGUAGES[lang]}


def _content(q: Questionnaire, asked: Iterable[Question], lang: str, order: str) -> Iterator[dict[str, str]]:
    """The groups of one language; the last one, about the person, keeps its place."""
    for number, (place, together) in enumerate(groupby(asked, lambda question: question.feature), start=1):
        group = {"class": "G", "type/scale": str(number), "relevance": "1"}
        if place is None:
            yield group | {"name": "S", "language": LANGUAGES[lang]}
        else:
            title = name(f"F{place + 1:02d} {q.name(q.features[place], lang)}", _NAME_LENGTH)
            yield group | {"name": title, "language": LANGUAGES[lang], "random_group": order}
        for question in together:
            yield from _question(question, lang)


def _question(question: Question, lang: str) -> Iterator[dict[str, str]]:
    """Only pairs must be answered; a question about the person without options takes any text."""
    kind = {"class": "Q", "type/scale": "L" if question.choices else "S", "relevance": "1", "other": "N"}
    text = {"name": question.code, "text": shown(question.title(lang)), "language": LANGUAGES[lang]}
    yield kind | text | {"mandatory": "Y" if question.kind in _PAIR else "N"}
    for choice in question.choices:
        code = f"A{choice.code}" if question.kind is Kind.SEGMENT else choice.code
        text = {"name": code, "text": shown(choice.text[lang]), "language": LANGUAGES[lang]}
        yield {"class": "A", "type/scale": "0"} | text


def _encoded(text: str) -> bytes:
    """UTF-8 of which no sign is cut in two where the sample ends: blanks behind the last header are trimmed away."""
    tried = (("\ufeff" + text.replace("\n", " " * room + "\n", 1)).encode() for room in range(4))
    return next(data for data in tried if _is_whole(data[:SAMPLE]))


def _is_whole(sample: bytes) -> bool:
    try:
        return bool(sample.decode())
    except UnicodeDecodeError:
        return False
