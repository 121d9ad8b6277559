"""Does what people want change over time? Better and worse of every feature over periods or waves.

Other people answer in each period, so a change is one of answers, and may be one of who was asked; never a cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from kano.answers import CATEGORIES
from kano.classification import Classification, Estimate, FeatureResult, better_worse, classify
from kano.coefficients import A, M, O, base
from kano.conventions import Settings
from kano.counts import CategoryCounts, Floats, PairCounts
from kano.differences import newcombe
from kano.drift import steps
from kano.drift.conventions import CHANCE, CLEARLY, MOST, POOR, SMALL, STEPS, drawn, record
from kano.drift.periods import Ordered, ordered
from kano.drift.results import Change, Drift, FeatureDrift, Last, Side, Step
from kano.errors import Finding, KanoError
from kano.suppression import Shown, hide

HITS = {"better": (A, O), "worse": (O, M)}
"""The categories that each coefficient counts among A, O, M and I."""


def drift(
    counts: PairCounts | CategoryCounts | Shown,
    settings: Settings | None = None,
    order: Sequence[str] | None = None,
    small: float = SMALL,
) -> Drift:
    """Better and worse over the periods that are the segments of counts; `order` names them from first to last.

    Periods that are hidden because few answered stay hidden, and people without a period are in none. The p of all
    features are adjusted together (Holm). A change under `small` is called so. Raises KanoError when fewer than two
    periods can be shown, there are too many, `order` names others, the rule is unknown, or answers do not fit.
    """
    settings = settings or Settings()
    if counts.by is None:
        raise KanoError("segments-none")
    kept = hide(counts, settings.least)
    shown, gone = _named(kept)
    _check(shown, gone, str(counts.by), settings)
    periods = ordered((*shown, *gone), order)
    result = classify(kept, settings)
    plain = [_Plain(name, periods.names, result, settings) for name in result.counts.features]
    tests = sum(each.tests for each in plain)
    draws = drawn(settings, tests)
    sides = [side for each in plain for side in each.sides(periods, draws)]
    judged = iter([_judged(side, small) for side in _adjusted(sides)])
    features = tuple(FeatureDrift(p.feature, p.results, p.hidden, next(judged), next(judged)) for p in plain)
    how = {**record(settings, str(counts.by), periods.how, tests, small), "classification": result.conventions}
    said = (*result.findings, *_findings(periods, gone, kept, result, plain))
    by = str(counts.by)
    return Drift(by, periods.names, periods.places, periods.how, tuple(gone), features, result, how, said)


def _named(kept: Shown) -> tuple[list[str], list[str]]:
    """The periods that are shown, and those that are not; people without one are in neither."""
    shown = [name for name in kept.counts.segments if name and name != kept.together]
    return shown, [name for name in kept.segments if name]


def _check(shown: Sequence[str], gone: Sequence[str], by: str, settings: Settings) -> None:
    if len(shown) + len(gone) > MOST:
        raise KanoError("drift-many", by=by, n=len(shown) + len(gone), most=MOST)
    if len(shown) < 2:
        raise KanoError("drift-periods", by=by, n=len(shown), hidden=len(gone), least=settings.least)


class _Plain:
    """One feature's results over the periods, and the counts of those that have any."""

    def __init__(self, feature: str, periods: Sequence[str], result: Classification, settings: Settings) -> None:
        found = {each.segment: each for each in result.features if each.feature == feature}
        listed = [found.get(name) for name in periods]
        self.feature, self.settings = feature, settings
        self.hidden = tuple(each is None or each.suppressed for each in listed)
        self.results = tuple(each if each and not _empty(each) else None for each in listed)
        told = zip(periods, self.results, strict=True)
        self.told = [(place, name, each) for place, (name, each) in enumerate(told) if each and _figured(each)]
        self.counts = np.array([_counts(each) for _, _, each in self.told]).reshape(-1, len(CATEGORIES))
        self.known = not result.counts.shares_only

    @property
    def tests(self) -> int:
        """How many tests of it there are."""
        return sum(1 + (len(self.told) >= STEPS) for hits in HITS.values() if self._varies(hits))

    def sides(self, periods: Ordered, draws: int) -> Iterator[Side]:
        places = np.array([periods.places[place] for place, _, _ in self.told])
        for figure in HITS:
            yield self._side(figure, places, draws)

    def _varies(self, hits: tuple[int, int]) -> bool:
        return self.known and steps.varies(self.counts[:, hits].sum(axis=1), base(self.counts))

    def _method(self, figure: str) -> str:
        return steps.method(self.counts[:, HITS[figure]].sum(axis=1), base(self.counts))

    def _side(self, figure: str, places: Floats, draws: int) -> Side:
        spans = [(name, _span(each, figure)) for _, name, each in self.told]
        ends = sorted(((name, s.estimate) for name, s in spans if s.estimate is not None), key=lambda end: end[1])
        low, high = (ends[0], ends[-1]) if ends else (None, None)
        if len(spans) < 2:
            return Side(figure, None, None, None, None, None, low, high, None, reason="few")
        last = Last(spans[0][0], spans[-1][0], newcombe(spans[-1][1], spans[0][1]))
        if not self.known:
            return Side(figure, last, None, None, None, None, low, high, None, reason="shares")
        if not self._varies(HITS[figure]):
            return Side(figure, last, None, None, None, None, low, high, Change.NONE)
        hits, people = self.counts[:, HITS[figure]].sum(axis=1), base(self.counts)
        looked = len(spans) >= STEPS
        test, p = steps.tested(hits, people, draws, self.settings.seed, looked)
        step = self._step(figure, steps.gains(hits, people), p) if p is not None else None
        line = steps.trend(hits, people, places) if looked else None
        form = _form(step.statistic, line.gain, hits, people) if step and line else None
        return Side(figure, last, test, None, step, line, low, high, form)

    def _step(self, figure: str, gains: Floats, p: float) -> Step:
        at, level = int(gains.argmax()), self.settings.level
        names = [name for _, name, _ in self.told]
        which = list(HITS).index(figure)
        before, after = (
            better_worse(part.sum(axis=0), self.settings)[which] for part in np.split(self.counts, [at + 1])
        )
        places = tuple((names[k], names[k + 1]) for k in steps.undecided(gains, level))
        size, method = newcombe(after, before), self._method(figure)
        return Step(names[at], names[at + 1], before, after, size, float(gains[at]), method, p, places)


def _form(step: float, line: float, hits: Floats, people: Floats) -> Change:
    """By AIC, from twice the log likelihood ratios against one share: the place of a step is a parameter too.

    Neither of both where the better one fits badly.
    """
    steep, straight, free = 2 * 3 - step, 2 * 2 - line, steps.free_gain(hits, people)
    best = step if steep < straight else line
    if 2 * len(hits) - free <= min(steep, straight) - CLEARLY or steps.lack(best, hits, people) < POOR:
        return Change.OTHER
    if steep <= straight - CLEARLY:
        return Change.STEP
    return Change.TREND if straight <= steep - CLEARLY else Change.EITHER


def _adjusted(sides: Sequence[Side]) -> Iterator[Side]:
    """With Holm's p, of all tests of all features together."""
    tests = [test for side in sides for test in (side.test, side.step) if test]
    found = iter(holm([test.p for test in tests]))
    for side in sides:
        first = next(found) if side.test else None
        yield replace(side, adjusted=first, step=replace(side.step, adjusted=next(found)) if side.step else None)


def holm(values: Sequence[float]) -> list[float]:
    """Adjusted p: Holm (1979), Scandinavian Journal of Statistics 6, 65-70."""
    order = np.argsort(values, kind="stable")
    left = len(values) - np.arange(len(values))
    found = np.empty(len(values))
    found[order] = np.minimum(np.maximum.accumulate(left * np.asarray(values, dtype=float)[order]), 1)
    return found.tolist()


def _judged(side: Side, small: float) -> Side:
    """Its change, where that is shown, and how large it is; the form of a change only where a step is shown."""
    if side.test is None or side.low is None or side.high is None:
        return side
    stepped = side.step is not None and side.step.adjusted is not None and side.step.adjusted < CHANCE
    differs = side.adjusted is not None and side.adjusted < CHANCE
    change = side.change if stepped and side.change else Change.DIFFERS if differs else Change.NONE
    if change is Change.NONE:
        return replace(side, change=change)
    size = _size(side, change)
    return replace(side, change=change, size=size, small=size < small)


def _size(side: Side, change: Change) -> float:
    if side.step and side.step.size.estimate is not None and change in (Change.STEP, Change.EITHER):
        return abs(side.step.size.estimate)
    if side.trend and change is Change.TREND:
        return abs(side.trend.last - side.trend.first)
    return side.high[1] - side.low[1] if side.high and side.low else 0.0


def _findings(
    periods: Ordered, gone: Sequence[str], kept: Shown, result: Classification, plain: Sequence[_Plain]
) -> Iterator[Finding]:
    by = str(kept.by)
    if periods.how == "names":
        yield Finding("drift-names", values={"by": by, "order": ", ".join(periods.names)})
    if periods.mixed:
        yield Finding("drift-mixed", values={"by": by})
    if gone:
        yield Finding("drift-hidden", values={"periods": ", ".join(sorted(gone)), "least": kept.least})
    if "" in (*kept.counts.segments, *kept.segments):
        yield Finding("drift-blank", values={"by": by})
    if result.counts.shares_only:
        yield Finding("drift-shares")
    elif (result.counts.counts % 1).any():
        yield Finding("drift-weights")
    if len(periods.names) - len(gone) < STEPS:
        yield Finding("drift-few", values={"n": len(periods.names) - len(gone), "periods": STEPS})
        return
    for each in plain:
        if len(each.told) < STEPS and each.known:
            yield Finding("drift-few-feature", each.feature, {"n": len(each.told), "periods": STEPS})


def _empty(result: FeatureResult) -> bool:
    """Whether it is hidden, or nobody answered."""
    return result.suppressed or not sum(result.counts.values())


def _figured(result: FeatureResult) -> bool:
    return result.better.estimate is not None


def _span(result: FeatureResult, figure: str) -> Estimate:
    found: Estimate = getattr(result, figure)
    return found


def _counts(result: FeatureResult) -> list[float]:
    return [float(result.counts[category]) for category in CATEGORIES]
