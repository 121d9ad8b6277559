"""JSON and CSV of a portfolio: the contract of `kano portfolio`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kano.decision.frontier import Frontier, Sums
from kano.decision.portfolio import Portfolio
from kano.decision.robust import Robust
from kano.reports import Report

SCHEMA = "kano.portfolio/1"


def to_record(report: Report, made: Portfolio) -> dict[str, Any]:
    """Everything, in codes; an undefined number is null."""
    source = report.study.source
    return {
        "schema": SCHEMA,
        "source": {"file": source.name, "sha256": source.sha256},
        "conventions": made.conventions,
        "budget": made.budget,
        "unit": made.unit,
        "steps": [{**step.row(), "others": list(step.others)} for step in made.steps],
        "chosen": _sums(made.chosen),
        "basics_not_first": _sums(made.plain),
        "satisfaction": {"features": list(made.features), "today": made.today, "after": made.after},
        "basics_not_raised": list(made.unfit),
        "robust": _robust(made.robust),
        "frontier": _frontier(made.frontier),
        "findings": [finding.to_dict() for finding in (*report.findings, *made.findings)],
        "left_out": {"plan": [asdict(left) for left in made.left_out], **report.study.left_out()},
    }


def frontier_rows(made: Portfolio) -> list[dict[str, Any]]:
    """A row per point of the frontier."""
    return [
        {
            "cost": point.cost,
            "delta": point.delta,
            "dissatisfaction_removed": point.loss,
            "satisfaction_added": point.gain,
            "move": point.move,
            "unpredicted": point.unpredicted,
            "steps": "; ".join(f"{step.feature} ({step.target:.0%})" for step in point.steps),
        }
        for point in made.frontier.points
    ]


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        "cost": sums.cost,
        "delta": sums.delta,
        "dissatisfaction_removed": sums.loss,
        "satisfaction_added": sums.gain,
        "move": sums.move,
        "unpredicted": sums.unpredicted,
        "steps": [asdict(step) for step in sums.steps],
    }


def _robust(sure: Robust | None) -> dict[str, Any] | None:
    if sure is None:
        return None
    return {
        "same": sure.same,
        "delta": {"low": sure.low, "high": sure.high},
        "regret": {"mean": sure.regret, "high": sure.regret_high},
    }


def _frontier(frontier: Frontier) -> dict[str, Any]:
    return {
        "points": [_sums(point) for point in frontier.points],
        "of": frontier.of,
        "complete": frontier.complete,
        "today_is_beaten": frontier.beaten,
    }
