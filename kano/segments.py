"""Questions about the person, by which results may be split: written as a line, read as a question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from kano.i18n import LANGUAGES
from kano.questionnaire import Option, SegmentQuestion, Texts
from kano.text import clean

MARK = ";"


def to_line(question: SegmentQuestion, lang: str) -> tuple[str, str]:
    """The question and its options in one language, the options divided by semicolons."""
    options = [option.label.get(lang, "") for option in question.options]
    return question.question.get(lang, ""), f"{MARK} ".join(options)


def from_line(text: str, options: str, lang: str, old: SegmentQuestion | None, number: int) -> SegmentQuestion | None:
    """The question that a line describes; None when it has no text or fewer than two options.

    What `old` says in other languages is kept for the options that are known; a new text stands for every language
    until it is translated.
    """
    labels = [clean(part) for part in options.replace("；", MARK).split(MARK) if clean(part)]
    if not clean(text) or len(labels) < 2:
        return None
    options_made = tuple(_options(labels, lang, old.options if old else ()))
    question = _texts(text, lang, old.question if old else {})
    return SegmentQuestion(old.id if old else f"s{number}", question, options_made)


def _options(labels: list[str], lang: str, before: tuple[Option, ...]) -> Iterator[Option]:
    """An option is known by its label; where only labels were reworded, by its place."""
    by_label = {option.label.get(lang): option for option in before}
    reworded = len(labels) == len(before)
    taken = {by_label[label].id for label in labels if label in by_label}
    free = (f"o{number}" for number in count(1) if f"o{number}" not in {option.id for option in before})
    for place, label in enumerate(labels):
        known = by_label.get(label)
        if known is None and reworded and before[place].id not in taken:
            known = before[place]
        yield Option(known.id if known else next(free), _texts(label, lang, known.label if known else {}))


def _texts(text: str, lang: str, old: Texts) -> dict[str, str]:
    return {**dict.fromkeys(LANGUAGES, clean(text)), **old, lang: clean(text)}
