"""Answers in percent: five numbers for each side of each feature, wide or long, read without guessing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from kano.answers import ANSWERS
from kano.counts import Floats
from kano.errors import Finding, KanoError
from kano.readers.table import Column, Table
from kano.readers.wordings import is_blank
from kano.variants.fuzzy import Spread

SIDES = ("functional", "dysfunctional")
TOLERANCE = 0.01
"""By which an answer may miss 1, or 100 by as much in percent: people round."""
SHOWN = 5

_WIDE = re.compile(r"(?P<feature>.+?)\s*\|\s*(?P<side>functional|dysfunctional)\s*\|\s*(?P<answer>[LENWD])", re.I)
_NUMBER = re.compile(r"([-+]?)(\d{1,3}(?:[.,]\d{1,16})?|[.,]\d{1,16})\s*%?")
_LONG = ("feature", "side", *map(str, ANSWERS))


class LeftOut(NamedTuple):
    """An answer that is in no number: whose (the row of people, from 1), to what, and why.

    `reason` is `text`, `negative` or `sum`; `found` is the cell or the sum.
    """

    person: int
    feature: str
    side: str
    reason: str
    found: str


@dataclass(frozen=True, eq=False)
class PercentAnswers:
    """Answers as shares, what of them was left out, and the columns that say nothing of answers."""

    answers: Spread
    left_out: tuple[LeftOut, ...]
    unused: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass
class _Cells:
    """Five numbers per person, feature and side, NaN where nothing is written; texts that are no number apart."""

    features: tuple[str, ...]
    people: int
    unused: tuple[str, ...]
    texts: dict[tuple[int, int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = np.full((len(SIDES), self.people, len(self.features), len(ANSWERS)), np.nan)

    def put(self, at: tuple[int, int, int, int], text: str) -> None:
        side, person, feature, _ = at
        number = None if is_blank(text) else share(text)
        if number is not None:
            self.values[at] = number
        elif not is_blank(text):
            self.texts[side, person, feature] = text


def read_percent(table: Table) -> PercentAnswers:
    """Answers in percent from columns `FEATURE|functional|L` ... `FEATURE|dysfunctional|D`, or from a row per answer
    with the columns feature, side, L, E, N, W, D and who answered.

    The five of an answer add up to 1 or to 100, within `TOLERANCE`, and are then divided by their sum; a blank among
    them is 0. Any other answer is left out and listed. Raises KanoError when the columns are neither, or incomplete.
    """
    cells = _long(table) if {name.casefold() for name in table.names} >= {c.casefold() for c in _LONG} else _wide(table)
    left_out: list[LeftOut] = []
    sides = [_shares(cells, side, left_out) for side in range(len(SIDES))]
    answers = Spread(cells.features, *sides)
    ordered = tuple(sorted(left_out))
    return PercentAnswers(answers, ordered, cells.unused, tuple(_findings(ordered, cells)))


def _wide(table: Table) -> _Cells:
    found = {name: _WIDE.fullmatch(_plain(name)) for name in table.names}
    features = tuple(dict.fromkeys(match["feature"] for match in found.values() if match))
    if not features:
        raise KanoError("percent-columns", known=", ".join(table.names[:8]))
    unused = tuple(name for name, match in found.items() if not match)
    cells, seen = _Cells(features, len(table), unused), set[tuple[int, int, int]]()
    for name, match in found.items():
        if match:
            at = SIDES.index(match["side"].lower()), features.index(match["feature"]), _place(match["answer"])
            if at in seen:
                raise KanoError("percent-twice", column=name)
            seen.add(at)
            _put(cells, table[name], *at)
    _complete(features, seen)
    return cells


def _complete(features: Sequence[str], seen: set[tuple[int, int, int]]) -> None:
    wanted = ((s, f, a) for f in range(len(features)) for s in range(len(SIDES)) for a in range(len(ANSWERS)))
    absent = [f"{features[f]}|{SIDES[s]}|{ANSWERS[a]}" for s, f, a in wanted if (s, f, a) not in seen]
    if absent:
        raise KanoError("percent-incomplete", columns=", ".join(absent[:SHOWN]), n=len(absent))


def _put(cells: _Cells, column: Column, side: int, feature: int, answer: int) -> None:
    for person, text in enumerate(column.texts()):
        cells.put((side, person, feature, answer), text)


def _long(table: Table) -> _Cells:
    """The column beside the named ones that is first says who answered."""
    names = {name.casefold(): name for name in table.names}
    others = [name for name in table.names if name.casefold() not in {c.casefold() for c in _LONG}]
    if not others:
        raise KanoError("percent-who")
    who, feature, side = (table[name].texts() for name in (others[0], names["feature"], names["side"]))
    people = {person: i for i, person in enumerate(dict.fromkeys(who))}
    features = tuple(dict.fromkeys(feature))
    cells, seen = _Cells(features, len(people), tuple(others[1:])), set[tuple[int, int, int]]()
    columns = [table[names[str(answer).casefold()]].texts() for answer in ANSWERS]
    for row, said in enumerate(side):
        if said.strip().lower() not in SIDES:
            raise KanoError("percent-side", row=row + 1, side=said)
        at = SIDES.index(said.strip().lower()), people[who[row]], features.index(feature[row])
        if at in seen:
            raise KanoError("answered-twice", respondent=who[row], feature=feature[row])
        seen.add(at)
        for answer, texts in enumerate(columns):
            cells.put((*at, answer), texts[row])
    return cells


def share(text: str) -> float | None:
    """The number of a cell that holds a number and nothing else but a percent sign."""
    found = _NUMBER.fullmatch(_plain(text).replace("−", "-"))
    return float(found[1] + found[2].replace(",", ".")) if found else None


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip()


def _place(letter: str) -> int:
    return [str(answer) for answer in ANSWERS].index(letter.upper())


def _shares(cells: _Cells, side: int, left_out: list[LeftOut]) -> Floats:
    """(N, F, 5): the shares of one side; all 0 where there is no answer or it is left out."""
    values = np.nan_to_num(cells.values[side])
    given = ~np.isnan(cells.values[side]).all(axis=-1)
    sums = values.sum(axis=-1)
    fits = (np.abs(sums - 1) <= TOLERANCE + 1e-9) | (np.abs(sums - 100) <= 100 * TOLERANCE + 1e-9)
    good = given & fits & (values >= 0).all(axis=-1)
    for person, feature in sorted({(p, f) for s, p, f in cells.texts if s == side}):
        good[person, feature] = False
        left_out.append(_out(person, feature, side, "text", cells.texts[side, person, feature], cells))
    for person, feature in np.argwhere(given & ~good).tolist():
        if (side, person, feature) not in cells.texts:
            negative = bool((values[person, feature] < 0).any())
            found = f"{values[person, feature].min() if negative else sums[person, feature]:g}"
            left_out.append(_out(person, feature, side, "negative" if negative else "sum", found, cells))
    shares = np.divide(values, sums[..., None], out=np.zeros_like(values), where=good[..., None])
    return np.asarray(shares)


def _out(person: int, feature: int, side: int, reason: str, found: str, cells: _Cells) -> LeftOut:
    return LeftOut(person + 1, cells.features[feature], SIDES[side], reason, found)


def _findings(left_out: Sequence[LeftOut], cells: _Cells) -> Iterator[Finding]:
    if left_out:
        shown = [f"{out.person}: “{out.feature}” {out.side} ({out.found})" for out in left_out[:SHOWN]]
        more = [f"… (+{len(left_out) - SHOWN})"] if len(left_out) > SHOWN else []
        yield Finding("percent-left-out", values={"n": len(left_out), "answers": "; ".join([*shown, *more])})
    if cells.unused:
        yield Finding("percent-unused", values={"columns": ", ".join(f"“{name}”" for name in cells.unused[:8])})
