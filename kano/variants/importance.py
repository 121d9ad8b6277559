"""Self-stated importance as weights: the conventions differ, so which one is used is always said."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np

from kano.counts import Floats
from kano.errors import KanoError
from kano.responses import Responses
from kano.sources import cite
from kano.wording import RATINGS


class Scale(StrEnum):
    """From ratings 1..top to weights."""

    UNIT = "unit"
    """(w - 1) / (top - 1), from 0 to 1: Berger et al. (1993), footnote 33."""
    PAPER = "paper"
    """From 0.1 to 1 in equal steps, as the table of Xu et al. (2009) is told."""
    EQUAL = "equal"
    """Everybody counts 1: importance is not used."""


_SOURCE = {Scale.UNIT: "berger1993", Scale.PAPER: "xu2009"}


def weights(importance: Floats, scale: Scale = Scale.UNIT, top: int = RATINGS[-1]) -> Floats:
    """Weights of ratings 1..`top`, of any shape; NaN stays NaN, but where all are equal. Raises KanoError for a rating
    off the scale."""
    given = importance[~np.isnan(importance)]
    if given.size and not 1 <= given.min() <= given.max() <= top:
        raise KanoError("importance-scale", low=f"{given.min():g}", high=f"{given.max():g}", top=top)
    if scale is Scale.EQUAL:
        return np.ones(importance.shape)
    part = (importance - 1) / (top - 1)
    return np.asarray(part if scale is Scale.UNIT else 0.1 + 0.9 * part)


def weights_of(answers: Responses, scale: Scale, top: int) -> Floats:
    """(N, F): the weights of people's answers. Raises KanoError when they are needed and nobody was asked."""
    if scale is Scale.EQUAL:
        return np.ones(answers.functional.shape)
    if answers.importance is None:
        raise KanoError("importance-missing")
    return weights(answers.importance, scale, top)


def effective(weights: Floats) -> float:
    """(sum w)^2 / sum w^2: how many people who count alike would know as much; 0 when nobody weighs anything."""
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def record(scale: Scale, top: int) -> dict[str, Any]:
    """How ratings became weights, as plain data for files."""
    formula = {Scale.UNIT: "(w - 1) / (top - 1)", Scale.PAPER: "0.1 + 0.9 (w - 1) / (top - 1)", Scale.EQUAL: "1"}
    sources = [cite(_SOURCE[scale]).record()] if scale in _SOURCE else []
    return {"scale": str(scale), "top": top, "weight": formula[scale], "sources": sources}
