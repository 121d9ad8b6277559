"""Texts from users: cleaned where they enter, escaped where they leave."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.text import NAME_LENGTH, chart, clean, csv_cell, many, markdown, percent


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Hot \t towels\r\n", "Hot towels"),
        ("a\x00b\x1bc", "a b c"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("\ufeffname", "name"),
        ("zero\u200bwidth", "zero width"),
        ("cafe\u0301", "caf\u00e9"),
        ("\udcff", ""),
        ("👩\u200d🍳", "👩\u200d🍳"),
        ("热　毛巾", "热 毛巾"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_text_becomes_one_line_of_visible_characters(text, cleaned):
    assert clean(text) == cleaned


def test_a_long_text_is_cut():
    assert clean("x" * 999) == "x" * NAME_LENGTH
    assert clean("x" * 999, 7) == "x" * 7


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_cleaning_is_done_once_for_all(text):
    once = clean(text)
    assert clean(once) == once
    assert len(once) <= NAME_LENGTH
    assert not {sign for sign in once if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}}
    once.encode("utf-8")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "＝1+1", "＋1", "－1", "＠x", " =1", '"=1', "\u00a0=1", "--"]
)
def test_a_cell_that_a_spreadsheet_would_compute_is_quoted(text):
    assert csv_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["Hot towels", "1-2", "a=b", "", "'x", "热毛巾", "x@y.z", "1"])
def test_every_other_cell_is_left_as_it_is(text):
    assert csv_cell(text) == text


@pytest.mark.parametrize("text", ["*bold*", "[link](x)", "<b>", "`code`", "# title", "$x$", ":red[x]", "a|b", "~~x~~"])
def test_no_sign_of_markdown_is_left_unescaped(text):
    shown = markdown(text)
    assert shown.replace("\\", "").replace("\u2060", "") == text
    assert all(shown[i - 1] == "\\" for i, sign in enumerate(shown) if sign in "*[]()<>`#$:|~")


@pytest.mark.parametrize("text", ["http://x.y", "https://x.y", "www.x.y", "me@x.y", "WWW.X.Y", ":smile:"])
def test_no_link_address_or_emoji_name_survives_in_one_piece(text):
    assert text.casefold() not in markdown(text).replace("\\", "").casefold()


def test_a_chart_never_sees_a_name_that_is_a_property():
    assert chart("constructor") != "constructor"
    assert chart("constructor").endswith("constructor")


@pytest.mark.parametrize(
    ("share", "words"), [(1.0, ">99%"), (0.995, ">99%"), (0.99, "99%"), (0.5, "50%"), (0.01, "1%"), (0.0, "<1%")]
)
def test_nobody_knows_anything_with_certainty(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(
    ("n", "text"),
    [(0, "0"), (12.0, "12"), (215.633, "215.6"), (99.999, "100"), (12_345_678.0, "12345678"), (0.04, "0")],
)
def test_a_number_of_people_has_all_its_digits(n, text):
    assert many(n) == text
