"""What a plan may say, and what it is told when it may not."""

import pytest

from kano.decision.plan import MOST_STEPS, Plan, Step, check, needs
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue

KNOWN = ("a", "b", "c", "d")


def plan(*steps, now=None, requires=(), excludes=()):
    return Plan(steps or (Step("a", 1.0),), {"a": 0.0} if now is None else now, requires, excludes)


def refused(made):
    with pytest.raises(KanoError) as problem:
        check(made, KNOWN)
    assert all(problem.value.text(catalogue(lang)) for lang in LANGUAGES)
    return problem.value


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (plan(Step("x", 1.0), now={"y": 0.5}), "plan-unknown"),
        (Plan((), {"a": 0.5}), "plan-steps"),
        (Plan(tuple(Step("a", 1.0, i / 1000) for i in range(MOST_STEPS + 1))), "plan-steps"),
        (plan(Step("a", float("nan"))), "plan-cost"),
        (plan(Step("a", float("inf"))), "plan-cost"),
        (plan(Step("a", -2e9)), "plan-cost"),
        (plan(Step("a", 1.0, 1.2)), "plan-share"),
        (plan(Step("a", 1.0, float("nan"))), "plan-share"),
        (plan(now={"a": -0.1}), "plan-share"),
        (plan(now={"a": float("nan")}), "plan-share"),
        (plan(Step("a", 1.0), Step("a", 2.0)), "plan-repeat"),
        (plan(requires=(("a", "a"),)), "plan-self"),
        (plan(excludes=(("b", "b"),)), "plan-self"),
        (plan(requires=(("a", "b"),), excludes=(("b", "a"),)), "plan-impossible"),
        (plan(requires=(("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")), excludes=(("b", "d"),)), "plan-impossible"),
    ],
)
def test_a_plan_that_says_the_impossible_is_refused_in_words(made, code):
    assert refused(made).code == code


def test_unknown_names_are_all_listed():
    found = refused(plan(Step("x", 1.0), requires=(("a", "z"),), excludes=(("w", "a"),)))
    assert all(f"“{name}”" in found.text(catalogue()) for name in "xzw")


def test_a_circle_is_all_or_none_and_what_stands_already_is_needed_no_more():
    circle = plan(requires=(("a", "b"), ("b", "a")), now={"a": 0.0, "b": 0.0})
    assert check(circle, KNOWN) is circle
    assert needs(circle, "a") == ("a", "b")
    done = plan(requires=(("a", "b"),), excludes=(("a", "b"),), now={"a": 0.0, "b": 1.0})
    assert needs(check(done, KNOWN), "a") == ("a",)


def test_steps_raise_lower_or_leave_and_an_unknown_state_does_neither():
    made = plan(Step("a", 1.0, 0.5), now={"a": 0.5})
    for target, raises, lowers in ((0.6, True, False), (0.4, False, True), (0.5, False, False)):
        assert (made.raises(Step("a", 1, target)), made.lowers(Step("a", 1, target))) == (raises, lowers)
    assert not made.raises(Step("b", 1, 1.0))
    assert not made.lowers(Step("b", 1, 0.0))
