"""The Design page takes a questionnaire into a survey tool."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kano.forms import FORMATS
from kano.i18n import LANGUAGES, catalogue

ROOT = Path(__file__).parents[2]


def designed(lang, names):
    """The page with a questionnaire of these names on it."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = lang
    at.run()
    at.switch_page("kano/ui/pages/design.py").run()
    at.text_area[0].set_value(names).run()
    label = catalogue(lang)("ui.design.build")
    next(button for button in at.button if button.label == label).click().run()
    return fine(at)


def fine(at):
    assert not at.exception
    assert not at.error, [error.value for error in at.error]
    return at


def tool(at):
    return next(box for box in at.selectbox if box.key == "form_to")


def downloads(at):
    return [element.proto.label for element in at.get("download_button")]


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_every_tool_is_named_explained_and_downloaded(lang):
    at, t = designed(lang, "Hot towels | 热毛巾 | 熱毛巾"), catalogue(lang)
    assert sorted(tool(at).options) == sorted(t(f"form.{name}") for name in FORMATS)
    for name in FORMATS:
        fine(tool(at).set_value(name).run())
        assert t(f"form-help.{name}") in [caption.value for caption in at.caption]
        assert t("ui.forms.download") in downloads(at)
        assert any(box.label == t("ui.forms.shuffle") for box in at.checkbox) == FORMATS[name].shuffles
        assert (t("ui.forms.languages") in [box.label for box in at.multiselect]) == FORMATS[name].multilingual


def test_a_form_without_a_language_cannot_be_downloaded():
    at = designed("en", "Hot towels | 热毛巾 | 熱毛巾")
    fine(tool(at).set_value("limesurvey").run())
    (languages,) = at.multiselect
    assert languages.value == list(LANGUAGES)
    fine(languages.set_value([]).run())
    assert catalogue("en")("ui.forms.download") not in downloads(at)


def loaded(*names):
    """The page with a questionnaire from a file, whose features have these names and no others."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    at.switch_page("kano/ui/pages/design.py").run()
    features = "".join(f"- {{id: f{i}, name: {name}}}\n" for i, name in enumerate(names))
    text = f"format: kano.questionnaire/1\ntitle: Tea\nfeatures:\n{features}"
    at.file_uploader[0].set_value(("q.yaml", text.encode(), "application/yaml")).run()
    return fine(at)


def test_only_languages_that_every_feature_has_are_offered():
    at = loaded("{en: Tea, zh-Hans: 茶}", "{zh-Hans: 房间, zh-Hant: 房間}")
    fine(tool(at).set_value("wjx").run())
    (box,) = [box for box in at.selectbox if box.label == catalogue("en")("ui.forms.language")]
    assert box.options == [LANGUAGES["zh-Hans"]]


def test_features_without_a_language_in_common_are_no_form_yet():
    at = loaded("{en: Tea}", "{zh-Hans: 房间}")
    assert catalogue("en")("ui.forms.no-language") in [info.value for info in at.info]
    assert downloads(at) == [catalogue("en")("ui.design.save")]


def test_a_form_that_nothing_here_reads_says_so():
    at = designed("en", "Hot towels")
    words = catalogue("en")("finding.form-unverified")[:40]
    assert not any(words in warning.value for warning in at.warning)
    fine(tool(at).set_value("qualtrics").run())
    assert any(words in warning.value for warning in at.warning)


def test_what_a_form_cannot_hold_is_told_instead_of_a_button(monkeypatch):
    from kano.errors import KanoError

    def refuse(*_):
        raise KanoError("form-glyphs", signs="🙂")

    monkeypatch.setattr("kano.ui.forms.write", refuse)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    at.switch_page("kano/ui/pages/design.py").run()
    at.text_area[0].set_value("Hot towels").run()
    next(button for button in at.button if button.label == catalogue("en")("ui.design.build")).click().run()
    assert "🙂" in at.error[0].value
    assert downloads(at) == [catalogue("en")("ui.design.save")]
