"""JSON: lists of people, and lists that nobody's answers would make."""

import json
import tracemalloc
from contextlib import suppress

import pytest

from kano.errors import KanoError
from kano.readers import jsonrows, open_grid
from kano.readers.jsonrows import read_json
from kano.readers.table import Source

MANY = 300_000


def rows(data):
    grid = open_grid(data if isinstance(data, bytes) else json.dumps(data).encode(), "a.json")
    return [grid.row(i) for i in range(len(grid))]


def refused(data):
    with pytest.raises(KanoError) as caught:
        read_json(data, Source("a.json", ""))
    return caught.value.code


def objects(n, form=b'{"b":%d.5}'):
    return b",".join(form % i for i in range(n))


def test_each_person_is_a_row_and_what_is_missing_is_empty():
    people = [{"id": 1, "q": {"with": "x"}}, {}, {"new": ["a", "b"], "id": 2.0}, {"q.with": "y", "q": {"with": "z"}}]
    expected = [
        ["id", "q.with", "new"],
        *(["1", "x", ""], ["", "", ""], ["2", "", "a; b"], ["", "z", ""]),
    ]
    assert rows(people) == rows({"data": people}) == expected


def test_a_cell_that_says_what_its_column_is_called_stays_in_its_row():
    assert rows([{"a": "a"}, {"a": ""}, {}]) == [["a"], ["a"], [""], [""]]


def test_a_person_per_line_whatever_ends_it():
    for end in ("\n", "\r\n", "\n\n"):
        assert rows(end.join(['{"a": "x\u2028y"}', '{"a": 2}', ""]).encode()) == [["a"], ["x\u2028y"], ["2"]]
    assert refused(b"{}\n" + b"1\n" * MANY) == "json-people"


@pytest.mark.parametrize(
    ("number", "text"), [("3.0", "3"), ("-2.0", "-2"), ("3.5", "3.5"), ("1e3", "1000"), ("1e308", "1e+308")]
)
def test_a_number_is_written_short(number, text):
    assert rows(b'[{"a": %s}]' % number.encode()) == [["a"], [text]]


SIZES = {
    "objects": (lambda: b"[" + b"{}," * 5_000_000 + b"{}]", "sheet-too-wide", 1),
    "values": (lambda: b'[{"a":[' + b"1," * 5_000_000 + b"1]}]", "sheet-too-wide", 1),
    "lists": (lambda: b'[{"a":[' + b"[],0" * 1_200_000 + b"]}]", "file-unreadable", 1),
    "one level upon the other": (lambda: b"[" * 900_000, "file-unreadable", 5),
    "bytes": (lambda: b'[{"a":"' + b"x" * jsonrows.MOST_BYTES + b'"}]', "file-too-large", 1),
    "people": (lambda: b"[" + b"{}," * 200_000 + b"{}]", "sheet-too-large", 30),
    "names": (lambda: b"[{" + b",".join(b'"k%d":1' % i for i in range(MANY)) + b"}]", "sheet-too-large", 90),
    "places": (
        lambda: b"[{" + b",".join(b'"k%d":1' % i for i in range(1990)) + b"}" + b",{}" * 6000 + b"]",
        "sheet-too-wide",
        10,
    ),
    "a name in a name": (lambda: b'[{"' + b"k" * 900_000 + b'":{"a":1,"b":2}}]', "cell-too-long", 10),
}


@pytest.mark.parametrize(("make", "code", "megabytes"), SIZES.values(), ids=SIZES)
def test_too_much_of_anything_is_refused_before_it_takes_memory(make, code, megabytes):
    data = make()
    tracemalloc.start()
    try:
        assert refused(data) == code
        assert tracemalloc.get_traced_memory()[1] < megabytes * 1_000_000
    finally:
        tracemalloc.stop()


def test_people_are_not_held_twice():
    data = b"[" + objects(100_000, b'{"a":"%x"}') + b"]"
    tracemalloc.start()
    try:
        assert len(read_json(data, Source("a.json", ""))) == 100_001
        assert tracemalloc.get_traced_memory()[1] < 45_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("deep", [20, 300, 600, 900, 970, 5000, 90_000])
def test_however_deep_it_is_it_is_read_or_refused_in_words(deep):
    for opening, closing in ((b"[", b"]"), (b'{"a":', b"}")):
        data = b'[{"a":' + opening * deep + b"1" + closing * deep + b"}]"
        with suppress(KanoError):
            assert len(read_json(data, Source("a.json", ""))) == 2
