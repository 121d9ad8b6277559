"""Counts: the numbers that everything which classifies, bounds or draws works from.

Shapes: S segments, F features. `PairCounts` counts pairs of answers, `CategoryCounts` what they mean under
one evaluation table. Neither holds a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from kano.answers import ANSWERS, CATEGORIES
from kano.errors import KanoError
from kano.evaluation import EvaluationTable

if TYPE_CHECKING:
    import pandas as pd

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Segment = str | None
"""The value of a segment column; "" is people who left it blank; None is everyone."""

LEFT_OUT = ("functional_missing", "dysfunctional_missing", "both_missing")


@dataclass(frozen=True, eq=False)
class PairCounts:
    """How many people gave each pair of answers: the projection of `Responses` that the analysis needs.

    `grid[s, f, functional, dysfunctional]` is (S, F, 6, 6); code 0 is no answer, 1..5 are L E N W D, so each
    feature of a segment adds up to its people, and what is left out stands beside what is counted.
    `importance[s, f]` holds (number, sum, sum of squares) of the importance ratings, (S, F, 3).
    """

    features: tuple[str, ...]
    grid: Counts
    segments: tuple[Segment, ...] = (None,)
    by: str | None = None
    importance: Floats = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        shape = (len(self.segments), len(self.features))
        if self.grid.shape != (*shape, 6, 6) or (self.grid < 0).any():
            raise ValueError(f"grid must be {(*shape, 6, 6)} of counts, got {self.grid.shape}")
        if not self.importance.size:
            object.__setattr__(self, "importance", np.zeros((*shape, 3)))
        _once(self.features, self.segments)
        object.__setattr__(self, "grid", self.grid.copy())
        self.grid.flags.writeable = False

    @property
    def cells(self) -> Counts:
        """(S, F, 5, 5): the complete pairs."""
        return self.grid[..., 1:, 1:]

    @property
    def n(self) -> Counts:
        """(S, F): people with a complete pair."""
        return np.asarray(self.cells.sum(axis=(-2, -1)))

    @property
    def left_out(self) -> Counts:
        """(S, F, 3): people without a complete pair, in the order of `LEFT_OUT`."""
        parts = self.grid[..., 0, 1:].sum(-1), self.grid[..., 1:, 0].sum(-1), self.grid[..., 0, 0]
        return np.stack(parts, axis=-1)

    def pooled(self) -> PairCounts:
        """Everyone, whatever the segment."""
        rows = [self.segments.index(None)] if None in self.segments else slice(None)
        importance = self.importance[rows].sum(axis=0, keepdims=True)
        return PairCounts(self.features, self.grid[rows].sum(axis=0, keepdims=True), importance=importance)

    def with_everyone(self) -> PairCounts:
        """Everyone first, then each segment."""
        if None in self.segments:
            return self
        everyone = self.pooled()
        return replace(
            self,
            grid=np.concatenate([everyone.grid, self.grid]),
            segments=(None, *self.segments),
            importance=np.concatenate([everyone.importance, self.importance]),
        )

    def __add__(self, other: PairCounts) -> PairCounts:
        """Counts of other people on the same question pairs; segments and features are matched by name."""
        if self.by != other.by:
            raise KanoError("counts-by-differ", first=str(self.by), second=str(other.by))
        segments = tuple(dict.fromkeys(self.segments + other.segments))
        features = tuple(dict.fromkeys(self.features + other.features))
        grid = np.zeros((len(segments), len(features), 6, 6), dtype=np.int64)
        importance = np.zeros((len(segments), len(features), 3))
        for part in (self, other):
            at = np.ix_([segments.index(s) for s in part.segments], [features.index(f) for f in part.features])
            grid[at] += part.grid
            importance[at] += part.importance
        return PairCounts(features, grid, segments, self.by, importance)

    def equals(self, other: PairCounts) -> bool:
        """The same segments, features and numbers in the same order."""
        names = (self.features, self.segments, self.by) == (other.features, other.segments, other.by)
        return names and np.array_equal(self.grid, other.grid) and np.array_equal(self.importance, other.importance)

    def tally(self, table: EvaluationTable) -> CategoryCounts:
        """What the pairs mean under an evaluation table. Raises KanoError when they do not fit it."""
        counts = table.tally(self.cells).astype(float)
        return CategoryCounts(self.features, counts, self.segments, self.by)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, by: str | None = None) -> PairCounts:
        """From columns feature, functional, dysfunctional (letters L E N W D, or blank), count and the `by` column.

        Raises KanoError on a letter that is not an answer, ValueError on a count that is not whole.
        """
        codes = {str(a): code for code, a in enumerate(ANSWERS, start=1)} | {"": 0}
        features = tuple(dict.fromkeys(frame["feature"].astype(str)))
        labels = frame[by].fillna("").astype(str) if by else None
        segments: tuple[Segment, ...] = tuple(dict.fromkeys(labels)) if labels is not None else (None,)
        grid = np.zeros((len(segments), len(features), 6, 6), dtype=np.int64)
        sides = [frame[side].fillna("").astype(str) for side in ("functional", "dysfunctional")]
        unknown = sorted((set(sides[0]) | set(sides[1])) - set(codes))
        if unknown:
            raise KanoError("answers-unknown", answers=", ".join(map(repr, unknown)))
        segment = [segments.index(s) for s in labels] if labels is not None else [0] * len(frame)
        feature = [features.index(f) for f in frame["feature"].astype(str)]
        answers = np.array([side.map(codes).tolist() for side in sides], dtype=np.int64)
        at = np.array(segment, dtype=np.int64), np.array(feature, dtype=np.int64), *answers
        if (frame["count"] % 1 != 0).any():
            raise ValueError("counts of people must be whole numbers")
        np.add.at(grid, at, frame["count"].to_numpy(np.int64))
        return cls(features, grid, segments, by)

    def to_frame(self) -> pd.DataFrame:
        """One row per segment, feature and pair of answers that somebody gave, without importance."""
        import pandas as pd

        letters = ["", *map(str, ANSWERS)]
        rows = [
            {
                **({self.by: self.segments[s]} if self.by else {}),
                "feature": self.features[f],
                "functional": letters[i],
                "dysfunctional": letters[j],
                "count": int(self.grid[s, f, i, j]),
            }
            for s, f, i, j in np.argwhere(self.grid)
        ]
        columns = [*([self.by] if self.by else []), "feature", "functional", "dysfunctional", "count"]
        return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True, eq=False)
class Weights:
    """Of those who gave complete pairs the sums of their weights by category, (S, F, 6), and of the squares, (S, F)."""

    sums: Floats
    squares: Floats

    @property
    def alike(self) -> Floats:
        """(S, F, 6): as many people who count alike, (sum w)^2 / sum w^2 in all (Kish 1965, Survey Sampling)."""
        scaled, squares = self.sums * self.sums.sum(axis=-1, keepdims=True), self.squares[..., None]
        return np.asarray(np.divide(scaled, squares, out=np.zeros_like(self.sums), where=squares > 0).round(9))

    def joined(self, one: Callable[[npt.NDArray[Any]], npt.NDArray[Any]]) -> Weights:
        """Segments put together, as `one` does it with their numbers."""
        return Weights(one(self.sums), one(self.squares))


@dataclass(frozen=True, eq=False)
class CategoryCounts:
    """Per feature how many people fall into A O M I R Q, (S, F, 6): from pairs, or a published table as it stands.

    `shares_only` says that the source gave percentages without the number of people: the counts then add up to
    100 and carry no certainty. `weights` are behind counts of people who weigh.
    """

    features: tuple[str, ...]
    counts: Floats
    segments: tuple[Segment, ...] = (None,)
    by: str | None = None
    shares_only: bool = False
    weights: Weights | None = None

    def __post_init__(self) -> None:
        shape = (len(self.segments), len(self.features), len(CATEGORIES))
        if self.counts.shape != shape or not np.isfinite(self.counts).all() or (self.counts < 0).any():
            raise ValueError(f"counts must be {shape}, finite and not negative, got {self.counts.shape}")
        _once(self.features, self.segments)

    @property
    def n(self) -> Floats:
        """(S, F): all answers, reverse and questionable among them."""
        return np.asarray(self.counts.sum(axis=-1))

    def pooled(self) -> CategoryCounts:
        """Everyone, whatever the segment. Raises ValueError for percentages, whose people are not known."""
        if self.shares_only and len(self.segments) > 1:
            raise ValueError("percentages of unknown numbers of people cannot be pooled")
        rows = [self.segments.index(None)] if None in self.segments else slice(None)
        return CategoryCounts(self.features, self.counts[rows].sum(axis=0, keepdims=True), shares_only=self.shares_only)

    def with_everyone(self) -> CategoryCounts:
        """Everyone first, then each segment; percentages stay apart."""
        if None in self.segments or self.shares_only:
            return self
        counts = np.concatenate([self.pooled().counts, self.counts])
        return replace(self, counts=counts, segments=(None, *self.segments))

    def to_dict(self, segment: int, feature: int) -> dict[str, Any]:
        """The counts of one feature by letter: whole numbers where they are whole."""
        values = self.counts[segment, feature].tolist()
        return {str(c): int(v) if v == int(v) else v for c, v in zip(CATEGORIES, values, strict=True)}


def _once(features: tuple[str, ...], segments: tuple[Segment, ...]) -> None:
    repeated = sorted({name for name in features if features.count(name) > 1})
    if repeated:
        raise KanoError("features-repeat", names=", ".join(repeated))
    if len(set(segments)) < len(segments):
        raise ValueError(f"segments must differ, got {segments}")
