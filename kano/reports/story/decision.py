"""What first, and why; what to ask, stop and cut."""

from __future__ import annotations

from collections.abc import Iterator

from kano.decision.grouped import Group
from kano.decision.moves import Move
from kano.decision.order import Line
from kano.decision.order_words import message, reason
from kano.reports import Report
from kano.reports.order import group_name, groups_of, moves_text, order_of
from kano.reports.story.parts import Grid, Section


def sections(report: Report) -> Iterator[Section]:
    t, found = report.t, order_of(report)
    unknown = sum(line.now is None for line in found.ranked)
    text = [t("story.decision-how", importance=t(f"order.by-{found.conventions['importance']}"))]
    if unknown:
        text.append(t("story.decision-unknown", n=unknown, all=len(found.ranked)))
    named = [report.label(line.feature) for line in found.lines]
    grid = _grid(found.lines, report)
    yield Section("decision", t("story.decision"), message(found.lines, named, t), tuple(text), grids=(grid,))
    groups = groups_of(report, found)
    if groups:
        grids = tuple(_places(parts, report) for parts in groups.values())
        title = _most(next(iter(groups.values())), report)
        yield Section("decision-places", t("story.decision"), title, grids=grids)


def _grid(lines: tuple[Line, ...], report: Report) -> Grid:
    t = report.t
    heads = (t("order.column-rank"), t("column.feature"), t("order.column-move"), t("order.column-reason"))
    rows = tuple(
        (str(line.rank or "-"), report.label(line.feature), t(f"order.move-{line.move}"), reason(line, t))
        for line in lines
    )
    return Grid(heads, rows, numeric=frozenset({0}), wide=3, kinds=tuple(line.category for line in lines))


def _most(groups: tuple[Group, ...], report: Report) -> str:
    """Where most basics and performance features are left to be done, where one place has more than the others."""
    open_ = [sum(group.moves.get(move, 0) for move in (Move.FULFIL, Move.RAISE)) for group in groups]
    most = max(open_)
    if not most or open_.count(most) > 1:
        return report.t("story.places-none")
    place = report.t("order.quoted", name=group_name(groups[open_.index(most)], report))
    return report.t("story.places-title", place=place, n=most, all=sum(open_))


def _places(groups: tuple[Group, ...], report: Report) -> Grid:
    """A row per touchpoint or dimension: what to do how often, and the features in their order."""
    t, by = report.t, groups[0].by
    heads = (t(f"order.by-{by}"), t("order.column-moves"), t("order.column-first"))
    rows = tuple(
        (
            group_name(group, report),
            moves_text(group, t),
            t("order.comma").join(report.label(line.feature) for line in group.lines),
        )
        for group in groups
    )
    return Grid(heads, rows, title=t(f"order.grouped-{by}"), wide=2)
