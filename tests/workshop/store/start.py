"""One of several servers that find an empty store at the same moment: `python -m ... URL FOLDER [without turns]`."""

import os
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from kano.workshop import migration
from kano.workshop.database import Database
from tests.workshop.store.broken import without_turns


def main(url: str, folder: str, *broken: str) -> None:
    upgrade = migration.command.upgrade

    def two_are(where: str, seconds: float) -> None:
        """Go on when another server has come as far, or cannot."""
        (Path(folder) / f"{os.getpid()}.{where}").touch()
        end = monotonic() + seconds
        while len(list(Path(folder).glob(f"*.{where}"))) < 2 and monotonic() < end:
            sleep(0.002)

    def together(*args: object) -> None:
        two_are("upgrading", 0.3)
        upgrade(*args)

    two_are("here", 30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migration.command, "upgrade", together)
        if broken:
            without_turns(patch)
        try:
            Database(url).close()
            print("up")
        except Exception as problem:
            print(type(problem).__name__, problem)


if __name__ == "__main__":
    main(*sys.argv[1:])
