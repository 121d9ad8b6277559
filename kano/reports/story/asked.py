"""What was asked, and of whom."""

from __future__ import annotations

from collections.abc import Iterator

from kano.certainty import wilson
from kano.counts import CategoryCounts
from kano.i18n import LANGUAGES
from kano.questionnaire import Feature, Questionnaire
from kano.reports import Report
from kano.reports.story.parts import Grid, Section
from kano.responses import Responses
from kano.text import many
from kano.trust import pairs_each
from kano.wording import answer_set

REMARKS = 5
"""Remarks that stand in the section of the sample; all of them stand in the appendix."""


def sections(report: Report) -> Iterator[Section]:
    yield _question(report)
    yield _sample(report)


def _question(report: Report) -> Section:
    t, asked, n = report.t, report.study.questionnaire, len(report.result.counts.features)
    text = [report.about.question] if report.about.question else []
    if asked is not None:
        text += list(_asked(asked, report))
    text.append(t("story.kano"))
    return Section("question", t("story.question"), t("story.question-title", n=n), tuple(text))


def _asked(asked: Questionnaire, report: Report) -> Iterator[str]:
    t, lang = report.t, report.lang
    if (pairs := pairs_each(report.study)) is not None:
        yield t("story.pairs-each", pairs=pairs)
    feature, spoken = asked.features[0], _spoken(asked, lang)
    if spoken:
        yield t("story.pair", functional=feature.functional[spoken], dysfunctional=feature.dysfunctional[spoken])
        yield t("story.answers", answers=" / ".join(answer_set(asked.answer_set, spoken)))
    if places := _places(asked.features, asked, lang):
        yield t("story.touchpoints", names=t("story.comma").join(places))


def _spoken(asked: Questionnaire, lang: str) -> str | None:
    return next((each for each in (lang, *LANGUAGES) if each in asked.languages), None)


def _places(features: tuple[Feature, ...], asked: Questionnaire, lang: str) -> list[str]:
    used = {feature.touchpoint for feature in features}
    return [place.label.get(lang, place.id) for place in asked.touchpoints if place.id in used]


def _sample(report: Report) -> Section:
    t, left = report.t, report.study.left_out()
    text = [finding.text(t) for finding in report.remarks]
    more = [t("story.more-remarks", n=len(text) - REMARKS)] if len(text) > REMARKS else []
    grids = tuple(_profiles(report))
    return Section(
        "sample",
        t("story.sample"),
        _who(report, left),
        (*_limits(report), *_gone(report, left), *text[:REMARKS], *more),
        grids=grids,
        notes=tuple(text),
    )


def _who(report: Report, left: dict[str, object]) -> str:
    """How many people answered, as far as that is known."""
    t, numbers = report.t, [f.n for f in report.result.of() or report.result.features if f.n is not None]
    if left.get("respondents_without_answers") is not None:
        people = report.study.people or 0
        return t("story.sample-people", n=people - int(str(left["respondents_without_answers"])))
    if not numbers:
        return t("story.sample-shares")
    low, high = min(numbers), max(numbers)
    return t("story.sample-counts", n=many(low) if low == high else f"{many(low)}–{many(high)}")


def _limits(report: Report) -> Iterator[str]:
    """How precise a share can be, and what is not known of the people."""
    t, level = report.t, report.result.settings.level
    if numbers := [f.n for f in report.result.features if f.segment is None and f.n]:
        low, high = wilson(min(numbers) / 2, min(numbers), level)
        yield t("story.precision", n=many(min(numbers)), points=round(50 * (high - low)), level=round(100 * level))
    if not isinstance(report.study.data, Responses):
        yield t("story.no-people")


def _gone(report: Report, left: dict[str, object]) -> Iterator[str]:
    """Who and what is in no number."""
    t = report.t
    if screening := report.study.screening:
        yield t("story.screened", n=screening["flagged"], all=screening["respondents"])
    if silent := left.get("respondents_without_answers"):
        yield t("story.silent", n=silent)
    if pairs := left.get("pairs"):
        yield t("story.pairs-left", n=pairs)


def _profiles(report: Report) -> Iterator[Grid]:
    """How many people are in each segment that is shown."""
    t = report.t
    if isinstance(report.study.data, CategoryCounts):
        return
    for split in report.splits:
        sizes = {
            segment: max((f.n for f in split.result.of(segment) if f.n is not None), default=None)
            for segment in split.result.counts.segments
            if segment is not None
        }
        rows = tuple((report.segment(s), many(n) if n is not None else "-") for s, n in sizes.items())
        yield Grid((split.by, t("story.answered-most")), rows, title=split.by, numeric=frozenset({1}))
