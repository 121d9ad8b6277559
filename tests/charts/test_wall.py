"""A chart for a wall: everything in it grows with its letters, and the letters fit what the window has."""

import json
from itertools import pairwise

import pytest

from kano import charts
from kano.charts import Look
from kano.charts.curves import spaced
from kano.charts.look import tones
from kano.charts.wall import enlarged, width_of
from kano.curves import satisfaction_curves
from kano.i18n import catalogue
from tests.charts.test_charts import answered, result

NAMES = ["Apron", "Show", "A name that is longer than what stands in one line of an axis"]


def look(wall=True):
    return Look(catalogue("en"), alone=False, wall=wall, nothing="under 5 people" if wall else "")


def pictures(made, seen):
    rows = [seen.name(feature.feature) for feature in made.features]
    return {
        "overview": enlarged(charts.overview(made.features, seen), rows),
        "map": enlarged(charts.better_worse_map(made.features, seen)),
        "curves": enlarged(charts.all_curves(satisfaction_curves(made), seen)),
    }


def marks(spec, kind):
    """The marks of a kind, in layers of layers."""
    own = [spec["mark"]] if spec.get("mark", {}).get("type") == kind else []
    return own + [mark for layer in spec.get("layer", ()) for mark in marks(layer, kind)]


def lengths(part, keys):
    """Every value of these keys, however deep; data are none."""
    if isinstance(part, list):
        return [found for item in part for found in lengths(item, keys)]
    if not isinstance(part, dict):
        return []
    inside = [found for key, value in part.items() if key != "datasets" for found in lengths(value, keys)]
    return inside + [part[key] for key in keys if key in part]


@pytest.mark.parametrize("view", ["overview", "map", "curves"])
def test_letters_and_the_distance_of_their_lines_grow_together(view):
    found = lengths(pictures(answered(NAMES), look())[view], ["fontSize", "labelFontSize", "labelLineHeight"])
    assert found
    assert [value for value in found if "letter" not in str(value)] == []


@pytest.mark.parametrize("view", ["overview", "map", "curves"])
def test_the_browser_computes_the_letters_from_the_place_that_the_chart_has(view):
    spec = pictures(answered(NAMES), look())[view]
    params = {param["name"]: param["expr"] for param in spec["params"]}
    assert spec["autosize"] == {"type": "fit", "contains": "padding"}
    assert "containerSize()[0]" in params["wide"]
    assert "containerSize()[1]" in params["tall"]
    assert "letter" in params
    assert spec["config"]["legend"]["labelLimit"] == 0


def test_more_rows_have_smaller_letters():
    few, many = (pictures(answered([f"Name {i}" for i in range(n)]), look())["overview"] for n in (6, 20))
    one = [next(p["expr"] for p in spec["params"] if p["name"] == "one") for spec in (few, many)]
    sizes = [eval(expr, {"min": min, "tall": 600, "wide": 1800}) for expr in one]
    assert sizes[0] > 35 > 18 > sizes[1] > 15


def test_a_wide_sign_takes_a_letter_and_a_narrow_one_half():
    assert width_of("热毛巾") == 3
    assert width_of("Show") == 2


def test_curves_have_their_bands_on_a_wall():
    assert len(marks(pictures(result(), look())["curves"], "area")) == 1
    assert not marks(charts.all_curves(satisfaction_curves(result()), look(wall=False)).to_dict(), "area")


def test_the_band_reaches_from_the_lowest_to_the_highest_draw():
    made = result()
    spec = pictures(made, look())["curves"]
    rows = [row for rows in spec["datasets"].values() for row in rows if "low" in row]
    curve = next(c for c in satisfaction_curves(made) if c.feature == "Apron")
    drawn = [row for row in rows if row["number"] == "1"]
    assert [row["low"] for row in drawn] == pytest.approx(list(curve.low))
    assert [row["high"] for row in drawn] == pytest.approx(list(curve.high))


def test_the_names_of_the_corners_stand_outside_the_plane():
    t, spec = catalogue("en"), pictures(result(), look())["map"]
    corners = [mark for mark in marks(spec, "text") if "baseline" in mark]
    assert len(corners) == 4
    assert {(mark["baseline"], mark["dy"]["expr"].startswith("-")) for mark in corners} == {
        ("bottom", True),
        ("top", False),
    }
    assert t("type.A") in json.dumps(spec)


def test_numbers_beside_curves_stay_inside_the_plane():
    places = spaced([1.0] * 20, gap=0.085)
    assert max(places) <= 1
    assert min(spaced([-1.0] * 20, gap=0.085)) >= -1
    assert min(b - a for a, b in pairwise(places)) >= 0.085 - 1e-9


def test_a_feature_without_figures_says_why():
    overview = json.dumps(pictures(result(), look())["overview"]["datasets"])
    assert "under 5 people" in overview
    assert "no answers" not in overview


@pytest.mark.parametrize("dark", [False, True])
def test_the_words_of_every_category_can_be_read(dark):
    ground = tones(dark)["ground"]
    assert {letter: tone for letter, tone in tones(dark)["text"].items() if contrast(tone, ground) < 4.5} == {}


def contrast(one, other):
    """As WCAG 2 defines it."""
    light, shade = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (shade + 0.05)


def luminance(tone):
    parts = [int(tone[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
