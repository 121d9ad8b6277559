"""Which steps may be taken together: options per feature, pairs that do not fit, groups that do not touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kano.counts import Floats
from kano.decision.plan import PLACES, Plan, Step

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Link = tuple[str, str, Bools]
MOST_WAYS = 20_000
"""Combinations of steps within one group that are written out."""

MOST_BRANCHES = 32
_Settled = tuple[dict[str, "Options"], list[Link]]


@dataclass(frozen=True, eq=False)
class Options:
    """What may happen to one feature: nothing, or one of its steps, (K,) each; `steps` holds -1 for nothing.

    `met` says whether others may rely on it, `standing` whether something of it is left.
    """

    steps: Ints
    raised: Bools
    lowered: Bools
    met: Bools
    standing: Bools

    def only(self, kept: Bools) -> Options:
        return Options(self.steps[kept], self.raised[kept], self.lowered[kept], self.met[kept], self.standing[kept])


@dataclass(frozen=True, eq=False)
class Group:
    """Steps (K,) that depend on each other and on nothing else, and the `ways` (W, K) to take some of them."""

    steps: Ints
    ways: Bools


@dataclass(frozen=True, eq=False)
class Branch:
    """Steps that are `fixed` because a feature on which many depend is, and the groups that are left."""

    fixed: Ints
    groups: tuple[Group, ...]


@dataclass(frozen=True, eq=False)
class Menu:
    """S steps with their costs in millionths; `blocked` can never be taken.

    `links` are the pairs of features that touch, with what of both fits together (K of the one, K of the other).
    `branches` exclude each other and cover every choice that is allowed; None when the steps are too entangled.
    """

    costs: Ints
    blocked: tuple[int, ...]
    options: dict[str, Options]
    links: tuple[Link, ...]
    branches: tuple[Branch, ...] | None


def whole(values: Sequence[float] | Floats) -> Ints:
    """In millionths, so that sums are exact and ties are ties."""
    return np.asarray(np.rint(np.asarray(values, dtype=float) * 10**PLACES), dtype=np.int64)


def menu(plan: Plan, steps: Sequence[Step]) -> Menu:
    """What may be chosen of these steps of a plan. Doing nothing is always allowed."""
    every = {name: _options(plan, name, steps) for name in plan.features}
    links = [(a, b, _requires(every[a], every[b])) for a, b in plan.requires]
    links += [(a, b, _excludes(every[a], every[b])) for a, b in plan.excludes]
    settled = _settled(every, links)
    assert settled is not None
    options, links = settled
    left = {int(step) for o in options.values() for step in o.steps}
    blocked = tuple(i for i in range(len(steps)) if i not in left)
    branches = _branches(options, links, MOST_BRANCHES)
    return Menu(whole([step.cost for step in steps]), blocked, options, tuple(links), branches)


def _options(plan: Plan, feature: str, steps: Sequence[Step]) -> Options:
    own = [(i, step) for i, step in enumerate(steps) if step.feature == feature]
    raised = np.array([False, *(plan.raises(step) for _, step in own)])
    lowered = np.array([False, *(plan.lowers(step) for _, step in own)])
    stands = plan.now.get(feature, 1.0) > 0
    return Options(
        steps=np.array([-1, *(i for i, _ in own)], dtype=np.int64),
        raised=raised,
        lowered=lowered,
        met=raised | (~lowered & plan.fulfilled(feature)),
        standing=np.array([stands, *(step.target > 0 for _, step in own)]),
    )


def _requires(a: Options, b: Options) -> Bools:
    """(K of a, K of b): a is raised only where b is met; b is lowered only where nothing of a stands."""
    relies = ~a.raised[:, None] | b.met[None, :]
    return np.asarray(relies & (~b.lowered[None, :] | ~a.standing[:, None]))


def _excludes(a: Options, b: Options) -> Bools:
    return np.asarray(~(a.raised[:, None] & b.raised[None, :]))


def _branches(options: dict[str, Options], links: Sequence[Link], most: int) -> tuple[Branch, ...] | None:
    """One where every group can be written out; else one or more for each option of the feature that links most."""
    groups = _groups(options, links)
    if groups is not None:
        alone = [int(o.steps[0]) for o in options.values() if len(o.steps) == 1 and o.steps[0] >= 0]
        return (Branch(np.array(alone, dtype=np.int64), groups),)
    open_ = [name for name, o in options.items() if len(o.steps) > 1]
    hub = max(open_, key=lambda name: sum(name in link[:2] for link in links))
    made: list[Branch] = []
    for option in range(len(options[hub].steps)):
        fixed = _fixed(options, links, hub, option)
        found = _branches(*fixed, most - len(made)) if fixed else ()
        if found is None or len(made) + len(found) > most:
            return None
        made += found
    return tuple(made)


def _fixed(options: dict[str, Options], links: Sequence[Link], hub: str, option: int) -> _Settled | None:
    """What is left when this option of a feature is taken; None when nothing is."""
    only = np.arange(len(options[hub].steps)) == option
    kept = {name: only if name == hub else np.ones(len(o.steps), dtype=bool) for name, o in options.items()}
    return _settled(*_cut(options, links, kept))


def _settled(options: dict[str, Options], links: Sequence[Link]) -> _Settled | None:
    """Without options that fit no option of another feature, and the links that still forbid something."""
    while True:
        kept = {name: np.ones(len(o.steps), dtype=bool) for name, o in options.items()}
        for a, b, fits in links:
            kept[a] &= fits.any(axis=1)
            kept[b] &= fits.any(axis=0)
        if not all(some.any() for some in kept.values()):
            return None
        if all(some.all() for some in kept.values()):
            return options, [link for link in links if not link[2].all()]
        options, links = _cut(options, links, kept)


def _cut(options: dict[str, Options], links: Sequence[Link], kept: dict[str, Bools]) -> _Settled:
    left = [(a, b, fits[np.ix_(kept[a], kept[b])]) for a, b, fits in links]
    return {name: o.only(kept[name]) for name, o in options.items()}, left


def _groups(options: dict[str, Options], links: Sequence[Link]) -> tuple[Group, ...] | None:
    groups = []
    open_ = [name for name, o in options.items() if len(o.steps) > 1]
    for names in _parts(open_, links):
        inside = [link for link in links if link[0] in names]
        order = sorted(names, key=lambda name: -sum(name in link[:2] for link in inside))
        made = _written_out([options[name] for name in order], order, inside)
        if made is None:
            return None
        groups.append(made)
    return tuple(groups)


def _parts(names: list[str], links: Sequence[Link]) -> Iterator[list[str]]:
    """Features that are linked, directly or by others."""
    left = dict.fromkeys(names)
    while left:
        part = [next(iter(left))]
        for name in part:
            left.pop(name, None)
            touching = [b if a == name else a for a, b, _ in links if name in (a, b)]
            part += [other for other in dict.fromkeys(touching) if other in left and other not in part]
        yield part


def _written_out(options: Sequence[Options], names: Sequence[str], links: Sequence[Link]) -> Group | None:
    """Every way that fits, feature by feature; None when there are too many."""
    picks: Ints = np.zeros((1, 0), dtype=np.int64)
    for place, option in enumerate(options):
        more = np.tile(np.arange(len(option.steps)), len(picks))
        picks = np.column_stack([np.repeat(picks, len(option.steps), axis=0), more])
        for a, b, fits in links:
            at = [names.index(a), names.index(b)]
            if max(at) == place:
                picks = picks[fits[picks[:, at[0]], picks[:, at[1]]]]
        if len(picks) > MOST_WAYS:
            return None
    steps = np.concatenate([option.steps[option.steps >= 0] for option in options])
    taken = np.column_stack([option.steps[picks[:, f]] for f, option in enumerate(options)])
    return Group(steps, (taken[:, :, None] == steps[None, None, :]).any(axis=1))
