"""A bundle on the pages: told what it is, opened by its own settings, and honest about who is not in it."""

import json
from dataclasses import replace

import pytest

from kano import Settings
from kano.conventions import VERSION
from kano.evaluation import load_table
from kano.i18n import LANGUAGES, catalogue
from kano.reports import About, Report, write
from kano.samples import open_sample
from kano.text import markdown, percent
from kano.ui import remembered
from tests.bundle.bundles import changed, written
from tests.ui.test_answers import press, uploaded
from tests.ui.test_pages import app, assert_fine, button, go, shown_by_charts, texts

ABOUT = About("Which *flight*?", "What is in the fare?", "Service team", "2026-11-22")
PAGES = ("certainty", "segments", "order", "portfolio", "offers", "export", "screening", "compare")
CHOSEN = Settings(rule="blauth", tie_margin=0.05, seed=7, draws=2000)


@pytest.fixture(autouse=True)
def _mappings(tmp_path, monkeypatch):
    monkeypatch.setenv(remembered.SETTING, str(tmp_path / "mappings"))


def flight(settings=CHOSEN, by="purpose"):
    study = open_sample("flight")
    return write(Report(study, study.classify(settings, by), about=ABOUT), "json")


def results(data, lang="en"):
    """The results page, by way of the button."""
    at = uploaded(data, lang, "flight.json")
    assert_fine(at)
    button(at, "ui.bundle.open", lang).click().run()
    return go(at, "results")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_what_it_is_and_nothing_is_asked(lang):
    at, t = uploaded(flight(), lang, "flight.json"), catalogue(lang)
    said = texts(at)
    assert markdown(ABOUT.title) in said
    assert markdown(ABOUT.question) in said
    assert t("ui.bundle.about") in said
    assert markdown("2026-11-22") in said
    assert f"- **{t('ui.bundle.people')}**: 180" in said
    assert f"- **{t('ui.bundle.rule')}**: {markdown(t('rule.blauth'))}" in said
    assert f"- **{t('ui.bundle.seed')}**: 7" in said
    assert not [b for b in at.button if b.label == t("ui.answers.confirm")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_results_are_those_of_its_own_settings(lang):
    at, t = results(flight(), lang), catalogue(lang)
    assert (at.selectbox(key="table").value, at.selectbox(key="rule").value) == ("standard", "blauth")
    assert at.selectbox(key="by").value == "purpose"
    at.button_group(key="view").set_value("table").run()
    assert_fine(at)
    expected = open_sample("flight").classify(CHOSEN, "purpose").of(None)
    frame = at.dataframe[0].value
    assert frame["probability"].tolist() == [percent(f.probability[f.category]) for f in expected]
    assert frame["better_low"].tolist() == [f.better.low for f in expected]
    said = texts(at)
    assert markdown(t("convention.ties-margin", order="M > O > A > I > R > Q", margin="5")) in said
    assert "seed 7" in said or lang != "en"
    origin = {"file": markdown("flight.json"), "source": markdown("flight.csv"), "version": markdown(VERSION)}
    assert t("ui.bundle.origin", **origin) in said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "page", ["certainty", "segments", "order", "portfolio", "offers", "export", "screening", "compare"]
)
def test_every_page_takes_it_or_says_why_not(lang, page):
    at, t = results(flight(), lang), catalogue(lang)
    go(at, page)
    if page == "screening":
        assert at.info[0].value == t("ui.screening.counts")
    else:
        assert markdown("flight.csv") in texts(at)
    if page == "segments":
        assert t("ui.groups.counts") in [info.value for info in at.info]


def test_certainty_shows_the_same_picture_as_of_the_answers():
    plain = app()
    plain.selectbox(key="sample").set_value("flight").run()
    button(plain, "ui.home.sample-open").click().run()
    expected = shown_by_charts(go(go(plain, "results"), "certainty"))
    again = shown_by_charts(go(results(flight(Settings(), None)), "certainty"))
    drawn = [line for line in again.splitlines() if line.startswith("{")]
    assert drawn == [line for line in expected.splitlines() if line.startswith("{")]
    assert drawn


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_feature_is_opened_down_to_its_cells_without_people(lang):
    at, t = results(flight(), lang), catalogue(lang)
    at.button_group(key="view").set_value("answers").run()
    assert_fine(at)
    assert t("ui.bundle.no-people") in texts(at)
    assert at.get("vega_lite_chart")
    at.button_group(key="view").set_value("variants").run()
    assert t("ui.bundle.no-forms") in [info.value for info in at.info]


def test_a_table_of_its_own_is_followed_and_forgotten_with_it():
    own = replace(load_table("pouliot"), name="ours *x*.txt")
    at = results(flight(replace(CHOSEN, table=own)))
    assert at.selectbox(key="table").value == own.name
    assert at.selectbox(key="table").options[0] == own.name
    go(at, "certainty")
    go(at, "home")
    button(at, "ui.home.sample-open").click().run()
    go(at, "results")
    assert at.selectbox(key="table").value == "standard"
    go(at, "certainty")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_that_was_changed_is_refused_in_words(lang):
    at = uploaded(flight().replace(b'"people": 180', b'"people": 181'), lang, "flight.json")
    assert [error.value for error in at.error] == [
        markdown(catalogue(lang)("error.bundle-changed", file="flight.json"))
    ]
    assert not [b for b in at.button if b.label == catalogue(lang)("ui.bundle.open")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_other_numbers_of_another_version_are_said_before_and_after(lang):
    def older(content):
        content["kano"] = "0.1.0"
        content["classification"]["features"][0]["better"]["estimate"] = 0.99

    data = changed(flight(), older)
    at = uploaded(data, lang, "flight.json")
    assert "0\\.1\\.0" in at.warning[0].value
    press(at, "ui.bundle.open", lang)
    go(at, "results")
    assert "0\\.1\\.0" in at.warning[0].value


def test_two_bundles_of_one_file_do_not_share_their_numbers():
    """Both name the same source: results that are kept between reruns must not be those of the other."""
    first, second = (json.loads(flight(Settings(), None)) for _ in range(2))

    def fewer(content):
        grid = content["counts"]["everyone"]["grid"][0]
        grid[0].reverse()
        content["counts"]["questions"] = []

    at = results(flight(Settings(), None))
    before = shown_by_charts(at)
    go(at, "answers")
    at.file_uploader[0].set_value(("other.json", changed(json.dumps(second).encode(), fewer), "application/json")).run()
    button(at, "ui.bundle.open").click().run()
    go(at, "results")
    assert shown_by_charts(at) != before
    assert first["source"] == second["source"]


def test_published_counts_come_as_a_bundle_too():
    at = results(written(open_sample("berger1993")))
    assert_fine(at)
    go(at, "certainty")
