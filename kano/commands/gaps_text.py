"""Service quality as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kano.classification import Estimate
from kano.commands.layout import columns
from kano.i18n import Translate
from kano.reports.gaps import GapsReport
from kano.service.conventions import dimension_name
from kano.service.priority import Priorities, Priority, Standing
from kano.service.quality import Gap
from kano.text import p_value

Names = Mapping[str, str]
"""What items are called, where that is not their name."""

MARKS = {True: "", False: " ~", None: " ?"}
"""Behind a gap: whether it is told from 0."""


def text(report: GapsReport, names: Names, t: Translate) -> str:
    """Items, dimensions and the whole; then, with Kano categories, both orders of priority."""
    return "\n\n".join([_gaps(report, names, t), *_zones(report, names, t), *_priorities(report, names, t)])


def _gaps(report: GapsReport, names: Names, t: Translate) -> str:
    quadrants = {point.name: point.quadrant for point in report.matrix.points} if report.matrix else {}
    head = ("item", "n", "expectation", "perception", "gap", "p_adjusted", "below", "at", "above", "importance")
    rows = [[*(t(f"gaps.column.{name}") for name in head), *([t("gaps.column.quadrant")] if quadrants else [])]]
    for gap in report.result.gaps:
        place = quadrants.get(gap.name) if gap.level == "item" else None
        end = [t(f"gaps.quadrant.{place}") if place else ""] if quadrants else []
        rows.append([_name(gap, names, t), str(gap.n), *_figures(gap), *end])
    return columns(rows)


def _name(gap: Gap, names: Names, t: Translate) -> str:
    """What a row is called; a reversed item is marked."""
    if gap.level != "item":
        return t(f"gaps.level.{gap.level}", name=dimension_name(gap.name, t))
    name = names.get(gap.name, gap.name)
    return f"{name} ({t('gaps.reversed')})" if gap.reversed else name


def _figures(gap: Gap) -> Iterator[str]:
    yield from (_number(gap.expectation.estimate), _number(gap.perception.estimate), _interval(gap.gap))
    yield p_value(gap.adjusted)
    for verdict in ("below", "at", "above"):
        yield f"{100 * (gap.verdicts.shares[verdict].estimate or 0):.0f}%" if gap.verdicts else "-"
    yield f"{gap.importance[0]:.2f}" if gap.importance else ""


def _zones(report: GapsReport, names: Names, t: Translate) -> Iterator[str]:
    """The zone of tolerance, where the least accepted level is known."""
    head = ("item", "n", "adequacy", "superiority", "inside", "under", "over")
    rows = [[t(f"gaps.column.{name}") for name in head]]
    for gap in report.result.items:
        if zone := gap.tolerance:
            figures = [_interval(zone.adequacy), _interval(zone.superiority)]
            shares = (zone.inside, zone.under, zone.over)
            said = ["-" if share.estimate is None else f"{share.estimate:.0%}" for share in shares]
            rows.append([_name(gap, names, t), str(zone.n), *figures, *said])
    if len(rows) > 1:
        yield columns(rows)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _interval(value: Estimate) -> str:
    if value.estimate is None:
        return "-"
    bounds = f" [{value.low:+.2f}, {value.high:+.2f}]" if value.low is not None else ""
    return f"{value.estimate:+.2f}{bounds}"


def _priorities(report: GapsReport, names: Names, t: Translate) -> Iterator[str]:
    if report.priorities is None:
        return
    head = ("item", "category", "gap", "importance", "multiplier", "priority", "rank", "kano_rank")
    rows = [[t(f"gaps.column.{name}") for name in head]]
    rows += [_priority(item, names, t) for item in report.priorities.of(Standing.WEAKNESS)]
    yield columns(rows)
    marks = {item.sure for item in report.priorities.of(Standing.WEAKNESS)}
    yield from ([f"~ {t('gaps.unsure')}"] if False in marks else [])
    yield from ([f"? {t('gaps.no-spread')}"] if None in marks else [])
    yield t("gaps.orders")
    yield from _apart(report.priorities, names, t)


def _priority(item: Priority, names: Names, t: Translate) -> list[str]:
    kind = t(f"type.{item.category}") if item.category else "-"
    figures = [_number(item.gap) + MARKS[item.sure], _number(item.importance)]
    ranks = [str(item.rank), str(item.kano_rank)]
    return [names.get(item.name, item.name), kind, *figures, f"{item.multiplier:g}", f"{item.priority:.1f}", *ranks]


def _apart(priorities: Priorities, names: Names, t: Translate) -> Iterator[str]:
    """What has no priority, and why."""
    for standing in Standing:
        found = priorities.of(standing)
        if standing is not Standing.WEAKNESS and found:
            yield f"{t(f'gaps.standing.{standing}')}: {', '.join(names.get(item.name, item.name) for item in found)}"
