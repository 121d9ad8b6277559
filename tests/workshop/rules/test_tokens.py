"""Codes, secrets and digests: nobody guesses them, and the store cannot give them away."""

import ast
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kano.workshop
from kano.workshop import tokens

MODULES = sorted(Path(kano.workshop.__file__).parent.glob("*.py"))


def imports(source):
    """The modules that a source imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def chance(source):
    """Where a source takes its chance from."""
    return set(imports(source)) & {"random", "secrets", "numpy", "numpy.random", "uuid", "os"}


def test_codes_have_seven_signs_that_are_not_taken_for_one_another():
    assert (len(tokens.ALPHABET), len(set(tokens.ALPHABET)), tokens.CODE_LENGTH) == (28, 28, 7)
    assert set(tokens.ALPHABET) == set(string.digits + string.ascii_uppercase) - set("01OILSUZ")


def test_every_sign_stands_at_every_place_of_a_code_and_no_code_comes_twice():
    codes = [tokens.new_code() for _ in range(4000)]
    assert len(set(codes)) == 4000
    assert [set(signs) for signs in zip(*codes, strict=True)] == [set(tokens.ALPHABET)] * 7


@pytest.mark.parametrize("typed", ["K7PQ2MX", "k7pq2mx", " k7pq 2mx ", "K7P-Q2M-X", "k7pq2mx\n", "\u200bK7PQ2MX\x00"])
def test_a_code_is_known_however_it_is_typed(typed):
    assert tokens.typed_code(typed) == "K7PQ2MX"


@given(st.text())
@settings(deadline=None)
def test_whatever_is_typed_becomes_letters_and_digits_and_no_more_than_a_sign_too_many(typed):
    code = tokens.typed_code(typed)
    assert len(code) <= 8
    assert set(code) <= set(string.digits + string.ascii_uppercase)
    assert tokens.typed_code(code) == code


def test_a_code_that_is_too_long_is_no_shorter_code():
    assert tokens.typed_code("K7PQ2MXK7PQ2MX") != "K7PQ2MX"


@pytest.mark.parametrize(
    ("make", "length"),
    [(tokens.room_id, 16), (tokens.link_key, 22), (tokens.participant_secret, 32), (tokens.room_secret, 43)],
)
def test_secrets_have_their_bits_and_differ(make, length):
    some = {make() for _ in range(500)}
    assert len(some) == 500
    assert {len(secret) for secret in some} == {length}


def test_a_participants_number_says_nothing_about_when_he_came():
    numbers = [tokens.person() for _ in range(500)]
    assert len(set(numbers)) == 500
    assert numbers != sorted(numbers)
    assert max(numbers) < 2**62
    assert min(numbers) >= 0


@pytest.mark.parametrize("text", ["", "x" * 31, "x" * 33, "x" * 31 + "\n", "x" * 31 + "é", "x" * 31 + "/", "../" * 11])
def test_what_is_no_secret_of_a_phone_is_seen_by_its_form(text):
    assert not tokens.is_participant_secret(text)
    assert tokens.is_participant_secret(tokens.participant_secret())


@given(st.text(st.characters(exclude_categories=()), max_size=50), st.text(max_size=50))
@settings(deadline=None)
def test_any_text_is_compared_and_only_the_same_is_the_same(kept, given_):
    assert tokens.same(kept, tokens.digest(kept))
    assert tokens.same(given_, tokens.digest(kept)) == (given_ == kept)
    assert not tokens.same(given_, "")


def test_secrets_are_compared_in_a_time_that_tells_nothing(monkeypatch):
    compared = []
    monkeypatch.setattr(tokens.hmac, "compare_digest", lambda first, second: compared.append((first, second)) or True)
    assert tokens.same("anything", "kept")
    assert compared == [(tokens.digest("anything"), "kept")]


def test_codes_and_secrets_come_from_the_systems_chance_alone():
    found = {path.name: chance(path.read_text("utf-8")) for path in MODULES}
    assert found["tokens.py"] == {"secrets"}
    assert [name for name, sources in found.items() if "random" in sources] == []


@pytest.mark.parametrize("source", ["import random", "from random import choice", "import numpy.random", "import uuid"])
def test_another_source_of_chance_would_be_seen(source):
    assert chance(source + "\nimport secrets") != {"secrets"}


def test_the_store_holds_no_secret_only_digests(host, file):
    led = host.open()
    secret = led.join()
    host.database.close()
    held = b"".join(path.read_bytes() for path in Path(file).parent.glob("w.db*"))
    assert [led.code.encode() in held, tokens.digest(secret).encode() in held] == [True, True]
    for kept in (secret, led.opened.control, led.opened.view):
        assert kept.encode() not in held


def test_secrets_are_not_shown_by_accident(led):
    shown = repr(led.opened) + repr(led.actor)
    assert [s for s in (led.opened.control, led.opened.view, led.actor.proof) if s in shown] == []
