"""How many more people: against draws within draws, and what cannot be said."""

import time

import numpy as np
import pytest

from kano import CategoryCounts, KanoError, Settings, classify
from kano.certainty import draws, probability
from kano.rules import rule_of, winner
from kano.settling import FUTURES, GRID, MORE, WANTED, chances, settle

SETTINGS = Settings()


def of(*rows, settings=SETTINGS, shares_only=False):
    counts = np.array([rows], dtype=float)
    return classify(CategoryCounts(tuple(f"F{i}" for i in range(len(rows))), counts, shares_only=shares_only), settings)


def nested(counts, n, settings, futures=1000, inner=1000):
    """The same question by draws within draws."""
    rng, rule = np.random.default_rng(5), rule_of(settings.rule, settings.tie_margin)
    shares = draws(np.array(counts, float), futures, 99)
    found = 0
    for share in shares / shares.sum(axis=1, keepdims=True):
        together = (np.array(counts) + rng.multinomial(n, share)).astype(float)
        sure = probability(rng.standard_gamma(together + 0.5, size=(inner, 6)), rule)
        found += sure[winner(rule(together))] >= settings.clear
    return found / futures


@pytest.mark.parametrize("counts", [(20, 12, 5, 3, 1, 0), (9, 4, 4, 3, 0, 0), (30, 26, 10, 4, 1, 1)])
@pytest.mark.parametrize("n", [10, 60])
@pytest.mark.parametrize("how", [{}, {"rule": "blauth"}, {"tie_margin": 0.05}, {"rule": "blauth", "tie_margin": 0.1}])
def test_it_is_what_draws_within_draws_find(counts, n, how):
    settings = Settings(**how)
    found = chances(np.array(counts), [n], settings, futures=4000)[0]
    # Three standard errors of 1,000 futures, and what inner draws blur at the threshold.
    assert found == pytest.approx(nested(counts, n, settings), abs=0.06)


def test_equal_counts_give_equal_chances_whatever_stands_beside_them():
    alone = settle(of((20, 12, 5, 3, 1, 0))).features[0]
    beside = settle(of((1, 2, 3, 4, 5, 6), (20, 12, 5, 3, 1, 0))).features[1]
    assert alone.chances == beside.chances
    assert alone.needed == beside.needed


def test_the_same_seed_gives_the_same_chances_and_another_seed_others():
    result = of((20, 12, 5, 3, 1, 0))
    assert settle(result).features == settle(result).features
    other = of((20, 12, 5, 3, 1, 0), settings=Settings(seed=1))
    assert settle(result).features[0].chances != settle(other).features[0].chances


def test_chances_of_a_number_do_not_depend_on_the_others_that_are_asked():
    found = [settle(of((20, 12, 5, 3, 1, 0)), more).features[0].chances[5] for more in ((5,), (5, 100))]
    assert found[0] == pytest.approx(found[1], abs=4 * (0.25 / FUTURES) ** 0.5)


def test_more_people_settle_more_of_what_is_open():
    found = settle(of((20, 12, 5, 3, 1, 0)), (5, 50, 500)).features[0].chances
    assert found[5] < found[50] < found[500]


def test_needed_is_the_first_number_whose_chance_is_enough():
    outlook = settle(of((20, 12, 5, 3, 1, 0), (24, 14, 1, 1, 0, 0)), GRID).features[1]
    assert outlook.needed == next(n for n in GRID if outlook.chances[n] >= WANTED)
    assert outlook.people == outlook.needed


def test_what_is_clear_needs_nobody_and_what_is_split_needs_more_than_a_thousand():
    clear, split = settle(of((60, 3, 2, 1, 0, 0), (40, 41, 3, 2, 0, 0))).features
    assert (clear.needed, clear.people, clear.reason) == (0, 0, None)
    assert (split.needed, split.people, split.reason) == (None, None, "split")
    assert set(split.chances) == set(MORE)


def test_equal_true_shares_are_never_settled_for_sure():
    # However many answers: the chance that the verdict is clear stays what a threshold of 97.5 % on two sides allows.
    assert max(chances(np.array([5000, 5000, 0, 0, 0, 0]), [100, 1000], SETTINGS)) < 0.05


def test_where_each_answers_a_part_more_people_are_needed():
    rows = [(24, 14, 1, 1, 0, 0)] * 7
    whole, part = settle(of(*rows)), settle(of(*rows), asked=3)
    for one, other in zip(whole.features, part.features, strict=True):
        assert other.needed == one.needed
        assert other.people == -(-one.needed * 7 // 3)
    assert [people for people, _ in part.expected()] == [-(-n * 7 // 3) for n in MORE]


def test_the_expected_number_adds_up_what_is_open_only():
    found = settle(of((60, 3, 2, 1, 0, 0), (20, 12, 5, 3, 1, 0), (24, 14, 1, 1, 0, 0)))
    assert found.features[0].verdict == "clear"
    still = [outlook.chances for outlook in found.features[1:]]
    assert dict(found.expected()) == pytest.approx({n: still[0][n] + still[1][n] for n in MORE})


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (of((0, 0, 0, 0, 0, 0)), "empty"),
        (of((4.5, 2.5, 0, 0, 0, 0)), "fractions"),
        (of((40, 30, 20, 10, 0, 0), shares_only=True), "shares"),
        (of((9000, 8900, 0, 0, 0, 0)), "many"),
        (of((9, 8, 0, 0, 0, 0), settings=Settings(tie_margin=0.2)), "margin"),
    ],
)
def test_what_cannot_be_said_is_not(result, reason):
    outlook = settle(result).features[0]
    assert (outlook.chances, outlook.needed, outlook.people, outlook.reason) == (None, None, None, reason)


@pytest.mark.parametrize("more", [(), (0,), (-5,), (10, 1001)])
def test_numbers_of_answers_have_bounds(more):
    with pytest.raises(KanoError, match="between 1 and 1000"):
        settle(of((9, 4, 4, 3, 0, 0)), more)


@pytest.mark.parametrize("asked", [0, 2])
def test_nobody_answers_more_features_than_there_are(asked):
    with pytest.raises(KanoError, match="of 1 features"):
        settle(of((9, 4, 4, 3, 0, 0)), asked=asked)


def test_thirty_features_take_well_under_a_second():
    rng = np.random.default_rng(3)
    rows = [rng.multinomial(rng.integers(20, 60), rng.dirichlet([2, 2, 2, 2, 0.3, 0.2])) for _ in range(30)]
    result = of(*rows)
    settle(result)
    before = time.thread_time()
    settle(result)
    assert time.thread_time() - before < 1


def test_the_record_says_how_the_chances_were_found():
    record = settle(of((9, 4, 4, 3, 0, 0))).conventions
    assert {"futures", "seed", "prior", "clear", "wanted", "rule", "tie_margin", "asked"} <= set(record)
    assert record["looked_at"] == list(GRID)
