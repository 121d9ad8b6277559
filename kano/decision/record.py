"""How a portfolio was made, and what of its plan the reader should know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kano.answers import Category
from kano.classification import Classification
from kano.conventions import VERSION
from kano.counts import Segment
from kano.decision.frontier import SAME
from kano.decision.plan import PLACES, Plan
from kano.decision.predicted import Predicted
from kano.decision.robust import Robust
from kano.decision.steps import Planned
from kano.errors import Finding
from kano.i18n import Translate
from kano.sources import cite

SOURCES = ("berger1993", "timko1993", "atlason2018", "wang2010", "nemhauser1969")


@dataclass(frozen=True)
class How:
    """What the user decided; `weight` is what came of `weights`, per feature."""

    budget: float | None
    weights: str
    weight: Mapping[str, float]
    basics_first: bool
    segment: Segment


def record(result: Classification, plan: Plan, how: How, method: str, sure: Robust | None) -> dict[str, Any]:
    """Plain data for files, with the conventions of the classification."""
    first = ["dissatisfaction with basics removed"] if how.basics_first else []
    made = {
        "kano": VERSION,
        "segment": how.segment,
        "budget": how.budget,
        "unit": plan.unit,
        "requires": [list(pair) for pair in plan.requires],
        "excludes": [list(pair) for pair in plan.excludes],
        "prediction": "S(x) = (1 - G(x)) worse + G(x) better",
        "g": "shape of the category" if result.counts.shares_only else "shapes mixed by the probability of categories",
        "reverse": "answers scored with the two questions exchanged, S(x) = S'(1 - x)",
        "total": "changes of features add up",
        "weights": {"by": how.weights, "values": dict(how.weight) if how.weights != "none" else None},
        "basics_first": how.basics_first,
        "order": [*first, "change of S", "lowest cost"],
        "method": method,
        "places": PLACES,
        "same_level": SAME,
        "robust": sure.record if sure else None,
    }
    return {**result.conventions, "portfolio": made, "sources": [cite(key).record() for key in SOURCES]}


def findings(steps: Sequence[Planned], plan: Plan, predictions: Mapping[str, Predicted]) -> Iterator[Finding]:
    """Basics of which the plan says too little, indifferent features that are raised all the same, and raised features
    beside which an excluded one stands."""
    raised = {step.feature for step in steps if plan.raises(step.step)}
    for name in (name for name, p in predictions.items() if p.category is Category.BASIC and name not in raised):
        if name not in plan.now:
            yield Finding("portfolio-basic-unknown", name)
        elif plan.now[name] < 1:
            yield Finding("portfolio-basic-no-step", name, {"now": f"{plan.now[name]:.0%}"})
    for step in steps:
        if step.chosen and step.category is Category.INDIFFERENT and plan.raises(step.step):
            yield Finding("portfolio-indifferent", step.feature)
    taken = {step.feature: plan.raises(step.step) for step in steps if step.chosen}
    for one, other in plan.excludes:
        for new, old in ((one, other), (other, one)):
            if taken.get(new) and old not in taken and plan.now.get(old, 0.0) > 0:
                yield Finding("portfolio-standing", new, {"other": old, "now": f"{plan.now[old]:.0%}"})


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """What is not said of the classification in words: (what, how) rows for a screen."""
    made = record["portfolio"]
    weights, sure = made["weights"], made["robust"]
    level = {"same": f"{made['same_level']:g}"}
    rows = [
        ("prediction", t("portfolio.how.prediction-text")),
        ("total", t("portfolio.how.total-text")),
        ("first", t("portfolio.how.first-basics" if made["basics_first"] else "portfolio.how.first-none")),
        ("weights", t(f"portfolio.how.weights-{weights['by']}")),
        ("reverse", t("portfolio.how.reverse-text")),
        ("requires", t("portfolio.how.requires-text")),
        ("moves", t("portfolio.how.moves-text", **level)),
        ("method", t("portfolio.how.method-milp" if made["method"] == "milp" else "portfolio.how.method-sums")),
        ("robust", _sure_text(sure, t) if sure else t("portfolio.how.robust-none")),
    ]
    return [(t(f"portfolio.how.{key}"), text) for key, text in rows]


def _sure_text(sure: dict[str, Any], t: Translate) -> str:
    return t("portfolio.how.robust-text", draws=sure["draws"], seed=sure["seed"], band=round(100 * sure["band"]))
