"""Decisions: category, verdict and figures of each feature, by segment, and what is doubtful about them."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import CategoryCounts, KanoError, PairCounts, Settings, classify, load_table
from kano.certainty import wilson
from kano.classification import Verdict, verdict
from kano.i18n import LANGUAGES, catalogue


def table(text: str, **more) -> CategoryCounts:
    """Counts from lines of `name A O M I R Q`."""
    rows = [line.split() for line in text.strip().splitlines()]
    counts = np.array([[[float(n) for n in numbers] for _, *numbers in rows]])
    return CategoryCounts(tuple(name for name, *_ in rows), counts, **more)


def survey(text: str, by: str | None = None) -> PairCounts:
    """Pairs from lines of `feature pairs...`, or `segment feature pairs...` with `by`; a dash is no answer."""
    rows = []
    for line in text.strip().splitlines():
        *names, pairs = line.split(maxsplit=2 if by else 1)
        for pair in pairs.split():
            functional, dysfunctional = pair.replace("-", " ")
            answers = {"functional": functional.strip(), "dysfunctional": dysfunctional.strip(), "count": 1}
            segment = {by: names[0].replace("_", "")} if by else {}
            rows.append({**segment, "feature": names[-1], **answers})
    return PairCounts.from_frame(pd.DataFrame(rows), by)


def one(text: str, settings: Settings | None = None):
    return classify(table(text), settings).features[0]


# --- verdicts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        (1.0, Verdict.CLEAR),
        (0.975, Verdict.CLEAR),
        (0.9749, Verdict.LEANING),
        (0.80, Verdict.LEANING),
        (0.7999, Verdict.TOO_CLOSE),
        (0.0, Verdict.TOO_CLOSE),
    ],
)
def test_a_verdict_is_clear_from_97_5_and_leaning_from_80_percent(probability, expected):
    assert verdict(probability, Settings()) == expected


def test_the_thresholds_are_arguments():
    settings = Settings(clear=0.6, leaning=0.5)
    assert [verdict(p, settings) for p in (0.6, 0.5, 0.4)] == ["clear", "leaning", "too close"]


def test_many_agreeing_people_are_clear_and_a_near_draw_is_too_close():
    result = classify(table("towels 5 90 3 2 0 0 \n snacks 40 38 10 12 0 0"))
    assert [(f.category, f.verdict) for f in result.features] == [("O", "clear"), ("A", "too close")]


@pytest.mark.parametrize("rest", ["14 0 0 0", "7 7 0 0", "4 4 3 3", "0 0 14 0", "0 0 0 14"])
@pytest.mark.parametrize("rule", ["mode", "blauth"])
def test_15_against_11_of_40_people_is_never_clear(rest, rule):
    # 37 % against 28 % of 40 people: the one true thing to say is that nobody knows yet.
    assert one(f"snacks 15 11 {rest}", Settings(rule=rule)).verdict != "clear"


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(6)), st.lists(st.integers(0, 3), min_size=14, max_size=14), st.integers(0, 10**6))
def test_37_against_28_percent_of_40_people_is_never_clear(order, others, seed):
    counts = [15, 11, *(others.count(k) for k in range(4))]
    shuffled = np.array([[[float(counts[k]) for k in order]]])
    result = classify(CategoryCounts(("snacks",), shuffled), Settings(seed=seed, draws=2000)).features[0]
    assert result.n == 40
    assert result.verdict != "clear"


def test_the_verdict_is_about_the_category_that_was_given():
    result = one("snacks 88 90 32 105 15 28", Settings(rule="blauth"))
    assert result.category == "O"
    assert result.verdict == verdict(result.probability["O"], Settings())


def test_a_category_that_is_less_probable_than_another_gets_its_own_verdict():
    # The two sums are equal, so Blauth's rule gives I; half of the draws give A, and I shares the rest with R.
    result = one("snacks 20 0 0 7 7 6", Settings(rule="blauth", clear=0.45, leaning=0.4))
    assert result.category == "I"
    assert result.probability["A"] > 0.45 > 0.4 > result.probability["I"]
    assert result.verdict == "too close"


def test_equal_counts_give_equal_figures_wherever_they_stand():
    result = classify(table("a 15 11 9 5 0 0 \n b 1 2 3 4 5 6 \n c 15 11 9 5 0 0")).features
    alone = one("a 15 11 9 5 0 0")
    assert replace(result[2], feature="a") == result[0] == alone


def test_the_same_seed_gives_the_same_result_and_another_seed_nearly_the_same():
    text = "snacks 15 11 9 5 0 0"
    first, again, other = one(text), one(text), one(text, Settings(seed=7))
    assert first.probability == again.probability
    assert first.probability != other.probability
    assert first.probability["A"] == pytest.approx(other.probability["A"], abs=0.04)


def test_probabilities_are_by_letter_and_add_up_to_1():
    probability = one("snacks 15 11 9 5 1 1").probability
    assert list(probability) == list("AOMIRQ")
    assert sum(probability.values()) == pytest.approx(1)


# --- category and ties ------------------------------------------------------------------------------------------


def test_a_tie_is_reported_with_all_that_are_tied():
    result = one("snacks 8 8 3 8 0 0")
    assert result.category == "O"
    assert result.tied == ("A", "O", "I")
    assert result.category_strength == 0


def test_a_single_winner_is_not_reported_as_tied():
    assert one("snacks 9 8 8 8 0 0").tied == ()


def test_the_rule_is_a_setting():
    text = "CR1 19 18 18 20 2 3"  # Berger et al. (1993), Fig. 12
    assert one(text).category == "I"
    assert one(text, Settings(rule="blauth")).category == "A"


def test_an_unknown_rule_is_refused_with_the_known_ones():
    with pytest.raises(KanoError, match="mode, blauth") as caught:
        classify(table("a 1 1 1 1 1 1"), Settings(rule="median"))
    assert caught.value.code == "rule-unknown"


def test_the_evaluation_table_is_a_setting():
    pairs = survey("towels EE EE WW LD LD")
    assert classify(pairs).features[0].counts == {"A": 0, "O": 2, "M": 0, "I": 3, "R": 0, "Q": 0}
    pouliot = classify(pairs, Settings(table=load_table("pouliot"))).features[0]
    assert pouliot.counts == {"A": 0, "O": 2, "M": 0, "I": 0, "R": 0, "Q": 3}


def test_five_answers_do_not_fit_a_three_level_table():
    with pytest.raises(KanoError) as caught:
        classify(survey("towels EE LD"), Settings(table=load_table("three-level")))
    assert caught.value.code == "table-levels"


# --- figures ----------------------------------------------------------------------------------------------------


def test_figures_of_one_feature():
    result = one("towels 9 6 3 2 4 1")
    assert result.n == 25
    assert result.counts == {"A": 9, "O": 6, "M": 3, "I": 2, "R": 4, "Q": 1}
    assert result.better.estimate == 0.75
    assert result.worse.estimate == -0.45
    assert result.category_strength == pytest.approx(12)
    assert result.total_strength == pytest.approx(72)
    # Wilson, 15 and 9 of 20 (R: prop.test(15, 20, correct = FALSE))
    assert (result.better.low, result.better.high) == pytest.approx((0.5313, 0.8881), abs=5e-5)
    assert (result.worse.low, result.worse.high) == pytest.approx((-0.6580, -0.2582), abs=1e-4)


def test_the_level_of_the_intervals_is_a_setting():
    result = one("towels 9 6 3 2 4 1", Settings(level=0.8))
    assert (result.better.low, result.better.high) == pytest.approx(wilson(15, 20, 0.8))
    assert (-result.worse.high, -result.worse.low) == pytest.approx(wilson(9, 20, 0.8))
    assert result.better.low > 0.6 > 0.5313


def test_an_undefined_coefficient_is_none_and_not_zero():
    result = one("smoke 0 0 0 0 6 2")
    assert result.category == "R"
    assert (result.better.estimate, result.better.low, result.better.high) == (None, None, None)
    assert (result.worse.estimate, result.worse.low, result.worse.high) == (None, None, None)


def test_no_answers_give_no_category_no_verdict_and_no_figure():
    result = one("towels 0 0 0 0 0 0")
    assert (result.category, result.verdict, result.probability, result.tied) == (None, None, None, ())
    assert (result.category_strength, result.total_strength) == (None, None)
    assert result.better.estimate is None
    assert result.n == 0


def test_a_feature_that_nobody_answered_completely_says_what_was_left_out():
    result = classify(survey("towels L- -D -- --")).features[0]
    assert result.category is None
    assert result.n == 0
    assert result.continuous is None
    assert result.left_out == {"functional_missing": 1, "dysfunctional_missing": 1, "both_missing": 2}


def test_percentages_without_people_carry_a_category_but_no_certainty():
    result = one_shares("grip 7 32.3 49.3 9.5 0.3 1.5")
    assert result.category == "M"
    assert (result.n, result.verdict, result.probability) == (None, None, None)
    assert result.better.estimate == pytest.approx(39.3 / 98.1)
    assert (result.better.low, result.better.high, result.worse.low, result.worse.high) == (None,) * 4


def one_shares(text: str):
    return classify(table(text, shares_only=True)).features[0]


def test_counts_have_no_continuous_scores_but_pairs_have():
    assert one("towels 0 2 0 0 0 0").continuous is None
    point = classify(survey("towels LD LD LN LL")).features[0].continuous
    assert (point.n, point.y, point.x) == (3, 4, pytest.approx(8 / 3))


def test_counts_classify_like_the_pairs_they_came_from():
    pairs = survey("towels LD LN ND NN DL LL \n snacks LN LN ND -D")
    from_pairs, from_counts = classify(pairs), classify(pairs.tally(load_table()))
    keep = ("feature", "n", "counts", "category", "tied", "verdict", "probability", "better", "worse")
    for a, b in zip(from_pairs.features, from_counts.features, strict=True):
        assert [getattr(a, name) for name in keep] == [getattr(b, name) for name in keep]


# --- segments ---------------------------------------------------------------------------------------------------

BRANCHES = """
    north towels LD LD LN
    south towels ND NN
    __    towels LN
    north snacks NN
    south snacks LN L-
    __    snacks ND
"""


def test_everyone_comes_first_then_each_segment_with_those_who_left_it_blank():
    result = classify(survey(BRANCHES, by="branch"), Settings(least=1))
    assert [(f.segment, f.feature) for f in result.features] == [
        (None, "towels"),
        (None, "snacks"),
        ("north", "towels"),
        ("north", "snacks"),
        ("south", "towels"),
        ("south", "snacks"),
        ("", "towels"),
        ("", "snacks"),
    ]
    assert result.conventions["segments"] == "branch"


def test_everyone_is_the_sum_of_the_segments():
    result = classify(survey(BRANCHES, by="branch"), Settings(least=1))
    everyone, parts = result.of(None), [result.of(segment) for segment in ("north", "south", "")]
    for f, whole in enumerate(everyone):
        assert whole.n == sum(part[f].n for part in parts)
        for letter, n in whole.counts.items():
            assert n == sum(part[f].counts[letter] for part in parts)
    assert [f.n for f in everyone] == [6, 3]


def test_a_segment_is_classified_by_its_own_people():
    result = classify(survey(BRANCHES, by="branch"), Settings(least=1))
    assert [f.category for f in result.of("north")] == ["O", "I"]
    assert [f.category for f in result.of("")] == ["A", "M"]
    assert result.of("south")[1].left_out["dysfunctional_missing"] == 1


def test_everyone_is_the_same_with_and_without_segments():
    split = survey(BRANCHES, by="branch")
    assert classify(split).of(None) == classify(split.pooled()).features


def test_people_are_counted_once_even_if_everyone_was_added_before():
    split = survey(BRANCHES, by="branch")
    assert classify(split.with_everyone()).rows() == classify(split).rows()


def test_without_segments_there_is_everyone_only():
    result = classify(survey("towels LD"))
    assert result.of(None) == result.features
    assert result.of("north") == ()


# --- findings ---------------------------------------------------------------------------------------------------


def test_doubts_about_the_data_come_with_the_result():
    result = classify(table("smoke 1 0 0 3 6 0 \n towels 0 0 0 0 0 0 \n snacks 4 0 0 4 0 2"))
    assert [(f.code, f.feature) for f in result.findings] == [
        ("codes-reversed", None),
        ("reverse-majority", "smoke"),
        ("no-answers", "towels"),
        ("questionable-many", "snacks"),
    ]


def test_a_hundred_people_who_answered_everything_are_not_taken_for_percentages():
    everyone = " ".join(["LD"] * 60 + ["NN"] * 40)
    pairs = survey(f"towels {everyone} \n snacks {everyone}")
    assert classify(pairs).findings == ()
    assert [f.code for f in classify(pairs.tally(load_table())).findings] == ["adds-to-100"]


# --- as a table and in words ------------------------------------------------------------------------------------


def test_to_frame_has_a_row_per_feature_and_segment():
    frame = classify(survey(BRANCHES, by="branch"), Settings(least=1)).to_frame()
    assert len(frame) == 8
    towels = frame.iloc[0]
    assert (towels["feature"], towels["n"], towels["O"], towels["A"], towels["category"]) == ("towels", 6, 2, 2, "O")
    assert towels["tied"] == "AO"
    assert towels["better"] == pytest.approx(4 / 6)
    assert frame["left_out"].tolist() == [0, 1, 0, 0, 0, 1, 0, 0]


def test_to_frame_leaves_blank_what_is_undefined():
    row = classify(table("smoke 0 0 0 0 6 0")).rows()[0]
    assert (row["better"], row["worse_low"], row["x"], row["sd_x"], row["importance"]) == (None,) * 5
    assert row["n"] == 6


def test_one_person_has_no_spread_in_the_table():
    row = classify(survey("towels LD")).rows()[0]
    assert (row["x"], row["y"], row["sd_x"], row["sd_y"]) == (4, 4, None, None)


def test_the_summary_says_the_category_the_verdict_and_how_sure():
    text = classify(table("towels 5 90 3 2 0 0")).summary(catalogue("en"))
    assert text.startswith("towels")
    assert "100" in text
    assert ">99%" in text
    assert "clear" in text
    assert "performance" in text.lower()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_summary_has_a_line_per_feature_in_every_language(lang):
    t = catalogue(lang)
    result = classify(table("towels 5 90 3 2 0 0 \n smoke 0 0 0 0 0 0"))
    first, second = result.summary(t).splitlines()
    assert t("category.O") in first
    assert t("verdict.clear") in first
    assert "smoke" in second


def test_the_result_remembers_how_it_was_made():
    chosen = Settings(rule="blauth", seed=5, clear=0.9, leaning=0.7)
    result = classify(table("towels 5 90 3 2 0 0"), chosen)
    assert result.settings == chosen
    assert result.conventions["rule"] == "blauth"
    assert result.conventions["certainty"]["seed"] == 5
    assert (result.conventions["certainty"]["clear"], result.conventions["certainty"]["leaning"]) == (0.9, 0.7)
