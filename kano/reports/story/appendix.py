"""How every number was made, and what is in none of them."""

from __future__ import annotations

from collections.abc import Iterator

from kano.conventions import describe
from kano.reports import Report
from kano.reports.story.parts import Grid, Section


def sections(report: Report) -> Iterator[Section]:
    t = report.t
    yield Section(
        "conventions",
        t("report.conventions"),
        t("story.conventions-title"),
        grids=(Grid((t("report.what"), t("report.how")), tuple(conventions(report)), wide=1),),
        appendix=True,
    )
    left = tuple(_left_out(report))
    remarks = tuple(finding.text(t) for finding in report.remarks)
    if left or remarks:
        heads = (t("report.what"), t("column.count"))
        yield Section(
            "left-out",
            t("report.left-out"),
            t("story.left-title"),
            remarks,
            grids=(Grid(heads, left, numeric=frozenset({1})),) if left else (),
            appendix=True,
        )


def conventions(report: Report) -> Iterator[tuple[str, str]]:
    """(what, how) of the classification, then the file that it was made of."""
    source, t = report.study.source, report.t
    yield from describe(report.result.conventions, t)
    yield t("report.file"), source.name
    yield t("report.sha256"), source.sha256


def _left_out(report: Report) -> Iterator[tuple[str, str]]:
    """What of the file is in no number, with how much of it there was."""
    t, left = report.t, report.study.left_out()
    for key in ("respondents", "respondents_without_answers", "pairs"):
        if key in left:
            yield t(f"report.{key}"), "-" if left[key] is None else str(left[key])
    for rule, n in left.get("respondents_screened", {}).get("by_rule", {}).items():
        yield f"{t('report.respondents_screened')}: {t(f'screening.rule-{rule}')}", str(n)
    for feature, numbers in left.get("by_feature", {}).items():
        if total := sum(numbers.values()):
            yield f"{t('report.pairs')}: {report.label(feature)}", str(total)
    for key in ("columns", "read_as_no_answer"):
        if names := left.get(key, []):
            yield f"{t(f'report.{key}')}: {t('story.semicolon').join(names)}", str(len(names))
