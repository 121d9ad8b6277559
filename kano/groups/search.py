"""Groups of respondents by answer pattern: found where the answers carry them, refused with a reason where not.

The number of groups is the one with the least BIC, counting how surely people belong; one is an answer. Groups that
resamples of the same people do not find again, or that hold too few, are refused. What a group sees in a feature
describes it: no test, since the group was made of the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kano.classification import Classification, FeatureResult, classify
from kano.conventions import Settings
from kano.counts import Floats
from kano.errors import Finding, KanoError
from kano.groups.conventions import AUTO, METHODS, Search, record
from kano.groups.mixtures import Fit, Labels, adjusted_rand, bic, fit, icl, place
from kano.groups.spaces import CLASSES, Categories, Scores, Space
from kano.patterns import Mask, Patterns
from kano.responses import Profile, Responses

if TYPE_CHECKING:
    import pandas as pd

STRAIGHT = 5
"""Pairs that somebody must have answered before one pair of answers throughout tells anything."""

MOSTLY = 0.5


class Candidate(NamedTuple):
    """A number of groups that was tried; `icl` is BIC with the doubt who belongs where, which decides.

    `large` says that each group holds enough people to be shown.
    """

    groups: int
    log_likelihood: float
    parameters: int
    bic: float
    icl: float
    large: bool


@dataclass(frozen=True)
class Group:
    """One group: its number from 1, the largest first, its people, and what they see in each feature.

    `sure` is the mean probability with which its people belong to it.
    """

    number: int
    n: int
    share: float
    sure: float
    features: tuple[FeatureResult, ...]


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups, or none and the `reason`; `candidates` are the numbers of groups that were tried.

    `membership` (N, C) holds each person's probabilities, NaN where somebody could not be placed. `stability` is the
    median adjusted Rand index over resamples, None where nothing came so far.
    """

    method: str
    groups: tuple[Group, ...]
    reason: Finding | None
    candidates: tuple[Candidate, ...]
    stability: float | None
    membership: Floats
    result: Classification | None
    conventions: dict[str, Any]
    findings: tuple[Finding, ...] = field(default=())

    def rows(self) -> list[dict[str, Any]]:
        """A row per group and feature."""
        return [row for group in self.groups for row in self._rows(group)]

    def _rows(self, group: Group) -> Iterator[dict[str, Any]]:
        head = {"group": group.number, "people": group.n, "share": group.share, "sure": group.sure}
        rows = self.result.rows() if self.result else []
        for row in rows:
            if row["segment"] == str(group.number):
                yield {**head, **{key: value for key, value in row.items() if key != "segment"}}

    def to_frame(self) -> pd.DataFrame:
        """The `rows`, codes for categories."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def find_groups(responses: Responses, settings: Settings | None = None, search: Search | None = None) -> Groups:
    """Look for groups of people who answer alike.

    Raises KanoError when the method is unknown or the answers do not fit the table.
    """
    settings, search = settings or Settings(), search or Search()
    if search.method not in METHODS:
        raise KanoError("groups-method", method=search.method, known=", ".join(METHODS))
    responses.count().tally(settings.table)
    space, passed = _space(responses, settings, search)
    straight = _straight(responses)[space.kept]
    reason = space.obstacle(search.missing) or _dominated(straight, search)
    how = record(space, settings, search, int(straight.sum()), len(responses))
    nothing = Groups(space.name, (), reason, (), None, np.zeros((len(responses), 0)), None, how)
    found = nothing if reason else _searched(nothing, responses, space, settings, search)
    return replace(found, findings=(*passed, *_remarks(space, straight, found)))


def _space(responses: Responses, settings: Settings, search: Search) -> tuple[Space, tuple[Finding, ...]]:
    """Where groups are looked for; when that was left open, also why not among the categories."""
    categories = Categories(responses, settings.table)
    obstacle = categories.obstacle(search.missing) if search.method == AUTO else None
    if search.method == CLASSES or (search.method == AUTO and obstacle is None):
        return categories, ()
    passed = (replace(obstacle, code="groups-by-scores"),) if obstacle and obstacle.code == "groups-people" else ()
    return Scores(responses, settings.table, settings.seed), passed


def _straight(responses: Responses) -> Mask:
    """(N,): who gave one pair of answers throughout."""
    patterns = Patterns(responses)
    return patterns.same_both[0] & (patterns.answered >= STRAIGHT)


def _dominated(straight: Mask, search: Search) -> Finding | None:
    share = float(straight.mean()) if straight.size else 0.0
    values = {"percent": round(100 * share), "most": round(100 * search.straight)}
    return Finding("groups-straight", values=values) if share > search.straight else None


def _remarks(space: Space, straight: Mask, found: Groups) -> Iterator[Finding]:
    """What should be known of the answers, and which groups are mostly people who gave one pair throughout."""
    if straight.any():
        yield Finding("groups-some-straight", values={"n": int(straight.sum())})
    if space.missing:
        code = "groups-missing-ignored" if space.name == CLASSES else "groups-missing-mean"
        yield Finding(code, values={"percent": max(1, round(100 * space.missing))})
    labels = found.membership[space.kept].argmax(axis=1) if found.groups else np.zeros(0)
    for group in found.groups:
        share = float(straight[labels == group.number - 1].mean())
        if share >= MOSTLY:
            yield Finding("groups-of-straight", values={"group": group.number, "percent": round(100 * share)})


def _searched(nothing: Groups, responses: Responses, space: Space, settings: Settings, search: Search) -> Groups:
    tried = list(_tried(space, settings, search))
    candidates = tuple(candidate for candidate, _ in tried)
    best, found = min((each for each in tried if each[0].large), key=lambda each: each[0].icl)
    begun = replace(nothing, candidates=candidates)
    if best.groups == 1:
        small = min(candidates, key=lambda each: each.icl).groups > 1
        values = {"most": candidates[-1].groups, "least": settings.least}
        return replace(begun, reason=Finding("groups-small" if small else "groups-one", values=values))
    order = np.argsort(-np.bincount(found.membership.argmax(axis=1)), kind="stable")
    membership = found.membership[:, order]
    stability = _stability(space, membership.argmax(axis=1), best.groups, settings, search)
    if stability < search.stable:
        shaky = {"groups": best.groups, "stability": f"{stability:.2f}", "least": f"{search.stable:.2f}"}
        return replace(begun, stability=stability, reason=Finding("groups-unstable", values=shaky))
    return _told(replace(begun, stability=stability), responses, space, membership, settings)


def _tried(space: Space, settings: Settings, search: Search) -> Iterator[tuple[Candidate, Fit]]:
    model, _ = space.sample()
    n = len(space.kept)
    for groups in range(1, max(1, min(search.most, n // settings.least)) + 1):
        found = fit(model, groups, search.starts, np.random.default_rng([settings.seed, groups]))
        sizes = np.bincount(found.membership.argmax(axis=1), minlength=groups)
        large = bool(groups == 1 or sizes.min() >= settings.least)
        criteria = bic(found, model, n), icl(found, model, n)
        yield Candidate(groups, found.log_likelihood, model.parameters(groups), *criteria, large), found


def _stability(space: Space, labels: Labels, groups: int, settings: Settings, search: Search) -> float:
    """Median over resamples: groups are found anew in each, everyone is placed in them, and the divisions compared."""
    rng, n = np.random.default_rng([settings.seed, 0]), len(space.kept)
    found = []
    for _ in range(search.resamples):
        model, everyone = space.sample(rng.integers(n, size=n))
        found.append(adjusted_rand(labels, place(model, fit(model, groups, search.starts, rng), everyone)))
    return float(np.median(found))


def _told(begun: Groups, responses: Responses, space: Space, membership: Floats, settings: Settings) -> Groups:
    """Size and profile of each group, by the group that each person most probably belongs to."""
    labels, number = membership.argmax(axis=1), membership.shape[1]
    own = Profile(tuple(str(i + 1) for i in range(number)), labels)
    result = classify(replace(responses.take(space.kept), profiles={"group": own}).count("group"), settings)
    groups = []
    for i in range(number):
        inside = labels == i
        sure, features = float(membership[inside, i].mean()), result.of(str(i + 1))
        groups.append(Group(i + 1, int(inside.sum()), float(inside.mean()), sure, features))
    everyone = np.full((len(responses), number), np.nan)
    everyone[space.kept] = membership
    return replace(begun, groups=tuple(groups), membership=everyone, result=result)
