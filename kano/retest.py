"""The same people twice: how far they give a feature the same category."""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from kano.counts import Counts
from kano.differences import kappa


class Agreement(NamedTuple):
    """`share` of people in the same category twice, Cohen's kappa and its interval; None where undefined."""

    share: float | None
    kappa: float | None
    low: float | None
    high: float | None


def agreement(table: Counts, level: float) -> Agreement:
    """Of people by first (down) and second category, (6, 6). Kappa is unweighted: categories have no order.

    Cohen (1960), Educational and Psychological Measurement 20, 37-46; the interval is from the standard error that
    statsmodels gives, and stays within -1..1. There is none where everybody agrees: that error would be 0.
    """
    n, value = int(table.sum()), kappa(table)
    share = float(np.trace(table) / n) if n else None
    if value is None or share in (0.0, 1.0):
        return Agreement(share, value, None, None)
    from statsmodels.stats.inter_rater import cohens_kappa

    half = NormalDist().inv_cdf((1 + level) / 2) * float(cohens_kappa(table).std_kappa)
    return Agreement(share, value, max(value - half, -1.0), min(value + half, 1.0))
