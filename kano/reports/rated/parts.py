"""What both stories say alike: numbers, what is left out, how it was made, and where the formulas come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kano.classification import Estimate
from kano.conventions import VERSION
from kano.errors import Finding
from kano.i18n import Translate, catalogue
from kano.readers.table import Source
from kano.reports import About
from kano.reports.story import Grid, Section, Story
from kano.sources import Status

REMARKS = 4
"""Remarks that stand beside the sample; all of them stand in the appendix."""

NAMED = 6
"""Names in a sentence."""

STEPS = tuple(base * power for power in (0.01, 0.1, 1.0, 10.0, 100.0) for base in (1, 2, 2.5, 5))
"""Round distances between the four lines of an axis."""


def signed(value: float | None) -> str:
    """With its sign; "-" where there is none."""
    return "-" if value is None else f"{value:+.2f}".replace("-", "\u2212")


def interval(value: Estimate) -> str:
    """A difference with its interval, where it has one."""
    bounds = "" if value.low is None or value.high is None else f" [{signed(value.low)}, {signed(value.high)}]"
    return signed(value.estimate) + bounds


def listed(names: Sequence[str], t: Translate) -> str:
    """Users' names in a sentence: the first of them, and how many more there are, which stand in a table."""
    more = [t("story.more-rows", n=len(names) - NAMED)] if len(names) > NAMED + 1 else []
    shown = names[:NAMED] if more else names
    return t("story.comma").join([*(f"“{name}”" for name in shown), *more])


def ends(values: Sequence[float]) -> tuple[float, float]:
    """Round ends of an axis of four parts that holds every value, with room beside the outer ones."""
    low, high = min(values), max(values)
    room = 0.08 * (high - low) or 0.5
    for step in STEPS:
        start = (low - room) // step * step
        if start + 4 * step >= high + room:
            return round(start, 6), round(start + 4 * step, 6)
    return low - room, high + room


def remarks(findings: Sequence[Finding], t: Translate) -> tuple[str, ...]:
    """The first of them, and how many more there are."""
    said = [finding.text(t) for finding in findings]
    more = [t("story.more-remarks", n=len(said) - REMARKS)] if len(said) > REMARKS else []
    return (*said[:REMARKS], *more)


def left_out(
    rows: Sequence[tuple[str, int]], columns: Sequence[tuple[str, str]], findings: Sequence[Finding], t: Translate
) -> Iterator[Section]:
    """Who and what is in no number: `rows` of (what, how many), `columns` of (name, why)."""
    counted = tuple((what, str(n)) for what, n in rows if n)
    grids = [Grid((t("report.what"), t("column.count")), counted, t("report.left-out"), frozenset({1}))]
    alike: dict[str, list[str]] = {}
    for name, why in columns:
        alike.setdefault(why, []).append(name)
    unused = tuple((why, t("story.semicolon").join(names), str(len(names))) for why, names in alike.items())
    heads = (t("rated.why"), t("report.columns"), t("column.count"))
    grids += [Grid(heads, unused, t("report.columns"), frozenset({2}), wide=1)]
    said, kept = tuple(finding.text(t) for finding in findings), tuple(grid for grid in grids if grid.rows)
    if said or kept:
        yield Section("left-out", t("report.left-out"), t("story.left-title"), said, grids=kept, appendix=True)


def how(
    rows: Sequence[tuple[str, str]], source: Source, cited: Sequence[Mapping[str, str]], t: Translate
) -> Iterator[Section]:
    """(what, how) of every convention, the file, and each source with whether its text was read."""
    file = [(t("report.file"), source.name), (t("report.sha256"), source.sha256)]
    made = Grid((t("report.what"), t("report.how")), (*rows, *file), wide=1)
    yield Section("conventions", t("report.conventions"), t("story.conventions-title"), grids=(made,), appendix=True)
    known = list({each["key"]: each for each in cited}.values())
    lines = tuple((each["citation"], t(f"source.{each['status']}")) for each in known)
    unread = sum(each["status"] == Status.UNVERIFIED for each in known)
    title = t("rated.sources-title", n=len(known), unverified=unread)
    heads = (t("gaps.sources"), t("rated.status"))
    yield Section("sources", t("gaps.sources"), title, grids=(Grid(heads, lines, wide=0),), appendix=True)


def whole(title: str, people: str, source: Source, sections: Sequence[Section], about: About, lang: str) -> Story:
    """The sections as a story, the appendix at its end."""
    t = catalogue(lang)
    ordered = tuple(sorted(sections, key=lambda section: section.appendix))
    line = t("story.dot").join(filter(None, [about.by, about.date, people]))
    foot = t("story.foot", version=VERSION, file=source.name)
    return Story(lang, about.title or title, line, foot, ordered)
