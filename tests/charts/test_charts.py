"""Every chart draws what the results say, whatever the features are called. Pictures are drawn without a browser."""

import re

import numpy as np
import pytest

from kano import charts
from kano.certainty import share_intervals
from kano.charts import Look
from kano.charts.curves import spaced
from kano.charts.points import labelled
from kano.classification import classify
from kano.counts import CategoryCounts
from kano.curves import satisfaction_curves
from kano.evaluation import load_table
from kano.i18n import LANGUAGES, catalogue
from kano.quadrants import quadrant_cut
from kano.reports.pictures import png, svg

HOSTILE = [
    "a.b",
    "a[0]",
    "a\\b",
    "count()",
    "a'b",
    'a"b',
    "a[b",
    "constructor",
    "toString",
    "__proto__",
    "<b>x</b>",
    "图表",
]
COUNTS = [
    [20, 40, 90, 10, 1, 1],
    [80, 20, 5, 30, 4, 1],
    [10, 20, 15, 80, 9, 2],
    [1, 2, 1, 3, 60, 2],
    [0, 0, 0, 0, 0, 0],
]


def result(names=None):
    names = tuple(names or ("Apron", "Show", "Parking", "Calls", "Nobody"))
    rows = [COUNTS[i % len(COUNTS)] for i in range(len(names))]
    return classify(CategoryCounts(names, np.array([rows], dtype=float)))


def answered(names):
    return classify(CategoryCounts(tuple(names), np.array([[COUNTS[i % 4] for i in range(len(names))]], dtype=float)))


def look(lang="en", dark=False, alone=True):
    return Look(catalogue(lang), dark, {}, alone)


def builders(made, seen):
    curves = satisfaction_curves(made)
    return {
        "overview": charts.overview(made.features, seen),
        "map": charts.better_worse_map(made.features, seen, "mean"),
        "curves": charts.all_curves(curves, seen),
        "small": charts.small_curves(curves, seen),
        "plane": charts.continuous_plane(made.features, seen),
    }


def words(drawing):
    return re.sub("\u2060", "", " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_every_chart_is_drawn_in_every_language_and_light(lang, dark):
    for name, chart in builders(result(), look(lang, dark)).items():
        drawing = svg(chart)
        assert words(drawing).startswith(chart.usermeta["title"]) or chart.usermeta["title"] in words(drawing), name
        assert png(drawing).startswith(b"\x89PNG")


def test_the_overview_shows_a_bar_for_every_answer_and_the_category_with_its_verdict():
    drawing = svg(charts.overview(result().features, look()))
    assert "● basic" in words(drawing)
    assert "no answers" in words(drawing)
    assert drawing.count('aria-roledescription="bar"') == 4 * 6 + 6


@pytest.mark.parametrize("chart", ["overview", "small"])
def test_hostile_names_are_shown_as_typed_with_all_their_marks(chart):
    safe = [f"Name {i}" for i in range(len(HOSTILE))]
    hostile, plain = (svg(builders(answered(names), look())[chart]) for names in (HOSTILE, safe))
    for mark in ("bar", "line mark", "area mark"):
        assert hostile.count(f'aria-roledescription="{mark}"') == plain.count(f'aria-roledescription="{mark}"')
    shown = words(hostile).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert [name for name in HOSTILE if name not in shown] == []


def test_a_chart_on_a_page_leaves_title_and_key_to_the_page():
    chart = charts.better_worse_map(result().features, look(alone=False))
    spec = chart.to_dict()
    assert "title" not in spec
    assert "hconcat" not in spec
    assert chart.usermeta["title"] == catalogue("en")("chart.map")


def test_the_chinese_of_a_picture_is_in_the_font_that_ships():
    assert "Kano Sans" in svg(charts.overview(result(["热毛巾"]).features, look("zh-Hans")))


def test_charts_of_nothing_are_empty_frames_and_no_error():
    nobody = classify(CategoryCounts(("x",), np.zeros((1, 1, 6))))
    for chart in builders(nobody, look()).values():
        assert png(svg(chart)).startswith(b"\x89PNG")


def test_one_feature_down_to_its_cells():
    cells = np.zeros((5, 5), dtype=np.int64)
    cells[0, 4], cells[2, 2] = 30, 7
    drawing = svg(charts.answer_grid(cells, load_table(), "x", look()))
    assert "O 30" in words(drawing)
    assert "I 7" in words(drawing)
    counts = {"A": 0.0, "O": 30.0, "M": 0.0, "I": 7.0, "R": 0.0, "Q": 0.0}
    shares = charts.category_shares(counts, share_intervals(np.array(list(counts.values())), 0.9), 0.9, look())
    assert "90%" in words(svg(shares))


def test_the_curve_of_a_reverse_feature_is_broken():
    reverse = next(c for c in satisfaction_curves(result()) if c.feature == "Calls")
    assert "stroke-dasharray" in svg(charts.one_curve(reverse, look()))


def test_the_mean_cut_leaves_out_features_that_are_mostly_reverse():
    features = result().features
    x, y = quadrant_cut(features, "mean")
    sound = [f for f in features if f.feature in ("Apron", "Show", "Parking")]
    assert x == pytest.approx(np.mean([-f.worse.estimate for f in sound]))
    assert y == pytest.approx(np.mean([f.better.estimate for f in sound]))
    assert quadrant_cut(features, "half") == (0.5, 0.5)


def test_labels_at_the_right_end_keep_apart_and_near_their_heights():
    assert spaced([0.0, 0.5], gap=0.1) == [0.0, 0.5]
    assert spaced([0.5, 0.5], gap=0.1) == pytest.approx([0.45, 0.55])
    crowded = spaced([0.1, 0.11, 0.12, 0.9], gap=0.05)
    assert min(np.diff(crowded)) >= 0.05 - 1e-9
    assert crowded[-1] == 0.9


def test_numbers_of_crowded_points_do_not_hide_each_other():
    rows = [{"x": 0.5 + i / 100, "y": 0.5, "number": str(i)} for i in range(5)]
    placed = labelled(rows, charts.map._SCALE)
    spots = [(row["label_x"], row["label_y"]) for row in placed]
    apart = [((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for i, a in enumerate(spots) for b in spots[:i]]
    assert min(apart) > 0.03
