"""A target sheet in words: why a feature has no ratio, and how the ratios were made."""

from __future__ import annotations

from typing import Any

from kano.answers import Category
from kano.decision.targets import Target
from kano.i18n import Translate


def reason_text(line: Target, t: Translate) -> str:
    """Why there is no adjusted ratio; "" where there is one."""
    return t(f"targets.reason-{line.reason}", kind=_kind(line.category, t)) if line.reason else ""


def adjusted_text(line: Target, t: Translate) -> str:
    """`1.78`; `1.78; 1.15 if excitement` where the category is too close to call; else why there is none."""
    adjusted = reason_text(line, t) if line.adjusted is None else f"{line.adjusted:.2f}"
    if line.otherwise is None:
        return adjusted
    return t("targets.otherwise", adjusted=adjusted, otherwise=f"{line.otherwise:.2f}", rival=_kind(line.rival, t))


def _kind(category: Category | None, t: Translate) -> str:
    return t(f"type.{category}") if category else "-"


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """The record in words: (what, how) rows for a screen or a report."""
    exponents = t("order.comma").join(f"{letter} {k:g}" for letter, k in record["exponents"].items())
    rows = [
        ("method", t(f"targets.how.method-{record['method']}")),
        ("exponents", exponents),
        ("importance", t(f"targets.how.importance-{record['importance']}")),
        ("weight", t("targets.how.weight-text")),
    ]
    return [(t(f"targets.how.{key}"), text) for key, text in rows]
