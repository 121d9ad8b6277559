"""Service quality as a story with its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from kano import charts
from kano.charts import Look
from kano.i18n import DEFAULT, catalogue
from kano.reports import About
from kano.reports.gaps import GapsReport, silent, to_record, to_rows, unused
from kano.reports.rated import gap_priorities, gap_sections, parts
from kano.reports.rated.gap_figures import Named, categories
from kano.reports.record import dump
from kano.reports.story import Section, Told
from kano.reports.story.told import Draw
from kano.reports.table import to_csv
from kano.service.conventions import describe


def gaps_told(
    report: GapsReport, labels: Mapping[str, str] | None = None, lang: str = DEFAULT, about: About | None = None
) -> Told:
    """The story of `kano gaps`, its pictures, and its CSV and JSON; `labels` say what items are called."""
    t, about = catalogue(lang), about or About()
    named, source = Named(report, labels or {}, t), report.table.source
    sections = (*gap_sections.sections(named, about), *gap_priorities.sections(named))
    ends = (*_left_out(named), *_how(named))
    story = parts.whole(t("rated.gaps-cover"), named.people, source, (*sections, *ends), about, lang)
    data = {
        "csv": lambda: to_csv(to_rows(report)).encode("utf-8-sig"),
        "json": lambda: dump(to_record(report)).encode(),
    }
    return Told(story, partial(drawings, named), about, data)


def _left_out(named: Named) -> Iterator[Section]:
    t, report = named.t, named.report
    rows = [(t("rated.left-silent"), silent(report.result))]
    rows += [(named.name(gap), sum(gap.left_out.values())) for gap in report.result.gaps]
    columns = [(column, t("rated.left-unused")) for column in unused(report)]
    yield from parts.left_out(rows, columns, named.findings, t)


def _how(named: Named) -> Iterator[Section]:
    report, t = named.report, named.t
    record = report.result.conventions
    joined = [part.conventions for part in (report.matrix, report.priorities) if part]
    cited = [source for each in (record, *joined) for source in each["sources"]]
    yield from parts.how(describe(record, t), report.table.source, cited, t)


def drawings(named: Named, dark: bool = False) -> dict[str, Draw]:
    """How each chart is drawn, by file name: those of all items, then each item down to its pairs of ratings."""
    report, note = named.report, named.people
    result, look = report.result, Look(named.t, dark, dict(named.labels))
    made: dict[str, Draw] = {
        "gaps": partial(charts.gap_chart, result, look, note),
        "verdicts": partial(charts.verdict_chart, result, look, note),
    }
    if report.matrix:
        made["importance"] = partial(charts.importance_map, report.matrix, look, categories(named), note)
    for number, gap in enumerate(result.items, start=1):
        if gap.n:
            made[f"items/{number:02d}"] = partial(charts.rating_cells, result, gap.name, look, f"n = {gap.n}")
    return made
