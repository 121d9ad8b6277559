"""Counts of many batches as one: adding is exact, and nobody is in them twice."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.answers import CATEGORIES
from kano.bundle.gathered import study_of
from kano.counted import Counted
from kano.counts import CategoryCounts, PairCounts
from kano.errors import KanoError
from kano.evaluation import load_table
from kano.gathered import UNIT, Batch, Gathered, Weighed

FEATURES = ("Wifi", "Towels")


def gathered(seed, name="", features=FEATURES, cities=("a", "b"), weighed=False):
    """A batch of people who were drawn."""
    rng = np.random.default_rng(seed)
    grid = rng.multinomial(40, np.full(36, 1 / 36), (len(cities), len(features))).reshape(-1, len(features), 6, 6)
    moments = rng.integers(0, 9, (len(cities), len(features), 3)).astype(float)
    cities = PairCounts(features, grid, tuple(cities), "city", moments)
    whole = cities.pooled()
    both = [np.stack([each.grid * UNIT, each.grid * UNIT**2]) for each in (whole, cities)]
    sums = Weighed(both[0], {"city": both[1]}) if weighed else None
    people = 40 * len(grid)
    data = Counted(whole, {"city": cities}, people, seed % 7, seed % 3)
    batch = Batch(name or f"day {seed}", "today.csv", people, f"{seed:064x}")
    return Gathered(data, (batch,), sums)


def same(first, second):
    """The same numbers by name, in whatever order."""

    def cells(counts):
        frame = counts.to_frame()
        keys = [name for name in frame if name != "count"]
        return frame.set_index(keys)["count"].sort_index().to_dict()

    assert cells(first.data.everyone) == cells(second.data.everyone)
    assert cells(first.data.questions["city"]) == cells(second.data.questions["city"])
    assert first.data.everyone.importance.sum() == pytest.approx(second.data.everyone.importance.sum())
    assert (first.people, first.data.silent, first.data.most_pairs) == (
        (second.people, second.data.silent, second.data.most_pairs)
    )


@given(st.integers(0, 10**6), st.booleans())
def test_adding_is_the_same_in_every_order(seed, weighed):
    a, b, c = (gathered(seed + i, cities=cities, weighed=weighed) for i, cities in enumerate(("ab", "bc", "ca")))
    same((a + b) + c, a + (b + c))
    same(a + b, b + a)
    assert (a + b).people == a.people + b.people == (a + b).data.everyone.grid[0, 0].sum()
    assert set((a + b).data.questions["city"].segments) == {"a", "b", "c"}
    if weighed:
        assert ((a + b + c).weighed.everyone[0] == (c + a + b).weighed.everyone[0]).all()
        whole = (a + b + c).weighed.questions["city"]
        assert (whole[0] == (a + b + c).data.questions["city"].grid * UNIT).all()


def test_a_batch_is_never_in_twice():
    a, b = gathered(1), gathered(2)
    with pytest.raises(KanoError) as caught:
        (a + b) + gathered(2)
    assert caught.value.code == "batch-twice"


def test_another_batch_under_the_same_id_is_refused():
    with pytest.raises(KanoError) as caught:
        gathered(1, "monday") + gathered(2, "monday")
    assert caught.value.code == "batch-differs"


def test_the_same_content_under_another_id_is_refused():
    with pytest.raises(KanoError) as caught:
        gathered(1, "monday") + gathered(1, "tuesday")
    assert caught.value.code == "batch-renamed"


def test_nothing_is_added_to_people_without_a_batch():
    nameless = replace(gathered(1), batches=(Batch("", "db", 80),))
    with pytest.raises(KanoError) as caught:
        nameless + gathered(2)
    assert caught.value.code == "batch-nameless"


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (gathered(2, features=("Wifi", "Parking")), "counts-features"),
        (replace(gathered(2), levels=3), "counts-otherwise"),
        (replace(gathered(2), date="city", period="month"), "counts-otherwise"),
        (gathered(2, weighed=True), "counts-otherwise"),
        (replace(gathered(2), data=replace(gathered(2).data, questions={})), "counts-questions"),
    ],
)
def test_what_was_counted_otherwise_is_not_added(other, code):
    with pytest.raises(KanoError) as caught:
        gathered(1) + other
    assert caught.value.code == code


def test_people_who_weigh_alike_count_as_they_are():
    found, table = gathered(3, weighed=True), load_table("standard")
    counted = found.weighted(table)
    plain = found.data.everyone.tally(table).counts
    assert isinstance(counted.everyone, CategoryCounts)
    np.testing.assert_allclose(counted.everyone.counts, plain)
    np.testing.assert_allclose(counted.questions["city"].counts[1:], found.data.questions["city"].tally(table).counts)


def test_weights_make_as_many_people_as_count_alike():
    """Kish (1965): three people of weight 1 who say A and one of weight 3 who says M tell as 36 / 12 = 3 people."""
    grid, sums = np.zeros((1, 1, 6, 6), dtype=np.int64), np.zeros((2, 1, 1, 6, 6), dtype=np.int64)
    grid[0, 0, 1, 3], grid[0, 0, 3, 5] = 3, 1
    sums[:, 0, 0, 1, 3], sums[:, 0, 0, 3, 5] = (3 * UNIT, 3 * UNIT**2), (3 * UNIT, 9 * UNIT**2)
    data = Counted(PairCounts(("Wifi",), grid), {}, 4, 0, 1)
    found = Gathered(data, (Batch("a", "a.csv", 4),), Weighed(sums)).weighted(load_table("standard"))
    counts = dict(zip(map(str, CATEGORIES), found.everyone.counts[0, 0], strict=True))
    assert counts == {"A": 1.5, "M": 1.5, "O": 0, "I": 0, "R": 0, "Q": 0}


def test_segments_of_people_who_weigh_are_scaled_by_themselves_and_everyone_too():
    found = study_of(gathered(5, weighed=True) + gathered(6, weighed=True))
    result = found.classify(by="city")
    assert {feature.segment for feature in result.features} == {None, "a", "b"}
    np.testing.assert_allclose(result.counts.counts[0], found.everyone.counts[0])
    assert [finding.code for finding in found.findings] == ["counts-weighed"]


def test_more_people_than_can_be_counted_with_are_no_study():
    many = replace(gathered(1), batches=(Batch("a", "a", 10**9 + 1),))
    with pytest.raises(KanoError) as caught:
        study_of(many)
    assert caught.value.code == "counts-many"
