"""What first: M > O > A (Berger et al. 1993, p. 11), inside by certainty and importance, each line with its reason."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.answers import CATEGORIES, Category
from kano.classification import Verdict, classify
from kano.conventions import Settings
from kano.counts import CategoryCounts
from kano.decision.grouped import by_dimension, by_touchpoint, grouped
from kano.decision.moves import RANKED, Move
from kano.decision.order import order
from kano.decision.order_words import message, reason
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.reports import Report
from kano.reports.order import group_name, groups_of, moves_text, order_of
from kano.samples import open_sample
from kano.study import read

SURE = [Verdict.CLEAR, Verdict.LEANING, Verdict.TOO_CLOSE, None]
T = catalogue("en")
HOTPOT = load("hotpot")


def of(rows, **more):
    """A classification of counts, a feature a row of A O M I R Q."""
    counts = np.array([list(rows.values())], dtype=float)
    return classify(CategoryCounts(counts=counts, features=tuple(rows), **more), Settings(draws=400))


def hotpot(by=None):
    study = open_sample("hotpot")
    return study, study.classify(by=by)


def lines(rows, **more):
    return {line.feature: line for line in order(of(rows), **more).lines}


def test_the_order_of_the_hot_pot_sample():
    _, result = hotpot()
    found = order(result)
    assert [(line.rank, line.feature, str(line.move)) for line in found.ranked][:7] == [
        (1, "Apron for each guest", "fulfil"),
        (2, "Washroom attendant", "fulfil"),
        (3, "Waiter near the table", "fulfil"),
        (4, "Table booking three weeks ahead", "raise"),
        (5, "Half portions on the menu", "raise"),
        (6, "Hot towels during the meal", "raise"),
        (7, "Free refreshments while waiting", "delight"),
    ]
    assert found.conventions["importance"] == "stated"
    assert [line.feature for line in found.of(Move.ASK)] == ["Hair tie for long hair", "Help with cooking at the table"]
    assert len(found.lines) == len(result.features) == 20
    assert {line.move for line in found.lines if line.rank is None} == {Move.ASK, Move.CUT}


def test_the_order_of_berger_figure_7():
    """Berger et al. (1993), Fig. 7: 23 answers a row. CR2 M, CR1 O, CR3 A, as printed."""
    study = open_sample("berger1993")
    found = order(study.classify())
    assert [(line.feature, str(line.category)) for line in found.ranked] == [
        ("CR2 brakes", "M"),
        ("row 5", "M"),
        ("CR1 gas mileage", "O"),
        ("CR3 retracting antenna", "A"),
    ]
    assert found.conventions["importance"] == "coefficients"
    assert found.lines[0].weight == 1.0
    assert reason(found.lines[0], T) == (
        "basic, clear: 100% would be dissatisfied without it; how far it is fulfilled is not known"
    )
    assert found.lines[1].move is Move.ASK
    assert "too close to performance" in reason(found.lines[1], T)


def test_percentages_alone_have_no_certainty_and_say_so():
    study = read("sample_data/published/sauerwein1996_fig10_11.csv")
    found = order(study.classify())
    assert found.ranked
    assert all(line.verdict is None and line.probability is None and line.n is None for line in found.lines)
    assert all("certainty not known" in reason(line, T) for line in found.ranked)
    weights = [(RANKED.index(line.category), -line.weight) for line in found.ranked]
    assert weights == sorted(weights)


def test_percentages_that_tie_are_asked_about_and_not_decided():
    result = of({"tied": [10, 40, 40, 10, 0, 0], "sure": [10, 20, 60, 10, 0, 0]}, shares_only=True)
    found = {line.feature: line for line in order(result).lines}
    assert (found["tied"].move, found["tied"].rival) == (Move.ASK, Category.PERFORMANCE)
    assert found["sure"].move is Move.FULFIL


def test_blauths_rule_places_what_most_want_one_way_or_another():
    counts = CategoryCounts(counts=np.array([[[30.0, 10, 5, 40, 0, 0]]]), features=("x",))
    by_mode, by_rule = (order(classify(counts, Settings(rule=rule))).lines[0] for rule in ("mode", "blauth"))
    assert (by_mode.category, by_mode.rank) == (Category.INDIFFERENT, None)
    assert (by_rule.category, by_rule.rank) == (Category.EXCITEMENT, 1)


def test_what_more_people_want_than_not_is_not_cut_without_a_word():
    found = lines({"split": [120, 80, 80, 190, 0, 0], "dull": [20, 10, 10, 190, 0, 0]})
    assert found["split"].move is found["dull"].move is Move.CUT
    assert found["split"].wanted == pytest.approx(280 / 470)
    assert "but to 60% it is basic" in reason(found["split"], T)
    assert "look at who" not in reason(found["dull"], T)
    absent = lines({"split": [120, 80, 80, 190, 0, 0]}, now={"split": 0.0})["split"]
    assert absent.move is Move.LEAVE
    assert "but to 60% it is basic" in reason(absent, T)


def test_what_is_fulfilled_is_kept_and_what_is_not_there_is_left_out():
    rows = {"m": [2, 5, 90, 3, 0, 0], "i": [2, 5, 3, 90, 0, 0], "r": [1, 1, 1, 5, 90, 0], "q": [1, 1, 1, 1, 1, 90]}
    full, none = (lines(rows, now=dict.fromkeys(rows, value)) for value in (1.0, 0.0))
    assert {name: str(line.move) for name, line in full.items()} == {"m": "keep", "i": "cut", "r": "stop", "q": "check"}
    assert {name: str(line.move) for name, line in none.items()} == {
        "m": "fulfil",
        "i": "leave",
        "r": "leave",
        "q": "check",
    }
    assert reason(none["m"], T).endswith("; not yet fulfilled")
    assert reason(full["m"], T).endswith("; fulfilled")
    assert reason(lines(rows, now={"m": 0.4})["m"], T).endswith("; fulfilled to 40%")


def test_a_feature_that_too_few_of_a_segment_answered_is_listed_with_that_reason():
    tallies = np.array([[[40.0, 5, 5, 10, 0, 0], [5, 5, 40, 5, 0, 0]], [[20, 5, 5, 10, 0, 0], [1, 0, 1, 0, 0, 0]]])
    result = classify(CategoryCounts(counts=tallies, features=("a", "b"), segments=("north", "south"), by="region"))
    hidden = [line for s in result.counts.segments for line in order(result, segment=s).lines if line.suppressed]
    assert hidden
    for line in hidden:
        assert (line.move, line.category, line.better.estimate, line.rank) == (Move.NONE, None, None, None)
        assert reason(line, T) == "too few people of this segment answered"


def test_a_segment_has_an_order_of_its_own():
    _, result = hotpot("visits")
    for name in result.counts.segments:
        assert {line.segment for line in order(result, segment=name).lines} == {name}


def test_nobody_answered_is_said():
    found = lines({"a": [0, 0, 0, 0, 0, 0], "b": [9, 1, 1, 1, 0, 0]})
    assert reason(found["a"], T) == "nobody answered"
    assert found["a"].move is Move.NONE


@pytest.mark.parametrize(
    ("now", "segment", "code"),
    [
        ({"nothing": 0.5}, None, "now-unknown"),
        ({"a": 1.01}, None, "now-share"),
        ({"a": float("nan")}, None, "now-share"),
        ({"a": -0.1}, None, "now-share"),
        ({}, "nobody", "order-segment"),
    ],
)
def test_what_cannot_be_is_refused(now, segment, code):
    with pytest.raises(KanoError) as problem:
        order(of({"a": [9, 1, 1, 1, 0, 0]}), now, segment)
    assert problem.value.code == code
    assert all(problem.value.text(catalogue(lang)) for lang in LANGUAGES)


def test_stated_importance_orders_only_where_every_ranked_feature_has_one():
    _, result = hotpot()
    weights = [line.weight for line in order(result).ranked if line.category == "A" and line.verdict == "clear"]
    assert weights == sorted(weights, reverse=True)
    from dataclasses import replace

    partly = replace(result, features=(replace(result.features[0], importance=None), *result.features[1:]))
    found = order(partly)
    assert found.conventions["importance"] == "coefficients"
    assert all(line.weight <= 2 for line in found.ranked)


TALLIES = st.lists(st.lists(st.integers(0, 60), min_size=6, max_size=6), min_size=1, max_size=7)


@settings(max_examples=40, deadline=None)
@given(TALLIES, st.randoms(use_true_random=False), st.data())
def test_the_order_is_one_and_says_what_the_numbers_say(tallies, random, data):
    rows = {f"f{i}": row for i, row in enumerate(tallies)}
    now = {name: data.draw(st.sampled_from([0.0, 0.25, 1.0])) for name in rows if data.draw(st.booleans())}
    found = order(of(rows), now)
    names = list(rows)
    random.shuffle(names)
    again = order(of({name: rows[name] for name in names}), now)
    assert [(line.feature, line.rank, line.move) for line in again.lines] == [
        (line.feature, line.rank, line.move) for line in found.lines
    ]
    assert sorted(line.feature for line in found.lines) == sorted(rows)
    keys = [(RANKED.index(line.category), SURE.index(line.verdict), -round(line.weight, 9)) for line in found.ranked]
    assert keys == sorted(keys)
    assert [line.rank for line in found.ranked] == [keys.index(key) + 1 for key in keys]
    assert found.lines[: len(found.ranked)] == found.ranked
    for line in found.lines:
        assert (line.rank is not None) == (line.category in RANKED)
        said = reason(line, T)
        if line.rank is not None:
            assert ("not known" in said) == (line.feature not in now)
        _check_percentages(line, said)


def _check_percentages(line, said):
    """Those of a reason are the coefficients, or the share of the category."""
    shown = set(re.findall(r"(\d+)% would be|(\d+)% satisfied with", said))
    known = {f"{100 * abs(e.estimate):.0f}" for e in (line.better, line.worse) if e.estimate is not None}
    assert {number for pair in shown for number in pair if number} <= known
    if line.category is Category.BASIC:
        assert f"{100 * abs(line.worse.estimate):.0f}% would be dissatisfied" in said
    if line.category is Category.EXCITEMENT:
        assert f"{100 * line.better.estimate:.0f}% would be satisfied" in said
    if line.category in (Category.INDIFFERENT, Category.REVERSE, Category.QUESTIONABLE):
        assert f"for {100 * line.share:.0f}% of people" in said


def test_equal_weights_share_a_rank_even_where_floats_differ():
    """Better + |worse| of 16 + 23 of 30 and of 19 + 20 of 30 are both 1.3, as floats they are not."""
    found = lines({"p": [6, 13, 7, 4, 0, 0], "q": [0, 16, 7, 7, 0, 0]})
    assert {(line.category, line.verdict, line.rank) for line in found.values()} == {
        (Category.PERFORMANCE, Verdict.LEANING, 1)
    }
    assert found["p"].weight != found["q"].weight


def test_more_people_are_asked_about_only_what_they_would_settle():
    """2 of 4 against 1 of 4 is settled by some more people; 500 against 500 is a split crowd."""
    study = read("sample_data/published/berger1993_fig7.csv")
    result = of({"few": [4, 1, 1, 3, 0, 0], "split": [500, 10, 10, 500, 0, 0]})
    few, split = sorted(order_of(Report(study, result)).lines, key=lambda line: line.feature)
    assert few.verdict is split.verdict is Verdict.TOO_CLOSE
    assert (split.move, split.needed) == (Move.LOOK, None)
    assert "hardly settle it" in reason(split, T)
    assert (few.move, few.needed is None or few.needed > 0) == (Move.ASK, True)
    assert "ask more people" in reason(few, T)
    assert f"(about {few.needed})" in reason(few, T)


def said(found):
    return message(found.lines, [line.feature for line in found.lines], T)


def test_the_message_names_what_is_left_to_be_done():
    rows = {"m": [2, 5, 90, 3, 0, 0], "a": [90, 3, 2, 5, 0, 0], "i": [1, 1, 1, 90, 0, 0]}
    result = of(rows)
    assert said(order(result)) == "First make sure of what people take for granted: “m”"
    assert said(order(result, {"m": 1.0})) == "“a” comes first: it is excitement"
    assert "keep it so" in said(order(result, {"m": 1.0, "a": 1.0}))
    assert said(order(of({"x": [10, 10, 9, 8, 0, 0]}))).startswith("“x” would come first, but")
    assert said(order(of({"i": [1, 1, 1, 90, 0, 0]}))) == "No feature is basic, performance or excitement"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_is_in_every_language(lang):
    study, result = hotpot()
    report = Report(study, result, lang)
    found = order_of(report)
    texts = [reason(line, report.t) for line in found.lines]
    assert len(set(texts)) > 10
    assert not any("{" in text or "order." in text for text in texts)
    assert {line.move for line in found.lines if line.verdict is Verdict.TOO_CLOSE} == {Move.LOOK}


def test_every_line_is_in_one_touchpoint_and_one_dimension():
    _, result = hotpot()
    found = order(result)
    for groups in (by_touchpoint(found, HOTPOT), by_dimension(found, HOTPOT)):
        together = [line for group in groups for line in group.lines]
        assert sorted(line.feature for line in together) == sorted(line.feature for line in found.lines)
        assert all(sum(group.moves.values()) == len(group.lines) == group.row()["features"] for group in groups)
        for group in groups:
            places = [found.lines.index(line) for line in group.lines]
            assert places == sorted(places)
    own = dict(zip(HOTPOT.keys(), HOTPOT.features, strict=True))
    assert [group.key for group in by_touchpoint(found, HOTPOT)] == [option.id for option in HOTPOT.touchpoints]
    assert all(own[line.feature].touchpoint == g.key for g in by_touchpoint(found, HOTPOT) for line in g.lines)


def test_features_of_no_touchpoint_are_listed_as_such():
    from dataclasses import replace

    _, result = hotpot()
    first, *others = HOTPOT.features
    stray = replace(others[0], touchpoint="unlisted")
    asked = replace(HOTPOT, features=(replace(first, touchpoint=None), stray, *others[1:]))
    groups = by_touchpoint(order(result), asked)
    assert [group.key for group in groups][-2:] == ["unlisted", None]
    assert [line.feature for line in groups[-1].lines] == [HOTPOT.keys()[0]]
    none = replace(asked, features=tuple(replace(f, touchpoint=None) for f in asked.features))
    assert grouped(order(result), none, "touchpoint") == ()
    assert grouped(order(result), None, "dimension") == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_groups_are_called_by_their_names(lang):
    study, result = hotpot()
    report = Report(study, result, lang)
    groups = groups_of(report, order_of(report))
    assert set(groups) == {"touchpoint", "dimension"}
    assert group_name(groups["touchpoint"][0], report) == HOTPOT.touchpoints[0].label[lang]
    assert all(moves_text(group, report.t) for group in groups["dimension"])


def test_the_letters_that_are_ranked_are_three():
    assert [str(category) for category in RANKED] == ["M", "O", "A"]
    assert set(RANKED) < set(CATEGORIES)


def test_shares_that_leave_many_answers_out_say_so():
    """All 30 in the base are A, of 78 who answered."""
    found = lines({"few": [30, 0, 0, 0, 28, 20], "all": [30, 0, 0, 0, 0, 1]})
    assert found["few"].outside == pytest.approx(48 / 78)
    assert "100% would be satisfied with it; 62% of the answers are reverse or questionable" in reason(found["few"], T)
    assert "reverse or questionable" not in reason(found["all"], T)
