"""Files of CSV or Parquet, counted in this process: blocks of rows in a few threads, in memory that does not grow."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import cached_property, partial
from pathlib import Path

from kano.engines.arrow.blocks import Tangled
from kano.engines.arrow.counts import Counts
from kano.engines.arrow.long import Long
from kano.engines.arrow.piles import Piles, room
from kano.engines.arrow.places import File, files_of, name_of
from kano.engines.arrow.scans import Job, Scan, scan_of
from kano.engines.arrow.weights import refuse
from kano.engines.arrow.wide import Wide
from kano.engines.asked import Asked
from kano.engines.engine import HEAD, Progress, Where
from kano.engines.meaning import Meaning
from kano.engines.tally import Tally
from kano.errors import KanoError
from kano.readers import Mapping, Table

MOST_THREADS = 4
PILE = 1 << 24
"""Bytes of a source for each pile."""
MOST_PILES = 200


def open_source(where: Where) -> Files:
    """One or more paths, folders, patterns or URLs of CSV or Parquet files. Raises KanoError."""
    return Files(files_of(where.places))


class Files:
    """Files of one kind with the same columns."""

    def __init__(self, files: tuple[File, ...]) -> None:
        self._files = files
        self._scan = scan_of(files)
        self.name = name_of(files)

    def head(self, mapping: Mapping | None = None, rows: int = HEAD) -> Table:
        """The columns and first rows of the first file that has any. Raises KanoError."""
        return self._scan.head(mapping, rows)

    def signature(self) -> str:
        """SHA-256 over size, first and last megabyte of each file, whatever their names and order."""
        return self._signature

    @cached_property
    def _signature(self) -> str:
        return hashlib.sha256(b"".join(sorted(file.digest() for file in self._files))).hexdigest()

    def tally(self, asked: Asked, meaning: Meaning, progress: Progress) -> Tally:
        """Every row, in memory that does not grow with them. Raises KanoError."""
        count = _long if asked.long else _wide
        try:
            made, tally = count(self._scan, asked, meaning, progress)
        except Tangled:
            self._scan.careful = True
            made, tally = count(self._scan, asked, meaning, progress)
        if asked.weight:
            refuse(made.unread, asked.weight, made.missing)
        if not made.people:
            raise KanoError("file-empty", file=self.name)
        return tally()


def _wide(scan: Scan, asked: Asked, meaning: Meaning, progress: Progress) -> tuple[Counts, Callable[[], Tally]]:
    wide = Wide(asked, meaning)
    counts = _run(scan.jobs(meaning.mapping, asked.columns, None, wide.count), progress, scan.size)
    return counts, partial(wide.result, counts)


def _long(scan: Scan, asked: Asked, meaning: Meaning, progress: Progress) -> tuple[Counts, Callable[[], Tally]]:
    """The rows go through a folder of piles, which is removed whatever happens."""
    long, number = Long(asked, meaning), min(MOST_PILES, 1 + scan.weight // PILE)
    with room():
        place = tempfile.TemporaryDirectory(prefix="kano-")
    with place as folder:
        piles = Piles(Path(folder), number, long.names, asked.weight is not None)
        with closing(piles):
            piles.open()
            jobs = scan.jobs(meaning.mapping, asked.columns, long.asked.long["respondent"], partial(long.put, piles))
            counts = _run(jobs, progress, scan.size)
        long.check(counts)
        if not counts.unread:
            each = ((scan.size, partial(long.count, piles, pile)) for pile in range(number))
            counts.add(_run(each, progress, scan.size))
    return counts, partial(long.result, counts)


def _run(jobs: Generator[Job], progress: Progress, whole: int) -> Counts:
    """Their sum, in the order of the jobs: the first that fails is the one that is told."""
    threads = max(1, min(MOST_THREADS, os.cpu_count() or 1))
    total, waiting = Counts(), deque[tuple[int, Future[Counts]]]()
    pool = ThreadPoolExecutor(threads)

    def take() -> None:
        done, future = waiting.popleft()
        total.add(future.result())
        progress(done, whole)

    try:
        with closing(jobs):
            for done, job in jobs:
                waiting.append((done, pool.submit(job)))
                if len(waiting) > threads + 1:
                    take()
            while waiting:
                take()
    finally:
        pool.shutdown(cancel_futures=True)
    return total
