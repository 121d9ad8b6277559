"""Who is asked which features, in which order: an order of one's own, and balanced when the list is split."""

from __future__ import annotations

from random import Random


def features_for(number: int, features: int, asked: int, seed: str) -> tuple[int, ...]:
    """The features, 0-based, that the `number`-th person (0, 1, 2, ...) of a room is asked, in the order asked.

    Whoever has joined, no feature has been given to more than one person more than another: each round of
    `features` people walks a shuffled circle in steps of `asked` (a cyclic design, John & Williams 1995).
    """
    turn, step = divmod(number, features)
    circle = list(range(features))
    Random(f"{seed}/circle/{turn}").shuffle(circle)
    own = [circle[(step * asked + i) % features] for i in range(asked)]
    Random(f"{seed}/order/{number}").shuffle(own)
    return tuple(own)
