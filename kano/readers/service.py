"""A file of expectations and perceptions: which columns belong together, proposed; and their numbers, once said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from kano.errors import Finding, KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import DIMENSIONS, Questionnaire, load
from kano.ratings import Floats, Ratings
from kano.readers.meta import meta_kind
from kano.readers.scores import read_ratings
from kano.readers.service_names import ROLES, Told, by_code, by_words, is_role_row, mentions, words
from kano.readers.table import Column, Table
from kano.service.items import INSTRUMENT, Item, Items, check
from kano.service.levels import doubts
from kano.service.ratings import ServiceRatings

TEMPLATE = "servqual"
"""The questionnaire whose features are the 22 items, in their order."""

SHOWN = 3
"""Pairs that a question names."""


@cache
def _template() -> Questionnaire:
    return load(TEMPLATE)


@dataclass(frozen=True)
class ItemsProposal:
    """`numbered` items are 1 to 22, so that their wording decides which are reversed: it must be said.

    `unpaired` columns ask for what is expected or perceived of an item, and nothing else of it does. `unlike` pairs of
    columns have the same number and different texts, so that only the user knows whether they are one item.
    """

    items: Items
    numbered: bool
    unpaired: tuple[str, ...]
    unused: tuple[str, ...]
    unlike: tuple[tuple[str, str], ...] = ()

    @property
    def doubt(self) -> KanoError | None:
        """The question about columns of one number, to be raised where it cannot be asked."""
        if not self.unlike:
            return None
        pairs = [f"“{expectation}” / “{perception}”" for expectation, perception in self.unlike]
        more = f" … (+{len(pairs) - SHOWN})" if len(pairs) > SHOWN else ""
        return KanoError("items-unlike", pairs="; ".join(pairs[:SHOWN]) + more, n=len(pairs))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was assumed, and what is not read."""
        said = [Finding("items-found", values={"n": len(self.items.items)})]
        if self.unpaired:
            said.append(Finding("items-unpaired", values={"columns": ", ".join(self.unpaired)}))
        rest = [name for name in self.unused if name not in self.unpaired]
        return (*said, *([Finding("items-unused", values={"columns": ", ".join(rest)})] if rest else []))


def propose_items(table: Table) -> ItemsProposal:
    """The items that the columns' names tell. Raises KanoError when they tell none, or one of them twice."""
    ways = [_told(table, way) for way in (by_words, by_code)]
    found = max(ways, key=_pairs)
    if not _pairs(found) and is_role_row([column.values[column.codes[0]] for column in table.columns]):
        raise KanoError("items-second-header", file=table.source.name)
    if not _pairs(found):
        raise KanoError("items-not-found", columns=", ".join(table.names[:8]))
    complete = {key: columns for key, columns in found.items() if _is_pair(columns)}
    if twice := [column for columns in complete.values() for role in columns.values() for column, _ in role[1:]]:
        raise KanoError("items-twice", columns=", ".join(twice))
    items = Items(tuple(_item(key, columns) for key, columns in complete.items()))
    numbered = set(complete) == {str(i) for i in range(1, 23)}
    items = _named(items, list(complete)) if numbered else items
    items = replace(items, weights=_points(table, items))
    half = [columns for key, columns in found.items() if key not in complete and _asks(columns)]
    unpaired = tuple(column for columns in half for role in columns.values() for column, _ in role)
    unused = tuple(name for name in table.names if name not in items.columns)
    return ItemsProposal(items, numbered, unpaired, unused, tuple(filter(None, map(_unlike, complete.values()))))


Columns = dict[str, list[tuple[str, str]]]
"""Per role the columns of an item, with how they call it."""


def _told(table: Table, way: Callable[[Column], Told | None]) -> dict[str, Columns]:
    found: dict[str, Columns] = {}
    for column in table.columns:
        told = way(_unrepeated(column, table)) if not meta_kind(column.name) else None
        if told:
            found.setdefault(told.key, defaultdict(list))[told.role].append((column.name, told.text))
    return found


def _unrepeated(column: Column, table: Table) -> Column:
    """A repeated header is the same header: `E1 (2)` where there is an `E1`."""
    base, numbered, _ = column.name.rpartition(" (")
    return replace(column, name=base) if numbered and base in table.names else column


def _is_pair(columns: Columns) -> bool:
    return all(role in columns for role in ROLES[:2])


def _asks(columns: Columns) -> bool:
    return any(role in columns for role in ROLES[:2])


def _pairs(found: dict[str, Columns]) -> int:
    return sum(map(_is_pair, found.values()))


def _unlike(columns: Columns) -> tuple[str, str] | None:
    """What both columns are called, where they are called differently."""
    texts = [columns[role][0][1] for role in ROLES[:2]]
    said = [re.findall(r"\w+", text.casefold()) for text in texts]
    return (texts[0], texts[1]) if all(said) and said[0] != said[1] else None


def _item(key: str, columns: Columns) -> Item:
    text = columns["perception"][0][1] or columns["expectation"][0][1]
    text = " / ".join(unlike) if (unlike := _unlike(columns)) else text
    name = text if text and text != key else key
    adequate, importance = (columns[role][0][0] if role in columns else None for role in ROLES[2:])
    expectation, perception = (columns[role][0][0] for role in ROLES[:2])
    return Item(name, expectation, perception, adequate=adequate, importance=importance)


def _named(items: Items, keys: list[str]) -> Items:
    """The 22 items in their order, with the names and dimensions of the template."""
    features = _template().features
    ordered = sorted(zip(map(int, keys), items.items, strict=True), key=lambda pair: pair[0])
    named = (replace(item, name=features[i - 1].name["en"], dimension=features[i - 1].dimension) for i, item in ordered)
    return replace(items, items=tuple(named))


def _points(table: Table, items: Items) -> dict[str, float | str]:
    """The column in which each person gave points to each dimension, when there is one for every dimension."""
    asked = [c.name for c in table.columns if c.name not in items.columns and mentions(c.title, words()["points"])]
    found = {dimension: [name for name in asked if _says(table[name], dimension)] for dimension in items.dimensions}
    sound = bool(found) and all(len(columns) == 1 for columns in found.values())
    return {dimension: columns[0] for dimension, columns in found.items()} if sound else {}


def _says(column: Column, dimension: str) -> bool:
    known = [catalogue(lang)(f"dimension.{dimension}") for lang in LANGUAGES] if dimension in DIMENSIONS else []
    return mentions(column.title, [dimension, *known])


def read_service(table: Table, items: Items) -> tuple[ServiceRatings, tuple[Finding, ...]]:
    """The ratings of confirmed items, and what was taken as no rating. Raises KanoError.

    Without a scale, the 22 items have that of their wordings when the ratings reach its upper end.
    """
    check(items)
    rated = [column for item in items.items for column in item.columns]
    ratings, findings = read_ratings(table, rated, items.missing, items.meant)
    findings = (*findings, *doubts(items, ratings))
    asked = replace(items, scale=items.scale or _instrument(items, ratings))
    parts = {role: _part(ratings, asked, role) for role in ROLES}
    expectation, perception = parts["expectation"], parts["perception"]
    assert expectation is not None
    assert perception is not None
    points = [weight for weight in items.weights.values() if isinstance(weight, str)]
    own, said = read_ratings(table, _in_order(asked, points)) if points else (None, ())
    made = ServiceRatings(
        asked, expectation, perception, parts["adequate"], parts["importance"], own.values if own else None
    )
    return made, (*findings, *said)


def _in_order(items: Items, points: list[str]) -> list[str]:
    return [str(items.weights[name]) for name in items.dimensions] if points else []


def _part(ratings: Ratings, items: Items, role: str) -> Floats | None:
    """(N, K) of one role, NaN where an item does not ask for it; None when no item does. Raises KanoError."""
    columns = [getattr(item, role) for item in items.items]
    named = [column for column in columns if column]
    if not named:
        return None
    scale = items.importance_scale if role == "importance" else items.scale
    part = ratings.of(named).on(*scale) if scale else ratings.of(named)
    values = np.full((len(ratings), len(columns)), np.nan)
    values[:, [i for i, column in enumerate(columns) if column]] = part.values
    return values


def _instrument(items: Items, ratings: Ratings) -> tuple[float, float] | None:
    """1 to 7 of the 22 items whose wording was said, if somebody gave a 7 and nobody less than 1 or more than 7."""
    if items.wording is None:
        return None
    sides = [column for item in items.items for column in (item.expectation, item.perception)]
    seen = ratings.of(sides)
    fits = seen.highest == INSTRUMENT[1] and seen.lowest is not None and seen.lowest >= INSTRUMENT[0]
    return INSTRUMENT if fits else None


def labels(items: Items, lang: str) -> dict[str, str]:
    """What the items are called in a language, where the template names them."""
    known = template_labels(lang)
    return {name: known[name] for name in items.names if name in known}


def template_labels(lang: str) -> dict[str, str]:
    """The 22 items by their names, in a language."""
    return _template().labels(lang)


def unread(table: Table, items: Items) -> Iterable[str]:
    """The columns that no item names."""
    return [name for name in table.names if name not in items.columns]
