"""Ratings of the same things by the same people, as numbers: how well attributes are fulfilled, what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kano.errors import KanoError

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ratings:
    """Ratings of K columns by N people: `values` is (N, K), NaN where there is none.

    `scale` is the lowest and the highest value that could be given, where somebody said so; every column shares it.
    Raises ValueError on another shape, an infinite value or repeated names.
    """

    names: tuple[str, ...]
    values: Floats
    scale: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or self.values.shape[1] != len(self.names):
            raise ValueError(f"ratings must have shape (N, {len(self.names)}), got {self.values.shape}")
        if np.isinf(self.values).any() or len(set(self.names)) < len(self.names):
            raise ValueError("ratings must be finite and their names unique")

    def __len__(self) -> int:
        return len(self.values)

    @property
    def lowest(self) -> float | None:
        """The lowest value of the scale: given, else the lowest seen in any column; None when there is no rating."""
        span = self.scale or _span(self.values)
        return span[0] if span else None

    @property
    def highest(self) -> float | None:
        """The highest, likewise."""
        span = self.scale or _span(self.values)
        return span[1] if span else None

    @property
    def spans(self) -> dict[str, tuple[float, float] | None]:
        """Per column the lowest and highest value seen; None when nobody rated it."""
        return {name: _span(self.column(name)) for name in self.names}

    @property
    def complete(self) -> npt.NDArray[np.bool_]:
        """(N,): people who rated every column."""
        return np.asarray(~np.isnan(self.values).any(axis=1))

    def column(self, name: str) -> Floats:
        """(N,). Raises KanoError when there is none of that name."""
        if name not in self.names:
            raise KanoError("column-unknown", column=name, known=", ".join(self.names))
        return self.values[:, self.names.index(name)]

    def of(self, names: Sequence[str]) -> Ratings:
        """Some columns, in this order. Raises KanoError when one is not there."""
        columns = [self.column(name) for name in names]
        return replace(self, names=tuple(names), values=np.column_stack(columns) if columns else self.values[:, :0])

    def rows(self, kept: npt.NDArray[np.bool_]) -> Ratings:
        """Some people, by a mask (N,)."""
        return replace(self, values=self.values[kept])

    def on(self, lowest: float, highest: float) -> Ratings:
        """The same ratings on a scale that is given. Raises KanoError when a rating lies outside it."""
        if not lowest < highest:
            raise KanoError("scale-empty", lowest=f"{lowest:g}", highest=f"{highest:g}")
        for name, span in self.spans.items():
            if span and not (lowest <= span[0] and span[1] <= highest):
                seen = f"{span[0]:g}–{span[1]:g}"
                raise KanoError("scale-outside", column=name, seen=seen, scale=f"{lowest:g}–{highest:g}")
        return replace(self, scale=(lowest, highest))

    def to_frame(self) -> pd.DataFrame:
        """One row per person, one column per name."""
        import pandas as pd

        return pd.DataFrame(self.values, columns=list(self.names))


def _span(values: Floats) -> tuple[float, float] | None:
    given = values[~np.isnan(values)]
    return (float(given.min()), float(given.max())) if given.size else None
