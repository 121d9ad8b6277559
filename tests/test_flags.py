"""Planted careless people are found, careful ones are not; every rule on answers that were made for it by hand."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import KanoError, Responses
from kano.answers import ANSWERS, Category
from kano.evaluation import load_table
from kano.flags import NAMES, THRESHOLDS, Control, Rules, find
from kano.patterns import Patterns

CODE = {str(answer): code for code, answer in enumerate(ANSWERS, start=1)} | {"-": 0}
OFF = dict.fromkeys(THRESHOLDS)
SURE = {"expected": 1e9}


def said(*people: str, seconds=None) -> Responses:
    """A person per text: pairs like `LD NN` in the order of the features; - is no answer."""
    pairs = [person.split() for person in people]
    sides = [np.array([[CODE[pair[side]] for pair in row] for row in pairs], dtype=np.int8) for side in (0, 1)]
    names = tuple(f"f{i}" for i in range(len(pairs[0])))
    return Responses(names, *sides, seconds=None if seconds is None else np.array(seconds, dtype=float))


def only(**rules) -> Rules:
    return Rules(**{**OFF, **rules})


def flagged(responses: Responses, rules: Rules, table="standard") -> list[tuple[int, str]]:
    return [(flag.respondent, flag.rule) for flag in find(responses, rules, load_table(table)).flags]


MIXED = "LD NN EW LN ND WN LW ED LN NW"


# --- each rule by hand ----------------------------------------------------------------------------------------------


def test_one_pair_throughout_is_told_once_however_it_can_also_be_read():
    found = find(said(MIXED, " ".join(["NN"] * 10)), Rules(expected=1e9), load_table())
    assert [(flag.respondent, flag.rule) for flag in found.flags if flag.respondent == 1] == [(1, "straight_both")]
    evidence = found.flags[0].evidence
    assert (evidence["functional"], evidence["dysfunctional"], evidence["pairs"]) == ("N", "N", 10)


def test_straight_lines_on_one_side_are_told_apart():
    functional, dysfunctional = "LD LN LW LE LD LN", "LD ND ED WD DD LD"
    rules = only(straight_functional=6, straight_dysfunctional=6, straight_both=6, **SURE)
    assert flagged(said(functional, dysfunctional), rules) == [
        (0, "straight_functional"),
        (1, "straight_dysfunctional"),
    ]


def test_a_line_goes_through_missing_answers_but_needs_enough_pairs():
    people = said("NN NN -- NN -N", "NN NN NN -- NN")
    assert flagged(people, only(straight_both=3, **SURE)) == [(0, "straight_both"), (1, "straight_both")]
    assert flagged(people, only(straight_both=4, **SURE)) == [(1, "straight_both")]


def test_equal_answers_in_every_pair_differ_from_one_pair_throughout():
    assert flagged(said("LL NN EE WW DD", "LL NN EE WW DE"), only(equal=5, **SURE)) == [(0, "equal")]


def test_two_answers_in_turn_are_found_where_they_begin():
    people = said("NN LD NW LE NN LD NL ED", "LD LD LD LD LD LD LD LD")
    found = find(people, only(zigzag=7, **SURE), load_table()).flags
    assert [(flag.respondent, flag.evidence["side"], flag.evidence["run"]) for flag in found] == [(0, "functional", 7)]


def test_a_missing_answer_ends_a_run():
    assert Patterns(said("NN LD NW -E NN LD")).in_turn("functional").tolist() == [3]


def test_contradictory_pairs_are_those_of_the_table_and_a_part_of_the_persons():
    people = said("LL DD LL " + "NN " * 7, "EE WW EE " + "NN " * 7, "LL LL " + "NN " * 8)
    assert flagged(people, only(contradictory=3)) == [(0, "contradictory")]
    assert flagged(people, only(contradictory=3), "pouliot") == [(0, "contradictory"), (1, "contradictory")]
    assert flagged(people, only(contradictory=3, contradictory_share=0.31)) == []


def test_a_share_of_reverse_pairs_needs_enough_pairs():
    people = said("DL NL EL LD LD LD", "DL NL EL -- -- --", "DL NL LD LD LD LD")
    assert flagged(people, only(reverse=0.5, least=5)) == [(0, "reverse")]
    assert flagged(people, only(reverse=0.5, least=3)) == [(0, "reverse"), (1, "reverse")]


def test_more_than_a_fifth_missing_is_too_much_and_a_fifth_is_not():
    people = said("NN NN NN NN N-", "NN NN NN N- -N", "NN NN NN NN NN")
    assert flagged(people, only(missing=0.2)) == [(1, "missing")]


def test_where_most_people_lack_answers_nobody_is_blamed():
    found = find(said("NN -- --", "-- NN --", "NN NN NN"), only(missing=0.2), load_table())
    assert (found.flags, found.unused["missing"]) == ((), "most-missing")


def test_speed_is_told_from_the_median_of_known_durations():
    people = said(*["NN"] * 7, seconds=[300, 320, 310, 305, np.nan, 100, 104])
    found = find(people, only(speed=1 / 3), load_table()).flags
    assert [(flag.respondent, flag.evidence) for flag in found] == [(5, {"seconds": 100.0, "median": 302.5})]
    assert find(said("NN", seconds=[3]), only(speed=0.5), load_table()).unused["speed"] == "no-durations"


def test_a_control_fails_whoever_is_in_another_category_but_not_who_gave_none():
    people = said("NN DL", "NN LD", "NN L-", "NN DD")
    rules = only(controls=(Control("f1", (Category.REVERSE, Category.QUESTIONABLE)),))
    found = find(people, rules, load_table()).flags
    assert [(flag.respondent, flag.evidence["category"]) for flag in found] == [(1, "O")]
    with pytest.raises(KanoError) as caught:
        find(people, only(controls=(Control("rude", (Category.REVERSE,)),)), load_table())
    assert caught.value.code == "control-unknown"


def test_a_duplicate_is_the_later_one_and_names_the_first():
    other = "NN NN EW LN ND WN LW ED LN NW"
    found = find(said(other, MIXED, other, MIXED, MIXED), only(duplicate=8, **SURE), load_table()).flags
    assert [(flag.respondent, flag.evidence["of"]) for flag in found] == [(2, 0), (3, 1), (4, 1)]
    assert flagged(said("NN " * 9, "NN " * 9), only(duplicate=8, **SURE)) == []


def test_the_chance_of_a_duplicate_is_reckoned_from_the_shares():
    people = said("LD LD", "LD LD", "NN LD", "NN NN")
    # LD has shares 2/4 and 3/4: of three others, 3 x 3/8 are expected to say the same.
    assert Patterns(people).copies(1) == []  # one pair throughout
    people = said("LD NN", "LD NN", "NN NN", "NN LD")
    assert Patterns(people).copies(1) == [(1, 0, pytest.approx(3 * 2 / 4 * 3 / 4))]


def test_the_chance_of_a_line_counts_it_and_the_rarer_ones():
    people = said("LD LD", "LD LD", "LD NN", "NN NN")
    line, chance = Patterns(people).same_both
    assert line.tolist() == [True, True, False, True]
    assert chance[3] == pytest.approx(1 / 4 * 2 / 4)
    assert chance[0] == pytest.approx(3 / 4 * 2 / 4 + 1 / 4 * 2 / 4)


def test_a_line_that_chance_makes_often_is_nobodys_fault():
    everyone = said(*["LD " * 6] * 9, "LD LD LD LD LD NN")
    assert flagged(everyone, only(straight_both=5)) == []


def test_few_features_switch_rules_off_with_a_reason():
    found = find(said("NN NN", "LD LD"), Rules(), load_table())
    assert {rule for rule, why in found.unused.items() if why == "few-features"} == {
        *("straight_both", "straight_functional", "straight_dysfunctional"),
        *("equal", "zigzag", "contradictory", "duplicate"),
    }


def test_nobody_is_flagged_where_nobody_is():
    nobody = Responses(("a",), np.zeros((0, 1), np.int8), np.zeros((0, 1), np.int8))
    assert find(nobody, Rules(), load_table()).flags == ()


def test_three_levels_are_screened_by_their_table():
    assert flagged(said("LL LL DD NN", "LD NN ND LN"), only(contradictory=3), "three-level") == [(0, "contradictory")]


def test_real_answers_hold_the_contradictions_that_a_count_finds(transfers):
    both = transfers.functional == transfers.dysfunctional
    by_hand = np.flatnonzero((both & np.isin(transfers.functional, (1, 5))).sum(axis=1) >= 3).tolist()
    assert len(by_hand) == 9
    assert flagged(transfers, only(contradictory=3)) == [(person, "contradictory") for person in by_hand]


FILE = Path(__file__).parents[1] / "benchmarks" / "screening_rules.py"


@pytest.fixture(scope="module")
def people():
    """The benchmark as a module: it makes careful and careless people."""
    spec = importlib.util.spec_from_file_location("screening_rules", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- planted people -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [60, 240])
@pytest.mark.parametrize("k", [12, 20])
def test_planted_people_are_found_and_the_careful_ones_are_left_alone(people, n, k):
    wrong, careful_people = 0, 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        sides = people.careful(rng, n, k, 0.5)
        people.plant(rng, *sides)
        bad = {n - 1 - place: way for place, way in enumerate(people.WAYS)}
        responses = Responses(tuple(f"f{i}" for i in range(k)), *sides)
        rules = find(responses, Rules(), load_table()).flags
        told = {(flag.respondent, flag.rule) for flag in rules}
        assert set(bad.items()) <= told
        wrong += len({flag.respondent for flag in rules if flag.respondent < n - 10})
        careful_people += n - 10
    assert wrong / careful_people < 0.01


def test_without_a_lean_chance_alone_flags_next_to_nobody(people):
    wrong = 0
    for seed in range(10):
        sides = people.careful(np.random.default_rng(seed), 240, 20, 0.0)
        responses = Responses(tuple(f"f{i}" for i in range(20)), *sides)
        wrong += len({flag.respondent for flag in find(responses, Rules(), load_table()).flags})
    assert wrong / 2400 < 0.002


# --- properties -----------------------------------------------------------------------------------------------------

ROWS = st.lists(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=10, max_size=10), min_size=1, max_size=12
)


def made(rows) -> Responses:
    codes = np.array(rows, dtype=np.int8)
    return Responses(tuple(f"f{i}" for i in range(10)), codes[..., 0].copy(), codes[..., 1].copy())


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms())
def test_the_order_of_the_people_changes_nobodys_flags(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    rules = Rules(duplicate=None, expected=5.0)
    plain, mixed = (find(made(these), rules, load_table()).flags for these in (rows, [rows[i] for i in order]))
    assert sorted((f.respondent, f.rule) for f in plain) == sorted((order[f.respondent], f.rule) for f in mixed)
    copies = [find(made(these), only(duplicate=1, **SURE), load_table()).flags for these in (rows, rows[::-1])]
    assert len(copies[0]) == len(copies[1])


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(THRESHOLDS))
def test_another_rule_only_adds_people(rows, rule):
    every = {flag.respondent for flag in find(made(rows), Rules(expected=5.0), load_table()).flags}
    fewer = Rules(**{rule: None}, expected=5.0)
    assert {flag.respondent for flag in find(made(rows), fewer, load_table()).flags} <= every


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_flags_are_plain_data_of_known_rules(rows):
    for flag in find(made(rows), Rules(expected=1e9), load_table()).flags:
        assert flag.rule in NAMES
        assert flag.to_dict()["respondent"] == flag.respondent + 1
        assert all(isinstance(value, (int, float, str)) for value in flag.evidence.values())
