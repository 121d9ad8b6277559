"""The story of a report: one message a section, every number from the results."""

import re

import pytest

from kano.i18n import LANGUAGES, catalogue
from kano.reports import Report
from kano.reports.story import story
from tests.reports.studies import long, people, percentages, sample

NAMES = [
    "question",
    "sample",
    "overview",
    "map",
    "curves",
    "certainty",
    "segments",
    "segments",
    "conventions",
    "left-out",
]


def named(report, name):
    return next(section for section in story(report).sections if section.name == name)


def test_the_sections_of_a_survey_in_their_order():
    told = [section.name for section in story(sample()).sections]
    assert [name for name in told if name in NAMES] == NAMES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_section_says_something_in_every_language(lang):
    for report in (sample(lang=lang), sample("berger1993", lang), percentages(lang), long(lang)):
        for section in story(report).sections:
            assert section.title
            assert section.heading
            assert "{" not in section.title + "".join(section.text)
            assert section.text or section.figure or section.grids


def test_the_overview_counts_the_categories():
    report = sample("berger1993")
    found = [feature.category for feature in report.result.of(None)]
    assert named(report, "overview").title.startswith("1 excitement, 1 performance, 2 basic, 2 indifferent")
    assert [found.count(c) for c in "AOMI"] == [1, 1, 2, 2]


def test_the_map_names_the_extremes_of_better_and_worse():
    features = sample().result.of(None)
    title = named(sample(), "map").title
    lost = min(f.worse.estimate for f in features if f.category != "R")
    gained = max(f.better.estimate for f in features if f.category != "R")
    assert re.findall(r"(\d+)%", title) == [f"{-100 * lost:.0f}", f"{100 * gained:.0f}"]
    assert all(f.feature in title for f in features if f.worse.estimate == lost or f.better.estimate == gained)


def test_the_table_has_a_row_for_every_feature_also_without_answers():
    grid = named(long(), "certainty").grids[0]
    assert len(grid.rows) == 25
    silent = next(row for row in grid.rows if row[0].startswith("Feature number 25 "))
    assert silent[1:] == ("0", "no answers", "-", "-", "-", "-")


def test_everyone_answered_every_pair_so_nobody_was_asked_a_part():
    assert not any("was asked" in text for text in named(sample(), "question").text)


def test_percentages_say_that_nobody_is_known():
    report = percentages()
    assert named(report, "sample").title == catalogue()("story.sample-shares")
    assert named(report, "certainty").title == catalogue()("story.certainty-unknown")
    assert {row[4] for row in named(report, "certainty").grids[0].rows} == {"-"}


def test_small_segments_are_not_told():
    study = people(["a", "b"], n=40, segments=("big", "other", "tiny"))
    study.data.profiles["region"].codes[:] = [0] * 20 + [1] * 18 + [2] * 2
    report = Report(study, study.classify())
    words = str(story(report))
    assert "tiny" not in re.sub(r"“tiny”|other \+ tiny|tiny \+ other", "", words)
    assert not any(row[0] == "tiny" for grid in named(report, "sample").grids for row in grid.rows)


def test_many_segments_are_told_by_letters_and_the_rest_is_said():
    study = people(["a", "b"], n=400, segments=tuple("qrstuvwxyz"))
    section = named(Report(study, study.classify()), "segments")
    assert len(section.grids[0].heads) == 2 + 8 + 2
    assert "2 more segments are not in this table." in section.text
    assert all(re.fullmatch(r"[●◐○]\u00a0[AOMIRQ]", row[1]) for row in section.grids[0].rows)


def test_a_brief_report_keeps_what_one_page_holds():
    told = [section.name for section in story(sample(brief=True)).sections]
    assert told[:2] == ["overview", "map"]
    assert len(told) <= 3


def test_what_is_left_out_stands_in_the_appendix():
    section = named(long(), "left-out")
    assert section.appendix
    rows = dict(section.grids[0].rows)
    assert rows["pairs with a missing answer"] == "60"
    assert rows[f"pairs with a missing answer: {long().result.features[24].feature}"] == "60"
