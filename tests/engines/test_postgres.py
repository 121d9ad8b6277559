"""PostgreSQL: what is refused and how it is said, and that nothing there is changed."""

from dataclasses import replace

import psycopg
import pytest

from kano.engines import Where, count, open_source
from kano.errors import KanoError
from kano.readers.mapping import PairColumns
from tests.engines import served
from tests.engines.faults import FAULTS, WIDE, Fault
from tests.workshop.postgres import served as postgres_served

GOOD = Fault(WIDE, "", {})


@pytest.fixture(scope="module")
def server():
    with postgres_served() as made:
        yield made


@pytest.fixture(scope="module")
def url(server):
    return server.new_url()


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_refused(name, url):
    fault = FAULTS[name]
    with pytest.raises(KanoError) as caught:
        count(open_source(Where((served.postgres(url, fault.columns, {}),))), fault.mapping, **fault.asked)
    assert caught.value.code == fault.code
    assert fault.values.items() <= caught.value.values.items()


def test_a_query_in_place_of_a_table(url):
    served.postgres(url, {"b": ["1", "2", "3"], "d": ["5"] * 3}, {}, table="given")
    source = open_source(Where((url,), "SELECT b AS f, d FROM given WHERE b LIKE '%2%' -- a remark;"))
    made = count(source, GOOD.mapping, [])
    assert (made.people, made.data.everyone.grid[0, 0, 2, 5], source.signature()) == (1, 1, None)


def test_a_query_changes_nothing(url):
    served.postgres(url, WIDE, {}, table="kept")
    query = "WITH gone AS (DELETE FROM kept RETURNING f, d) SELECT * FROM gone"
    with pytest.raises(KanoError) as caught:
        count(open_source(Where((url,), query)), GOOD.mapping, [])
    assert caught.value.code == "source-unavailable"
    assert count(open_source(Where((f"{url}#kept",))), GOOD.mapping, []).people == 3


def test_counts_are_of_one_moment(url):
    place = served.postgres(url, {"f": ["1", "", ""], "d": ["5", "", ""]}, {}, table="now")

    def meddle(*_):
        with psycopg.connect(url) as other:
            other.execute('DELETE FROM "now"')

    made = count(open_source(Where((place,))), GOOD.mapping, [], progress=meddle)
    assert (made.people, made.data.silent, made.data.most_pairs) == (3, 2, 1)


def test_names_in_which_anything_stands(url):
    odd = "a\"b'c%s;--{}.#"
    columns = {odd: ["1", "2", "'; DROP TABLE x; --"], "d": ["5"] * 3, "D": ["1"] * 3}
    served.postgres(url, columns, {}, table="an 'odd\".name%")
    source = open_source(Where((f'{url}#"an \'odd"".name%"',)))
    assert source.head().names == (odd, "d", "D")
    left_out = {odd: ("'; DROP TABLE x; --",)}
    made = count(source, replace(GOOD.mapping, pairs=(PairColumns("x", odd, "d"),), rows_left_out=left_out), ["D"])
    assert made.people == 2
    assert made.data.questions["D"].segments == ("1",)


def test_schemas_views_and_the_first_rows(url):
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SCHEMA field; CREATE TABLE field.t (f int, d float8, f2 text)")
        connection.execute("INSERT INTO field.t VALUES (1, 5, ' x '), (NULL, 4.0, NULL)")
        connection.execute("CREATE VIEW field.v AS SELECT * FROM field.t")
    source = open_source(Where((f"{url}#field.v",)))
    table = source.head()
    assert [column.texts() for column in table.columns] == [["1", ""], ["5", "4"], ["x", ""]]
    assert count(source, GOOD.mapping, []).people == 2


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("postgresql://surveyor:secret@127.0.0.1:1/db#t", "source-unavailable"),
        ("postgresql://surveyor:secret@127.0.0.1:1/db", "source-table"),
        ("postgresql://surveyor:secret@127.0.0.1:1/db#a..b", "source-table"),
        ("postgresql://surveyor:secret@[/db#t", "source-unavailable"),
    ],
)
def test_no_error_tells_a_password(place, code):
    with pytest.raises(KanoError) as caught:
        open_source(Where((place,))).head()
    assert caught.value.code == code
    assert "secret" not in str(caught.value)
    assert "surveyor" not in str(caught.value)


def test_tables_that_are_not_there_or_not_allowed(server, url):
    served.postgres(url, WIDE, {}, table="closed")
    server.run("CREATE ROLE guest LOGIN")
    for place in (f"{url}#nowhere", f"{url.replace('postgres:@', 'guest:@')}#closed"):
        with pytest.raises(KanoError) as caught:
            count(open_source(Where((place,))), GOOD.mapping, [])
        assert caught.value.code == "source-unavailable"
        assert "SELECT" not in str(caught.value)


def test_progress_is_in_statements(url):
    place, seen = served.postgres(url, WIDE, {}), []
    count(open_source(Where((place,))), GOOD.mapping, [], progress=lambda done, whole: seen.append((done, whole)))
    assert seen == [(1, 2), (2, 2)]
