"""The lower half of the Answers page: what was understood, what is left out, the first people in words."""

from __future__ import annotations

import streamlit as st

from kano.answers import ANSWERS
from kano.evaluation import load_table
from kano.i18n import Translate
from kano.readers import Layout, Mapping, Proposal
from kano.responses import Responses
from kano.study import Study
from kano.text import markdown
from kano.ui.importing import choose
from kano.ui.parts import remarks
from kano.ui.state import state


def counts_options(mapping: Mapping, key: str, t: Translate) -> tuple[str | None, int | None]:
    """Of a table of counts: the column of segments, and the people behind percentages."""
    if mapping.layout is not Layout.COUNTS:
        return None, None
    first, second = st.columns(2)
    by = choose(first, "counts_by", [None, *mapping.dropped], key, lambda name: name or "-", t("ui.results.by"))
    n = second.number_input(t("ui.answers.n"), 0, 10**9, 0, key=f"n_{key}", help=t("ui.answers.n-help"))
    return by, int(n) or None


def assumptions(proposal: Proposal, t: Translate) -> None:
    """What the program took for what."""
    for assumption in proposal.assumptions:
        st.markdown(f"- {markdown(assumption.text(t))}")


def will_be_left_out(made: Study, t: Translate) -> None:
    """People, skipped pairs, and doubts about the whole file."""
    left = made.left_out()
    if "respondents" in left:
        with st.container(horizontal=True, gap="large"):
            for key in ("respondents", "pairs", "respondents_without_answers"):
                st.metric(t(f"report.{key}"), left[key], width="content")
    remarks([*made.findings, *(f for f in made.classify().findings if f.feature is None)], t)


def first_people(made: Study, t: Translate, most: int = 5) -> None:
    """The first people in words, so that a swapped pair or scale is seen at once."""
    if not isinstance(made.data, Responses):
        return
    st.subheader(t("ui.answers.first-people"))
    table = load_table(made.tables[0])
    feature = markdown(made.labels(state().lang).get(made.data.features[0], made.data.features[0]))
    for person in range(min(most, len(made.data))):
        codes = made.data.functional[person, 0], made.data.dysfunctional[person, 0]
        if 0 in codes:
            st.markdown(t("ui.answers.person-skipped", person=person + 1, feature=feature))
            continue
        present, absent = (ANSWERS[code - 1] for code in codes)
        said = {"present": t(f"answer.{present}"), "absent": t(f"answer.{absent}")}
        kind = t(f"type.{table[present, absent]}")
        st.markdown(t("ui.answers.person", person=person + 1, feature=feature, category=kind, **said))
