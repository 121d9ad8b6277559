"""How gaps were made: a record that travels with every result, and the same in words."""

from __future__ import annotations

from typing import Any

from kano.conventions import VERSION
from kano.i18n import Translate
from kano.questionnaire import DIMENSIONS
from kano.service.items import Items
from kano.service.paired import Spread
from kano.sources import cite

SOURCES = ("parasuraman1988", "goodman1965", "benjamini1995")


def record(asked: Items, spread: Spread, own_points: bool) -> dict[str, Any]:
    """Plain data for files."""
    keys = [*SOURCES]
    keys += ["parasuraman1991"] if asked.wording == "1991" else []
    keys += ["zeithaml1993"] if any(item.adequate for item in asked.items) else []
    return {
        "kano": VERSION,
        "gap": "perception - expectation",
        "scale": list(asked.scale) if asked.scale else None,
        "wording": asked.wording,
        "reversed": {"items": list(asked.reversed), "recoded": "lowest + highest - x in expectation and perception"},
        "missing": "an item without expectation or perception is left out for that person in both",
        "dimension": "mean of a person's items, then over people",
        "overall": "mean of a person's dimensions" if asked.dimensions else "mean of a person's items",
        "weights": _weights(asked, own_points),
        "intervals": {"means": spread.record(), "verdicts": {"method": "goodman", "level": spread.level}},
        "test": {"method": "paired t", "adjustment": "fdr_bh", "among": "items, dimensions"},
        "verdict": {"above": "perception > expectation", "at": "equal", "below": "perception < expectation"},
        "sources": [cite(key).record() for key in keys],
    }


def _weights(asked: Items, own_points: bool) -> dict[str, Any] | None:
    if not asked.weights:
        return None
    return {"of": 100, "given": "by each person" if own_points else "for everybody", "dimensions": dict(asked.weights)}


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """The record in words: (what, how) rows for a screen."""
    how = record["intervals"]["means"]
    level = round(100 * how["level"])
    turned, weights = record["reversed"]["items"], record["weights"]
    rows = [
        ("gap", t("gaps.how.gap-text")),
        ("reversed", _turned(record, t) if turned else t("gaps.how.reversed-none")),
        ("missing", t("gaps.how.missing-text")),
        ("dimension", t("gaps.how.dimension-text")),
        (
            "overall",
            t("gaps.how.overall-dimensions" if "dimensions" in record["overall"] else "gaps.how.overall-items"),
        ),
        ("weights", _weights_text(weights, t) if weights else t("gaps.how.weights-none")),
        ("intervals", t(f"gaps.how.intervals-{how['method']}", **{**how, "level": level})),
        ("test", t("gaps.how.test-text")),
        ("verdicts", t("gaps.how.verdicts-text", level=level)),
    ]
    return [(t(f"gaps.how.{key}"), text) for key, text in rows]


def _turned(record: dict[str, Any], t: Translate) -> str:
    low, high = record["scale"]
    items = ", ".join(record["reversed"]["items"])
    return t("gaps.how.reversed-text", total=f"{low + high:g}", items=items, n=len(record["reversed"]["items"]))


def _weights_text(weights: dict[str, Any], t: Translate) -> str:
    if weights["given"] == "by each person":
        return t("gaps.how.weights-own")
    known = (f"{dimension_name(name, t)} {points:g}" for name, points in weights["dimensions"].items())
    return t("gaps.how.weights-given", points=", ".join(known))


def dimension_name(name: str, t: Translate) -> str:
    """One of the five in the language of `t`; a user's own as it is."""
    return t(f"dimension.{name}") if name in DIMENSIONS else name


def cited(sources: list[dict[str, str]], t: Translate) -> list[str]:
    """A line per source: the citation, and whether its text was read."""
    return [_cited(source, source["status"], t) for source in sources]


def _cited(source: dict[str, str], status: str, t: Translate) -> str:
    return f"{source['citation']} ({t(f'source.{status}')})"
