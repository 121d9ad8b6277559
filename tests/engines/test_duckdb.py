"""DuckDB: what is refused and how it is said; files are read as the readers would."""

import gzip
from dataclasses import replace

import duckdb
import pytest

from kano.engines import Where, count, open_source
from kano.errors import KanoError
from kano.readers.mapping import PairColumns
from tests.engines import served
from tests.engines.faults import FAULTS, WIDE, Fault

MAPPING = Fault(WIDE, "", {}).mapping
EXACT = "f,d\n1,5\n2,5\n"


def counted(path, mapping=MAPPING, **asked):
    return count(open_source(Where((str(path),)), "duckdb"), mapping, **{"by": [], **asked})


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("engine", ["duckdb", "arrow"])
def test_what_is_refused(name, engine, tmp_path):
    import csv

    fault = FAULTS[name]
    places = [tmp_path / "a.csv"]
    with places[0].open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([list(fault.columns), *zip(*fault.columns.values(), strict=True)])
    if engine == "duckdb":
        places.append(served.duckdb_of(tmp_path / "a.duckdb", fault.columns, {}))
    for place in places:
        with pytest.raises(KanoError) as caught:
            count(open_source(Where((str(place),)), engine), fault.mapping, **fault.asked)
        assert caught.value.code == fault.code
        assert fault.values.items() <= caught.value.values.items()


@pytest.mark.parametrize("last", [",1,5\n", "1,5,\n", "1\n", '1,"5\n', "1,5,,,\n", "1,\xff\n"])
def test_rows_that_would_shift_are_refused(last, tmp_path):
    """Below the first rows, which the readers look at."""
    (tmp_path / "a.csv").write_text("f,d\n" + "1,5\n" * 3000 + last, encoding="latin-1")
    with pytest.raises(KanoError) as caught:
        counted(tmp_path / "a.csv")
    assert caught.value.code == "source-unavailable"
    assert "1,5" not in str(caught.value)


def test_cells_beyond_the_header_are_blank(tmp_path):
    (tmp_path / "a.csv").write_text("f,d\n" + "1,5,\n" * 3000)
    assert counted(tmp_path / "a.csv").people == 3000
    (tmp_path / "a.csv").write_text("f,d\n" + "1,5,\n" * 3000 + "1,5,x\n")
    with pytest.raises(KanoError) as caught:
        counted(tmp_path / "a.csv")
    assert caught.value.code == "source-unavailable"


def test_a_path_is_no_pattern(tmp_path):
    (tmp_path / "a1.csv").write_text("f,d\n" + "3,3\n" * 7)
    (tmp_path / "a[1].csv").write_text(EXACT)
    assert counted(tmp_path / "a[1].csv").people == 2


def test_many_files_whose_columns_are_in_any_order(tmp_path):
    (tmp_path / "1.csv").write_text(EXACT)
    (tmp_path / "2.csv").write_text("d;f\r\n5;1\r\n;\r\n")
    (tmp_path / "3.csv.gz").write_bytes(gzip.compress(EXACT.encode()))
    made = counted(tmp_path)
    assert (made.people, made.data.everyone.grid[0, 0, 1, 5]) == (5, 3)


def test_rows_above_the_header_and_a_header_of_several_lines(tmp_path):
    (tmp_path / "a.csv").write_text('\nA survey,\n\n"f\n",d\n1,5\n2,5\n')
    made = counted(tmp_path / "a.csv", replace(MAPPING, skip_rows=1, header_rows=1))
    assert made.people == 2


def test_other_encodings_are_refused_in_words(tmp_path):
    (tmp_path / "a.csv").write_bytes("f,d,喜\n1,5,上\n".encode("utf-16"))
    with pytest.raises(KanoError) as caught:
        counted(tmp_path / "a.csv")
    assert caught.value.code == "source-encoding"


def test_parquet_of_other_types_is_one_table(tmp_path):
    duckdb.sql("SELECT 1 AS f, 5 AS d").write_parquet(str(tmp_path / "1.parquet"))
    duckdb.sql("SELECT 5.0::DOUBLE AS d, 2.0::DOUBLE AS f").write_parquet(str(tmp_path / "2.parquet"))
    made = counted(tmp_path)
    assert (made.people, made.data.everyone.grid[0, 0, 1:3, 5].tolist()) == (2, [1, 1])


def test_collations_and_enumerations_of_a_database(tmp_path):
    with duckdb.connect(tmp_path / "a.duckdb") as connection:
        connection.execute("CREATE TABLE t (f VARCHAR, d ENUM('5', '4'), q VARCHAR COLLATE NOCASE)")
        connection.execute("INSERT INTO t VALUES ('1', '5', 'a'), ('1', '5', 'A'), (NULL, NULL, 'b')")
    made = counted(f"{tmp_path}/a.duckdb#main.t", by=["q"])
    assert made.data.questions["q"].segments == ("A", "a", "b")
    assert (made.people, made.data.silent) == (3, 1)


def test_a_database_is_only_read(tmp_path):
    place = served.duckdb_of(tmp_path / "a.duckdb", WIDE, {})
    with pytest.raises(KanoError) as caught:
        count(open_source(Where((place.partition("#")[0],), 'DELETE FROM "it\'s" RETURNING f, d')), MAPPING, [])
    assert caught.value.code == "source-unavailable"
    assert counted(place).people == 3
    made = count(open_source(Where((place.partition("#")[0],), "SELECT * FROM \"it's\" WHERE f = '1';")), MAPPING, [])
    assert made.people == 1


@pytest.mark.parametrize("place", ["none.duckdb#t", "duckdb:///nowhere/none.duckdb#t"])
def test_what_is_not_there(place, tmp_path):
    with pytest.raises(KanoError) as caught:
        open_source(Where((place if "://" in place else f"{tmp_path}/{place}",)), "duckdb").head()
    assert caught.value.code in ("source-unavailable", "file-missing")


@pytest.mark.parametrize("place", ["none.duckdb", "none.ddb", "duckdb://none"])
def test_a_database_needs_a_table(place):
    with pytest.raises(KanoError) as caught:
        open_source(Where((place,)), "duckdb")
    assert caught.value.code == "source-table"


def test_more_features_than_one_grouping_takes(tmp_path):
    columns = {f"{side}{i}": [str(1 + i % 5), "5", ""] for i in range(45) for side in "fd"}
    mapping = replace(MAPPING, pairs=tuple(PairColumns(f"F{i}", f"f{i}", f"d{i}") for i in range(45)))
    (tmp_path / "a.csv").write_text("\n".join([",".join(columns), *map(",".join, zip(*columns.values(), strict=True))]))
    made = counted(tmp_path / "a.csv", mapping)
    assert [made.data.everyone.grid[0, i, 1 + i % 5, 1 + i % 5] for i in range(45)] == [1, 1, 1, 1, 2] * 9
    assert (made.data.silent, made.data.most_pairs) == (0, 45)
