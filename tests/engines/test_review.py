"""What a second look at the Arrow engine and the counts file found."""

import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kano.bundle import gathered as counts_file
from kano.cli import main
from kano.counted import Counted
from kano.counts import PairCounts
from kano.engines import count
from kano.engines.cells import period_of
from kano.errors import Finding, KanoError
from kano.evaluation import load_table
from kano.gathered import UNIT, Batch, Gathered, Weighed
from kano.readers import Layout, Mapping
from kano.readers.mapping import PairColumns
from kano.suppression import hide

WIDE = Mapping(Layout.WIDE, (PairColumns("Wifi", "f", "d"),), codes="like-first")
SIDED = {"respondent": "who", "feature": "about", "functional": "f", "dysfunctional": "d"}
LONG = Mapping(Layout.LONG, columns=SIDED, codes="like-first")
ROWS = b"f,d,city\n" + b"1,5,Oslo\n" * 5000


def refused(*arguments, **options):
    with pytest.raises(KanoError) as caught:
        count(*arguments, **options)
    return caught.value


@pytest.mark.parametrize("text", ["45000", "1767225600", "12026-01-01", "20260101"])
def test_a_number_that_begins_with_four_digits_is_no_year(text):
    assert period_of(text, "year") is None


def test_a_day_of_three_digits_is_none():
    assert period_of("2026-031", "month") is None
    assert period_of("2026-03-011", "day") is None
    assert period_of("2026-03-01T10", "day") == "2026-03-01"


@pytest.mark.parametrize("damage", [lambda b: b[:-9], lambda b: b[: len(b) // 2], lambda b: b + b"more"])
def test_a_packed_file_that_is_damaged_is_said_to_be(tmp_path, damage):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(damage(gzip.compress(ROWS)))
    problem = refused(path, WIDE)
    assert (problem.code, problem.values["file"]) == ("file-unreadable", "a.csv.gz")


def test_a_parquet_file_with_a_damaged_page_is_said_to_be(tmp_path):
    path = tmp_path / "a.parquet"
    answers = np.random.default_rng(0).integers(1, 6, (2, 9000))
    pq.write_table(pa.table({"f": answers[0], "d": answers[1]}), path, compression="gzip")
    data = bytearray(path.read_bytes())
    data[40:400] = bytes(360)
    path.write_bytes(data)
    assert refused(path, WIDE).code == "file-unreadable"


def test_a_path_is_a_place(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(ROWS)
    assert count(path, WIDE).people == count([path], WIDE).people == 5000


def test_a_file_is_counted_once_whatever_leads_to_it(tmp_path):
    path, link = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_bytes(ROWS)
    link.symlink_to(path)
    assert count(tmp_path, WIDE).people == 5000
    assert count([path, link, f"{tmp_path}/../{tmp_path.name}/a.csv", f"file://{path}"], WIDE).people == 5000


@pytest.mark.parametrize(
    "place", ["s3://KEY:SECRET@bucket", "s3://KEY:SECRET@bucket?x=SECRET", "s3://K:a/SECRET@bucket", "nn://u:SECRET@h"]
)
def test_no_secret_of_a_url_is_told(place):
    assert "SECRET" not in str(refused(place, WIDE).values)


@pytest.mark.parametrize(
    "cells",
    [
        pa.array([b"a", b"\xff"]),
        pa.array([b"a", b"\xff"], pa.binary(1)),
        pa.array([2**30, 1], pa.int32()).cast(pa.date32()),
        pa.array([2**62, 1]).cast(pa.timestamp("us")),
        pa.array([2**62, 1]).cast(pa.duration("s")),
    ],
    ids=lambda cells: str(cells.type),
)
def test_cells_that_are_no_text_and_no_day_are_refused_only_where_they_are_asked_for(tmp_path, cells):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"f": [1, 2], "d": [5, 4], "x": cells}), path)
    assert count(path, WIDE).people == 2
    for asked in ({"by": ["x"]}, {"by": [], "date": "x"}, {"by": [], "weight": "x"}):
        problem = refused(path, WIDE, **asked)
        assert problem.code in ("column-kind", "weights-unread")
        assert problem.values["column"] == "x"


def test_no_place_for_piles_is_said(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("who,about,f,d\n1,Wifi,1,5\n")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert refused(path, LONG).code == "count-disk"


def test_features_whose_long_names_become_one_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"who,about,f,d\n1,{'x' * 200}1,1,5\n1,{'x' * 200}2,1,5\n")
    assert refused(path, LONG).code == "features-repeat"


def test_old_line_ends_do_not_hide_the_encoding(tmp_path):
    """A megabyte that ends within a sign is still UTF-8."""
    path = tmp_path / "a.csv"
    for more in range(3):
        path.write_bytes(("f,d,city" + "x" * more + "\r" + "1,5,上海上海上海\r" * 50_000).encode())
        found = count(path, WIDE, [f"city{'x' * more}"])
        assert found.data.questions[f"city{'x' * more}"].segments == ("上海上海上海",)


def weighed(people, factor):
    """Segments of so many people who say A (like, neutral) or O (like, dislike), each with a weight."""
    grid = np.zeros((len(people), 1, 6, 6), dtype=np.int64)
    sums = np.zeros((2, *grid.shape), dtype=np.int64)
    for s, (n, answer) in enumerate(people):
        grid[s, 0, 1, answer] = n
        sums[:, s, 0, 1, answer] = n * factor[s] * UNIT, n * (factor[s] * UNIT) ** 2
    names = tuple("abcdefgh"[: len(people)])
    cities = PairCounts(("Wifi",), grid, names, "city")
    everyone = sums.sum(axis=1, keepdims=True)
    n = sum(n for n, _ in people)
    data = Counted(cities.pooled(), {"city": cities}, n, 0, 1)
    return Gathered(data, (Batch("one", "a.csv", n),), Weighed(everyone, {"city": sums}))


def test_small_segments_that_weigh_stand_together_by_their_weights():
    """Four of weight 3 say A, four of weight 1 say O: 3 of 4 parts, 16^2 / 40 people who count alike."""
    found = weighed([(50, 5), (4, 3), (4, 5)], [1, 3, 1]).weighted(load_table("standard"))
    shown = hide(found.questions["city"], 5)
    assert shown.segments == ("b", "c")
    together = shown.counts.counts[-1, 0]
    assert together.sum() == pytest.approx(16**2 / 40)
    assert together.max() / together.sum() == pytest.approx(3 / 4)


def test_nobody_stands_out_by_a_weight():
    """Of six people one weighs a thousand times as much: what is shown would be what that one said."""
    gathered = weighed([(50, 5), (6, 3)], [1, 1])
    sums = gathered.weighed.questions["city"]
    sums[:, 1, 0, 1, 3] = (1000 + 5) * UNIT, (1000**2 + 5) * UNIT**2
    assert "b" in hide(gathered.weighted(load_table("standard")).questions["city"], 5).segments


def test_a_bundle_keeps_what_stands_together_by_weight(tmp_path):
    path = tmp_path / "w.json"
    path.write_bytes(counts_file.write(weighed([(50, 5), (4, 3), (4, 5)], [1, 3, 1])))
    assert main(["report", str(path), "--by", "city", "--out", str(tmp_path / "b.json")]) == 0
    question = json.loads((tmp_path / "b.json").read_text())["counts"]["questions"][0]
    assert question["segments"] == ["a", "b + c"]
    assert sum(question["counts"][1][0]) == pytest.approx(16**2 / 40)
    assert main(["classify", str(tmp_path / "b.json"), "--by", "city"]) == 0


def test_rows_that_were_left_out_of_each_batch_add_up():
    said = Finding("took-rows-out", values={"n": 3, "column": "status", "values": "test"})
    unread = Finding("importance-unread", values={"n": 1, "values": "“high” × 1"})
    first, second = weighed([(50, 5)], [1]), weighed([(50, 5)], [1])
    parts = [
        Gathered(each.data, (Batch(name, "a.csv", 50),), findings=(said, unread))
        for name, each in (("one", first), ("two", second))
    ]
    findings = (parts[0] + parts[1]).findings
    assert [finding.values["n"] for finding in findings if finding.code == "took-rows-out"] == [6]
    assert [finding for finding in findings if finding.code == "importance-unread"] == [unread, unread]


@pytest.mark.parametrize("place", ["", "*.csv", "b.csv"])
def test_no_file_of_the_source_is_written_over(tmp_path, place):
    (tmp_path / "a.csv").write_bytes(ROWS)
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    assert main(["count", str(tmp_path / place), "--out", str(tmp_path / "a.csv")]) == 2
    assert (tmp_path / "a.csv").read_bytes() == ROWS


def test_counts_are_merged_in_turn_with_those_who_add(tmp_path, monkeypatch):
    from kano.commands import merge

    taken = []

    class Turn:
        def __enter__(self):
            taken.append("in")

        def __exit__(self, *_):
            taken.append("out")

    monkeypatch.setattr(merge, "turn", lambda _: Turn())
    monkeypatch.setattr(merge, "keep", lambda *_: taken.append("kept"))
    (tmp_path / "a.json").write_bytes(counts_file.write(weighed([(50, 5)], [1])))
    assert main(["merge", str(tmp_path / "a.json"), "--out", str(tmp_path / "all.json")]) == 0
    assert taken == ["in", "kept", "out"]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_who_is_told_to_end_leaves_nobody_on_the_disk(tmp_path, sent, status):
    source, aside = tmp_path / "a.csv", tmp_path / "aside"
    aside.mkdir()
    source.write_text("who,about,f,d\n" + "".join(f"p{i},Wifi,1,5\n" for i in range(200_000)))
    mapping = tmp_path / "m.yaml"
    roles = "".join(f"  {role}: {name}\n" for role, name in SIDED.items())
    mapping.write_text(f"format: kano.mapping/1\nlayout: long\ncodes: like-first\ncolumns:\n{roles}")
    arguments = ["count", str(source), "--mapping", str(mapping), "--out", str(tmp_path / "o.json")]
    code = (
        "import os, signal, sys, kano.engines.arrow.piles as piles\n"
        "put = piles.Piles.put\n"
        f"piles.Piles.put = lambda *a: (put(*a), os.kill(os.getpid(), {int(sent)}))\n"
        "from kano.cli import main\n"
        f"sys.exit(main({arguments!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(aside)}, capture_output=True, check=False
    )
    assert done.returncode == status, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert list(aside.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "aside", "m.yaml"}
