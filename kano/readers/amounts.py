"""Amounts and degrees of fulfilment as people write them in a table; what can be read in two ways is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from kano.errors import KanoError

_SIGNS = "€$£¥₩₹元"
_AMOUNT = re.compile(
    rf"(?P<minus>-?)\s*(?P<before>[{_SIGNS}]?)\s*(?P<minus2>-?)"
    rf"(?P<number>\d[\d., '\u00a0]*)\s*(?P<after>[{_SIGNS}]|[A-Za-z]{{3}})?"
)
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_UNSURE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_SPACED = re.compile(r"\d{1,3}(?:[ '\u00a0]\d{3})+(?:[.,]\d+)?")
_DEGREE = re.compile(r"(-?)(\d{1,6}(?:[.,]\d{1,16})?|[.,]\d{1,16})\s*(%?)")


class Amount(NamedTuple):
    """A number and the currency beside it, "" where there is none."""

    value: float
    unit: str


def amount(text: str) -> Amount | None:
    """The amount that a cell holds; None when it is none.

    Raises KanoError `amount-unsure` for `1,200` and `1.200`, which are a thousand to one reader and one to another.
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    found = _AMOUNT.fullmatch(plain.replace("￥", "¥"))
    if not found or (found["minus"] and found["minus2"]) or (found["before"] and found["after"]):
        return None
    number = _number(found["number"].strip(), text)
    if number is None:
        return None
    sign = -1 if found["minus"] or found["minus2"] else 1
    return Amount(sign * number + 0.0, found["before"] or found["after"] or "")


def _number(text: str, cell: str) -> float | None:
    if _UNSURE.fullmatch(text):
        raise KanoError("amount-unsure", value=cell)
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    if _COMMAS.fullmatch(text):
        return float(text.replace(",", ""))
    if _POINTS.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _SPACED.fullmatch(text):
        return float(re.sub(r"[ '\u00a0]", "", text).replace(",", "."))
    return None


class Degrees(NamedTuple):
    """Shares of 0..1 by the row and column they stand in, and whether numbers without a sign were read as percent."""

    shares: dict[tuple[int, str], float]
    percent: bool


def degrees(cells: Mapping[tuple[int, str], str], percent: bool = False) -> Degrees:
    """Degrees of fulfilment from the cells of all columns that hold them; blank cells are not given.

    `50%` is said; `0.5` and `50` are told by the whole: numbers of 0 to 1 are shares, numbers above 1 percent, which
    `percent` (a header) says too. Raises KanoError for both at once, and for what is no degree.
    """
    read = {at: _degree(at[0], text) for at, text in cells.items()}
    bare = {at: value for at, (value, signed) in read.items() if not signed and value != 0}
    small = [at for at, value in bare.items() if abs(value) <= 1]
    large = [at for at, value in bare.items() if abs(value) > 1]
    signed = any(is_signed for _, is_signed in read.values())
    if not percent and small and (large or signed):
        raise KanoError("degree-unsure", first=cells[small[0]], second=cells[large[0]] if large else "%")
    of_hundred = percent or bool(large)
    return Degrees(
        {at: value / 100 if is_signed or of_hundred else value for at, (value, is_signed) in read.items()},
        bool(large) and not percent,
    )


def _degree(row: int, text: str) -> tuple[float, bool]:
    found = _DEGREE.fullmatch(unicodedata.normalize("NFKC", text).replace("−", "-").strip())
    if not found:
        raise KanoError("degree-unread", row=row + 1, value=text)
    return float(found[1] + found[2].replace(",", ".")), bool(found[3])
