"""Orders between reruns."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kano.counts import Segment
from kano.decision.order import Order
from kano.reports import Report
from kano.reports.order import order_of
from kano.study import Study
from kano.ui.cache.keys import identity
from kano.ui.cache.results import report


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={Study: identity})
def ordered(
    study: Study, choice: tuple[str, str, str | None], segment: Segment, now: tuple[tuple[str, float], ...], lang: str
) -> tuple[Report, Order]:
    """What first, by the table, rule and split of `choice`, with what is fulfilled today. Raises KanoError."""
    made = replace(report(study, *choice, lang), now=dict(now))
    return made, order_of(made, segment)
