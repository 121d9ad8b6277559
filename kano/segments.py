"""Questions about the person, by which results may be split: written as a line, read as a question."""

from __future__ import annotations

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

    What `old` says in other languages is kept option by option; a new text stands for every language until it is
    translated.
    """
    labels = [clean(part) for part in options.replace("；", MARK).split(MARK) if clean(part)]
    if not clean(text) or len(labels) < 2:
        return None
    before = old.options if old else ()
    made = []
    for i, label in enumerate(labels):
        known = before[i] if i < len(before) else None
        made.append(Option(known.id if known else f"o{i + 1}", _texts(label, lang, known.label if known else {})))
    return SegmentQuestion(
        old.id if old else f"s{number}", _texts(text, lang, old.question if old else {}), tuple(made)
    )


def _texts(text: str, lang: str, old: Texts) -> dict[str, str]:
    return {**dict.fromkeys(LANGUAGES, clean(text)), **old, lang: clean(text)}
