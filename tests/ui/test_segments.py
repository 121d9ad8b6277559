"""The Segments page, in every language, as a user meets it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load

ROOT = Path(__file__).parents[2]


def assert_fine(at):
    assert not at.exception
    assert not at.error, [error.value for error in at.error]


def opened(lang="en", sample=None):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = lang
    at.run()
    if sample:
        at.selectbox(key="sample").set_value(sample).run()
    label = catalogue(lang)("ui.home.sample-open")
    next(b for b in at.button if b.label == label).click().run()
    at.switch_page("kano/ui/pages/segments.py").run()
    assert_fine(at)
    return at


def texts(at):
    kinds = ("markdown", "caption", "header", "subheader", "info", "warning", "success")
    return "\n".join(element.value for kind in kinds for element in at.get(kind))


def by(at, t, name):
    next(box for box in at.selectbox if box.label == t("ui.segments.by")).set_value(name).run()
    assert_fine(at)
    return at


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_asks_one_question_and_names_the_feature_that_hides_two_peaks(lang):
    t = catalogue(lang)
    at = opened(lang)
    assert at.header[0].value == t("ui.segments.title")
    assert t("ui.segments.no-peaks") in texts(at)
    at = by(at, t, "party")
    warning = next(each.value for each in at.warning if t("ui.segments.peaks") in each.value)
    name = load("hotpot").labels(lang)["Staffed children's corner"]
    assert name.split("'")[0] in warning
    assert t("type.M") in warning
    assert len(at.get("vega_lite_chart")) >= 3
    assert t("split.how-adjustment") in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_groups_are_looked_for_when_asked_and_refused_with_a_reason(lang):
    t = catalogue(lang)
    at = opened(lang)
    assert t("ui.groups.how") not in [each.label for each in at.expander]
    at.toggle[0].set_value(True).run(timeout=60)
    assert_fine(at)
    assert "0.80" in texts(at).replace("\\", "")
    assert t("ui.groups.tried") in [each.label for each in at.expander]


def test_groups_that_are_found_are_shown_with_what_is_doubtful_about_them():
    at, t = opened(), catalogue("en")
    at.radio[0].set_value("scores").run()
    at.toggle[0].set_value(True).run(timeout=60)
    assert_fine(at)
    shown = texts(at).replace("\\", "")
    assert "2 groups by scores" in shown
    assert "Group 2: 12 people" in shown
    assert "50% gave one pair of answers throughout" in shown
    assert t("groups.how-independence") in shown


def test_a_study_of_counts_says_what_is_missing():
    at, t = opened(sample="berger1993"), catalogue("en")
    assert t("ui.segments.none") in texts(at)
    assert t("ui.groups.counts") in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_study_the_page_says_where_to_begin(lang):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = lang
    at.run()
    at.switch_page("kano/ui/pages/segments.py").run()
    assert at.info[0].value == catalogue(lang)("ui.no-study")
