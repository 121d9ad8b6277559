"""What changed over time, between reruns."""

from __future__ import annotations

import streamlit as st

from kano.drift.of_study import dated_questions, drift_study
from kano.drift.results import Drift
from kano.study import Study
from kano.ui.cache.keys import identity


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={Study: identity})
def drifted(study: Study, table: str, rule: str, by: str, order: tuple[str, ...] | None) -> Drift:
    """Every feature over the periods of a question, by the table and the rule. Raises KanoError."""
    return drift_study(study, by, study.chosen(table, rule), order)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={Study: identity})
def dated(study: Study) -> tuple[str, ...]:
    """The questions of a study whose values are all periods of the calendar."""
    return dated_questions(study)
