"""The pictures of service quality: every item, dimension and interval, whatever they are called."""

import re

import numpy as np
import pytest

from kano.charts import Look
from kano.charts.gap_cells import rating_cells
from kano.charts.gaps import gap_chart, verdict_chart
from kano.charts.importance import importance_map
from kano.i18n import LANGUAGES, catalogue
from kano.reports.pictures import png, svg
from kano.service.items import Item, Items
from kano.service.matrix import importance_performance
from kano.service.quality import service_quality
from kano.service.ratings import ServiceRatings

HOSTILE = ["a.b", "a[0]", "count()", "a'b", 'a"b', "constructor", "toString", "__proto__", "<b>x</b>", "datum.value"]
LONG = "Service that is given at the time that was agreed, by people who know what they are doing, "


def measured(names, dimensions=("reliability", "<i>own</i>"), zone=False, n=30, seed=1):
    """Random ratings of items with these names."""
    rng, k = np.random.default_rng(seed), len(names)
    items = (
        Item(
            name,
            f"E{i}",
            f"P{i}",
            dimensions[i % len(dimensions)] if dimensions else None,
            False,
            f"A{i}" if zone else None,
        )
        for i, name in enumerate(names)
    )
    sides = rng.integers(4, 8, (n, k)), rng.integers(2, 8, (n, k))
    adequate = rng.integers(1, 5, (n, k)).astype(float) if zone else None
    importance = rng.uniform(3, 7, (n, k))
    asked = Items(tuple(items), (1, 7), (1, 7))
    return service_quality(ServiceRatings(asked, *(side.astype(float) for side in sides), adequate, importance))


def look(lang="en", dark=False, alone=True):
    return Look(catalogue(lang), dark, {}, alone)


def words(drawing):
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing)).replace("\u2060", "")
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


def marks(drawing, kind):
    return drawing.count(f'aria-roledescription="{kind}"')


def all_charts(result, seen):
    matrix = importance_performance(result)
    name = result.items[0].name
    return [
        gap_chart(result, seen),
        verdict_chart(result, seen),
        importance_map(matrix, seen),
        rating_cells(result, name, seen),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("alone", [False, True])
def test_all_are_drawn_in_every_language_and_light(lang, dark, alone):
    for chart in all_charts(measured(["a", "b", "c"]), look(lang, dark, alone)):
        drawing = svg(chart)
        assert png(drawing).startswith(b"\x89PNG")
        if alone:
            assert chart.usermeta["title"] in words(drawing)


def test_every_row_has_both_ends_its_interval_and_its_number():
    drawing = svg(gap_chart(measured(["a", "b", "c", "d"]), look()))
    assert marks(drawing, "point") == 2 * (4 + 2)
    # For every row a bar and an interval, and a ground for the two dimensions.
    assert marks(drawing, "rule mark") == 2 * (4 + 2) + 2
    assert words(drawing).count("−") + words(drawing).count("+") >= 6


def test_items_stand_below_their_dimension():
    shown = words(svg(gap_chart(measured(["a1", "b1", "a2", "b2"]), look())))
    order = [shown.index(name) for name in ("reliability", "a1", "a2", "<i>own</i>", "b1", "b2")]
    assert order == sorted(order)


def test_the_zone_of_tolerance_is_drawn_and_explained_only_where_it_is_known():
    with_zone, without = (gap_chart(measured(["a", "b"], zone=zone), look()) for zone in (True, False))
    assert marks(svg(with_zone), "rule mark") == marks(svg(without), "rule mark") + 2
    note = catalogue("en")("chart.gaps-zone")
    assert note in with_zone.usermeta["note"]
    assert note not in without.usermeta["note"]


def test_the_bar_is_faint_where_the_interval_holds_0():
    expectation, perception = [[6, 6]] * 6, [[5, 7], [5, 3], [4, 6], [5, 5], [5, 7], [4, 7]]
    items = Items((Item("sure", "E1", "P1"), Item("chance", "E2", "P2")))
    result = service_quality(ServiceRatings(items, np.array(expectation, float), np.array(perception, float)))
    rows = [row for data in gap_chart(result, look()).to_dict()["datasets"].values() for row in data]
    assert {row["name"].strip("\u2060"): row["sure"] for row in rows if "sure" in row} == {
        "sure": True,
        "chance": False,
    }


@pytest.mark.parametrize("kind", range(4))
def test_hostile_names_are_shown_as_typed_with_all_their_marks(kind):
    hostile, plain = (
        all_charts(measured(names, None), look())[kind] for names in (HOSTILE, [f"n{i}" for i in range(10)])
    )
    drawings = svg(hostile), svg(plain)
    for mark in ("point", "rule mark", "text mark", "rect mark", "bar"):
        assert marks(drawings[0], mark) == marks(drawings[1], mark)
    if kind < 3:
        assert [name for name in HOSTILE if name not in words(drawings[0])] == []


def test_25_long_names_fit():
    result = measured([f"{i} {LONG * 2}" for i in range(25)])
    for chart in all_charts(result, look(alone=False)):
        assert png(svg(chart)).startswith(b"\x89PNG")


def test_shares_of_a_row_add_up():
    rows = [row for data in verdict_chart(measured(["a", "b"]), look()).to_dict()["datasets"].values() for row in data]
    for name in {row["name"] for row in rows}:
        assert sum(row["share"] for row in rows if row["name"] == name) == pytest.approx(1)


def test_the_map_names_its_four_parts_and_numbers_its_items():
    drawing = svg(importance_map(importance_performance(measured(["a", "b", "c"])), look(), {"a": "M"}))
    shown = words(drawing)
    t = catalogue("en")
    assert all(t(f"gaps.quadrant.{part}") in shown for part in ("concentrate", "keep", "low", "overkill"))
    assert marks(drawing, "point") == 3
    assert t("type.M") in shown


def test_what_nobody_rated_has_a_row_and_no_marks():
    nothing = np.full((3, 1), np.nan)
    result = service_quality(ServiceRatings(Items((Item("a", "E", "P"),)), nothing, nothing))
    for chart in (gap_chart(result, look()), verdict_chart(result, look())):
        drawing = svg(chart)
        assert marks(drawing, "point") == 0
    assert importance_performance(result) is None


def test_cells_hold_everyone():
    result = measured(["a"])
    data = rating_cells(result, "a", look()).to_dict()["datasets"].values()
    assert sum(row["count"] for rows in data for row in rows) == 30
