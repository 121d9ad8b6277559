"""Who may do what: the one table, and the one place where it is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kano.errors import KanoError


class Role(StrEnum):
    """`facilitator` holds the secret of a room, `presenter` the secret that only shows it; `operator` sits at the
    machine that keeps the store."""

    FACILITATOR = "facilitator"
    PRESENTER = "presenter"
    OPERATOR = "operator"


class Action(StrEnum):
    PRESENT = "present"
    CONTROL = "control"
    EXPORT = "export"
    ROTATE = "rotate"
    DELETE = "delete"


ALLOWED = {
    Role.FACILITATOR: frozenset(Action),
    Role.PRESENTER: frozenset({Action.PRESENT}),
    Role.OPERATOR: frozenset(Action),
}


@dataclass(frozen=True)
class Actor:
    """Somebody with a role in one room. Only the service makes one, after it has seen the secret.

    `proof` is the secret's digest: it is compared at whatever he does, so that new secrets put him out at once.
    """

    role: Role
    room: str
    proof: str = field(default="", repr=False)


def require(actor: Actor, action: Action) -> None:
    """Raises KanoError `room-unknown`, as for a room that is not there, unless the role may do this."""
    if action not in ALLOWED[actor.role]:
        raise KanoError("room-unknown")
