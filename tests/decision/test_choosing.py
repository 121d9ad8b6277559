"""Every choice against all subsets of steps: with levels, dependencies in circles, exclusions, savings and ties."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.decision.choosing import Chooser, one_after_the_other, thinned
from kano.decision.exact import Solver
from kano.decision.menu import menu, whole
from kano.decision.mixed import Mixed
from kano.decision.plan import Plan, Step
from kano.errors import KanoError

NAMES = "abcdef"
LEVELS = st.sampled_from([0.0, 0.25, 0.5, 1.0])
COSTS = st.one_of(st.integers(-3, 6), st.sampled_from([-0.5, 0.1, 0.2, 0.3, 2.75]))


@st.composite
def plans(draw, most=10):
    keys = draw(st.lists(st.tuples(st.sampled_from(NAMES), LEVELS), min_size=1, max_size=most, unique=True))
    steps = tuple(Step(name, float(draw(COSTS)), target) for name, target in keys)
    now = {name: draw(LEVELS) for name in sorted({name for name, _ in keys})}
    pair = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda two: two[0] != two[1])
    return Plan(steps, now, tuple(draw(st.lists(pair, max_size=4))), tuple(draw(st.lists(pair, max_size=3))))


def fits(plan, taken):
    """The rules of a plan as they are told to its reader, from the states that it leaves behind."""
    levels = dict.fromkeys(plan.features) | dict(plan.now)
    for step in taken:
        levels[step.feature] = step.target
    if len({step.feature for step in taken}) < len(taken):
        return False
    raised = {step.feature for step in taken if step.target > plan.now[step.feature]}
    lowered = {step.feature for step in taken if step.target < plan.now[step.feature]}
    for a, b in plan.requires:
        if a in raised and b not in raised and levels[b] != 1:
            return False
        if b in lowered and levels[a] != 0:
            return False
    return not any(a in raised and b in raised for a, b in plan.excludes)


def everything(plan):
    """Every choice that fits, as rows of ticks."""
    for ticks in product([False, True], repeat=len(plan.steps)):
        if fits(plan, [step for step, tick in zip(plan.steps, ticks, strict=True) if tick]):
            yield np.array(ticks)


VALUES = st.lists(st.integers(-4, 6), min_size=10, max_size=10)


def of(plan, values):
    return np.array(values[: len(plan.steps)], dtype=np.int64) * 100_000


@settings(max_examples=150, deadline=None)
@given(plans(), VALUES, VALUES, st.integers(-4, 20))
def test_the_best_choice_is_the_best_of_all_subsets(plan, basics, values, budget):
    first, second, limit = np.clip(of(plan, basics), 0, None), of(plan, values), int(whole([budget])[0])
    chooser = Chooser.of(menu(plan, plan.steps))
    costs = chooser.menu.costs

    def worth(ticks):
        return first[ticks].sum(), second[ticks].sum(), -costs[ticks].sum()

    known = [worth(ticks) for ticks in everything(plan) if costs[ticks].sum() <= limit]
    if not known:
        with pytest.raises(KanoError, match="saves"):
            chooser.best(first, second, limit)
        return
    found = chooser.best(first, second, limit)
    assert fits(plan, [step for step, tick in zip(plan.steps, found, strict=True) if tick])
    assert worth(found) == max(known)


@settings(max_examples=100, deadline=None)
@given(plans(), VALUES, VALUES, st.integers(-4, 20))
def test_branches_over_a_feature_that_links_many_give_the_same(plan, basics, values, budget):
    first, second, limit = np.clip(of(plan, basics), 0, None), of(plan, values), int(whole([budget])[0])
    one = menu(plan, plan.steps)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kano.decision.menu.MOST_WAYS", 4)
        patch.setattr("kano.decision.menu.MOST_BRANCHES", 10**6)
        other = menu(plan, plan.steps)
    assert len(one.branches) == 1 <= len(other.branches)
    key = one_after_the_other(first, second)
    found, again = (Solver.of(made).best(key, limit) for made in (one, other))
    assert (found is None) == (again is None)
    if found is not None:
        assert (key[found].sum(), one.costs[found].sum()) == (key[again].sum(), one.costs[again].sum())
        assert fits(plan, [step for step, tick in zip(plan.steps, again, strict=True) if tick])
    fronts = [Solver.of(made).front(second) for made in (one, other)]
    assert (fronts[0] @ one.costs == fronts[1] @ one.costs).all()
    assert (fronts[0] @ second == fronts[1] @ second).all()


def test_a_feature_on_which_twenty_depend_is_still_exact():
    rng = np.random.default_rng(5)
    steps = tuple(Step(f"f{i}", float(rng.integers(1, 40))) for i in range(25))
    now = {step.feature: 0.0 for step in steps}
    chooser = Chooser.of(menu(Plan(steps, now, tuple((f"f{i}", "f0") for i in range(1, 25))), steps))
    assert chooser.method == "undominated sums"
    values = whole(rng.uniform(-0.1, 1, 25))
    budget = int(whole([150])[0])
    assert values[chooser.best(0 * values, values, budget)].sum() == values[chooser.mixed.best((values,), budget)].sum()


@settings(max_examples=60, deadline=None)
@given(plans(8), VALUES, VALUES, st.integers(-4, 20))
def test_the_mixed_integer_programs_agree(plan, basics, values, budget):
    first, second, limit = np.clip(of(plan, basics), 0, None), of(plan, values), int(whole([budget])[0])
    made = menu(plan, plan.steps)
    sure, other = (
        Solver.of(made).best(one_after_the_other(first, second), limit),
        Mixed.of(made).best((first, second), limit),
    )
    assert (sure is None) == (other is None)
    if sure is not None:
        for of_which in (first, second, made.costs):
            assert of_which[sure].sum() == of_which[other].sum()


@settings(max_examples=80, deadline=None)
@given(plans(), VALUES)
def test_the_frontier_is_what_no_other_subset_beats(plan, values):
    worth = of(plan, values)
    chooser = Chooser.of(menu(plan, plan.steps))
    costs = chooser.menu.costs
    points = {(int(costs[ticks].sum()), int(worth[ticks].sum())) for ticks in everything(plan)}
    front = [p for p in points if not any(c <= p[0] and v >= p[1] and (c, v) != p for c, v in points)]
    chosen, more = chooser.front(worth)
    assert [(int(costs[t].sum()), int(worth[t].sum())) for t in chosen] == sorted(front)
    assert not more
    assert all(fits(plan, [s for s, t in zip(plan.steps, ticks, strict=True) if t]) for ticks in chosen)


@settings(max_examples=60, deadline=None)
@given(plans())
def test_a_step_is_blocked_when_no_subset_holds_it(plan):
    ever = np.any(list(everything(plan)), axis=0)
    blocked = set(menu(plan, plan.steps).blocked)
    assert blocked <= set(np.flatnonzero(~ever).tolist())


def test_entangled_steps_are_solved_by_programs_with_the_same_result(monkeypatch):
    rng = np.random.default_rng(3)
    names = [f"f{i}" for i in range(12)]
    steps = tuple(Step(name, float(rng.integers(1, 30))) for name in names)
    requires = tuple((a, b) for a, b in zip(names[1:], names, strict=False))
    plan = Plan(steps, dict.fromkeys(names, 0.0), requires, (("f3", "f11"),))
    values = whole(rng.uniform(-0.2, 1, 12))
    budget = int(whole([90])[0])
    sure = Chooser.of(menu(plan, steps))
    assert sure.method == "undominated sums"
    wanted, front = sure.best(0 * values, values, budget), sure.front(values)[0]
    monkeypatch.setattr("kano.decision.menu.MOST_WAYS", 2)
    monkeypatch.setattr("kano.decision.menu.MOST_BRANCHES", 2)
    other = Chooser.of(menu(plan, steps))
    assert other.method == "milp"
    found = other.best(0 * values, values, budget)
    assert values[found].sum() == values[wanted].sum()
    points, more = other.front(values)
    assert not more
    assert [values[t].sum() for t in points] == [values[t].sum() for t in front]


def test_fine_costs_do_not_hide_points_of_the_frontier_from_the_programs():
    """With its presolve HiGHS missed some of these points, or ended at a fraction of a step that fits nothing."""
    for seed in (21, 33):
        rng = np.random.default_rng(seed)
        places, scale = 6, (1000, 10)[seed == 33]
        steps = tuple(Step(f"f{i}", round(float(rng.uniform(-0.3, 1) * scale), places)) for i in range(9))
        requires = tuple((f"f{i}", f"f{j}") for i, j in rng.integers(0, 9, (4, 2)) if i != j)
        plan = Plan(steps, {step.feature: 0.0 for step in steps}, requires)
        values = whole(rng.uniform(-0.5, 1, 9))
        sure = Chooser.of(menu(plan, steps))
        points, more = Chooser(sure.menu, None, sure.mixed).front(values)
        assert not more
        assert points.tolist() == sure.front(values)[0].tolist()


def test_a_frontier_of_programs_ends_where_nothing_is_cheaper():
    """A budget one millionth below a whole cost made a fraction of a step look as if it fitted."""
    costs, worth = (5, -5, -4, -4, 1, 1, 2, 6), (0.889988, 0, 0.310697, 0.070559, 0.231905, 1, 0.804527, 0.463305)
    levels = (("a", 1.0), ("a", 0.0), ("a", 0.5), ("b", 0.0), ("b", 0.5), ("c", 0.5), ("c", 1.0), ("d", 1.0))
    steps = tuple(Step(name, cost, target) for (name, target), cost in zip(levels, costs, strict=True))
    plan = Plan(steps, {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}, (("d", "c"),), (("b", "d"),))
    sure, values = Chooser.of(menu(plan, steps)), whole(worth)
    points, more = Chooser(sure.menu, None, sure.mixed).front(values)
    assert not more
    assert [(sure.menu.costs[t].sum(), values[t].sum()) for t in points] == [
        (sure.menu.costs[t].sum(), values[t].sum()) for t in sure.front(values)[0]
    ]


def test_thirty_features_with_levels_are_solved_in_a_moment():
    rng = np.random.default_rng(0)
    steps = tuple(Step(f"f{i}", round(float(rng.uniform(100, 9000)), 2), t) for i in range(30) for t in (0.5, 1.0))
    plan = Plan(steps, {step.feature: 0.0 for step in steps})
    chooser = Chooser.of(menu(plan, steps))
    values = whole(rng.uniform(0, 1, 60))
    budget = int(whole([60_000])[0])
    mixed = Mixed.of(chooser.menu).best((values,), budget)
    assert values[chooser.best(0 * values, values, budget)].sum() == values[mixed].sum()


def test_cents_are_exact():
    """Ten of 0.1 fit into 1, which sums of floats would deny."""
    steps = tuple(Step(f"f{i}", 0.1) for i in range(11))
    plan = Plan(steps, {step.feature: 0.0 for step in steps})
    chooser = Chooser.of(menu(plan, steps))
    assert chooser.best(0 * chooser.menu.costs, whole([1.0] * 11), chooser.budget(1.0)).sum() == 10


@pytest.mark.parametrize("budget", [float("nan"), float("inf"), 1e13])
def test_a_budget_is_an_amount(budget):
    plan = Plan((Step("a", 1),), {"a": 0})
    with pytest.raises(KanoError, match="budget"):
        Chooser.of(menu(plan, plan.steps)).budget(budget)


def test_sums_too_large_for_one_number_are_refused():
    large = np.array([2**40, 2**40], dtype=np.int64)
    with pytest.raises(OverflowError):
        one_after_the_other(large, large)


def test_a_thinned_frontier_keeps_what_must_be_kept():
    assert thinned(5, 10, [3]) == [0, 1, 2, 3, 4]
    kept = thinned(1000, 20, [7])
    assert {0, 7, 999} <= set(kept)
    assert len(kept) <= 21
