"""The tables of the store. A change here is a step in `migrations/versions` too."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, MetaData, String, Table, Text

metadata = MetaData()


def _key(name: str, kind: type[Integer] | type[BigInteger] = Integer) -> Column[int]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def _room() -> Column[str]:
    return Column("room", String(16), ForeignKey("room.id", ondelete="CASCADE"), primary_key=True)


room = Table(
    "room",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("code", String(8), nullable=False, unique=True),
    Column("key", String(22), nullable=False),
    Column("control", String(64), nullable=False),
    Column("view", String(64), nullable=False),
    Column("state", String(8), nullable=False),
    Column("options", Text, nullable=False),
    Column("questionnaire", Text, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("revealed", Boolean, nullable=False),
    Column("round", Integer, nullable=False),
    Column("joined", Integer, nullable=False),
    Column("admitted", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("tally", BigInteger, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("mark", String(16), nullable=False),
)
participant = Table(
    "participant",
    metadata,
    _room(),
    _key("id", BigInteger),
    Column("secret", String(64), nullable=False, unique=True),
    Column("lang", String(8), nullable=False),
    Column("features", Text, nullable=False),
    Column("begun", BigInteger),
    Column("seconds", Integer),
    sqlite_with_rowid=False,
)
answer = Table(
    "answer",
    metadata,
    _room(),
    _key("round"),
    _key("participant", BigInteger),
    _key("feature"),
    Column("functional", Integer, nullable=False),
    Column("dysfunctional", Integer, nullable=False),
    Column("importance", Integer),
    Column("why", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("key", String(40), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("shown", Integer),
    Column("mark", String(16), nullable=False),
    sqlite_with_rowid=False,
)
profile = Table(
    "profile",
    metadata,
    _room(),
    _key("participant", BigInteger),
    _key("question"),
    Column("option", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("key", String(40), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("mark", String(16), nullable=False),
    sqlite_with_rowid=False,
)
published = Table(
    "published",
    metadata,
    _room(),
    _key("round"),
    _key("feature"),
    Column("cells", Text, nullable=False),
    Column("gone", Text, nullable=False),
    Column("mark", String(16), nullable=False),
    sqlite_with_rowid=False,
)
exported = Table(
    "exported",
    metadata,
    _room(),
    _key("round"),
    Column("sequence", BigInteger, nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("mark", String(16), nullable=False),
    sqlite_with_rowid=False,
)
filed = Table("filed", metadata, _room(), _key("round"), _key("participant", BigInteger), sqlite_with_rowid=False)
