"""How segments are compared, as data and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kano.classification import Verdict
from kano.conventions import VERSION, Settings
from kano.differences import EXPECTED
from kano.i18n import Translate
from kano.sources import cite

PAIRED = 4
"""Up to so many segments are compared pair by pair; of more, each with all others together."""

STANDS_OUT = 2.0
"""Adjusted residuals beyond this, either way, are pointed at."""

CHANCE = 0.05
"""Under this adjusted p, segments are said to differ."""

FEW, FINER = 10, 10
"""Where so few of the permutations are as far apart, and many features are tested, so many times more are made."""

SOURCES = ("haberman1973", "benjamini1995", "newcombe1998")


def record(settings: Settings, by: Sequence[str], tested: int) -> dict[str, Any]:
    """How segments were compared, as plain data for files."""
    drawn = {"draws": settings.draws, "seed": settings.seed}
    family = "every feature of the profile question" if len(by) == 1 else "every feature of every profile question"
    return {
        "kano": VERSION,
        "test": {"method": "chi-square, R+Q", "permuted_below": {"expected": EXPECTED}, **drawn, "finer": FINER},
        "adjustment": {"method": "fdr_bh", "family": family, "questions": list(by), "tests": tested},
        "residuals": {"method": "adjusted", "stands_out": STANDS_OUT},
        "differences": {"of": "first - second", "pairs_up_to": PAIRED, "method": "newcombe", "level": settings.level},
        "two_peaks": {"adjusted_below": CHANCE, "verdicts": [Verdict.CLEAR, Verdict.LEANING]},
        "blank": "not compared",
        "least": settings.least,
        "sources": [cite(key).record() for key in SOURCES],
    }


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """The record in words: (what, how) rows for a screen."""
    values = {"expected": record["test"]["permuted_below"]["expected"], **record["test"]}
    values |= {"tests": record["adjustment"]["tests"], "questions": ", ".join(record["adjustment"]["questions"])}
    values |= {"level": round(100 * record["differences"]["level"]), "pairs": record["differences"]["pairs_up_to"]}
    values |= {"stands_out": f"{record['residuals']['stands_out']:g}", "least": record["least"]}
    values |= {"chance": f"{record['two_peaks']['adjusted_below']:g}"}
    keys = ("test", "adjustment", "residuals", "differences", "peaks", "compared")
    return [(t(f"split.how-{key}"), t(f"split.how-{key}-text", **values)) for key in keys]
