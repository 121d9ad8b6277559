"""`python -m benchmarks.workshop_durability [--kills 320] [--cuts 300] [--mutants 50]`: what the store loses.

Processes that write are killed (on SQLite and on PostgreSQL), the power is cut, files are damaged; and each once more
with a defence taken out, where losses must be found. The tests of `make test` do the same in small.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.workshop.postgres import served
from tests.workshop.store import kill, powercut
from tests.workshop.store.damage import KINDS, original

PROCESSES, SECONDS, PEOPLE = 8, 2.5, 100


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    for name, n in (("kills", 320), ("cuts", 300), ("mutants", 50)):
        wanted.add_argument(f"--{name}", type=int, default=n)
    size = wanted.parse_args()
    print("| what | times | acknowledged | lost | doubled | damaged | s |\n|---|---|---|---|---|---|---|")
    rounds = -(-size.kills // PROCESSES)
    with tempfile.TemporaryDirectory() as folder, served() as postgres:
        sqlite = [f"sqlite:///{Path(folder) / name}.db" for name in ("whole", "hasty")]
        kills("kill -9, SQLite", rounds, sqlite[0])
        kills("kill -9, PostgreSQL", rounds, postgres.new_url())
        kills("kill -9, SQLite, acknowledged before COMMIT", max(4, rounds // 5), sqlite[1], "hasty")
        cuts("power cut", size.cuts, Path(folder) / "full")
        cuts("power cut, synchronous=NORMAL", size.cuts, Path(folder) / "normal", "relaxed")
        mutants(size.mutants, Path(folder) / "mutants")


def row(what: str, times: int, *cells: object) -> Callable[[float], None]:
    def write(seconds: float) -> None:
        print(f"| {what} | {times} | {' | '.join(map(str, cells))} | {seconds:.0f} |", flush=True)

    return write


def kills(what: str, rounds: int, url: str, *defence_out: str) -> None:
    start = time.perf_counter()
    toll = kill.run(url, rounds, PROCESSES, SECONDS, *defence_out)
    cells = f"{toll.acknowledged:,}", toll.lost, toll.doubled, toll.damaged
    row(what, rounds * PROCESSES, *cells)(time.perf_counter() - start)


def cuts(what: str, n: int, folder: Path, *defence_out: str) -> None:
    folder.mkdir()
    start = time.perf_counter()
    toll = powercut.run(folder, PEOPLE, n, *defence_out)
    lost = f"{toll.lost:,} in {toll.cuts_with_losses} cuts" if toll.lost else 0
    row(what, n, f"{toll.acknowledged:,}", lost, "", toll.damaged)(time.perf_counter() - start)


def mutants(each: int, folder: Path) -> None:
    """Of damaged files: how many say the same or refuse, and how many say something else."""
    folder.mkdir()
    start = time.perf_counter()
    sound = original(folder)
    said = [sound.says_of(file, folder) for file in sound.mutants(each)]
    other = sum(bool(sound.wrong(what)) for what in said)
    refused = sum("store-" in str([answer for answer in what.values() if isinstance(answer, str)]) for what in said)
    row("damaged file", each * len(KINDS), "", f"{other} other results", "", f"{refused} noticed")(
        time.perf_counter() - start
    )


if __name__ == "__main__":
    main()
