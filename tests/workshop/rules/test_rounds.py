"""Two rounds beside each other tell of nobody whom the files of each do not tell of."""

from itertools import product
from random import Random

import numpy as np
import pytest

from kano.workshop import results, rounds
from kano.workshop.room import LEAST
from tests.workshop.rooms import again


def answered_twice(host, questionnaire, said, features=1):
    """A closed room; `said` are (people, answer of the first round, answer of the second), None for none."""
    led = host.open(questionnaire(features))
    here = [(led.join(), *answers) for people, *answers in said for _ in range(people)]
    for turn in (1, 2):
        for secret, *answers in here:
            for feature in range(features):
                if answers[turn - 1] is not None:
                    led.send(secret, f"f{feature + 1}", *answers[turn - 1])
        if turn == 1:
            again(host.service, led.actor)
    led.move("close")
    return led


def both(host, led):
    taken = [host.service.taken(led.actor, turn).pairs for turn in (2, 1)]
    return rounds.in_both(led.room, (taken[0], taken[1])), taken


def test_the_same_people_stand_beside_each_other(host, questionnaire):
    said = [(6, (1, 5), (3, 3)), (7, (2, 5), (4, 4)), (5, (1, 1), None), (8, None, (5, 5))]
    found, _ = both(host, answered_twice(host, questionnaire, said))
    pairs = zip(found.first.functional[:, 0].tolist(), found.second.functional[:, 0].tolist(), strict=True)
    assert sorted(pairs) == [(1, 3)] * 6 + [(2, 4)] * 7
    assert found.few == ()


@pytest.mark.parametrize("half", range(1, LEAST))
def test_who_answered_a_feature_in_one_round_only_is_not_alone_outside(host, questionnaire, half):
    said = [(12, (1, 5), (3, 3)), (half, (2, 5), (4, 0))]
    found, taken = both(host, answered_twice(host, questionnaire, said))
    told_apart(found, taken)
    assert results.complete(found.first).sum() == 12 - LEAST


def test_a_feature_that_too_few_answered_twice_is_not_compared(host, questionnaire):
    said = [(4, (1, 5), (3, 3)), (9, (2, 5), (4, 0)), (9, (2, 0), (4, 4))]
    found, _ = both(host, answered_twice(host, questionnaire, said))
    assert found.few == ("Feature 1 en",)
    assert not results.complete(found.first).any()


def test_without_the_look_at_each_feature_one_person_would_be_alone_outside(host, questionnaire, monkeypatch):
    monkeypatch.setattr(rounds, "_shown", lambda both, _filed: both)
    said = [(12, (1, 5), (3, 3)), (1, (2, 5), (4, 0))]
    found, taken = both(host, answered_twice(host, questionnaire, said))
    with pytest.raises(AssertionError):
        told_apart(found, taken)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_people_answer_nobody_is_alone_outside(host, questionnaire, seed):
    chance = Random(seed)
    answers = [None, (1, 5), (1, 0), (3, 3)]
    said = [(chance.randint(0, 7), first, second) for first, second in product(answers, answers)]
    found, taken = both(host, answered_twice(host, questionnaire, said, 2))
    told_apart(found, taken)


def told_apart(found, taken):
    """That of each round's file nobody, or five and more, are not in the comparison; nor are those that are fewer."""
    for said, pairs in zip((found.second, found.first), taken, strict=True):
        filed = np.bincount([row.feature for row in pairs if row.functional and row.dysfunctional], minlength=1)
        for n, of in zip(results.complete(said).sum(axis=0).tolist(), filed.tolist(), strict=False):
            assert n == 0 or n >= LEAST
            assert of - n == 0 or of - n >= LEAST or n == 0
