"""Fixtures that the tests of the workshop share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kano.questionnaire import Questionnaire, load
from kano.workshop.host import Host, make_host
from kano.workshop.rights import Role
from kano.workshop.room import Options, Place
from tests.workshop.postgres import Postgres, served
from tests.workshop.rooms import Room


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests of a process."""
    with served() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """A new and empty database."""
    return postgres.new_url()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A server's host on a store of its own, at a moment that does not pass."""
    made = make_host(f"sqlite:///{tmp_path / 'workshop.db'}", lambda: 1_800_000_000.0)
    yield made
    made.database.close()


@pytest.fixture
def make(host: Host) -> Callable[..., Room]:
    """Open a room: `make(questionnaire, "start", capacity=1)`."""

    def opened(questionnaire: Questionnaire | None = None, *moves: str, **options: Any) -> Room:
        made = host.service.open_room(questionnaire or load("hotpot"), Options(**{"segments": Place.NONE, **options}))
        return Room(host, made, host.service.enter(made.room.id, made.control, Role.FACILITATOR)).do(*moves)

    return opened


@pytest.fixture
def room(make: Callable[..., Room]) -> Room:
    """The hot-pot restaurant, open: its features are asked and nothing else."""
    return make(None, "start")
