"""The Screening and the Compare page, in every language, as a user meets them."""

import csv
import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kano.i18n import LANGUAGES, catalogue
from kano.samples import FOLDER

ROOT = Path(__file__).parents[2]
HOTPOT = (FOLDER / "hotpot.csv").read_bytes()


def go(at, page):
    at.switch_page(f"kano/ui/pages/{page}.py").run()
    assert_fine(at)
    return at


def assert_fine(at):
    assert not at.exception
    assert not at.error, [error.value for error in at.error]


def opened(lang="en", sample=None):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = lang
    at.run()
    return open_sample(at, lang, sample)


def open_sample(at, lang="en", sample=None):
    go(at, "home")
    if sample:
        at.selectbox(key="sample").set_value(sample).run()
    button(at, catalogue(lang)("ui.home.sample-open")).click().run()
    return at


def button(at, label):
    return next(b for b in at.button if b.label == label)


def labels(at):
    return [b.label for b in at.button]


def texts(at):
    kinds = ("markdown", "caption", "header", "info", "warning")
    return "\n".join(element.value for kind in kinds for element in at.get(kind))


def people(at, lang):
    return next(m.value for m in at.metric if m.label == catalogue(lang)("ui.results.people"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_are_left_out_only_by_the_switch_and_come_back_by_it(lang):
    t, at = catalogue(lang), go(opened(lang), "screening")
    assert at.header[0].value == t("ui.screening.title")
    metrics = {metric.label: metric.value for metric in at.metric}
    assert (metrics[t("ui.results.people")], metrics[t("ui.screening.flagged")]) == ("240", "10")
    assert people(go(at, "results"), lang) == "240"
    assert t("convention.screening") not in texts(at)
    go(at, "screening")
    button(at, t("ui.screening.switch", n=10)).click().run()
    assert_fine(at)
    for page in ("results", "certainty", "segments", "compare", "export"):
        go(at, page)
        assert t("ui.screening.banner", n=10, all=240, table=t("table.standard")) in texts(at)
    assert people(go(at, "results"), lang) == "230"
    assert t("convention.screening") in texts(at)
    go(at, "screening")
    assert next(m.value for m in at.metric).strip() == "240"
    button(at, t("ui.screening.back")).click().run()
    assert people(go(at, "results"), lang) == "240"
    assert t("ui.screening.banner", n=10, all=240, table=t("table.standard")) not in texts(at)


def test_rules_and_thresholds_change_who_is_flagged_and_nothing_else():
    t, at = catalogue("en"), go(opened(), "screening")
    at.toggle(key="rule_straight_both").set_value(False).run()
    at.toggle(key="rule_equal").set_value(False).run()
    at.number_input(key="threshold_reverse").set_value(70).run()
    assert_fine(at)
    flagged = next(m.value for m in at.metric if m.label == t("ui.screening.flagged"))
    assert flagged == str(
        2 + 6
    )  # two are reverse in 70 % of their pairs; six straight lines are still seen on one side
    assert t("screening.unused-off") in texts(at)
    assert people(go(at, "results"), "en") == "240"


def test_a_control_feature_needs_what_passes():
    t, at = catalogue("en"), go(opened(), "screening")
    control = next(box for box in at.selectbox if box.label == t("ui.screening.control"))
    control.set_value("Apron for each guest").run()
    assert_fine(at)
    at.multiselect[0].set_value(["M", "O"]).run()
    assert_fine(at)
    assert "failed a control feature" in texts(at)


def test_other_rules_replace_those_that_are_in_force():
    t, at = catalogue("en"), go(opened(), "screening")
    button(at, t("ui.screening.switch", n=10)).click().run()
    assert not any(label.startswith("Leave these") for label in labels(at))
    at.toggle(key="rule_reverse").set_value(False).run()
    assert t("ui.screening.other") in texts(at)
    button(at, t("ui.screening.instead", n=6)).click().run()
    assert t("ui.screening.other") not in texts(at)
    assert people(go(at, "results"), "en") == "234"


def test_another_study_starts_with_everyone():
    t, at = catalogue("en"), go(opened(), "screening")
    button(at, t("ui.screening.switch", n=10)).click().run()
    open_sample(at, "en", "after-sales")
    assert people(go(at, "results"), "en") == "64"
    assert t("convention.screening") not in texts(at)


@pytest.mark.parametrize("page", ["screening", "compare"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_study_both_pages_say_where_to_begin(lang, page):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = lang
    at.run()
    assert go(at, page).info[0].value == catalogue(lang)("ui.no-study")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_counts_have_nobody_to_screen(lang):
    at = go(opened(lang, "berger1993"), "screening")
    assert at.info[0].value == catalogue(lang)("ui.screening.counts")


# --- compare --------------------------------------------------------------------------------------------------------


def later() -> bytes:
    """The sample again: other order, one feature has become performance, 30 people are missing."""
    rows = list(csv.reader(io.StringIO(HOTPOT.decode("utf-8-sig"))))
    at = rows[0].index("Free refreshments while waiting_functional")
    body = [list(row) for row in rows[1:][30:]][::-1]
    for row in body[::2]:
        row[at : at + 2] = ["I like it that way", "I dislike it that way"]
    text = io.StringIO()
    csv.writer(text).writerows([rows[0], *body])
    return text.getvalue().encode()


def uploaded(at, name, data):
    go(at, "answers")
    at.file_uploader(key="answers_file").set_value((name, data, "text/csv")).run()
    assert_fine(at)
    next(b for b in at.button if b.key == "confirm_top").click().run()
    return at


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_studies_are_compared_once_the_user_says_what_they_are(lang):
    t, at = catalogue(lang), opened(lang)
    go(at, "compare")
    button(at, t("ui.compare.aside", study="hotpot\\.csv")).click().run()
    assert t("ui.compare.same") in texts(at)
    uploaded(at, "later.csv", later())
    go(at, "compare")
    assert not at.get("vega_lite_chart")
    at.radio[0].set_value("team").run()
    assert not at.get("vega_lite_chart")
    at.radio[1].set_value(1).run()
    assert_fine(at)
    assert at.get("vega_lite_chart")
    assert t("team.other", team=t("type.A"), customers=t("type.O")) in texts(at)
    at.radio[0].set_value("waves").run()
    at.radio[1].set_value(0).run()
    assert t("lifecycle.against", first=t("type.O"), second=t("type.A")) in texts(at)
    assert t("lifecycle.note") in texts(at)
    at.radio[0].set_value("rounds").run()
    at.radio[1].set_value(1).run()
    assert t("ui.compare.no-files") in texts(at)
    button(at, t("ui.compare.forget")).click().run()
    assert_fine(at)
    assert t("ui.compare.begin") in texts(at)


def test_the_same_people_are_found_by_a_column_of_both_files():
    t, at = catalogue("en"), AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.run()
    uploaded(at, "first.csv", HOTPOT)
    go(at, "compare")
    button(at, t("ui.compare.aside", study="first\\.csv")).click().run()
    uploaded(at, "later.csv", later())
    go(at, "compare")
    at.radio[0].set_value("rounds").run()
    at.radio[1].set_value(1).run()
    at.selectbox[-1 if len(at.selectbox) > 1 else 0].set_value("respondent").run()
    assert_fine(at)
    assert t("cli.matched", matched=210, only_first=30, only_second=0, nameless=0) in texts(at)
    assert t("lifecycle.along", first="excitement", second="performance") in texts(at)
    assert "P101" not in texts(at)


def test_people_keep_their_numbers_behind_a_figure_when_others_are_left_out():
    t, at = catalogue("en"), go(opened(), "screening")
    button(at, t("ui.screening.switch", n=10)).click().run()
    go(at, "certainty")
    at.selectbox(key="answers_of_None").select_index(0).run()
    assert_fine(at)
    table = next(frame.value for frame in at.dataframe if "functional" in frame.value)
    numbers = table["respondent"].tolist()
    assert len(set(numbers)) == len(numbers) == 230
    assert (min(numbers), max(numbers)) == (1, 240)


def test_surveys_without_a_common_feature_are_refused_in_words():
    t, at = catalogue("en"), go(opened(), "compare")
    button(at, t("ui.compare.aside", study="hotpot\\.csv")).click().run()
    open_sample(at, "en", "berger1993")
    go(at, "compare")
    at.radio[0].set_value("waves").run()
    at.radio[1].set_value(0).run()
    assert "No feature of" in at.error[0].value


LIKE, DISLIKE = b"I like it that way", b"I dislike it that way"
TURNED = HOTPOT.replace(LIKE, b"#").replace(DISLIKE, LIKE).replace(b"#", DISLIKE)
"""The same people, like and dislike the wrong way round."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_doubts_about_the_answers_stand_on_both_pages(lang):
    t, at = catalogue(lang), opened(lang)
    said = t("finding.codes-reversed").split("{")[0].strip(" (（")
    go(at, "compare")
    button(at, t("ui.compare.aside", study="hotpot\\.csv")).click().run()
    assert said not in " ".join(warning.value for warning in at.warning)
    uploaded(at, "turned.csv", TURNED)
    assert said in " ".join(warning.value for warning in go(at, "screening").warning)
    go(at, "compare")
    at.radio[0].set_value("waves").run()
    at.radio[1].set_value(1).run()
    assert_fine(at)
    shown = [warning.value.replace("\\", "") for warning in at.warning]
    assert any(t("finding.of-side", side="turned.csv", text=said) in text for text in shown), shown
