"""The order by moment of truth, or by dimension of service quality: what is to be done where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kano.decision.moves import Move
from kano.decision.order import Line, Order
from kano.questionnaire import DIMENSIONS, Feature, Questionnaire

GROUPS = ("touchpoint", "dimension")


@dataclass(frozen=True)
class Group:
    """The lines of one touchpoint or dimension in their order; `key` is None for features that are said to be of none.

    `moves` counts the lines by what to do, in the order of `Move`, without those that no line has.
    """

    by: str
    key: str | None
    lines: tuple[Line, ...]

    @property
    def moves(self) -> dict[Move, int]:
        counted = Counter(line.move for line in self.lines)
        return {move: counted[move] for move in Move if move in counted}

    def row(self) -> dict[str, Any]:
        """Codes and plain numbers."""
        return {
            "by": self.by,
            "key": self.key or "",
            "features": len(self.lines),
            **{str(move): self.moves.get(move, 0) for move in Move},
        }


def by_touchpoint(order: Order, asked: Questionnaire | None) -> tuple[Group, ...]:
    """In the order of the journey, then touchpoints that the questionnaire does not list, then features of none.

    Every line is in one group. Without a questionnaire, or where no feature has a touchpoint, there are no groups.
    """
    listed = [option.id for option in asked.touchpoints] if asked else []
    return _grouped(order, "touchpoint", _keys(asked, "touchpoint"), listed)


def by_dimension(order: Order, asked: Questionnaire | None) -> tuple[Group, ...]:
    """In the order of the SERVQUAL dimensions, then features of none; see `by_touchpoint`."""
    return _grouped(order, "dimension", _keys(asked, "dimension"), DIMENSIONS)


def grouped(order: Order, asked: Questionnaire | None, by: str) -> tuple[Group, ...]:
    """By one of `GROUPS`."""
    return by_dimension(order, asked) if by == "dimension" else by_touchpoint(order, asked)


def _keys(asked: Questionnaire | None, by: str) -> dict[str, str | None]:
    """From a feature's key to its touchpoint or dimension."""
    features: Sequence[Feature] = asked.features if asked else ()
    keys = asked.keys() if asked else ()
    return {key: getattr(feature, by) for key, feature in zip(keys, features, strict=True)}


def _grouped(order: Order, by: str, of: dict[str, str | None], listed: Sequence[str]) -> tuple[Group, ...]:
    own = [of.get(line.feature) for line in order.lines]
    if not any(own):
        return ()
    keys: list[str | None] = [key for key in dict.fromkeys((*listed, *filter(None, own))) if key in own]
    keys += [None] if not all(own) else []
    parts = {
        key: tuple(line for line, mine in zip(order.lines, own, strict=True) if (mine or None) == key) for key in keys
    }
    return tuple(Group(by, key, lines) for key, lines in parts.items())
