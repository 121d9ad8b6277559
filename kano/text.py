"""Texts from users: cleaned once, where they enter; escaped once, where they leave."""

from __future__ import annotations

import re
import unicodedata

NAME_LENGTH = 200

# Control, direction and invisible characters, surrogates and non-characters. The zero-width joiners U+200C/D are
# letters' and emoji's own and stay.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_LIVE = re.compile(r"(?i)(?<=h)(?=ttps?)|(?<=w)(?=ww)|(?=@)|(?<=:)(?=[a-z])")
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&\"'/])")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def clean(text: str, length: int = NAME_LENGTH) -> str:
    """One line of visible characters in NFC, at most `length` of them."""
    return re.sub(r"\s+", " ", _UNSEEN.sub(" ", unicodedata.normalize("NFC", text))).strip()[:length].rstrip()


def markdown(text: str) -> str:
    """For a Markdown sink: shown as typed, without link, image, directive or formula."""
    return _MARKUP.sub(r"\\\1", _LIVE.sub("\u2060", text))


def chart(text: str) -> str:
    """For a chart: no text of a user may equal a property name of an object (`constructor`)."""
    return "\u2060" + text


def percent(share: float) -> str:
    """A probability in words: never 0% or 100%, which nobody knows."""
    if share > 0.99:
        return ">99%"
    return "<1%" if share < 0.01 else f"{100 * share:.0f}%"


def many(n: float) -> str:
    """A number of people with all its digits; where people weigh, with one decimal."""
    return f"{n:.1f}".removesuffix(".0")


def p_value(p: float | None) -> str:
    """The p of a test in words, a dash where there is none."""
    if p is None:
        return "-"
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def csv_cell(text: str) -> str:
    """For a CSV cell: a spreadsheet shows it instead of computing it."""
    return "'" + text if text.lstrip(' \u00a0"').startswith(_FORMULA) else text


def csv_name(text: str) -> str:
    """For a CSV cell that is read back: `of_csv_name` of `csv_cell` of this is the text, whatever it begins with."""
    return "'" + text if _is_marked(text) else text


def of_csv_name(cell: str) -> str:
    """The text of a cell that `csv_cell` of `csv_name` made."""
    return cell[1:] if _is_marked(cell) else cell


def _is_marked(text: str) -> bool:
    """Whether apostrophes stand before what a spreadsheet would compute."""
    bare = text.lstrip("'")
    return bare != text and csv_cell(bare) != bare
