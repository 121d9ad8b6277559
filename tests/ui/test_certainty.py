"""The page that says how sure each category is, in every language, and its line on the big screen."""

import numpy as np
import pytest

from kano import CategoryCounts, classify, read
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.settling import settle
from kano.text import markdown
from kano.ui import stage
from tests.ui.test_pages import ROOT, app, assert_fine, button, go, opened, shown_by_charts, texts

VIEWS = ("now", "more", "choices", "tests")


def sure(lang="en"):
    return go(opened(lang), "certainty")


def view(at, name):
    next(group for group in at.get("button_group") if group.key == "certainty_view").set_value(name).run()
    assert_fine(at)
    return at


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_verdicts_are_counted_on_top(lang):
    at, t = sure(lang), catalogue(lang)
    metrics = {metric.label: int(metric.value) for metric in at.metric}
    assert at.header[0].value == t("ui.certainty.title")
    assert sum(metrics.values()) == 20
    assert {label.split(" ", 1)[1] for label in metrics} == {
        t(f"verdict.{v}") for v in ("clear", "leaning", "too close")
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_shows_the_sample_and_how_it_was_found(lang, name):
    at, t = view(sure(lang), name), catalogue(lang)
    feature = load("hotpot").labels(lang)["Board games while waiting"]
    if name in ("now", "more"):
        assert feature in shown_by_charts(at)
    else:
        assert feature in set(at.dataframe[0].value["feature"])
    for part in ("leading.fong", "settling.method", "trust.shares"):
        assert t(part) in texts(at)


def test_only_what_changes_is_in_the_table_of_choices_and_the_rest_is_named():
    at = view(sure(), "choices")
    table = at.dataframe[0].value
    assert list(table["feature"]) == [
        "Board games while waiting",
        "Staffed children's corner",
        "Help with cooking at the table",
        "Birthday greeting",
    ]
    assert (table.drop(columns=["feature", "now"]) != "").any(axis=1).all()
    assert "The same under all of these choices: Table booking three weeks ahead" in texts(at)


def test_the_exact_test_stands_beside_fongs():
    at = view(sure(), "tests")
    row = at.dataframe[0].value.set_index("feature").loc["Steamed egg for babies"]
    assert (row["p"], row["fong"]) == ("0.097", "24 ≥ 17.5: significant")
    assert "finds too much" in texts(at)


def test_the_choices_of_the_results_and_their_split_are_followed():
    at = opened()
    next(box for box in at.selectbox if box.key == "by").set_value("visits").run()
    next(box for box in at.selectbox if box.key == "rule").set_value("blauth").run()
    at = go(at, "certainty")
    box = next(box for box in at.selectbox if box.key == "certainty_at")
    assert box.options[0] == "everyone"
    assert markdown("(O+A+M) against (I+R+Q)") in texts(at)
    box.set_value(box.options.index("Once a week or more")).run()
    for name in VIEWS:
        view(at, name)
    assert len(at.dataframe[0].value) == 20


def test_a_split_of_another_study_does_not_follow():
    at = opened()
    next(box for box in at.selectbox if box.key == "by").set_value("visits").run()
    at = go(at, "home")
    at.selectbox[0].set_value("berger1993").run()
    button(at, "ui.home.sample-open").click().run()
    at = go(at, "certainty")
    assert not [box for box in at.selectbox if box.key == "certainty_at"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_percentages_say_that_nothing_is_known_and_why(lang):
    at = app(lang)
    at.session_state["kano"].confirm(read(ROOT / "sample_data/published/sauerwein1996_fig10_11.csv"))
    at, t = go(at, "certainty"), catalogue(lang)
    assert {m.label: m.value for m in at.metric}[t("verdict.none")] == "3"
    view(at, "more")
    assert texts(at).count(t("reason.shares")) == 3
    view(at, "tests")
    assert set(at.dataframe[0].value["p"]) == {t("reason.shares")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_study_the_page_says_where_to_begin(lang):
    assert app(lang, "certainty").info[0].value == catalogue(lang)("ui.no-study")


# --- the big screen ------------------------------------------------------------------------------------------------


def ahead(*rows, asked=None, lang="en"):
    data = CategoryCounts(tuple(f"F{i}" for i in range(len(rows))), np.array([rows], float))
    return stage.ahead(settle(classify(data), (10, 50), asked), catalogue(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_big_screen_says_in_a_line_what_more_people_would_do(lang):
    rows = (60, 3, 2, 1, 0, 0), (20, 12, 5, 3, 1, 0), (40, 41, 3, 2, 0, 0)
    t, line = catalogue(lang), ahead(*rows, lang=lang)
    assert line.startswith(t("ui.stage.open", n=2, all=3))
    assert t("ui.stage.split", n=1, limit=1000) in line
    assert line.count("·") == 3
    assert "\n" not in line
    assert "50" in line


def test_the_line_counts_people_and_not_answers_where_each_answers_a_part():
    rows = [(20, 12, 5, 3, 1, 0)] * 6
    assert "20 more people" in ahead(*rows, asked=3)
    assert "100 more people" in ahead(*rows, asked=3)


@pytest.mark.parametrize("rows", [[(60, 3, 2, 1, 0, 0)], [(0,) * 6]])
def test_the_line_is_not_there_when_nothing_is_open_or_nobody_answered(rows):
    assert ahead(*rows) == ""
