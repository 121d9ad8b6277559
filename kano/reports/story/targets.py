"""The target sheet, where one was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from kano.decision.target_words import adjusted_text, describe
from kano.decision.targets import Target, Targets
from kano.reports import Report
from kano.reports.story.parts import Grid, Section
from kano.service.conventions import cited

HEADS = ("feature", "category", "importance", "current", "target", "ratio", "adjusted", "share")


def sections(report: Report) -> Iterator[Section]:
    made = report.targets
    if made is None:
        return
    t = report.t
    how = describe(made.conventions, t)
    text = [t("backlog.fact", what=what, how=said) for what, said in how] + cited(made.conventions["sources"], t)
    notes = tuple(finding.text(t) for finding in report.called(made.findings))
    grids = tuple(grid for grid in (_grid(report, made), _rest(report, made)) if grid.rows)
    yield Section("targets", t("story.targets"), _title(report, made), tuple(text), grids=grids, notes=notes)


def _title(report: Report, made: Targets) -> str:
    if not made.weighed:
        return report.t("story.targets-none")
    first = made.weighed[0]
    share = f"{first.share:.0f}%" if first.share is not None else "-"
    return report.t("story.targets-title", feature=report.label(first.feature), share=share)


def _grid(report: Report, made: Targets) -> Grid:
    """The features that have an adjusted ratio."""
    heads = tuple(report.t(f"targets.column.{head}") for head in HEADS)
    lines = [line for line in made.lines if line.adjusted is not None]
    rows = tuple(_row(line, report) for line in lines)
    return Grid(heads, rows, numeric=frozenset({2, 3, 4, 5, 7}), kinds=tuple(line.category for line in lines))


def _rest(report: Report, made: Targets) -> Grid:
    """The others by the reason why they have none."""
    t, reasons = report.t, dict[str, list[str]]()
    rest = [line for line in made.lines if line.adjusted is None]
    for line in rest:
        reasons.setdefault(adjusted_text(line, t), []).append(report.label(line.feature))
    rows = tuple((reason, t("order.comma").join(names)) for reason, names in reasons.items())
    return Grid((t("order.column-reason"), t("column.feature")), rows, t("targets.left-out", n=len(rest)), wide=1)


def _row(line: Target, report: Report) -> tuple[str, ...]:
    t, aim = report.t, line.aim
    given = (_number(value) for value in (aim.importance, aim.current, aim.target))
    share = "-" if line.share is None else f"{line.share:.1f}%"
    kind = t(f"type.{line.category}") if line.category else "-"
    ratio = "-" if line.ratio is None else f"{line.ratio:.2f}"
    return (report.label(line.feature), kind, *given, ratio, adjusted_text(line, t), share)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"
