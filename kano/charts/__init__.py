"""Results into pictures: one builder per question, each returns an `altair.Chart`. No chart computes a result."""

from __future__ import annotations

from kano.charts.answers import answer_grid, category_shares
from kano.charts.comparison import side_by_side
from kano.charts.curves import all_curves, one_curve, small_curves
from kano.charts.look import Look
from kano.charts.map import better_worse_map
from kano.charts.overview import overview
from kano.charts.plane import continuous_plane
from kano.charts.wall import enlarged

__all__ = [
    "Look",
    "all_curves",
    "answer_grid",
    "better_worse_map",
    "category_shares",
    "continuous_plane",
    "enlarged",
    "one_curve",
    "overview",
    "side_by_side",
    "small_curves",
]
