"""Mixtures: everyone belongs to one of a few groups that nobody knows; found by expectation-maximisation.

Shapes: N people, C groups, S random starts that are fitted side by side. Dempster, Laird & Rubin (1977), Journal of the
Royal Statistical Society B 39, 1-38. Missing answers are ignored: a person counts with the answers that there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from kano.counts import Floats

Labels = npt.NDArray[np.int64]

SHORT, LONG, TOLERANCE = 20, 2000, 1e-6
"""Rounds that every start gets, and that the best quarter of them gets at most; gain of a round at which they end."""

UNSEEN = 1e-3
"""Least probability of an answer when people are placed who were not in the fit."""

_NEVER = 1e-300


class Model(Protocol):
    """What people of one group have in common: estimated from memberships, (S, N, C)."""

    def parameters(self, groups: int) -> int:
        """Free parameters of so many groups."""

    def start(self, groups: int, starts: int, rng: np.random.Generator) -> Floats:
        """(S, N, C): random memberships to begin with."""

    def estimate(self, membership: Floats) -> Any:
        """The most likely description of every group, a tuple of arrays that begin with S."""

    def density(self, estimates: Any, people: Floats | None = None) -> Floats:
        """(S, N, C): log density of these people in each group; of those of the model when none are given."""


class Fit(NamedTuple):
    """The best of all starts: `membership` (N, C) are probabilities; `shares` (1, C) and `estimates` the groups."""

    log_likelihood: float
    membership: Floats
    shares: Floats
    estimates: Any


def fit(model: Model, groups: int, starts: int, rng: np.random.Generator) -> Fit:
    """The most likely groups of all starts: each runs a little, the best quarter to its end."""
    begun = model.start(groups, 1 if groups == 1 else starts, rng)
    likely, membership, _, _ = _rounds(model, begun, SHORT)
    best = np.argsort(-likely, kind="stable")[: -(-len(likely) // 4)]
    likely, membership, shares, estimates = _rounds(model, membership[best], LONG)
    top = int(likely.argmax())
    own = tuple(part[top : top + 1] for part in estimates)
    return Fit(float(likely[top]), membership[top], shares[top : top + 1], own)


def _rounds(model: Model, membership: Floats, most: int) -> tuple[Floats, Floats, Floats, Any]:
    last = np.full(len(membership), -np.inf)
    for _ in range(most):
        shares, estimates = membership.mean(axis=1), model.estimate(membership)
        likely, membership = _belonging(model.density(estimates), shares)
        if (likely - last).max() <= TOLERANCE:
            break
        last = likely
    return likely, membership, shares, estimates


def _belonging(density: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """(S,) log-likelihoods and (S, N, C) memberships."""
    joint = density + np.log(np.maximum(shares, _NEVER))[:, None]
    top = joint.max(axis=-1, keepdims=True)
    weight = np.exp(joint - top)
    total = weight.sum(axis=-1, keepdims=True)
    return (top + np.log(total)).sum(axis=(1, 2)), weight / total


def place(model: Model, found: Fit, people: Floats) -> Labels:
    """(N,): the most probable group of people who need not have been in the fit."""
    _, membership = _belonging(model.density(found.estimates, people), found.shares)
    return np.asarray(membership[0].argmax(axis=-1))


def bic(found: Fit, model: Model, people: int) -> float:
    """-2 log-likelihood + parameters ln(people): less is better. Schwarz (1978), Annals of Statistics 6, 461-464."""
    return -2 * found.log_likelihood + model.parameters(found.membership.shape[1]) * float(np.log(people))


def icl(found: Fit, model: Model, people: int) -> float:
    """BIC, and twice the entropy of the memberships: groups that overlap are not preferred for fitting better.

    Biernacki, Celeux & Govaert (2000), IEEE Transactions on Pattern Analysis and Machine Intelligence 22, 719-725.
    """
    belong = found.membership
    return bic(found, model, people) - 2 * float((belong * np.log(np.maximum(belong, _NEVER))).sum())


@dataclass(frozen=True, eq=False)
class Classes:
    """Latent classes: in a group every feature has its own shares of categories, whatever the other features.

    `people` (N, F, K) is 1 where a person is in a category, 0 throughout where the pair is missing. Lazarsfeld & Henry
    (1968), Latent Structure Analysis.
    """

    people: Floats

    def parameters(self, groups: int) -> int:
        """Categories that nobody is in need none."""
        free = np.maximum(self.people.any(axis=0).sum(axis=-1) - 1, 0).sum()
        return int(groups - 1 + groups * free)

    def start(self, groups: int, starts: int, rng: np.random.Generator) -> Floats:
        """Memberships in groups of random shares: memberships drawn person by person would be groups all alike."""
        seen = self.people.any(axis=0)
        drawn = rng.standard_exponential((starts, groups, *seen.shape)) * seen
        total = drawn.sum(axis=-1, keepdims=True)
        shares = np.divide(drawn, total, out=np.zeros_like(drawn), where=total > 0)
        return _belonging(self.density((shares,)), np.full((starts, groups), 1 / groups))[1]

    def estimate(self, membership: Floats) -> tuple[Floats]:
        """(S, C, F, K): shares of the categories."""
        flat = self.people.reshape(len(self.people), -1)
        counts = (membership.swapaxes(1, 2) @ flat).reshape(*membership.shape[::2], *self.people.shape[1:])
        total = counts.sum(axis=-1, keepdims=True)
        alike = np.full(counts.shape, 1 / counts.shape[-1])
        return (np.divide(counts, total, out=alike, where=total > 0),)

    def density(self, estimates: tuple[Floats], people: Floats | None = None) -> Floats:
        (shares,) = estimates
        logs = np.log(np.maximum(shares, _NEVER if people is None else UNSEEN))
        flat = (self.people if people is None else people).reshape(-1, shares.shape[2] * shares.shape[3])
        return np.asarray(flat @ logs.reshape(*shares.shape[:2], -1).swapaxes(1, 2))


@dataclass(frozen=True, eq=False)
class Places:
    """Gaussian groups: each around its own middle, all spread alike. `people` (N, D) are points.

    Spread is shared so that two groups never stand for one group with outliers.
    """

    people: Floats

    def parameters(self, groups: int) -> int:
        d = int(self.people.shape[1])
        return groups - 1 + groups * d + d * (d + 1) // 2

    def start(self, groups: int, starts: int, rng: np.random.Generator) -> Floats:
        """Everyone belongs to the nearest of some people."""
        chosen = np.array([rng.choice(len(self.people), groups, replace=False) for _ in range(starts)])
        away = ((self.people[None, :, None] - self.people[chosen][:, None]) ** 2).sum(axis=-1)
        return np.asarray(np.eye(groups)[away.argmin(axis=-1)])

    def estimate(self, membership: Floats) -> tuple[Floats, Floats]:
        """(S, C, D) middles, and (S, D, D) the spread that all groups share."""
        weight = membership.sum(axis=1)[..., None] + _NEVER
        middles = membership.swapaxes(1, 2) @ self.people / weight
        whole = self.people.T @ self.people
        spread = (whole - (middles * weight).swapaxes(1, 2) @ middles) / len(self.people)
        # Points may all lie on the middles: without a floor the likelihood would have no end.
        return middles, spread + 1e-6 * np.diag(np.diag(whole)) / len(self.people)

    def density(self, estimates: tuple[Floats, Floats], people: Floats | None = None) -> Floats:
        middles, spread = estimates
        points = self.people if people is None else people
        pull = middles @ np.linalg.inv(spread)
        own = np.einsum("nd,sde,ne->sn", points, np.linalg.inv(spread), points)
        constant = own + (np.linalg.slogdet(2 * np.pi * spread)[1])[:, None]
        return np.asarray(
            points @ pull.swapaxes(1, 2) - ((pull * middles).sum(axis=-1)[:, None] + constant[..., None]) / 2
        )


def adjusted_rand(first: Labels, second: Labels) -> float:
    """How far two divisions of the same people agree: 1 entirely, 0 as much as by chance.

    Hubert & Arabie (1985), Journal of Classification 2, 193-218.
    """
    table = np.zeros((first.max() + 1, second.max() + 1))
    np.add.at(table, (first, second), 1)
    both, one, other = (float((n * (n - 1)).sum()) / 2 for n in (table, table.sum(axis=1), table.sum(axis=0)))
    chance = one * other / (len(first) * (len(first) - 1) / 2)
    most = (one + other) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)
