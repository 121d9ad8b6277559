"""Drivers as files: strict JSON with everything, flat rows for a table."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kano.drivers.rated import Rated

SCHEMA = "kano.drivers/1"


def to_record(rated: Rated) -> dict[str, Any]:
    """The contract of `kano drivers --format json`."""
    source, result = rated.source, rated.result
    return {
        "schema": SCHEMA,
        "source": {"file": source.name, "sha256": source.sha256},
        "conventions": rated.conventions,
        "overall": result.overall,
        "n": result.n,
        "attributes": attribute_rows(rated),
        "curves": [row for curve in rated.experienced[0] for row in curve.rows()],
        "importance_grid": _grid(rated),
        "agreement": _agreement(rated),
        "findings": [finding.to_dict() for finding in rated.findings],
        "left_out": {
            "rows": rated.rows_left_out,
            "people": result.left_out,
            "columns": dict(rated.columns_left_out),
        },
    }


def attribute_rows(rated: Rated) -> list[dict[str, Any]]:
    """A row per attribute: penalty and reward, alone too, and the shape of its curve by each way of looking."""
    curves = {curve.attribute: curve.shape for curve in rated.experienced[0]}
    rows = []
    for row, alone in zip(rated.result.rows(), rated.alone, strict=True):
        name, own = row["attribute"], alone.attributes[0].row()
        more: dict[str, Any] = {f"alone_{key}": own[key] for key in ("penalty", "reward", "class")}
        shape, bent, parted = curves.get(name), rated.quadratics[name], rated.moderated[name]
        more["shape"] = str(shape.form) if shape else None
        more |= {key: getattr(shape, key) if shape else None for key in ("slope", "bend", "turn")}
        more["p_bend"] = shape.p if shape else None
        more |= {f"quadratic_{key}": getattr(bent, key) if bent else None for key in ("b0", "b1", "b2", "p1", "p2")}
        more["quadratic_class"] = str(bent.category) if bent and bent.category else None
        more |= {f"slope_{side}": getattr(parted, side) if parted else None for side in ("below", "above")}
        rows.append({**row, **more, "p_slopes": parted.p if parted else None})
    return rows


def to_rows(rated: Rated) -> list[dict[str, Any]]:
    """The same for CSV: what was undefined is blank, flags stand in one cell."""
    return [{**row, "flags": " ".join(row["flags"])} for row in attribute_rows(rated)]


def _grid(rated: Rated) -> dict[str, Any] | None:
    points, cut = rated.grid
    if cut is None:
        return None
    return {"cut": {"explicit": cut[0], "implicit": cut[1]}, "attributes": [asdict(point) for point in points]}


def _agreement(rated: Rated) -> dict[str, Any] | None:
    found = rated.agreement
    if found is None:
        return None
    return {"n": found.n, "share": found.share, "kappa": found.kappa, "features": found.rows()}
