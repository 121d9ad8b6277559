"""What first, and why; what to ask, stop and cut."""

from __future__ import annotations

from collections.abc import Iterator

from kano.classification import Verdict
from kano.decision.order import Line, Order, order
from kano.decision.order_words import message, reason
from kano.reports import Report
from kano.reports.story.parts import Grid, Section
from kano.settling import settle


def sections(report: Report) -> Iterator[Section]:
    t, found = report.t, order_of(report)
    unknown = sum(line.now is None for line in found.ranked)
    text = [t("story.decision-how", importance=t(f"order.by-{found.conventions['importance']}"))]
    if unknown:
        text.append(t("story.decision-unknown", n=unknown, all=len(found.ranked)))
    named = [report.label(line.feature) for line in found.lines]
    grid = _grid(found.lines, report)
    yield Section("decision", t("story.decision"), message(found.lines, named, t), tuple(text), grids=(grid,))


def order_of(report: Report) -> Order:
    """Of everyone, with how many more people would settle what is too close; of the first segment if there is no
    everyone."""
    segment = report.result.counts.segments[0]
    close = [f for f in report.result.of(segment) if f.verdict is Verdict.TOO_CLOSE]
    outlooks = settle(report.result).of(segment) if close else ()
    return order(report.result, report.now, segment, {each.feature: each.people for each in outlooks})


def _grid(lines: tuple[Line, ...], report: Report) -> Grid:
    t = report.t
    heads = (t("order.column-rank"), t("column.feature"), t("order.column-move"), t("order.column-reason"))
    rows = tuple(
        (str(line.rank or "-"), report.label(line.feature), t(f"order.move-{line.move}"), reason(line, t))
        for line in lines
    )
    return Grid(heads, rows, numeric=frozenset({0}), wide=3, kinds=tuple(line.category for line in lines))
