"""The probability that a category wins, without draws: against integration by SciPy and against many draws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import gammainc
from scipy.stats import gamma

from kano.answers import CATEGORIES
from kano.certainty import PRIOR, draws, probability
from kano.rules import RULES, rule_of
from kano.winning import MARGIN, Gammas, wins

EACH = np.arange(6)
COUNTS = st.lists(st.integers(0, 300), min_size=6, max_size=6).map(np.array)
SPLIT = [(7, 5, 4, 3, 1, 0), (12, 1, 0, 10, 0, 0), (88, 90, 32, 114, 15, 19), (3, 2, 2, 2, 1, 0), (0, 0, 3, 0, 0, 0)]


def all_six(counts, rule="mode", margin=0.0):
    return wins(np.tile(counts, (6, 1)), EACH, rule, margin)


def test_the_tables_are_gamma_distributions_of_counts_plus_the_prior():
    table = Gammas(60)
    for count in (0, 1, 7, 60):
        assert table.below[count] == pytest.approx(gammainc(count + PRIOR, table.nodes**2), abs=1e-12)


@pytest.mark.parametrize("counts", SPLIT)
def test_it_is_the_integral_of_one_density_and_five_distributions(counts):
    def largest(c):
        others = [n + PRIOR for i, n in enumerate(counts) if i != c]

        def density(root):
            return 2 * root * gamma.pdf(root**2, counts[c] + PRIOR) * np.prod(gammainc(others, root**2))

        return quad(density, 0, np.sqrt(max(counts)) + 6, limit=300, epsabs=1e-11)[0]

    # A category that nobody chose has a density without end at 0, which costs two digits.
    assert all_six(np.array(counts)) == pytest.approx([largest(c) for c in range(6)], abs=2e-5)


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.sampled_from(sorted(RULES)))
def test_probabilities_add_up_to_1_by_every_rule(counts, rule):
    assert all_six(counts, rule).sum() == pytest.approx(1, abs=2e-4)


@settings(max_examples=30, deadline=None)
@given(COUNTS, st.sampled_from(sorted(RULES)), st.integers(0, 2**32))
def test_draws_agree_without_a_margin(counts, rule, seed):
    drawn = probability(draws(counts, 40_000, seed), RULES[rule])
    # Five standard errors of a share of 40,000.
    assert all_six(counts, rule) == pytest.approx(drawn, abs=0.0125)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("margin", [0.05, 0.06, 0.1])
@pytest.mark.parametrize(
    "counts", [(9, 40, 3, 8, 1, 0), (20, 10, 6, 3, 1, 0), (60, 3, 20, 5, 0, 1), (5, 70, 9, 40, 3, 2)]
)
def test_draws_agree_with_a_margin_where_verdicts_are_made(counts, rule, margin):
    assert margin <= MARGIN
    drawn = probability(draws(np.array(counts), 400_000, 1), rule_of(rule, margin))
    best = int(drawn.argmax())
    assert wins(np.array([counts]), [best], rule, margin)[0] == pytest.approx(drawn[best], abs=0.01)


def test_the_published_probabilities_of_method_6_3():
    # 100,000 multinomial resamples; Transparent by the standard table. Another model of chance: half a person more.
    secure, wifi, transparent = (18, 174, 90, 52, 7, 17), (187, 71, 46, 258, 19, 26), (88, 90, 32, 114, 15, 19)
    assert all_six(np.array(secure))[CATEGORIES.index("O")] == pytest.approx(1.000, abs=5e-4)
    assert all_six(np.array(wifi))[CATEGORIES.index("I")] == pytest.approx(0.9997, abs=5e-4)
    found = dict(zip(CATEGORIES, all_six(np.array(transparent)), strict=True))
    assert {c: found[c] for c in "IOA"} == pytest.approx({"I": 0.926, "O": 0.045, "A": 0.029}, abs=5e-3)


def test_rows_are_answered_in_their_order_whatever_their_categories():
    counts = np.array(SPLIT)
    categories = np.array([3, 0, 3, 2, 2])
    one_by_one = [wins(row[None], [c], "mode")[0] for row, c in zip(counts, categories, strict=True)]
    assert wins(counts, categories, "mode") == pytest.approx(one_by_one)


def test_thousands_of_answers_are_no_problem():
    counts = np.array([[9000, 8700, 300, 20, 0, 0]])
    spread = (9000 + 8700 + 1) ** 0.5
    from scipy.stats import norm

    assert wins(counts, [0], "mode")[0] == pytest.approx(norm.cdf(300 / spread), abs=1e-3)
