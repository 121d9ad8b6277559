"""Every form that is offered can be made, has its words, and says what it cannot do."""

import pytest

from kano.errors import KanoError
from kano.forms import FORMATS, write
from kano.forms.notes import notes
from kano.i18n import KEYS, LANGUAGES
from kano.questionnaire import load
from kano.ui.forms import TOOLS, offered
from tests.forms.unruly import built


@pytest.mark.parametrize("name", FORMATS)
def test_every_form_is_made_in_every_language_it_can_hold(name):
    asked_of = load("phone-support")
    together = [list(LANGUAGES)] if FORMATS[name].multilingual else [[lang] for lang in LANGUAGES]
    assert all(write(asked_of, name, langs) for langs in together)


@pytest.mark.parametrize("name", FORMATS)
def test_every_form_has_a_name_and_says_how_to_take_it_into_its_tool(name):
    assert {f"form.{name}", f"form-help.{name}"} <= KEYS
    assert name in TOOLS


def test_the_page_offers_every_form_once():
    assert sorted(offered()) == sorted(FORMATS)


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].shuffles])
def test_shuffling_changes_the_form_and_no_question(name):
    asked_of = built(["Tea", "Room"])
    still, shuffled = (write(asked_of, name, ["en"], shuffle) for shuffle in (False, True))
    assert still != shuffled
    assert still.count(b"F01a") == shuffled.count(b"F01a") > 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("word", ["en"]), "format-unknown"),
        (("wjx", ["en", "zh-Hans"]), "form-one-language"),
        (("wjx", ["en"], True), "form-no-shuffle"),
    ],
)
def test_what_a_tool_cannot_do_is_refused(arguments, code):
    with pytest.raises(KanoError) as caught:
        write(built(["Tea"]), *arguments)
    assert caught.value.code == code


def test_notes_tell_what_to_look_at():
    part = load("hotpot")
    assert [note.code for note in notes(part, "qualtrics")] == ["form-unverified", "form-all-pairs"]
    assert notes(part, "limesurvey")[0].values == {"n": len(part.features), "part": part.pairs_asked}
    assert notes(part, "answers") == notes(load("complaints"), "wjx") == []
