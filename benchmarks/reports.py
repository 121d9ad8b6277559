"""`python -m benchmarks.reports`: seconds for each file of a report of 30 features, 6 segments and 1,000 people.

Each format is made in a process of its own, from a study that is counted and classified: first what it takes with all
its imports, then what the next one takes. Medians of `RUNS`, with the slowest.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from benchmarks.analysis import FEATURES, PEOPLE, SEGMENTS, survey
from kano.readers import Layout, Mapping
from kano.readers.table import Source
from kano.reports import FORMATS, Report, write
from kano.study import Study

RUNS = 5


def report() -> Report:
    study = Study(Source("survey.csv", "0" * 64), Mapping(Layout.WIDE), survey())
    return Report(study, study.classify(by="kind"))


def timed(name: str) -> None:
    """Prints the seconds of the first and of the next file, and its size."""
    spent, made = [], b""
    for _ in range(2):
        told = report()
        start = time.perf_counter()
        made = write(told, name)
        spent.append(time.perf_counter() - start)
    print(*spent, len(made))


def main() -> None:
    print(f"{PEOPLE} people, {FEATURES} features, {SEGMENTS} segments; seconds, median (slowest) of {RUNS}")
    for name in FORMATS:
        runs = []
        for _ in range(RUNS):
            command = [sys.executable, "-m", "benchmarks.reports", name]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            runs.append([float(part) for part in said])
        first, again, size = (statistics.median(column) for column in zip(*runs, strict=True))
        worst = max(run[1] for run in runs)
        print(f"{name:5} first {first:5.1f}  next {again:5.1f} ({worst:.1f})  {size / 1000:8,.0f} kB", flush=True)


if __name__ == "__main__":
    timed(sys.argv[1]) if len(sys.argv) > 1 else main()
