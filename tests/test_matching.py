"""The same people in two files, told apart by a name that is in no output."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import KanoError, Responses
from kano.comparison import compare_rounds
from kano.matching import match


def people(*ids: str, codes=None) -> Responses:
    codes = np.array([[i % 5 + 1] for i in range(len(ids))] if codes is None else codes, dtype=np.int8)
    return Responses(("x",), codes, codes.copy(), ids=ids)


def test_people_are_matched_in_the_order_of_the_first():
    found = match(people("a", "b", "c", ""), people("d", "c", " a "))
    assert (found.first.ids, found.second.ids) == (("a", "c"), ("c", " a ")[::-1])
    assert found.record() == {"matched": 2, "only_first": 1, "only_second": 1, "nameless": 1}
    assert found.second.functional[:, 0].tolist() == [3, 2]


def test_a_name_of_two_people_is_refused_and_not_told():
    with pytest.raises(KanoError) as caught:
        match(people("anna", "anna", "bo"), people("bo"))
    assert caught.value.code == "ids-repeat"
    assert "anna" not in str(caught.value)


def test_blank_names_are_nobody_and_never_one_another():
    found = match(people("", "", "a"), people("a", ""))
    assert found.record() == {"matched": 1, "only_first": 0, "only_second": 0, "nameless": 3}


@pytest.mark.parametrize("nobody", ["n/a", "-", "–", " N/A ", "未填", "...", "none"])
def test_a_cell_that_names_nobody_is_no_name(nobody):
    found = match(people(nobody, nobody, "a"), people("a", nobody))
    assert found.record() == {"matched": 1, "only_first": 0, "only_second": 0, "nameless": 3}


def test_nobody_in_both_is_refused():
    with pytest.raises(KanoError) as caught:
        match(people("a"), people("b"))
    assert caught.value.code == "ids-none"
    with pytest.raises(ValueError, match="names"):
        match(Responses(("x",), np.ones((1, 1), np.int8), np.ones((1, 1), np.int8)), people("b"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), st.randoms())
def test_a_shuffled_file_matches_itself_without_a_change(ids, random):
    codes = [[ord(name) % 5 + 1] for name in ids]
    order = random.sample(range(len(ids)), len(ids))
    found = match(people(*ids, codes=codes), people(*(ids[i] for i in order), codes=[codes[i] for i in order]))
    assert (found.first.functional == found.second.functional).all()
    assert compare_rounds(found.first, found.second).gaps[0].changes.changed == 0


def test_matched_rounds_are_tested_as_statsmodels_does_it(transfers):
    """Two related attributes of the same 358 people (Reppel 2022) stand for two rounds."""
    from statsmodels.stats.contingency_tables import SquareTable
    from statsmodels.stats.inter_rater import cohens_kappa

    rng = np.random.default_rng(2)
    order = rng.permutation(len(transfers))
    sides = []
    for name, rows in (("Secure", np.arange(len(transfers))), ("Reliable", order)):
        at = [transfers.features.index(name)]
        ids = tuple(f"p{row}" for row in rows)
        functional, dysfunctional = transfers.functional[rows][:, at], transfers.dysfunctional[rows][:, at]
        sides.append(Responses(("x",), functional, dysfunctional, ids=ids))
    found = match(*sides)
    gap = compare_rounds(found.first, found.second).gaps[0]
    table = gap.changes.table
    assert table.sum() == 358
    live = table.any(axis=0) | table.any(axis=1)
    oracle = SquareTable(table[np.ix_(live, live)], shift_zeros=False).homogeneity("stuart_maxwell")
    assert gap.test.statistic == pytest.approx(oracle.statistic)
    assert gap.test.p == pytest.approx(oracle.pvalue)
    assert gap.changes.kappa == pytest.approx(cohens_kappa(table).kappa)
    # The default of statsmodels adds a half to every cell where one is empty: another number.
    shifted = SquareTable(table[np.ix_(live, live)]).homogeneity("stuart_maxwell")
    assert shifted.statistic != pytest.approx(oracle.statistic, rel=1e-6)
