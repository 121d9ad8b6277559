"""Results into pictures: one builder per question, each returns an `altair.Chart`. No chart computes a result."""

from __future__ import annotations

from kano.charts.answers import answer_grid, category_shares
from kano.charts.certainty import settling_strip, trust_bars
from kano.charts.comparison import side_by_side
from kano.charts.curves import all_curves, one_curve, small_curves
from kano.charts.drift import drift_strips
from kano.charts.drivers import penalty_reward
from kano.charts.experience import experience_curve, experience_curves
from kano.charts.gap_cells import rating_cells
from kano.charts.gaps import gap_chart, verdict_chart
from kano.charts.impact import impact_map, impact_performance, importance_grid
from kano.charts.importance import importance_map
from kano.charts.look import Look
from kano.charts.map import better_worse_map
from kano.charts.offers import offer_balance, offer_pairs, offer_parts, offers_by_segment
from kano.charts.overview import overview
from kano.charts.plane import continuous_plane
from kano.charts.portfolio import portfolio_frontier, portfolio_shares
from kano.charts.screening import flagged_by_rule, with_and_without
from kano.charts.segments import by_group, by_segment, coefficients_by_segment, ranked, shares_by_segment
from kano.charts.wall import enlarged

__all__ = [
    "Look",
    "all_curves",
    "answer_grid",
    "better_worse_map",
    "by_group",
    "by_segment",
    "category_shares",
    "coefficients_by_segment",
    "continuous_plane",
    "drift_strips",
    "enlarged",
    "experience_curve",
    "experience_curves",
    "flagged_by_rule",
    "gap_chart",
    "impact_map",
    "impact_performance",
    "importance_grid",
    "importance_map",
    "offer_balance",
    "offer_pairs",
    "offer_parts",
    "offers_by_segment",
    "one_curve",
    "overview",
    "penalty_reward",
    "portfolio_frontier",
    "portfolio_shares",
    "ranked",
    "rating_cells",
    "settling_strip",
    "shares_by_segment",
    "side_by_side",
    "small_curves",
    "trust_bars",
    "verdict_chart",
    "with_and_without",
]
