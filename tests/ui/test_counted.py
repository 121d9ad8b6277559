"""A table of pair counts on the Answers page: shown in people, asked about like answers, and open in every page."""

import pytest

from kano.i18n import LANGUAGES, catalogue
from kano.ui import remembered
from tests.ui.test_answers import confirmed, is_open, press, table, uploaded
from tests.ui.test_pages import button, go, texts

PAGES = ("results", "certainty", "segments", "order", "portfolio", "offers", "screening", "compare", "export")
ANSWERS = ("I like it", "I expect it", "I am neutral", "I can tolerate it", "I dislike it")
CODES = ("1", "2", "3", "4", "5")


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv(remembered.SETTING, str(tmp_path / "mappings"))


def counts(answers=ANSWERS, more=""):
    lines = ["feature,functional,dysfunctional,city,count"]
    for f, feature in enumerate(("Fast", "<b>Safe</b>")):
        for i, present in enumerate(answers):
            lines += [f"{feature},{present},{answers[4]},{city},{n * (5 - i) * (f + 1)}" for city, n in CITIES]
            lines += [f"{feature},{present},{answers[2]},{city},{n * (i + 1) * (2 - f)}" for city, n in CITIES]
    return "\n".join([*lines, *more, ""])


CITIES = (("Rome", 100), ("Oslo", 70), ("", 9))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pair_counts_are_told_in_people_and_opened_by_every_page(lang):
    at, t = uploaded(counts(), lang), catalogue(lang)
    assert not button(at, "ui.answers.confirm", lang).disabled
    answers = table(at, "answers_").set_index("answer")
    assert answers.loc["I dislike it", "dysfunctional"] == 179 * 15 * 3
    features = next(frame.value for frame in at.dataframe)
    assert list(features["people"]) == [179 * 45, 179 * 45]
    said = texts(at)
    assert t("ui.pairs.title") in said
    assert "**city** (3): Oslo; Rome; " in said
    assert "**895** ×" in said
    assert "- **city**" not in said.partition(t("ui.left.title"))[2]
    at = confirmed(at, lang)
    assert {m.label: m.value for m in at.metric}[t("ui.results.people")] == "8055"
    for page in PAGES:
        go(at, page)


def test_pages_open_though_the_number_of_people_is_unknown():
    at = uploaded(counts(more=["Fast,,,Rome,41"]))
    assert catalogue()("finding.pairs-people-differ", least=8055, most=8096).replace(".", "\\.") in texts(at)
    at = confirmed(at)
    for page in PAGES:
        go(at, page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_and_unknown_wordings_are_asked_in_people(lang):
    at = uploaded(counts(CODES, ["Fast,meh,5,Rome,41"]), lang)
    assert is_open(at, "code-direction", lang)
    assert is_open(at, "answers-open", lang)
    assert catalogue(lang)("ui.decide.counts", functional=41, dysfunctional=0) in texts(at)
    press(at, "ui.decide.like-first", lang, first=1, last=5)
    assert not is_open(at, "code-direction", lang)


def test_a_doubt_about_the_column_of_numbers_blocks_until_it_is_confirmed():
    at = uploaded("feature,functional,dysfunctional,n,count\nFast,I like it,I dislike it,9,4\nFast,,,9,5\n")
    assert is_open(at, "count-column")
    press(at, "ui.decide.agree")
    assert not button(at, "ui.answers.confirm").disabled


def test_what_cannot_be_counted_names_the_cell_and_the_columns_stay_to_be_mended():
    at = uploaded("feature,functional,dysfunctional,count\nFast,I like it,I dislike it,4.5\nFast,,,5\n")
    assert "4\\.5" in at.error[0].value
    assert list(table(at, "columns_")["role"]) == ["feature", "functional", "dysfunctional", "count"]
