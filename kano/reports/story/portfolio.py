"""What to do under the budget, where a plan was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kano.decision.portfolio import Portfolio
from kano.decision.reasons import money, reason_text, signed
from kano.decision.record import describe
from kano.decision.steps import Planned
from kano.reports import Report
from kano.reports.decision_figures import frontier
from kano.reports.portfolio_words import left_text, totals
from kano.reports.story.parts import Grid, Section
from kano.text import percent


def sections(report: Report) -> Iterator[Section]:
    made = report.portfolio
    if made is None:
        return
    t = report.t
    yield Section(
        "portfolio",
        t("ui.portfolio.nav"),
        _title(report, made),
        (*totals(report, made), *_said(report, made)),
        figure=frontier(report, made),
        notes=tuple(f"{_named(step, report)}: {_why(step, made, report)}" for step in made.taken),
    )
    yield Section(
        "portfolio-steps",
        t("ui.portfolio.nav"),
        t("story.steps-title", n=len(made.taken), all=len(made.steps)),
        tuple(f"{report.label(left.feature)}: {left_text(left, report)}" for left in made.left_out if left.steps),
        grids=tuple(_grids(report, made)),
    )
    how = tuple(describe(made.conventions, t))
    heads = (t("report.what"), t("report.how"))
    name = f"{t('ui.portfolio.nav')}: {t('report.conventions')}"
    yield Section("portfolio-how", name, t("story.portfolio-how"), grids=(Grid(heads, how, wide=1),), appendix=True)


def _said(report: Report, made: Portfolio) -> Iterator[str]:
    """That costs are invented, and what the portfolio says of single features."""
    if report.invented:
        yield report.t("story.invented")
    yield from (finding.text(report.t) for finding in report.called(made.findings))


def _title(report: Report, made: Portfolio) -> str:
    t, cost = report.t, money(made.chosen.cost, made.unit)
    if not made.chosen.steps:
        return t("story.portfolio-none")
    return t("story.portfolio-title", n=len(made.chosen.steps), cost=cost, delta=signed(made.chosen.delta))


def _grids(report: Report, made: Portfolio) -> Iterator[Grid]:
    """The chosen steps, then the others, each with its reason."""
    others = tuple(step for step in made.steps if not step.chosen)
    for name, steps in (("chosen", made.taken), ("others", others)):
        if steps:
            yield _grid(report.t(f"ui.portfolio.{name}", n=len(steps)), steps, made, report)


def _grid(title: str, steps: Sequence[Planned], made: Portfolio, report: Report) -> Grid:
    t, heads = report.t, ("feature", "cost", "now", "target", "loss", "gain", "share", "why")
    rows = tuple(
        (
            report.label(step.feature),
            money(step.cost, ""),
            f"{step.now:.0%}",
            f"{step.target:.0%}",
            signed(step.loss),
            signed(step.gain),
            "-" if step.share is None else percent(step.share),
            _why(step, made, report),
        )
        for step in steps
    )
    named = [t(f"portfolio.column.{head}") for head in heads]
    named[1] += f" ({made.unit})" if made.unit else ""
    kinds = tuple(step.category for step in steps)
    return Grid(tuple(named), rows, title=title, numeric=frozenset({1, 2, 3, 4, 5, 6}), wide=7, kinds=kinds)


def _why(step: Planned, made: Portfolio, report: Report) -> str:
    return reason_text(step, made.unit, report.study.labels(report.lang), report.t)


def _named(step: Planned, report: Report) -> str:
    return f"{report.label(step.feature)} ({step.now:.0%} → {step.target:.0%})"
