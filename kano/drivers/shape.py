"""Does satisfaction rise faster early or late? The shape of what people experienced, tested."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kano.drivers.regression import robust
from kano.ratings import Floats

STRAIGHT = 0.1
"""A curve that leaves the straight line by less than this, of an axis from -1 to 1, is straight."""

SEEN = 0.5
"""What fewer of the resamples know is not told."""


class Form(StrEnum):
    """What a curve looks like, so far as the answers tell."""

    CONVEX = "convex"
    STRAIGHT = "straight"
    CONCAVE = "concave"
    TOO_CLOSE = "too close"


@dataclass(frozen=True)
class Shape:
    """S = a + `slope` x + `bend` x^2, with x from the middle of the axis; the interval and p of `bend` are HC3.

    `turn` is the slope of the upper half of the axis less that of the lower half, each a line of its own, with its
    interval over resamples: another measure of the same that is no parabola. None where a half has one level only.
    """

    form: Form
    slope: float
    bend: float
    low: float
    high: float
    p: float
    turn: float | None
    turn_low: float | None
    turn_high: float | None


def turns(levels: Floats, values: Floats, counts: Floats) -> Floats:
    """(D,): slope of a line through the upper half less that through the lower half; the middle belongs to both."""
    people, total = counts.sum(axis=2), counts @ values
    upper, lower = (_slope(levels[half], people[:, half], total[:, half]) for half in (levels >= 0.5, levels <= 0.5))
    return np.asarray(upper - lower)


def _slope(levels: Floats, people: Floats, total: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        off = levels - (people @ levels / people.sum(axis=1))[:, None]
        spread = (people * off**2).sum(axis=1)
        return np.asarray(np.where(spread > 0, (total * off).sum(axis=1) / spread, np.nan))


def shape_of(x: Floats, y: Floats, turn: float, drawn: Floats, level: float, straight: float) -> Shape | None:
    off = x - 0.5
    few = len(np.unique(x)) < 3 or len(np.unique(y)) < 2
    found = None if few else robust(y, np.column_stack([np.ones(len(x)), off, off**2]))
    if found is None:
        return None
    slope, bend, p = float(found.params[1]), float(found.params[2]), float(found.pvalues[2])
    low, high = map(float, found.conf_int(alpha=level)[2])
    narrow = found.conf_int(alpha=2 * level)[2]
    known = np.isfinite(turn) and np.isfinite(drawn).mean() >= SEEN
    ends = np.nanquantile(drawn, [level / 2, 1 - level / 2]) if known else (None, None)
    turned = [None if value is None else float(value) for value in (turn if known else None, *ends)]
    form = _form(bend, p, (float(narrow[0]), float(narrow[1])), turned[0], level, straight)
    return Shape(form, slope, bend, low, high, p, *turned)


def _form(
    bend: float, p: float, narrow: tuple[float, float], turn: float | None, level: float, straight: float
) -> Form:
    """A parabola over an axis of length 1 leaves its chord by a quarter of its bend. Straight needs to be shown too:
    both ends of the interval must stay near the line. A turn the other way leaves it open."""
    if -straight < narrow[0] / 4 and narrow[1] / 4 < straight:
        return Form.STRAIGHT
    if p >= level or (turn is not None and turn * bend < 0):
        return Form.TOO_CLOSE
    return Form.CONVEX if bend > 0 else Form.CONCAVE
