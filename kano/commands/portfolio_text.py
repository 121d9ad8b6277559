"""A portfolio as text for a terminal."""

from __future__ import annotations

from kano.commands.layout import columns
from kano.decision.portfolio import Portfolio
from kano.decision.reasons import money, reason_text, signed
from kano.decision.steps import Planned
from kano.reports import Report
from kano.reports.portfolio_words import left_text, totals
from kano.text import percent

WIDEST = 200
"""Places of a column: a reason is a sentence."""


def text(report: Report, made: Portfolio, what: str) -> str:
    """Chosen steps first, then what was not chosen, each with its reason; or the frontier."""
    if what == "frontier":
        return "\n\n".join([_frontier(report, made), *_missing(report, made)])
    t = report.t
    heads = [
        "",
        *(t(f"portfolio.column.{key}") for key in ("feature", "cost", "now", "target", "delta", "share", "why")),
    ]
    ordered = [*made.taken, *(step for step in made.steps if not step.chosen)]
    rows = [heads, *(_row(report, made, step) for step in ordered)]
    return "\n\n".join([columns(rows, WIDEST), "\n".join(totals(report, made)), *_missing(report, made)])


def _row(report: Report, made: Portfolio, step: Planned) -> list[str]:
    t = report.t
    return [
        "+" if step.chosen else "-",
        report.label(step.feature),
        money(step.cost, ""),
        f"{step.now:.0%}",
        f"{step.target:.0%}",
        t("portfolio.unpredicted") if step.delta is None else signed(step.delta),
        "-" if step.share is None else percent(step.share),
        reason_text(step, made.unit, report.study.labels(report.lang), t),
    ]


def _frontier(report: Report, made: Portfolio) -> str:
    t = report.t
    rows = [[t(f"portfolio.column.{key}") for key in ("cost", "delta", "loss", "gain", "move", "steps")]]
    for point in made.frontier.points:
        names = ", ".join(report.label(step.feature) + _level(step.target) for step in point.steps)
        parts = [signed(part) for part in (point.delta, point.loss, point.gain)]
        rows.append([money(point.cost, ""), *parts, t(f"portfolio.move.{point.move}"), names or "-"])
    said = [] if made.frontier.complete else [t("portfolio.part", n=len(made.frontier.points), all=made.frontier.of)]
    return "\n\n".join([columns(rows, WIDEST), *said])


def _level(target: float) -> str:
    return "" if target == 1 else f" ({target:.0%})"


def _missing(report: Report, made: Portfolio) -> list[str]:
    """The features that are in no number, with the reason."""
    if not made.left_out:
        return []
    lines = [f"- {report.label(left.feature)}: {left_text(left, report)}" for left in made.left_out]
    return [report.t("portfolio.left-out", n=len(lines)) + "\n" + "\n".join(lines)]
