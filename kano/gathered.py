"""Counts of many batches of people as one: each is in them once, and adding more is exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from kano.counted import Counted
from kano.counts import CategoryCounts, Counts, PairCounts, Weights
from kano.errors import Finding, KanoError
from kano.evaluation import EvaluationTable

UNIT = 10_000
"""Weights are whole numbers of ten-thousandths: their sums are the same in every order."""

LARGEST = 2**62
"""Sums of weights and of their squares stay below: they are held in 64 bits."""

PERIODS = ("day", "week", "month", "quarter", "year")
"""Into which days are put."""

COUNTED_INSIDE = ("importance-unread",)
"""Findings that say how often each of several things stands: each batch says its own."""


@dataclass(frozen=True)
class Batch:
    """People who were counted in one go. `signature` is of the content they came from, "" where it had none;
    without an `id` nothing can be added to them."""

    id: str
    source: str
    people: int
    signature: str = ""


@dataclass(frozen=True, eq=False)
class Weighed:
    """Beside counts of pairs the sums of their people's weights, and of the squares: (2, S, F, 6, 6) whole numbers
    in units of 1/`UNIT` and its square. `everyone` has one segment, `questions` those of the counts."""

    everyone: Counts
    questions: Mapping[str, Counts] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Gathered:
    """Counts, the batches that are in them, and how their answers were offered and read.

    `date` is the question whose segments are periods, `period` of which length. `levels` is 5 or 3; `blank` are cells
    that were read as no answer, `dropped` columns that were not read.
    """

    data: Counted
    batches: tuple[Batch, ...]
    weighed: Weighed | None = None
    date: str | None = None
    period: str | None = None
    levels: int = 5
    blank: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def people(self) -> int:
        return sum(batch.people for batch in self.batches)

    def has(self, batch: Batch) -> bool:
        """Whether this batch is in here already.

        Raises KanoError when another is in here under its id, or its content under another id.
        """
        for mine in self.batches:
            if mine.id == batch.id and (mine.signature, mine.people) != (batch.signature, batch.people):
                raise KanoError("batch-differs", batch=batch.id)
            if mine.signature and mine.signature == batch.signature and mine.id != batch.id:
                raise KanoError("batch-renamed", batch=batch.id, other=mine.id)
        return batch.id in {mine.id for mine in self.batches}

    def __add__(self, other: Gathered) -> Gathered:
        """With other people's. Raises KanoError when a batch has no id, or is in both, or they are not alike."""
        if nameless := [batch.source for batch in (*self.batches, *other.batches) if not batch.id]:
            raise KanoError("batch-nameless", source=nameless[0])
        if twice := [batch.id for batch in other.batches if self.has(batch)]:
            raise KanoError("batch-twice", batches=", ".join(twice))
        _alike(self, other)
        return replace(
            self,
            data=_sum(self.data, other.data),
            batches=(*self.batches, *other.batches),
            weighed=_weights(self, other),
            blank=tuple(dict.fromkeys((*self.blank, *other.blank))),
            dropped=tuple(dict.fromkeys((*self.dropped, *other.dropped))),
            findings=_said(self.findings, other.findings),
        )

    def weighted(self, table: EvaluationTable) -> Counted:
        """Counts per category in which people weigh, of as many people who count alike: (sum w)^2 / sum w^2 of the
        complete pairs (Kish 1965, Survey Sampling), per feature and segment. The plain counts where nobody weighs.

        Raises KanoError when the answers do not fit the table.
        """
        if self.weighed is None:
            return self.data
        whole = self.data.everyone
        assert isinstance(whole, PairCounts)
        everyone = _effective(whole, self.weighed.everyone, table)
        questions = {}
        for name, counts in self.data.questions.items():
            assert isinstance(counts, PairCounts)
            of = _effective(counts, self.weighed.questions[name], table)
            questions[name] = _beside(everyone, of)
        return Counted(everyone, questions, self.data.people, self.data.silent, self.data.most_pairs, weighted=True)


def _alike(first: Gathered, second: Gathered) -> None:
    """Raises KanoError with what one has and the other has not."""
    if features := set(first.data.features) ^ set(second.data.features):
        raise KanoError("counts-features", features="; ".join(sorted(features)))
    if questions := set(first.data.questions) ^ set(second.data.questions):
        raise KanoError("counts-questions", questions="; ".join(sorted(questions)))
    if _how(first) != _how(second):
        raise KanoError("counts-otherwise", first=_how(first), second=_how(second))


def _said(first: tuple[Finding, ...], second: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What was said of both: the same once, of as many as there are in both where it says how many."""
    made: dict[str, Finding] = {}
    for finding in (*first, *second):
        alike = {key: value for key, value in finding.values.items() if key != "n"}
        key = repr((finding.code, finding.feature, alike, len(made) if finding.code in COUNTED_INSIDE else None))
        if "n" in finding.values and key in made:
            made[key] = replace(finding, values={**alike, "n": made[key].values["n"] + finding.values["n"]})
        else:
            made[key] = finding
    return tuple(made.values())


def _how(of: Gathered) -> str:
    return f"levels={of.levels}, date={of.date}, period={of.period}, weights={of.weighed is not None}"


def _sum(first: Counted, second: Counted) -> Counted:
    questions = {name: _plain(first, name) + _plain(second, name) for name in first.questions}
    people, silent = (first.people or 0) + (second.people or 0), (first.silent or 0) + (second.silent or 0)
    most = max(first.most_pairs or 0, second.most_pairs or 0)
    return Counted(_plain(first) + _plain(second), questions, people, silent, most)


def _plain(of: Counted, by: str | None = None) -> PairCounts:
    counts = of.count(by)
    if not isinstance(counts, PairCounts):
        raise KanoError("counts-hidden", by=str(by))
    return counts


def _weights(first: Gathered, second: Gathered) -> Weighed | None:
    if first.weighed is None or second.weighed is None:
        return None
    everyone = _aligned((first, second), None)
    return Weighed(everyone, {name: _aligned((first, second), name) for name in first.data.questions})


def _aligned(both: tuple[Gathered, Gathered], by: str | None) -> Counts:
    """The sums of both, where the sum of their counts has their segments and features."""
    counts = [_plain(each.data, by) for each in both]
    whole = counts[0] + counts[1]
    made = np.zeros((2, *whole.grid.shape), dtype=np.int64)
    for each, own in zip(both, counts, strict=True):
        assert each.weighed is not None
        rows = [whole.segments.index(segment) for segment in own.segments]
        at = np.ix_([0, 1], rows, [whole.features.index(feature) for feature in own.features])
        more = each.weighed.everyone if by is None else each.weighed.questions[by]
        if (made[at] > LARGEST - more).any():
            raise KanoError("weights-too-large")
        made[at] += more
    return made


def _effective(counts: PairCounts, sums: Counts, table: EvaluationTable) -> CategoryCounts:
    counts.tally(table)
    cells, squares = sums[:, ..., 1:, 1:].astype(float)
    weights = Weights(table.summed(cells), squares.sum(axis=(-2, -1)))
    return CategoryCounts(counts.features, weights.alike, counts.segments, counts.by, weights=weights)


def _beside(everyone: CategoryCounts, of: CategoryCounts) -> CategoryCounts:
    """Segments with everyone first."""
    first, second = everyone.weights, of.weights
    assert first is not None
    assert second is not None
    sums, squares = np.concatenate([first.sums, second.sums]), np.concatenate([first.squares, second.squares])
    weights = Weights(sums, squares)
    return CategoryCounts(of.features, weights.alike, (None, *of.segments), of.by, weights=weights)
