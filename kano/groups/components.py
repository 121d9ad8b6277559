"""What people's scores have in common: the few directions in which answers to different features go together.

Shapes: N people, F features, K components.
"""

from __future__ import annotations

import numpy as np

from kano.answers import CATEGORIES, Category
from kano.coefficients import SCORE_DYSFUNCTIONAL, SCORE_FUNCTIONAL
from kano.counts import Floats
from kano.evaluation import EvaluationTable
from kano.responses import Responses

SHUFFLES, CHANCE = 99, 0.05


def scores(responses: Responses, table: EvaluationTable) -> Floats:
    """(N, F, 2): DuMouchel's x and y of each pair (Berger et al. 1993, p. 21); NaN without one, or if questionable."""
    place = table.places(responses.functional, responses.dysfunctional)
    known = (place >= 0) & (place != CATEGORIES.index(Category.QUESTIONABLE))
    sides = (SCORE_DYSFUNCTIONAL, responses.dysfunctional), (SCORE_FUNCTIONAL, responses.functional)
    both = np.stack([values[np.maximum(codes, 1) - 1] for values, codes in sides], axis=-1)
    return np.where(known[..., None], both, np.nan)


def centred(given: Floats) -> Floats:
    """(N, F, 2): scores less the feature's mean; a missing score becomes that mean."""
    known = ~np.isnan(given)
    filled = np.where(known, given, 0.0)
    mean = filled.sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known, given - mean, 0.0)


def common(given: Floats, most: int, seed: int, shuffles: int = SHUFFLES) -> int:
    """How many components, `most` at most, hold more of the variance than where features have nothing in common.

    Parallel analysis (Horn 1965, Psychometrika 30, 179-185), with the people's own answers shuffled within each feature
    in place of random ones: a component counts while fewer than `CHANCE` of the shuffles reach it.
    """
    rng = np.random.default_rng(seed)
    own = _variances(given)
    order = np.argsort(rng.random((shuffles, *given.shape[:2])), axis=1)
    drawn = np.array([_variances(np.take_along_axis(given, rows[..., None], axis=0)) for rows in order])
    reached = (1 + (drawn >= own).sum(axis=0)) / (1 + shuffles)
    beyond = np.append(reached[:most] > CHANCE, True)
    return int(beyond.argmax())


def directions(given: Floats, number: int) -> Floats:
    """(2F, K): the components with the largest variances."""
    flat = given.reshape(len(given), -1)
    return np.asarray(np.linalg.svd(flat - flat.mean(axis=0), full_matrices=False)[2][:number].T)


def _variances(given: Floats) -> Floats:
    flat = given.reshape(len(given), -1)
    return np.asarray(np.linalg.eigvalsh(flat.T @ flat)[::-1])
