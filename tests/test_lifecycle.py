"""What two waves, or a team and its customers, are said to mean: only where the comparison says it."""

import json

import numpy as np
import pytest

from kano import CategoryCounts, lifecycle, team
from kano.comparison import GapVerdict, compare
from kano.i18n import LANGUAGES, catalogue
from kano.lifecycle import Move, life_cycle
from kano.team import Lean, against_customers

MOST = 80


def wave(**features: str) -> CategoryCounts:
    """Features with most answers in one category; `?` is one that nobody can tell."""
    rows = []
    for letter in features.values():
        counts = dict.fromkeys("AOMIRQ", 4.0)
        if letter == "?":
            counts |= {"A": 40.0, "O": 40.0}
        elif letter != "-":
            counts[letter] += MOST
        rows.append([0.0] * 6 if letter == "-" else [counts[c] for c in "AOMIRQ"])
    return CategoryCounts(tuple(features), np.array([rows]))


def moves(first: dict, second: dict) -> dict:
    return {step.feature: step.move for step in life_cycle(compare(wave(**first), wave(**second)))}


@pytest.mark.parametrize(
    ("first", "second", "move"),
    [
        ("I", "A", Move.ALONG),
        ("A", "O", Move.ALONG),
        ("O", "M", Move.ALONG),
        ("A", "M", Move.ALONG),
        ("M", "O", Move.AGAINST),
        ("A", "I", Move.AGAINST),
        ("M", "M", Move.UNCHANGED),
        ("A", "R", Move.OUTSIDE),
        ("Q", "M", Move.OUTSIDE),
        ("?", "?", None),
        ("A", "?", None),
        ("A", "-", None),
    ],
)
def test_a_move_is_read_along_the_cycle_only_where_it_is_known(first, second, move):
    assert moves({"x": first}, {"x": second}) == {"x": move}


def test_a_few_people_more_or_less_are_no_move():
    first, second = wave(x="A"), wave(x="O")
    few = [CategoryCounts(side.features, side.counts / 40) for side in (first, second)]
    assert life_cycle(compare(*few))[0].move is None


def test_the_waves_turned_round_move_the_other_way():
    there = moves({"x": "I", "y": "M"}, {"x": "A", "y": "M"})
    back = moves({"x": "A", "y": "M"}, {"x": "I", "y": "M"})
    assert (there, back) == ({"x": "along", "y": "unchanged"}, {"x": "against", "y": "unchanged"})


def test_the_sources_of_the_cycle_are_named_with_what_is_known_of_them():
    record = json.loads(json.dumps(lifecycle.record()))
    assert record["cycle"] == ["I", "A", "O", "M"]
    assert {source["key"] for source in record["sources"]} == set(lifecycle.SOURCES)
    assert all(source["status"] for source in record["sources"])


def test_the_team_errs_only_where_customers_differ_from_it():
    views = against_customers(compare(wave(x="A", y="M", z="A"), wave(x="I", y="M", z="M")))
    x, y, z = views
    assert (x.team, x.customers, x.better, x.worse) == ("A", "I", Lean.OVER, None)
    assert (y.verdict, y.better, y.worse) == (GapVerdict.SAME, None, None)
    assert (z.better, z.worse) == (Lean.OVER, Lean.UNDER)


def test_the_customers_as_the_team_turn_every_lean():
    first, second = wave(x="A", z="A"), wave(x="I", z="M")
    turned = {Lean.OVER: Lean.UNDER, Lean.UNDER: Lean.OVER, None: None}
    there, back = against_customers(compare(first, second)), against_customers(compare(second, first))
    for one, other in zip(there, back, strict=True):
        assert (turned[one.better], turned[one.worse]) == (other.better, other.worse)


def test_an_interval_without_zero_alone_is_no_lean():
    """Among many features that are the same some interval misses 0 by chance; the adjusted p does not."""
    rng = np.random.default_rng(5)
    names = tuple(f"f{i}" for i in range(40))
    sides = [rng.multinomial(60, [0.3, 0.25, 0.2, 0.2, 0.03, 0.02], 40).astype(float) for _ in range(2)]
    found = compare(*(CategoryCounts(names, side[None]) for side in sides))
    missed = [gap for gap in found.gaps if not gap.better.low <= 0 <= gap.better.high]
    assert missed
    assert [view for view in against_customers(found) if view.better or view.worse] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reading_is_told_in_words(lang):
    t = catalogue(lang)
    letters = {"x": "A", "y": "M", "z": "?", "r": "A", "n": "-", "u": "M"}
    found = compare(wave(**letters), wave(x="O", y="I", z="?", r="R", n="M", u="M"))
    told = [lifecycle.told(step, t) for step in life_cycle(found)]
    told += [team.told(view, t) for view in against_customers(found)]
    assert all(text and "{" not in text for text in told)
    assert t("verdict.leaning") not in told[0]
    assert told[0] == t("lifecycle.along", first=t("type.A"), second=t("type.O"))
    assert t("team.other", team=t("type.A"), customers=t("type.O")) in told[6]


def test_what_only_leans_is_said_to_lean():
    t = catalogue("en")
    sides = [CategoryCounts(side.features, side.counts / 20) for side in (wave(x="A"), wave(x="O"))]
    step = life_cycle(compare(*sides))[0]
    assert (step.move, step.certainty) == ("along", "leaning")
    assert lifecycle.told(step, t).endswith("(leaning)")
    assert "(leaning)" in team.told(against_customers(compare(*sides))[0], t)
