"""Every page, in every language, as a user meets it."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load

ROOT = Path(__file__).parents[2]


def app(lang="en", page=None):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = lang
    at.run()
    return go(at, page) if page else at


def go(at, page):
    at.switch_page(f"kano/ui/pages/{page}.py").run()
    assert_fine(at)
    return at


def assert_fine(at):
    assert not at.exception
    assert not at.error, [error.value for error in at.error]


def button(at, key, lang="en"):
    label = catalogue(lang)(key)
    return next(b for b in at.button if b.label == label)


def texts(at):
    return "\n".join(
        element.value for kind in ("markdown", "caption", "header", "subheader") for element in at.get(kind)
    )


def shown_by_charts(at):
    """Everything that the charts on the page were given to draw, and the names beside them."""
    specs = [json.dumps(json.loads(chart.proto.spec), ensure_ascii=False) for chart in at.get("vega_lite_chart")]
    frames = [
        pa.ipc.open_stream(data.data.data).read_all().to_pandas().to_csv()
        for chart in at.get("vega_lite_chart")
        for data in chart.proto.datasets
    ]
    assert specs
    return "\n".join([*specs, *frames, texts(at)])


def opened(lang="en"):
    at = app(lang)
    button(at, "ui.home.sample-open", lang).click().run()
    return go(at, "results")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_home_names_the_three_types_in_the_users_words(lang):
    at = app(lang)
    assert_fine(at)
    t = catalogue(lang)
    assert at.header[0].value == t("ui.home.title")
    assert all(t(f"category.{letter}") in texts(at) for letter in "MOA")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_opens_in_one_click_with_its_people_counted(lang):
    at, t = opened(lang), catalogue(lang)
    metrics = {metric.label: metric.value for metric in at.metric}
    assert metrics[t("ui.results.people")] == "240"
    assert metrics[t("ui.results.features")] == "20"
    assert [metrics[t(f"type.{letter}")] for letter in "MOA"] == ["3", "3", "7"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", ["overview", "curves", "map", "plane", "answers", "table"])
def test_every_view_of_the_results_shows_the_sample(lang, view):
    at = opened(lang)
    next(group for group in at.get("button_group") if group.key == "view").set_value(view).run()
    assert_fine(at)
    feature = "Table booking three weeks ahead" if view == "answers" else "Apron for each guest"
    name = load("hotpot").labels(lang)[feature]
    if view == "table":
        assert name in set(at.dataframe[0].value["feature"])
    else:
        assert name in shown_by_charts(at)
    assert catalogue(lang)("convention.ties") in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_results_without_a_study_say_where_to_begin(lang):
    at = app(lang, "results")
    assert at.info[0].value == catalogue(lang)("ui.no-study")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_template_becomes_pairs_with_its_minutes_and_people(lang):
    at = app(lang)
    button(at, "ui.home.template-open", lang).click().run()
    at, t = go(at, "design"), catalogue(lang)
    metrics = {metric.label: metric.value for metric in at.metric}
    assert metrics[t("ui.design.people", points=10)] == "97"
    assert metrics[t("ui.design.people", points=15)] == "43"
    assert at.success[0].value == t("ui.design.lint-clean")


def test_a_plain_list_becomes_question_pairs_in_the_chosen_language():
    at = app("zh-Hant", "design")
    at.text_area[0].set_value("Hot towels | 热毛巾 | 熱毛巾").run()
    button(at, "ui.design.build", "zh-Hant").click().run()
    assert_fine(at)
    assert "如果服務中不包含「熱毛巾」，您的感受是？" in texts(at)


def test_the_lint_names_what_is_wrong_with_a_feature():
    at = app("en", "design")
    at.text_area[0].set_value("Fast and friendly staff").run()
    button(at, "ui.design.build").click().run()
    assert "joins two things" in at.warning[0].value


def test_published_counts_show_what_they_can_and_say_what_they_cannot():
    at = app()
    at.selectbox[0].set_value("berger1993").run()
    button(at, "ui.home.sample-open").click().run()
    at = go(at, "results")
    next(group for group in at.get("button_group") if group.key == "view").set_value("plane").run()
    assert at.info[0].value == catalogue("en")("ui.results.no-pairs")


def test_a_name_that_looks_like_markup_is_shown_as_typed():
    at = app("en", "design")
    at.text_area[0].set_value("![x](http://evil.example/a.png) [go](http://evil.example)").run()
    button(at, "ui.design.build").click().run()
    assert_fine(at)
    assert "![x](" not in texts(at)
    assert "http://" not in texts(at)


def test_a_split_chosen_for_one_study_does_not_follow_into_the_next():
    at = opened()
    next(box for box in at.selectbox if box.key == "by").set_value("visits").run()
    assert_fine(at)
    box = next(box for box in at.selectbox if box.key == "at_visits")
    assert box.value == 0
    box.set_value(box.options.index("Once a week or more")).run()
    assert_fine(at)
    assert "n = 223-236" not in texts(at)
    assert int({m.label: m.value for m in at.metric}["people"]) < 240
    at = go(at, "home")
    at.selectbox[0].set_value("berger1993").run()
    button(at, "ui.home.sample-open").click().run()
    at = go(at, "results")
    assert {m.label: m.value for m in at.metric}["people"] == "23"


def test_every_view_shows_a_segment_too():
    at = opened()
    next(box for box in at.selectbox if box.key == "by").set_value("visits").run()
    box = next(box for box in at.selectbox if box.key == "at_visits")
    box.set_value(box.options.index("Once a week or more")).run()
    for view in ("overview", "curves", "map", "plane", "answers", "table"):
        next(group for group in at.get("button_group") if group.key == "view").set_value(view).run()
        assert_fine(at)
    assert len(at.dataframe[0].value) == 20


def test_questions_worded_by_hand_survive_a_change_of_language():
    at = app("en", "design")
    at.text_area[0].set_value("Hot towels | 热毛巾 | 熱毛巾").run()
    button(at, "ui.design.build").click().run()
    next(box for box in at.text_input if (box.key or "").startswith("title")).set_value("Towel survey").run()
    next(group for group in at.get("button_group") if group.key == "language").set_value("zh-Hans").run()
    next(group for group in at.get("button_group") if group.key == "language").set_value("en").run()
    assert_fine(at)
    assert next(box for box in at.text_input if (box.key or "").startswith("title")).value == "Towel survey"


def titled(at, name):
    """The title on the table after somebody typed this one."""
    next(box for box in at.text_input if box.key.startswith("title_")).set_value(name).run()
    assert_fine(at)
    return dict(at.session_state["kano"].draft.title)


def speak(at, lang):
    next(group for group in at.get("button_group") if group.key == "language").set_value(lang).run()


def test_a_title_that_nobody_wrote_follows_in_the_other_languages():
    at = go(app("en"), "design")
    at.text_area(key="pasted").set_value("Hot towels").run()
    button(at, "ui.design.build").click().run()
    assert titled(at, "Tea house") == dict.fromkeys(LANGUAGES, "Tea house")
    speak(at, "zh-Hans")
    assert titled(at, "茶馆") == {"en": "Tea house", "zh-Hans": "茶馆", "zh-Hant": "Tea house"}
    assert catalogue("zh-Hans")("ui.design.name-stays") in texts(at)
    other = catalogue("zh-Hans")("ui.design.name-in", language=LANGUAGES["zh-Hant"])
    next(box for box in at.text_input if box.label == other).set_value("茶館").run()
    assert at.session_state["kano"].draft.title == {"en": "Tea house", "zh-Hans": "茶馆", "zh-Hant": "茶館"}


def test_a_title_that_is_written_in_other_languages_is_asked_for_there():
    at = app("en")
    at.session_state["kano"].open(load("hotpot"))
    at = go(at, "design")
    before = dict(load("hotpot").title)
    assert catalogue("en")("ui.design.name-stays") not in texts(at)
    assert titled(at, "Our hotpot") == {**before, "en": "Our hotpot"}
    assert catalogue("en")("ui.design.name-stays") in texts(at)
    for lang, name in (("zh-Hans", "我们的火锅"), ("zh-Hant", "我們的火鍋")):
        label = catalogue("en")("ui.design.name-in", language=LANGUAGES[lang])
        next(box for box in at.text_input if box.label == label).set_value(name).run()
    assert at.session_state["kano"].draft.title == {
        "en": "Our hotpot",
        "zh-Hans": "我们的火锅",
        "zh-Hant": "我們的火鍋",
    }
    assert catalogue("en")("ui.design.name-stays") not in texts(at)
