"""Columns in which people wrote why: whose they are, and their texts. None is read before the user says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from kano.errors import Finding
from kano.readers.mapping import WHY, Layout, Mapping, PairColumns
from kano.readers.meta import meta_kind
from kano.readers.pairing import MOST_WORDINGS, answer_columns
from kano.readers.pairing.codes import code_of
from kano.readers.pairing.names import in_quotes, unnumbered
from kano.readers.table import HEADER_LENGTH, Column, Table
from kano.readers.tools import tool_name
from kano.readers.wordings import headers, is_blank, normalise, number
from kano.responses import Why

SHOWN = 8
"""Words for nothing that are named at most."""

LONGEST_NOTHING = 40
"""Signs of the longest of them."""

_CODE = re.compile(r"^(?:.{0,200}[/:.\-])?F(\d{1,3})w\b", re.IGNORECASE | re.DOTALL)
_AGAIN = re.compile(r" \(\d+\)$")
_HINT = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_SPEAKS = re.compile(
    r"\bwhy\b|\breasons?\b|\bexplain|\bexplanation|\bwarum\b|\bwieso\b|\bweshalb\b|\bbegründ|\bgr(?:und|ünde)\b"
    r"|\bpourquoi\b|\braisons?\b|\bjustifi|\bexpliqu|\bpor ?qu[eéê]\b|\bmotivos?\b|\braz[oóã]"
    r"|为什么|為什麼|为何|為何|原因|理由|请说明|請說明|なぜ|どうして|왜|이유"
)
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PERSONAL = re.compile(r"[^\s@]@[^\s@]+\.\w|https?://|(?<!\d)(?:\+|00)?\d(?:[ ()/.\-]{0,2}\d){7,14}(?!\d)")
"""An e-mail address, a link, or a number as long as a telephone's."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Reasons:
    """Columns that hold answers to "why". `of` gives each feature its column (a long file has one, under "").

    `unclear` columns ask why too, but whose feature they mean only the user can say.
    """

    of: Dict[str, str] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()

    def findings(self) -> Iterator[Finding]:
        """What is not read although it could be."""
        if self.of:
            yield Finding("why-left-out", values={"columns": "; ".join(self.of.values())})
        if self.unclear:
            yield Finding("why-unclear", values={"columns": "; ".join(self.unclear)})


def reasons(table: Table, mapping: Mapping) -> Reasons:
    """The columns that ask why and that the mapping does not read as such: by code, by name, by their place at last."""
    if mapping.layout is Layout.LONG and not mapping.is_spread and WHY not in mapping.columns:
        taken = set(mapping.columns.values())
        found = [c.name for c in _asking(table, mapping) if c.name not in taken and _is_bare(c.title)]
        return Reasons({"": found[0]} if len(found) == 1 else {}, tuple(found) if len(found) > 1 else ())
    if mapping.layout is not Layout.WIDE or not mapping.pairs:
        return Reasons()
    asking, free = _asking(table, mapping), {pair.feature for pair in mapping.pairs if not pair.why}
    of = _once({c.name: _by_code(c, mapping.pairs) or _by_name(c, mapping.pairs) for c in asking}, free)
    of |= _by_place([c for c in asking if c.name not in of.values()], table, mapping, free - set(of))
    order = {pair.feature: of[pair.feature] for pair in mapping.pairs if pair.feature in of}
    left = [c for c in asking if c.name not in of.values() and (c.name not in mapping.segments or _asks_bare(c))]
    return Reasons(order, tuple(column.name for column in left))


def _asking(table: Table, mapping: Mapping) -> list[Column]:
    """Columns that ask why, hold words, and are no answers and nothing about the person."""
    taken = {name for pair in mapping.pairs for name in pair.names} | {mapping.duration, *mapping.columns.values()}
    asking = [column for column in table.columns if column.name not in taken and _speaks(column)]
    chosen = answer_columns(replace(table, columns=tuple(c for c in asking if len(c.values) <= MOST_WORDINGS)))
    return [c for c in asking if c.name not in chosen and _written(c) and not _about_person(c)]


def _about_person(column: Column) -> bool:
    return meta_kind(tool_name(column.name, column.label)) is not None


def _speaks(column: Column) -> bool:
    return any(_code(text) or _SPEAKS.search(_words(text)) or _is_bare(text) for text in (column.name, column.label))


def _words(title: str) -> str:
    return title.casefold().replace("_", " ")


def _written(column: Column) -> bool:
    return any(text and number(text) is None for text in column.values)


@cache
def _bare() -> frozenset[str]:
    return frozenset(normalise(word) for word in headers()[WHY])


def _is_bare(title: str) -> bool:
    """Whether a title asks why and nothing else, be it numbered (`Why? (2)`) or with a hint (`Why? (optional)`)."""
    return normalise(_HINT.sub("", _AGAIN.sub("", unnumbered(title)))) in _bare()


def _asks_bare(column: Column) -> bool:
    return _is_bare(column.name) or _is_bare(column.label)


def _code(text: str) -> int | None:
    found = _CODE.match(unnumbered(text))
    return int(found[1]) if found else None


def _by_code(column: Column, pairs: Sequence[PairColumns]) -> str | None:
    """The feature whose questions have the same number: `F01w` beside `F01a`."""
    wanted = _code(column.name) or _code(column.label)
    found = [pair.feature for pair in pairs if (code := code_of(pair.functional)) and code[0] == wanted]
    return found[0] if wanted and len(found) == 1 else None


def _by_name(column: Column, pairs: Sequence[PairColumns]) -> str | None:
    """The one feature that the title names: in quotes or brackets, else in its words; the longest of several."""
    features = [pair.feature for pair in pairs]
    quoted = {part for part in in_quotes(column.title) if part in features}
    if len(quoted) == 1:
        return quoted.pop()
    titles = [normalise(text) for text in (column.name, column.label) if text]
    named = [feature for feature in features if any(_names(title, normalise(feature)) for title in titles)]
    longest = max(named, key=len, default=None)
    return longest if longest and all(normalise(name) in normalise(longest) for name in named) else None


def _names(title: str, feature: str) -> bool:
    """Whether a title holds a feature as whole words; between ideographs there are no blanks."""
    if not feature:
        return False
    return feature in title if _EAST.search(feature) else f" {feature} " in f" {title} "


def _once(found: Dict[str, str | None], free: set[str]) -> dict[str, str]:
    """Feature -> column, without the features that several columns claim."""
    claimed = [feature for feature in found.values() if feature]
    return {f: name for name, f in found.items() if f and f in free and claimed.count(f) == 1}


def _by_place(asking: Sequence[Column], table: Table, mapping: Mapping, free: set[str]) -> dict[str, str]:
    """Bare questions (`Why?`), each right behind its pair: only where every pair without a reason has one there."""
    bare = {column.name for column in asking if _asks_bare(column)}
    names = list(table.names)
    behind = {pair.feature: _behind(pair, names) for pair in mapping.pairs if pair.feature in free}
    return {f: str(name) for f, name in behind.items()} if set(behind.values()) == bare != set() else {}


def _behind(pair: PairColumns, names: Sequence[str]) -> str | None:
    """The column right behind those of a pair, if these stand together."""
    own = [name for name in pair.names if name != pair.why]
    places = sorted(names.index(name) for name in own)
    together = places[-1] - places[0] == len(places) - 1
    return names[places[-1] + 1] if together and places[-1] + 1 < len(names) else None


def with_reasons(mapping: Mapping, found: Reasons) -> Mapping:
    """The mapping that reads these columns: what the user has decided."""
    names = set(found.of.values())
    pairs = tuple(replace(pair, why=pair.why or found.of.get(pair.feature)) for pair in mapping.pairs)
    columns = {**mapping.columns, WHY: found.of[""]} if "" in found.of else mapping.columns
    segments, dropped = (tuple(n for n in kept if n not in names) for kept in (mapping.segments, mapping.dropped))
    return replace(mapping, pairs=pairs, columns=columns, segments=segments, dropped=dropped)


def unsplit(mapping: Mapping, found: Reasons) -> Mapping:
    """The mapping in which such columns are no questions about the person, however few the texts in them."""
    some = tuple(name for name in mapping.segments if name in (*found.of.values(), *found.unclear))
    segments = tuple(name for name in mapping.segments if name not in some)
    return replace(mapping, segments=segments, dropped=(*mapping.dropped, *some))


@dataclass
class Texts:
    """What was read of columns of reasons, and what was not."""

    why: list[Why] = field(default_factory=list)
    nothing: dict[str, int] = field(default_factory=dict)

    def take(self, column: Column, people: Ints, features: Ints) -> None:
        """The texts of a column; `people` and `features` (rows,) say whose each cell is and what it is about."""
        empty = np.array([is_nothing(text) for text in column.values])
        for text, n in column.counts.items():
            if text and is_nothing(text):
                self.nothing[text] = self.nothing.get(text, 0) + n
        for row in np.flatnonzero(~empty[column.codes]).tolist():
            self.why.append(Why(int(people[row]), int(features[row]), column.values[column.codes[row]]))

    def findings(self) -> Iterator[Finding]:
        yield Finding("why-read", values={"n": len(self.why), "features": len({said.feature for said in self.why})})
        if self.nothing:
            words = ", ".join(f"“{text}” × {n}" for text, n in [*self.nothing.items()][:SHOWN])
            more = " …" if len(self.nothing) > SHOWN else ""
            yield Finding("why-nothing", values={"n": sum(self.nothing.values()), "texts": words + more})
        yield from _counted("why-cut", (len(said.text) >= HEADER_LENGTH for said in self.why), most=HEADER_LENGTH)
        yield from _counted("why-personal", (bool(_PERSONAL.search(said.text)) for said in self.why))


def _counted(code: str, found: Iterable[bool], **values: int) -> Iterator[Finding]:
    if n := sum(found):
        yield Finding(code, values={"n": n, **values})


def is_nothing(text: str) -> bool:
    """Whether a cell gives no reason: blank, signs only, or a word for none (`n/a`, `-`, `无`)."""
    if is_blank(text) or (len(text) <= LONGEST_NOTHING and normalise(text) in _nothing()):
        return True
    return all(unicodedata.category(sign)[0] in "PZ" or unicodedata.category(sign) in ("Sm", "Sk") for sign in text)


@cache
def _nothing() -> frozenset[str]:
    return frozenset(normalise(word) for role in ("no reason", "no answer") for word in headers()[role]) - {""}
