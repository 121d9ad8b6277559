"""What the user has said about a file of expectations and perceptions. No screen is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kano.service.items import Item, Items
from kano.text import NAME_LENGTH, clean
from kano.ui.work import How

OTHER = "other"
"""Of the wording: neither; the ticks in the table say which items are reversed."""

COLUMNS = ("expectation", "perception", "adequate", "importance")


@dataclass
class ServiceWork:
    """`items` is what the table shows, None until the file was looked at, `confirmed` what the results are of.

    `numbered` items are 1 to 22: `wording` must be said. Where columns of one number are `unlike`, the user says that
    they are `one_item`. `letters` gives an item its Kano category by hand;
    `expectation_matters` lets mean expectations stand for importance where the file asks for none; `problem` is why a
    file of items could not be read.
    """

    how: How = field(default_factory=How)
    items: Items | None = None
    confirmed: Items | None = None
    numbered: bool = False
    unlike: bool = False
    one_item: bool = False
    wording: str | None = None
    letters: dict[str, str] = field(default_factory=dict)
    expectation_matters: bool = False
    problem: str = ""

    def read(self, **how: Any) -> None:
        """Otherwise read, the columns are others."""
        self.how, self.items, self.confirmed = replace(self.how, **how), None, None

    def take(self, items: Items, numbered: bool = False, unlike: bool = False) -> None:
        """Items to start from."""
        self.items, self.numbered, self.wording, self.problem = items, numbered, items.wording, ""
        self.unlike, self.one_item = unlike, False

    def confirm(self, items: Items) -> None:
        self.items = self.confirmed = items

    def word(self, wording: str | None) -> None:
        """How the 22 items were worded; the ticks follow."""
        self.wording = wording
        if self.items and wording and wording != OTHER:
            self.items = self.items.worded(wording)
        elif self.items:
            self.items = replace(self.items, wording=None)

    def letter(self, name: str, letter: str | None) -> None:
        self.letters.pop(name, None)
        if letter:
            self.letters[name] = letter

    @property
    def said(self) -> bool:
        """Whether it is known which items are reversed, and which columns are one item."""
        return (not self.numbered or self.wording is not None) and (not self.unlike or self.one_item)

    def join(self, together: bool) -> None:
        """Whether columns of one number are one item whatever they are called."""
        self.one_item = together


def rows_of(items: Items, called: Mapping[str, str]) -> list[dict[str, Any]]:
    """The items as rows of a table that is edited; `called` names items and dimensions in the user's language."""
    return [_row(item, called) for item in items.items]


def _row(item: Item, called: Mapping[str, str]) -> dict[str, Any]:
    columns = {name: getattr(item, name) for name in COLUMNS}
    dimension = called.get(item.dimension or "", item.dimension)
    return {"name": called.get(item.name, item.name), "dimension": dimension, "reversed": item.reversed, **columns}


def items_of(rows: Iterable[Mapping[str, Any]], base: Items, called: Mapping[str, str]) -> Items:
    """The items that edited rows say, with what `base` says of all of them; a row without both columns is none."""
    codes = {label: code for code, label in called.items()}
    made = tuple(_item(row, codes) for row in rows if row.get("expectation") and row.get("perception"))
    dimensions = {item.dimension for item in made if item.dimension}
    weights = base.weights if set(base.weights) == dimensions else {}
    return replace(base, items=made, weights=weights)


def half_rows(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Rows that say something, but not both columns: they are no items."""
    halves = [row for row in rows if any(row.values()) and not (row.get("expectation") and row.get("perception"))]
    return [str(row.get("name") or row.get("expectation") or row.get("perception") or "-") for row in halves]


def _item(row: Mapping[str, Any], codes: Mapping[str, str]) -> Item:
    dimension = clean(str(row.get("dimension") or ""), NAME_LENGTH)
    name = clean(str(row.get("name") or row["perception"]), NAME_LENGTH)
    return Item(
        name=codes.get(name, name),
        expectation=row["expectation"],
        perception=row["perception"],
        dimension=codes.get(dimension, dimension) or None,
        reversed=bool(row.get("reversed")),
        adequate=row.get("adequate") or None,
        importance=row.get("importance") or None,
    )
