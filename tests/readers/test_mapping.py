"""The mapping file: what is written is read back, and what is wrong in it is named."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.errors import KanoError
from kano.readers.mapping import Layout, Mapping, PairColumns
from kano.readers.mapping_file import FORMAT, parse, to_yaml

text = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20)
names = text.filter(bool)
mappings = st.builds(
    Mapping,
    layout=st.sampled_from(Layout),
    pairs=st.lists(st.builds(PairColumns, names, names, names, st.none() | names), max_size=3).map(tuple),
    columns=st.dictionaries(st.sampled_from(["feature", "respondent", "A", "n"]), names, max_size=3),
    answers=st.dictionaries(text, st.sampled_from(["L", "E", "N", "W", "D", "", "?"]), max_size=5),
    codes=st.sampled_from([None, "like-first", "dislike-first"]),
    levels=st.sampled_from([3, 5]),
    segments=st.lists(names, max_size=3).map(tuple),
    dropped=st.lists(names, max_size=3).map(tuple),
    encoding=st.sampled_from([None, "utf-8", "gb18030"]),
    delimiter=st.sampled_from([None, ",", ";", "\t", "|"]),
    sheet=st.none() | names,
)


@settings(max_examples=200, deadline=None)
@given(mappings)
def test_a_mapping_that_is_written_is_read_back_the_same(mapping):
    assert parse(to_yaml(mapping), "m.yaml") == mapping


def test_the_file_is_plain_enough_to_mend_by_hand():
    pair = PairColumns("Tea", "Tea_fun", "Tea_dys")
    written = to_yaml(Mapping(pairs=(pair,), answers={"like": "L", "meh": "?"}, dropped=("id",)))
    assert written.splitlines() == [
        "format: kano.mapping/1",
        "layout: wide",
        "pairs:",
        "- feature: Tea",
        "  functional: Tea_fun",
        "  dysfunctional: Tea_dys",
        "answers:",
        "  like: L",
        "  meh: '?'",
        "levels: 5",
        "dropped:",
        "- id",
    ]


def test_what_yaml_takes_for_numbers_dates_or_nothing_is_read_as_the_text_it_was():
    written = f"format: {FORMAT}\npairs: [{{feature: 1, functional: 2, dysfunctional: 3, importance: null}}]\n"
    mapping = parse(written + "answers: {1: L, 5: D, 3: null}\nsegments: [2024]\n", "m")
    assert mapping.pairs == (PairColumns("1", "2", "3", None),)
    assert mapping.answers == {"1": "L", "5": "D", "3": ""}
    assert mapping.segments == ("2024",)


def test_an_open_answer_is_unresolved():
    assert Mapping(answers={"a": "?", "b": "L", "c": "", "d": "?"}).unresolved == ("a", "d")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("answers: {meh: X}", "answers: X"),
        ("answers: [meh]", "items"),
        ("answers: {[a]: L}", "unhashable"),
        ("codes: best-first", "codes: best-first"),
        ("levels: 4", "levels: 4"),
        ("layout: tall", "tall"),
        ("pairs: 5", "iterable"),
        ("pairs: [Tea]", "items"),
        ("pairs: [{feature: Tea}]", "functional"),
        ("pairs: [{feature: a, functional: b, dysfunctional: c, colour: d}]", "colour"),
        ("segments: branch", "segments: 'branch'"),
        ("dropped: 3", "dropped: 3"),
        ("encoding: 5", "encoding: 5"),
        ("encoding: ütf", "encoding: 'ütf'"),
        ("delimiter: ab", "delimiter: 'ab'"),
        ("delimiter: é", "delimiter: 'é'"),
        ("sheet: ''", "sheet: ''"),
        ("colour: red", "colour"),
        ("codes: 2024-99-99", "month"),
        ("levels: !!float x", "float"),
        ("a: &a [1]\nb: *a", "aliases"),
        ("a: " + "[" * 5000 + "]" * 5000, "nesting"),
        ("a: [", "YAML"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_named(body, named):
    with pytest.raises(KanoError) as caught:
        parse(f"format: {FORMAT}\n{body}\n", "m.yaml")
    assert caught.value.code == "mapping-bad"
    assert str(caught.value).startswith("Mapping “m.yaml”")
    assert named in str(caught.value)


@pytest.mark.parametrize("written", ["", "- a", "42", "format: kano.questionnaire/1", "layout: wide", "\x00"])
def test_a_file_that_is_no_mapping_is_refused(written):
    with pytest.raises(KanoError) as caught:
        parse(written, "m.yaml")
    assert caught.value.code == "mapping-bad"


def test_the_text_is_yaml_that_any_reader_takes():
    assert yaml.safe_load(to_yaml(Mapping(Layout.COUNTS, columns={"feature": "功能"}))) == {
        "format": FORMAT,
        "layout": "counts",
        "columns": {"feature": "功能"},
        "levels": 5,
    }
