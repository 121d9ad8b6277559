"""Comparisons of offers between reruns."""

from __future__ import annotations

import streamlit as st

from kano.decision.offers import Offers, OffersResult
from kano.reports import offers as reported
from kano.study import Study
from kano.ui.cache.keys import identity


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={Study: identity, Offers: repr})
def offers(study: Study, given: Offers, table: str, by: str | None) -> OffersResult:
    """What each offer does for the people of a study. Raises KanoError."""
    return reported.compared(study, given, study.chosen(table, study.settings.rule), by)
