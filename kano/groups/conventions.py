"""How groups of respondents are looked for: the user's choices, the record, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kano.conventions import VERSION, Settings
from kano.groups.components import CHANCE, SHUFFLES
from kano.groups.mixtures import UNSEEN
from kano.groups.spaces import CLASSES, PER_PARAMETER, SCORES, Scores, Space
from kano.i18n import Translate
from kano.sources import cite

AUTO = "auto"
METHODS = (AUTO, CLASSES, SCORES)
SOURCES = {
    "classes": ("lazarsfeld1968", "dempster1977", "schwarz1978", "biernacki2000", "hubert1985", "dolnicar2010"),
    "scores": ("berger1993", "horn1965", "dempster1977", "schwarz1978", "biernacki2000", "hubert1985", "dolnicar2010"),
}


@dataclass(frozen=True)
class Search:
    """How groups are looked for: up to `most`, from so many random `starts`.

    `method` is classes, scores, or auto: classes where there are people enough, else scores. Refused are groups with a
    median adjusted Rand index under `stable` over `resamples`, and any at all where more than the share `straight` of
    the people gave one pair of answers throughout, or (scores) more than `missing` of their pairs say nothing.
    """

    method: str = AUTO
    most: int = 5
    stable: float = 0.8
    starts: int = 20
    resamples: int = 50
    straight: float = 0.25
    missing: float = 0.2


def record(space: Space, settings: Settings, search: Search, straight: int, people: int) -> dict[str, Any]:
    """How groups of `people` were looked for in a space, plain data for files; `straight` gave one pair throughout."""
    own = {"components": _components(space)} if isinstance(space, Scores) else {"categories": "A O M I R+Q"}
    return {
        "kano": VERSION,
        "method": space.name,
        "asked": search.method,
        "evaluation_table": settings.table.name,
        **own,
        "number": {"by": "least BIC = -2 ll + p ln n, plus twice the entropy of the memberships", "most": search.most},
        "fit": {"method": "EM", "starts": search.starts, "seed": settings.seed},
        "people": {"n": len(space.kept), "not_placed": people - len(space.kept), "straight": straight},
        "people_per_parameter": PER_PARAMETER[space.name],
        "missing": {"share": space.missing, "as": "no evidence" if space.name == CLASSES else "mean of the feature"},
        "stability": {
            "measure": "median adjusted Rand index",
            "resamples": search.resamples,
            "least": search.stable,
            "unseen": UNSEEN,
        },
        "refused": {"smaller_than": settings.least, "straight_over": search.straight, "missing_over": search.missing},
        "independence": "within a group, answers to different features are taken as independent",
        "profile": "describes a group by the answers it was made of; no test",
        "sources": [cite(key).record() for key in SOURCES[space.name]],
    }


def _components(space: Scores) -> dict[str, Any]:
    used = space.components if len(space.kept) else 0
    return {"used": used, "by": "parallel analysis", "shuffles": SHUFFLES, "below": CHANCE}


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """The record in words: (what, how) rows for a screen."""
    method, people = record["method"], record["people"]
    values = {"most": record["number"]["most"], **record["fit"], **people}
    values |= {"resamples": record["stability"]["resamples"], "stable": f"{record['stability']['least']:g}"}
    values |= {"least": record["refused"]["smaller_than"], "per": record["people_per_parameter"]}
    values |= {"components": record["components"]["used"]} if "components" in record else {}
    rows = [("method", t(f"groups.how-method-{method}", **values)), ("missing", t(f"groups.how-missing-{method}"))]
    keys = ("number", "stability", "people", "independence", "profile")
    rows += [(key, t(f"groups.how-{key}-text", **values)) for key in keys]
    return [(t(f"groups.how-{key}"), text) for key, text in rows]
