"""Spark in local mode, all of it in one session: the same counts as the other engines, and what is refused."""

import csv
from dataclasses import replace

import pytest

from kano.engines import Where, count, open_source
from kano.errors import KanoError
from tests.engines import served, typed
from tests.engines.faults import FAULTS, WIDE, Fault
from tests.engines.test_differential import MAKERS, check, gathered, same, tally_of

MAPPING = Fault(WIDE, "", {}).mapping
EXACT = "f,d\n1,5\n2,5\n"
TABLES = [(kind, seed) for kind in MAKERS for seed in (100, 101, 105)]


@pytest.fixture(scope="module", autouse=True)
def session():
    made = served.spark()
    yield made
    made.stop()


def counted(place, mapping=MAPPING, query=None, **asked):
    return count(open_source(Where((str(place),), query), "spark"), mapping, **{"by": [], **asked})


@pytest.mark.parametrize(("kind", "seed"), TABLES)
def test_the_same_as_the_other_engines(kind, seed, tmp_path):
    table = MAKERS[kind](seed)
    path, parquet = table.write_csv(tmp_path / "a{1}.csv"), table.write_parquet(tmp_path / "it's.parquet")
    check(tally_of("spark", path, table), table)
    same(gathered("arrow", path, table), gathered("spark", parquet, table))


def test_typed_columns(tmp_path):
    raw, table = typed.table(3)
    check(tally_of("spark", typed.parquet(tmp_path / "typed.parquet", raw), table), table)


@pytest.mark.parametrize("name", [name for name in FAULTS if "weight" in name or "twice" in name or "differs" in name])
def test_what_is_refused(name, tmp_path):
    fault = FAULTS[name]
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([list(fault.columns), *zip(*fault.columns.values(), strict=True)])
    with pytest.raises(KanoError) as caught:
        counted(tmp_path / "a.csv", fault.mapping, **fault.asked)
    assert caught.value.code == fault.code
    assert fault.values.items() <= caught.value.values.items()


@pytest.mark.parametrize(
    ("last", "code"),
    [
        (",1,5\n", "source-unavailable"),
        ("1\n", "source-unavailable"),
        ("1,5,\n", "source-unavailable"),
        ('1,"5\n2,5\n', "file-unreadable"),
        ("1,\xff\n", "file-encoding"),
    ],
)
def test_what_spark_itself_would_let_pass(last, code, tmp_path):
    """Below the first rows, which the readers look at."""
    (tmp_path / "a.csv").write_text("f,d\n" + "1,5\n" * 3000 + last, encoding="latin-1")
    with pytest.raises(KanoError) as caught:
        counted(tmp_path / "a.csv")
    assert caught.value.code == code
    assert "1,5" not in str(caught.value)


def test_cells_beyond_the_header_are_blank(tmp_path):
    (tmp_path / "a.csv").write_text("f,d\n" + "1,5,\n" * 3000 + "1,5,x\n")
    with pytest.raises(KanoError) as caught:
        counted(tmp_path / "a.csv")
    assert caught.value.code == "source-unavailable"


def test_many_files_and_a_path_that_is_no_pattern(tmp_path):
    (tmp_path / "1.csv").write_text("f,d\n" + "3,3\n" * 7)
    (tmp_path / "[1].csv").write_text(EXACT)
    assert counted(tmp_path / "[1].csv").people == 2
    (tmp_path / "2.csv").write_text('d;f\r\n5;"1\n"\r\n;\r\n')
    made = counted(tmp_path, replace(MAPPING, header_rows=1))
    assert (made.people, made.data.everyone.grid[0, 0, 1, 5]) == (10, 2)


def test_tables_of_the_catalogue_and_queries(session):
    frame = session.createDataFrame(
        [("1", "5", "x"), (None, None, "y"), ("2", "5", "y")], "f string, d string, Q string"
    )
    frame.createOrReplaceTempView("given")
    made = counted("#given", by=["Q"])
    assert (made.people, made.data.silent, made.data.questions["Q"].segments) == (3, 1, ("x", "y"))
    assert counted("#", query="SELECT * FROM given WHERE Q = 'y'").people == 2
    session.catalog.dropTempView("given")
    with pytest.raises(KanoError) as caught:
        counted("#given")
    assert (caught.value.code, caught.value.values["reason"]) == ("source-unavailable", "TABLE_OR_VIEW_NOT_FOUND")


def test_a_session_that_was_running_is_left_as_it_was(session, tmp_path):
    (tmp_path / "a.csv").write_text(EXACT)
    session.conf.set("spark.sql.session.timeZone", "Asia/Tokyo")
    counted(tmp_path / "a.csv")
    assert session.conf.get("spark.sql.session.timeZone") == "Asia/Tokyo"
    assert session.catalog.listTables() == []
    assert not session.sparkContext._jsc.sc().isStopped()


def test_signs_that_may_have_to_be_composed_are_known():
    import re
    import sys
    import unicodedata

    from kano.engines.sql.spark_rows import COMPOSING

    marks = "".join(map(chr, range(sys.maxunicode + 1)))
    ranges = re.sub(r"\\x\{(\w+)\}", lambda m: f"\\U{int(m[1], 16):08x}", COMPOSING.replace(r"\p{M}", ""))
    known = re.compile(ranges)
    lacking = [
        sign
        for sign in marks
        if not "\ud800" <= sign <= "\udfff"
        and unicodedata.normalize("NFC", sign) != sign
        and not unicodedata.category(sign).startswith("M")
        and not known.match(sign)
    ]
    assert lacking == []
