"""The Drivers page: a file of ratings, its columns, and one question per tab, in every language."""

import pytest

from kano.i18n import LANGUAGES, catalogue
from kano.samples import FOLDER
from tests.ui.test_pages import app, assert_fine, button, go, shown_by_charts, texts

SAMPLE = FOLDER / "ratings" / "hotpot-visits.csv"
VIEWS = ("drivers", "impact", "curves", "pairs", "grid", "table")


def sheet(rows=90, head=("person", "Overall", "Speed", "Taste", "Note")):
    """Overall satisfaction 1 to 7, two attributes 1 to 5, somebody without a rating, and a text."""
    lines = [",".join(head)]
    for i in range(rows):
        speed = "" if i == 4 else (i * 7) % 5 + 1
        lines.append(f"p{i},{(i * 3) % 7 + 1},{speed},{(i * i) % 5 + 1},said {i}")
    return "\n".join(lines).encode()


def uploaded(data, lang="en", name="ratings.csv"):
    at = app(lang, "drivers")
    uploader = next(box for box in at.file_uploader if box.key == "rated_file")
    uploader.set_value((name, data, "text/csv")).run()
    assert not at.exception
    return at


def sample(lang="en"):
    at = app(lang, "drivers")
    button(at, "ui.drivers.sample", lang).click().run()
    assert_fine(at)
    return at


def view(at, name):
    next(group for group in at.get("button_group") if group.key == "drivers_view").set_value(name).run()
    assert_fine(at)
    return at


def box(at, key, lang="en"):
    label = catalogue(lang)(key)
    return next(
        b for b in [*at.selectbox, *at.multiselect, *at.text_input, *at.number_input, *at.radio] if b.label == label
    )


def confirm(at, n, lang="en"):
    label = catalogue(lang)("ui.drivers.confirm", n=n)
    return next(b for b in at.button if b.label == label)


def chosen(at, overall="Overall", n=2):
    box(at, "ui.drivers.overall").select(overall).run()
    confirm(at, n).click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_opens_in_one_click(lang):
    at, t = sample(lang), catalogue(lang)
    assert at.header[0].value == t("ui.drivers.title")
    metrics = {metric.label: metric.value for metric in at.metric}
    assert metrics[t("ui.results.people")] == "386"
    assert [metrics[t(f"type.{letter}")] for letter in "MOAI"] == ["2", "3", "2", "2"]
    assert t("driver.warning").split("。")[0].split(". ")[0] in "\n".join(i.value.replace("\\", "") for i in at.info)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_shows_the_sample(lang, name):
    at = view(sample(lang), name)
    shown = texts(at)
    assert not [word for word in ("ui.drivers.", "driver.", "chart.", "axis.") if word in shown]
    if name in ("drivers", "impact", "curves", "grid"):
        assert "Apron for each guest" in shown_by_charts(at)
    else:
        frame = at.dataframe[-1].value
        assert len(frame) == 9
        assert frame.astype(str).apply(lambda column: column.str.contains("Apron")).any().any()


def test_the_modelled_curve_stands_beside_the_experienced_one():
    shown = shown_by_charts(view(sample(), "curves"))
    assert catalogue("en")("chart.line-modelled") in shown


def test_agreement_with_the_pairs_is_said():
    at = view(sample(), "pairs")
    assert "89%" in texts(at).replace("\\", "")
    rows = at.dataframe[-1].value
    assert (rows["same"] == catalogue("en")("driver.same-true")).sum() == 8


def test_nothing_is_chosen_before_the_user_says_which_column_is_overall():
    at = uploaded(sheet())
    assert box(at, "ui.drivers.overall").value is None
    assert not at.metric
    assert not [b for b in at.button if "Analyse" in b.label]


def test_attributes_are_proposed_and_every_other_column_has_its_reason():
    at = uploaded(sheet())
    box(at, "ui.drivers.overall").select("Overall").run()
    assert box(at, "ui.drivers.attributes").value == ["Speed", "Taste"]
    said = texts(at)
    assert "person" in said
    assert "Note" in said
    confirm(at, 2).click().run()
    assert {metric.label: metric.value for metric in at.metric}["people"] == "89"
    assert "1 of 90 people are left out" in "\n".join(w.value.replace("\\", "") for w in at.warning)


def test_a_change_counts_only_when_it_is_confirmed():
    at = chosen(uploaded(sheet()))
    box(at, "ui.drivers.boxes-low").set_value(2.0).run()
    assert catalogue("en")("ui.drivers.changed") in [c.value for c in at.caption]
    before = shown_by_charts(at)
    assert "up to 1" in before
    confirm(at, 2).click().run()
    assert "up to 2" in shown_by_charts(at)


def test_the_size_of_the_boxes_is_told_before_they_are_taken():
    at = uploaded(sheet())
    box(at, "ui.drivers.overall").select("Overall").run()
    assert any("Smallest low box" in caption.value for caption in at.caption)
    box(at, "ui.drivers.boxes-low").set_value(0.0).run()
    assert any("Smallest low box: 0 people" in caption.value.replace("\\", "") for caption in at.caption)


def test_half_a_scale_is_none_and_said():
    at = uploaded(sheet())
    box(at, "ui.drivers.overall").select("Overall").run()
    box(at, "ui.drivers.scale-low").set_value(1.0).run()
    assert any(catalogue("en")("ui.drivers.scale-half") in caption.value for caption in at.caption)


def test_values_that_are_no_rating_are_named():
    at = uploaded(sheet())
    box(at, "ui.drivers.overall").select("Overall").run()
    box(at, "ui.drivers.missing").set_value("5, 77").run()
    confirm(at, 2).click().run()
    said = "\n".join(w.value.replace("\\", "") for w in at.warning)
    assert "“5” × " in said
    assert "“77”" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_shown_with_a_place_for_their_numbers(lang):
    data = sheet().replace(b",5,", b",very good,")
    at = uploaded(data, lang)
    t = catalogue(lang)
    next(b for b in at.selectbox if b.label == t("ui.drivers.overall")).select("Overall").run()
    next(b for b in at.multiselect if b.label == t("ui.drivers.attributes")).set_value(["Speed", "Taste"]).run()
    confirm(at, 2, lang).click().run()
    assert not at.exception
    assert "very good" in at.error[0].value
    assert t("ui.gaps.meant") in texts(at)


def test_a_model_that_does_not_fit_is_told_and_the_choice_stays():
    at = uploaded(sheet())
    box(at, "ui.drivers.overall").select("Overall").run()
    box(at, "convention.driver-model").set_value("logit").run()
    confirm(at, 2).click().run()
    assert "exactly two" in at.error[0].value
    assert box(at, "ui.drivers.overall").value == "Overall"


def test_without_importance_or_pairs_their_tabs_say_so():
    at = chosen(uploaded(sheet()))
    assert catalogue("en")("ui.drivers.no-pairs") in [i.value for i in view(at, "pairs").info]
    assert catalogue("en")("ui.drivers.no-importance") in [i.value for i in view(at, "grid").info]


def test_another_file_forgets_what_was_said_of_the_last():
    at = sample()
    next(b for b in at.file_uploader if b.key == "rated_file").set_value(("other.csv", sheet(), "text/csv")).run()
    assert not at.exception
    assert not at.metric
    assert box(at, "ui.drivers.overall").value is None


def test_what_was_said_stays_when_the_language_changes_and_the_page_is_left():
    at = chosen(uploaded(sheet()))
    go(at, "home")
    go(at, "drivers")
    assert next(m.value for m in at.metric) == "89"
    next(group for group in at.get("button_group") if group.key == "language").set_value("zh-Hant").run()
    assert_fine(at)
    assert box(at, "ui.drivers.attributes", "zh-Hant").value == ["Speed", "Taste"]


def test_the_file_of_the_session_is_one_click_away():
    at = app("en", "answers")
    next(b for b in at.file_uploader if b.key == "answers_file").set_value(
        (SAMPLE.name, SAMPLE.read_bytes(), "text/csv")
    ).run()
    go(at, "drivers")
    next(b for b in at.button if b.label.replace("\\", "") == f"Use {SAMPLE.name}").click().run()
    assert_fine(at)
    box(at, "ui.drivers.overall").select("Overall satisfaction").run()
    assert len(box(at, "ui.drivers.attributes").value) == 9


def test_hostile_names_are_shown_as_typed():
    name = "[a](http://x) $x$ :red[b]"
    at = chosen(uploaded(sheet(head=("person", "Overall", name, "Taste", "Note"))))
    assert name in shown_by_charts(at).replace("\\\\", "\\").replace("\\", "").replace("\u2060", "")
    assert "[a](http" not in texts(at)


def test_a_file_whose_encoding_is_a_guess_is_asked_about():
    data = sheet(head=("person", "Gesamt größe", "Speed", "Taste", "Note")).decode().encode("cp1252")
    at = uploaded(data)
    label = catalogue("en")("ui.how.encoding")
    next(b for b in at.selectbox if b.label == label).select_index(0).run()
    assert not at.exception
    assert box(at, "ui.drivers.overall").value is None
