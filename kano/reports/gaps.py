"""Service quality as files: strict JSON with everything, flat rows for a table."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from kano.errors import Finding
from kano.readers.service import unread
from kano.readers.table import Table
from kano.service.matrix import Matrix
from kano.service.priority import Priorities, Standing
from kano.service.quality import Gap, ServiceQuality

SCHEMA = "kano.gaps/1"


@dataclass(frozen=True, eq=False)
class GapsReport:
    """A result with its file, and what was joined to it. `importance_given`: it does not come from the file."""

    table: Table
    result: ServiceQuality
    said: tuple[Finding, ...]
    matrix: Matrix | None
    priorities: Priorities | None
    importance_given: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading changed, what the numbers suffer from, and what could not be joined."""
        found = [*self.table.findings, *self.said, *self.result.findings]
        if self.matrix is None:
            found.append(Finding("importance-none"))
        if self.priorities:
            alone = [item.name for item in self.priorities.of(Standing.NO_CATEGORY)]
            found += [Finding("items-no-category", values={"items": ", ".join(alone)})] if alone else []
        return tuple(found)


def to_record(report: GapsReport) -> dict[str, Any]:
    """The contract of `kano gaps --format json`."""
    result, source = report.result, report.table.source
    return {
        "schema": SCHEMA,
        "source": {"file": source.name, "sha256": source.sha256},
        "conventions": result.conventions,
        "items": [_gap(gap) for gap in result.items],
        "dimensions": [_gap(gap) for gap in result.dimensions],
        "overall": _gap(result.overall),
        "weighted": _gap(result.weighted) if result.weighted else None,
        "matrix": _matrix(report.matrix),
        "priorities": _priorities(report.priorities),
        "findings": [finding.to_dict() for finding in report.findings],
        "left_out": {"people": len(result), "without_any_item": silent(result), "columns": list(unused(report))},
    }


def to_rows(report: GapsReport) -> list[dict[str, Any]]:
    """A row per item, dimension and whole; beside an item where it stands on the map and its priority."""
    points = {point.name: point for point in report.matrix.points} if report.matrix else {}
    ranked = {item.name: item for item in report.priorities.items} if report.priorities else {}
    rows = []
    for gap, row in zip(report.result.gaps, report.result.rows(), strict=True):
        point, rank = (points.get(gap.name), ranked.get(gap.name)) if gap.level == "item" else (None, None)
        more: dict[str, Any] = {"quadrant": str(point.quadrant) if point else ""}
        more["category"] = str(rank.category or "") if rank else ""
        more |= {key: getattr(rank, key) if rank else None for key in ("multiplier", "priority", "rank", "kano_rank")}
        rows.append({**row, **more, "standing": str(rank.standing) if rank else ""})
    return rows


def _gap(gap: Gap) -> dict[str, Any]:
    row: dict[str, Any] = asdict(gap)
    row |= {key: _named(getattr(gap, key)) for key in ("test", "verdicts", "tolerance")}
    row["importance"] = {"mean": gap.importance[0], "n": gap.importance[1]} if gap.importance else None
    return row


def _named(value: Any) -> dict[str, Any] | None:
    return {name: _plain(part) for name, part in value._asdict().items()} if value else None


def _plain(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _plain(value) for key, value in part.items()}
    return asdict(part) if hasattr(part, "__dataclass_fields__") else part


def _matrix(matrix: Matrix | None) -> dict[str, Any] | None:
    if matrix is None:
        return None
    cut = {"performance": matrix.cut[0], "importance": matrix.cut[1]}
    return {"cut": cut, "points": matrix.rows(), "left_out": list(matrix.left_out), "conventions": matrix.conventions}


def _priorities(priorities: Priorities | None) -> dict[str, Any] | None:
    return {"items": priorities.rows(), "conventions": priorities.conventions} if priorities else None


def silent(result: ServiceQuality) -> int:
    """How many people rated no item."""
    gaps = result.people["item"]
    return int((gaps != gaps).all(axis=1).sum())


def unused(report: GapsReport) -> list[str]:
    """The columns that are in no number."""
    return list(unread(report.table, report.result.asked))
