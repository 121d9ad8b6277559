"""Who is asked which features when nobody is asked them all: an order of one's own, and every feature as often."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from random import Random

from kano.errors import KanoError


def features_for(number: int, features: int, asked: int, seed: str) -> tuple[int, ...]:
    """The features, 0-based, that the `number`-th person (0, 1, 2, ...) is asked, in the order asked.

    Whoever has come, no feature has been given to more than one person more than another: each round of `features`
    people walks a shuffled circle in steps of `asked` (a cyclic design, John & Williams 1995).
    """
    turn, step = divmod(number, features)
    circle = list(range(features))
    Random(f"{seed}/circle/{turn}").shuffle(circle)
    own = [circle[(step * asked + i) % features] for i in range(asked)]
    Random(f"{seed}/order/{number}").shuffle(own)
    return tuple(own)


@dataclass(frozen=True)
class Versions:
    """The versions of a form: `holds[v]` are the features of version v, 0-based, in the order asked.

    People are given the versions in turn.
    """

    features: int
    asked: int
    holds: tuple[tuple[int, ...], ...]

    @property
    def times(self) -> tuple[int, ...]:
        """In how many versions each feature is."""
        return tuple(sum(feature in version for version in self.holds) for feature in range(self.features))

    @property
    def even(self) -> bool:
        """Whether every feature is in as many versions as any other."""
        return len(set(self.times)) == 1

    def answers(self, people: int) -> tuple[int, ...]:
        """How many answers each feature has from so many people."""
        rounds, over = divmod(people, len(self.holds))
        last = [sum(feature in version for version in self.holds[:over]) for feature in range(self.features)]
        return tuple(rounds * times + more for times, more in zip(self.times, last, strict=True))

    def people(self, answers: int) -> int:
        """The fewest people from whom every feature has at least so many answers."""
        most = -(-answers // min(self.times)) * len(self.holds)
        few = [n for n in range(max(most - len(self.holds), 0), most) if min(self.answers(n)) >= answers]
        return few[0] if few else most


def fewest(features: int, asked: int) -> int:
    """The fewest versions in which every feature is as often as any other."""
    return features // gcd(features, asked)


def versions(features: int, asked: int, number: int | None = None, seed: str = "kano") -> Versions:
    """`number` versions with `asked` of the features each, or the `fewest` that are even.

    No feature is in more than one version more than another. Raises KanoError when `asked` is not 1..`features`, or
    the versions are too few to hold every feature.
    """
    if not 1 <= asked <= features:
        raise KanoError("asked-features", asked=asked, features=features)
    number = fewest(features, asked) if number is None else number
    if number * asked < features:
        raise KanoError("versions-few", number=number, asked=asked, features=features, least=-(-features // asked))
    return Versions(features, asked, tuple(features_for(n, features, asked, seed) for n in range(number)))
