"""A row per person: the combinations of each feature's two cells, those of many features in one scan."""

from __future__ import annotations

from kano.engines.meaning import Meaning
from kano.engines.sql.database import Group
from kano.engines.sql.fields import NEVER
from kano.engines.sql.rows import Rows, Step
from kano.engines.tally import EVERYONE, Tally
from kano.errors import KanoError
from kano.readers.mapping import PairColumns

Asking = tuple[str, PairColumns, bool]
"""A question, a feature, and whether it is its importance that is asked for."""


def chunks(rows: Rows) -> list[tuple[PairColumns, ...]]:
    """The features that are counted together."""
    pairs, step = rows.asked.pairs, rows.database.together
    return [pairs[i : i + step] for i in range(0, len(pairs), step)]


def steps(rows: Rows) -> int:
    return len(chunks(rows)) + 1 + bool(rows.asked.rows_left_out) + rows.is_weighed


def count(rows: Rows, meaning: Meaning, step: Step) -> Tally:
    """The tally of a wide source. Raises KanoError."""
    tally = Tally()
    if rows.asked.rows_left_out:
        rows.check(tally)
        step()
    if rows.is_weighed:
        rows.check_weights(blank=True)
        step()
    for pairs in chunks(rows):
        _chunk(rows, pairs, tally)
        step()
    if not tally.people:
        raise KanoError("file-empty", file=rows.name)
    _silence(rows, meaning, tally)
    step()
    return tally


def _chunk(rows: Rows, pairs: tuple[PairColumns, ...], tally: Tally) -> None:
    asked: list[Asking] = [(question, pair, False) for pair in pairs for question in rows.questions]
    asked += [(question, pair, True) for pair in pairs if pair.importance for question in rows.questions]
    sets = [(*rows.by(question), *map(rows.column, _columns(pair, rated))) for question, pair, rated in asked]
    for group in rows.database.grouped(sets, rows.inner(), rows.is_weighed):
        _put(rows, asked[group.place], group, tally)


def _columns(pair: PairColumns, rated: bool) -> tuple[str, ...]:
    return (pair.importance or "",) if rated else (pair.functional, pair.dysfunctional)


def _put(rows: Rows, asking: Asking, group: Group, tally: Tally) -> None:
    question, pair, rated = asking
    segment = rows.segment(question, group.values)
    names = _columns(pair, rated)
    cells = [rows.texts[name](value) for name, value in zip(names, group.values[-len(names) :], strict=True)]
    places = [(question, segment), (EVERYONE, "")] if rows.is_everyone(question) else [(question, segment)]
    for place in places:
        if rated:
            key = (*place, pair.feature, cells[0])
            tally.ratings[key] = tally.ratings.get(key, 0) + group.sums[0]
        else:
            tally.put((*place, pair.feature, cells[0], cells[1]), group.sums)
            if pair is rows.asked.pairs[0]:
                tally.people[place] = tally.people.get(place, 0) + group.sums[0]


def _silence(rows: Rows, meaning: Meaning, tally: Tally) -> None:
    """Who gave no answer at all, and the most complete pairs of one person, by the cells that were found silent."""
    pairs = [
        (rows.is_silent(meaning, "functional", p.functional), rows.is_silent(meaning, "dysfunctional", p.dysfunctional))
        for p in rows.asked.pairs
    ]
    silent = " AND ".join(f"{functional} AND {dysfunctional}" for functional, dysfunctional in pairs)
    complete = " + ".join(f"CASE WHEN {f} OR {d} THEN 0 ELSE 1 END" for f, d in pairs)
    if all(side == NEVER for pair in pairs for side in pair):
        tally.most_pairs = len(pairs)
        return
    wanted = f"SELECT COUNT(*) FILTER (WHERE {silent}), MAX({complete}) FROM ({rows.inner()}) AS cells"
    tally.silent, tally.most_pairs = map(int, rows.database.one(wanted) or (0, 0))
