"""How drift is looked for: what was decided, the record, and its words."""

from __future__ import annotations

from typing import Any

from kano.conventions import VERSION, Settings
from kano.differences import EXPECTED
from kano.i18n import Translate
from kano.sources import cite

SMALL = 0.05
"""A change of better or worse under this is called small however sure it is. An argument, no finding of anybody's."""

CHANCE = 0.05
"""Under this adjusted p, a change is said to be shown."""

STEPS = 4
"""With fewer periods no place of a step is looked for."""

CLEARLY = 6.0
"""By so much a form's AIC must be less: in trials a trend was then called a step, or a step a trend, in at most 5 %."""

POOR = 0.01
"""Under this p of what it leaves over, a form does not fit."""

PER_TEST = 100
"""Draws at least per test, so that Holm's smallest p can fall under `CHANCE` by five times."""

MOST = 200
"""Periods at most."""

SOURCES = ("newcombe1998", "worsley1983", "phipson2010", "hansen2000", "holm1979", "akaike1974")


def record(settings: Settings, by: str, order: str, tests: int, small: float) -> dict[str, Any]:
    """How periods were compared, as plain data for files."""
    return {
        "kano": VERSION,
        "by": by,
        "order": order,
        "difference": {"of": "last - first", "method": "newcombe", "level": settings.level},
        "test": {"method": "chi-square, A+O+M+I", "drawn_below": {"expected": EXPECTED}},
        "step": {
            "periods_from": STEPS,
            "statistic": "2 log likelihood ratio of the best step against none",
            "places": {"method": "2 log likelihood within -2 ln(1 - sqrt(level)) of the best", "level": settings.level},
            "size": "after - before, newcombe, as if the place had been known",
        },
        "draws": {"method": "permutation", "number": drawn(settings, tests), "seed": settings.seed},
        "adjustment": {
            "method": "holm",
            "family": "both tests of better and of worse of every feature",
            "tests": tests,
            "below": CHANCE,
        },
        "form": {
            "method": "AIC",
            "of": ["one step", "straight line of log odds", "a share for each"],
            "less": CLEARLY,
            "fits": {"method": "likelihood ratio against a share for each", "expected": EXPECTED, "from": POOR},
        },
        "small": small,
        "people": "others in each period: who was asked may have changed",
        "blank": "no period",
        "least": settings.least,
        "sources": [cite(key).record() for key in SOURCES],
    }


def drawn(settings: Settings, tests: int) -> int:
    """How many tables without change are drawn for each test."""
    return max(settings.draws, PER_TEST * tests)


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """The record in words: (what, how) rows for a screen."""
    values = {"expected": record["test"]["drawn_below"]["expected"], "tests": record["adjustment"]["tests"]}
    values |= {"draws": record["draws"]["number"], "seed": record["draws"]["seed"], "least": record["least"]}
    values |= {"level": f"{100 * record['difference']['level']:g}", "periods": record["step"]["periods_from"]}
    values |= {"chance": f"{record['adjustment']['below']:g}", "less": f"{record['form']['less']:g}"}
    values |= {"poor": f"{record['form']['fits']['from']:g}"}
    values |= {"small": f"{record['small']:g}"}
    keys = ("difference", "test", "step", "places", "adjustment", "form", "small", "people", "left-out")
    rows = [(t("drift.how-order"), t(f"drift.how-order-{record['order']}"))]
    return rows + [(t(f"drift.how-{key}"), t(f"drift.how-{key}-text", **values)) for key in keys]
