"""Small segments are not shown: neither their figures, nor what would give them away by subtraction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from kano.counts import CategoryCounts, Floats, PairCounts, Segment
from kano.errors import Finding, KanoError
from kano.evaluation import EvaluationTable

Hidden = npt.NDArray[np.bool_]
Tally = PairCounts | CategoryCounts


BLANK = "(blank)"
"""What people are called among others who left the question blank."""


@dataclass(frozen=True, eq=False)
class Shown:
    """Counts that may be shown, with everyone first.

    `segments` are not shown by themselves: they are one segment, called `together`, unless nothing would stand beside
    it. `cells` (S, F) are those that stand at zero because they are hidden. `least` people must be in what is shown.
    """

    counts: Tally
    cells: Hidden
    segments: tuple[Segment, ...] = ()
    together: str | None = None
    least: int = 0

    @property
    def by(self) -> str | None:
        return self.counts.by

    @property
    def features(self) -> tuple[str, ...]:
        return self.counts.features

    def tally(self, table: EvaluationTable) -> Shown:
        """What the pairs mean; counts per category as they are. Raises KanoError when they do not fit the table."""
        counts = self.counts.tally(table) if isinstance(self.counts, PairCounts) else self.counts
        return replace(self, counts=counts)

    def findings(self, least: int) -> Iterator[Finding]:
        """Which segments, and which features of the others, too few people answered to be shown."""
        names = ", ".join(f"“{segment or BLANK}”" for segment in self.segments)
        if self.together:
            yield Finding("segments-together", values={"segments": names, "least": least})
        elif names:
            yield Finding("segments-hidden", values={"segments": names, "least": least})
        for s, f in np.argwhere(self.cells).tolist():
            values = {"segment": self.counts.segments[s] or BLANK, "least": least}
            yield Finding("feature-hidden", self.counts.features[f], values)


def hide(counts: Tally | Shown, least: int) -> Shown:
    """Without segments of fewer than `least` people, and without features that so few of a segment answered.

    Where the hidden people would be fewer than `least`, the next smallest segment joins them: else everyone less the
    shown segments would tell of them. What they are together could be found that way too, so it is shown. Percentages
    of unknown numbers of people stay as they are, and so does what was hidden before: by another number, as what is
    gone cannot be counted again, KanoError `counted-least`. People who weigh are as many as count alike: never more
    than they are, and few where one of them outweighs the others.
    """
    if isinstance(counts, Shown):
        if counts.least != least:
            raise KanoError("counted-least", by=counts.by or "-", kept=counts.least, least=least)
        return counts
    counts = counts.with_everyone()
    if isinstance(counts, CategoryCounts) and counts.shares_only:
        return Shown(counts, np.zeros(counts.counts.shape[:2], dtype=bool), least=least)
    people, parts = _people(counts), np.array([segment is not None for segment in counts.segments])
    gone = parts.copy()
    gone[parts] = hidden(people[parts], least)
    names = tuple(segment for segment, is_gone in zip(counts.segments, gone, strict=True) if is_gone)
    together = _called(names, counts.segments) if names and people[parts & ~gone].any() else None
    return replace(_without_cells(_merged(counts, gone, together), least, names, together), least=least)


def told(counts: Tally, least: int) -> dict[Segment, Hidden]:
    """Beside whose answers a segment may be named: (F,) for each, false where too few people answered a feature."""
    shown = hide(counts, least)
    places = {segment: place for place, segment in enumerate(shown.counts.segments)}
    nobody = np.zeros(len(counts.features), dtype=bool)
    return {name: ~shown.cells[places[name]] if name in places else nobody for name in counts.segments}


def _called(names: tuple[Segment, ...], others: tuple[Segment, ...]) -> str:
    name = " + ".join(name or BLANK for name in names)
    return name if name not in others else f"{name} +"


def _merged(counts: Tally, gone: Hidden, together: str | None) -> Tally:
    """The hidden segments as the last one, or without them."""
    segments = tuple(segment for segment, is_gone in zip(counts.segments, gone, strict=True) if not is_gone)
    segments += (together,) if together else ()

    def one(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        parts = [values[~gone], *([values[gone].sum(axis=0, keepdims=True)] if together else [])]
        return np.concatenate(parts)

    if isinstance(counts, PairCounts):
        return replace(counts, grid=one(counts.grid), segments=segments, importance=one(counts.importance))
    if counts.weights is None:
        return replace(counts, counts=one(counts.counts), segments=segments)
    weights = counts.weights.joined(one)
    return replace(counts, counts=weights.alike, segments=segments, weights=weights)


def _without_cells(counts: Tally, least: int, names: tuple[Segment, ...], together: str | None) -> Shown:
    """With zeros for the features that too few people of a segment answered."""
    n = counts.n.astype(float)
    parts = np.array([segment is not None for segment in counts.segments])
    cells = np.zeros(n.shape, dtype=bool)
    for f in range(n.shape[1]):
        cells[parts, f] = hidden(n[parts, f], least)
    show = ~cells
    if isinstance(counts, PairCounts):
        rated = counts.importance[..., 0]
        few = np.zeros(n.shape, dtype=bool)
        for f in range(n.shape[1]):
            few[parts, f] = hidden(rated[parts, f], least)
        grid, importance = counts.grid * show[..., None, None], counts.importance * (show & ~few)[..., None]
        return Shown(replace(counts, grid=grid, importance=importance), cells, names, together)
    shown = replace(counts, counts=counts.counts * show[..., None], weights=None)
    return Shown(shown, cells, names, together)


def hidden(sizes: Floats, least: int) -> Hidden:
    """(S,): which groups of these sizes are hidden: the small ones, and larger ones until `least` are hidden."""
    return _enough(sizes, (sizes > 0) & (sizes < least), least)


def _enough(sizes: Floats, gone: Hidden, least: int) -> Hidden:
    gone = gone.copy()
    for place in np.argsort(sizes, kind="stable"):
        if not 0 < sizes[gone].sum() < least:
            break
        gone[place] |= sizes[place] > 0
    return gone


def _people(counts: PairCounts | CategoryCounts) -> Floats:
    """(S,): people of a segment, whether they answered or not."""
    answered = counts.n + counts.left_out.sum(axis=-1) if isinstance(counts, PairCounts) else counts.n
    return np.asarray(answered.max(axis=1, initial=0), dtype=float)
