"""What is counted of each row of a source: its columns by name, whatever the engine."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kano.errors import KanoError
from kano.readers import Layout, Mapping
from kano.readers.mapping import PairColumns


@dataclass(frozen=True)
class Asked:
    """Names of columns. Of a wide source the `pairs`, of a long one `long`: the column of each role
    (respondent, feature, functional, dysfunctional, importance; or side and answer instead of the two).

    `by` are the questions about the person, `date` is one more whose days are put together later. Rows in whose column
    one of the values of `rows_left_out` stands are not counted. `weight` is how much a person counts.
    """

    pairs: tuple[PairColumns, ...] = ()
    long: Dict[str, str] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    date: str | None = None
    weight: str | None = None
    rows_left_out: Dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def questions(self) -> tuple[str, ...]:
        """The columns by which people are split, that of the date last."""
        return (*self.by, *([self.date] if self.date else []))

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, each once."""
        paired = [name for pair in self.pairs for name in (pair.functional, pair.dysfunctional, pair.importance)]
        named = [*paired, *self.long.values(), *self.questions, self.weight, *self.rows_left_out]
        return tuple(dict.fromkeys(name for name in named if name))


def asked(
    mapping: Mapping,
    by: Sequence[str] | None = None,
    date: str | None = None,
    weight: str | None = None,
    known: Sequence[str] = (),
) -> Asked:
    """What a confirmed mapping asks of a source whose columns are `known`; `by` None is the mapping's own segments.

    Raises KanoError when the source is counts already, a column is not there, or is two things at once.
    """
    if mapping.layout not in (Layout.WIDE, Layout.LONG):
        raise KanoError("count-counted")
    mapping.check("mapping")
    long = {role: name for role, name in mapping.columns.items() if role != "why"}
    made = Asked(
        mapping.pairs if mapping.layout is Layout.WIDE else (),
        long if mapping.layout is Layout.LONG else {},
        _questions(mapping, by, date, weight),
        date,
        weight,
        mapping.rows_left_out,
    )
    for name in made.columns:
        if name not in known:
            raise KanoError("column-unknown", column=name, known=", ".join(known))
    _apart(made)
    return made


def _questions(mapping: Mapping, by: Sequence[str] | None, date: str | None, weight: str | None) -> tuple[str, ...]:
    """Those about the person; a segment of the mapping that is the weight was found to be one by its few values."""
    names = [name for name in mapping.segments if name != weight] if by is None else by
    return tuple(name for name in dict.fromkeys(names) if name != date)


def _apart(made: Asked) -> None:
    """An answer column is one question of one pair, and no question about the person."""
    answers = [name for pair in made.pairs for name in (pair.functional, pair.dysfunctional, pair.importance) if name]
    answers += made.long.values()
    named = [*answers, *made.questions, *([made.weight] if made.weight else [])]
    repeated = sorted({name for name in named if named.count(name) > 1})
    if repeated:
        raise KanoError("mapping-repeats", columns="; ".join(repeated))
