"""Where the quadrants of the better-worse map part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kano.classification import FeatureResult
from kano.quality import set_aside


def quadrant_cut(features: Sequence[FeatureResult], cut: str) -> tuple[float, float]:
    """Where the quadrants of the better-worse map part: (|worse|, better).

    `half` is 0.5 for both (Berger et al. 1993, Fig. 17); `mean` the unweighted mean of the features, without those
    that are mostly reverse or whose wording is doubted.
    """
    sound = [f for f in features if f.better.estimate is not None and not set_aside(f.counts)]
    points = [(-f.worse.estimate, f.better.estimate) for f in sound if f.worse.estimate is not None]
    if cut == "half" or not points:
        return 0.5, 0.5
    return float(np.mean([x for x, _ in points])), float(np.mean([y for _, y in points]))
