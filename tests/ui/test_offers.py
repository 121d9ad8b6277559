"""The page on which offers are written and compared, in every language."""

import pytest

from kano import KanoError
from kano.decision.bundles import MOST, Offer
from kano.i18n import LANGUAGES, catalogue
from kano.samples import open_sample, sample_offers
from kano.text import markdown
from kano.ui.offering.work import OffersWork
from tests.ui.test_pages import app, assert_fine, button, go, shown_by_charts, texts

VIEWS = ("which", "parts", "pairs", "segments")


def kept(at):
    return at.session_state["kano"]


def page(lang="en", study="flight"):
    at = app(lang)
    kept(at).confirm(open_sample(study))
    return go(at, "offers")


def sample(lang="en"):
    at = page(lang)
    button(at, "ui.offers.sample", lang).click().run()
    assert_fine(at)
    return at


def view(at, name):
    next(group for group in at.get("button_group") if group.key == "offers_view").set_value(name).run()
    assert_fine(at)
    return at


def split(at, by="purpose"):
    next(box for box in at.selectbox if (box.key or "").startswith("offers_by")).set_value(by).run()
    assert_fine(at)
    return at


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_filled_in_and_nothing_is_compared(lang):
    at, t = page(lang), catalogue(lang)
    assert at.header[0].value == t("ui.offers.title")
    assert [info.value for info in at.info] == [t("ui.offers.empty")]
    assert not at.get("vega_lite_chart")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_study_the_way_to_one_is_shown(lang):
    at = app(lang, "offers")
    assert catalogue(lang)("ui.no-study") in [info.value for info in at.info]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_tells_of_the_sample_in_the_users_words(lang, name):
    at, t = view(split(sample(lang)), name), catalogue(lang)
    shown = shown_by_charts(at)
    names = [draft.name for draft in kept(at).offers.drafts]
    assert all(name in shown for name in names)
    assert "Work" in shown if name == "segments" else "Work" in str([box.options for box in at.selectbox])
    if name == "parts":
        assert open_sample("flight").labels(lang)["Arrival before 18:00"] in shown
    assert t("ui.offers.story-basics") in texts(at)
    assert markdown(t("offers.how.people-text")) in texts(at)
    assert "155" in "\n".join(warning.value for warning in at.warning)


def test_the_figures_stand_side_by_side_and_no_score_alone():
    table = sample().dataframe[-1].value
    assert table["offer"].iloc[0] == "Own airline, full fare"
    assert {"gain", "loss", "sum", "basics", "contented", "favourite", "regret", "cost"} <= set(table)
    assert list(table["cost"]) == [100, 60, 60, 70]


def test_a_segment_is_shown_by_itself():
    at = split(sample())
    at.selectbox(key="offers_at_purpose").set_value(3).run()
    assert_fine(at)
    assert "Work: 69 of 75 people compared" in shown_by_charts(at)


def test_the_story_is_told_of_the_samples_offers_only():
    at = sample()
    kept(at).offers.level(0, "Fare at 60% of full price", 50.0)
    at.run()
    assert_fine(at)
    assert catalogue()("ui.offers.story-basics") not in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_still_to_be_said_is_said(lang):
    at, t = page(lang), catalogue(lang)
    for _ in range(2):
        button(at, "ui.offers.add", lang).click().run()
    assert [draft.name for draft in kept(at).offers.drafts] == [t("offers.offer-n", n=n) for n in (1, 2)]
    assert [warning.value for warning in at.warning] == [markdown(KanoError("offers-featureless").text(t))]
    kept(at).offers.level(0, "Large aircraft", 100.0)
    at.run()
    assert not at.exception
    assert open_sample("flight").labels(lang)["Large aircraft"] in at.warning[0].value.replace("\\", "")
    assert not at.get("vega_lite_chart")
    next(box for box in at.checkbox if box.label == t("ui.offers.blanks")).check().run()
    assert_fine(at)
    assert at.get("vega_lite_chart")


def test_an_offer_is_removed():
    at = sample()
    next(b for b in at.button if b.label == markdown("Own airline, arrives 23:00")).click().run()
    assert_fine(at)
    assert len(kept(at).offers.drafts) == 3
    assert "arrives 23:00" not in shown_by_charts(at)


def test_a_study_of_other_features_starts_anew():
    at = sample()
    kept(at).confirm(open_sample("hotpot"))
    at.run()
    assert_fine(at)
    assert kept(at).offers.drafts == []


def test_a_file_with_a_gap_is_taken_and_asked_about_and_another_is_refused():
    at = page()
    at.get("file_uploader")[0].upload("offers.csv", b"feature,A,B\nLarge aircraft,yes,\n", "text/csv").run()
    assert not at.exception
    assert "B" in at.warning[0].value
    at.get("file_uploader")[0].upload("bad.csv", b"feature,A,B\nLarge boat,yes,no\n", "text/csv").run()
    assert "Large boat" in at.error[0].value.replace("\\", "")


def test_counts_without_people_are_compared_without_people():
    at = page(study="berger1993")
    feature = kept(at).study.data.features[0]
    kept(at).offers.drafts = [Offer("a", {feature: 1.0}), Offer("b", {feature: 0.0})]
    at.run()
    assert_fine(at)
    for name in VIEWS:
        view(at, name)
    assert markdown(catalogue()("finding.offers-no-people")) in "\n".join(warning.value for warning in at.warning)


def test_names_of_users_stay_text():
    at = sample()
    for place, name in enumerate(["**bold** [x](http://x)", "<script>", "constructor", ":smile:"]):
        kept(at).offers.say(place, name, None, "$x$")
    at.run()
    assert_fine(at)
    assert "**bold**" not in texts(at)
    assert "<script>" not in texts(at)


def test_what_is_written_is_kept_as_levels_and_checked():
    work = OffersWork()
    work.about(("a", "b"))
    work.add("x")
    work.add("y")
    work.level(0, "b", 40.0)
    work.level(0, "a", 100.0)
    work.level(1, "a", 0.0)
    work.level(1, "b", 30.0)
    work.say(0, "  first ", 5.0, None)
    made = work.offers()
    assert dict(made.offers[0].levels) == {"a": 1.0, "b": 0.4}
    assert made.offers[0] == Offer("first", {"a": 1.0, "b": 0.4}, 5.0, "")
    work.level(1, "b", None)
    with pytest.raises(KanoError, match="y"):
        work.offers()
    for _ in range(30):
        work.add("z")
    assert len(work.drafts) == MOST
    work.about(("a",))
    assert work.drafts == []


def test_the_sample_of_another_study_is_not_offered():
    at = page(study="hotpot")
    assert sample_offers(open_sample("hotpot"), "en") is None
    assert catalogue()("ui.offers.sample") not in [b.label for b in at.button]
