"""Every formula that is cited says how well its source is known."""

import ast
from pathlib import Path

import pytest

from kano.i18n import LANGUAGES, catalogue
from kano.sources import Status, cite, keys

ROOT = Path(__file__).parents[1]


def cited():
    for path in (ROOT / "kano").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "cite":
                yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))


def test_what_the_code_cites_is_there():
    found = set(cited())
    assert found
    assert found <= set(keys())


@pytest.mark.parametrize("key", keys())
def test_a_source_says_what_it_is_and_where_it_was_seen(key):
    source = cite(key)
    assert source.citation[-1] not in ". "
    assert source.status in Status
    if source.status is Status.ABSTRACT:
        assert "abstract" in source.where
    assert set(source.record()) <= {"key", "citation", "status", "where"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_status_has_words(lang):
    assert len({catalogue(lang)(f"source.{status}") for status in Status}) == len(Status)
