"""`make bench`: whole-process times of `kano classify`, side by side in one run, as ratios with their spread.

The limit is what pyarrow needs to read the same file; the loop is what public Kano scripts do with pandas rows.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

FEATURES = 20
WORDS = np.array(["I like it", "I expect it", "I am neutral", "I can tolerate it", "I dislike it", ""])
WEIGHTS = [0.3, 0.2, 0.2, 0.1, 0.18, 0.02]
START = "pass"
READ = "import sys, pyarrow.csv as pc; pc.read_csv(sys.argv[1])"
LOOP = """
import sys, pandas as pd
frame = pd.read_csv(sys.argv[1])
counts = {}
for _, row in frame.iterrows():
    for i in range(20):
        pair = row[f"Feature {i}_functional"], row[f"Feature {i}_dysfunctional"]
        counts[i, pair] = counts.get((i, pair), 0) + 1
"""


def survey(path: Path, people: int) -> None:
    rng = np.random.default_rng(1)
    header = ",".join(f"Feature {i}_{side}" for i in range(FEATURES) for side in ("functional", "dysfunctional"))
    answers = WORDS[rng.choice(len(WORDS), size=(people, 2 * FEATURES), p=WEIGHTS)]
    path.write_text("\n".join([header, *(",".join(row) for row in answers)]) + "\n", encoding="utf-8")


def seconds(command: list[str], runs: int) -> list[float]:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return times


def main() -> None:
    print("| people x 20 features | what | median s | spread s | ratio to pyarrow's read |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for people, runs in ((1_000, 7), (100_000, 5)):
            file = Path(folder) / f"{people}.csv"
            survey(file, people)
            python = [sys.executable, "-c"]
            ways = {
                "python starts": [*python, START],
                "pyarrow reads the file": [*python, READ, str(file)],
                "kano classify": [sys.executable, "-m", "kano", "classify", str(file), "--format", "json"],
                "loop over pandas rows": [*python, LOOP, str(file)],
            }
            times = {name: seconds(command, runs if "loop" not in name else 1) for name, command in ways.items()}
            limit = statistics.median(times["pyarrow reads the file"])
            for name, values in times.items():
                middle = statistics.median(values)
                print(
                    f"| {people:,} | {name} | {middle:.2f} | {max(values) - min(values):.2f} | {middle / limit:.1f} |"
                )


if __name__ == "__main__":
    main()
