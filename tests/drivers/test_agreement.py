"""Two classifications of the same features side by side, and which features they both know."""

import numpy as np
import pytest

from kano.answers import CATEGORIES
from kano.classification import classify
from kano.counts import CategoryCounts
from kano.drivers.agreement import agreement, by_name
from kano.drivers.penalty_reward import Driver, Effect, category


def asked(letters):
    """A feature per letter, of which all but one person are; `-` is a feature that nobody answered."""
    rows = [[0] * 6 if letter == "-" else [20 * (letter == c) for c in CATEGORIES] for letter in letters]
    names = tuple(f"f{i}" for i in range(len(letters)))
    return classify(CategoryCounts(names, np.array([rows], float))).of()


def experienced(letters):
    kinds = {"M": (0.01, 0.5), "A": (0.5, 0.01), "O": (0.01, 0.01), "I": (0.5, 0.5), "?": (None, 0.5)}
    made = []
    for i, letter in enumerate(letters):
        p = kinds[letter]
        penalty, reward = Effect(-1.0, -2, 0, p[0], 30), Effect(1.0, 0, 2, p[1], 30)
        impact = None
        kind = category(penalty, reward, 0.05)
        made.append(Driver(f"a{i}", penalty, reward, kind, impact, 90, 30, 0, 3.0, 1.0, ()))
    return made


def matched(n):
    return {f"f{i}": f"a{i}" for i in range(n)}


def test_share_and_kappa_are_over_what_both_class():
    found = agreement(asked("MMOOAAII"), experienced("MMOOAAIM"), matched(8))
    assert (found.n, found.share) == (8, 7 / 8)
    assert found.kappa == pytest.approx((7 / 8 - (2 * 3 + 2 * 2 + 2 * 2 + 2 * 1) / 64) / (1 - 16 / 64))
    assert [m.same for m in found.matches] == [True] * 7 + [False]


def test_what_is_not_counted_has_its_reason():
    found = agreement(asked("MRQ-OA"), experienced("MMMMM?I"), {**matched(6), "f1": "a1"} | {"f4": "gone"})
    reasons = {m.feature: m.reason for m in found.matches if m.feature}
    assert reasons == {
        "f0": "",
        "f1": "reverse",
        "f2": "reverse",
        "f3": "no-category",
        "f4": "no-attribute",
        "f5": "no-class",
    }
    alone = {m.attribute for m in found.matches if m.reason == "no-feature"}
    assert alone == {"a4", "a6"}
    assert (found.n, found.share, found.kappa) == (1, 1, None)


def test_nothing_in_common_has_no_share():
    found = agreement(asked("M"), experienced("M"), {})
    assert (found.n, found.share, found.kappa) == (0, None, None)
    assert [row["not_counted"] for row in found.rows()] == ["no-attribute", "no-feature"]


def test_names_match_but_for_case_blanks_and_a_word_for_rating():
    names = {
        "Hot towels": ("Hot towels",),
        "F2": ("F2", "Half portions", "可点半份"),
        "Show": ("Show",),
        "Kids": ("Kids",),
    }
    columns = ("hot  towels_rating", "可点半份评分", "Show", "show score", "Parking")
    assert by_name(names, columns) == {"Hot towels": "hot  towels_rating", "F2": "可点半份评分"}


def test_a_column_that_two_features_could_be_is_neither():
    assert by_name({"Taste": ("Taste",), "taste ": ("taste ",)}, ("Taste",)) == {}
    assert by_name({"Rating": ("Rating",)}, ("Rating",)) == {"Rating": "Rating"}
