"""The page of what has changed over time, in every language, as a user meets it."""

import pytest

from kano.i18n import LANGUAGES, catalogue
from kano.text import markdown
from kano.ui import remembered
from tests.ui.test_pages import app, assert_fine, go, opened, shown_by_charts, texts

LIKE, NEUTRAL, DISLIKE = "I like it", "I am neutral", "I dislike it"
PAIRS = {"A": (LIKE, NEUTRAL), "O": (LIKE, DISLIKE), "M": (NEUTRAL, DISLIKE), "I": (NEUTRAL, NEUTRAL)}


@pytest.fixture(autouse=True)
def _kept(tmp_path, monkeypatch):
    """Where confirmed mappings are kept."""
    monkeypatch.setenv(remembered.SETTING, str(tmp_path / "mappings"))


def people(names, by="month", each=1):
    """Answers of 16 x `each` people a period: what is indifferent becomes attractive in the second half."""
    rows = [f"{by},Tea_functional,Tea_dysfunctional,Cake_functional,Cake_dysfunctional"]
    for i, name in enumerate(names):
        tea = "A" * 1 + "O" * 2 + "M" * 2 + "I" * 11 if i < len(names) // 2 else "A" * 8 + "O" * 2 + "M" * 2 + "I" * 4
        rows += [",".join([name, *PAIRS[t], *PAIRS[c]]) for t, c in zip(tea, "AOMI" * 4, strict=True)] * each
    return "\n".join(rows) + "\n"


def drifting(text, lang="en"):
    at = app(lang, "answers")
    at.file_uploader[0].set_value(("answers.csv", text.encode(), "text/csv")).run()
    assert_fine(at)
    label = catalogue(lang)("ui.answers.confirm")
    next(b for b in at.button if b.label == label).click().run()
    return go(at, "drift")


def said(at):
    return texts(at) + "\n".join(each.value for kind in ("info", "warning") for each in at.get(kind))


MONTHS = tuple(f"2026-{m:02d}" for m in range(1, 9))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dates_are_taken_as_the_periods_and_the_step_is_said(lang):
    at, t = drifting(people(MONTHS, each=5), lang), catalogue(lang)
    assert at.header[0].value == t("ui.drift.title")
    box = next(box for box in at.selectbox if box.label == t("ui.drift.by"))
    assert box.value == "month"
    warning = next(each.value for each in at.warning if t("ui.drift.shown") in each.value)
    assert "2026\\-04" in warning
    assert "2026\\-05" in warning
    assert "Cake" not in warning
    assert t("drift.caution") in texts(at)
    assert "2026-08" in shown_by_charts(at)
    assert t("drift.how-adjustment") in texts(at)
    table = at.dataframe[0].value
    assert list(table["change"]) == [t("drift.change-step"), *[t("drift.change-not shown")] * 3]
    assert markdown(t("source.unverified")) in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_questions_without_dates_the_user_chooses(lang):
    at, t = go(opened(lang), "drift"), catalogue(lang)
    assert t("ui.drift.choose") in [each.value for each in at.info]
    assert not at.get("vega_lite_chart")
    next(box for box in at.selectbox if box.label == t("ui.drift.by")).set_value("visits").run()
    assert_fine(at)
    assert at.get("vega_lite_chart")
    assert t("ui.drift.order-about") in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_question_it_is_said_where_to_get_one(lang):
    at, t = app(lang), catalogue(lang)
    at.selectbox[0].set_value("berger1993").run()
    next(b for b in at.button if b.label == t("ui.home.sample-open")).click().run()
    at = go(at, "drift")
    assert at.info[-1].value == t("ui.drift.none")
    assert app(lang, "drift").info[0].value == t("ui.no-study")


def test_the_order_of_names_may_be_changed_and_counts_once_all_are_chosen():
    t, names = catalogue(), ("Before", "Start", "After", "Later")
    at = drifting(people(names, "wave", 8))
    next(box for box in at.selectbox if box.label == t("ui.drift.by")).set_value("wave").run()
    assert "After, Before, Later, Start" in said(at)
    order = next(box for box in at.multiselect if box.key.startswith("drift_order"))
    order.set_value(["Before", "Start"]).run()
    assert t("ui.drift.order-open") in said(at)
    order = next(box for box in at.multiselect if box.key.startswith("drift_order"))
    order.set_value(list(names)).run()
    assert_fine(at)
    warning = next(each.value for each in at.warning if t("ui.drift.shown") in each.value)
    assert "likeliest between Start and After" in warning
    assert t("drift.how-order-given") in texts(at)


def test_features_are_chosen_for_the_picture_alone():
    at = drifting(people(MONTHS, each=5))
    both = at.get("vega_lite_chart")[0].proto.spec
    at.multiselect(key="drift_features_month").set_value(["Cake"]).run()
    assert_fine(at)
    assert at.get("vega_lite_chart")[0].proto.spec != both
    assert len(at.dataframe[0].value) == 4


def test_few_periods_are_said():
    assert "too few to look for the place of a change" in said(drifting(people(("2024", "2025", "2026"), "year", 8)))
