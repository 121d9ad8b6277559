"""Better and worse, strengths, continuous scores: the check values of method.md 2.4, 3.1 and 4."""

from math import isnan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.answers import ANSWERS
from kano.coefficients import base, better, category_strength, continuous, total_strength, worse
from kano.evaluation import load_table, parse_table


def counts(a=0, o=0, m=0, i=0, r=0, q=0) -> np.ndarray:
    return np.array([a, o, m, i, r, q], dtype=float)


# --- better and worse -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "expected_better", "expected_worse"),
    [
        # Berger et al. (1993), Fig. 16, p. 18: printed A, M, O, I; here A, O, M, I
        (counts(53, 35, 20, 6), 0.77, -0.48),
        (counts(40, 33, 17, 24), 0.64, -0.44),
        (counts(59, 26, 8, 18), 0.77, -0.31),
        (counts(55, 20, 3, 30), 0.69, -0.21),
        (counts(69, 16, 4, 27), 0.73, -0.17),
        (counts(40, 2, 2, 60), 0.40, -0.04),
        (counts(63, 1, 1, 20), 0.75, -0.02),
        # Sauerwein et al. (1996), Figs 10-11, percent; for service its counts give .882, the figure prints .89
        (counts(7, 32.3, 49.3, 9.5, 0.3, 1.5), 0.40, -0.83),
        (counts(10.4, 45.1, 30.5, 11.5, 1.2, 1.2), 0.57, -0.78),
        (counts(63.8, 21.6, 2.9, 8.5, 0.7, 2.5), 0.88, -0.25),
        # method.md 3.2: 16 of 41 people are in the base
        (counts(4, 3, 1, 8, 23, 2), 0.44, -0.25),
    ],
)
def test_better_and_worse_are_as_published(row, expected_better, expected_worse):
    assert round(float(better(row)), 2) == pytest.approx(expected_better)
    assert round(float(worse(row)), 2) == pytest.approx(expected_worse)


def test_better_and_worse_of_brand_and_rese():
    # Brand & Rese (2026), as quoted in method.md 3.1
    assert better(counts(216, 56, 13, 275)) == pytest.approx(0.486, abs=5e-4)
    assert worse(counts(216, 56, 13, 275)) == pytest.approx(-0.123, abs=5e-4)


def test_better_and_worse_of_secure_transfers_by_both_tables(transfers):
    # Reppel (2022), raw data, n = 358 (method.md 1.2): I 52 Q 17, or I 42 Q 27
    secure = transfers.features.index("Secure")
    standard, pouliot = (transfers.count().tally(load_table(t)).counts[0, secure] for t in ("standard", "pouliot"))
    assert standard.tolist() == [18, 174, 90, 52, 7, 17]
    assert pouliot.tolist() == [18, 174, 90, 42, 7, 27]
    assert [round(float(f(standard)), 4) for f in (better, worse)] == [0.5749, -0.7904]
    assert [round(float(f(pouliot)), 4) for f in (better, worse)] == [0.5926, -0.8148]


def test_reverse_and_questionable_stay_outside_the_base():
    assert base(counts(1, 2, 3, 4, 50, 60)) == 10
    assert better(counts(1, 2, 3, 4, 50, 60)) == better(counts(1, 2, 3, 4))
    assert worse(counts(1, 2, 3, 4, 50, 60)) == worse(counts(1, 2, 3, 4))


@pytest.mark.parametrize("row", [counts(), counts(r=5), counts(r=3, q=2)])
def test_an_empty_base_makes_both_undefined_and_never_zero(row):
    assert isnan(better(row))
    assert isnan(worse(row))


def test_one_undefined_feature_leaves_the_others_alone():
    rows = np.stack([counts(a=1), counts(q=9), counts(m=1)])
    assert better(rows).tolist()[::2] == [1.0, 0.0]
    assert worse(rows).tolist()[::2] == [0.0, -1.0]
    assert np.isnan(better(rows)).tolist() == [False, True, False]


def test_worse_of_nobody_missing_it_is_zero_without_a_minus_sign():
    assert str(float(worse(counts(a=3, i=2)))) == "0.0"


@settings(max_examples=200, deadline=None)
@given(*[st.integers(0, 1000)] * 6)
def test_better_and_worse_agree_with_their_definition(a, o, m, i, r, q):
    row, n4 = counts(a, o, m, i, r, q), a + o + m + i
    if n4 == 0:
        assert isnan(better(row))
        return
    assert better(row) == pytest.approx((a + o) / n4)
    assert worse(row) == pytest.approx(-(o + m) / n4)
    assert 0 <= better(row) <= 1
    assert -1 <= worse(row) <= 0
    assert better(counts(m, o, a, i, r, q)) == pytest.approx(-worse(row))


# --- strengths --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "total", "category"),
    [
        # stp25kano README, n = 296 (method.md 2.4), printed there in whole percent; the base is all 296 answers
        (counts(45, 123, 95, 33), 88.9, 9.5),
        (counts(54, 54, 101, 81, 3, 3), 70.6, 6.8),
        (counts(121, 24, 15, 124, 6, 6), 54.1, 1.0),
        (counts(93, 87, 65, 51), 82.8, 2.0),
        (counts(83, 18, 9, 177, 6, 3), 37.2, 31.8),
    ],
)
def test_strengths_are_in_percent_of_all_answers(row, total, category):
    assert round(float(total_strength(row)), 1) == total
    assert round(float(category_strength(row)), 1) == category


def test_a_tie_has_no_category_strength():
    assert category_strength(counts(4, 4, 1)) == 0


def test_a_single_category_has_full_strength():
    assert category_strength(counts(m=7)) == 100
    assert total_strength(counts(m=7)) == 100
    assert total_strength(counts(i=7)) == 0


def test_strengths_of_nobody_are_undefined():
    assert isnan(category_strength(counts()))
    assert isnan(total_strength(counts()))


# --- DuMouchel's continuous scores ------------------------------------------------------------------------------


def cells(*pairs: str) -> np.ndarray:
    """(5, 5) from pairs of letters, one per person: functional first."""
    grid = np.zeros((5, 5), dtype=np.int64)
    for functional, dysfunctional in pairs:
        grid["LENWD".index(functional), "LENWD".index(dysfunctional)] += 1
    return grid


@pytest.mark.parametrize(
    ("pair", "x", "y"),
    # Prototypes in Berger et al. (1993), p. 22, and the other scores of p. 21
    [("LD", 4, 4), ("ND", 4, 0), ("LN", 0, 4), ("NN", 0, 0), ("DL", -2, -2), ("EW", 2, 2), ("WE", -1, -1)],
)
def test_a_prototype_stands_where_dumouchel_puts_it(pair, x, y):
    result = continuous(cells(pair, pair), load_table())
    assert (result.x, result.y, result.sd_x, result.sd_y, result.n) == (x, y, 0, 0, 2)


# Reppel (2022), 358 people, method.md section 4: x, y of all pairs | without Q by the standard table | without Q by
# Pouliot's | spread of all pairs.
PUBLISHED = {
    "Anonymous": ((0.1564, 1.4553), (0.2377, 1.3594), (0.2378, 1.3902), (1.6663, 2.0748)),
    "Convenient": ((2.3380, 2.8240), (2.4884, 2.7832), (2.5565, 2.8423), (1.9690, 1.5339)),
    "Reliable": ((2.2849, 2.9190), (2.4593, 2.8750), (2.5343, 2.9164), (2.0573, 1.5106)),
    "Responsive": ((1.7709, 2.9022), (1.8659, 2.9242), (1.9167, 2.9524), (1.8495, 1.6916)),
    "Secure": ((2.9050, 2.7765), (3.0616, 2.8035), (3.1662, 2.8459), (2.0033, 1.6159)),
    "Transparent": ((1.7933, 2.5950), (1.9528, 2.5693), (2.0152, 2.6030), (1.9864, 1.7540)),
}


@pytest.mark.parametrize("feature", PUBLISHED)
def test_continuous_scores_of_real_answers_leave_out_what_the_table_calls_questionable(transfers, feature):
    pairs = transfers.count().cells[0, transfers.features.index(feature)]
    _, standard, pouliot, _ = PUBLISHED[feature]
    for name, expected in (("standard", standard), ("pouliot", pouliot)):
        result = continuous(pairs, load_table(name))
        assert (round(result.x, 4), round(result.y, 4)) == expected


@pytest.mark.parametrize("feature", PUBLISHED)
def test_a_table_without_questionable_cells_leaves_no_pair_out(transfers, feature):
    everything = parse_table("IAAAO\nRIIIM\nRIIIM\nRIIIM\nRRRRI", "no Q")
    result = continuous(transfers.count().cells[0, transfers.features.index(feature)], everything)
    means, _, _, spread = PUBLISHED[feature]
    assert result.n == 358
    assert (round(result.x, 4), round(result.y, 4)) == means
    assert (round(result.sd_x, 4), round(result.sd_y, 4)) == spread


def test_transparent_transfers_cross_the_line_between_excitement_and_performance_by_the_table(transfers):
    pairs = transfers.count().cells[0, transfers.features.index("Transparent")]
    assert continuous(pairs, load_table("standard")).x < 2 < continuous(pairs, load_table("pouliot")).x


def test_the_spread_is_the_sample_standard_deviation():
    result = continuous(cells("LD", "NN"), load_table())  # x: 4, 0; y: 4, 0
    assert (result.x, result.y) == (2, 2)
    assert result.sd_x == result.sd_y == pytest.approx(sqrt(8))
    assert result.correlation == pytest.approx(1)


def test_one_person_has_a_place_but_no_spread():
    result = continuous(cells("LD"), load_table())
    assert (result.x, result.y, result.n) == (4, 4, 1)
    assert isnan(result.sd_x)
    assert isnan(result.sd_y)
    assert isnan(result.correlation)


@pytest.mark.parametrize("given_pairs", [(), ("LL", "DD")])
def test_no_pair_that_counts_is_no_score(given_pairs):
    assert continuous(cells(*given_pairs), load_table()) is None


def test_pouliot_leaves_out_two_more_pairs():
    given_pairs = cells("EE", "WW", "LD", "LL")
    assert continuous(given_pairs, load_table("standard")).n == 3
    assert continuous(given_pairs, load_table("pouliot")).n == 1


def test_three_level_answers_are_scored_on_the_same_scale():
    result = continuous(cells("LN", "ND", "LL"), load_table("three-level"))
    assert (result.x, result.y, result.n) == (2, 2, 2)


def test_counting_does_not_change_the_counts():
    given_pairs = cells("LL", "LD")
    continuous(given_pairs, load_table())
    assert given_pairs.sum() == 2


PAIR = st.tuples(st.sampled_from(ANSWERS), st.sampled_from(ANSWERS))


@settings(max_examples=150, deadline=None)
@given(st.lists(PAIR, min_size=2, max_size=30))
def test_continuous_scores_agree_with_a_list_of_people(people):
    functional = dict(zip("LENWD", (4, 2, 0, -1, -2), strict=True))  # Berger et al. (1993), p. 21
    dysfunctional = dict(zip("LENWD", (-2, -1, 0, 2, 4), strict=True))
    table = load_table()
    kept = [(f, d) for f, d in people if table[f, d] != "Q"]
    result = continuous(cells(*(f"{f}{d}" for f, d in people)), table)
    if not kept:
        assert result is None
        return
    x, y = [dysfunctional[d] for _, d in kept], [functional[f] for f, _ in kept]
    assert (result.n, result.x, result.y) == (len(kept), pytest.approx(np.mean(x)), pytest.approx(np.mean(y)))
    if len(kept) > 1:
        assert (result.sd_x, result.sd_y) == (pytest.approx(np.std(x, ddof=1)), pytest.approx(np.std(y, ddof=1)))
    if len(set(x)) > 1 and len(set(y)) > 1:
        assert result.correlation == pytest.approx(np.corrcoef(x, y)[0, 1])
    else:
        assert isnan(result.correlation)
