"""The pictures of a portfolio draw what was found, name the four moves, and hold any name as text."""

import json

import numpy as np
import pytest

from kano import CategoryCounts, charts, classify
from kano.charts import Look
from kano.charts.portfolio import frontier_words
from kano.conventions import Settings
from kano.decision.frontier import MOVES
from kano.decision.plan import Plan, Step
from kano.decision.portfolio import portfolio
from kano.i18n import LANGUAGES, catalogue
from kano.reports.pictures import png, svg
from tests.charts.test_charts import HOSTILE


def made(names=("a", "b", "c"), budget=4.0, draws=40, shares_only=False, cut=True):
    rng = np.random.default_rng(4)
    counts = np.array([[rng.multinomial(100, [0.3, 0.2, 0.2, 0.3, 0, 0]) for _ in names]], dtype=float)
    found = classify(CategoryCounts(tuple(names), counts, shares_only=shares_only), Settings(draws=100))
    steps = [Step(name, 1.0 + i % 4) for i, name in enumerate(names)]
    steps += [Step(names[0], 0.5, 0.5)]
    now = dict.fromkeys(names, 0.0)
    if cut:
        steps.append(Step(names[1], -2.0, 0.1))
        now[names[1]] = 0.2
    return portfolio(found, Plan(tuple(steps), now, unit="days"), budget, draws=draws)


def look(lang="en", dark=False, **labels):
    return Look(catalogue(lang), dark, labels)


def spec(chart):
    return json.loads(chart.to_json())


def datasets(chart):
    return [row for rows in spec(chart)["datasets"].values() for row in rows]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_pictures_are_drawn_in_every_language(lang, dark):
    for build in (charts.portfolio_frontier, charts.portfolio_shares):
        drawing = svg(build(made(), look(lang, dark), "n = 100"))
        assert "<svg" in drawing
        assert "n = 100" in drawing
        assert png(drawing)[:4] == b"\x89PNG"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_frontier_names_the_four_moves_today_and_what_is_chosen(lang):
    t = catalogue(lang)
    drawn = [row.get("text") for row in datasets(charts.portfolio_frontier(made(), look(lang)))]
    for move in MOVES:
        assert t(f"chart.move.{move}") in drawn
    assert {t("chart.today"), t("chart.chosen"), t("chart.budget")} <= set(drawn)


def test_every_point_of_the_frontier_is_drawn_where_it_lies():
    found = made()
    drawn = {
        (row["cost"], row["delta"]) for row in datasets(charts.portfolio_frontier(found, look())) if "delta" in row
    }
    assert {(point.cost, point.delta) for point in found.frontier.points} <= drawn
    assert (0.0, 0.0) in drawn
    assert (found.chosen.cost, found.chosen.delta) in drawn


def test_the_interval_of_the_chosen_is_drawn_when_there_is_one():
    found = made()
    rows = [row for row in datasets(charts.portfolio_frontier(found, look())) if row.get("low") is not None]
    assert [(row["low"], row["high"]) for row in rows] == [(found.robust.low, found.robust.high)]
    unsure = made(shares_only=True)
    assert not [row for row in datasets(charts.portfolio_frontier(unsure, look())) if row.get("low") is not None]


def test_chosen_steps_are_ticked_and_come_first():
    rows = [row for row in datasets(charts.portfolio_shares(made(), look())) if "step" in row]
    assert [row["chosen"] for row in rows] == sorted((row["chosen"] for row in rows), reverse=True)
    assert all(row["step"].startswith("✓") == row["chosen"] for row in rows)
    assert len({row["step"] for row in rows}) == len(rows) == 5


def test_no_budget_and_nothing_chosen_are_drawn_too():
    none = made(budget=0.0, cut=False)
    assert none.chosen.steps == ()
    for build in (charts.portfolio_frontier, charts.portfolio_shares):
        assert "<svg" in svg(build(none, look()))
    assert "<svg" in svg(charts.portfolio_frontier(made(budget=None), look()))


@pytest.mark.parametrize("build", [charts.portfolio_frontier, charts.portfolio_shares])
def test_hostile_names_are_shown_as_typed_with_all_their_marks(build):
    plain = [f"Name {i}" for i in range(len(HOSTILE))]
    hostile, other = (spec(build(made(tuple(names), 9.0), look())) for names in (HOSTILE, plain))
    fields = ({key for rows in one["datasets"].values() for row in rows for key in row} for one in (hostile, other))
    assert len({frozenset(found) for found in fields}) == 1
    drawing = svg(build(made(tuple(HOSTILE), 9.0), look()))
    assert "<b>x" not in drawing
    if build is charts.portfolio_shares:
        assert drawing.count('aria-roledescription="bar"') == len(HOSTILE) + 2


def test_twenty_five_long_names_are_drawn():
    names = tuple(f"{i} " + "very long name of a service feature " * 3 for i in range(25))
    drawing = svg(charts.portfolio_shares(made(names, 20.0), look()))
    assert drawing.count("✓") >= 1


def test_the_picture_is_told_in_words():
    words = frontier_words(made(), look())
    assert "better at more cost" in words
    assert "days" in words
