"""What speaks against pairs that were found: then they are proposed, and asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kano.errors import Finding
from kano.language import denials, small_words, without_negation
from kano.lint import PARALLEL, likeness
from kano.readers.mapping import PairColumns
from kano.readers.pairing.found import Pairing
from kano.readers.pairing.names import unnumbered
from kano.readers.table import Column, Table

_NUMBERED = re.compile(r"F[1-9]\d?[ab]\b", re.IGNORECASE)
"""`F1a` may be our code or somebody's question 1a; ours are written `F01a`."""

SAME = 4
"""Words that begin with so many of the same letters are forms of one: worked, work."""


def doubts(found: Pairing, table: Table) -> list[Finding]:
    """Questions about pairs: sides against their wording, other words than a negation, the wrong one first."""
    kinds = {"pair-conflict": _contradicted, "pair-unlike": _unlike, "pair-reversed": _reversed}
    asked = {question.code for question in found.questions}
    result = []
    for code, is_so in kinds.items():
        names = [pair.feature for pair in found.pairs if code not in asked and is_so(pair, found.how, table)]
        result += [Finding(code, values={"columns": "; ".join(names)})] if names else []
    return [*result, *_bare(found, table)]


def _sides(pair: PairColumns, table: Table) -> tuple[Column, Column]:
    return table[pair.functional], table[pair.dysfunctional]


def _contradicted(pair: PairColumns, _: str, table: Table) -> bool:
    """Two parallel questions say the opposite of the sides they were given."""
    functional, dysfunctional = (column.title for column in _sides(pair, table))
    return likeness(functional, dysfunctional) >= PARALLEL and denials(functional) > denials(dysfunctional)


def _unlike(pair: PairColumns, how: str, table: Table) -> bool:
    """One names what the other does not, and the other way round: a pool here, a gym there."""
    columns = _sides(pair, table)
    if how != "text" and not all(_NUMBERED.match(column.name) for column in columns):
        return False
    one, other = (set(without_negation(unnumbered(column.title))) - small_words() for column in columns)
    return bool(_missing(one, other)) and bool(_missing(other, one))


def _missing(words: set[str], among: set[str]) -> set[str]:
    return {word for word in words if not any(_same(word, other) for other in among) and not _NUMBERED.match(word)}


def _same(one: str, other: str) -> bool:
    return one == other or (one.isascii() and min(len(one), len(other)) >= SAME and one[:SAME] == other[:SAME])


def _reversed(pair: PairColumns, how: str, table: Table) -> bool:
    """The question without the feature stands first, and only its wording says that it is that."""
    names = list(table.names)
    functional, dysfunctional = _sides(pair, table)
    stands_first = names.index(dysfunctional.name) < names.index(functional.name)
    return how in ("name", "parts") and stands_first and denials(dysfunctional.title) > denials(functional.title)


def _bare(found: Pairing, table: Table) -> Iterator[Finding]:
    """Codes that may be anybody's question numbers, with nothing behind them."""
    first = found.pairs[0] if found.how == "name" else None
    if first and all(_NUMBERED.fullmatch(column.title) for column in _sides(first, table)):
        yield Finding("pair-order", values={"first": first.functional, "second": first.dysfunctional})
