"""Pair counts on the Answers page: the features with their people, the questions, and the pairs that most gave."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from kano.answers import ANSWERS
from kano.counted import Counted, values
from kano.counts import PairCounts
from kano.evaluation import load_table
from kano.study import Study
from kano.text import markdown
from kano.ui.desk import Desk, on_phone, width
from kano.ui.telling import short, told

MOST = 5
"""Pairs that are told in words."""
SHOWN, LONGEST = 12, 40
"""Values of a question that are named, and signs of each."""
ROW, TALL = 35, 12


def told_pairs(desk: Desk, study: Study) -> None:
    """What a table of pair counts holds, so that a swapped side or scale and a wrong column are seen at once."""
    data = study.data
    if not isinstance(data, Counted) or not isinstance(data.everyone, PairCounts):
        return
    names = study.labels(desk.kept.lang)
    st.subheader(desk.t("ui.pairs.title"), anchor=False)
    _features(desk, data.everyone, names)
    _questions(desk, data)
    _frequent(desk, data.everyone, study, names)


def _features(desk: Desk, counts: PairCounts, names: dict[str, str]) -> None:
    t, people = desk.t, counts.grid[0].sum(axis=(-2, -1))
    frame = pd.DataFrame(
        {
            "feature": [names.get(feature, feature) for feature in counts.features],
            "people": people,
            "complete": counts.n[0],
            "left": counts.left_out[0].sum(axis=-1),
        }
    )
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height=ROW * (min(len(frame), TALL) + 1) + 3,
        column_config={
            "feature": st.column_config.TextColumn(t("column.feature"), pinned=on_phone(), width=width(300, 130)),
            "people": st.column_config.NumberColumn(t("ui.pairs.people"), format="localized"),
            "complete": st.column_config.NumberColumn(t("ui.pairs.complete"), format="localized"),
            "left": st.column_config.NumberColumn(t("ui.pairs.left"), format="localized"),
        },
    )


def _questions(desk: Desk, data: Counted) -> None:
    """The questions about the person, with the values that results may be split by."""
    lines = []
    for name, counts in data.questions.items():
        said = [short(value or desk.t("segment.blank"), LONGEST) for value in values(counts) if value is not None]
        more = f" … +{len(said) - SHOWN}" if len(said) > SHOWN else ""
        lines.append(f"- **{markdown(name)}** ({len(said)}): {markdown('; '.join(said[:SHOWN]) + more)}")
    if lines:
        st.markdown("\n".join([desk.t("ui.pairs.questions"), *lines]))


def _frequent(desk: Desk, counts: PairCounts, study: Study, names: dict[str, str]) -> None:
    """The most frequent complete pairs of a feature in words."""
    t, table = desk.t, load_table(study.tables[0])
    feature = st.selectbox(
        t("ui.pairs.frequent"),
        counts.features,
        format_func=lambda name: names.get(name, name),
        key=f"pairs_{desk.kept.edition}_{hash(counts.features)}",
        width=480,
    )
    cells = counts.cells[0, counts.features.index(feature)]
    order = np.argsort(-cells, axis=None, kind="stable")[:MOST].tolist()
    lines = []
    for present, absent in (divmod(place, len(ANSWERS)) for place in order if cells.flat[place]):
        answers = ANSWERS[present], ANSWERS[absent]
        lines.append(f"- **{cells[present, absent]:,}** × {told(*answers, table[answers], t)}")
    st.markdown("\n".join(lines) or t("ui.pairs.none"))
