"""The embedded engine against the readers and against plain Python, with blocks so small that cuts fall everywhere."""

import gzip
import random
import tempfile
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.engines import arrow, count, open_source, tally
from kano.engines.arrow import blocks, parquet, sheets, texts, wide
from kano.engines.asked import Asked
from kano.engines.engine import Where, quiet
from kano.engines.meaning import Meaning
from kano.errors import KanoError
from kano.readers import Layout, Mapping, apply, open_table
from kano.readers.mapping import PairColumns
from tests.engines import dirt

MAPPING = Mapping(pairs=(PairColumns("F", "a", "b"),), segments=("c",), header_rows=1, delimiter=",", encoding="utf-8")
MAKERS = [dirt.wide, dirt.long, dirt.spread]


def opened(*places):
    return arrow.open_source(Where(tuple(map(str, places))))


def tallied(place, table):
    return opened(place).tally(table.asked, Meaning(table.mapping), quiet)


def agrees(found, table):
    assert dirt.counted(found, table.mapping) == table.expected()
    assert dirt.rated(found) == table.ratings
    assert (found.people, found.silent, found.most_pairs, found.left) == (
        table.people,
        table.silent,
        table.most_pairs,
        table.left,
    )


def cells(data, tmp_path, asked=None, mapping=MAPPING, name="x.csv"):
    """How often each (segment, functional, dysfunctional) stands in a file."""
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    asked = asked or Asked(mapping.pairs, by=mapping.segments)
    found = opened(tmp_path / name).tally(asked, Meaning(mapping), quiet)
    return {(key[1], *key[3:]): sums[0] for key, sums in found.cells.items() if key[0] == "c"}


WAYS = {
    "plain": {},
    "all quoted": {"quote_all": True, "delimiter": ";"},
    "Windows": {"end": "\r\n", "delimiter": "\t"},
    "old Mac": {"end": "\r"},
    "Chinese": {"encoding": "gb18030"},
    "UTF-16": {"encoding": "utf-16"},
    "marked": {"encoding": "utf-8-sig"},
}


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(8))
def test_delimited_text_is_counted_whole_wherever_it_is_cut(make, way, seed, tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", [37, 64, 1 << 20][seed % 3])
    table = make(seed)
    agrees(tallied(table.write_csv(tmp_path / "x.csv", **WAYS[way]), table), table)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("typed", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_parquet_of_any_type_says_the_same(make, typed, seed, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS", 5)
    table = make(seed)
    groups = {} if seed % 2 else {"row_group_size": 7}
    agrees(tallied(table.write_parquet(tmp_path / "x.parquet", typed, **groups), table), table)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("seed", range(20))
def test_the_readers_say_the_same(make, seed, tmp_path):
    table = make(seed)
    data = table.csv()
    (tmp_path / "x.csv").write_bytes(data)
    said = apply(open_table(data, "x.csv", table.mapping), table.mapping).data
    found = count(open_source(Where((str(tmp_path / "x.csv"),))), table.mapping).data
    for by in (None, *table.by):
        theirs, mine = said.count(by), found.count(by)
        columns = [mine.features.index(feature) for feature in theirs.features]
        for segment, grid in zip(theirs.segments, theirs.grid, strict=True):
            assert not grid.any() or (mine.grid[mine.segments.index(segment)][columns] == grid).all()
        assert mine.grid.sum() == theirs.grid.sum()
    assert (found.people, found.silent) == (len(said), said.silent)


def dirty_text(draw: random.Random) -> bytes:
    """Rows of three cells, mostly; quotes where they belong and where they do not."""

    def cell() -> str:
        kind = draw.random()
        if kind < 0.5:
            return draw.choice(["1", "2", "x", "", "yes"])
        if kind < 0.7:
            return '"' + draw.choice(["a", "a,b", 'q""q', "two\nlines", "", "\r\n", '""']) + '"'
        if kind < 0.75:
            return "".join(draw.choice('ab1" \n\r\x00é') for _ in range(draw.randint(0, 4)))
        return draw.choice(["é", "\u00a0", " 1 ", "\x00", "e\u0301"])

    rows = (",".join(cell() for _ in range(draw.choice([3] * 40 + [1, 2, 4]))) for _ in range(draw.randint(1, 9)))
    body = "".join(row + draw.choice(["\n", "\n", "\r\n", "\n\n", "\r"]) for row in rows)
    head = draw.choice(
        ["a,b,c\n", "a,b,c\r\n", '"a",b,"c"\n', "\ufeffa,b,c\n", "\n\na,b,c\n", "a,b,c,\n", "Title\na,b,c\n"]
    )
    body = body.replace("\n", ",\n") if head == "a,b,c,\n" else body
    return (head + (body if draw.random() < 0.8 else body.rstrip("\n"))).encode()


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 10**6), st.sampled_from([5, 16, 64, 1 << 20]))
def test_text_of_any_kind_is_read_as_the_readers_read_it_or_refused(seed, block):
    data = dirty_text(random.Random(seed))
    mapping = replace(MAPPING, skip_rows=int(data.startswith(b"Title")))
    try:
        table = open_table(data, "x.csv", mapping)
        expected = Counter(zip(table["c"].texts(), table["a"].texts(), table["b"].texts(), strict=True))
    except KanoError as problem:
        expected = problem
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(blocks, "BLOCK", block)
        try:
            found = cells(data, Path(folder), mapping=mapping)
        except KanoError as problem:
            found = problem
    if isinstance(expected, KanoError):
        assert isinstance(found, KanoError)
        assert (found.code, found.values.get("row")) == (expected.code, expected.values.get("row"))
    elif isinstance(found, KanoError):
        assert found.values["reason"] == "a quoted cell does not end"
        assert data.count(b'"') % 2 == 1 or b'""' in data
    else:
        assert found == expected


def test_rows_in_which_nothing_stands_are_nobody_but_silent_people_are_somebody(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 20)
    data = "id,a,b,c,note\n1,,,,\n,,,,\n\n2,1,2,x,\n,,,,spoke\n \x00,,,,\u00a0\n3,,,,\n" * 1
    assert cells(data, tmp_path) == {("", "", ""): 3, ("x", "1", "2"): 1}


def test_a_column_of_one_sign_may_hold_longer_cells_later_and_more_texts_than_a_byte_has(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 64)
    rows = [
        (str(i % 7), chr(33 + i % 90) if i % 3 else f"long {i % 300}", "N/A" if i % 11 == 0 else "5")
        for i in range(4000)
    ]
    quoted = "".join(f'{a},"{b.replace(chr(34), chr(34) * 2)}",{c}\n' for a, b, c in rows)
    expected = Counter((c, a, b) for a, b, c in rows)
    assert cells("a,b,c\n" + quoted, tmp_path) == expected
    monkeypatch.setattr(sheets, "ROOM", 50)
    monkeypatch.setattr(wide, "TOGETHER", 10)
    assert cells("a,b,c\n" + quoted, tmp_path) == expected


def test_many_rows_in_blocks_of_the_usual_size(tmp_path):
    table = dirt.wide(5, rows=3000, features=9)
    agrees(tallied(table.write_csv(tmp_path / "x.csv"), table), table)


def test_files_of_a_folder_a_pattern_and_a_list_are_one_source(tmp_path):
    table = dirt.wide(11, rows=40)
    names = list(table.columns)
    halves = [
        replace(table, columns={n: c[part] for n, c in table.columns.items()}) for part in (slice(25), slice(25, None))
    ]
    folder = tmp_path / "parts"
    folder.mkdir()
    halves[0].write_csv(folder / "a.csv")
    (folder / "b.csv.gz").write_bytes(gzip.compress(halves[1].csv(names=names[::-1])))
    (folder / "c.csv").write_bytes(table.csv(blank_lines=False).splitlines(keepends=True)[0])
    (folder / "_SUCCESS").write_text("")
    for places in (
        [folder],
        [folder / "*.csv*"],
        [folder / "a.csv", folder / "*.gz"],
        [f"file://{folder}"],
        [f"file://{folder}/*"],
    ):
        if places == [f"file://{folder}/*"]:
            (folder / "_SUCCESS").unlink()
        agrees(opened(*places).tally(table.asked, Meaning(table.mapping), quiet), table)
    assert opened(folder / "a.csv", folder / "b.csv.gz").name == "a.csv, b.csv.gz"


def test_the_signature_is_of_the_content(tmp_path):
    for name, text in {"a.csv": "a,b,c\n1,2,x\n", "b.csv": "a,b,c\n1,2,y\n", "c.csv": "a,b,c\n1,2,x\n"}.items():
        (tmp_path / name).write_text(text)
    a, b, c = (opened(tmp_path / name).signature() for name in ("a.csv", "b.csv", "c.csv"))
    assert a == c != b
    assert (
        opened(tmp_path / "a.csv", tmp_path / "b.csv").signature()
        == opened(tmp_path / "b.csv", tmp_path / "c.csv").signature()
    )


def refused(code, data, tmp_path, **more):
    with pytest.raises(KanoError) as caught:
        cells(data, tmp_path, **more)
    assert caught.value.code == code, str(caught.value)
    return caught.value


BAD = {
    "row-ragged": "a,b,c\n1,2,x\n1,2\n",
    "file-unreadable": 'a,b,c\n1,2,"x\n1,2,x\n',
    "file-empty": "  \n",
    "source-kind": '[{"a": 1}]',
    "file-encoding": b"a,b,c\n1,2,x\n" * 200_000 + b"1,2,\xff\n",
    "column-unknown": "a,b,d\n1,2,x\n",
    "cell-too-long": "a,b,c\n1,2,x\n" * 200_000 + f"1,2,{'y' * 1_000_001}\n",
}


@pytest.mark.parametrize("code", BAD)
def test_what_cannot_be_read_is_refused_in_words(code, tmp_path):
    refused(code, BAD[code], tmp_path)


def test_a_row_that_does_not_fit_is_named_by_its_number_in_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 50)
    data = 'a,b,c\n"1\n",2,x\n\n' + "1,2,x\n" * 3000 + "1,2,x,\n" + "1,2,x\n" * 9
    assert refused("row-ragged", data, tmp_path).values["row"] == 3004


def test_a_quote_without_end_takes_no_more_memory_than_the_longest_row(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 1 << 12)
    monkeypatch.setattr(blocks, "LONGEST_ROW", 1 << 16)
    read = []
    real = blocks._same
    monkeypatch.setattr(blocks, "_same", lambda source: real(lambda n: (read.append(n), source(n))[1]))
    data = "a,b,c\n" + "1,2,x\n" * 300_000 + '1,2,"x\n' + "1,2,x\n" * 300_000
    refused("file-unreadable", data, tmp_path)
    assert sum(read) < 4_400_000  # Once without care and once with it.


@pytest.mark.parametrize(
    ("cell", "careful"), [("x", False), ('"x"', False), ('"x ""y"""', False), ('"x\ny"', False), ('5" x', True)]
)
def test_rows_are_cut_with_care_only_where_a_quote_may_be_a_sign_like_any_other(cell, careful, tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 64)
    file = tmp_path / "a.csv"
    file.write_text("f,d,city\n" + f"L,D,{cell}\nE,N,\n" * 500, encoding="utf-8")
    source = open_source(Where((str(file),)))
    found = count(source, Mapping(pairs=(PairColumns("Wifi", "f", "d"),), segments=("city",)))
    assert found.people == 1000
    assert found.data.questions["city"].grid[:, 0, 1, 5].tolist() == [500, 0]
    assert source._scan.careful is careful


def test_files_must_be_alike(tmp_path):
    (tmp_path / "a.csv").write_text("a,b,c\n1,2,x\n")
    (tmp_path / "b.csv").write_text("a,b,d\n1,2,x\n")
    pq.write_table(pa.table({"a": [1], "b": [2], "c": ["x"]}), tmp_path / "c.parquet")
    for name, code in (("b.csv", "columns-differ"), ("c.parquet", "source-kind"), ("d.csv", "file-missing")):
        with pytest.raises(KanoError) as caught:
            opened(tmp_path / "a.csv", tmp_path / name).tally(Asked(MAPPING.pairs), Meaning(MAPPING), quiet)
        assert caught.value.code == code


def test_a_store_that_is_not_there_is_named_without_its_key():
    with pytest.raises(KanoError) as caught:
        opened("nowhere://key:secret@bucket/x.csv")
    assert caught.value.code == "file-missing"
    assert "secret" not in str(caught.value)


def test_sentences_are_no_choice(tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "MOST_TEXTS", 50)
    data = "a,b,c\n" + "".join(f"1,2,city {i}\n" for i in range(60))
    assert refused("count-texts", data, tmp_path).values["column"] == "c"
    assert sum(cells(data, tmp_path, asked=Asked(MAPPING.pairs, by=("a",))).values()) == 0


def test_nested_cells_are_no_texts(tmp_path):
    pq.write_table(pa.table({"a": [[1]], "b": ["2"], "c": ["x"]}), tmp_path / "x.parquet")
    with pytest.raises(KanoError) as caught:
        opened(tmp_path / "x.parquet").tally(Asked(MAPPING.pairs), Meaning(MAPPING), quiet)
    assert caught.value.code == "column-kind"


def test_weights_that_are_none_are_listed_with_how_often_they_stand(tmp_path):
    data = "a,b,c,w\n1,2,x,1\n1,2,x,abc\n1,2,x,-1\n1,2,x,abc\n,,,\n1,2,x,\n1,2,x,1001\n"
    problem = refused("weights-unread", data, tmp_path, asked=Asked(MAPPING.pairs, by=("c",), weight="w"))
    assert problem.values == {"column": "w", "values": "“abc” × 2, “-1” × 1, “1001” × 1, “” × 1"}


def test_sums_of_squares_of_weights_are_exact(tmp_path):
    weights = [f"{random.Random(i).uniform(900, 1000):.4f}" for i in range(50_000)]
    (tmp_path / "x.csv").write_text("a,b,c,w\n" + "".join(f"1,2,x,{w}\n" for w in weights))
    found = opened(tmp_path / "x.csv").tally(Asked(MAPPING.pairs, weight="w"), Meaning(MAPPING), quiet)
    units = [int(w.replace(".", "")) for w in weights]
    assert found.cells["", "", "F", "1", "2"] == (50_000, sum(units), sum(unit**2 for unit in units))
    assert sum(unit**2 for unit in units) > 2**53


LONG = "respondent,feature,functional,dysfunctional,city\np,F,1,2,x\nq,F,1,2,y\n"


@pytest.mark.parametrize(
    ("rows", "code"),
    [("p,F,2,2,x\n", "answered-twice"), ("p,G,2,2,y\n", "profile-differs"), (",G,2,2,y\n", "long-blank")],
)
def test_long_rows_are_checked_as_the_readers_check_them(rows, code, tmp_path, monkeypatch):
    monkeypatch.setattr(arrow, "PILE", 10)
    roles = "respondent", "feature", "functional", "dysfunctional"
    mapping = Mapping(Layout.LONG, columns={role: role for role in roles}, segments=("city",))
    asked = Asked(long=mapping.columns, by=("city",))
    problem = refused(code, LONG + rows, tmp_path, asked=asked, mapping=mapping)
    with pytest.raises(KanoError) as theirs:
        apply(open_table((LONG + rows).encode(), "x.csv"), replace(mapping, answers={"1": "L", "2": "E"}))
    assert (problem.code, problem.values) == (theirs.value.code, theirs.value.values)


@pytest.mark.parametrize("seed", range(6))
def test_people_of_many_piles_are_the_same_people(seed, tmp_path, monkeypatch):
    monkeypatch.setattr(arrow, "PILE", 50)
    monkeypatch.setattr(blocks, "BLOCK", 100)
    for make in (dirt.long, dirt.spread):
        table = make(seed, people=40)
        agrees(tallied(table.write_csv(tmp_path / "x.csv"), table), table)


@pytest.mark.parametrize("make", [dirt.wide, dirt.long])
def test_nothing_is_left_behind_when_it_is_interrupted(make, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(blocks, "BLOCK", 64)
    table, threads = make(3), threading.active_count()
    place = table.write_csv(tmp_path / "x.csv")

    def interrupt(done, whole):
        assert 0 < done <= whole == place.stat().st_size
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opened(place).tally(table.asked, Meaning(table.mapping), interrupt)
    assert not list((tmp_path / "temporary").iterdir())
    assert threading.active_count() == threads


def test_there_is_an_end_of_different_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "ROOM", 4)
    for module in (sheets, tally):
        monkeypatch.setattr(module, "MOST_CELLS", 20)
    data = "a,b,c\n" + "".join(f"{i % 9},{i % 7},x\n" for i in range(100))
    refused("count-endless", data, tmp_path)


def test_the_head_of_a_large_file_is_its_first_rows(tmp_path):
    (tmp_path / "x.csv").write_text("a,b,c\n" + '"1",2,"x\ny"\n' * 5_000)
    head = opened(tmp_path / "x.csv").head(None, 100)
    assert (len(head), head.names, head["c"].values) == (100, ("a", "b", "c"), ("x y",))
