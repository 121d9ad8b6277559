"""The schema of an older store is brought up to date when it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from kano.errors import KanoError

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest version, in one transaction. Raises KanoError `store-newer`.

    SQLite changes a table by dropping it for a copy: if foreign keys were watched, the answers would go with the rooms.
    """
    with engine.connect() as connection:
        _watch_foreign_keys(connection, False)
        with connection.begin():
            _upgrade(connection)
        _watch_foreign_keys(connection, True)


def _watch_foreign_keys(connection: Connection, on: bool) -> None:
    """Outside of a transaction, where alone SQLite listens."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA foreign_keys = {on:d}")


def _upgrade(connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    if found == known[0]:
        return
    if found is not None and found not in known:
        raise KanoError("store-newer", version=found)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
