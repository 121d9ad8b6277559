"""Which steps are chosen and why: basics first, parts that add up, what is left out, and how sure it is."""

from itertools import pairwise, product
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import CategoryCounts, PairCounts, classify, read
from kano.conventions import Settings
from kano.decision.frontier import MOVES, move
from kano.decision.plan import Plan, Step
from kano.decision.portfolio import portfolio
from kano.decision.predicted import predict
from kano.decision.reasons import money, reason_text, signed
from kano.decision.record import describe
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.planning import pairs_of, plan_study
from kano.questionnaire import load
from kano.samples import FOLDER, open_sample

FEW = Settings(draws=200)
BASIC, PERFORMANCE, EXCITEMENT = [2, 8, 60, 5, 0, 0], [10, 50, 10, 5, 0, 0], [60, 8, 2, 5, 0, 0]
INDIFFERENT, REVERSE, NOBODY = [6, 3, 3, 60, 3, 0], [3, 3, 3, 5, 60, 0], [0, 0, 0, 0, 0, 0]


def result(**rows):
    return classify(CategoryCounts(tuple(rows), np.array([list(rows.values())], dtype=float)), FEW)


def choose(found, plan, budget=None, **how):
    return portfolio(found, plan, budget, **{"draws": 40, **how})


def taken(made):
    return [(step.feature, step.target) for step in made.taken]


THREE = result(basic=BASIC, perf=PERFORMANCE, wow=EXCITEMENT)
ZERO = {"basic": 0.0, "perf": 0.0, "wow": 0.0}


def test_an_unfulfilled_basic_goes_before_what_would_bring_more():
    """The basic removes 0.91 of dissatisfaction and adds 0.13; performance and excitement together bring far more."""
    plan = Plan((Step("basic", 10), Step("perf", 5), Step("wow", 5)), ZERO)
    first, plain = choose(THREE, plan, 10), choose(THREE, plan, 10, basics_first=False)
    assert taken(first) == [("basic", 1.0)]
    assert taken(plain) == [("perf", 1.0), ("wow", 1.0)]
    assert first.plain.delta == pytest.approx(plain.chosen.delta)
    assert first.plain.delta > first.chosen.delta
    assert not first.unfit
    assert plain.unfit == ("basic",)
    assert first.chosen.loss == pytest.approx((8 + 60) / 75)
    assert first.chosen.gain == pytest.approx((2 + 8) / 75)


def test_a_basic_that_does_not_fit_is_named_and_the_rest_is_used():
    plan = Plan((Step("basic", 10), Step("perf", 5)), ZERO)
    made = choose(THREE, plan, 7)
    assert (taken(made), made.unfit) == ([("perf", 1.0)], ("basic",))
    assert made.steps[0].reason == "unfit"


def test_a_fulfilled_basic_is_bought_no_more():
    made = choose(THREE, Plan((Step("basic", 1), Step("wow", 1)), {"basic": 1.0, "wow": 0.0}))
    assert taken(made) == [("wow", 1.0)]
    assert made.steps[0].reason == "no-gain"


def test_a_level_of_a_basic_that_fits_is_better_than_none():
    plan = Plan((Step("basic", 4, 0.5), Step("basic", 10, 1.0), Step("wow", 3)), ZERO)
    made = choose(THREE, plan, 8)
    assert taken(made) == [("basic", 0.5), ("wow", 1.0)]
    assert made.unfit == ()


def test_doing_nothing_useful_costs_nothing_and_a_free_saving_is_taken():
    """The same level at less cost: a cheaper way to do what is done."""
    plan = Plan((Step("basic", -3, 1.0), Step("perf", 2, 1.0)), {"basic": 1.0, "perf": 1.0})
    made = choose(THREE, plan)
    assert taken(made) == [("basic", 1.0)]
    assert (made.chosen.move, made.steps[0].reason) == ("same-less", "saves")
    assert made.frontier.beaten


def test_what_is_indifferent_is_usable_and_said_to_have_no_curve():
    made = choose(result(flat=INDIFFERENT), Plan((Step("flat", 1),), {"flat": 0.0}))
    assert taken(made) == [("flat", 1.0)]
    assert not made.steps[0].modelled
    assert catalogue()("curve.not-modelled") in reason_text(made.steps[0], "", {}, catalogue())


def test_a_reverse_feature_of_counts_is_cut_unpredicted_and_never_raised():
    found = result(bad=REVERSE, wow=EXCITEMENT)
    cut = choose(found, Plan((Step("bad", -5, 0.0), Step("wow", 5)), {"bad": 1.0, "wow": 0.0}), 0)
    assert taken(cut) == [("bad", 0.0), ("wow", 1.0)]
    assert cut.steps[0].delta is None
    assert cut.chosen.unpredicted == 1
    assert cut.chosen.delta == pytest.approx(cut.steps[1].delta)
    assert cut.steps[0].reason == "unpredicted"
    dear = choose(found, Plan((Step("bad", 5, 0.0),), {"bad": 1.0}))
    assert taken(dear) == []
    raised = choose(found, Plan((Step("bad", -5, 1.0), Step("wow", 1)), {"bad": 0.0, "wow": 0.0}))
    assert [(left.feature, left.reason) for left in raised.left_out] == [("bad", "reverse")]


def test_a_reverse_feature_of_pairs_is_predicted_and_its_cut_is_a_gain():
    grid = np.zeros((1, 1, 6, 6), dtype=np.int64)
    grid[0, 0, 5, 1] = 30
    counts = PairCounts(("bad",), grid)
    made = choose(classify(counts, FEW), Plan((Step("bad", 2, 0.0),), {"bad": 1.0}), pairs=counts)
    assert taken(made) == [("bad", 0.0)]
    assert made.chosen.delta == pytest.approx(2.0)
    assert made.steps[0].reason == "reverse"
    assert made.robust.low < 2.0 <= made.robust.high


def test_what_is_not_known_is_listed_and_not_taken_for_0():
    found = result(a=EXCITEMENT, b=NOBODY, c=BASIC, d=PERFORMANCE)
    made = choose(found, Plan((Step("a", 1), Step("b", 1), Step("d", 1)), {"b": 0.0, "d": 0.5}))
    assert [(left.feature, left.reason, left.steps) for left in made.left_out] == [
        ("a", "now", 1),
        ("b", "undefined", 1),
        ("c", "no-step", 0),
    ]
    assert taken(made) == [("d", 1.0)]
    assert {finding.code for finding in made.findings} == {"portfolio-basic-unknown"}
    assert made.features == ("d",)


def test_a_basic_that_no_step_raises_is_remarked_on():
    made = choose(THREE, Plan((Step("wow", 1),), {"basic": 0.4, "wow": 0.0}))
    assert [(f.code, f.feature, f.values["now"]) for f in made.findings] == [
        ("portfolio-basic-no-step", "basic", "40%")
    ]


def test_conditions_give_their_reasons():
    plan = Plan(
        (Step("basic", 30), Step("perf", 5), Step("wow", 4)),
        ZERO,
        requires=(("perf", "basic"),),
        excludes=(("wow", "basic"),),
    )
    none = choose(THREE, plan, 10)
    assert taken(none) == [("wow", 1.0)]
    assert [(s.reason, s.others) for s in none.steps] == [
        ("excluded", ("wow",)),
        ("requires", ("basic",)),
        ("gain", ()),
    ]
    both = choose(THREE, plan, 35)
    assert [s.reason for s in both.steps] == ["basic", "gain", "excluded"]
    alone = choose(THREE, Plan((Step("perf", 1),), {"perf": 0.0, "basic": 0.5}, (("perf", "basic"),)))
    assert [(s.reason, s.others) for s in alone.steps] == [("blocked", ("basic",))]
    relied = choose(THREE, Plan((Step("basic", -9, 0.0),), {"basic": 1.0, "wow": 1.0}, (("wow", "basic"),)), -0.0)
    assert [(s.reason, s.others) for s in relied.steps] == [("relied", ("wow",))]


def test_what_blocks_a_step_is_only_what_no_choice_raises():
    """The basic could be raised, with more money; how far the other is fulfilled is not known."""
    plan = Plan((Step("wow", 2), Step("basic", 10)), {"wow": 0.0, "basic": 0.5}, (("wow", "basic"), ("wow", "perf")))
    assert [(s.reason, s.others) for s in choose(THREE, plan, 5).steps] == [("blocked", ("perf",)), ("unfit", ())]


def test_nothing_relies_on_a_feature_of_which_nothing_stands():
    """The cut of the reverse feature is dear; that the excitement would rely on it stops nobody."""
    pairs = np.zeros((1, 2, 6, 6), dtype=np.int64)
    pairs[0, 0, 5, 4] = pairs[0, 1, 1, 3] = 40
    counted = PairCounts(("bad", "wow"), pairs)
    found = classify(counted, FEW)
    plan = Plan((Step("bad", 10, 0.0),), {"bad": 1.0, "wow": 0.0}, (("wow", "bad"),))
    assert [(s.reason, s.others) for s in choose(found, plan, 5, pairs=counted).steps] == [("budget", ())]
    stands = Plan(plan.steps, {"bad": 1.0, "wow": 0.5}, plan.requires)
    assert [(s.reason, s.others) for s in choose(found, stands, 5, pairs=counted).steps] == [("relied", ("wow",))]


def test_a_cut_of_a_reverse_feature_stays_beside_a_step_that_raises_it():
    plan = Plan((Step("bad", 3), Step("bad", -3, 0.0), Step("wow", 3)), {"bad": 0.5, "wow": 0.0})
    made = choose(result(bad=REVERSE, wow=EXCITEMENT), plan, 0)
    assert taken(made) == [("bad", 0.0), ("wow", 1.0)]
    assert [(left.feature, left.reason, left.steps) for left in made.left_out] == [("bad", "reverse", 1)]


def test_a_cut_that_costs_money_does_not_say_that_it_saves_any():
    plan = Plan(
        (Step("wow", 2, 0.0), Step("flat", -50, 0.0), Step("perf", 48)),
        {"wow": 0.1, "flat": 0.1, "perf": 0.0},
        (("wow", "flat"),),
    )
    made = choose(result(wow=EXCITEMENT, flat=INDIFFERENT, perf=PERFORMANCE), plan, 0)
    assert [(s.chosen, s.reason, s.others) for s in made.steps] == [
        (True, "frees", ("flat",)),
        (True, "saves", ()),
        (True, "gain", ()),
    ]


def test_a_feature_is_done_for_the_sake_of_another():
    found = result(flat=[0, 0, 0, 60, 0, 0], wow=EXCITEMENT)
    made = choose(found, Plan((Step("flat", 3), Step("wow", 2)), {"flat": 0.0, "wow": 0.0}, (("wow", "flat"),)))
    assert [(s.chosen, s.reason, s.others) for s in made.steps] == [(True, "required", ("wow",)), (True, "gain", ())]


def test_a_raised_feature_beside_an_excluded_one_that_stands_is_remarked_on():
    plan = Plan((Step("perf", 1),), {"perf": 0.0, "wow": 1.0}, excludes=(("perf", "wow"),))
    assert "portfolio-standing" in {f.code for f in choose(THREE, plan).findings}


def test_a_cut_that_pays_for_more_is_taken_and_one_that_does_not_is_kept():
    plan = Plan((Step("wow", -1, 0.0), Step("perf", 1)), {"wow": 0.1, "perf": 0.0})
    assert taken(choose(THREE, plan, 0)) == [("wow", 0.0), ("perf", 1.0)]
    rich = choose(THREE, plan, 5)
    assert taken(rich) == [("perf", 1.0)]
    assert rich.steps[0].reason == "keeps"


def weighted():
    """Two features alike in their answers; the second is rated twice as important."""
    grid = np.zeros((1, 3, 6, 6), dtype=np.int64)
    grid[0, :, 1, 3] = 30
    importance = np.array([[[30, 90, 300], [30, 180, 1100], [0, 0, 0]]], dtype=float)
    return PairCounts(("a", "b", "c"), grid, importance=importance)


def test_weights_are_mean_importance_over_the_features_of_the_plan():
    counts = weighted()
    plan = Plan((Step("a", 1), Step("b", 1), Step("c", 1)), {"a": 0.0, "b": 0.0, "c": 0.0})
    made = choose(classify(counts, FEW), plan, 1, pairs=counts, weights="importance")
    assert [step.weight for step in made.steps] == pytest.approx([2 / 3, 4 / 3])
    assert taken(made) == [("b", 1.0)]
    assert [(left.feature, left.reason) for left in made.left_out] == [("c", "importance")]
    assert made.steps[1].delta == pytest.approx(4 / 3)


def test_weights_that_nobody_gave_or_that_are_not_above_0_are_refused():
    with pytest.raises(KanoError, match="Nobody rated"):
        choose(THREE, Plan((Step("wow", 1),), ZERO), weights="importance")
    counts = weighted()
    low = PairCounts(counts.features, counts.grid, importance=counts.importance * [1, -1, 1])
    with pytest.raises(KanoError, match="not above 0"):
        choose(classify(low, FEW), Plan((Step("a", 1),), {"a": 0.0}), weights="importance")


def test_a_budget_that_nothing_fits_names_the_least_possible():
    with pytest.raises(KanoError, match="-3"):
        choose(THREE, Plan((Step("wow", -3, 0.0), Step("perf", 2)), {"wow": 1.0, "perf": 0.0}), -4)


def test_percentages_without_people_are_chosen_without_certainty():
    counts = CategoryCounts(("a",), np.array([[[60.0, 20, 10, 10, 0, 0]]]), shares_only=True)
    made = choose(classify(counts, FEW), Plan((Step("a", 1),), {"a": 0.0}))
    assert taken(made) == [("a", 1.0)]
    assert made.robust is None
    assert made.steps[0].share is None
    assert all(describe(made.conventions, catalogue(lang)) for lang in LANGUAGES)


ROWS = st.lists(st.integers(0, 20), min_size=6, max_size=6).filter(lambda row: sum(row) > 0)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(ROWS, min_size=2, max_size=5),
    st.lists(st.tuples(st.integers(-4, 9), st.sampled_from([0.0, 0.5, 1.0])), min_size=5, max_size=5),
    st.lists(st.sampled_from([0.0, 0.3, 1.0]), min_size=5, max_size=5),
    st.integers(0, 15),
    st.booleans(),
)
def test_the_choice_is_the_best_of_all_subsets_by_the_predictions_themselves(rows, offers, now, budget, basics):
    names = [f"f{i}" for i in range(len(rows))]
    found = result(**dict(zip(names, rows, strict=True)))
    steps = tuple(Step(name, float(c), t) for name, (c, t) in zip(names, offers, strict=False))
    plan = Plan(steps, dict(zip(names, now, strict=False)))
    made = choose(found, plan, float(budget), basics_first=basics, draws=0)
    known = predict(found)[0]

    def worth(chosen):
        first = total = cost = 0.0
        for step in chosen:
            cost += step.cost
            if step.feature in known:
                before, after = (known[step.feature].parts(x) for x in (plan.now[step.feature], step.target))
                total += sum(after) - sum(before)
                first += (after[0] - before[0]) * (known[step.feature].basic and basics)
        return first, total, cost

    left = {out.feature for out in made.left_out}
    open_ = [step for step in steps if step.feature not in left]
    subsets = [
        [step for step, tick in zip(open_, ticks, strict=True) if tick] for ticks in product([0, 1], repeat=len(open_))
    ]
    fitting = [worth(subset) for subset in subsets if sum(step.cost for step in subset) <= budget]
    first, total, cost = worth([step.step for step in made.taken])
    most = max(f for f, _, _ in fitting)
    assert first == pytest.approx(most, abs=1e-5)
    assert total >= max(t for f, t, _ in fitting if f > most - 1e-9) - 1e-5
    assert cost <= budget
    assert (made.chosen.delta, made.chosen.cost) == (pytest.approx(total), pytest.approx(cost))
    assert made.chosen.delta == pytest.approx(made.chosen.loss + made.chosen.gain)
    assert {s.feature for s in made.steps} | left == set(names)


def test_the_frontier_holds_today_and_rises():
    study = open_sample("hotpot")
    names = list(study.data.features)
    plan = Plan(tuple(Step(name, 1.0 + i % 5) for i, name in enumerate(names)), dict.fromkeys(names, 0.5))
    _, made = plan_study(study, plan, 10, FEW, draws=20)
    points = made.frontier.points
    assert (points[0].cost, points[0].delta, points[0].move) == (0.0, 0.0, "today")
    assert not made.frontier.beaten
    assert all(a.cost < b.cost and a.delta < b.delta for a, b in pairwise(points))
    assert {point.move for point in points[1:]} == {"better-more"}
    assert all(point.delta <= points[-1].delta for point in points)


@pytest.mark.parametrize(
    ("cost", "delta", "name"),
    [
        (0, 0, "today"),
        (-1, 0.004, "same-less"),
        (2, 0.1, "better-more"),
        (0, 0.1, "better-same"),
        (-2, 0.1, "better-less"),
        (-2, -0.1, "worse-less"),
        (2, -0.1, "other"),
        (2, 0, "other"),
    ],
)
def test_the_moves_are_told_from_cost_and_change(cost, delta, name):
    assert move(cost, delta) == name
    assert name in MOVES or name in ("today", "worse-less", "other")


def test_how_sure_the_choice_is():
    """Two excitements, 3 people apart of 20: the better one is chosen in most draws, not in all."""
    found = result(a=[14, 1, 1, 4, 0, 0], b=[11, 1, 1, 7, 0, 0], c=BASIC)
    made = choose(found, Plan((Step("a", 1), Step("b", 1)), {"a": 0.0, "b": 0.0, "c": 1.0}), 1, draws=400)
    shares = {step.feature: step.share for step in made.steps}
    assert taken(made) == [("a", 1.0)]
    assert 0.7 < shares["a"] < 0.95
    assert shares["a"] + shares["b"] == pytest.approx(1)
    assert made.robust.same == shares["a"]
    assert made.robust.low < made.chosen.delta < made.robust.high
    assert 0 < made.robust.regret < 0.1 <= made.robust.regret_high + 0.1


def test_the_same_plan_gives_the_same_numbers_whatever_the_order_of_its_steps():
    study = open_sample("hotpot")
    names = list(study.data.features)[:8]
    steps = [Step(name, 2.0 + i) for i, name in enumerate(names)]
    made = [
        plan_study(study, Plan(tuple(order), dict.fromkeys(names, 0.0)), 15, FEW, draws=30)[1]
        for order in (steps, steps[::-1])
    ]
    assert {(s.feature, s.chosen, s.share) for s in made[0].steps} == {
        (s.feature, s.chosen, s.share) for s in made[1].steps
    }
    assert made[0].chosen.delta == pytest.approx(made[1].chosen.delta)


def test_thirty_features_and_four_hundred_draws_take_seconds():
    rng = np.random.default_rng(1)
    rows = {f"f{i}": rng.multinomial(200, rng.dirichlet(np.ones(6))).tolist() for i in range(30)}
    found = result(**rows)
    steps = tuple(Step(name, round(float(rng.uniform(100, 9000)), 2)) for name in rows)
    start = perf_counter()
    choose(found, Plan(steps, dict.fromkeys(rows, 0.2)), 60_000, draws=400)
    assert perf_counter() - start < 10


def test_a_segment_has_its_own_plan_and_an_unknown_one_is_refused():
    study = read(FOLDER / "hotpot.csv", load("hotpot"))
    name = study.data.features[0]
    plan, by = Plan((Step(name, 1),), {name: 0.0}), study.segments[0]
    result_, everyone = plan_study(study, plan, settings=FEW, by=by, draws=0)
    other = next(segment for segment in result_.counts.segments if segment)
    _, part = plan_study(study, plan, None, FEW, by, other, draws=0)
    assert part.chosen.delta != everyone.chosen.delta
    assert part.conventions["portfolio"]["segment"] == other
    with pytest.raises(KanoError, match="no segment"):
        plan_study(study, plan, None, FEW, by, "nobody")
    assert pairs_of(open_sample("berger1993"), FEW) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_is_a_sentence_in_every_language(lang):
    t = catalogue(lang)
    made = choose(THREE, Plan((Step("wow", 1),), ZERO))
    for key in [key for key in _reasons() if key]:
        from dataclasses import replace

        told = reason_text(replace(made.steps[0], reason=key, others=("perf",)), "EUR", {"perf": "P"}, t)
        assert "{" not in told
        assert len(told) > 5


def _reasons():
    from kano.i18n import KEYS

    return [key.removeprefix("portfolio.reason.") for key in KEYS if key.startswith("portfolio.reason.")]


def test_numbers_as_people_write_them():
    assert (signed(0.126), signed(-0.126), signed(-0.001), signed(None)) == ("+0.13", "−0.13", "0.00", "-")
    assert (money(1234567.5, "€"), money(-20, ""), money(0.1 + 0.2, "")) == ("1,234,567.5 €", "−20", "0.3")


def test_rows_are_plain_and_undefined_is_none():
    made = choose(result(bad=REVERSE), Plan((Step("bad", -5, 0.0),), {"bad": 1.0}))
    row = made.rows()[0]
    assert (row["delta"], row["category"], row["reason"]) == (None, "R", "unpredicted")
    assert all(isinstance(value, str | int | float | bool | type(None)) for value in row.values())
