"""The chart of drift: gaps where nothing is known, marks where a change is shown, whatever periods are called."""

import json

import numpy as np
import pytest

from kano import charts
from kano.charts import Look
from kano.charts.drift import labelled
from kano.conventions import Settings
from kano.counts import CategoryCounts
from kano.drift.analysis import drift
from kano.i18n import LANGUAGES, catalogue
from kano.reports.pictures import png, svg
from tests.charts.test_segments import HOSTILE, marks, words

FEATURES = ("Apron", "Parking", "Show")


def drifted(periods=8, features=FEATURES, names=None, empty=(), shares=False):
    """The first feature steps after the half; periods in `empty` have nobody for the second."""
    counts = np.zeros((periods, len(features), 6))
    for t in range(periods):
        counts[t] = [30, 20, 20, 30, 1, 1]
        counts[t, 0] = [10, 20, 20, 50, 1, 1] if t < periods / 2 else [50, 20, 20, 10, 1, 1]
        if t in empty:
            counts[t, 1] = 0
    names = names or tuple(f"{2024 + t // 12}-{t % 12 + 1:02d}" for t in range(periods))
    return drift(CategoryCounts(tuple(features), counts, tuple(names), "month", shares), Settings(draws=300))


def look(lang="en", dark=False, alone=True):
    return Look(catalogue(lang), dark, {}, alone)


def drawn(found, seen=None):
    return svg(charts.drift_strips(found, found.features, seen or look()))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_it_is_drawn_in_every_language_and_light(lang, dark):
    found = drifted()
    chart = charts.drift_strips(found, found.features, look(lang, dark), "n = 816")
    drawing, t = svg(chart), catalogue(lang)
    assert png(drawing).startswith(b"\x89PNG")
    for text in (*FEATURES, t("column.better"), t("column.worse"), "2024-01", "2024-08"):
        assert text in words(drawing)
    assert t("chart.drift-mark") in chart.usermeta["note"]
    assert "n = 816" in chart.usermeta["note"]


def test_every_period_has_two_points_and_a_gap_none():
    whole, gap = drifted(), drifted(empty=(3,))
    assert marks(drawn(whole), "point") == 2 * 3 * 8
    assert marks(drawn(gap), "point") == 2 * 3 * 8 - 2
    rows = points(gap)
    runs = {row["run"] for row in rows if "Parking" in row["feature"] and row["figure"] == "better"}
    assert len(runs) == 2
    assert not any(row["value"] == 0 for row in rows)


def points(found):
    chart = json.loads(charts.drift_strips(found, found.features, look()).to_json())
    return [row for rows in chart["datasets"].values() for row in rows if "run" in row]


def test_a_mark_stands_only_where_a_change_is_shown_and_holds_its_place():
    found = drifted()
    chart = json.loads(charts.drift_strips(found, found.features, look()).to_json())
    marked = [row for rows in chart["datasets"].values() for row in rows if "bottom" in row]
    assert [row["figure"] for row in marked] == ["better"]
    assert marked[0]["left"] == found.places[3]
    assert marked[0]["right"] == found.places[4]
    assert marked[0]["at"] == pytest.approx((found.places[3] + found.places[4]) / 2)
    still = drift(CategoryCounts(("A",), np.full((5, 1, 6), 20.0), tuple("abcde"), "w"), Settings(draws=300))
    chart = charts.drift_strips(still, still.features, look())
    assert catalogue()("chart.drift-mark") not in chart.usermeta["note"]
    svg(chart)


def test_bands_from_thirteen_periods_on_and_a_lonely_one_keeps_its_bar():
    found = drifted(14, empty=(1,))
    assert marks(drawn(found), "area mark container") == marks(drawn(found), "area mark container")
    alone = [row for row in points(found) if row["alone"] and "Parking" in row["feature"]]
    assert {row["period"].strip("\u2060") for row in alone} == {"2024-01"}


@pytest.mark.parametrize("alone", [True, False])
def test_thirty_six_periods_of_twenty_five_features_stay_readable(alone):
    found = drifted(36, tuple(f"Feature {i} with a name that is rather long for a strip" for i in range(25)))
    chart = charts.drift_strips(found, found.features, look(alone=alone))
    assert chart.height > 25 * 100
    assert words(svg(chart)).count("2024-01") == (2 if alone else 2 * 2)
    assert len(labelled(found.places, 8)) <= 9
    assert len(labelled(found.places, 4)) <= 5


def test_hostile_names_are_only_words():
    found = drifted(len(HOSTILE), HOSTILE, HOSTILE)
    drawing = drawn(found)
    assert all(name in words(drawing) for name in HOSTILE)


def test_percentages_have_points_and_no_bars():
    found = drifted(5, shares=True)
    assert marks(drawn(found), "point") == 2 * 3 * 5
    assert all(row["low"] is None for row in points(found))


def test_two_periods_and_one_feature():
    assert marks(drawn(drifted(2, ("Tea",))), "point") == 4
    assert labelled((0.0, 1.0), 8) == [0, 1]
