"""The zone of tolerance between the service that is desired and the least that is accepted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kano.classification import Estimate
from kano.ratings import Floats
from kano.service.paired import EQUAL, Spread, mean, share


class Tolerance(NamedTuple):
    """Of `n` people; `crossed` people accept no less than something above what they desire, and are in no figure.

    `adequacy` is perception less the adequate level, `superiority` perception less the desired one; `inside` is the
    share of people who perceived a level from adequate to desired, `under` of those below, `over` of those above.
    """

    n: int
    crossed: int
    adequate: Estimate
    adequacy: Estimate
    superiority: Estimate
    inside: Estimate
    under: Estimate
    over: Estimate


def tolerance(adequate: Floats, desired: Floats, perceived: Floats, spread: Spread) -> Tolerance | None:
    """From (N,) ratings, NaN where missing; None when nobody gave all three.

    Zeithaml, Berry & Parasuraman (1993). Both ends belong to the zone.
    """
    given = ~np.isnan(adequate + desired + perceived)
    if not given.any():
        return None
    low, high, seen = (side[given] for side in (adequate, desired, perceived))
    sound = low <= high + EQUAL
    low, high, seen = low[sound], high[sound], seen[sound]
    under, over = int((seen < low - EQUAL).sum()), int((seen > high + EQUAL).sum())
    n = len(seen)
    shares = [share(hits, n, spread.level) for hits in (n - under - over, under, over)]
    means = [mean(values, spread) for values in (low, seen - low, seen - high)]
    return Tolerance(n, int((~sound).sum()), *means, *shares)
