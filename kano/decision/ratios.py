"""Improvement ratios of quality function deployment, adjusted by the exponent of a category."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from kano.answers import Category
from kano.errors import KanoError

EXPONENTS: dict[str, dict[Category, float]] = {
    "tan": {Category.BASIC: 0.5, Category.PERFORMANCE: 1.0, Category.EXCITEMENT: 2.0},
    "chaudha": {
        Category.INDIFFERENT: 0.0,
        Category.BASIC: 0.5,
        Category.PERFORMANCE: 1.0,
        Category.EXCITEMENT: 1.5,
    },
}
"""k per category by method, when nothing else is said; a category that is not here has none."""

METHODS = tuple(EXPONENTS)
FORMULAS = {"tan": "(target / current)^(1/k)", "chaudha": "(1 + m)^k target / current, m = max(better, |worse|)"}
SOURCES = {"tan": "tan2000", "chaudha": "chaudha2011"}


def adjust(ratio: float, k: float, method: str = "tan", m: float | None = None) -> float:
    """The improvement ratio by the exponent of a category; `m` is max(better, |worse|), which only one method needs.

    Tan & Shen (2000): ratio^(1/k), so that k = .5 gives the square and k = 2 the root. Chaudha et al. (2011):
    (1 + m)^k ratio.
    """
    return float(ratio ** (1 / k)) if method == "tan" else float((1 + (m or 0.0)) ** k * ratio)


def checked(exponents: Mapping[Category, float], method: str) -> Mapping[Category, float]:
    """The same, or KanoError: a k of 0 has no 1/k, and below 0 the meaning turns round."""
    for category, k in exponents.items():
        if not isfinite(k) or k < 0 or (k == 0 and method == "tan") or k > 10:
            raise KanoError("targets-exponent", category=str(category), value=f"{k:g}")
    return exponents
