"""Charts of segments and groups: every cell, in every language and light, whatever segments are called."""

import re

import numpy as np
import pytest

from kano import charts
from kano.charts import Look
from kano.counts import CategoryCounts
from kano.i18n import LANGUAGES, catalogue
from kano.reports.pictures import png, svg
from kano.splits import split

HOSTILE = ("constructor", "a.b", "a[0]", "count()", "<b>x</b>", "__proto__", "{x}", "a'b", 'a"b', "a\\b")
FEATURES = ("Apron", "Parking", "Show")


def splitted(names=("young", "old"), features=FEATURES, few=()):
    """Segments that differ about the first feature; those in `few` have three people."""
    rows = [
        [[60, 5, 5, 10, 1, 0] if (s + f) % 2 else [5, 5, 60, 10, 0, 1] for f in range(len(features))]
        for s in range(len(names))
    ]
    counts = np.array(rows, dtype=float)
    for name in few:
        counts[names.index(name)] = [1, 1, 1, 0, 0, 0]
    return split(CategoryCounts(tuple(features), counts, tuple(names), "age"))


def look(lang="en", dark=False, alone=True):
    return Look(catalogue(lang), dark, {}, alone)


def words(drawing):
    text = " ".join(re.findall(r"<(?:text|tspan)[^>]*>([^<]*)<", drawing)).replace("\u2060", "")
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


def marks(drawing, kind):
    return drawing.count(f'aria-roledescription="{kind}"')


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_all_are_drawn_in_every_language_and_light(lang, dark):
    found, seen = splitted(), look(lang, dark)
    everyone = ("everyone", [feature.everyone for feature in found.features])
    made = [
        charts.by_segment(found, seen, "n = 162"),
        charts.shares_by_segment(found.features[0], seen),
        charts.coefficients_by_segment(found.features[0], seen),
        charts.by_group([everyone, ("Group 1", found.result.of("young"))], seen),
    ]
    for chart in made:
        drawing = svg(chart)
        assert chart.usermeta["title"] in words(drawing).replace("  ", " ")
        assert png(drawing).startswith(b"\x89PNG")


def test_every_feature_has_a_cell_for_everyone_and_each_segment_and_its_p():
    drawing = svg(charts.by_segment(splitted(), look()))
    assert marks(drawing, "rect mark") == 3 * 3
    shown = words(drawing)
    assert "● excitement" in shown
    assert "● basic" in shown
    assert shown.count("<0.001") == 3
    assert all(name in shown for name in (*FEATURES, "everyone", "young", "old"))


def test_segments_too_small_to_be_shown_have_one_column_together():
    found = splitted(("young", "old", "few", "less"), few=("few", "less"))
    assert found.hidden == ("few", "less")
    drawing = svg(charts.by_segment(found, look()))
    assert "few + less" in words(drawing)
    assert "few" not in words(drawing).replace("too few people", "").replace("few + less", "")
    assert marks(drawing, "rect mark") == 3 * 4


def test_features_with_two_peaks_stand_first():
    counts = np.array(
        [[[30, 30, 20, 20, 0, 0], [60, 5, 5, 10, 0, 0]], [[29, 31, 20, 20, 0, 0], [5, 5, 60, 10, 0, 0]]], float
    )
    found = split(CategoryCounts(("alike", "apart"), counts, ("a", "b"), "age"))
    assert [feature.feature for feature in charts.ranked(found)] == ["apart", "alike"]
    shown = words(svg(charts.by_segment(found, look())))
    assert shown.index("apart") < shown.index("alike")


def test_cells_that_stick_out_carry_a_sign_besides_their_colour():
    found = splitted().features[0]
    shown = words(svg(charts.shares_by_segment(found, look())))
    assert (shown.count("▲") - 1, shown.count("▼") - 1) == (2, 2)  # one of each is in the note
    assert len(found.standing_out) == 4
    assert "74% ▲" in shown


def test_many_segments_are_letters_and_stay_apart_when_cut_alike():
    names = tuple(f"people who come on their own in week {i}" for i in range(12))
    drawing = svg(charts.by_segment(splitted(names), look()))
    assert marks(drawing, "rect mark") == 13 * 3
    assert "● basic" not in words(drawing)


@pytest.mark.parametrize("alone", [True, False])
def test_hostile_names_are_shown_as_typed_with_all_their_marks(alone):
    hostile, plain = (
        splitted(HOSTILE[:6], HOSTILE),
        splitted(tuple("abcdef"), tuple(f"Name {i}" for i in range(len(HOSTILE)))),
    )
    for build in (
        lambda of: charts.by_segment(of, look(alone=alone)),
        lambda of: charts.shares_by_segment(of.features[0], look(alone=alone)),
        lambda of: charts.coefficients_by_segment(of.features[0], look(alone=alone)),
    ):
        one, other = build(hostile), build(plain)
        if alone:
            for kind in ("rect mark", "text mark", "point", "rule mark"):
                assert marks(svg(one), kind) == marks(svg(other), kind)
        assert one.to_dict()["layer"]
    if alone:
        shown = words(svg(charts.by_segment(hostile, look())))
        assert [name for name in HOSTILE if name not in shown] == []


def test_better_and_worse_have_a_point_and_an_interval_for_everyone_and_each_segment():
    drawing = svg(charts.coefficients_by_segment(splitted().features[0], look()))
    assert marks(drawing, "point") == 2 * 3
    assert marks(drawing, "rule mark") == 2 * 3 + 1


def test_nothing_to_compare_is_still_a_picture():
    nobody = split(CategoryCounts(("a",), np.zeros((2, 1, 6)), ("x", "y"), "age"))
    assert png(svg(charts.by_segment(nobody, look()))).startswith(b"\x89PNG")
    assert png(svg(charts.coefficients_by_segment(nobody.features[0], look()))).startswith(b"\x89PNG")
