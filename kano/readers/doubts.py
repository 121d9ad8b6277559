"""What of a file only the user can say: answers nobody knows, the direction of numbers, how the bytes were read."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Dict

from kano.answers import ANSWERS
from kano.errors import Finding
from kano.readers import pair_numbers
from kano.readers.mapping import SIDES, Layout, Mapping
from kano.readers.rows import kept
from kano.readers.scales import SCORES, coded, is_scored
from kano.readers.spread import spread
from kano.readers.table import Table
from kano.readers.wordings import BLANK, normalise, other_scale

ENOUGH_TO_SEE_FIVE = 20
"""So many answers on a scale of five would hardly leave out its two upper ends."""

AGREE = (
    *("feature-column", "people-repeat", "answers-alike", "code-zero"),
    *("count-column", "count-rows", "count-names", "count-wide"),
)
"""Doubts about the whole file, with which the user can only agree or open it otherwise."""

Said = tuple[list[Finding], list[Finding]]
"""Assumptions, and questions."""


def answer_counts(table: Table, mapping: Mapping, side: str | None = None) -> dict[str, int]:
    """How many people gave each distinct cell of the answer columns, of one side or of both."""
    if mapping.layout is Layout.PAIRS:
        return pair_numbers.answer_counts(kept(table, mapping), mapping, side)
    total: dict[str, int] = {}
    rows, mapping = spread(kept(table, mapping), mapping)
    for name in answer_names(mapping, side):
        for text, n in rows[name].counts.items():
            total[text] = total.get(text, 0) + n
    return total


def answer_names(mapping: Mapping, side: str | None = None) -> Iterable[str]:
    """The answer columns."""
    sides = (side,) if side else SIDES
    if mapping.layout is Layout.LONG:
        return [mapping.columns[name] for name in sides]
    return [getattr(pair, name) for pair in mapping.pairs for name in sides]


def about_answers(counts: dict[str, int], mapping: Mapping) -> Said:
    """What was taken for what, and the answers whose meaning is open."""
    said, asked = _levels(counts, mapping)
    if blanks := [text for text, letter in mapping.answers.items() if letter == BLANK and text]:
        said.insert(0, Finding("took-blank", values={"answers": ", ".join(blanks)}))
    if mapping.codes and mapping.first_code != 1:
        last = mapping.first_code + mapping.levels - 1
        said.append(Finding("took-recodes", values={"first": mapping.first_code, "last": last}))
    if mapping.codes and mapping.first_code == 0:
        asked.append(Finding("code-zero"))
    return said, [*_open_answers(counts, mapping), *asked]


def about_wordings(table: Table, mapping: Mapping) -> list[Finding]:
    """Two wordings of one column that are taken for the same answer, while another of the five is missing: they are
    of another scale, from "very" to "not at all".
    """
    if mapping.levels != len(ANSWERS) or set(mapping.answers.values()) >= set(map(str, ANSWERS)):
        return []
    alike: dict[str, None] = {}
    for side in SCORES:
        for texts in _by_letter(mapping.letters(side), answer_counts(table, mapping, side)).values():
            alike |= {" / ".join(f"“{text}”" for text in texts): None} if len(texts) > 1 else {}
    return [Finding("answers-alike", values={"answers": "; ".join(alike)})] if alike else []


def _by_letter(letters: Dict[str, str], counts: dict[str, int]) -> dict[tuple[str, bool], list[str]]:
    """The wordings of each answer and script, one of those that are the same."""
    found: dict[tuple[str, bool], dict[str, str]] = {}
    for text in counts:
        letter = letters.get(text, "")
        if letter in tuple(ANSWERS) and coded(text) is None and len(text) > 1:
            found.setdefault((letter, text.isascii()), {}).setdefault(normalise(text), text)
    return {key: list(texts.values()) for key, texts in found.items()}


def _open_answers(counts: dict[str, int], mapping: Mapping) -> list[Finding]:
    left = {text: counts[text] for text in mapping.unresolved if text in counts}
    numbers = {text: n for text, n in left.items() if is_code(text, mapping)}
    questions = []
    if numbers and mapping.codes is None:
        code = "code-scores" if is_scored(numbers) else "code-direction"
        questions.append(Finding(code, values={"numbers": listed(numbers)}))
        left = {text: n for text, n in left.items() if text not in numbers}
    if left and (kind := other_scale(left)):
        return [*questions, Finding(f"scale-{kind}", values={"answers": listed(left)})]
    return [*questions, *([Finding("answers-open", values={"answers": listed(left)})] if left else [])]


def is_code(text: str, mapping: Mapping) -> bool:
    """Whether a cell is a number of the scale."""
    code = coded(text)
    scale = range(mapping.first_code, mapping.first_code + mapping.levels)
    return code is not None and (code in scale or is_scored([*mapping.answers]))


def _levels(counts: dict[str, int], mapping: Mapping) -> Said:
    """Numbers that stop at 3 may come from three answers: of many a question, of few something to say."""
    numbers = {n: count for text, count in counts.items() if (n := coded(text)) is not None}
    if mapping.levels == 3 or 3 not in numbers or not set(numbers) <= {1, 2, 3}:
        return [], []
    many = sum(numbers.values()) >= ENOUGH_TO_SEE_FIVE
    return ([], [Finding("code-levels")]) if many else ([Finding("took-five")], [])


def listed(counts: dict[str, int]) -> str:
    """Cells with how often each occurs, the most frequent first."""
    return ", ".join(f"“{text}” × {n}" for text, n in sorted(counts.items(), key=lambda item: -item[1]))


def about_reading(table: Table, mapping: Mapping) -> tuple[Finding, ...]:
    """A guessed encoding is in doubt unless it turned bytes into answers that we know; so is one sheet of several."""
    source, questions = table.source, []
    proven = any(letter in tuple(ANSWERS) and not text.isascii() for text, letter in mapping.answers.items())
    if not source.encoding_sure and not proven:
        header = " | ".join(table.names[:6])
        questions.append(Finding("encoding", values={"encoding": source.encoding, "header": header}))
    if source.other_sheets:
        others = ", ".join(source.other_sheets)
        questions.append(Finding("sheet", values={"sheet": source.sheet, "others": others}))
    if not source.header_sure:
        second = " | ".join(column.name.rpartition(" - ")[2] or column.name for column in table.columns[:6])
        questions.append(Finding("header-rows", values={"second": second}))
    return tuple(questions)
