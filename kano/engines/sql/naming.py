"""What a user calls a relation, and what a driver says when it fails, in words that give nothing away."""

from __future__ import annotations

import re

from kano.engines.engine import Where
from kano.errors import KanoError
from kano.text import clean

_PART = re.compile(r'"(?:[^"]|"")+"|[^".]+')
REASON = 200


def split(name: str) -> list[str]:
    """The parts of `schema.table`; one with a point in it stands in quotes, as in SQL. Raises KanoError."""
    parts = _PART.findall(name)
    if not parts or ".".join(parts) != name:
        raise KanoError("source-table", source=clean(name))
    return [part[1:-1].replace('""', '"') if part.startswith('"') else part for part in parts]


def table_of(where: Where) -> tuple[str, str]:
    """The place of a database, and the table in it. Raises KanoError when neither table nor query is named."""
    place, _, name = where.places[0].partition("#")
    if len(where.places) > 1 or not (name or where.query):
        raise KanoError("source-table", source=clean(where.places[0].rpartition("@")[2]))
    return place, name


def asked_for(query: str) -> str:
    """A query as a relation; a remark at its end does not reach beyond it."""
    return f"({query.strip().rstrip(';')}\n)"


def reason_of(problem: BaseException, *secrets: str) -> str:
    """The first line of what a driver says, without what follows of the statement, and without secrets."""
    lines = [line for line in str(problem).splitlines() if line.strip()]
    said = clean(lines[0] if lines else type(problem).__name__, REASON)
    for secret in filter(None, secrets):
        said = said.replace(secret, "…")
    return said
