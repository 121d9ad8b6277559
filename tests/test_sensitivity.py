"""Which features change under another choice: published cases in which we know that they do."""

from dataclasses import replace

import numpy as np
import pytest

from kano import CategoryCounts, PairCounts, Settings, classify, load_table
from kano.sensitivity import MARGINS, Choice, sensitivity

QUICK = Settings(draws=50)


def counts(names, *rows, segments=(None,)):
    return CategoryCounts(
        tuple(names),
        np.array(rows, float).reshape(len(segments), len(names), 6),
        segments,
        "branch" if len(segments) > 1 else None,
    )


def changes(data, settings=QUICK):
    found = sensitivity(classify(data, settings), data)
    return {(c.feature, c.choice.what, c.choice.value): str(c.other) for c in found.changes}


def test_the_margins_of_stp25kano_and_of_the_template():
    # stp25kano: 65/87/93/51 (M/O/A/I) is A by the mode, O within 5 points; 15/24/121/124 is I, A within them (2.2).
    # A template: 15 against 12 of 41 within n/10 is O instead of A. Lee & Newcomb: 6.8 points are no combination.
    data = counts(
        ("Loan machine", "Hotline", "Multi-receipt", "Excellent service"),
        (93, 87, 65, 51, 0, 0),
        (121, 24, 15, 124, 6, 6),
        (15, 12, 4, 8, 0, 2),
        (54, 54, 101, 81, 3, 3),
    )
    found = changes(data)
    assert found["Loan machine", "margin", "0.05"] == "O"
    assert found["Hotline", "margin", "0.05"] == "A"
    assert found["Multi-receipt", "margin", "0.1"] == "O"
    assert ("Multi-receipt", "margin", "0.06") not in found
    assert not [key for key in found if key[0] == "Excellent service" and key[1:] != ("rule", "blauth")]


def test_the_rule_of_blauth_changes_what_the_sources_say_it_does():
    # Brand & Rese (2026), WiFi: 304 > 303, so A where the mode is I. Berger Fig. 12: 55 > 25, A where the mode is I.
    # Reppel (2022), Transparent by Pouliot's table: 210 > 148, O where the mode is I.
    data = counts(
        ("WiFi", "CR1", "CR2", "Transparent"),
        (187, 71, 46, 258, 19, 26),
        (19, 18, 18, 20, 2, 3),
        (7, 6, 9, 36, 2, 2),
        (88, 90, 32, 105, 15, 28),
    )
    found = changes(data)
    assert {key[0]: other for key, other in found.items() if key[1] == "rule"} == {
        "WiFi": "A",
        "CR1": "A",
        "Transparent": "O",
    }


def test_a_table_changes_a_feature_whose_indifferent_expect_it_both_ways():
    grid = np.zeros((1, 1, 6, 6), dtype=int)
    grid[0, 0, 2, 2], grid[0, 0, 1, 3], grid[0, 0, 3, 3] = 12, 10, 3
    data = PairCounts(("Tea",), grid)
    assert changes(data)["Tea", "table", "pouliot"] == "Q"
    back = changes(data, replace(QUICK, table=load_table("pouliot")))
    assert back["Tea", "table", "standard"] == "I"


def test_reppels_pairs_move_with_the_table_only_where_his_counts_do(transfers):
    data = transfers.count()
    found = sensitivity(classify(data, QUICK), data)
    assert Choice("table", "pouliot") in found.choices
    for change in found.changes:
        settings = QUICK
        if change.choice.what == "table":
            settings = replace(settings, table=load_table(change.choice.value))
        elif change.choice.what == "rule":
            settings = replace(settings, rule=change.choice.value)
        else:
            settings = replace(settings, tie_margin=float(change.choice.value))
        again = {r.feature: r for r in classify(data, settings).features}
        assert again[change.feature].category == change.other != change.category


def test_counts_have_no_other_table_and_three_levels_no_five():
    data = counts(("Tea",), (5, 4, 3, 2, 1, 0))
    kinds = {choice.what for choice in sensitivity(classify(data, QUICK), data).choices}
    assert kinds == {"rule", "margin"}
    grid = np.zeros((1, 1, 6, 6), dtype=int)
    grid[0, 0, 1, 5] = 9
    three = replace(QUICK, table=load_table("three-level"))
    pairs = PairCounts(("Tea",), grid)
    assert not [c for c in sensitivity(classify(pairs, three), pairs).choices if c.what == "table"]


def test_every_choice_but_the_chosen_one_is_looked_at():
    data = counts(("Tea",), (5, 4, 3, 2, 1, 0))
    chosen = replace(QUICK, rule="blauth", tie_margin=0.05)
    found = sensitivity(classify(data, chosen), data).choices
    assert Choice("rule", "mode") in found
    assert Choice("rule", "blauth") not in found
    margins = {choice.value for choice in found if choice.what == "margin"}
    assert margins == {f"{margin:g}" for margin in MARGINS} - {"0.05"}


def test_stable_and_changing_features_are_everything_that_has_a_category():
    data = counts(("Loan machine", "Sure", "Nobody"), (93, 87, 65, 51, 0, 0), (99, 1, 0, 0, 0, 0), (0,) * 6)
    found = sensitivity(classify(data, QUICK), data)
    assert {change.feature for change in found.changes} == {"Loan machine"}
    assert found.stable == (("Sure", None),)
    assert [row["feature"] for row in found.rows()] == ["Loan machine"] * len(found.changes)


def test_segments_are_looked_at_each_for_itself():
    data = counts(("Tea",), (93, 87, 65, 51, 0, 0), (99, 1, 0, 0, 0, 0), segments=("North", "South"))
    found = sensitivity(classify(data, QUICK), data)
    assert {change.segment for change in found.changes} >= {"North"}
    assert ("Tea", "South") in found.stable
    assert found.of("South") == ()


def test_small_segments_stay_hidden_under_every_table():
    grid = np.zeros((2, 1, 6, 6), dtype=int)
    grid[0, 0, 1, 3], grid[1, 0, 2, 2] = 30, 6
    grid[1, 0] = 0
    grid[1, 0, 2, 2] = 2
    data = PairCounts(("Tea",), grid, ("North", "South"), "branch")
    found = sensitivity(classify(data, QUICK), data)
    assert "South" not in {change.segment for change in found.changes} | {segment for _, segment in found.stable}


@pytest.mark.parametrize(("record", "value"), [({}, "without"), ({"screening": {"respondents": [1]}}, "with")])
def test_screening_is_a_choice_when_the_other_people_are_given(record, value):
    everyone, rest = counts(("Tea",), (9, 4, 0, 0, 0, 0)), counts(("Tea",), (3, 4, 0, 0, 0, 0))
    result = classify(everyone, QUICK)
    result = replace(result, conventions={**result.conventions, **record})
    found = sensitivity(result, everyone, classify(rest, QUICK))
    change = next(change for change in found.changes if change.choice.what == "screening")
    assert (change.choice.value, change.category, change.other) == (value, "A", "O")


def test_a_change_to_a_tie_names_the_tied():
    data = counts(("Loan machine",), (93, 87, 65, 51, 0, 0))
    change = sensitivity(classify(data, QUICK), data).changes[0]
    assert (change.choice, change.tied) == (Choice("margin", "0.05"), ("A", "O"))
