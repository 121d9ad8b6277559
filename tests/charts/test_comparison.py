"""The chart of two sides: every point, interval and verdict, whatever features and sides are called."""

import re

import numpy as np
import pytest

from kano import charts
from kano.charts import Look
from kano.comparison import compare
from kano.counts import CategoryCounts
from kano.i18n import LANGUAGES, catalogue
from kano.reports.pictures import png, svg

HOSTILE = ["a.b", "a[0]", "a\\b", "count()", "a'b", 'a"b', "a[b", "constructor", "toString", "__proto__", "<b>x</b>"]
TEAM = [[8, 0, 0, 0, 0, 0], [1, 1, 6, 0, 0, 0], [2, 2, 2, 2, 0, 0], [0, 0, 0, 0, 8, 0]]
CUSTOMERS = [[10, 40, 160, 28, 1, 1], [10, 30, 150, 20, 1, 1], [80, 40, 70, 40, 2, 2], [9, 9, 9, 90, 20, 2]]
NAMES = ("Apron", "Parking", "Show", "Calls")


def sides(names=NAMES, shares_only=False):
    rows = [[data[i % 4] for i in range(len(names))] for data in (TEAM, CUSTOMERS)]
    return compare(*(CategoryCounts(tuple(names), np.array([row], float), shares_only=shares_only) for row in rows))


def drawn(comparison=None, names=("Team", "Customers"), lang="en", dark=False, alone=True, note=""):
    return charts.side_by_side(comparison or sides(), names, Look(catalogue(lang), dark, {}, alone), note)


def words(drawing):
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing)).replace("\u2060", "")
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


def marks(drawing, kind):
    return drawing.count(f'aria-roledescription="{kind}"')


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_it_is_drawn_in_every_language_and_light(lang, dark):
    chart = drawn(lang=lang, dark=dark, note="n = 8")
    drawing = svg(chart)
    assert chart.usermeta["title"] in words(drawing)
    assert "n = 8" in drawing
    assert "Kano Sans" in drawing
    assert png(drawing).startswith(b"\x89PNG")


def test_every_side_has_a_point_and_an_interval_for_better_and_worse():
    drawing = svg(drawn())
    assert marks(drawing, "point") == 4 * 4 - 2  # the team's better and worse of Calls are undefined
    # Intervals of the same, a bar where both are defined, and the line at 0.
    assert marks(drawing, "rule mark") == 14 + 6 + 1


def test_the_verdict_stands_with_how_each_side_sees_the_feature():
    shown = words(svg(drawn()))
    assert "● different" in shown
    assert "excitement / basic" in shown
    assert "same" in shown
    assert "both basic" in shown
    assert "too close" in shown


def test_features_stand_by_their_largest_difference():
    comparison = sides()
    sizes = {gap.feature: gap.size for gap in comparison.gaps}
    shown = words(svg(drawn(comparison)))
    order = sorted(NAMES, key=shown.index)
    assert order == sorted(NAMES, key=lambda name: -sizes[name])
    assert order[-1] == "Calls"


def test_sides_differ_in_shape_as_well_as_in_colour():
    spec = drawn().to_dict()
    points = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")["encoding"]
    for channel in ("shape", "color"):
        assert len(set(points[channel]["scale"]["range"])) == len(set(points[channel]["scale"]["domain"])) == 2


def test_a_bar_is_faint_where_the_interval_of_the_difference_holds_0():
    data = drawn().to_dict()["datasets"].values()
    bars = [row for rows in data for row in rows if "apart" in row]
    apart = {(row["feature"].strip("\u2060"), row["first"] >= 0, row["apart"]) for row in bars}
    assert ("Apron", True, True) in apart
    assert ("Parking", True, False) in apart


def test_percentages_have_points_but_no_intervals_and_no_verdict():
    drawing = svg(drawn(sides(NAMES[:3], shares_only=True)))
    assert marks(drawing, "point") == 12
    assert marks(drawing, "rule mark") == 6 + 1
    assert words(drawing).count("not known") == 3


def test_hostile_names_are_shown_as_typed_with_all_their_marks():
    hostile, plain = svg(drawn(sides(HOSTILE))), svg(drawn(sides([f"Name {i}" for i in range(len(HOSTILE))])))
    for kind in ("point", "rule mark", "text mark"):
        assert marks(hostile, kind) == marks(plain, kind)
    assert [name for name in HOSTILE if name not in words(hostile)] == []


@pytest.mark.parametrize("names", [("constructor", "a[0]"), ("Round", "Round"), ("", ""), ("{x}", "<b>")])
def test_sides_stay_two_whatever_they_are_called(names):
    chart = drawn(names=names)
    drawing = svg(chart)
    assert marks(drawing, "point") == 14
    assert len({row["side"] for rows in chart.to_dict()["datasets"].values() for row in rows if "side" in row}) == 2
    assert all(name in words(drawing) for name in names)


def test_a_page_says_title_and_note_itself():
    chart = drawn(alone=False)
    spec = chart.to_dict()
    assert "title" not in spec
    assert chart.usermeta["title"] == catalogue("en")("chart.sides", first="Team", second="Customers")
    assert "95%" in chart.usermeta["note"]


def test_nothing_to_compare_is_an_empty_frame():
    nothing = compare(CategoryCounts(("a",), np.ones((1, 1, 6))), CategoryCounts(("b",), np.ones((1, 1, 6))))
    assert png(svg(drawn(nothing))).startswith(b"\x89PNG")
    nobody = CategoryCounts(("a",), np.zeros((1, 1, 6)))
    assert png(svg(drawn(compare(nobody, nobody)))).startswith(b"\x89PNG")
