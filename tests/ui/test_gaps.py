"""The Service quality page: a file, its items, and one question per tab, in every language."""

import csv
import io
from dataclasses import replace

import pytest

from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.readers import open_table, propose
from kano.samples import FOLDER
from kano.study import study
from kano.ui.service.work import OTHER
from tests.ui.test_pages import app, assert_fine, button, go, shown_by_charts, texts

RATINGS = FOLDER / "ratings"
VIEWS = ("gaps", "people", "one", "matrix", "priorities", "table")
TWENTY_TWO = ["person", *(f"{side}{i}" for side in "EP" for i in range(1, 23))]


def sheet(head, rows=12, made=lambda i, j: 1 + (i + j) % 7):
    """A file with these columns; the first names the person."""
    file = io.StringIO()
    csv.writer(file).writerows([head, *([i, *(made(i, j) for j in range(1, len(head)))] for i in range(rows))])
    return file.getvalue().encode()


def uploaded(data, lang="en", name="ratings.csv"):
    at = app(lang, "gaps")
    uploader = next(box for box in at.file_uploader if box.key == "service_file")
    uploader.set_value((name, data, "text/csv")).run()
    assert not at.exception
    return at


def sample(lang="en"):
    at = app(lang, "gaps")
    button(at, "ui.gaps.sample", lang).click().run()
    assert_fine(at)
    return at


def view(at, name):
    next(group for group in at.get("button_group") if group.key == "service_view").set_value(name).run()
    assert_fine(at)
    return at


def confirm(at, n, lang="en"):
    label = catalogue(lang)("ui.gaps.confirm", n=n)
    return next(b for b in at.button if b.label == label)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_opens_in_one_click(lang):
    at, t = sample(lang), catalogue(lang)
    assert at.header[0].value == t("ui.gaps.title")
    metrics = {metric.label: metric.value for metric in at.metric}
    assert metrics[t("ui.results.people")] == "120"
    assert metrics[t("ui.gaps.overall")] == "\u22120.51"
    assert metrics[t("ui.gaps.weighted")] == "\u22120.65"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_shows_the_sample(lang, name):
    at, t = view(sample(lang), name), catalogue(lang)
    shown = texts(at).replace("\\", "")
    assert t("gaps.how.gap-text") in shown
    assert t("source.second-hand") in shown
    item = load("servqual").labels(lang)["Polite staff"]
    if name == "table":
        assert item in set(at.dataframe[-1].value["item"])
        assert len(at.dataframe[-1].value) == 22 + 5 + 2
    elif name == "priorities":
        assert item in shown
        assert t("ui.gaps.no-study") in shown
    elif name == "one":
        assert item in next(box for box in at.selectbox if box.key == "service_item").options
    else:
        assert item in shown_by_charts(at)


def test_without_a_file_the_page_says_what_it_takes():
    at = app("en", "gaps")
    assert_fine(at)
    assert catalogue("en")("ui.gaps.kinds") in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_22_items_wait_for_their_wording(lang):
    at = uploaded(sheet(TWENTY_TWO), lang)
    radio = next(box for box in at.radio if box.key.startswith("wording_"))
    assert radio.value is None
    assert confirm(at, 22, lang).disabled
    radio.set_value("1991").run()
    assert not confirm(at, 22, lang).disabled
    confirm(at, 22, lang).click().run()
    assert_fine(at)
    assert {metric.label for metric in at.metric} >= {catalogue(lang)("ui.gaps.overall")}


def test_the_wording_of_1988_turns_nine_gaps_and_only_those():
    gaps = {}
    for wording in ("1988", "1991", OTHER):
        at = uploaded(sheet(TWENTY_TWO))
        next(box for box in at.radio if box.key.startswith("wording_")).set_value(wording).run()
        confirm(at, 22).click().run()
        rows = view(at, "table").dataframe[-1].value["gap"].tolist()
        gaps[wording] = [row.split(" ")[0].replace("\u2212", "-") for row in rows[:22]]
    assert gaps["1991"] == gaps[OTHER]
    turned = [i for i in range(1, 23) if gaps["1988"][i - 1] != gaps["1991"][i - 1]]
    assert turned == [10, 11, 12, 13, 18, 19, 20, 21, 22]
    assert all(float(gaps["1988"][i - 1]) == -float(gaps["1991"][i - 1]) for i in turned)


def kept(at):
    return at.session_state["kano"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_categories_both_orders_stand_in_one_table(lang):
    at = view(sample(lang), "priorities")
    for name, letter in (("Service at the agreed time", "A"), ("Promises kept by the promised date", "M")):
        kept(at).service.letter(name, letter)
    at.run()
    assert_fine(at)
    rows = next(frame.value for frame in at.dataframe if "kano_rank" in frame.value)
    assert rows["rank"].tolist() == [1, 2]
    assert rows["kano_rank"].tolist() == [2, 1]
    assert catalogue(lang)("gaps.orders") in texts(at)


def test_categories_come_from_the_open_study_where_names_match():
    at = app("en", "gaps")
    counts = "feature,A,O,M,I,R,Q\nPolite staff,1,2,30,3,0,0\nStaff worthy of trust,30,1,1,1,0,0\n"
    kept(at).study = study_of(counts)
    button(at, "ui.gaps.sample").click().run()
    at = view(at, "priorities")
    assert "2 of 22" in texts(at)
    rows = next(frame.value for frame in at.dataframe if "kano_rank" in frame.value)
    assert rows["item"].tolist() == ["Staff worthy of trust"]
    view(at, "matrix")
    assert catalogue("en")("type.A") in shown_by_charts(at)


def study_of(text):
    table = open_table(text.encode(), "kano.csv")
    return study(table, propose(table).mapping)


def test_importance_that_was_not_asked_is_not_made_up():
    at = uploaded(sheet(["id", "E1", "P1", "E2", "P2"]))
    confirm(at, 2).click().run()
    at = view(at, "matrix")
    assert not at.get("vega_lite_chart")
    next(toggle for toggle in at.toggle if toggle.key == "service_matters").set_value(True).run()
    assert_fine(at)
    assert at.get("vega_lite_chart")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("heads", "cells", "key"),
    [
        (["a", "b"], 3, "error.items-not-found"),
        (["E1", "E2"], 3, "error.items-not-found"),
        (["E1", "E1", "P1"], 3, "error.items-twice"),
    ],
)
def test_what_is_not_recognised_is_said_and_may_be_chosen(lang, heads, cells, key):
    at = uploaded(sheet(["id", *heads], made=lambda *_: cells), lang)
    said = catalogue(lang)(key, columns="{columns}").split("{columns}")[0]
    assert any(said in warning.value.replace("\\", "") for warning in at.warning)
    assert at.info[0].value == catalogue(lang)("ui.gaps.no-items")
    assert not at.metric


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ratings_in_words_are_shown_with_a_place_for_their_numbers(lang):
    at = uploaded(sheet(["id", "E1", "P1"], made=lambda i, _: "agree" if i % 2 else 5), lang)
    confirm(at, 1, lang).click().run()
    assert "agree" in at.error[0].value
    assert catalogue(lang)("ui.gaps.meant") in texts(at)
    assert at.dataframe[-1].value["text"].tolist() == ["agree"]


def test_columns_without_a_rating_give_no_numbers():
    at = uploaded(sheet(["id", "E1", "P1"], made=lambda *_: ""))
    confirm(at, 1).click().run()
    assert_fine(at)
    assert {metric.value for metric in at.metric} >= {"-"}
    for name in VIEWS:
        view(at, name)


def test_a_reversed_item_without_a_scale_is_not_computed():
    at = uploaded(sheet(["id", "E1", "P1"]))
    work = kept(at).service
    work.confirm(replace(work.items, items=tuple(replace(item, reversed=True) for item in work.items.items)))
    at.run()
    assert "lowest and the highest rating" in at.error[0].value
    assert not at.metric


def test_another_file_forgets_what_was_said_of_the_last():
    at = sample()
    uploader = next(box for box in at.file_uploader if box.key == "service_file")
    uploader.set_value(("other.csv", sheet(["id", "E1", "P1"]), "text/csv")).run()
    assert_fine(at)
    assert kept(at).service.confirmed is None
    assert not at.metric


def test_the_items_stay_when_the_language_changes_and_the_page_is_left():
    at = sample()
    items = kept(at).service.items
    next(group for group in at.get("button_group") if group.key == "language").set_value("zh-Hans").run()
    assert_fine(at)
    assert kept(at).service.items == items
    at = go(go(at, "home"), "gaps")
    assert kept(at).service.items == items
    assert at.metric[0].value == "120"


def test_hostile_names_are_shown_as_typed():
    name = "![x](http://evil.example/a.png) :red[x] $y$ <b>"
    at = uploaded(sheet(["id", f"{name} (expectation)", f"{name} (perception)"]))
    confirm(at, 1).click().run()
    for one in VIEWS:
        view(at, one)
        assert "![x](" not in texts(at)
        assert "http://" not in texts(at)


def test_a_file_whose_encoding_is_a_guess_is_asked_about():
    text = "编号,有礼貌（期望值）,有礼貌（感知值）\n1,7,5\n2,6,6\n"
    at = uploaded(text.encode("gb18030"))
    assert at.info[0].value == catalogue("en")("ui.gaps.reading")
    next(box for box in at.selectbox if box.key.startswith("service_encoding")).set_value("gb18030").run()
    assert confirm(at, 1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_columns_of_one_number_that_are_called_differently_are_asked_about(lang):
    at, t = uploaded(sheet(["id", "E1 Speed", "P1 Safety", "E2 Care", "P2 Care"]), lang), catalogue(lang)
    assert any("Speed" in warning.value and "Safety" in warning.value for warning in at.warning)
    assert confirm(at, 2, lang).disabled
    next(box for box in at.checkbox if box.label == t("ui.gaps.one-item")).set_value(True).run()
    assert not confirm(at, 2, lang).disabled
    confirm(at, 2, lang).click().run()
    assert_fine(at)
    assert at.metric


@pytest.mark.parametrize("lang", LANGUAGES)
def test_codes_among_the_ratings_are_said_and_may_be_named_as_missing(lang):
    def made(i, j):
        return 99 if (i, j) == (3, 1) else 1 + (i + j) % 7

    at = uploaded(sheet(["id", "E1", "P1"], made=made), lang)
    confirm(at, 1, lang).click().run()
    assert "99 × 1" in at.error[0].value
    assert not at.metric
    next(box for box in at.text_input if box.label == catalogue(lang)("ui.gaps.missing")).set_value("99").run()
    confirm(at, 1, lang).click().run()
    assert_fine(at)
    assert at.metric


def test_without_a_spread_no_priority_is_sure():
    at = uploaded(sheet(["id", "E1", "P1"], made=lambda _, j: 7 - j))
    confirm(at, 1).click().run()
    kept(at).service.letter("1", "M")
    at = view(at, "priorities")
    next(toggle for toggle in at.toggle if toggle.key == "service_matters").set_value(True).run()
    assert_fine(at)
    assert catalogue("en")("gaps.no-spread") in texts(at)
