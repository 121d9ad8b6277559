"""From counts to a category: mode, Blauth's rule and ties (method.md 2.1 to 2.3)."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.answers import CATEGORIES
from kano.rules import RULES, TIE_ORDER, blauth, mode, winner


def category(rule, a=0, o=0, m=0, i=0, r=0, q=0) -> str | None:
    position = int(winner(rule(np.array([a, o, m, i, r, q], dtype=float))))
    return str(CATEGORIES[position]) if position >= 0 else None


def tied(rule, *counts) -> str:
    return "".join(c for c, t in zip(CATEGORIES, rule(np.array(counts, dtype=float)), strict=True) if t)


def test_the_rules_are_known_by_these_names():
    assert {"mode": mode, "blauth": blauth} == RULES


# --- mode -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "expected"),  # A, O, M, I, R, Q
    [
        # Berger et al. (1993), Fig. 7, p. 8, n = 23
        ((1, 21, 1, 0, 0, 0), "O"),
        ((0, 0, 22, 0, 0, 1), "M"),
        ((13, 5, 0, 5, 0, 0), "A"),
        ((6, 4, 1, 11, 1, 0), "I"),
        ((1, 6, 9, 6, 1, 0), "M"),
        ((7, 2, 0, 10, 3, 1), "I"),
        # Berger et al. (1993), p. 11: 43 % M against 38 % A
        ((38, 0, 43, 0, 0, 0), "M"),
        # stp25kano README, n = 296: the mode where its own 5-point rule says O and A (method.md 2.2)
        ((93, 87, 65, 51, 0, 0), "A"),
        ((121, 24, 15, 124, 6, 6), "I"),
    ],
)
def test_mode_gives_the_largest_count(counts, expected):
    assert category(mode, *counts) == expected
    assert tied(mode, *counts) == expected


def test_reverse_and_questionable_can_win_by_mode():
    assert category(mode, a=4, o=3, m=1, i=8, r=23, q=2) == "R"
    assert category(mode, a=4, i=8, q=9) == "Q"


# --- ties -------------------------------------------------------------------------------------------------------


def test_ties_go_basic_performance_excitement_indifferent_then_reverse_questionable():
    assert "".join(TIE_ORDER) == "MOAIRQ"  # Berger et al. (1993), p. 11; R and Q appended by us


@pytest.mark.parametrize(("first", "second"), [(a, b) for i, a in enumerate("MOAIRQ") for b in "MOAIRQ"[i + 1 :]])
def test_of_two_equal_counts_the_one_earlier_in_the_tie_order_wins(first, second):
    counts = [5 if letter in (first, second) else 1 for letter in "AOMIRQ"]
    assert category(mode, *counts) == first
    assert set(tied(mode, *counts)) == {first, second}


def test_a_tie_below_the_top_is_no_tie():
    assert tied(mode, 9, 4, 4, 4, 4, 4) == "A"


def test_six_equal_counts_are_all_tied_and_go_to_basic():
    assert tied(mode, 2, 2, 2, 2, 2, 2) == "AOMIRQ"
    assert category(mode, *[2] * 6) == "M"


@pytest.mark.parametrize("rule", RULES.values())
def test_nobody_gives_no_category(rule):
    assert tied(rule, 0, 0, 0, 0, 0, 0) == ""
    assert category(rule) is None


# --- Blauth, Richter & Rubinoff ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "by_blauth", "by_mode"),
    [
        ((19, 18, 18, 20, 2, 3), "A", "I"),  # Berger et al. (1993), Fig. 12, p. 13: 55 > 25
        ((7, 6, 9, 36, 2, 2), "I", "I"),  # ibid.
        ((187, 71, 46, 258, 19, 26), "A", "I"),  # Brand & Rese (2026), WiFi: 304 > 303
        ((88, 90, 32, 105, 15, 28), "O", "I"),  # Reppel (2022), Transparent transfers: 210 > 148
    ],
)
def test_blauth_may_flip_an_indifferent_feature(counts, by_blauth, by_mode):
    assert category(blauth, *counts) == by_blauth
    assert category(mode, *counts) == by_mode


def test_blauth_is_strict_so_equal_sums_go_to_indifferent():
    assert category(blauth, a=10, i=5, r=3, q=2) == "I"
    assert category(blauth, a=11, i=5, r=3, q=2) == "A"


def test_blauth_on_equal_percentages_does_not_fall_for_rounding():
    # 0.1 + 0.2 > 0.3 in binary floating point; the sums are equal, so the side of I wins.
    assert 0.1 + 0.2 > 0.3
    assert category(blauth, a=0.1, o=0.2, i=0.3) == "I"


def test_blauth_counts_reverse_and_questionable_against_the_feature():
    assert category(blauth, a=10, i=4, r=5) == "A"
    assert category(blauth, a=10, i=4, r=5, q=1) == "R"


def test_blauth_breaks_ties_inside_the_winning_group_only():
    assert tied(blauth, 6, 6, 6, 6, 0, 0) == "AOM"
    assert category(blauth, 6, 6, 6, 6, 0, 0) == "M"
    assert tied(blauth, 6, 0, 0, 6, 6, 0) == "IR"
    assert category(blauth, 6, 0, 0, 6, 6, 0) == "I"
    assert category(blauth, 6, 0, 0, 0, 6, 6) == "R"


# --- against plain Python ---------------------------------------------------------------------------------------


def slow_mode(counts: dict[str, float]) -> str | None:
    top = max(counts.values())
    return next((c for c in "MOAIRQ" if counts.get(c) == top), None) if top > 0 else None


def slow_blauth(counts: dict[str, float]) -> str | None:
    wanted = sum(counts[c] for c in "AOM") > sum(counts[c] for c in "IRQ")
    return slow_mode({c: counts[c] for c in ("AOM" if wanted else "IRQ")})


@pytest.mark.parametrize(("rule", "slow"), [(mode, slow_mode), (blauth, slow_blauth)], ids=["mode", "blauth"])
def test_a_rule_agrees_with_plain_python_on_all_small_counts(rule, slow):
    every = np.array(list(product(range(4), repeat=6)), dtype=float)
    letters = [str(CATEGORIES[w]) if w >= 0 else None for w in winner(rule(every))]
    assert letters == [slow(dict(zip("AOMIRQ", row, strict=True))) for row in every.tolist()]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 500), min_size=6, max_size=6), st.integers(2, 9))
def test_multiplying_all_counts_does_not_change_the_category(counts, times):
    for rule in RULES.values():
        assert category(rule, *counts) == category(rule, *(times * c for c in counts))


def test_rules_take_many_features_at_once():
    counts = np.array([[[1, 2, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]], [[0, 0, 3, 3, 0, 0], [0, 0, 0, 0, 1, 0]]], dtype=float)
    assert winner(mode(counts)).tolist() == [[1, -1], [2, 4]]
