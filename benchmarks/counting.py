"""Counting pairs of answers at any size: `python -m benchmarks.counting [people ...]`, whole processes side by side.

Of each file the limit (the engine's own read of the same bytes), `kano count`, and the same counts by other tools and
by the loop over rows that public Kano scripts use. Ways take turns; medians, with the spread of the runs. Every way's
counts are compared with the first one's: what is fast and wrong is not measured.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

FEATURES = 20
WORDS = {
    "codes": ["", "1", "2", "3", "4", "5"],
    "English": ["", "I like it", "I expect it", "I am neutral", "I can tolerate it", "I dislike it"],
    "Chinese": ["", "我很喜欢", "它理应如此", "无所谓", "勉强接受", "我很不喜欢"],
}
WEIGHTS = [0.02, 0.3, 0.2, 0.2, 0.1, 0.18]
CHUNK = 250_000
TEXTS = 1_000_000
"""People up to whom everything is measured: ten million are texts of six gigabytes, and minutes for the slower ways."""
LOOPS = 100_000
"""People up to whom the loops run more than once; at a million one run takes minutes."""

READ = {
    "csv": "import sys, pyarrow.csv as pc; pc.read_csv(sys.argv[1])",
    "parquet": "import sys, pyarrow.parquet as pq; pq.read_table(sys.argv[1])",
}
"""The limit: the same bytes and nothing but the reader's own work."""

HEAD = """
import json, sys
path, words, kind, features = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3], int(sys.argv[4])
pairs = [(f"Feature {i}_functional", f"Feature {i}_dysfunctional") for i in range(features)]
code = {word: n for n, word in enumerate(words)}
def word(cell): return "" if cell is None or cell != cell else f"{cell:.0f}" if isinstance(cell, (int, float)) else cell
def out(grids): print(json.dumps([[int(n) for n in grid] for grid in grids]))
def grid(rows):
    cells = [0] * 36
    for f, d, n in rows: cells[code[word(f)] * 6 + code[word(d)]] += n
    return cells
"""

DUCKDB = """
import duckdb
read = f"read_csv('{path}', all_varchar = true)" if kind == "csv" else f"read_parquet('{path}')"
sets = ", ".join(f'("{f}", "{d}")' for f, d in pairs)
names = ", ".join(f'"{name}"' for pair in pairs for name in pair)
asked = f"SELECT {names}, GROUPING({names}) AS g, COUNT(*) FROM {read} GROUP BY GROUPING SETS ({sets})"
rows = duckdb.sql(asked).fetchall()
found = {}
for row in rows: found.setdefault(row[-2], []).append(row)
width = 2 * len(pairs)
grids = []
for i in range(len(pairs)):
    g = (1 << width) - 1 & ~(3 << (width - 2 - 2 * i))
    grids.append(grid((row[2 * i], row[2 * i + 1], row[-1]) for row in found[g]))
out(grids)
"""

POLARS = """
import polars as pl
frame = pl.scan_csv(path, infer_schema=False) if kind == "csv" else pl.scan_parquet(path)
counted = pl.collect_all([frame.group_by(f, d).len() for f, d in pairs])
out(grid(each.iter_rows()) for each in counted)
"""

IBIS = """
import ibis
table = ibis.read_csv(path, all_varchar=True) if kind == "csv" else ibis.read_parquet(path)
both = ibis.union(*(table.group_by(f=table[f], d=table[d]).agg(n=table.count()).mutate(k=ibis.literal(i))
                    for i, (f, d) in enumerate(pairs)))
rows = both.to_pyarrow().to_pylist()
out(grid((row["f"], row["d"], row["n"]) for row in rows if row["k"] == i) for i in range(len(pairs)))
"""

PANDAS = """
import pandas as pd
columns = [name for pair in pairs for name in pair]
if kind == "csv": frame = pd.read_csv(path, usecols=columns, dtype="str", keep_default_na=False)
else: frame = pd.read_parquet(path, columns=columns)
out(grid((f, d, n) for (f, d), n in frame.groupby([f, d], dropna=False).size().items()) for f, d in pairs)
"""

LOOP = """
import pandas as pd
frame = pd.read_csv(path, dtype="str", keep_default_na=False) if kind == "csv" else pd.read_parquet(path)
counts = [{} for _ in pairs]
for _, row in frame.iterrows():
    for i, (f, d) in enumerate(pairs):
        pair = row[f], row[d]
        counts[i][pair] = counts[i].get(pair, 0) + 1
out(grid((f, d, n) for (f, d), n in each.items()) for each in counts)
"""


@dataclass
class Run:
    """Of one process: seconds from its start to its end, the most memory in MB, and what it printed."""

    seconds: float
    megabytes: float
    printed: str


WATCH = """
import json, os, sys, time
start = time.perf_counter()
_, status, used = os.wait4(os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ), 0)
seconds = time.perf_counter() - start
open(sys.argv[1], "w").write(json.dumps([os.waitstatus_to_exitcode(status), seconds, used.ru_maxrss / 1e3]))
"""
"""A small process that starts the measured one: of a large one's child, the system reports the parent's memory."""


def run(command: list[str]) -> Run:
    """Run to the end. Raises RuntimeError with what it said when it fails."""
    with tempfile.NamedTemporaryFile("r") as told:
        watched = [sys.executable, "-S", "-c", WATCH, told.name, *command]
        said = subprocess.run(watched, check=True, capture_output=True, text=True)
        status, seconds, megabytes = json.loads(told.read())
    if status:
        raise RuntimeError(said.stderr[-2000:])
    return Run(seconds, megabytes, said.stdout)


def survey(
    path: Path, people: int, words: list[str], features: int = FEATURES, segments: int = 0, quoted: bool = False
) -> None:
    """A wide file of random answers, made in chunks; CSV or Parquet by its ending."""
    rng = np.random.default_rng(1)
    names = [f"Feature {i}_{side}" for i in range(features) for side in ("functional", "dysfunctional")]
    names += [f"question {i}" for i in range(segments)]
    numbers = words[1].isdigit() and path.suffix == ".parquet"
    texts = pa.array([None, 1, 2, 3, 4, 5], pa.int8()) if numbers else pa.array([word or None for word in words])
    schema = pa.schema([(name, texts.type if i < 2 * features else pa.string()) for i, name in enumerate(names)])
    whole = pc.CSVWriter if path.suffix == ".csv" else pq.ParquetWriter
    quoting = "all_valid" if quoted else "none"
    options = {"write_options": pc.WriteOptions(quoting_style=quoting)} if path.suffix == ".csv" else {}
    with whole(path, schema, **options) as file:
        for begin in range(0, people, CHUNK):
            rows = min(CHUNK, people - begin)
            answers = [texts.take(pa.array(rng.choice(6, rows, p=WEIGHTS))) for _ in range(2 * features)]
            groups = [pa.array(np.array(["Lyon", "Graz", "Bern"])[rng.integers(0, 3, rows)]) for _ in range(segments)]
            file.write_table(pa.table([*answers, *groups], schema))


def mapping(path: Path, words: list[str], features: int = FEATURES, segments: int = 0) -> Path:
    """The confirmed mapping of such a file."""
    from kano.readers.mapping import Mapping, PairColumns
    from kano.readers.mapping_file import to_yaml

    pairs = tuple(
        PairColumns(f"Feature {i}", f"Feature {i}_functional", f"Feature {i}_dysfunctional") for i in range(features)
    )
    meant = dict(zip(words[1:], "LENWD", strict=True))
    asked = tuple(f"question {i}" for i in range(segments))
    path.write_text(to_yaml(Mapping(pairs=pairs, answers=meant, segments=asked)), encoding="utf-8")
    return path


def kano(file: Path, meant: Path) -> list[str]:
    """The whole command, as a scheduler would run it."""
    out = str(file.with_suffix(".counts.json"))
    return [sys.executable, "-m", "kano", "count", str(file), "--mapping", str(meant), "--out", out]


def grids(file: Path) -> str:
    """What `kano count` found, as the other ways print it."""
    found = json.loads(file.with_suffix(".counts.json").read_text(encoding="utf-8"))
    return json.dumps(found["counts"]["everyone"]["grid"][0])


def ways(file: Path, kind: str, words: list[str], meant: Path) -> dict[str, list[str]]:
    def script(code: str) -> list[str]:
        return [sys.executable, "-c", HEAD + code, str(file), json.dumps(words), kind, str(FEATURES)]

    return {
        "pyarrow's own read": [sys.executable, "-c", READ[kind], str(file)],
        "kano count": kano(file, meant),
        "duckdb": script(DUCKDB),
        "polars": script(POLARS),
        "ibis on duckdb": script(IBIS),
        "pandas": script(PANDAS),
        "loop over pandas rows": script(LOOP),
    }


def measured(file: Path, kind: str, words: list[str], people: int, runs: int) -> Iterator[tuple[str, list[Run]]]:
    """Each way with its runs, taken in turns. Raises AssertionError when two ways count differently."""
    meant = mapping(file.with_suffix(".yaml"), words)
    commands = ways(file, kind, words, meant)
    if words is not WORDS["codes"] or people > TEXTS:
        del commands["loop over pandas rows"], commands["ibis on duckdb"]
    if people > TEXTS:
        del commands["pandas"]
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(runs):
        for name, command in commands.items():
            if "loop" not in name or turn == 0 or people < LOOPS:
                found[name].append(run(command))
    said = {name: grids(file) if name == "kano count" else _last(made[0].printed) for name, made in found.items()}
    counts = {text for name, text in said.items() if "own read" not in name}
    assert len(counts) == 1, {name: text[:80] for name, text in said.items()}
    yield from found.items()


def _last(printed: str) -> str:
    """The last line: some draw their progress before it."""
    return printed.strip().replace("\r", "\n").splitlines()[-1] if printed.strip() else ""


def table(sizes: list[int]) -> None:
    """People by answers by format by way."""
    print("| people | answers | file | way | median s | spread s | ratio to the read | ratio to kano | MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for people in sizes:
            for answers, words in WORDS.items() if people <= TEXTS else [("codes", WORDS["codes"])]:
                for kind in ("csv", "quoted csv", "parquet") if people <= TEXTS else ("csv", "parquet"):
                    file = Path(folder) / f"survey.{kind.rpartition(' ')[2]}"
                    survey(file, people, words, quoted=kind == "quoted csv")
                    found = dict(measured(file, file.suffix[1:], words, people, 5 if people <= LOOPS else 3))
                    limit, own = (_middle(found[name]) for name in ("pyarrow's own read", "kano count"))
                    file_size = f"{file.stat().st_size / 1e6:,.0f} MB"
                    for name, made in found.items():
                        print(_row((people, answers, f"{kind}, {file_size}", name), made, limit, own), flush=True)
                    file.unlink()


def _row(what: tuple[object, ...], made: list[Run], limit: float, own: float) -> str:
    times, middle = [each.seconds for each in made], _middle(made)
    figures = [f"{middle:.2f}", f"{max(times) - min(times):.2f}", f"{middle / limit:.2f}", f"{middle / own:.1f}"]
    figures[2:] = [] if limit != limit else figures[2:]
    named = [f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in what]
    return f"| {' | '.join([*named, *figures, f'{max(each.megabytes for each in made):.0f}'])} |"


def _middle(made: list[Run]) -> float:
    return statistics.median(each.seconds for each in made)


def growth() -> None:
    """How time and memory of `kano count` grow with people, features and questions about the person."""
    print("\n| people | features | questions | median s | spread s | MB |\n|---|---|---|---|---|---|")
    shapes = [(people, FEATURES, 0) for people in (100_000, 1_000_000, 4_000_000)]
    shapes += [(1_000_000, features, 0) for features in (5, 40, 80)] + [(1_000_000, FEATURES, n) for n in (1, 4)]
    with tempfile.TemporaryDirectory() as folder:
        for people, features, segments in shapes:
            file = Path(folder) / "survey.csv"
            survey(file, people, WORDS["codes"], features, segments)
            meant = mapping(file.with_suffix(".yaml"), WORDS["codes"], features, segments)
            made = [run(kano(file, meant)) for _ in range(3)]
            times, most = [each.seconds for each in made], max(each.megabytes for each in made)
            spread = max(times) - min(times)
            print(
                f"| {people:,} | {features} | {segments} | {_middle(made):.2f} | {spread:.2f} | {most:.0f} |",
                flush=True,
            )


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]]
    table(sizes or [1_000, 100_000])
    if not sizes:
        growth()


if __name__ == "__main__":
    main()
