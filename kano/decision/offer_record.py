"""How offers were compared, as plain data that travels with the result."""

from __future__ import annotations

from typing import Any

from kano.conventions import VERSION, Settings
from kano.decision import attitudes
from kano.decision.bundles import Offers
from kano.decision.pairwise import CHANCE, MEANS, SHARES
from kano.sources import cite

SOURCES = ("berger1993", "atlason2018", "wang2010")
TESTED = ("mcnemar1947", "benjamini1995")


def record(offers: Offers, settings: Settings, by: str | None, people: bool) -> dict[str, Any]:
    """`people`: whether there are answers of persons, or counts only."""
    table = settings.table
    sources = [cite(key).record() for key in (*SOURCES, *(TESTED if people else ()))]
    return {
        "kano": VERSION,
        "evaluation_table": {"name": table.name, "grid": table.grid, "citation": table.citation} if people else None,
        **offers.record(),
        "features": list(offers.features),
        "satisfaction": attitudes.record(),
        "unit": "people" if people else "counts",
        "people": _people() if people else _counts(),
        "unmet": "a basic need of the person below level 1",
        "favourite": "no other offer has more satisfaction for the person",
        "regret": "satisfaction of the person's best offer less that of this one",
        "dominance": "for nobody less gain, more loss or another basic unmet, for somebody better",
        "cost": "beside the offer, in no sum",
        "segments": by,
        "least": settings.least,
        "intervals": _intervals(settings.level) if people else None,
        "tests": _tests() if people else None,
        "screening": None,
        "sources": sources,
    }


def _people() -> str:
    return "totals: people whose attitude to every compared feature is known; the others are counted by reason"


def _counts() -> str:
    return "means of each feature over its A+O+M+I, added up; reverse and questionable answers are left out"


def _intervals(level: float) -> dict[str, Any]:
    return {"means": {"method": "t", "level": level}, "shares": {"method": "wilson", "level": level}}


def _tests() -> dict[str, Any]:
    how = {**dict.fromkeys(MEANS, "paired t"), **dict.fromkeys(SHARES, "mcnemar exact")}
    return {**how, "adjustment": "fdr_bh", "among": "pairs of offers and segments, per measure", "chance": CHANCE}
