"""Ratings as stories: every message follows from the numbers, and nothing is claimed that chance could have made."""

import io
import json
import zipfile
from dataclasses import replace
from functools import cache

import numpy as np
import pypdf
import pytest
from pptx import Presentation

from kano.cli import main
from kano.drivers.analysis import drivers
from kano.drivers.rated import Choice, rated
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.ratings import Ratings
from kano.readers import items_file, open_table
from kano.readers.service import labels, read_service
from kano.reports import About
from kano.reports.gaps import GapsReport
from kano.reports.rated import drivers_told, gaps_told
from kano.reports.rated.parts import ends
from kano.reports.story.told import PRESENTED
from kano.samples import FOLDER
from kano.service.matrix import importance_performance, importances
from kano.service.priority import gaps_of, prioritise, sure_of
from kano.service.quality import service_quality
from tests.reports.studies import LIVE

RATINGS = FOLDER / "ratings"


def table(name, data):
    return open_table(data, name)


@cache
def hotpot():
    data = (RATINGS / "hotpot-visits.csv").read_bytes()
    found = table("hotpot-visits.csv", data)
    names = tuple(name for name in found.names if name.endswith("_rating"))
    return rated(found, Choice("Overall satisfaction", names, missing=("N/A",)))


@cache
def servqual():
    items = items_file.parse((RATINGS / "servqual-items.yaml").read_text("utf-8"), "items.yaml")
    found = table("servqual.csv", (RATINGS / "servqual.csv").read_bytes())
    return reported(found, items)


def reported(found, items, letters=()):
    ratings, said = read_service(found, items)
    result = service_quality(ratings)
    matrix = importance_performance(result)
    known = prioritise(gaps_of(result), importances(result), dict(letters), None, sure_of(result)) if letters else None
    return GapsReport(found, result, said, matrix, known)


def section(told, name):
    return next(each for each in told.story.sections if each.name == name)


def noise(n=200, seed=3):
    """Overall satisfaction that no attribute has to do with."""
    rng = np.random.default_rng(seed)
    rows = ["Overall,Speed,Taste"]
    rows += [f"{rng.integers(1, 8)},{rng.integers(1, 6)},{rng.integers(1, 6)}" for _ in range(n)]
    return rated(table("noise.csv", "\n".join(rows).encode()), Choice("Overall", ("Speed", "Taste")))


def test_the_largest_effects_beyond_chance_are_the_message():
    result, t = hotpot().result, catalogue()
    costs = [d for d in result.attributes if d.penalty.p < 0.05 and d.penalty.estimate < 0]
    gains = [d for d in result.attributes if d.reward.p < 0.05 and d.reward.estimate > 0]
    worst = min(costs, key=lambda d: d.penalty.estimate)
    best = max(gains, key=lambda d: d.reward.estimate)
    title = section(drivers_told(hotpot()), "effects").title
    assert title == t(
        "rated.effects-both",
        low=worst.attribute,
        penalty=f"−{-worst.penalty.estimate:.2f}",
        high=best.attribute,
        reward=f"+{best.reward.estimate:.2f}",
    )


def test_a_larger_effect_that_chance_could_have_made_is_not_the_message():
    first = hotpot().result.attributes[0]
    loud = replace(first, penalty=replace(first.penalty, estimate=-9.0, p=0.2), attribute="Loud")
    made = replace(hotpot().result, attributes=(loud, *hotpot().result.attributes[1:]))
    told = drivers_told(replace(hotpot(), result=made))
    assert "Loud" not in section(told, "effects").title


def test_without_an_effect_nothing_is_claimed():
    found, t = noise(), catalogue()
    assert {d.category for d in found.result.attributes} == {"I"}
    told = drivers_told(found)
    assert section(told, "effects").title == t("rated.effects-none", overall="Overall")
    assert section(told, "impact").title == t("rated.impact-none")
    assert {row[-1] for row in section(told, "impact").grids[0].rows} == {"-"}
    assert section(told, "curves").title == t("rated.curves-none")


def test_the_figure_has_the_numbers_of_the_result():
    figure = section(drivers_told(hotpot()), "effects").figure
    by_name = {d.attribute: d for d in hotpot().result.attributes}
    penalties, rewards = figure.series
    for name, penalty, reward in zip(figure.names, penalties.values, rewards.values, strict=True):
        assert (penalty, reward) == (by_name[name].penalty.estimate, by_name[name].reward.estimate)


def test_who_is_left_out_is_said():
    told = drivers_told(hotpot())
    assert any("386 of 420" in text for text in section(told, "sample").text)
    rows = dict(section(told, "left-out").grids[0].rows)
    assert int(rows["people without an overall rating"]) + int(rows["people who did not rate every attribute"]) == 34


def test_every_unverified_source_is_said():
    for told in (drivers_told(hotpot()), gaps_told(servqual())):
        rows = section(told, "sources").grids[0].rows
        unverified = [row for row in rows if row[1] == catalogue()("source.unverified")]
        assert unverified
        assert f" {len(unverified)} " in section(told, "sources").title


def test_the_largest_shortfall_beyond_chance_is_the_message():
    told, result = gaps_told(servqual()), servqual().result
    short = [gap for gap in result.items if gap.adjusted < 0.05 and gap.gap.estimate < 0]
    worst = min(short, key=lambda gap: gap.gap.estimate)
    assert section(told, "gaps").title.startswith(f"“{worst.name}” falls short most: −{-worst.gap.estimate:.2f}")
    assert f"{len(short)} of 22 items fall short" in section(told, "gaps").text[1]


def test_shortfalls_within_chance_are_no_message():
    result = servqual().result
    items = tuple(replace(gap, adjusted=0.4) for gap in result.items)
    made = replace(servqual(), result=replace(result, items=items))
    told = gaps_told(made)
    assert section(told, "gaps").title == catalogue()("rated.gap-none")
    assert all("~" in row[5] for row in section(told, "gaps").grids[0].rows)
    unknown = tuple(replace(gap, adjusted=None, test=None) for gap in result.items)
    made = replace(servqual(), result=replace(result, items=unknown))
    assert section(gaps_told(made), "gaps").title == catalogue()("rated.gap-unknown")


def test_verdicts_count_items_whose_interval_is_above_one_half():
    told = gaps_told(servqual())
    sure = [g for g in servqual().result.items if g.verdicts.shares["below"].low > 0.5]
    assert section(told, "verdicts").title == catalogue()("rated.verdicts-title", n=len(sure), all=22)


def test_priorities_name_only_what_is_beyond_chance():
    names = servqual().result.asked.names
    letters = {names[0]: "M", names[4]: "O"}
    found = reported(servqual().table, servqual().result.asked, letters)
    title = section(gaps_told(found), "priorities").title
    assert names[4] in title
    assert names[0] not in title
    assert all(name != "priorities" for name in (each.name for each in gaps_told(servqual()).story.sections))


@pytest.mark.parametrize("told", [lambda lang: drivers_told(hotpot(), lang), lambda lang: gaps_of_items(lang)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_picture_that_is_named_is_there(told, lang):
    made = told(lang)
    named = [each.drawn for each in made.story.sections if each.drawn]
    assert {each.name for each in named} <= set(made.drawings(False))
    assert all(each.alt and each.title for each in named)


def gaps_of_items(lang):
    return gaps_told(servqual(), labels(servqual().result.asked, lang), lang)


def slides(told):
    return Presentation(io.BytesIO(told.written("pptx")))


def pictures(deck):
    return [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]


def test_slides_have_charts_to_edit_and_words_for_every_picture():
    for told, stills in ((drivers_told(hotpot()), 1), (gaps_told(servqual()), 0)):
        deck = slides(told)
        drawn = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
        assert len(drawn) >= 2
        assert len(pictures(deck)) == stills
        for shape in pictures(deck):
            assert shape._element.nvPicPr.cNvPr.get("descr")
            assert shape.top + shape.height <= deck.slide_height
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width


def test_every_other_format_is_made():
    told = drivers_told(hotpot(), about=About("A title", "A question?", "Somebody", "2026-01-02"))
    pages = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(told.written("pdf"))).pages)
    assert "A title" in pages
    assert "A question?" in pages
    assert b"A title" in told.written("html")
    assert zipfile.ZipFile(io.BytesIO(told.written("docx"))).testzip() is None
    names = zipfile.ZipFile(io.BytesIO(told.written("zip"))).namelist()
    assert {"drivers.png", "drivers.svg", "impact.png", "curves/01.svg"} <= set(names)
    with pytest.raises(KanoError) as refused:
        told.written("xlsx")
    assert refused.value.code == "format-unknown"
    assert set(told.formats) == {*PRESENTED, "csv", "json"}


def test_csv_and_json_are_what_the_command_prints(capsys):
    path = str(RATINGS / "servqual.csv")
    assert main(["gaps", path, "--items", str(RATINGS / "servqual-items.yaml"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(gaps_told(servqual()).written("json"))


def test_texts_of_users_stay_texts():
    names = [LIVE[place] for place in (0, 11, 13, 15, 16, 17)]
    rng = np.random.default_rng(1)
    values = rng.integers(1, 6, (80, len(names))).astype(float)
    base = hotpot()
    attributes = Ratings(tuple(names), values)
    overall = Ratings(("@SUM(A1)",), rng.integers(1, 8, (80, 1)).astype(float))
    choice = Choice("@SUM(A1)", tuple(names))
    made = replace(
        base, choice=choice, overall=overall, attributes=attributes, explicit={}, result=drivers(overall, attributes)
    )
    told = drivers_told(made)
    page = told.written("html").decode()
    assert "<script>alert(1)</script>" not in page
    rows = told.written("csv").decode("utf-8-sig").splitlines()
    assert any(row.startswith('"\'=1+1"') for row in rows)
    assert told.written("pdf").startswith(b"%PDF")
    assert slides(told)


@pytest.mark.parametrize("values", [[0.0], [1.0, 1.0], [-3.2, 4.1], [5.1, 5.2, 6.9], [0.001, 0.002], [-900.0, 10.0]])
def test_an_axis_holds_every_value(values):
    low, high = ends(values)
    assert low <= min(values)
    assert max(values) <= high
