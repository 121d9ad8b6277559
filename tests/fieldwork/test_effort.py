"""Before the survey: how long, and how many people."""

from dataclasses import replace

import pytest

from kano.features import build
from kano.fieldwork.effort import answers, for_answers, half_width, minutes, people
from kano.questionnaire import Option, SegmentQuestion


def questionnaire(features=10, **changes):
    return replace(build([{"en": f"Feature {i}"} for i in range(features)]), **changes)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (questionnaire(10), 5),  # 30 + 10 x 25 = 280 s
        (questionnaire(10, importance=False), 4),  # 30 + 10 x 20 = 230 s
        (questionnaire(20, pairs_per_person=10), 5),
        (questionnaire(1), 1),  # 55 s
        (questionnaire(6, importance=False, pairs_per_person=6), 3),  # 150 s
    ],
)
def test_minutes_are_the_seconds_of_each_question_rounded_up(asked, expected):
    assert minutes(asked) == expected


def test_a_question_about_the_person_takes_ten_seconds():
    question = SegmentQuestion("s", {"en": "?"}, (Option("a", {"en": "a"}), Option("b", {"en": "b"})))
    assert minutes(questionnaire(10, segments=(question,) * 2)) == 5  # 300 s
    assert minutes(questionnaire(10, segments=(question,) * 3)) == 6  # 310 s


# method.md 6.4: z^2 .25 / h^2: .05 -> 385, .10 -> 97, .15 -> 43.
@pytest.mark.parametrize(("half_width", "expected"), [(0.05, 385), (0.10, 97), (0.15, 43)])
def test_the_number_of_people_is_that_of_a_share_at_worst(half_width, expected):
    assert people(questionnaire(), half_width) == expected


@pytest.mark.parametrize(("features", "each", "expected"), [(20, 10, 194), (20, 12, 162), (10, 40, 97), (7, 3, 227)])
def test_more_people_are_needed_when_each_answers_a_part_and_never_too_few(features, each, expected):
    asked = questionnaire(features, pairs_per_person=each)
    assert people(asked, 0.10) == expected
    assert people(asked, 0.10) * asked.pairs_asked / features >= 97


def test_more_certainty_needs_more_people():
    assert people(questionnaire(), 0.10, 0.99) == 166  # 2.5758^2 x 0.25 / 0.01 = 165.87


@pytest.mark.parametrize("points", [1, 3, 5, 10, 12.5, 15, 20, 33])
def test_so_many_answers_are_enough_and_one_fewer_is_not(points):
    number = answers(points / 100)
    assert half_width(number) <= points / 100 + 1e-12 < half_width(number - 1)


def test_people_for_answers_are_never_too_few():
    assert all(
        for_answers(n, features, asked) * asked / features
        >= n
        > (for_answers(n, features, asked) - 1) * asked / features
        for n in (1, 10, 97)
        for features in (1, 7, 20)
        for asked in range(1, features + 1)
    )
