"""A report as a story: one message per section, the same in slides, pages and documents."""

from __future__ import annotations

from kano.conventions import VERSION
from kano.reports import Report
from kano.reports.figures import note_of
from kano.reports.story import appendix, asked, decision, offers, portfolio, results, segments, targets, words
from kano.reports.story.parts import Grid, Section, Still, Story
from kano.reports.story.told import Told
from kano.samples import is_synthetic

__all__ = ["Grid", "Section", "Still", "Story", "Told", "story"]


def brief(report: Report) -> tuple[str, ...]:
    """The sections of a report of one page: beside the overview what was decided, or where features stand."""
    decided = [name for name in ("portfolio", "offers") if getattr(report, name)]
    return ("overview", *(decided or ["map"]), "decision")


def story(report: Report) -> Story:
    """Every section that the study has something to say in; of a brief report, those of one page."""
    t, about = report.t, report.about
    parts = (asked, results, segments, decision, portfolio, offers, targets, words, appendix)
    found = [section for part in parts for section in part.sections(report)]
    sections = tuple(sorted(found, key=lambda section: section.appendix))
    everyone = report.result.counts.segments[0]
    line = t("story.dot").join(filter(None, [about.by, about.date, note_of(report, everyone)]))
    foot = t("story.foot", version=VERSION, file=report.study.source.name)
    foot += t("story.synthetic") if is_synthetic(report.study) else ""
    made = Story(report.lang, report.title, line, foot, sections)
    return Story(made.lang, made.title, made.line, made.foot, made.of(*brief(report))) if about.brief else made
