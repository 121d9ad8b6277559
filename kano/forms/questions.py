"""What a form asks, whatever tool it is for: every question with its code, its texts and its answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kano.answers import ANSWERS
from kano.errors import KanoError
from kano.questionnaire import Feature, Questionnaire, SegmentQuestion, Texts
from kano.wording import RATINGS, answer_set, importance_question


class Kind(StrEnum):
    """What is asked: a side of a pair, how important the feature is, or something about the person."""

    FUNCTIONAL = "functional"
    DYSFUNCTIONAL = "dysfunctional"
    IMPORTANCE = "importance"
    SEGMENT = "segment"


@dataclass(frozen=True)
class Choice:
    """One answer: its code (`L E N W D`, `1`..`9`, or an option's number `1`, `2`, ...) and its text per language."""

    code: str
    text: Texts


@dataclass(frozen=True)
class Question:
    """One question of a form. Its title begins with `code`, the one thing that every tool keeps.

    `F01a` is functional, `F01b` dysfunctional, `F01i` importance, `S1` about the person; `feature` is the
    0-based place of the feature.
    """

    code: str
    kind: Kind
    text: Texts
    choices: tuple[Choice, ...]
    feature: int | None = None

    def title(self, lang: str) -> str:
        return f"{self.code} {self.text[lang]}"

    def answers(self, lang: str) -> list[str]:
        return [choice.text[lang] for choice in self.choices]


def questions(questionnaire: Questionnaire, langs: Sequence[str]) -> tuple[Question, ...]:
    """Every question in the order asked: pair by pair, then those about the person.

    Raises KanoError `language-missing` when a feature is not worded in one of the languages.
    """
    for feature in questionnaire.features:
        for lang in langs:
            if lang not in feature.functional:
                raise KanoError("language-missing", feature=questionnaire.name(feature, lang), lang=lang)
    pairs = [q for i, f in enumerate(questionnaire.features) for q in _feature(questionnaire, f, i, langs)]
    return (*pairs, *(_segment(s, number, langs) for number, s in enumerate(questionnaire.segments, start=1)))


def _feature(q: Questionnaire, feature: Feature, place: int, langs: Sequence[str]) -> Iterator[Question]:
    code = f"F{place + 1:02d}"
    sets = {lang: answer_set(q.answer_set, lang) for lang in langs}
    answers = tuple(Choice(letter, {lang: sets[lang][i] for lang in langs}) for i, letter in enumerate(ANSWERS))
    yield Question(f"{code}a", Kind.FUNCTIONAL, feature.functional, answers, place)
    yield Question(f"{code}b", Kind.DYSFUNCTIONAL, feature.dysfunctional, answers, place)
    if q.importance:
        asked = {lang: importance_question(q.name(feature, lang), lang) for lang in langs}
        ratings = tuple(Choice(str(n), dict.fromkeys(langs, str(n))) for n in RATINGS)
        yield Question(f"{code}i", Kind.IMPORTANCE, asked, ratings, place)


def _segment(segment: SegmentQuestion, number: int, langs: Sequence[str]) -> Question:
    """A text that a language lacks is shown in the question's first one."""
    options = (Choice(str(i), _in(option.label, langs)) for i, option in enumerate(segment.options, start=1))
    return Question(f"S{number}", Kind.SEGMENT, _in(segment.question, langs), tuple(options))


def _in(texts: Texts, langs: Sequence[str]) -> Texts:
    return {lang: texts.get(lang) or next(iter(texts.values())) for lang in langs}
