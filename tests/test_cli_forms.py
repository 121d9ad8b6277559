"""`kano form`: a questionnaire as a form, to a file or to standard output."""

import io
import sys
from pathlib import Path

import pytest

from kano.cli import main
from kano.forms import FORMATS, write
from kano.i18n import LANGUAGES
from kano.questionnaire import load


@pytest.fixture
def kano(capfdbinary, monkeypatch, tmp_path):
    """Runs a command in an empty folder: (status, stdout as bytes, stderr)."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        try:
            status = main(list(arguments))
        except SystemExit as stop:
            status = stop.code
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return status, out, err.decode()

    return run


@pytest.mark.parametrize("name", FORMATS)
def test_every_form_is_written_in_every_language_that_it_can_hold(kano, name):
    status, out, err = kano("form", "complaints", "--to", name, "--out", "form")
    langs = list(LANGUAGES) if FORMATS[name].multilingual else ["en"]
    assert (status, out) == (0, b"")
    assert "wrote form" in err
    assert len(Path("form").read_bytes()) == len(write(load("complaints"), name, langs))


def test_text_is_printed_as_it_is(kano):
    status, out, err = kano("form", "complaints", "--to", "wjx", "--lang", "zh-Hans")
    assert (status, out, err) == (0, write(load("complaints"), "wjx", ["zh-Hans"]), "")


def test_languages_are_taken_in_the_order_they_are_said(kano):
    _, out, _ = kano("form", "complaints", "--to", "limesurvey", "--lang", "zh-Hant, en", "--shuffle")
    assert out == write(load("complaints"), "limesurvey", ["zh-Hant", "en"], True)


def test_an_unverified_form_says_so_in_the_language_of_the_form(kano):
    assert "nothing that reads the format" in kano("form", "complaints", "--to", "qualtrics")[2]
    assert "未经该工具验证" in kano("form", "complaints", "--to", "qualtrics", "--lang", "zh-Hans")[2]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.yaml", "--to", "wjx"], "nowhere.yaml"),
        (["complaints", "--to", "limesurvey", "--lang", "fr"], "“fr”"),
        (["complaints", "--to", "limesurvey", "--lang", ""], "“”"),
        (["complaints", "--to", "wjx", "--lang", "en,zh-Hans"], "one language"),
        (["complaints", "--to", "wjx", "--shuffle"], "limesurvey"),
        (["complaints", "--to", "wjx", "--out", "no/folder.txt"], "no/folder.txt"),
        (["complaints", "--to", "word95"], "invalid choice"),
        (["tea.yaml", "--to", "wjx", "--lang", "zh-Hans"], "Tea"),
    ],
)
def test_what_cannot_be_done_is_told(kano, arguments, says):
    Path("tea.yaml").write_text(
        "format: kano.questionnaire/1\ntitle: Tea\nfeatures:\n- {id: t, name: {en: Tea}}\n", encoding="utf-8"
    )
    status, out, err = kano("form", *arguments)
    assert (status, out) == (2, b"")
    assert says in err


class Terminal(io.TextIOWrapper):
    def isatty(self):
        return True


@pytest.mark.parametrize(("name", "shown"), [("questions-xlsx", False), ("questions-csv", True)])
def test_only_text_goes_to_a_terminal(monkeypatch, capsys, name, shown):
    terminal = Terminal(io.BytesIO(), "utf-8")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["form", "complaints", "--to", name]) == (0 if shown else 2)
    assert bool(terminal.buffer.getvalue()) == shown
    assert ("--out" in capsys.readouterr().err) != shown
