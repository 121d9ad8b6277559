"""Two thousand files that nobody meant: each is read as what it is, or refused in words. Nothing else ever happens.

Half of the seeds are the same in every run, half are new; a failure names its seed.
"""

import random
import time

import pytest

from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.readers import Mapping, child, open_grid, open_table
from tests.readers import hostile
from tests.readers.bombs import FILES, GOOD, book, ods, ods_row, sav

SECONDS = 5
FRESH = random.SystemRandom().randrange(10**9)
CSV = ("id,Wifi with,Wifi without,why\n" + '1,I like it,I dislike it,"a, b"\n2,无所谓,I expect it,\n' * 6).encode()
JSON = b'[{"id": 1, "wifi": {"with": "I like it", "without": "I dislike it"}, "tags": ["a", "b"]}, {"id": 2}]'


def seeds(n):
    """Every second one is new."""
    return [i if i % 2 else FRESH + i for i in range(n)]


@pytest.fixture(scope="module")
def batch():
    served = hostile.Batch()
    yield served
    served.close()


@pytest.fixture
def fast(batch, monkeypatch):
    """Children as forks of one process."""
    monkeypatch.setattr(child, "_ask", batch.ask)


def opened(data, name, **chosen):
    """The grid and the table, or the error, which has its words; None for both when it is refused."""
    started = time.perf_counter()
    mapping = Mapping(**chosen) if chosen else None
    grid = table = None
    try:
        grid = open_grid(data, name, mapping)
        table = open_table(data, name, mapping)
    except KanoError as error:
        for lang in LANGUAGES:
            error.text(catalogue(lang))
    assert time.perf_counter() - started < SECONDS
    return grid, table


def assert_survives(data, name, seed):
    try:
        opened(data, name)
    except Exception as problem:
        raise AssertionError(f"{name} of seed {seed}") from problem


def test_damaged_text_is_read_or_refused():
    for seed in seeds(500):
        dice = random.Random(seed)
        known = hostile.delimited(dice)
        assert_survives(hostile.damaged(dice, dice.choice([CSV, known.data])), "a.csv", seed)


def test_damaged_json_is_read_or_refused():
    for seed in seeds(200):
        dice = random.Random(seed)
        assert_survives(hostile.damaged(dice, JSON), "a.json", seed)


def workbooks():
    cells = [["a", "b", "c"], ["x", "1", "y"], ["z", "", "w"]]
    old = [(FILES / f"answers.{kind}").read_bytes() for kind in ("xls", "xlsb")]
    return [book(S=GOOD, T=GOOD), ods("".join(ods_row(*row) for row in cells)), *old]


@pytest.mark.usefixtures("fast")
def test_damaged_workbooks_are_read_or_refused():
    xlsx, *others = workbooks()
    for seed in seeds(450):
        dice = random.Random(seed)
        kind = dice.random()
        data = dice.choice(others) if kind < 0.3 else xlsx
        assert_survives((hostile.damaged_inside if kind > 0.5 else hostile.damaged)(dice, data), "a.xlsx", seed)


@pytest.mark.usefixtures("fast")
def test_damaged_spss_files_are_read_or_refused():
    whole = [sav(), sav(compress=True), sav(row_compress=True), hostile.answers(random.Random(1)).data]
    for seed in seeds(450):
        dice = random.Random(seed)
        assert_survives(hostile.damaged(dice, dice.choice(whole)), "a.sav", seed)


def test_damaged_files_do_no_harm_in_children_of_their_own_either():
    xlsx, spss = book(S=GOOD), sav()
    for seed in seeds(60):
        dice = random.Random(seed)
        assert_survives(hostile.damaged_inside(dice, xlsx) if seed % 3 else hostile.damaged(dice, spss), "a", seed)


def shown(text):
    """What the reader of delimited text changes in a cell."""
    return text.replace("\0", " ")


def assert_same(known, seed):
    """The grid holds the very rows, the table every text in its column, or the file is refused."""
    chosen = {"encoding": known.encoding, "delimiter": known.delimiter}
    grid, table = opened(known.data, known.name, **{key: value for key, value in chosen.items() if value})
    if grid is not None:
        rows = [grid.row(i) for i in range(len(grid))]
        expected = [[shown(cell) for cell in row] for row in known.rows]
        for first in (rows[0], expected[0]):  # There a byte order mark is none of the text.
            first[0] = first[0].removeprefix("\ufeff")
        assert rows == (expected if known.even else evened(expected)), f"{known.name} of seed {seed}"
    if table is not None:
        assert_in_place(table, seed)
    return grid is not None


def evened(rows):
    """Rows that differ by nothing but empty cells at their ends; any other is to be refused."""
    width = max(len(row) for row in rows if row[-1])
    assert all(len(row) >= width and not any(row[width:]) for row in rows)
    return [row[:width] for row in rows]


def assert_in_place(table, seed):
    """All tags of a column name one column, all tags of a row one row."""
    places = [[tag(text) for text in column.texts()] for column in table.columns]
    for column in places:
        assert len({place[1] for place in column if place}) <= 1, f"columns of seed {seed}"
    for row in zip(*places, strict=True):
        assert len({place[0] for place in row if place}) <= 1, f"rows of seed {seed}"


def tag(text):
    inside = text.rpartition("«")[2].removesuffix("»") if text.endswith("»") else ""
    return inside.split(".") if inside else None


@pytest.mark.parametrize(
    ("make", "n", "least"),
    [
        (hostile.delimited, 300, 0.8),
        (hostile.workbook, 100, 0.9),
        (hostile.people, 60, 0.9),
        (hostile.answers, 60, 1.0),
    ],
    ids=["text", "workbooks", "json", "spss"],
)
@pytest.mark.usefixtures("fast")
def test_odd_tables_are_read_as_what_they_say(make, n, least):
    read = [assert_same(make(random.Random(seed)), seed) for seed in seeds(n)]
    assert sum(read) >= least * n


@pytest.mark.parametrize("moved", [lambda row: [*row[1:], row[0]], lambda row: ["", *row[:-1]]])
def test_a_row_that_moved_by_a_column_would_be_seen(moved):
    known = hostile.Known(
        CSV, [line.split(",") for line in ("id,x,y", "a «1.0»,b «1.1»,c «1.2»", "d «2.0»,e «2.1»,f «2.2»")]
    )
    known.data = "\n".join(map(",".join, known.rows)).encode()
    assert assert_same(known, 0)
    known.rows[2] = moved(known.rows[2])
    with pytest.raises(AssertionError):
        assert_same(known, 0)
    shifted = "\n".join(map(",".join, known.rows)).encode()
    with pytest.raises(AssertionError):
        assert_in_place(open_table(shifted, "a.csv"), 0)
