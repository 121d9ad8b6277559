"""The Export page: choose, make, fetch; what was made is gone when what it was made of changed."""

import io
import json
import zipfile

import pytest
from pptx import Presentation

from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.text import markdown
from kano.ui import exporting
from kano.ui.exporting import SHOWN
from tests.ui.test_pages import app, assert_fine, button, go, opened

QUICK = ("pptx", "xlsx", "pdf", "docx", "html", "csv", "json")


def choose(at, *formats):
    for suffix in formats:
        next(box for box in at.checkbox if box.key == f"export_{suffix}").check()
    at.run()
    assert_fine(at)
    return at


def make(at, lang="en"):
    button(at, "ui.export.make", lang).click().run()
    assert_fine(at)
    return at


def fetched(at):
    """What can be fetched, by the beginning of its button."""
    return [found.label for found in at.get("download_button")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_is_made_and_can_be_fetched(lang):
    at, t = make(choose(go(opened(lang), "export"), *QUICK), lang), catalogue(lang)
    labels = fetched(at)
    for suffix in QUICK:
        assert sum(label.startswith(f"{t(f'ui.export.{suffix}')} · ") for label in labels) == 1
    assert t("ui.export.all") in labels
    assert not at.warning


def test_a_file_that_fails_is_told_and_keeps_no_other_back(monkeypatch):
    def some(_, __, suffix):
        if suffix == "xlsx":
            raise KanoError("writer-ended")
        return b"file"

    monkeypatch.setattr(exporting, "apart", some)
    at = choose(go(opened(), "export"), "pptx", "xlsx", "pdf")
    button(at, "ui.export.make").click().run()
    assert [error.value for error in at.error] == [markdown(catalogue()("error.writer-ended"))]
    assert sorted(kept(at)) == ["pdf", "pptx"]


def test_nothing_can_be_made_before_something_is_chosen():
    at = go(opened(), "export")
    assert button(at, "ui.export.make").disabled
    assert len([box for box in at.checkbox if box.key.startswith("export_")]) == len(SHOWN)


def test_the_cover_says_what_the_user_said():
    at = choose(go(opened(), "export"), "pptx")
    next(box for box in at.text_input if box.key == "export_title").set_value("What guests want").run()
    at = make(at)
    data = kept(at)["pptx"]
    assert Presentation(io.BytesIO(data)).slides[0].shapes.title.text_frame.text == "What guests want"


def kept(at):
    """The files that the session holds."""
    return at.session_state["kano"]._held["files"][1]


def test_what_was_made_is_gone_when_the_cover_changes():
    at = make(choose(go(opened(), "export"), "csv"))
    assert any(label.startswith("CSV · ") for label in fetched(at))
    next(box for box in at.text_input if box.key == "export_by").set_value("Team").run()
    assert not any(label.startswith("CSV · ") for label in fetched(at))


def test_what_was_chosen_survives_another_page():
    at = choose(go(opened(), "export"), "pdf")
    at = go(go(at, "results"), "export")
    assert next(box for box in at.checkbox if box.key == "export_pdf").value


def test_a_split_is_in_the_files():
    at = go(opened(), "export")
    at.selectbox[0].set_value("visits").run()
    at = make(choose(at, "csv"))
    assert b"Once a week or more" in kept(at)["csv"]


def test_the_archive_holds_what_was_made():
    at = make(choose(go(opened(), "export"), "csv", "json"))
    assert json.loads(kept(at)["json"])
    assert set(kept(at)) == {"csv", "json"}


def test_without_a_study_it_says_where_to_begin():
    assert app("en", "export").info


def test_pictures_are_an_archive_of_points_and_drawings():
    at = make(choose(go(opened(), "export"), "zip"))
    names = zipfile.ZipFile(io.BytesIO(kept(at)["zip"])).namelist()
    assert {"overview.png", "overview.svg", "certainty.png", "segments/01.svg"} <= set(names)
