"""What reading files of strangers in a process of its own costs: `python -m benchmarks.importing`."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
import xlsxwriter

from kano.foreign import sheets, spss
from kano.readers import open_grid, open_table
from kano.readers.archive import check_archive

ANSWERS = ("I like it", "I expect it", "I am neutral", "I can tolerate it", "I dislike it")


def xlsx(people: int, questions: int) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, ["id", "comment", *(f"How do you feel? {j}" for j in range(questions - 2))])
        for i in range(1, people + 1):
            page.write_row(i, 0, [i, f"comment {i}", *(ANSWERS[i * (j + 3) % 7 % 5] for j in range(questions - 2))])
    return file.getvalue()


def sav(people: int, questions: int) -> bytes:
    frame = pd.DataFrame({f"q{j}": [1.0 + i * (j + 3) % 7 % 5 for i in range(people)] for j in range(questions)})
    labels = {name: dict(enumerate(ANSWERS, start=1)) for name in frame}
    with tempfile.TemporaryDirectory() as folder:
        pyreadstat.write_sav(frame, f"{folder}/a.sav", variable_value_labels=labels)
        return Path(folder, "a.sav").read_bytes()


def seconds(work: Callable[[], object], times: int = 5) -> float:
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return sorted(found)[times // 2]


def row(name: str, data: bytes, here: Callable[[], object]) -> None:
    """In a child, the same in this process, and with all that follows until there is a table."""
    child, own, whole = (
        seconds(work) for work in (lambda: open_grid(data, name), here, lambda: open_table(data, name))
    )
    print(f"| {name} | {len(data) / 1e6:.2f} MB | {child:.3f} | {own:.3f} | {child / own:.1f} | {whole:.3f} |")


def main() -> None:
    asked = {"sheet": None, "kind": "xlsx", "encoding": None}
    print("| file | size | grid by a child, s | here, s | ratio | table, s |\n|---|---|---|---|---|---|")
    for people, questions in ((100, 20), (10_000, 40)):
        book, answers = xlsx(people, questions), sav(people, questions)
        name = f"{people} x {questions}"

        def beforehand(book: bytes = book) -> object:
            return check_archive(book, "a"), sheets.read(book, asked)

        def plain(answers: bytes = answers) -> object:
            return spss.read(answers, asked)

        row(f"{name}.xlsx", book, beforehand)
        row(f"{name}.sav", answers, plain)


if __name__ == "__main__":
    main()
