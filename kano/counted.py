"""People who were counted where they stay, in a bundle or in a database: nobody of them is here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from kano.counts import CategoryCounts, Counts, PairCounts, Segment
from kano.errors import Finding, KanoError
from kano.evaluation import EvaluationTable
from kano.responses import Responses
from kano.suppression import Hidden, Shown, hide

Countable = PairCounts | CategoryCounts | Shown


@dataclass(frozen=True, eq=False)
class Counted:
    """Everyone's counts, and those by each question about the person; small segments may be hidden in them (`Shown`).

    `people` is how many there are, `silent` of them answered no question of any pair, and `most_pairs` complete ones
    are the most of one person: None where nobody knows. Where people are `weighted`, counts per category are of as many
    who count alike, and segments do not add up to everyone. Raises ValueError when the parts are of other features.
    """

    everyone: PairCounts | CategoryCounts
    questions: Mapping[str, Countable] = field(default_factory=dict)
    people: int | None = None
    silent: int | None = None
    most_pairs: int | None = None
    weighted: bool = False

    def __post_init__(self) -> None:
        if self.everyone.segments != (None,):
            raise ValueError(f"everyone must be one segment, got {self.everyone.segments}")
        for name, counts in self.questions.items():
            plain = counts.counts if isinstance(counts, Shown) else counts
            if plain.by != name or plain.features != self.features or type(plain) is not type(self.everyone):
                raise ValueError(f"{name} must be counts by it, of the features of everyone")

    @property
    def features(self) -> tuple[str, ...]:
        return self.everyone.features

    def count(self, by: str | None = None) -> Countable:
        """Everyone, or the segments of one question. Raises KanoError when there is no such question."""
        if by is None:
            return self.everyone
        if by not in self.questions:
            raise KanoError("segment-unknown", by=by, known=", ".join(self.questions) or "-")
        return self.questions[by]

    def tally(self, table: EvaluationTable, by: str | None = None) -> CategoryCounts | Shown:
        """What the pairs mean; counts per category as they are. Raises KanoError when they do not fit the table."""
        counts = self.count(by)
        return counts if isinstance(counts, CategoryCounts) else counts.tally(table)


def told_only(counts: PairCounts | CategoryCounts, least: int) -> PairCounts | CategoryCounts | Shown:
    """The same counts where everything of them may be shown, else what may be."""
    shown = hide(counts, least)
    plain = counts.with_everyone()
    if isinstance(plain, PairCounts):
        same = isinstance(shown.counts, PairCounts) and plain.equals(shown.counts)
    else:
        same = not shown.segments and not shown.cells.any()
    return counts if same else shown


def values(counts: Countable) -> tuple[Segment, ...]:
    """The segments of a question, those that are hidden too."""
    if not isinstance(counts, Shown):
        return tuple(segment for segment in counts.segments if segment is not None)
    others = [segment for segment in counts.counts.segments if segment not in (None, counts.together)]
    return (*others, *counts.segments)


def counted(said: Responses, least: int, first: str | None = None) -> tuple[Counted, tuple[Finding, ...]]:
    """What may be told of people's answers to somebody who is not to see them, and the questions left out for that.

    Segments of fewer than `least` are hidden in each question by itself (`suppression`). A question is left out where
    nothing would be shown of it, and where segments of it and of another that stands here already lie within each
    other so that the difference is fewer than `least` people, who were then found by subtraction. `first` is a
    question that must be here, if there is one.
    """
    kept: dict[str, Countable] = {}
    findings = []
    for by in sorted(said.profiles, key=lambda name: name != first):
        counts = told_only(said.count(by), least)
        other = next((each for each in kept if nested(said, (kept[each], counts), least)), None)
        if other is not None:
            findings.append(Finding("question-nested", values={"by": by, "other": other, "least": least}))
        elif by != first and hide(counts, least).counts.segments == (None,):
            findings.append(Finding("question-hidden", values={"by": by, "least": least}))
        else:
            kept[by] = counts
    questions = {by: kept[by] for by in said.profiles if by in kept}
    pairs = ((said.functional > 0) & (said.dysfunctional > 0)).sum(axis=1)
    whole = Counted(said.count(), questions, len(said), said.silent, int(pairs.max(initial=0)))
    return whole, tuple(findings)


def nested(said: Responses, both: tuple[Countable, Countable], least: int) -> bool:
    """Whether a segment of one question less those of the other that lie within it tells of fewer than `least`.

    Of all people, and of those who gave a complete pair about any one feature.
    """
    first, second = (hide(counts, least) for counts in both)
    places = [_places(said, shown) for shown in (first, second)]
    if any((place < 0).any() for place in places):
        return False
    sizes = [len(shown.counts.segments) - 1 for shown in (first, second)]
    answered = (said.functional > 0) & (said.dysfunctional > 0)
    views = [np.ones(len(said), dtype=bool), *answered.T]
    cell = places[0] * sizes[1] + places[1]
    crossed = np.stack([np.bincount(cell[view], minlength=sizes[0] * sizes[1]).reshape(sizes) for view in views])
    one, two = (
        np.vstack([np.zeros((1, len(each.cells) - 1), dtype=bool), each.cells[1:].T]) for each in (first, second)
    )
    return _found(crossed, one, two, least) or _found(crossed.swapaxes(1, 2), two, one, least)


def _found(crossed: Counts, inner: Hidden, outer: Hidden, least: int) -> bool:
    """Of people by view, inner and outer segment: whether outer less inner ones is few, where both are shown."""
    here = crossed[0] > 0
    within = here & (here.sum(axis=1, keepdims=True) == 1)
    rest = crossed.sum(axis=1) - (crossed * within * ~inner[..., None]).sum(axis=1)
    return bool(((rest > 0) & (rest < least) & ~outer).any())


def _places(said: Responses, shown: Shown) -> Counts:
    """(N,): the place of each person's segment among those that are shown, -1 where it is not."""
    names = [name for name in shown.counts.segments if name is not None]
    rest = names.index(shown.together) if shown.together else -1
    profile = said.profiles[str(shown.by)]
    lookup = np.array([names.index(value) if value in names else rest for value in profile.values], dtype=np.int64)
    return lookup[profile.codes]
