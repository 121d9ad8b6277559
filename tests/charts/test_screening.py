"""The charts of screening: every rule and feature is there, whatever it is called."""

import re
from dataclasses import replace

import pytest

from kano import charts
from kano.charts import Look
from kano.flags import THRESHOLDS, Rules
from kano.i18n import LANGUAGES, catalogue
from kano.reports.pictures import png, svg
from kano.samples import open_sample
from kano.screening import screened

HOSTILE = ["a.b", "a[0]", "a\\b", "count()", "a'b", 'a"b', "a[b", "constructor", "toString", "__proto__", "<b>x</b>"]
BUILDERS = (charts.flagged_by_rule, charts.with_and_without)


@pytest.fixture(scope="module")
def found():
    return screened(open_sample("hotpot").data)


def words(drawing):
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing)).replace("\u2060", "")
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


def marks(drawing, kind):
    return drawing.count(f'aria-roledescription="{kind}"')


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("build", BUILDERS)
def test_they_are_drawn_in_every_language_and_light(found, build, lang, dark):
    chart = build(found, Look(catalogue(lang), dark), "n = 240")
    drawing = svg(chart)
    assert chart.usermeta["title"] in words(drawing)
    assert "n = 240" in drawing
    assert png(drawing).startswith(b"\x89PNG")


def test_every_rule_that_was_followed_has_a_bar_with_its_people(found):
    drawing = svg(charts.flagged_by_rule(found, Look(catalogue("en"))))
    assert marks(drawing, "bar") == len(found.people.by_rule) == 9
    assert "6 (2%)" in words(drawing)
    assert "4 (2%)" in words(drawing)
    assert "much faster" not in words(drawing)


def test_every_feature_has_its_points_and_those_that_change_stand_first(found):
    drawing = svg(charts.with_and_without(found, Look(catalogue("en"))))
    assert marks(drawing, "point") == 4 * 20
    shown = words(drawing)
    first = {change.feature for change in found.changed}
    order = sorted((change.feature for change in found.features), key=shown.index)
    assert set(order[: len(first)]) == first
    assert "◐ indifferent → ○" in shown


def test_another_category_is_told_in_two_lines():
    data = open_sample("hotpot").data
    many = screened(data, Rules(reverse=0.12))
    assert any(change.category for change in many.changed)
    assert "→ ○ excitement" in words(svg(charts.with_and_without(many, Look(catalogue("en")))))


def test_hostile_names_are_shown_as_typed():
    data = open_sample("hotpot").data
    names = tuple(HOSTILE[i] if i < len(HOSTILE) else name for i, name in enumerate(data.features))
    shown = words(svg(charts.with_and_without(screened(replace(data, features=names)), Look(catalogue("en")))))
    assert all(name in shown for name in HOSTILE)


@pytest.mark.parametrize("build", BUILDERS)
def test_nothing_flagged_and_no_rule_at_all_are_drawn_too(build):
    data = open_sample("after-sales").data
    off = screened(data, Rules(**dict.fromkeys(THRESHOLDS)))
    assert png(svg(build(off, Look(catalogue("en"))))).startswith(b"\x89PNG")
