"""How sure each category is, and whether more people would make it clear: every bar, cell and word."""

import re

import numpy as np
import pytest

from kano import CategoryCounts, charts, classify
from kano.charts import Look
from kano.i18n import LANGUAGES, catalogue
from kano.reports.pictures import png, svg
from kano.settling import settle

HOSTILE = ["a.b", "a[0]", "a\\b", "count()", "a'b", 'a"b', "a[b", "constructor", "toString", "__proto__", "<b>x</b>"]
ROWS = [[60, 3, 2, 1, 0, 0], [20, 12, 5, 3, 1, 0], [40, 41, 3, 2, 0, 0], [0, 0, 0, 0, 0, 0]]
NAMES = ("Apron", "Parking", "Show", "Nobody")


def result(names=NAMES, shares_only=False):
    counts = np.array([[ROWS[i % 4] for i in range(len(names))]], float)
    return classify(CategoryCounts(tuple(names), counts, shares_only=shares_only))


def both(found=None, lang="en", dark=False, alone=True, asked=None):
    found, look = found or result(), Look(catalogue(lang), dark, {}, alone)
    settling = settle(found, (10, 50), asked)
    return [
        charts.trust_bars(found.features, found.settings, look, "n = 86"),
        charts.settling_strip(settling, settling.features, look, "n = 86"),
    ]


def words(drawing):
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing)).replace("\u2060", "")
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


def marks(drawing, kind):
    return drawing.count(f'aria-roledescription="{kind}"')


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_they_are_drawn_in_every_language_and_light(lang, dark):
    for chart in both(lang=lang, dark=dark):
        drawing = svg(chart)
        assert chart.usermeta["title"] in words(drawing)
        assert "n = 86" in drawing
        assert "Kano Sans" in drawing
        assert png(drawing).startswith(b"\x89PNG")


def test_a_bar_adds_up_to_one_and_begins_with_the_given_category():
    chart, _ = both()
    rows = [row for data in chart.to_dict()["datasets"].values() for row in data if "share" in row]
    for name, feature in zip(NAMES, result().features, strict=True):
        own = sorted((r for r in rows if r["feature"].strip("\u2060") == name), key=lambda row: row["rank"])
        if feature.category is None:
            assert own == []
            continue
        assert sum(row["share"] for row in own) == pytest.approx(1)
        assert own[0]["kind"] == catalogue("en")(f"type.{feature.category}")
        assert own[0]["share"] == feature.probability[feature.category]


def test_the_limits_of_the_verdicts_are_lines_and_words():
    chart, _ = both()
    limits = [row["limit"] for data in chart.to_dict()["datasets"].values() for row in data if "limit" in row]
    assert limits == [result().settings.leaning, result().settings.clear]
    assert "97.5%" in chart.usermeta["note"]


def test_the_surest_stands_first_and_nobody_last():
    shown = words(svg(both()[0]))
    assert sorted(NAMES, key=shown.index) == ["Apron", "Parking", "Show", "Nobody"]
    assert "● excitement >99%" in shown
    assert "no answers" in shown


def test_a_cell_per_feature_and_number_and_none_where_nothing_is_known():
    drawing = svg(both()[1])
    shown = words(drawing)
    assert marks(drawing, "rect mark") == 3 * 2
    assert "+10" in shown
    assert "+50" in shown
    assert ">1000" in shown
    assert "✓" in shown
    assert shown.count("–") == 4


def test_columns_are_people_where_each_answers_a_part():
    shown = words(svg(both(asked=2)[1]))
    assert "+20" in shown
    assert "+100" in shown


def test_percentages_have_rows_without_bars_and_cells():
    bars, strip = (svg(chart) for chart in both(result(NAMES[:3], shares_only=True)))
    assert marks(bars, "bar") == 0
    assert marks(strip, "rect mark") == 0
    assert all(name in words(bars) and name in words(strip) for name in NAMES[:3])


def test_hostile_names_are_shown_as_typed_with_all_their_marks():
    plain = [f"Name {i}" for i in range(len(HOSTILE))]
    for hostile, other in zip(both(result(HOSTILE)), both(result(plain)), strict=True):
        hostile, other = svg(hostile), svg(other)
        for kind in ("bar", "rect mark", "text mark"):
            assert marks(hostile, kind) == marks(other, kind)
        assert [name for name in HOSTILE if name not in words(hostile)] == []


def test_a_page_says_title_and_note_itself():
    for chart in both(alone=False):
        assert "title" not in chart.to_dict()
        assert chart.usermeta["title"]
        assert "●" in chart.usermeta["note"]
