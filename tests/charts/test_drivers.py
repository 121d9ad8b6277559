"""The pictures of drivers: every effect, interval, class and curve, whatever attributes are called."""

import re

import numpy as np
import pytest

from kano.charts import Look
from kano.charts.drivers import penalty_reward
from kano.charts.experience import experience_curve, experience_curves
from kano.charts.impact import impact_map, impact_performance, importance_grid
from kano.drivers.analysis import DriverSettings, drivers
from kano.drivers.experience import ExperienceSettings, experience
from kano.drivers.impact import importance_grid as on_grid
from kano.i18n import LANGUAGES, catalogue
from kano.ratings import Ratings
from kano.reports.pictures import png, svg
from tests.charts.test_comparison import HOSTILE


def ratings(names=("Apron", "Show", "Booking", "Booth"), n=300, seed=1):
    rng = np.random.default_rng(seed)
    x = rng.choice(5, (n, len(names)), p=[0.15, 0.2, 0.25, 0.2, 0.2]) + 1.0
    y = rng.normal(0, 1, n) - (x[:, 0] == 1) * 1.5 + (x[:, 1 % len(names)] == 5) * 1.5
    return Ratings(("overall",), np.clip(np.rint(6 + y), 1, 10)[:, None]), Ratings(tuple(names), x)


def result(names=("Apron", "Show", "Booking", "Booth"), **how):
    return drivers(*ratings(names), DriverSettings(**how))


def look(lang="en", dark=False, alone=True, labels=None):
    return Look(catalogue(lang), dark, labels or {}, alone)


def words(drawing):
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing)).replace("\u2060", "")
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


def curves(names=("Apron", "Show"), n=300):
    overall, attributes = ratings(names, n)
    return experience(overall, attributes, ExperienceSettings(draws=40))[0]


def grid():
    found = result()
    explicit = {driver.attribute: float(i) for i, driver in enumerate(found.attributes)}
    points, cut = on_grid(explicit, {driver.attribute: driver.mean for driver in found.attributes})
    return importance_grid(points, cut, {d.attribute: d.category for d in found.attributes}, look())


def charts(names, lang="en", dark=False, alone=True):
    found, seen = result(names), look(lang, dark, alone)
    lines = curves(names)
    return [
        penalty_reward(found, seen),
        impact_map(found, seen),
        impact_performance(found, seen),
        experience_curve(lines[0], seen),
        experience_curves(lines, seen),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_every_picture_is_drawn_in_every_language_light_and_dark(lang, dark):
    for chart in charts(("Apron", "Show"), lang, dark):
        assert png(svg(chart))[:4] == b"\x89PNG"


def test_each_effect_has_its_bar_its_interval_and_its_class():
    found = result()
    drawing = svg(penalty_reward(found, look()))
    text = words(drawing)
    for driver in found.attributes:
        assert driver.attribute in text
        assert look().kind(driver.category) in text
    assert drawing.count('aria-roledescription="point"') == 8
    assert drawing.count('aria-roledescription="rule mark"') == 1 + 8 + 8
    assert "95%" in drawing


def test_an_effect_that_is_not_estimable_is_said_and_the_other_stays():
    overall, attributes = ratings()
    upper = np.clip(attributes.values, 2, 5)
    found = drivers(overall, Ratings(attributes.names, np.column_stack([upper[:, 0], attributes.values[:, 1:]])))
    drawing = svg(penalty_reward(found, look()))
    assert words(drawing).count("not estimable") == 1
    assert words(drawing).count("no class") == 1
    assert drawing.count('aria-roledescription="point"') == 7


def test_points_without_impact_are_not_drawn_and_the_others_are():
    overall, attributes = ratings()
    same = np.column_stack([np.full(300, 3.0), attributes.values[:, 1:]])
    found = drivers(overall, Ratings(attributes.names, same))
    drawn = svg(impact_map(found, look()))
    assert drawn.count('aria-roledescription="point"') == 3
    assert "Apron" not in words(drawn)
    assert "delighter" in words(drawn)


def test_an_attribute_without_a_class_still_has_its_point():
    overall, attributes = ratings()
    x = attributes.values.copy()
    x[x[:, 2] == 1, 2] = 2
    x[0, 2] = 1
    found = drivers(overall, Ratings(attributes.names, x))
    assert found.attributes[2].category is None
    assert svg(impact_map(found, look())).count('aria-roledescription="point"') == 4


def test_quadrants_are_named_and_cut_at_the_means():
    text = words(svg(grid()))
    assert all(
        name in text for name in ("excitement", "basic", "performance, important", "performance, less important")
    )


def test_a_curve_has_its_points_both_lines_and_its_band():
    line = curves()[0]
    drawing = svg(experience_curve(line, look()))
    assert drawing.count('aria-roledescription="point"') == 5
    assert drawing.count('aria-roledescription="line mark"') >= 2
    assert 'aria-roledescription="area mark"' in drawing
    assert "never falling" in words(drawing)


def test_each_attribute_has_a_small_frame_with_its_shape_below_its_name():
    lines = curves(("Apron", "Show", "Booking"))
    drawing = svg(experience_curves(lines, look(), words={"Apron": "concave"}))
    assert drawing.count('aria-roledescription="point"') == 15
    assert ">concave<" in drawing


@pytest.mark.parametrize("names", [HOSTILE[:6], HOSTILE[6:]])
def test_attributes_of_any_name_are_drawn(names):
    bars, plane, *_ = charts(tuple(names))
    drawn = {d.attribute for d in result(names).attributes if d.impact.ia is not None}
    assert all(name in words(svg(bars)) for name in names)
    assert all((name in words(svg(plane))) == (name in drawn) for name in names)


def test_many_long_names_leave_room():
    names = tuple(f"{i} 一个非常长的属性名称用来测试图表的排版 and more" for i in range(25))
    found = drivers(*ratings(names, 600))
    drawing = svg(penalty_reward(found, look("zh-Hans")))
    assert drawing.count('aria-roledescription="point"') == 50
    assert png(drawing)[:4] == b"\x89PNG"


def test_on_a_page_charts_fit_their_place():
    for chart in charts(("Apron", "Show"), alone=False)[:4]:
        spec = chart.to_dict()
        assert spec["autosize"]["type"] == "fit-x"
        assert spec["usermeta"]["title"]
