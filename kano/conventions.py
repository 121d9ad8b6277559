"""What was decided before any number was made: settings in, a record that travels with every result out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kano.answers import ANSWERS
from kano.certainty import PRIOR
from kano.coefficients import SCORE_DYSFUNCTIONAL, SCORE_FUNCTIONAL
from kano.counts import CategoryCounts
from kano.evaluation import EvaluationTable, load_table
from kano.i18n import Translate
from kano.rules import TIE_ORDER
from kano.sources import cite

VERSION = "0.7.0"


@dataclass(frozen=True)
class Settings:
    """The user's choices. `clear` and `leaning` are the least probabilities of those two verdicts;
    `level` is that of the intervals of better and worse, `band` that of the band around a curve. Categories are tied
    within `tie_margin`, a share of all answers, of the largest. Segments of fewer than `least` people are not shown."""

    table: EvaluationTable = field(default_factory=load_table)
    rule: str = "mode"
    seed: int = 1984
    draws: int = 4000
    clear: float = 0.975
    leaning: float = 0.80
    level: float = 0.95
    band: float = 0.90
    tie_margin: float = 0.0
    least: int = 5


def conventions(settings: Settings, counts: CategoryCounts, from_pairs: bool) -> dict[str, Any]:
    """The record, as plain data for files; `describe` puts it into words."""
    return {
        "kano": VERSION,
        "evaluation_table": _table(settings.table) if from_pairs else None,
        "rule": settings.rule,
        "tie_order": list(map(str, TIE_ORDER)),
        "tie": "equal counts" if not settings.tie_margin else f"within {settings.tie_margin:g} of all answers",
        "tie_margin": settings.tie_margin,
        "denominators": {"n": "A+O+M+I+R+Q", "better": "A+O+M+I", "worse": "A+O+M+I", "strengths": "A+O+M+I+R+Q"},
        "missing": "a pair with a missing answer is left out of its feature",
        "segments": counts.by,
        "least": settings.least,
        "unit": "percent" if counts.shares_only else "count",
        "intervals": {"method": "wilson", "level": settings.level},
        "certainty": {
            "method": "dirichlet",
            "prior": PRIOR,
            "draws": settings.draws,
            "seed": settings.seed,
            "clear": settings.clear,
            "leaning": settings.leaning,
        },
        "screening": None,
        "curves": {"band": settings.band},
        "continuous": _continuous() if from_pairs else None,
    }


def weighted(settings: Settings) -> dict[str, Any]:
    """What the record says of counts of people who weigh: by which table they were made, and how."""
    counts = "shares of the weights, times (sum w)^2 / sum w^2 of the complete pairs, by feature and segment"
    return {
        "evaluation_table": _table(settings.table),
        "weights": {"counts": counts, "sources": [cite("kish1965").record()]},
    }


def _table(table: EvaluationTable) -> dict[str, str]:
    answers = " ".join(table.answers)
    return {"name": table.name, "answers": answers, "grid": table.grid, "citation": table.citation}


def _continuous() -> dict[str, Any]:
    order = " ".join(ANSWERS)
    scores = {"functional": SCORE_FUNCTIONAL.tolist(), "dysfunctional": SCORE_DYSFUNCTIONAL.tolist()}
    return {"answers": order, "scores": scores, "questionable": "left out", "sd": "n-1"}


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """The record in words: (what, how) rows for a screen or a sheet."""
    table, certainty, intervals = record["evaluation_table"], record["certainty"], record["intervals"]
    rows = [("table", t("convention.table-none") if table is None else f"{table['name']}: {table['grid']}")]
    rows += [("citation", table["citation"])] if table else []
    rows += [
        ("rule", t(f"convention.rule-{record['rule']}")),
        ("ties", _ties(record, t)),
        ("coefficients", t("convention.coefficients-text")),
        ("strengths", t("convention.strengths-text")),
        ("missing", t("convention.missing-text")),
        ("least", t("convention.least-text", least=record["least"])),
        ("intervals", t("convention.intervals-text", level=round(100 * intervals["level"]))),
        ("certainty", t("convention.certainty-text", **certainty)),
        ("verdict", t("convention.verdict-text", **{k: f"{100 * certainty[k]:g}" for k in ("clear", "leaning")})),
        ("curves", t("convention.curves-text", band=round(100 * record["curves"]["band"]))),
    ]
    rows += [("screening", screened_words(record["screening"], t))] if record["screening"] else []
    rows += [("continuous", t("convention.continuous-text"))] if record["continuous"] else []
    rows += [("weights", t("convention.weights-text"))] if "weights" in record else []
    rows += [("version", record["kano"])]
    return [(t(f"convention.{key}"), text) for key, text in rows]


def _ties(record: dict[str, Any], t: Translate) -> str:
    order, margin = " > ".join(record["tie_order"]), record["tie_margin"]
    if not margin:
        return t("convention.ties-text", order=order)
    return t("convention.ties-margin", order=order, margin=f"{100 * margin:g}")


def screened_words(record: dict[str, Any], t: Translate) -> str:
    """How many people were left out, and by which rule."""
    rules = "; ".join(f"{t(f'screening.rule-{rule}')}: {n}" for rule, n in record["by_rule"].items() if n)
    table = record["evaluation_table"]["name"]
    return t(
        "convention.screening-text", n=record["flagged"], all=record["respondents"], rules=rules or "-", table=table
    )
