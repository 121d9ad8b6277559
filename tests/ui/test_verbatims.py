"""Reasons on the pages: left out until they are kept, shown by category, and never as markup."""

import pytest
from streamlit.testing.v1 import AppTest

from kano.i18n import LANGUAGES, catalogue
from kano.text import markdown
from kano.ui import remembered
from tests.ui.test_answers import confirmed, press, table, uploaded
from tests.ui.test_pages import ROOT, go, texts

SAMPLES = ROOT / "sample_data"
ENGLISH, CHINESE = (SAMPLES / "verbatims" / f"hotpot-{lang}.csv" for lang in ("en", "zh-Hans"))
LIKE, NEUTRAL = "I like it that way", "I am neutral"
HOSTILE = "<script>alert(1)</script> [here](http://x.example) `code` $x$ :red[y]"
TITLE, KEEP = "ui.verbatims.title", "ui.reasons.keep"


@pytest.fixture(autouse=True)
def _mappings(tmp_path, monkeypatch):
    monkeypatch.setenv(remembered.SETTING, str(tmp_path / "mappings"))


def opened(at, feature, lang):
    """The results page on the answers to one feature."""
    at = confirmed(at, lang)
    at.button_group(key="view").set_value("answers").run()
    at.selectbox(key="answers_of_0").set_value(feature).run()
    assert not at.exception
    return at


def shown(at, lang):
    return f"**{catalogue(lang)(TITLE)}**" in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("file", [ENGLISH, CHINESE])
def test_reasons_stay_out_until_they_are_kept_and_then_stand_by_category(lang, file):
    at, t = uploaded(file.read_bytes(), lang), catalogue(lang)
    assert t("ui.reasons.found", n=4) in texts(at)
    press(at, KEEP, lang)
    assert t("ui.reasons.kept", n=4) in texts(at)
    assert list(table(at, "columns_")["role"]).count("why") == 4
    feature = "Noodle-pulling show" if file == ENGLISH else "甩面表演"
    at = opened(at, feature, lang)
    assert shown(at, lang)
    said = markdown("It is the reason we come here" if file == ENGLISH else "就是为了看这个来的")
    assert f"- {said} ×4" in texts(at)
    assert t("verbatims.count", texts=8, people=46) in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_users_word_there_is_nothing_to_see(lang):
    assert not shown(opened(uploaded(ENGLISH.read_bytes(), lang), "Noodle-pulling show", lang), lang)


def test_what_is_kept_can_be_left_out_again():
    at = press(uploaded(ENGLISH.read_bytes()), KEEP)
    press(at, "ui.left.leave-out")
    assert catalogue("en")("ui.reasons.found", n=4) in texts(at)
    assert "why" not in list(table(at, "columns_")["role"])


def test_a_file_without_reasons_is_not_asked_about_them():
    at = uploaded((SAMPLES / "hotpot.csv").read_bytes())
    assert catalogue("en")("ui.reasons.about") not in texts(at)


def test_a_column_that_is_nobodys_for_sure_is_named_only():
    header = "Why?,Tea_functional,Tea_dysfunctional\n"
    at = uploaded(header + f"because,{LIKE},{NEUTRAL}\nslow,{LIKE},{NEUTRAL}\n")
    assert markdown(catalogue("en")("ui.reasons.unclear", columns="Why?")) in texts(at)
    assert catalogue("en")(KEEP) not in [button.label for button in at.button]


def test_a_text_is_shown_as_it_was_typed():
    at = press(uploaded(f"Tea_functional,Tea_dysfunctional,Why?\n{f'{LIKE},{NEUTRAL},{HOSTILE}' + chr(10)}" * 1), KEEP)
    at = opened(at, "Tea", "en")
    assert f"- {markdown(HOSTILE)}" in texts(at)
    assert HOSTILE not in texts(at)


def test_a_small_segment_shows_no_text_and_says_so():
    at = press(uploaded(ENGLISH.read_bytes()), KEEP)
    at = opened(at, "Apron for each guest", "en")
    at.selectbox(key="by").set_value("visits").run()
    at = go(at, "results")
    place = next(box for box in at.selectbox if box.key == "at_visits")
    place.set_value(place.options.index("One to three times a month")).run()
    assert not at.exception
    assert "are shown among those of everyone only" in texts(at)


def room(lang):
    """The results of a room with reasons, on a page of its own."""
    from dataclasses import replace

    from kano.reports import Report
    from kano.samples import open_sample
    from kano.ui.verbatims import own_words

    study = open_sample("after-sales")
    feature = study.data.features[0]
    study = replace(study, reasons=((feature, "because *I* say so"), (feature, "it was slow")))
    own_words(Report(study, study.classify(), lang), None, feature)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reasons_of_a_room_are_shown_on_demand_and_under_no_category(lang):
    at, t = AppTest.from_function(room, kwargs={"lang": lang}, default_timeout=60).run(), catalogue(lang)
    assert not at.exception
    assert "it was slow" not in texts(at)
    at.toggle[0].set_value(True).run()
    assert f"- {markdown('because *I* say so')}" in texts(at)
    assert not any(t(f"type.{letter}") in texts(at) for letter in "AOMIRQ")
    assert t("verbatims.untold") in texts(at)
