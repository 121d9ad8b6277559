"""What is important and done badly, and which shortfall first: by importance, and by Kano category."""

from __future__ import annotations

from collections.abc import Iterator

from kano.reports.rated.gap_figures import Named, importance
from kano.reports.rated.parts import listed, signed
from kano.reports.story import Grid, Section
from kano.service.conventions import cited
from kano.service.matrix import Quadrant
from kano.service.priority import Priorities, Priority, Standing


def sections(named: Named) -> Iterator[Section]:
    yield from _map(named)
    yield from _priorities(named)


def _map(named: Named) -> Iterator[Section]:
    """Items by importance and performance; where they stand is by means, which is said."""
    matrix, t = named.report.matrix, named.t
    if matrix is None:
        return
    worst = sorted(matrix.points, key=lambda point: point.performance)
    first = [named.item(point.name) for point in worst if point.quadrant is Quadrant.CONCENTRATE]
    cut = matrix.conventions["cut"]
    text = [listed(first, t)] if first else []
    text.append(t(f"rated.map-{cut}"))
    text += [t("rated.map-given")] if named.report.importance_given else []
    text += (
        [t("rated.map-without", names=listed([named.item(n) for n in matrix.left_out], t))] if matrix.left_out else []
    )
    heads = (t("gaps.column.item"), t("axis.performance"), t("axis.importance"), t("gaps.column.quadrant"))
    rows = tuple(
        (named.item(p.name), f"{p.performance:.2f}", f"{p.importance:.2f}", t(f"gaps.quadrant.{p.quadrant}"))
        for p in matrix.points
    )
    yield Section(
        "importance",
        t("chart.importance"),
        t("rated.map-title", n=len(first), all=len(rows)) if first else t("rated.map-none"),
        (*text, *cited(matrix.conventions["sources"], t)),
        figure=importance(named),
        grids=(Grid(heads, rows, numeric=frozenset({1, 2})),),
        notes=tuple(": ".join((row[0], row[3])) for row in rows),
    )


def _priorities(named: Named) -> Iterator[Section]:
    """Both orders of the shortfalls; only those beyond chance are named in the message."""
    found, t = named.report.priorities, named.t
    if found is None:
        return
    weak = found.of(Standing.WEAKNESS)
    grid = (_grid(weak, named),) if weak else ()
    yield Section(
        "priorities",
        t("rated.priorities"),
        _first(weak, named),
        (t("gaps.orders"), t("rated.order-chance"), *_apart(found, named), *cited(found.conventions["sources"], t)),
        grids=grid,
    )


def _first(weak: tuple[Priority, ...], named: Named) -> str:
    """What comes first by either order, of the shortfalls beyond chance."""
    t, beyond = named.t, {gap.name for gap in named.short(named.report.result.items)}
    sure = [item for item in weak if item.name in beyond]
    if not sure:
        return t("rated.priorities-none")
    by_priority = min(sure, key=lambda item: item.rank or 0)
    by_kano = min(sure, key=lambda item: item.kano_rank or 0)
    if by_priority is by_kano:
        return t("rated.priorities-one", n=len(sure), item=named.item(by_kano.name))
    return t("rated.priorities-two", n=len(sure), kano=named.item(by_kano.name), priority=named.item(by_priority.name))


def _apart(found: Priorities, named: Named) -> Iterator[str]:
    """What has no priority, and why."""
    t = named.t
    for standing in Standing:
        names = [named.item(item.name) for item in found.of(standing)]
        if standing is not Standing.WEAKNESS and names:
            yield t("rated.standing", standing=t(f"gaps.standing.{standing}"), names=listed(names, t))


def _grid(weak: tuple[Priority, ...], named: Named) -> Grid:
    t, gaps = named.t, {gap.name: gap for gap in named.report.result.items}
    heads = ("item", "category", "gap", "importance", "multiplier", "priority", "rank", "kano_rank")
    rows = []
    for item in weak:
        kind = t(f"type.{item.category}") if item.category else "-"
        gap = signed(item.gap) + named.mark(gaps[item.name])
        figures = (gap, _plain(item.importance), f"{item.multiplier:g}", _plain(item.priority))
        rows.append((named.item(item.name), kind, *figures, str(item.rank), str(item.kano_rank)))
    titles = tuple(t(f"gaps.column.{head}") for head in heads)
    return Grid(titles, tuple(rows), numeric=frozenset(range(2, 8)), kinds=tuple(item.category for item in weak))


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
