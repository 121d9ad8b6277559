"""Portfolios between reruns."""

from __future__ import annotations

import streamlit as st

from kano.counts import Segment
from kano.decision.plan import Plan
from kano.decision.portfolio import Portfolio
from kano.planning import plan_study
from kano.study import Study
from kano.ui.cache.keys import identity


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={Study: identity, Plan: repr})
def planned(
    study: Study,
    choice: tuple[str, str, str | None],
    segment: Segment,
    plan: Plan,
    budget: float | None,
    weights: str,
    basics_first: bool,
) -> Portfolio:
    """What to do of a plan, by the table, rule and split of `choice`. Raises KanoError."""
    table, rule, by = choice
    found = plan_study(
        study, plan, budget, study.chosen(table, rule), by, segment, weights=weights, basics_first=basics_first
    )
    return found[1]
