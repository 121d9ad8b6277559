"""Who answered what: the source from which everything is counted. One row per person, one column per feature."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from kano.answers import CODE_OF, NO_ANSWER
from kano.counts import PairCounts, Segment
from kano.errors import KanoError

if TYPE_CHECKING:
    import pandas as pd

Codes = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Profile:
    """A segment question: `values[codes[i]]` is what person i said; "" is no answer."""

    values: tuple[str, ...]
    codes: npt.NDArray[np.int64]


class Why(NamedTuple):
    """What a person wrote about a feature, both by their places from 0."""

    person: int
    feature: int
    text: str


@dataclass(frozen=True, eq=False)
class Responses:
    """Answers of N people on F features.

    `functional` and `dysfunctional` are (N, F) codes, 1..5 for L E N W D and 0 for no answer; `importance` is
    (N, F) with NaN for no answer, or None when it was not asked; `seconds` (N,) is how long each person took, NaN
    where that is not known. `ids` name the people where two files of them are matched: they stay in memory and are in
    no output. `why` is what some wrote about some features, at most a text each, or None when it was not asked or not
    read; frames are without it. Raises ValueError on other shapes or codes.
    """

    features: tuple[str, ...]
    functional: Codes
    dysfunctional: Codes
    importance: npt.NDArray[np.float64] | None = None
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    seconds: npt.NDArray[np.float64] | None = None
    ids: tuple[str, ...] | None = None
    why: tuple[Why, ...] | None = None

    def __post_init__(self) -> None:
        shape = (len(self.functional), len(self.features))
        for codes in (self.functional, self.dysfunctional):
            if codes.shape != shape or (codes.size and not 0 <= codes.min() <= codes.max() <= 5):
                raise ValueError(f"answers must be codes 0..5 of shape {shape}, got {codes.shape}")
        if self.importance is not None and self.importance.shape != shape:
            raise ValueError(f"importance must have shape {shape}, got {self.importance.shape}")
        if any(about is not None and len(about) != len(self) for about in (self.seconds, self.ids)):
            raise ValueError(f"durations and names must be those of {len(self)} people")
        places = [(said.person, said.feature) for said in self.why or ()]
        if len(set(places)) < len(places) or not all(0 <= i < shape[0] and 0 <= f < shape[1] for i, f in places):
            raise ValueError(f"reasons must be one each of {shape[0]} people and {shape[1]} features")

    def __len__(self) -> int:
        return len(self.functional)

    @property
    def silent(self) -> int:
        """People who answered no question of any pair."""
        return int((~(self.functional.any(axis=1) | self.dysfunctional.any(axis=1))).sum())

    def take(self, rows: npt.NDArray[np.int64]) -> Responses:
        """These people, in this order."""
        return replace(
            self,
            functional=self.functional[rows],
            dysfunctional=self.dysfunctional[rows],
            importance=None if self.importance is None else self.importance[rows],
            profiles={name: replace(said, codes=said.codes[rows]) for name, said in self.profiles.items()},
            seconds=None if self.seconds is None else self.seconds[rows],
            ids=None if self.ids is None else tuple(self.ids[row] for row in rows),
            why=None if self.why is None else tuple(self._reasons(rows)),
        )

    def _reasons(self, rows: npt.NDArray[np.int64]) -> Iterator[Why]:
        """What these people wrote, at their new places."""
        places: dict[int, list[int]] = {}
        for place, row in enumerate(np.arange(len(self))[rows].tolist()):
            places.setdefault(row, []).append(place)
        for said in self.why or ():
            yield from (said._replace(person=place) for place in places.get(said.person, ()))

    def rows_of(self, by: str | None, segment: Segment, together: Collection[Segment] = ()) -> npt.NDArray[np.int64]:
        """Where the people of a segment stand; of one that is several small ones `together`, the people of each.

        Everyone when `segment` is None. Raises KanoError when there is no such profile or segment.
        """
        if segment is None:
            return np.arange(len(self))
        if by is None or by not in self.profiles:
            raise KanoError("segment-unknown", by=str(by), known=", ".join(self.profiles) or "-")
        profile = self.profiles[by]
        values = (segment,) if segment in profile.values else together
        return np.flatnonzero(np.isin(profile.codes, [profile.values.index(str(value)) for value in values]))

    def count(self, by: str | None = None) -> PairCounts:
        """The pairs per feature, and per value of the profile `by`. Raises KanoError when there is none."""
        if by is not None and by not in self.profiles:
            raise KanoError("segment-unknown", by=by, known=", ".join(self.profiles) or "-")
        segments: tuple[Segment, ...] = self.profiles[by].values if by else (None,)
        of = self.profiles[by].codes if by else np.zeros(len(self), dtype=np.int64)
        grid = np.stack([self._grid(f, of, len(segments)) for f in range(len(self.features))], axis=1)
        return PairCounts(self.features, grid, segments, by, self._importance(of, len(segments)))

    def _grid(self, feature: int, segment: npt.NDArray[np.int64], segments: int) -> npt.NDArray[np.int64]:
        cell = segment * 36 + self.functional[:, feature] * 6 + self.dysfunctional[:, feature]
        return np.bincount(cell, minlength=segments * 36).reshape(segments, 6, 6)

    def _importance(self, segment: npt.NDArray[np.int64], segments: int) -> npt.NDArray[np.float64]:
        """(S, F, 3): number, sum and sum of squares of the ratings."""
        moments = np.zeros((segments, len(self.features), 3))
        for f, rating in enumerate(self.importance.T if self.importance is not None else ()):
            given = ~np.isnan(rating)
            for power in range(3):
                moments[:, f, power] = np.bincount(segment[given], rating[given] ** power, segments)
        return moments

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> Responses:
        """From one row per person and feature: respondent, feature, functional, dysfunctional (L E N W D or blank).

        Raises KanoError when somebody answered a feature twice, or an answer is not one of the five letters.
        """
        twice = frame.duplicated(["respondent", "feature"])
        if twice.any():
            first = frame[twice].iloc[0]
            raise KanoError("answered-twice", respondent=str(first["respondent"]), feature=str(first["feature"]))
        people = {r: i for i, r in enumerate(dict.fromkeys(frame["respondent"]))}
        features = {f: i for i, f in enumerate(dict.fromkeys(frame["feature"].astype(str)))}
        at = frame["respondent"].map(people), frame["feature"].astype(str).map(features)
        sides = []
        for side in ("functional", "dysfunctional"):
            codes = np.full((len(people), len(features)), NO_ANSWER, dtype=np.int8)
            codes[at] = _codes(frame[side])
            sides.append(codes)
        functional, dysfunctional = sides
        return cls(tuple(features), functional, dysfunctional)

    def to_frame(self) -> pd.DataFrame:
        """One row per person and feature, people numbered from 1; the reverse of `from_frame`."""
        import pandas as pd

        letters = np.array(["", *map(str, CODE_OF)])
        n, f = self.functional.shape
        return pd.DataFrame(
            {
                "respondent": np.repeat(np.arange(1, n + 1), f),
                "feature": np.tile(np.array(self.features, dtype=object), n),
                "functional": letters[self.functional.ravel()],
                "dysfunctional": letters[self.dysfunctional.ravel()],
            }
        )


def _codes(column: pd.Series) -> Codes:
    letters = column.fillna("").astype(str)
    codes = letters.map({**{str(answer): code for answer, code in CODE_OF.items()}, "": NO_ANSWER})
    if codes.isna().any():
        raise KanoError("answers-unknown", answers=", ".join(map(repr, sorted(set(letters[codes.isna()])))))
    return np.asarray(codes.to_numpy(np.int8), dtype=np.int8)
