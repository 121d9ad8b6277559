"""Screening rules as they are written on the command line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from kano.answers import CATEGORIES, Category
from kano.errors import KanoError
from kano.flags import SHARES, THRESHOLDS, Control, Rules

LIMITS = ("contradictory_share", "least", "expected")
"""What may be given beside the rules; none of them switches one on."""


def rules_of(options: Namespace) -> Rules:
    """All rules with their usual thresholds, or those that are named. Raises KanoError."""
    given = dict(map(_read, (options.rules or "").split(","))) if options.rules else {}
    named = any(rule in THRESHOLDS for rule in given)
    chosen: dict[str, Any] = {rule: None for rule in THRESHOLDS if named and rule not in given}
    chosen |= {rule: value for rule, value in given.items() if value is not None}
    return Rules(**chosen, controls=tuple(_controls(options.control)))


def _read(text: str) -> tuple[str, int | float | None]:
    """`missing=0.3` as a rule and its threshold; the threshold None where it stays the usual one."""
    written, _, value = (part.strip() for part in text.partition("="))
    rule = written.replace("-", "_")
    if rule not in (*THRESHOLDS, *LIMITS):
        raise KanoError("rules-unknown", rule=written, known=", ".join(THRESHOLDS))
    return rule, _number(rule, value) if value else None


def _number(rule: str, text: str) -> int | float:
    """A share where the rule has one, else a whole number."""
    is_share = rule in SHARES or rule in ("contradictory_share", "expected")
    try:
        value = float(text) if is_share else int(text)
    except ValueError:
        value = -1
    if not 0 < value <= (1 if is_share else 10**6):
        raise KanoError("rules-threshold", rule=rule, value=text)
    return value


def _controls(given: Iterable[str]) -> Iterable[Control]:
    known = set(map(str, CATEGORIES))
    for text in given:
        feature, _, letters = text.rpartition("=")
        passes = letters.strip().upper()
        if not feature.strip() or not passes or set(passes) - known:
            raise KanoError("control-bad", control=text, known=" ".join(CATEGORIES))
        yield Control(feature.strip(), tuple(map(Category, dict.fromkeys(passes))))
