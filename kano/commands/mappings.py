"""What the commands say of a mapping: a line per feature and per answer."""

from __future__ import annotations

from kano.cli import say
from kano.i18n import Translate
from kano.readers import Mapping, Table
from kano.readers.doubts import answer_counts


def say_mapping(table: Table, mapping: Mapping, t: Translate) -> None:
    """What is taken for what, a line per feature and per answer, on stderr."""
    for pair in mapping.pairs:
        parts = [pair.functional, pair.dysfunctional, *filter(None, [pair.importance, pair.why])]
        say(f"  {pair.feature} = " + " | ".join(parts))
    for role, name in mapping.columns.items():
        say(f"  {role} = {name}")
    if mapping.answers:
        counts = answer_counts(table, mapping)
        for letter in dict.fromkeys(mapping.answers.values()):
            texts = (f"“{text}” × {counts.get(text, 0)}" for text, of in mapping.answers.items() if of == letter)
            say(f"  {meaning(letter, t)} = " + ", ".join(texts))


def meaning(letter: str, t: Translate) -> str:
    """The answer of a letter, in words."""
    return t(f"answer.{letter}") if letter not in ("", "?") else t("answer.none" if not letter else "answer.open")
