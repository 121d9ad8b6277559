"""Shortfalls joined to Kano, method.md 12.2; importance and performance, 12.1."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.answers import Category
from kano.classification import classify
from kano.counts import CategoryCounts
from kano.errors import KanoError
from kano.service.items import Item, Items
from kano.service.matrix import Quadrant, expectations, importance_performance, importances
from kano.service.priority import MULTIPLIERS, Standing, categories_of, gaps_of, prioritise, sure_of
from kano.service.quality import service_quality
from kano.service.ratings import ServiceRatings


def by_name(found):
    return {item.name: item for item in found.items}


@pytest.mark.parametrize(("letter", "value"), [("A", 44.4), ("O", 22.2), ("M", 11.1), ("I", 0.0)])
def test_the_check_values_of_the_method(letter, value):
    """method.md 12.2: gap -1.85, importance 6.0: A 44.4, O 22.2, M 11.1."""
    found = prioritise({"x": -1.85}, {"x": 6.0}, {"x": Category(letter)}).items[0]
    assert found.priority == pytest.approx(value)


def test_both_orders_stand_beside_each_other_and_disagree():
    gaps = dict.fromkeys(("basic", "performance", "excitement"), -1.85)
    letters = {"basic": "M", "performance": "O", "excitement": "A"}
    found = prioritise(gaps, dict.fromkeys(gaps, 6.0), {name: Category(c) for name, c in letters.items()})
    assert [(item.name, item.rank, item.kano_rank) for item in found.items] == [
        ("excitement", 1, 3),
        ("performance", 2, 2),
        ("basic", 3, 1),
    ]


def test_within_a_category_the_larger_shortfall_times_importance_is_first():
    found = by_name(
        prioritise({"a": -1, "b": -2, "c": -1}, {"a": 3, "b": 5, "c": 10}, dict.fromkeys("abc", Category.BASIC))
    )
    assert {name: item.kano_rank for name, item in found.items()} == {"a": 3, "b": 1, "c": 1}
    assert {name: item.rank for name, item in found.items()} == {"a": 3, "b": 1, "c": 1}


def test_everything_else_stands_apart_with_its_reason():
    categories = dict(zip("abcdefg", "AAIRQA", strict=False)) | {"g": "A"}
    gaps = {"a": 0.5, "b": 0.0, "c": -1, "d": -1, "e": -1, "f": -1, "g": -1, "h": -1, "i": None}
    known = {name: Category(letter) for name, letter in categories.items()}
    found = by_name(prioritise(gaps, dict.fromkeys("abcdefhi", 5.0), known))
    assert {name: item.standing for name, item in found.items()} == {
        "a": Standing.STRENGTH,
        "b": Standing.STRENGTH,
        "c": Standing.INDIFFERENT,
        "d": Standing.NO_MULTIPLIER,
        "e": Standing.NO_MULTIPLIER,
        "f": Standing.WEAKNESS,
        "g": Standing.NO_IMPORTANCE,
        "h": Standing.NO_CATEGORY,
        "i": Standing.NO_GAP,
    }
    assert [name for name, item in found.items() if item.rank] == ["f"]
    assert found["d"].priority is None
    assert found["d"].multiplier is None


def test_multipliers_are_arguments():
    gaps, matters, kinds = (
        {"x": -1.0, "y": -1.0},
        {"x": 2.0, "y": 2.0},
        {"x": Category.BASIC, "y": Category.INDIFFERENT},
    )
    found = by_name(prioritise(gaps, matters, kinds, {Category.BASIC: 5, Category.INDIFFERENT: 0.5}))
    assert (found["x"].priority, found["y"].priority) == (10, 1)
    assert found["y"].standing is Standing.WEAKNESS
    assert MULTIPLIERS[Category.BASIC] == 1
    with pytest.raises(ValueError, match="negative"):
        prioritise(gaps, matters, kinds, {Category.BASIC: -1})


@given(
    st.lists(st.tuples(st.floats(-6, 6), st.floats(0, 10), st.sampled_from(list(Category))), min_size=1, max_size=12)
)
def test_no_priority_is_negative_and_ranks_follow_it(rows):
    names = [f"i{k}" for k in range(len(rows))]
    gaps, matters, kinds = (dict(zip(names, column, strict=True)) for column in zip(*rows, strict=True))
    found = prioritise(gaps, matters, kinds)
    assert sorted(item.name for item in found.items) == sorted(names)
    weak = found.of(Standing.WEAKNESS)
    assert all(item.gap < 0 and item.priority >= 0 for item in weak)
    values = [round(item.priority, 9) for item in weak]
    assert values == sorted(values, reverse=True)
    letters = [item.category for item in sorted(weak, key=lambda item: item.kano_rank)]
    assert letters == sorted(letters, key="MOA".index)


def measured(expectation, perception, importance=None, scale=(1, 7), importance_scale=(1, 7)):
    n = len(expectation[0])
    made = (Item(f"i{k}", f"E{k}", f"P{k}", importance=f"I{k}" if importance else None) for k in range(n))
    sides = [np.array(side, float) for side in (expectation, perception)]
    given = np.array(importance, float) if importance else None
    return service_quality(ServiceRatings(Items(tuple(made), scale, importance_scale), *sides, importance=given))


def test_categories_come_from_a_classification_by_name_whatever_its_case_or_language():
    counts = CategoryCounts(("Polite staff", "Speed"), np.array([[[9, 0, 1, 0, 0, 0], [0, 0, 0, 0, 9, 0]]], float))
    names = ["polite  STAFF", "快", "Other"]
    assert categories_of(names, classify(counts), [{"Speed": "快"}]) == {"polite  STAFF": "A", "快": "R"}


def test_a_shortfall_that_may_be_chance_is_marked():
    found = measured([[6, 6]] * 6, [[5, 7], [5, 3], [4, 6], [5, 5], [5, 7], [4, 7]])
    assert gaps_of(found)["i1"] < 0
    assert sure_of(found) == {"i0": True, "i1": False}
    ranked = prioritise(
        gaps_of(found), {"i0": 5, "i1": 5}, dict.fromkeys(("i0", "i1"), Category.BASIC), None, sure_of(found)
    )
    assert {item.name: item.sure for item in ranked.items} == {"i0": True, "i1": False}


def test_without_a_spread_nothing_is_sure():
    """Two people with the same shortfall, and one person alone: an interval of no width is no certainty."""
    found = measured([[6, 6], [5, float("nan")]], [[5, 4], [4, 4]])
    assert sure_of(found) == {"i0": None, "i1": None}
    found = measured([[6]] * 2, [[5.0], [5 + 1e-12]])
    assert (found.items[0].gap.low, sure_of(found)) == (None, {"i0": None})
    ranked = prioritise(gaps_of(found), {"i0": 5}, {"i0": Category.BASIC}, None, sure_of(found))
    assert (ranked.items[0].standing, ranked.items[0].sure) == (Standing.WEAKNESS, None)


def test_quadrants_are_cut_at_the_mean_of_the_items_means():
    found = measured([[6] * 4] * 2, [[2, 6, 2, 6]] * 2, [[7, 7, 3, 3]] * 2)
    matrix = importance_performance(found)
    assert matrix.cut == (4, 5)
    assert [point.quadrant for point in matrix.points] == [
        Quadrant.CONCENTRATE,
        Quadrant.KEEP,
        Quadrant.LOW,
        Quadrant.OVERKILL,
    ]


def test_an_item_on_the_cut_is_high_also_where_the_mean_is_not_exact():
    found = measured([[5, 5, 5]] * 3, [[5, 5, 5], [4, 4, 4], [4, 4, 4]], [[3, 3, 3], [3, 3, 3], [4, 4, 4]])
    assert {point.quadrant for point in importance_performance(found).points} == {Quadrant.KEEP}


def test_the_middle_of_the_scales_needs_the_scales():
    ratings = [[6, 6]] * 2, [[4, 3]] * 2, [[5, 5.5]] * 2
    found = importance_performance(measured(*ratings, importance_scale=(1, 10)), cut="middle")
    assert found.cut == (4, 5.5)
    assert [point.quadrant for point in found.points] == [Quadrant.OVERKILL, Quadrant.CONCENTRATE]
    for lacking in ({"scale": None}, {"importance_scale": None}):
        with pytest.raises(KanoError) as problem:
            importance_performance(measured(*ratings, **lacking), cut="middle")
        assert problem.value.code == "middle-needs-scale"
    with pytest.raises(ValueError, match="cut"):
        importance_performance(measured(*ratings), cut="median")


def test_importance_may_be_given_and_items_without_it_are_named():
    found = measured([[6, 5]] * 2, [[4, 3]] * 2)
    assert importances(found) == {}
    assert importance_performance(found) is None
    matrix = importance_performance(found, {"i1": 5.0})
    assert matrix.left_out == ("i0",)
    assert matrix.conventions["importance"] == "given"
    assert importance_performance(found, expectations(found)).cut == (3.5, 5.5)


def test_sources_say_what_was_read():
    statuses = {source["key"]: source["status"] for source in prioritise({}, {}, {}).conventions["sources"]}
    assert statuses["tan2001"] == "unverified"
    assert statuses["berger1993"] == "read"
