"""What the blocks of a source add up to, still in numbers; at the end a tally of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from kano.engines.arrow.sheets import Part, Sheet
from kano.engines.arrow.weights import together
from kano.engines.asked import Asked
from kano.engines.tally import EVERYONE


@dataclass
class Counts:
    """`cells` are sheets by question and the number of the feature, `ratings` likewise, `people` by question.

    `rows` are those read, `missing` those whose weight is not there, `blank` those without a name, by column.
    """

    cells: dict[tuple[str, int], Sheet] = field(default_factory=dict)
    ratings: dict[tuple[str, int], Sheet] = field(default_factory=dict)
    people: dict[str, Sheet] = field(default_factory=dict)
    rows: int = 0
    silent: int = 0
    most_pairs: int = 0
    missing: int = 0
    left: Mapping[str, int] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    blank: Mapping[str, int] = field(default_factory=dict)

    def cell(self, question: str, feature: int, new: Part) -> None:
        self.cells.setdefault((question, feature), Sheet()).add(new)

    def rating(self, question: str, feature: int, new: Part) -> None:
        self.ratings.setdefault((question, feature), Sheet()).add(new)

    def people_of(self, question: str, new: Part) -> None:
        self.people.setdefault(question, Sheet()).add(new)

    def add(self, other: Counts) -> None:
        """Those of other rows."""
        for mine, theirs in ((self.cells, other.cells), (self.ratings, other.ratings)):
            for key, sheet in theirs.items():
                mine.setdefault(key, Sheet()).merge(sheet)
        for question, sheet in other.people.items():
            self.people.setdefault(question, Sheet()).merge(sheet)
        self.rows += other.rows
        self.silent += other.silent
        self.most_pairs = max(self.most_pairs, other.most_pairs)
        self.missing += other.missing
        self.left = Counter(self.left) + Counter(other.left)
        self.unread.update(other.unread)
        self.blank = Counter(self.blank) + Counter(other.blank)


def sums_of(sums: list[int]) -> tuple[int, int, int]:
    """Of a sheet as a tally has them."""
    return (sums[0], *together(sums[1:])) if len(sums) > 1 else (sums[0], 0, 0)


def everyone_too(asked: Asked, question: str, segment: str) -> list[tuple[str, str]]:
    """Under which questions and segments something stands: everyone is those of the first question together."""
    mine = (question, segment)
    return [(EVERYONE, ""), mine] if question == next(iter(asked.questions), None) else [mine]
