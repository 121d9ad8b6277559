"""Questions about answers that are numbers: which scale they are of, and where it begins."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from kano.answers import ANSWERS, Answer
from kano.errors import Finding
from kano.evaluation import load_table
from kano.readers.edits import first_answers, with_codes
from kano.readers.mapping import SIDES
from kano.readers.scales import coded
from kano.text import clean, markdown
from kano.ui.desk import Desk, click
from kano.ui.telling import told

ENOUGH = 2000
"""People among whom the most frequent answer is looked for."""

BARS = {
    "mark": {"type": "bar", "cornerRadiusEnd": 2},
    "encoding": {
        "x": {"field": "answer", "type": "nominal", "sort": None, "title": None, "axis": {"labelAngle": 0}},
        "xOffset": {"field": "side", "sort": None},
        "y": {"field": "count", "type": "quantitative", "title": None, "axis": {"tickCount": 4, "tickMinStep": 1}},
        "color": {"field": "side", "sort": None, "legend": {"title": None, "orient": "top", "offset": 8}},
    },
    "padding": 0,
}


def direction(desk: Desk, question: Finding) -> None:
    """How often each number occurs on each side, and what would follow from either direction."""
    t, first, last = desk.t, desk.mapping.first_code, desk.mapping.first_code + desk.mapping.levels - 1
    st.caption(t("ui.decide.direction-about"))
    with _beside(desk):
        for codes in ("like-first", "dislike-first"):
            click(desk, t(f"ui.decide.{codes}", first=first, last=last), desk.work.decide, question.code, codes)
            st.markdown(f":small[{_effect(desk, codes)}]")
        click(desk, t("ui.decide.each"), desk.work.decide, question.code, "each")


def scores(desk: Desk, question: Finding) -> None:
    """Whether numbers are scores."""
    st.caption(desk.t("ui.decide.scores-about"))
    with _beside(desk):
        st.markdown(f":small[{_effect(desk, 'scores')}]")
        for answer in ("yes", "no"):
            click(desk, desk.t(f"ui.decide.scores-{answer}"), desk.work.decide, question.code, answer)


def levels(desk: Desk, question: Finding) -> None:
    """Whether people chose among three answers or five."""
    st.caption(desk.t("ui.decide.levels-about"))
    with _beside(desk):
        for n in (5, 3):
            click(desk, desk.t(f"ui.decide.levels-{n}"), _offered, desk, question.code, n)


def _offered(desk: Desk, key: str, levels: int) -> None:
    desk.work.read(levels=levels)
    desk.work.decide(key, str(levels))


def _beside(desk: Desk) -> Any:
    """How often each number stands on each side, and the place beside it."""
    picture, place = st.columns(2, gap="medium", vertical_alignment="center")
    with picture:
        _chart(desk)
    return place


def _chart(desk: Desk) -> None:
    numbers = sorted((code, text) for text in desk.mended.total if (code := coded(text)) is not None)
    counts, names = desk.mended.counts, {side: desk.t(f"ui.side.{side}") for side in SIDES}
    rows = [(text, names[side], counts[side].get(text, 0)) for _, text in numbers for side in SIDES]
    frame = pd.DataFrame(rows, columns=["answer", "side", "count"])
    st.vega_lite_chart(frame, BARS, width="stretch", height=220)


def _effect(desk: Desk, codes: str) -> str:
    """What the most frequent two answers to the first feature would say."""
    mapping = with_codes(desk.mapping, list(desk.mended.total), codes)
    features = [clean(pair.feature) for pair in mapping.pairs[:1]]
    answers = Counter(answer for f in features for answer in first_answers(desk.table, mapping, f, ENOUGH))
    for pair, _ in answers.most_common():
        said = [mapping.letters(side).get(text, "") for side, text in zip(SIDES, pair, strict=True)]
        if set(said) <= set(ANSWERS):
            present, absent = map(Answer, said)
            often = markdown(desk.t("ui.decide.most-often", functional=pair[0], dysfunctional=pair[1]))
            return f"{often} {told(present, absent, load_table('standard')[present, absent], desk.t)}"
    return ""
