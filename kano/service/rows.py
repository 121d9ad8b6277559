"""Gaps as flat rows for tables and files, in codes; undefined is None."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kano.classification import Estimate

if TYPE_CHECKING:
    from kano.service.quality import Gap, ServiceQuality


def rows(result: ServiceQuality) -> list[dict[str, Any]]:
    """A row per gap; columns of the zone of tolerance only when an item asks for it."""
    asked = any(item.adequate for item in result.asked.items)
    return [_row(gap) | (_zone(gap) if asked else {}) for gap in result.gaps]


def _row(gap: Gap) -> dict[str, Any]:
    test = gap.test
    return {
        "level": gap.level,
        "name": gap.name,
        "dimension": gap.dimension,
        "reversed": gap.reversed if gap.level == "item" else None,
        "n": gap.n,
        "left_out": sum(gap.left_out.values()),
        "incomplete": gap.incomplete if gap.level == "dimension" else None,
        "expectation": gap.expectation.estimate,
        "perception": gap.perception.estimate,
        **spanned("gap", gap.gap),
        "sd": gap.sd,
        "t": test.t if test else None,
        "df": test.df if test else None,
        "p": test.p if test else None,
        "p_adjusted": gap.adjusted,
        **_verdicts(gap),
        "importance": gap.importance[0] if gap.importance else None,
        "points": gap.points,
    }


def spanned(name: str, value: Estimate) -> dict[str, float | None]:
    """A figure and the ends of its interval."""
    return {name: value.estimate, f"{name}_low": value.low, f"{name}_high": value.high}


def _verdicts(gap: Gap) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for verdict in ("above", "at", "below"):
        share = gap.verdicts.shares[verdict] if gap.verdicts else Estimate(None, None, None)
        columns |= {f"{verdict}_count": gap.verdicts.counts[verdict] if gap.verdicts else 0, **spanned(verdict, share)}
    return columns


def _zone(gap: Gap) -> dict[str, Any]:
    zone, none = gap.tolerance, Estimate(None, None, None)
    names = ("adequate", "adequacy", "superiority", "inside", "under", "over")
    columns: dict[str, Any] = {"zone_n": zone.n if zone else None, "zone_crossed": zone.crossed if zone else None}
    for name in names:
        columns |= spanned(name, getattr(zone, name) if zone else none)
    return columns


def people_rows(result: ServiceQuality) -> list[dict[str, Any]]:
    """One row per person, numbered from 1."""
    named = [("item", gap.name) for gap in result.items] + [("dimension", gap.name) for gap in result.dimensions]
    columns = [*result.people["item"].T, *result.people["dimension"].T]
    for whole in ("overall", "weighted"):
        if whole in result.people:
            named, columns = [*named, (whole, "")], [*columns, result.people[whole]]
    heads = [f"{level}: {name}" if name else level for level, name in named]
    values = zip(*(column.tolist() for column in columns), strict=True)
    rows = (dict(zip(heads, map(_defined, person), strict=True)) for person in values)
    return [{"person": i, **gaps} for i, gaps in enumerate(rows, start=1)]


def _defined(value: float) -> float | None:
    return None if value != value else value
