"""A person leaves: what he said goes with him, and what differs by it waits until it differs by five."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from kano.workshop import filing, publishing
from kano.workshop.schema import answer, participant, profile, room


def remove_person(connection: Connection, room_id: str, number: int) -> None:
    """A participant and everything that he said."""
    mine = (answer.c.room == room_id) & (answer.c.participant == number)
    publishing.hold(connection, connection.execute(select(answer).where(mine, answer.c.shown.is_not(None))).all())
    filing.withdraw(connection, room_id, number)
    about = (profile.c.room == room_id) & (profile.c.participant == number)
    gone = sum(connection.execute(delete(answer).where(mine).returning(answer.c.sequence)).scalars())
    gone += sum(connection.execute(delete(profile).where(about).returning(profile.c.sequence)).scalars())
    connection.execute(delete(participant).where(participant.c.room == room_id, participant.c.id == number))
    here = update(room).where(room.c.id == room_id)
    connection.execute(here.values(joined=room.c.joined - 1, tally=room.c.tally - gone))
