"""What ODK, KoboToolbox, SurveyJS and Google Forms write of people's answers to our forms, in the shape of their files.

Each takes the questionnaire, the languages of its form and people, who map question codes to codes of choices
(`{"F01a": "L", "F01i": "7", "S1": "2"}`; `""` or no key: not answered), and gives the bytes of a file.
Shapes: exports by KoboToolbox's formpack, survey-core's results, and Google's downloads.
"""

import csv
import io
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kano.forms.google import options
from kano.forms.questions import Kind, Question, questions
from kano.forms.values import value
from kano.forms.xlsform import group_name, label
from kano.questionnaire import Questionnaire

Person = Mapping[str, str]
Langs = Sequence[str]

KOBO_META = [
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_notes",
    "_status",
    "_submitted_by",
    "__version__",
    "_tags",
    "_index",
]
CENTRAL_META = [
    "meta-instanceID",
    "KEY",
    "SubmitterID",
    "SubmitterName",
    "AttachmentsPresent",
    "AttachmentsExpected",
    "Status",
    "ReviewState",
    "DeviceID",
    "Edits",
    "FormVersion",
]
TIMESTAMP = {"en": "Timestamp", "zh-Hans": "时间戳记", "zh-Hant": "時間戳記"}


def people(questionnaire: Questionnaire, number: int, seed: int = 1) -> list[dict[str, str]]:
    """People who answer by a die and leave out one question in eight."""
    die = random.Random(seed)
    asked = questions(questionnaire, questionnaire.languages[:1])
    return [{q.code: "" if die.random() < 1 / 8 else _any(q, die) for q in asked} for _ in range(number)]


def _any(question: Question, die: random.Random) -> str:
    return die.choice([choice.code for choice in question.choices]) if question.choices else f"text {die.random():.3f}"


def kobo_names(questionnaire: Questionnaire, langs: Langs, people: Iterable[Person], groups: bool = False) -> bytes:
    """KoboToolbox, "XML values and headers"; `groups`: "include groups in headers"."""
    asked = questions(questionnaire, langs)
    header = [(f"{_group(q)}/" if groups and _group(q) else "") + q.code for q in asked]
    return _kobo(header, ([_value(q, person) for q in asked] for person in people))


def kobo_labels(questionnaire: Questionnaire, langs: Langs, people: Iterable[Person], groups: bool = False) -> bytes:
    """KoboToolbox, labels of the first language."""
    lang, asked = langs[0], questions(questionnaire, langs)
    names = [label(questionnaire.name(feature, lang)) for feature in questionnaire.features]
    prefix = [f"{names[q.feature]}/" if groups and q.feature is not None else "" for q in asked]
    header = [f"{before}{label(q.title(lang))}" for before, q in zip(prefix, asked, strict=True)]
    return _kobo(header, ([label(_text(q, person, q.answers(lang))) for q in asked] for person in people))


def _kobo(header: list[str], rows: Iterable[list[str]]) -> bytes:
    lines = [[*header, *KOBO_META]]
    for i, row in enumerate(rows):
        lines.append(
            [*row, str(1000 + i), f"0000-{i}", f"2026-11-20T03:{i % 60:02d}:00", *[""] * 4, "v1", "", str(i + 1)]
        )
    return _csv(lines, delimiter=";", quoting=csv.QUOTE_ALL).encode("utf-8-sig")


def odk_central(questionnaire: Questionnaire, langs: Langs, people: Iterable[Person], groups: bool = True) -> bytes:
    """ODK Central, whose header joins a group and a question by a minus; notes are empty columns."""
    asked = questions(questionnaire, langs)
    note = ["introduction"] if questionnaire.introduction else []
    header = [(f"{_group(q)}-" if groups and _group(q) else "") + q.code for q in asked]
    lines = [["SubmissionDate", *note, *header, *CENTRAL_META]]
    for i, person in enumerate(people):
        key = f"uuid:00000000-0000-4000-8000-{i:012d}"
        meta = [key, key, "12", "App user", "0", "0", "", "", "collect:abc", "0", str(questionnaire.version)]
        lines.append(
            [f"2026-11-20T03:{i % 60:02d}:00.000Z", *[""] * len(note), *(_value(q, person) for q in asked), *meta]
        )
    return _csv(lines).encode()


def surveyjs(questionnaire: Questionnaire, langs: Langs, people: Iterable[Person]) -> bytes:
    """SurveyJS: an array of results; what was not answered has no key, a rating is a number."""
    asked = questions(questionnaire, langs)
    return json.dumps([results(asked, person) for person in people], ensure_ascii=False, indent=1).encode()


def results(asked: Sequence[Question], person: Person) -> dict[str, Any]:
    """One person's results as survey-core gives them."""
    given = {q.code: (q.kind, _value(q, person)) for q in asked if person.get(q.code)}
    return {code: int(text) if kind is Kind.IMPORTANCE else text for code, (kind, text) in given.items()}


def google(questionnaire: Questionnaire, langs: Langs, people: Iterable[Person]) -> bytes:
    """Google Forms, "Download responses (.csv)"."""
    lang, asked = langs[0], questions(questionnaire, langs[:1])
    lines = [[TIMESTAMP[lang], *(q.title(lang) for q in asked)]]
    for i, person in enumerate(people):
        cells = (_text(q, person, options(q.answers(lang))) for q in asked)
        lines.append([f"2026/11/20 11:{i % 60:02d}:00 AM GMT+8", *cells])
    return _csv(lines, quoting=csv.QUOTE_ALL).encode()


def _group(question: Question) -> str:
    return "" if question.feature is None else group_name(question.feature)


def _value(question: Question, person: Person) -> str:
    code = person.get(question.code, "")
    return next((value(choice) for choice in question.choices if choice.code == code), code)


def _text(question: Question, person: Person, texts: Sequence[str]) -> str:
    code = person.get(question.code, "")
    return next((text for choice, text in zip(question.choices, texts, strict=True) if choice.code == code), code)


def _csv(lines: Iterable[Sequence[str]], **form: Any) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n", **form).writerows(lines)
    return file.getvalue()


EXPORTS = {
    "kobo names": kobo_names,
    "kobo names in groups": lambda q, langs, people: kobo_names(q, langs, people, groups=True),
    "kobo labels": kobo_labels,
    "kobo labels in groups": lambda q, langs, people: kobo_labels(q, langs, people, groups=True),
    "odk central": odk_central,
    "odk central without groups": lambda q, langs, people: odk_central(q, langs, people, groups=False),
    "surveyjs": surveyjs,
    "google": google,
}
"""Every export by its name, all with the same arguments."""
