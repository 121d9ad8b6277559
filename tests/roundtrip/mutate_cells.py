"""Changes to what people answered: other words, other scales, other ways of writing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kano.answers import ANSWERS
from kano.forms.questions import Kind
from tests.roundtrip.mutants import Mutant, Mutation, Original, same, unknowable, with_cells, with_head
from tests.roundtrip.sheets import Cell, Sheet

LETTERS = tuple(map(str, ANSWERS))
UNKNOWN = ["meh", "Whatever works", "So-so", "随便吧啦", "5 stars", "Sí, claro", "yes", "B", "Agree", "🙂"]
NEAR = [
    "I dislike it, but I can live with it if I must", "I can't live with it", "I would not expect it", "not neutral",
    "I don't dislike it", "I like it less", "我不是很喜欢", "我不讨厌", "勉强不接受", "并非无所谓", "我不太喜歡",
    "I can tolerate it no longer", "It must not be that way", "I like it, I dislike it",
]  # fmt: skip
"""They hold the words of an answer and mean something else, or nothing that anybody could say."""
KNOWN = {
    "de": ["Das würde mich sehr freuen", "Das setze ich voraus", "Das ist mir egal",
           "Das könnte ich in Kauf nehmen", "Das würde mich sehr stören"],
    "fr": ["Cela me plaît", "Cela est normal ainsi", "Cela m'est égal", "Je m'en contente", "Cela me déplaît"],
    "es": ["Me gusta de esa forma", "Debe ser de esa forma", "Neutral", "Tolerable", "Me disgusta de esa forma"],
    "ja": ["とてもうれしい", "当然だろう", "特に何とも思わない", "別にそれでも構わない", "それは困る"],
    "zh": ["很喜欢", "理所当然", "无所谓", "勉强接受", "很不喜欢"],
    "letters": ["L", "E", "N", "W", "D"],
    "en": ["I like it that way", "I expect it", "I’m neutral", "I dislike it, but I can live with it",
           "I dislike it and can't accept it"],
    "words": ["like", "must be", "neutral", "live with", "dislike"],
}  # fmt: skip
"""Published sets, from like to dislike."""
OTHER = {
    "satisfaction": ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"],
    "satisfaction zh": ["非常满意", "满意", "一般", "不满意", "非常不满意"],
    "satisfaction terbinm": ["滿意", "有些滿意", "無所謂", "有些不滿意", "不滿意"],
    "agreement": ["Strongly agree", "Agree", "Neutral", "Disagree", "Strongly disagree"],
    "importance": ["Very important", "Important", "Neutral", "Slightly important", "Not important"],
    "frequency": ["Always", "Often", "Sometimes", "Rarely", "Never"],
    "liking": ["Like a great deal", "Like somewhat", "Neither like nor dislike", "Dislike somewhat", "Dislike a lot"],
    "swapped": ["Dislike a great deal", "I can't expect it", "Neutral", "I can tolerate nothing", "Like extremely"],
    "grades": ["A", "B", "C", "D", "F"],
    "german grades": ["sehr gut", "gut", "befriedigend", "ausreichend", "mangelhaft"],
    "yes no": ["Yes", "Yes", "Maybe", "No", "No"],
    "not kano zh": ["喜欢", "比较喜欢", "一般", "不太喜欢", "不喜欢"],
}  # fmt: skip
"""Five steps of something else, some of whose words are a Kano answer's."""
SCALES = {
    "like first": "12345", "dislike first": "54321", "from 0": "01234", "recodes": ["11", "12", "13", "14", "15"],
    "balanced": ["2", "1", "0", "-1", "-2"], "options": ["A1", "A2", "A3", "A4", "A5"],
    "decimal": ["1.0", "2.0", "3.0", "4.0", "5.0"], "thirds": "11233", "wide": "１２３４５", "sevens": "12467",
    "scores": ["4", "2", "0", "-1", "-2"], "codes": ["AO01", "AO02", "AO03", "AO04", "AO05"],
}  # fmt: skip


def _said(of: Original, columns: Sequence[int], words: Sequence[str]) -> Sheet:
    """The answers of some columns in other words, from like to dislike."""
    place = {column: of.sheet.codes[column] for column in columns}
    who = of.sheet.who

    def change(i: int, j: int, cell: Cell) -> Cell:
        person = who[i]
        if j not in place or person is None:
            return cell
        letter = of.case.people[person].get(place[j], "")
        return words[LETTERS.index(letter)] if letter else cell

    return with_cells(of.sheet, change)


def _replaced(of: Original, text: str, share: float) -> Sheet | None:
    """Some of those who gave one answer say something else instead."""
    letter, columns = of.die.choice(LETTERS), of.columns()
    hit = 0

    def change(i: int, j: int, cell: Cell) -> Cell:
        nonlocal hit
        person = of.sheet.who[i]
        if j not in columns or person is None or of.case.people[person].get(of.sheet.codes[j]) != letter:
            return cell
        struck = of.die.random() < share
        hit += struck
        return text if struck else cell

    made = with_cells(of.sheet, change)
    return made if hit else None


def unknown(of: Original) -> Mutant | None:
    made = _replaced(of, of.die.choice(UNKNOWN), of.die.choice([0.05, 0.5, 1]))
    return unknowable(made) if made else None


def near(of: Original) -> Mutant | None:
    made = _replaced(of, of.die.choice(NEAR), of.die.choice([0.05, 0.5, 1]))
    return unknowable(made) if made else None


def other_language(of: Original) -> Mutant:
    return same(of, _said(of, of.columns(), KNOWN[of.die.choice(list(KNOWN))]))


def mixed_languages(of: Original) -> Mutant:
    """Two people in one table who were asked in two languages."""
    columns = of.die.sample(of.columns(), len(of.columns()) // 2)
    return same(of, _said(of, columns, KNOWN[of.die.choice([name for name in KNOWN if name != "letters"])]))


def other_scale(of: Original) -> Mutant:
    return unknowable(_said(of, of.columns(), OTHER[of.die.choice(list(OTHER))]))


def other_scale_once(of: Original) -> Mutant:
    """One question was asked on another scale."""
    return unknowable(_said(of, [of.die.choice(of.columns())], OTHER[of.die.choice(list(OTHER))]))


def numbers(of: Original) -> Mutant:
    return unknowable(_said(of, of.columns(), list(SCALES[of.die.choice(list(SCALES))])))


def numbers_on_one_side(of: Original) -> Mutant:
    kind = of.die.choice([Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL])
    return unknowable(_said(of, of.columns(kind), list(SCALES[of.die.choice(list(SCALES))])))


def numbers_once(of: Original) -> Mutant:
    return unknowable(_said(of, [of.die.choice(of.columns())], list(SCALES[of.die.choice(list(SCALES))])))


def opposite_scales(of: Original) -> Mutant:
    """The question without the feature counts the other way."""
    made = _said(of, of.columns(Kind.FUNCTIONAL), "12345")
    other = Original(of.case, of.shape, made, of.die)
    return unknowable(_said(other, of.columns(Kind.DYSFUNCTIONAL), "54321"))


def _written(of: Original, change: Callable[[str], str], heads: bool = True) -> Mutant:
    asked = of.sheet.codes
    made = with_cells(of.sheet, lambda _, j, cell: change(cell) if asked[j] and isinstance(cell, str) else cell)
    named = with_head(made, lambda _, j, text: change(text) if asked[j] else text)
    return same(of, named if heads else made)


def upper(of: Original) -> Mutant:
    return _written(of, str.upper)


def lower(of: Original) -> Mutant:
    return _written(of, str.lower)


def spaced(of: Original) -> Mutant:
    """Blanks of every kind, before, behind and doubled."""
    signs = [" ", "  ", "\u00a0", "\u3000", "\t"] if of.shape.suffix != "tsv" else [" ", "\u00a0", "\u3000"]
    return _written(of, lambda text: f"{of.die.choice(signs)}{text.replace(' ', '  ')}{of.die.choice(signs)}")


def full_width(of: Original) -> Mutant:
    """As a Chinese keyboard types it."""
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    return _written(of, lambda text: text.translate(wide))


def wide_digits(of: Original) -> Mutant:
    return _written(of, lambda text: re.sub(r"\d", lambda digit: chr(ord(digit[0]) + 0xFEE0), text))


def curly(of: Original) -> Mutant:
    """Signs as a word processor turns them."""
    return _written(of, lambda text: text.replace("'", "’").replace(" - ", " – ").replace("...", "…"))


def dotted(of: Original) -> Mutant:
    """Full stops and numbers at the answers."""
    return _written(of, lambda text: f"{text}." if text else text, heads=False)


def numbered_answers(of: Original) -> Mutant:
    """`1 - I like it`: the words are there, whatever the number says."""
    columns = set(of.columns())
    return same(of, with_cells(of.sheet, lambda _, j, cell: f"{j % 5 + 1} - {cell}" if j in columns and cell else cell))


def blanks_told(of: Original) -> Mutant:
    """Who said nothing has a word for it."""
    word = of.die.choice(["N/A", "n/a", "-", "(跳过)", "(空)", "NULL", "nan", "未作答", ".", "  "])
    columns = set(of.columns())
    return same(of, with_cells(of.sheet, lambda _, j, cell: word if j in columns and cell in ("", None) else cell))


def missing_numbers(of: Original) -> Mutant | None:
    """Who said nothing has a number for it among the words."""
    columns, word = set(of.columns()), of.die.choice(["-99", "0", "99"])
    made = with_cells(of.sheet, lambda _, j, cell: word if j in columns and not cell else cell)
    return same(of, made) if made.rows != of.sheet.rows else None


KINDS: dict[str, Mutation] = {
    function.__name__: function
    for function in (
        unknown, near, other_language, mixed_languages, other_scale, other_scale_once, numbers, numbers_on_one_side,
        numbers_once, opposite_scales, upper, lower, spaced, full_width, wide_digits, curly, dotted,
        numbered_answers, blanks_told, missing_numbers,
    )
}  # fmt: skip
