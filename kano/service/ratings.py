"""What N people expected and perceived of K items, as numbers; reversed items are turned in both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kano.errors import KanoError
from kano.ratings import Floats
from kano.service.items import Items, Scale, check


@dataclass(frozen=True, eq=False)
class ServiceRatings:
    """Ratings as they were given, (N, K), NaN where there is none.

    `adequate` is the least accepted level and `importance` how much an item matters, None when no item asks for it.
    `points` is (N, D), what each person gave each dimension of 100; None when nobody was asked. Raises ValueError on
    other shapes, KanoError for items that do not go together.
    """

    items: Items
    expectation: Floats
    perception: Floats
    adequate: Floats | None = None
    importance: Floats | None = None
    points: Floats | None = None

    def __post_init__(self) -> None:
        check(self.items)
        shape = (len(self.expectation), len(self.items.items))
        for values in (self.expectation, self.perception, self.adequate, self.importance):
            if values is not None and values.shape != shape:
                raise ValueError(f"ratings must be {shape}, got {values.shape}")
        if self.points is not None and self.points.shape != (shape[0], len(self.items.dimensions)):
            raise ValueError(f"points must be one per person and dimension, got {self.points.shape}")

    def __len__(self) -> int:
        return len(self.expectation)

    @property
    def silent(self) -> int:
        """People who rated no item in both ways."""
        return int(np.isnan(self.perception - self.expectation).all(axis=1).sum())

    def turned(self) -> ServiceRatings:
        """Reversed items recoded to lowest + highest - x in expectation, perception and adequate level.

        Raises KanoError when an item is reversed and nobody said the scale: the values seen are not its ends.
        """
        flags = np.array([item.reversed for item in self.items.items])
        if not flags.any():
            return self
        if self.items.scale is None:
            raise KanoError("scale-needed", items=", ".join(self.items.reversed))
        sides = (self.expectation, self.perception, self.adequate)
        expectation, perception, adequate = (_turned(values, flags, self.items.scale) for values in sides)
        assert expectation is not None
        assert perception is not None
        return ServiceRatings(self.items, expectation, perception, adequate, self.importance, self.points)


def _turned(values: Floats | None, flags: np.typing.NDArray[np.bool_], scale: Scale) -> Floats | None:
    return None if values is None else np.where(flags, sum(scale) - values, values)
