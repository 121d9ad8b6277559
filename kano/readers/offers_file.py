"""Offers from any table: features as rows and offers as columns, or the other way round; and back to CSV."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kano.decision.bundles import BLANKS, Offer, Offers
from kano.errors import KanoError
from kano.readers.table import Table
from kano.text import NAME_LENGTH, clean, csv_cell

COST = ("cost", "costs", "price", "成本", "费用", "費用", "价格", "價格", "售价", "售價")
NOTE = ("note", "notes", "remark", "remarks", "备注", "備註", "说明", "說明")
"""Rows that are no feature, unless a feature is called so."""

YES = ["yes", "y", "true", "included", "✓", "✔", "√", "是", "有", "含", "包含", "提供"]
NO = ["no", "n", "false", "not included", "✗", "✘", "否", "无", "無", "不含", "不包含", "不提供", "没有", "沒有"]
BLANK = ("", "-", "–", "—", "?", "n/a", "na", "#n/a", "null")
SHOWN = 6

_LEVEL = re.compile(r"(\d{1,3}(?:\.\d{1,17}|,\d{1,2})?|[.,]\d{1,17})\s*(%?)")
_SIGN = r"(?:[A-Z]{3}|NT\$|[$€£¥元])"
_COST = re.compile(rf"(?:{_SIGN}\s?)?(\d{{1,12}}(?:\.\d{{1,2}}|\.\d{{4,17}}|,\d{{1,2}})?)(?:\s?{_SIGN})?")


def level(text: str) -> float | None:
    """A degree of fulfilment: 0 to 1, a percentage with its sign, or a word for all or nothing; None for others."""
    plain = _plain(text)
    if plain in YES or plain in NO:
        return float(plain in YES)
    found = _LEVEL.fullmatch(plain)
    if not found:
        return None
    value = float(found[1].replace(",", ".")) / (100 if found[2] else 1)
    return value if 0 <= value <= 1 else None


def cost(text: str) -> float | None:
    """An amount with or without its currency; None where a comma or point could mean thousands (1,200)."""
    found = _COST.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    return float(found[1].replace(",", ".")) if found else None


def is_blank(text: str) -> bool:
    """Nothing is said: a dash may be a no, or not known yet."""
    return _plain(text) in BLANK


def read_offers(table: Table, features: Mapping[str, Sequence[str]], blank: str = BLANKS[0]) -> Offers:
    """The offers of a table; `features` are those of the study, each with what else it is called.

    A line that is called cost or price says what an offer costs, one that is called note says something about it;
    every other line is a feature. Blank cells are `blank`: refused, or not offered. Raises KanoError with the place of
    whatever is not understood.
    """
    sheet = _sheet(table, _called(features))
    if blank == BLANKS[0]:
        _refuse_blanks(sheet)
    return Offers(_drafts(sheet), blank)


def read_drafts(table: Table, features: Mapping[str, Sequence[str]]) -> tuple[Offer, ...]:
    """The same, but what is blank is not yet said, for somebody who will say it. Raises KanoError."""
    return _drafts(_sheet(table, _called(features)))


def _drafts(sheet: _Sheet) -> tuple[Offer, ...]:
    return tuple(_offer(place, sheet) for place in range(len(sheet.offers)))


@dataclass(frozen=True)
class _Sheet:
    """Texts by feature, in the order of the offers."""

    offers: tuple[str, ...]
    features: Mapping[str, Sequence[str]]
    costs: Sequence[str]
    notes: Sequence[str]


def _sheet(table: Table, known: Mapping[str, str]) -> _Sheet:
    """Features are where names of features stand, down or across. Raises KanoError."""
    first, *others = table.columns
    down, across = first.texts(), [column.name for column in others]
    cells = [column.texts() for column in others]
    by_row, by_column = (sum(_plain(name) in known for name in names) for names in (down, across))
    if bool(by_row) == bool(by_column):
        found = ", ".join(f"“{name}”" for name in (*down[:SHOWN], *across[:SHOWN]))
        listed = ", ".join(dict.fromkeys(known.values()))
        if by_row:
            raise KanoError("offers-both-ways", found=found, known=listed)
        raise KanoError("offers-unmatched", found=found, known=listed)
    if by_column:
        return _arranged(down, across, cells, known)
    _headed(across)
    return _arranged(across, down, [[texts[i] for texts in cells] for i in range(len(down))], known)


def _headed(names: Sequence[str]) -> None:
    """A column without a header, or with one that stands there already, was given a name when the file was opened."""
    for place, name in enumerate(names, start=2):
        if name == f"column {place}":
            raise KanoError("offers-nameless", place=place - 1)
        if (found := re.fullmatch(r"(.+) \(\d+\)", name)) and found[1] in names:
            raise KanoError("offers-repeat", names=found[1])


def _arranged(
    offers: Sequence[str], names: Sequence[str], lines: Sequence[Sequence[str]], known: Mapping[str, str]
) -> _Sheet:
    """Each line is what its name says. Raises KanoError for names that are unknown, absent or there twice."""
    found: dict[str, Sequence[str]] = {}
    unknown = []
    for name, texts in zip(names, lines, strict=True):
        role = _role(name, known)
        if role is None:
            unknown.append(f"“{name}”")
        elif role in found:
            raise KanoError("offers-line-twice", name=name)
        else:
            found[role] = texts
    if unknown:
        listed = ", ".join(dict.fromkeys(known.values()))
        raise KanoError("offers-unknown", features=", ".join(unknown), known=listed)
    blank = [""] * len(offers)
    costs, notes = found.pop(COST[0], blank), found.pop(NOTE[0], blank)
    called = tuple(clean(_unquoted(name), NAME_LENGTH) for name in offers)
    return _Sheet(called, {name.removeprefix(_FEATURE): texts for name, texts in found.items()}, costs, notes)


_FEATURE = "feature "
"""Before the names of features, which may be called like a role."""


def _role(name: str, known: Mapping[str, str]) -> str | None:
    plain = _plain(name)
    if plain in known:
        return _FEATURE + known[plain]
    return COST[0] if plain in COST else NOTE[0] if plain in NOTE else None


def _called(features: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """From what a feature is called to the feature; what two are called is nobody's name."""
    names: dict[str, str] = {}
    for feature, others in features.items():
        for other in others:
            names[_plain(other)] = feature if names.get(_plain(other), feature) == feature else ""
    return {name: feature for name, feature in names.items() if feature} | {_plain(own): own for own in features}


def _refuse_blanks(sheet: _Sheet) -> None:
    places = [
        f"“{feature}” / “{offer}”"
        for feature, texts in sheet.features.items()
        for offer, text in zip(sheet.offers, texts, strict=True)
        if is_blank(text)
    ]
    if places:
        more = [f"… (+{len(places) - SHOWN})"] if len(places) > SHOWN else []
        raise KanoError("offers-blank", cells="; ".join([*places[:SHOWN], *more]))


def _offer(place: int, sheet: _Sheet) -> Offer:
    name = sheet.offers[place]
    levels = {f: _level(texts[place], name, f) for f, texts in sheet.features.items() if not is_blank(texts[place])}
    paid = sheet.costs[place]
    note = "" if is_blank(sheet.notes[place]) else clean(_unquoted(sheet.notes[place]), NAME_LENGTH)
    return Offer(name, levels, None if is_blank(paid) else _cost(paid, name), note)


def _level(text: str, offer: str, feature: str) -> float:
    value = level(text)
    if value is None:
        raise KanoError("offers-cell", offer=offer, feature=feature, text=text)
    return value


def _cost(text: str, offer: str) -> float:
    value = cost(text)
    if value is None:
        raise KanoError("offers-cost", offer=offer, cost=text)
    return value


def to_csv(features: Sequence[str], offers: Offers | None = None, names: Sequence[str] = ()) -> str:
    """Offers as a file that `read_offers` reads: a row per feature, cost and note below.

    Without offers a sheet to fill in, with columns of these `names`; its cells are blank, not 0.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([csv_cell(text) for text in row] for row in _lines(features, offers, names))
    return file.getvalue()


def _lines(features: Sequence[str], offers: Offers | None, names: Sequence[str]) -> Iterator[list[str]]:
    if offers is None:
        yield ["feature", *names]
        yield from ([feature, *[""] * len(names)] for feature in (*features, COST[0], NOTE[0]))
        return
    yield ["feature", *offers.names]
    yield from ([f, *(f"{_fixed(100 * offer.levels[f], 10)}%" for offer in offers)] for f in offers.features)
    yield [COST[0], *("" if offer.cost is None else _amount(offer.cost) for offer in offers)]
    yield [NOTE[0], *(offer.note for offer in offers)]


def _fixed(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def _amount(value: float) -> str:
    """Never with three decimals, which could be thousands."""
    return _fixed(value, 2) if round(value, 2) == value else f"{value:.6f}"


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", _unquoted(text)).casefold().split())


def _unquoted(text: str) -> str:
    """Without the sign that keeps a spreadsheet from computing a text."""
    return text[1:] if text.startswith("'") and csv_cell(text[1:]) == text else text
