"""What a file on service quality asks: items, what was expected and perceived of each, and what belongs together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite

from kano.errors import KanoError

WORDINGS = ("1988", "1991")
"""Of the 22 items of Parasuraman, Zeithaml & Berry: 1988 words some of them negatively, the revision of 1991 none."""

NEGATIVE = (10, 11, 12, 13, 18, 19, 20, 21, 22)
"""The items that the wording of 1988 puts negatively, counted from 1."""

INSTRUMENT = (1.0, 7.0)
"""The scale of both wordings."""

Scale = tuple[float, float]
"""The lowest and the highest rating that could be given."""


@dataclass(frozen=True)
class Item:
    """One item and its columns. `expectation` is the desired level where `adequate`, the least accepted, is asked too.

    `reversed` items are worded negatively: a high rating is a bad one.
    """

    name: str
    expectation: str
    perception: str
    dimension: str | None = None
    reversed: bool = False
    adequate: str | None = None
    importance: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns, those that were not asked left out."""
        named = (self.expectation, self.perception, self.adequate, self.importance)
        return tuple(column for column in named if column)

    @property
    def number(self) -> int | None:
        """The one number in which both columns agree (`E10`, `P10`), else the one in its name; None without one."""
        told = [_number(text) for text in (self.expectation, self.perception)]
        return told[0] if told[0] is not None and told[0] == told[1] else _number(self.name)


@dataclass(frozen=True)
class Items:
    """All items of a file. `scale` is of expectation, perception and adequate level, `importance_scale` of importance.

    `weights` gives each dimension its points of 100, or the column in which each person gave them; `missing` are cells
    that are no rating, `meant` gives texts without a number theirs; `wording` is that of the 22 items, where said.
    """

    items: tuple[Item, ...]
    scale: Scale | None = None
    importance_scale: Scale | None = None
    weights: Mapping[str, float | str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    meant: Mapping[str, float] = field(default_factory=dict)
    wording: str | None = None

    def telling(self, meant: Mapping[str, float]) -> Items:
        """With the numbers that texts stand for."""
        return replace(self, meant={**self.meant, **meant})

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.items)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """In the order in which they first occur."""
        return tuple(dict.fromkeys(item.dimension for item in self.items if item.dimension))

    @property
    def reversed(self) -> tuple[str, ...]:
        """The names of the items that are worded negatively."""
        return tuple(item.name for item in self.items if item.reversed)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        points = [weight for weight in self.weights.values() if isinstance(weight, str)]
        return (*(column for item in self.items for column in item.columns), *points)

    def worded(self, wording: str) -> Items:
        """The 22 items as one of `WORDINGS` words them. Raises KanoError when they are not 22."""
        if wording not in WORDINGS or len(self.items) != 22:
            raise KanoError("wording-not-22", n=len(self.items), wording=wording, known=", ".join(WORDINGS))
        negative = self._negative if wording == "1988" else ()
        items = tuple(replace(item, reversed=i in negative) for i, item in enumerate(self.items))
        return replace(self, items=items, wording=wording)

    @property
    def numbered(self) -> bool:
        """Whether columns or names number the items 1 to 22, each once; else their order alone tells which is which."""
        return sorted(number for item in self.items if (number := item.number)) == list(range(1, 23))

    @property
    def negative(self) -> tuple[str, ...]:
        """The names of those that the wording of 1988 puts negatively: by their numbers, else by their places."""
        return tuple(self.names[i] for i in self._negative)

    @property
    def _negative(self) -> tuple[int, ...]:
        numbered = self.numbered
        numbers = [item.number if numbered else i for i, item in enumerate(self.items, start=1)]
        return tuple(i for i, number in enumerate(numbers) if number in NEGATIVE)


def check(items: Items) -> Items:
    """The same items, or KanoError: none, a name or a column twice, weights of other dimensions or not of 100."""
    if not items.items:
        raise KanoError("items-none")
    if repeated := _repeated(items.names):
        raise KanoError("items-names", names=", ".join(repeated))
    if repeated := _repeated(items.columns):
        raise KanoError("items-columns", columns=", ".join(repeated))
    if items.weights:
        _check_weights(items)
    return items


def _number(text: str) -> int | None:
    """The whole number in a text that holds no other."""
    found: Sequence[str] = re.findall(r"\d+", text)
    return int(found[0]) if len(found) == 1 and len(found[0]) < 4 else None


def _repeated(names: tuple[str, ...]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _check_weights(items: Items) -> None:
    """Points are given for every dimension, all as numbers or all as columns."""
    if set(items.weights) != set(items.dimensions):
        named, known = ", ".join(items.weights), ", ".join(items.dimensions) or "-"
        raise KanoError("weights-dimensions", given=named, known=known)
    points = {name: weight for name, weight in items.weights.items() if not isinstance(weight, str)}
    if points and len(points) < len(items.weights):
        raise KanoError("weights-mixed")
    if wrong := [f"{name} {weight:g}" for name, weight in points.items() if not (isfinite(weight) and weight >= 0)]:
        raise KanoError("weights-range", weights=", ".join(wrong))
    if points and abs(sum(points.values()) - 100) > 1e-6:
        raise KanoError("weights-sum", sum=f"{sum(points.values()):g}")
