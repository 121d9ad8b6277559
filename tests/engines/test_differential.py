"""Random tables with all the dirt, in files and databases: every engine finds the same, and what is true."""

import numpy as np
import pytest

from kano.engines import Where, count, open_source
from kano.engines.meaning import Meaning
from tests.engines import dirt, served, typed
from tests.workshop.postgres import served as postgres_served

MAKERS = {"wide": dirt.wide, "long": dirt.long, "spread": dirt.spread}
TABLES = [(kind, seed) for kind in MAKERS for seed in range(8)]


@pytest.fixture(scope="module")
def url():
    with postgres_served() as server:
        yield server.new_url()


def tally_of(engine, place, table):
    meaning = Meaning(table.mapping)
    return open_source(Where((str(place),)), engine).tally(table.asked, meaning, lambda *_: None)


def check(tally, table):
    """A tally against the plain count of every cell."""
    assert dirt.counted(tally, table.mapping) == table.expected()
    assert dirt.rated(tally) == table.ratings
    assert tally.people == table.people
    assert (tally.silent, tally.most_pairs) == (table.silent, table.most_pairs)
    assert tally.left == table.left


def gathered(engine, place, table, query=None):
    source = open_source(Where((str(place),), query), engine)
    return count(source, table.mapping, table.by, date=table.date, weight=table.weight)


def same(first, second):
    """Whether two counts are one, cell for cell."""
    one, other = first.data, second.data
    assert one.features == other.features or set(one.features) == set(other.features)
    assert (one.people, one.silent, one.most_pairs) == (other.people, other.silent, other.most_pairs)
    for by in (None, *one.questions):
        mine, theirs = one.count(by), other.count(by)
        assert (mine.features, mine.segments) == (theirs.features, theirs.segments)
        assert np.array_equal(mine.grid, theirs.grid)
        assert np.array_equal(mine.importance, theirs.importance)
    assert (first.weighed is None) == (second.weighed is None)
    if first.weighed:
        assert np.array_equal(first.weighed.everyone, second.weighed.everyone)
        for by, sums in first.weighed.questions.items():
            assert np.array_equal(sums, second.weighed.questions[by])


@pytest.mark.parametrize(("kind", "seed"), TABLES)
def test_postgresql(kind, seed, url):
    table = MAKERS[kind](seed)
    check(tally_of("postgres", served.postgres(url, table.columns, {}), table), table)


@pytest.mark.parametrize(("kind", "seed"), TABLES)
def test_duckdb(kind, seed, tmp_path):
    table = MAKERS[kind](seed)
    check(tally_of("duckdb", served.duckdb_of(tmp_path / "it.duckdb", table.columns, {}), table), table)


@pytest.mark.parametrize(("kind", "seed"), TABLES)
def test_duckdb_with_files(kind, seed, tmp_path):
    table = MAKERS[kind](seed)
    delimiter, end = ",;\t|"[seed % 4], ["\n", "\r\n"][seed % 2]
    csv = table.write_csv(
        tmp_path / "a[1].csv", delimiter=delimiter, end=end, encoding=["utf-8", "utf-8-sig"][seed % 2]
    )
    check(tally_of("duckdb", csv, table), table)
    check(tally_of("duckdb", table.write_parquet(tmp_path / "it's.parquet"), table), table)


@pytest.mark.parametrize(("kind", "seed"), TABLES)
def test_every_engine_gathers_the_same(kind, seed, url, tmp_path):
    table = MAKERS[kind](100 + seed)
    csv, parquet = table.write_csv(tmp_path / "a.csv"), table.write_parquet(tmp_path / "it's.parquet")
    found = [gathered("arrow", csv, table), gathered("arrow", parquet, table)]
    found += [gathered("duckdb", csv, table), gathered("duckdb", parquet, table)]
    found.append(gathered("postgres", served.postgres(url, table.columns, {}), table))
    found.append(gathered("duckdb", served.duckdb_of(tmp_path / "it.duckdb", table.columns, {}), table))
    for other in found[1:]:
        same(found[0], other)


@pytest.mark.parametrize("seed", range(6))
def test_typed_columns(seed, url, tmp_path):
    raw, table = typed.table(seed)
    check(tally_of("postgres", served.postgres(url, raw, typed.POSTGRES), table), table)
    check(tally_of("duckdb", served.duckdb_of(tmp_path / "it.duckdb", raw, typed.DUCKDB), table), table)
    parquet = typed.parquet(tmp_path / "typed.parquet", raw)
    check(tally_of("duckdb", parquet, table), table)
    check(tally_of("arrow", parquet, table), table)
