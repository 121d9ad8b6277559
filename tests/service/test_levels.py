"""Ratings whose scale nobody gave: what is no rating, and what is on another scale."""

import numpy as np
import pytest

from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.ratings import Ratings
from kano.readers import items_file, open_table
from kano.readers.service import read_service
from kano.samples import FOLDER
from kano.service.items import Item, Items
from kano.service.levels import doubts, isolated

SEVEN, FIVE = [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("values", "near", "far"),
    [
        (SEVEN * 3 + [99, 99], (), (99,)),
        (SEVEN * 3 + [88, 99, 999], (), (88, 99, 999)),
        (SEVEN * 3 + [98, 99], (), (98, 99)),
        (SEVEN * 3 + [9], (9,), ()),
        (FIVE * 3 + [9, 99], (9,), (99,)),
        (FIVE * 3 + [-9], (), (-9,)),
        (FIVE * 3 + [-1], (-1,), ()),
        (SEVEN * 3 + [55], (), (55,)),
        ([0, 10, 35, 60, 100, 100, 999], (), (999,)),
        ([5, 999], (), (999,)),
        (SEVEN, (), ()),
        (list(range(11)), (), ()),
        ([*range(1, 10)], (), ()),
        ([2, 6, 6, 7, 7, 7], (), ()),
        ([-3, -1, 1, 2, 3], (), ()),
        ([0, 50, 100, 100], (), ()),
        ([1, 2, 3, 7, 10], (), ()),
        ([6, 4.15, 6, 4.15], (), ()),
        ([], (), ()),
    ],
)
def test_values_far_from_all_others_are_told_from_ratings(values, near, far):
    assert isolated(np.array(values, dtype=float)) == (near, far)


def asked(n=3, **more):
    return Items(tuple(Item(f"i{k}", f"E{k}", f"P{k}") for k in range(1, n + 1)), **more)


def ratings(expectation, perception):
    n = expectation.shape[1]
    names = (*(f"E{k}" for k in range(1, n + 1)), *(f"P{k}" for k in range(1, n + 1)))
    return Ratings(names, np.hstack([expectation, perception]).astype(float))


def cells(levels, rows=14, columns=3):
    return np.array([[levels[(i + j) % len(levels)] for j in range(columns)] for i in range(rows)])


def codes(items, made):
    return [finding.code for finding in doubts(items, made)]


@pytest.mark.parametrize("code", [99, 999])
def test_codes_among_ratings_stop_and_say_how_to_go_on(code):
    expectation = cells(SEVEN)
    expectation[[2, 5], 0] = code
    with pytest.raises(KanoError) as caught:
        codes(asked(), ratings(expectation, cells(SEVEN)))
    assert caught.value.code == "ratings-far"
    text = str(caught.value)
    assert f"{code} × 2" in text
    assert "E1" in text
    assert f"--missing {code}" in text


def test_a_nine_beside_a_scale_to_seven_is_a_doubt():
    expectation = cells(SEVEN)
    expectation[2, 0] = 9
    assert codes(asked(), ratings(expectation, cells(SEVEN))) == ["ratings-code"]
    assert codes(asked(scale=(1, 9)), ratings(expectation, cells(SEVEN))) == []


def test_expectations_to_seven_beside_perceptions_to_five_are_doubted_unless_the_scale_is_given():
    made = ratings(cells(SEVEN), cells(FIVE))
    assert codes(asked(), made) == ["scales-sides"]
    assert codes(asked(scale=(1, 7)), made) == []
    assert codes(asked(), ratings(cells(SEVEN), cells(SEVEN))) == []
    assert codes(asked(), ratings(cells(FIVE), cells(FIVE))) == []


def test_items_on_another_scale_than_the_others_are_named():
    both = cells(SEVEN, rows=40, columns=4)
    both[:, 3] = cells(FIVE, rows=40, columns=1)[:, 0]
    found = list(doubts(asked(4), ratings(both, both)))
    assert [finding.code for finding in found] == ["scales-columns"]
    assert found[0].values["columns"] == "E4 1–5, P4 1–5"
    few = both[:6]
    assert codes(asked(4), ratings(few, few)) == []


def test_importance_is_on_its_own_scale():
    items = Items((Item("i1", "E1", "P1", importance="I1"),))
    own = np.array([[10 * k] for k in range(1, 11)] + [[999]])
    made = Ratings(("E1", "P1", "I1"), np.hstack([np.full((11, 2), 3), own]).astype(float))
    with pytest.raises(KanoError, match="I1"):
        codes(items, made)
    assert codes(Items(items.items, importance_scale=(0, 1000)), made) == []


def test_the_sample_is_not_doubted():
    table = open_table((FOLDER / "ratings" / "servqual.csv").read_bytes(), "servqual.csv")
    items = items_file.parse((FOLDER / "ratings" / "servqual-items.yaml").read_text("utf-8"), "items")
    bare = Items(items.items, weights=items.weights, missing=items.missing)
    assert not {"ratings-code", "scales-sides", "scales-columns"} & {f.code for f in read_service(table, bare)[1]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_doubts_are_worded(lang):
    expectation = cells(SEVEN)
    expectation[2, 0] = 9
    for made in (ratings(expectation, cells(FIVE)), ratings(cells(SEVEN), cells(FIVE))):
        for finding in doubts(asked(), made):
            assert "{" not in finding.text(catalogue(lang))
