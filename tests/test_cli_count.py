"""`kano count`: sources of any size into counts that are opened and added to, and nothing half-written."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kano.bundle.gathered import read, write
from kano.counted import Counted
from kano.counts import PairCounts
from kano.engines.cells import period_of
from kano.gathered import Batch, Gathered
from kano.readers.mapping_file import parse, to_yaml

FOLDER = Path(__file__).parents[1] / "sample_data"
HOTPOT = FOLDER / "hotpot.csv"
ANSWERS = ["I like it", "I expect it", "I am neutral", "I can tolerate it", "I dislike it", ""]
FEATURES = ["Wifi", "Towels"]


def people(n, seed=0, start=1):
    """Rows of people who were drawn."""
    rng = np.random.default_rng(seed)
    cells = rng.choice(ANSWERS, (n, 4), p=[0.2, 0.2, 0.2, 0.1, 0.2, 0.1])
    rows = []
    for i, answers in enumerate(cells):
        day = "" if i % 17 == 16 else f"2026-{1 + i % 3:02}-{1 + i % 28:02} 09:30:00"
        rows.append([f"p{start + i}", ["Berlin", "Oslo", ""][i % 3], day, f"{(i % 4) / 2:g}", *answers])
    return rows


HEAD = ["id", "city", "when", "w", *(f"{name}_{side}" for name in FEATURES for side in ("functional", "dysfunctional"))]


def file(path, rows, head=HEAD, delimiter=",", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([head, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def gathered(path):
    return read(path.read_bytes(), path.name)


def listed(folder):
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def out(tmp_path):
    return tmp_path / "counts.json"


def told(kano, *arguments):
    status, shown, err = kano("count", *arguments)
    assert status == 0, err
    return shown, err


def same(one, two):
    assert one.data.everyone.equals(two.data.everyone)
    assert set(one.data.questions) == set(two.data.questions)
    for name, counts in one.data.questions.items():
        assert counts.equals(two.data.questions[name])


def test_a_sample_is_counted_as_it_is_classified(kano, out):
    shown, err = told(kano, HOTPOT, "--out", out)
    assert "people: 240" in shown
    assert "= " in err
    for by in ((), ("--by", "visits"), ("--by", "party")):
        one = kano("classify", HOTPOT, *by, "--format", "csv")
        two = kano("classify", out, *by, "--format", "csv")
        assert (two[0], two[1]) == (0, one[1]), two[2]
    assert kano("open", out, "--format", "csv")[1] == kano("classify", HOTPOT, "--format", "csv")[1]


@pytest.mark.parametrize("command", ["certainty", "segments", "curves"])
def test_other_commands_take_it(kano, out, command):
    told(kano, HOTPOT, "--out", out)
    one, two = kano(command, HOTPOT, "--format", "csv"), kano(command, out, "--format", "csv")
    assert (two[0], two[1]) == (0, one[1]), two[2]


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_it_says_what_it_opens_in_every_language(kano, out, lang):
    told(kano, HOTPOT, "--out", out, "--lang", lang)
    status, _, err = kano("classify", out, "--lang", lang)
    assert status == 0
    assert all(text in err for text in ("counts.json", "hotpot.csv"))
    assert "bundle" not in err.lower()


def test_what_is_left_out_is_told(kano, data, tmp_path):
    path = file(tmp_path / "a.csv", [*people(20), ["p99", "Oslo", "", "1", "", "", "", ""]])
    found = data("count", path)
    assert found["schema"] == "kano.counting/1"
    assert found["people"] == 21
    left = found["left_out"]
    assert left["respondents_without_answers"] >= 1
    assert set(left["by_feature"]) == set(FEATURES)
    grid = np.array([[row[4], row[5]] for row in people(20)] + [["", ""]])
    both = int(((grid[:, 0] == "") & (grid[:, 1] == "")).sum())
    assert left["by_feature"]["Wifi"]["both_missing"] == both
    assert left["columns"] == ["id", "when"]
    shown, _ = told(kano, path)
    assert f"{left['pairs']}" in shown


def test_a_batch_is_counted_once(kano, out, tmp_path):
    monday, tuesday = file(tmp_path / "mon.csv", people(30)), file(tmp_path / "tue.csv", people(20, 1, 31))
    told(kano, monday, "--append", "--out", out)
    told(kano, tuesday, "--append", "--out", out)
    before = out.read_bytes()
    both = gathered(out)
    assert both.people == 50
    for path in (monday, tuesday):
        _, err = told(kano, path, "--append", "--out", out)
        assert both.batches[path == tuesday].id in err
        assert out.read_bytes() == before
    whole = tmp_path / "whole.json"
    told(kano, file(tmp_path / "all.csv", people(30) + people(20, 1, 31)), "--out", whole)
    same(both, gathered(whole))


def test_a_file_that_was_moved_is_the_same_batch(kano, out, tmp_path):
    path = file(tmp_path / "mon.csv", people(30))
    told(kano, path, "--append", "--out", out)
    moved = path.rename(tmp_path / "other.csv")
    before = out.read_bytes()
    told(kano, moved, "--append", "--out", out)
    assert out.read_bytes() == before
    status, _, err = kano("count", moved, "--append", "--batch", "new name", "--out", out)
    assert (status, "new name" in err, gathered(out).people) == (2, True, 30)


def test_another_batch_under_the_same_id_is_refused(kano, out, tmp_path):
    told(kano, file(tmp_path / "mon.csv", people(30)), "--append", "--batch", "day", "--out", out)
    before = out.read_bytes()
    status, _, err = kano("count", file(tmp_path / "tue.csv", people(9, 1)), "--append", "--batch", "day", "--out", out)
    assert (status, "day" in err, out.read_bytes() == before) == (2, True, True)


@pytest.mark.parametrize("batch", ["  day \u202e one ", "x" * 500, "日" * 300])
def test_an_id_is_the_same_when_it_is_read_again(kano, out, tmp_path, batch):
    path = file(tmp_path / "mon.csv", people(30))
    for _ in range(2):
        told(kano, path, "--append", "--batch", batch, "--out", out)
    assert gathered(out).people == 30


def test_without_append_the_counts_are_replaced(kano, out, tmp_path):
    said = "people: 30, batches: 1. --append"
    for _ in range(2):
        assert said not in told(kano, file(tmp_path / "mon.csv", people(30)), "--out", out)[1]
    assert said in told(kano, file(tmp_path / "tue.csv", people(20, 1)), "--out", out)[1]
    assert gathered(out).people == 20


def test_a_link_stays_a_link(kano, out, tmp_path):
    out.symlink_to(tmp_path / "real.json")
    told(kano, file(tmp_path / "mon.csv", people(30)), "--append", "--out", out)
    told(kano, file(tmp_path / "tue.csv", people(20, 1)), "--append", "--out", out)
    assert out.is_symlink()
    assert gathered(tmp_path / "real.json").people == 50


def test_counts_that_are_unlike_are_not_added(kano, out, tmp_path):
    told(kano, file(tmp_path / "mon.csv", people(30)), "--append", "--out", out)
    before = out.read_bytes()
    path = file(tmp_path / "tue.csv", people(30, 1))
    for more in (["--weight", "w"], ["--date", "when"], ["--by", "w"]):
        status, _, err = kano("count", path, *more, "--append", "--out", out)
        assert (status, out.read_bytes() == before) == (2, True), err


def test_what_is_no_counts_file_is_not_added_to(kano, out, tmp_path):
    path = file(tmp_path / "mon.csv", people(30))
    for data in (b"{}", b"", b'{"schema": "kano.counts/9"}', HOTPOT.read_bytes()):
        out.write_bytes(data)
        assert kano("count", path, "--append", "--out", out)[0] == 2
        assert out.read_bytes() == data


def test_dates_are_put_into_periods(kano, out, tmp_path):
    rows = people(60)
    for period, known in (("month", "2026-01"), ("quarter", "2026-Q1"), ("year", "2026"), ("week", "2026-W01")):
        _, err = told(
            kano, file(tmp_path / "a.csv", rows), "--date", "when", "--period", period, "--by", "city", "--out", out
        )
        found = gathered(out)
        assert (found.date, found.period) == ("when", period)
        want = {period_of(row[2][:10], period) or "" for row in rows}
        assert set(found.data.questions["when"].segments) == want
        assert known in want
        assert "in no period" in err
    status, _, err = kano("drift", out, "--by", "when")
    assert status == 0, err


def test_weights_are_exact_and_said(kano, out, tmp_path):
    rows = people(60)
    told(kano, file(tmp_path / "a.csv", rows), "--weight", "w", "--by", "city", "--out", out)
    found = gathered(out)
    total = sum(float(row[3]) for row in rows) * 10_000
    assert found.weighed.everyone[0].sum(axis=(-2, -1)).tolist() == [[int(total)] * 2]
    status, _, err = kano("classify", out)
    assert status == 0
    assert "weigh" in err
    status, _, err = kano("classify", out, "--table", "pouliot")
    assert (status, "standard" in err) == (2, True)
    assert kano("classify", out, "--table", "standard", "--seed", "7")[0] == 0
    made = json.loads(kano("classify", out, "--format", "json")[1])["conventions"]
    assert (made["evaluation_table"]["name"], made["weights"]["sources"][0]["key"]) == ("standard", "kish1965")
    assert kano("count", tmp_path / "a.csv", "--weight", "city", "--out", out)[0] == 2


def test_a_table_for_spreadsheets(kano, tmp_path):
    path, out = file(tmp_path / "a.csv", people(60)), tmp_path / "counts.csv"
    told(kano, path, "--by", "city", "--out", out)
    one = kano("classify", path, "--by", "city", "--format", "csv")
    two = kano("classify", out, "--by", "city", "--format", "csv")
    assert (two[0], two[1]) == (0, one[1]), two[2]
    for more in (["--append"], ["--weight", "w"]):
        assert kano("count", path, "--out", out, *more)[0] == 2


def test_open_questions_stop_it_and_nothing_is_written(kano, out, tmp_path):
    rows = [[str(1 + i % 5) if j > 3 else cell for j, cell in enumerate(row)] for i, row in enumerate(people(30))]
    path = file(tmp_path / "a.csv", rows)
    status, shown, err = kano("count", path, "--out", out)
    assert (status, shown, out.exists()) == (2, "", False)
    assert "--codes" in err
    told(kano, path, "--codes", "like-first", "--out", out)
    assert gathered(out).data.everyone.grid[0, 0, 1, 1] > 0


def test_a_wording_that_only_stands_deep_in_the_file_stops_it(kano, out, tmp_path):
    rows = people(6000)
    for i in (5000, 5500, 5501):
        rows[i][4] = "whatever"
    path, mapping = file(tmp_path / "a.csv", rows), tmp_path / "m.yaml"
    status, shown, err = kano("count", path, "--out", out)
    assert (status, shown, out.exists()) == (2, "", False)
    assert "“whatever” × 3" in err
    assert kano("inspect", path, "--engine", "arrow", "--save", mapping)[0] == 0
    known = parse(mapping.read_text(encoding="utf-8"), "m")
    mapping.write_text(to_yaml(replace(known, answers={**known.answers, "whatever": "N"})), encoding="utf-8")
    told(kano, path, "--mapping", mapping, "--out", out)
    assert gathered(out).people == 6000


def test_a_segment_that_the_mapping_dropped_can_be_counted(kano, out, tmp_path):
    path = file(tmp_path / "a.csv", people(60))
    told(kano, path, "--by", "w", "--by", "city", "--out", out)
    assert list(gathered(out).data.questions) == ["w", "city"]
    status, _, err = kano("count", path, "--by", "shoes", "--out", out)
    assert (status, "shoes" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.csv"], "nowhere.csv"),
        (["nowhere/*.csv"], "*.csv"),
        ([HOTPOT, "--out", "x.xlsx"], "xlsx"),
        ([HOTPOT, "--append"], "--out"),
        ([HOTPOT, "--period", "week"], "--date"),
        ([FOLDER / "published" / "berger1993_fig7.csv"], "table of counts"),
        ([HOTPOT, "--mapping", "nowhere.yaml"], "nowhere.yaml"),
        ([HOTPOT, "--date", "visits"], "visits"),
    ],
    ids=lambda value: str(value[-1])[-12:] if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said(kano, arguments, words):
    status, shown, err = kano("count", *arguments)
    assert (status, shown) == (2, "")
    assert words in err


def test_the_source_is_not_written_over(kano, tmp_path):
    path = (tmp_path / "a.json").with_suffix(".csv")
    before = file(path, people(5)).read_bytes()
    assert kano("count", path, "--out", path)[0] == 2
    assert path.read_bytes() == before


def test_it_tells_how_far_it_is_only_to_who_looks_on(kano, tmp_path):
    path = file(tmp_path / "a.csv", people(60))
    assert "100 %" in told(kano, path, "--progress")[1]
    assert "%" not in told(kano, path)[1]


def test_two_at_once_lose_none(out, tmp_path):
    paths = [file(tmp_path / f"{i}.csv", people(20 + i, i)) for i in range(4)]
    running = [run("count", path, "--append", "--out", out) for path in paths]
    assert [each.wait(120) for each in running] == [0] * 4
    assert sorted(batch.people for batch in gathered(out).batches) == [20, 21, 22, 23]


def run(*arguments):
    command = [sys.executable, "-m", "kano", *map(str, arguments)]
    folder = Path(__file__).parents[1]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


SLOW = """
import sys, time
from kano.cli import main
from kano.engines import arrow
whole = arrow.Files.tally
def slow(self, asked, meaning, progress):
    progress(1, 100)
    print("READY", flush=True)
    time.sleep(60)
    return whole(self, asked, meaning, progress)
arrow.Files.tally = slow
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_what_is_stopped_leaves_the_file_as_it_was(kano, out, tmp_path, how):
    told(kano, file(tmp_path / "mon.csv", people(30)), "--append", "--out", out)
    before, there = out.read_bytes(), listed(tmp_path)
    path = file(tmp_path / "tue.csv", people(20, 1))
    command = [sys.executable, "-c", SLOW, "count", path, "--append", "--progress", "--out", out]
    pipe = subprocess.PIPE
    slow = subprocess.Popen(command, cwd=FOLDER.parent, stdout=pipe, stderr=pipe, text=True)
    assert slow.stdout.readline() == "READY\n"
    time.sleep(0.1)
    slow.send_signal(how)
    shown, err = slow.communicate(timeout=30)
    assert "Traceback" not in err
    assert shown == ""
    if how == signal.SIGINT:
        assert slow.returncode == 130
        assert "stopped" in err.splitlines()[-1]
    assert out.read_bytes() == before
    assert listed(tmp_path) == there | {"tue.csv"}
    told(kano, path, "--append", "--out", out)
    assert gathered(out).people == 50


def test_what_cannot_be_written_leaves_what_was_there(kano, out, tmp_path, monkeypatch):
    path = file(tmp_path / "mon.csv", people(30))
    told(kano, path, "--out", out)
    before, there = out.read_bytes(), listed(tmp_path)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, _, err = kano("count", path, "--out", out)
    assert (status, "No space left" in err) == (2, True)
    assert (out.read_bytes(), listed(tmp_path)) == (before, there)


ODD = ["<b>id</b>", "City, “old”", "When?  ", "w", "Wifi_functional", "Wifi_dysfunctional", "w", "  why not"]


def odd_rows(n=3000):
    return [[*row[:6], "x" if i % 2 else "=1+1", "，;"] for i, row in enumerate(people(n))]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "gb18030"), ("|", "utf-16")]
)
def test_the_first_rows_of_a_file_confirm_its_mapping(kano, out, tmp_path, delimiter, encoding):
    """A file whose headers the readers change: what is confirmed of its first rows is followed by `kano count`."""
    rows = [[cell.replace("Berlin", "柏林") for cell in row] for row in odd_rows()]
    path = file(tmp_path / "a.csv", rows, ODD, delimiter, encoding)
    head, direct, mapping = tmp_path / "head.csv", tmp_path / "m0.yaml", tmp_path / "m1.yaml"
    status, _, err = kano("inspect", path, "--engine", "arrow", "--first-rows", head, "--save", direct)
    assert status == 0, err
    assert "first" in err
    status, _, err = kano("inspect", head, "--save", mapping)
    assert status == 0, err
    by = next(name for name in parse(mapping.read_text(encoding="utf-8"), "m").segments if "City" in name)
    told(kano, path, "--mapping", direct, "--by", by, "--out", out)
    first = gathered(out)
    told(kano, path, "--mapping", mapping, "--by", by, "--out", out)
    same(first, gathered(out))
    assert (first.people, set(first.data.questions[by].segments)) == (3000, {"柏林", "Oslo", ""})


def test_the_first_rows_of_parquet_and_of_a_table_confirm_it_too(kano, out, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = odd_rows()
    names = ["<i>id</i>", "City  &amp; land", "**When**", "w ", *ODD[4:6], "W", "why not"]
    table = pa.table({name: [row[i] for row in rows] for i, name in enumerate(names)})
    pq.write_table(table, tmp_path / "a.parquet")
    head, mapping = tmp_path / "head.csv", tmp_path / "m.yaml"
    status, _, err = kano("inspect", tmp_path / "a.parquet", "--first-rows", head)
    assert status == 0, err
    status, _, err = kano("inspect", head, "--save", mapping)
    assert status == 0, err
    told(kano, tmp_path / "a.parquet", "--mapping", mapping, "--out", out)
    assert gathered(out).people == 3000


def test_a_folder_and_a_pattern_are_inspected_by_their_first_rows(kano, data, out, tmp_path):
    folder = tmp_path / "days"
    folder.mkdir()
    for i in range(3):
        file(folder / f"{i}.csv", people(40, i))
    for place in (folder, folder / "*.csv"):
        found = data("inspect", place)
        assert [feature["feature"] for feature in found["features"]] == FEATURES
        assert found["first_rows"] == 40
        told(kano, place, "--out", out)
        assert gathered(out).people == 120


def test_a_small_file_is_inspected_whole(data):
    assert data("inspect", HOTPOT)["first_rows"] is None


def test_millions_are_told_with_all_their_digits(kano, out, tmp_path):
    grid = np.zeros((1, 1, 6, 6), dtype=np.int64)
    grid[0, 0, 1:, 1:] = 493_827
    people = int(grid.sum())
    data = Counted(PairCounts(("Wifi",), grid), {}, people, 0, 1)
    out.write_bytes(write(Gathered(data, (Batch("all", "lake", people),))))
    for command in ("classify", "open", "certainty"):
        status, shown, err = kano(command, out)
        assert (status, f"{people}" in shown) == (0, True), (shown, err)
        assert "e+" not in shown + err
    assert f"{people:,}" in err
    for name in ("r.html", "r.xlsx", "b.json"):
        assert kano("report", out, "--out", tmp_path / name)[0] == 0
    assert "e+0" not in (tmp_path / "r.html").read_text(encoding="utf-8").partition("<body")[2].partition("<script")[0]


def test_a_table_of_a_database_is_confirmed_and_added_by_its_first_rows(kano, out, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    rows, place = people(3000), f"{tmp_path / 'shop.duckdb'}#survey"
    with duckdb.connect(str(tmp_path / "shop.duckdb")) as base:
        names = ", ".join(f'"{name}" VARCHAR' for name in ("<b>id</b>", "City  (old)", *HEAD[2:]))
        base.execute(f"CREATE TABLE survey ({names})")
        base.executemany(f"INSERT INTO survey VALUES ({', '.join('?' * 8)})", rows)
    head, mapping = tmp_path / "head.csv", tmp_path / "m.yaml"
    for command in ("inspect", "count"):
        status, _, err = kano(command, tmp_path / "shop.duckdb")
        assert (status, "ADDRESS#schema.table" in err) == (2, True)
    status, _, err = kano("inspect", place, "--first-rows", head)
    assert status == 0, err
    status, _, err = kano("inspect", head, "--save", mapping)
    assert status == 0, err
    count = ["count", place, "--mapping", mapping, "--date", "when", "--append", "--out", out]
    status, shown, err = kano(*count)
    assert (status, shown, "--batch" in err, out.exists()) == (2, "", True, False)
    for _ in range(2):
        status, _, err = kano(*count, "--batch", "2026-11-23")
        assert status == 0, err
    assert "2026-11-23" in err
    found = gathered(out)
    assert (found.people, found.data.questions["City (old)"].segments) == (3000, ("Berlin", "Oslo", ""))
    same(found, read(_from_csv(kano, tmp_path, rows), "c"))


def _from_csv(kano, folder, rows):
    """The same people in a file."""
    path, out = file(folder / "a.csv", rows, ["id", "City (old)", *HEAD[2:]]), folder / "other.json"
    told(kano, path, "--by", "City (old)", "--by", "w", "--date", "when", "--out", out)
    return out.read_bytes()
