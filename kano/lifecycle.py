"""Have features aged between two waves? A reading of a comparison, the earlier wave first.

Kano's later work has a feature begin as indifferent, become exciting, then a matter of performance, in the end basic;
Nilsson-Witell and Fundin found such a path between groups of users of one service, Borgianni confirmed it in part over
176 requirements of many studies. What is said here is what two waves show. They are no trend: a difference may as well
come from who was asked, or how.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from kano.answers import Category
from kano.classification import Verdict
from kano.comparison import Comparison, Gap, GapVerdict
from kano.i18n import Translate
from kano.sources import cite

CYCLE = (Category.INDIFFERENT, Category.EXCITEMENT, Category.PERFORMANCE, Category.BASIC)
SOURCES = ("kano2001", "nilsson2005", "borgianni2018")


class Move(StrEnum):
    """Where a feature went between the waves, seen from the life cycle."""

    ALONG = "along"
    AGAINST = "against"
    UNCHANGED = "unchanged"
    OUTSIDE = "outside"
    """To or from reverse or questionable, which have no place in the cycle."""


class Step(NamedTuple):
    """One feature: its category in each wave and the move, None where the waves are too close to tell."""

    feature: str
    first: Category | None
    second: Category | None
    move: Move | None
    certainty: Verdict | None


def life_cycle(comparison: Comparison) -> tuple[Step, ...]:
    """A step per compared feature. A move is said only where the comparison says "other" or "same"."""
    return tuple(_step(gap) for gap in comparison.gaps)


def _step(gap: Gap) -> Step:
    first, second = gap.first.category, gap.second.category
    return Step(gap.feature, first, second, _move(gap, first, second), gap.certainty)


def _move(gap: Gap, first: Category | None, second: Category | None) -> Move | None:
    if gap.verdict not in (GapVerdict.SAME, GapVerdict.OTHER) or first is None or second is None:
        return None
    if gap.verdict is GapVerdict.SAME:
        return Move.UNCHANGED
    if first not in CYCLE or second not in CYCLE:
        return Move.OUTSIDE
    return Move.ALONG if CYCLE.index(second) > CYCLE.index(first) else Move.AGAINST


def record() -> dict[str, Any]:
    """How the reading is made, as plain data for files."""
    sources = [cite(key).record() for key in SOURCES]
    return {"reading": "waves", "cycle": list(map(str, CYCLE)), "said_where": ["other", "same"], "sources": sources}


def told(step: Step, t: Translate) -> str:
    """The step in words, and whether the data only lean that way."""
    if step.move is None or step.first is None or step.second is None:
        return t("lifecycle.open")
    text = t(f"lifecycle.{step.move}", first=t(f"type.{step.first}"), second=t(f"type.{step.second}"))
    return f"{text} ({t('verdict.leaning')})" if step.certainty is Verdict.LEANING else text
