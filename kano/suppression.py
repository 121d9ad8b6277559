"""Small segments are not shown: neither their figures, nor what would give them away by subtraction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from kano.counts import CategoryCounts, Floats, PairCounts, Segment
from kano.errors import Finding

Hidden = npt.NDArray[np.bool_]
Tally = PairCounts | CategoryCounts


@dataclass(frozen=True, eq=False)
class Shown:
    """Counts that may be shown, with everyone first. `cells` (S, F) are those that stand at zero because they are
    hidden; `segments` are hidden as a whole and no longer among the counts."""

    counts: Tally
    cells: Hidden
    segments: tuple[Segment, ...] = ()

    def findings(self, least: int) -> Iterator[Finding]:
        """Which segments, and which features of the others, too few people answered to be shown."""
        if self.segments:
            names = ", ".join(f"“{segment}”" for segment in self.segments)
            yield Finding("segments-hidden", values={"segments": names, "least": least})
        for s, f in np.argwhere(self.cells).tolist():
            values = {"segment": self.counts.segments[s], "least": least}
            yield Finding("feature-hidden", self.counts.features[f], values)


def hide(counts: Tally, least: int) -> Shown:
    """Without segments of fewer than `least` people, and without features that so few of a segment answered.

    Where the hidden people of a feature would be fewer than `least` together, the next smallest segment joins them:
    else everyone less the shown segments would tell of them. Percentages of unknown numbers of people stay as they are.
    """
    counts = counts.with_everyone()
    if isinstance(counts, CategoryCounts) and counts.shares_only:
        return Shown(counts, np.zeros(counts.counts.shape[:2], dtype=bool))
    parts = [place for place, segment in enumerate(counts.segments) if segment is not None]
    people, n = _people(counts)[parts], counts.n[parts].astype(float)
    whole = hidden(people, least)
    cells = np.stack([_of_feature(n[:, f], whole, least) for f in range(n.shape[1])], axis=1)
    whole = whole | (cells | (n == 0)).all(axis=1) & cells.any(axis=1)
    gone = [place for place, is_gone in zip(parts, whole, strict=True) if is_gone]
    mask = np.zeros((len(counts.segments), n.shape[1]), dtype=bool)
    mask[parts] = cells
    return _without(counts, mask, gone)


def hidden(sizes: Floats, least: int) -> Hidden:
    """(S,): which groups of these sizes are hidden: the small ones, and larger ones until `least` are hidden."""
    return _enough(sizes, (sizes > 0) & (sizes < least), least)


def _of_feature(n: Floats, whole: Hidden, least: int) -> Hidden:
    return _enough(n, whole | (n > 0) & (n < least), least)


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


def _without(counts: Tally, cells: Hidden, gone: list[int]) -> Shown:
    kept = [place for place in range(len(counts.segments)) if place not in gone]
    segments = tuple(counts.segments[place] for place in kept)
    names = tuple(counts.segments[place] for place in gone)
    show = ~cells[kept]
    if isinstance(counts, PairCounts):
        grid, importance = counts.grid[kept] * show[..., None, None], counts.importance[kept] * show[..., None]
        return Shown(replace(counts, grid=grid, segments=segments, importance=importance), ~show, names)
    return Shown(replace(counts, counts=counts.counts[kept] * show[..., None], segments=segments), ~show, names)
