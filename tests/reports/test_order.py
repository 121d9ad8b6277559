"""The order and the target sheet in a report: where what is to be done, what is known, what is left out."""

from dataclasses import replace

import pytest

from kano.decision.moves import Move
from kano.decision.targets import Aim, targets
from kano.i18n import LANGUAGES
from kano.reports import Report, write
from kano.reports.order import groups_of, order_of, rows, targets_record, to_record
from kano.reports.story import brief, story
from tests.reports.studies import hostile, long, percentages, sample


def named(report, name):
    return next(section for section in story(report).sections if section.name == name)


def aimed(report, names=3):
    features = [feature.feature for feature in report.result.of(None)]
    aims = {feature: Aim(5, 3, 4) for feature in features[:names]}
    return replace(report, targets=targets(report.result, aims))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_places_of_the_journey_hold_every_feature_once(lang):
    report = sample(lang=lang)
    touchpoints, dimensions = named(report, "decision-places").grids
    for grid in (touchpoints, dimensions):
        listed = [name for row in grid.rows for name in row[2].split(report.t("order.comma"))]
        assert sorted(listed) == sorted(report.label(f.feature) for f in report.result.features)
        assert grid.title
    assert len(touchpoints.rows) == 5


def test_the_title_says_where_most_is_left_to_be_done():
    report = sample()
    groups = groups_of(report, order_of(report))["touchpoint"]
    left = {g.key: sum(g.moves.get(m, 0) for m in (Move.FULFIL, Move.RAISE)) for g in groups}
    assert max(left, key=left.get) == "meal"
    assert named(report, "decision-places").title == (
        f"Most to make sure of or raise: “Having the meal” ({left['meal']} of {sum(left.values())})"
    )
    everything = replace(report, now={feature.feature: 1.0 for feature in report.result.features})
    assert named(everything, "decision-places").title != named(report, "decision-places").title


def test_a_study_without_a_questionnaire_has_no_places():
    for report in (sample("berger1993"), percentages(), long(), hostile()):
        assert "decision-places" not in [section.name for section in story(report).sections]
        assert groups_of(report, order_of(report)) == {}


def test_a_page_alone_keeps_the_decision_and_no_more():
    assert [section.name for section in story(sample(brief=True)).sections] == list(brief(sample()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_target_sheet_is_a_section_where_it_was_asked_for(lang):
    report = aimed(sample(lang=lang), 20)
    section = named(report, "targets")
    ratios, rest = section.grids
    told = [row[0] for row in ratios.rows] + [n for row in rest.rows for n in row[1].split(report.t("order.comma"))]
    assert sorted(told) == sorted(report.label(feature.feature) for feature in report.result.features)
    assert report.t("source.unverified") in "".join(section.text)
    assert report.label(report.targets.lines[0].feature) in section.title
    assert "targets" not in [section.name for section in story(sample(lang=lang)).sections]


def test_a_target_sheet_in_which_nothing_has_a_weight_says_so():
    report = sample()
    made = replace(report, targets=targets(report.result, {}))
    assert named(made, "targets").title == "No feature has an adjusted weight yet"
    (rest,) = named(made, "targets").grids
    assert {row[0] for row in rest.rows} == {
        "current level not given",
        "indifferent: this method has no exponent for it",
        "reverse: this method has no exponent for it",
    }


@pytest.mark.parametrize("name", ["pptx", "docx", "html"])
def test_every_writer_takes_the_new_sections(name):
    for report in (aimed(sample(lang="zh-Hans"), 20), aimed(hostile(), 25)):
        assert write(report, name)


def test_the_records_leave_nothing_out():
    report = aimed(sample())
    found = order_of(report)
    made = to_record(report, found)
    assert [row["feature"] for row in made["rows"]] == [line.feature for line in found.lines]
    assert len(rows(report, found)) == len(report.result.features)
    sheet = targets_record(report, report.targets)
    weighed = [row["feature"] for row in sheet["rows"] if row["weight"] is not None]
    assert sorted([*weighed, *sheet["left_out"]["no_adjusted_weight"]]) == sorted(
        f.feature for f in report.result.features
    )


def test_without_everyone_the_first_segment_is_ordered():
    report = sample(by="visits")
    everyone = order_of(report)
    assert {line.segment for line in everyone.lines} == {None}
    only = replace(report.result, features=report.result.of("Once a week or more"))
    counts = replace(
        report.result.counts,
        segments=("Once a week or more",),
        counts=report.result.counts.counts[[report.result.counts.segments.index("Once a week or more")]],
    )
    part = Report(report.study, replace(only, counts=counts))
    assert {line.segment for line in order_of(part).lines} == {"Once a week or more"}
