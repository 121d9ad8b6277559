"""`make bench`: whole-process times of `kano classify`, side by side in one run, as ratios with their spread.

The limit is what pyarrow needs to read the same file; the loop is what public Kano scripts do with pandas rows.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.counting import READ, WORDS, run, survey

START = "pass"
LOOP = """
import sys, pandas as pd
frame = pd.read_csv(sys.argv[1])
counts = {}
for _, row in frame.iterrows():
    for i in range(20):
        pair = row[f"Feature {i}_functional"], row[f"Feature {i}_dysfunctional"]
        counts[i, pair] = counts.get((i, pair), 0) + 1
"""


def main() -> None:
    print("| people x 20 features | what | median s | spread s | ratio to pyarrow's read |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for people, runs in ((1_000, 7), (100_000, 5)):
            file = Path(folder) / f"{people}.csv"
            survey(file, people, WORDS["English"])
            python = [sys.executable, "-c"]
            ways = {
                "python starts": [*python, START],
                "pyarrow reads the file": [*python, READ["csv"], str(file)],
                "kano classify": [sys.executable, "-m", "kano", "classify", str(file), "--format", "json"],
                "loop over pandas rows": [*python, LOOP, str(file)],
            }
            times = {
                name: [run(command).seconds for _ in range(1 if "loop" in name else runs)]
                for name, command in ways.items()
            }
            limit = statistics.median(times["pyarrow reads the file"])
            for name, values in times.items():
                middle = statistics.median(values)
                print(
                    f"| {people:,} | {name} | {middle:.2f} | {max(values) - min(values):.2f} | {middle / limit:.1f} |"
                )


if __name__ == "__main__":
    main()
