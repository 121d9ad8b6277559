"""The other forms on the Results page, and the plan of the fieldwork on the Design page."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kano.fieldwork.planner import SCENARIOS
from kano.i18n import LANGUAGES, catalogue
from kano.text import markdown

ROOT = Path(__file__).parents[2]


def app(lang="en"):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = lang
    return at.run()


def go(at, page):
    at.switch_page(f"kano/ui/pages/{page}.py").run()
    return fine(at)


def fine(at):
    assert not at.exception
    assert not at.error, [error.value for error in at.error]
    return at


def press(at, key, lang):
    next(b for b in at.button if b.label == catalogue(lang)(key)).click().run()
    return fine(at)


def texts(at):
    return "\n".join(element.value for kind in ("markdown", "caption") for element in at.get(kind))


def variants(lang="en"):
    at = go(press(app(lang), "ui.home.sample-open", lang), "results")
    next(group for group in at.get("button_group") if group.key == "view").set_value("variants").run()
    return fine(at)


def table(at, column):
    """The table on the page that has this column."""
    return next(frame.value for frame in at.dataframe if column in frame.value.columns)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_stands_beside_the_standard_with_its_source(lang):
    at, t = variants(lang), catalogue(lang)
    rows = table(at, "analytical")
    assert len(rows) == 20
    assert list(rows["fuzzy"]) == list(rows["standard"])
    assert markdown(t("source.unverified")) in texts(at)
    assert "Xu, Jiao" in texts(at)
    assert not any("ui.variants" in text for text in texts(at).splitlines())


def test_the_thresholds_are_the_users():
    at = variants()
    before = list(table(at, "analytical")["analytical"])
    at.number_input(key="variants_r0").set_value(0.1).run()
    assert list(table(fine(at), "analytical")["analytical"]) != before


def test_thresholds_that_divide_nothing_are_told_and_can_be_mended():
    at = variants()
    at.number_input(key="variants_low").set_value(70.0).run()
    assert at.error
    assert not at.exception
    at.number_input(key="variants_low").set_value(20.0).run()
    assert len(table(fine(at), "analytical")) == 20


def test_a_table_of_counts_has_no_other_forms():
    at = app()
    t = catalogue("en")
    at.selectbox[0].set_value("berger1993").run()
    press(at, "ui.home.sample-open", "en")
    at = go(at, "results")
    next(group for group in at.get("button_group") if group.key == "view").set_value("variants").run()
    assert t("ui.results.no-pairs") in [info.value for info in fine(at).info]


# --- the plan of the fieldwork ----------------------------------------------------------------------------------


def design(lang="en"):
    return go(press(app(lang), "ui.home.template-open", lang), "design")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plan_waits_for_what_the_user_expects(lang):
    at = design(lang)
    assert len(table(at, "people")) == 3
    at.selectbox(key="plan_expected").set_value(next(iter(SCENARIOS))).run()
    rows = table(fine(at), "people")
    assert len(rows) == 4
    assert rows["answers"].iloc[3] < rows["answers"].iloc[0]
    assert not any("plan." in line for line in texts(at).splitlines())


def test_more_chance_takes_more_people_and_a_lead_is_asked_for():
    at = design()
    at.selectbox(key="plan_expected").set_value("usual").run()
    usual = table(fine(at), "people")["answers"].iloc[3]
    at.select_slider(key="plan_chance").set_value(0.95).run()
    assert table(fine(at), "people")["answers"].iloc[3] > usual
    at.selectbox(key="plan_expected").set_value("lead").run()
    assert len(table(fine(at), "people")) == 3
    at.number_input(key="plan_lead").set_value(30).run()
    assert table(fine(at), "people")["answers"].iloc[3] < usual


def test_versions_of_a_form_are_made_when_nobody_is_asked_everything():
    at = design()
    assert not [box for box in at.number_input if (box.key or "").startswith("plan_versions")]
    pairs = next(box for box in at.number_input if (box.key or "").startswith("pairs_"))
    pairs.set_value(8).run()
    box = next(box for box in fine(at).number_input if (box.key or "").startswith("plan_versions"))
    before = table(at, "people")["people"].iloc[1]
    box.set_value(3).run()
    assert table(fine(at), "people")["people"].iloc[1] > before
    assert [warning.value for warning in at.warning]
    assert json.dumps([b.label for b in at.get("download_button")]).count("CSV") >= 1
