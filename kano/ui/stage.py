"""What a room sees on its wall: how to come in, how far everybody is and, once revealed, what the answers say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from kano import charts
from kano.charts.points import HEIGHT
from kano.classification import Classification, Verdict, summary_line
from kano.curves import satisfaction_curves
from kano.i18n import Translate
from kano.settling import Settling
from kano.text import markdown
from kano.ui import cache, leading
from kano.ui.opening import title_of
from kano.ui.parts import look
from kano.workshop.publishing import Live
from kano.workshop.room import Asks, Room

VIEWS = ("overview", "map", "curves")


ROOM, ROW, LEGEND, LARGEST = 700, 32, 70, 2.0
"""Pixels of a picture on the wall, of one row, of what stands below a plane; how much larger than on a page at most."""


def head(room: Room, lang: str, t: Translate) -> None:
    """What is asked, and whose answers are asked for."""
    turn = f" · {t('workshop.round', round=room.round)}" if room.round > 1 else ""
    st.markdown(f"## {title_of(room.questionnaire, lang)}{turn}")
    if room.options.asks is Asks.CUSTOMERS:
        st.markdown(f"### {t('phone.customers')}")


def door(room: Room, live: Live, t: Translate) -> None:
    """The QR code and the code, as large as they get, and how many are here."""
    left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
    with left:
        leading.scanned(room, "stretch", t)
    with right:
        st.markdown(f"### {t('ui.stage.scan')}")
        st.markdown(f"## {markdown(leading.join_address())}")
        st.markdown(f"# :primary[{room.code}]")
        st.markdown(f"### {t(f'stage.{room.state}')}")
        people(live, t)


def strip(room: Room, live: Live, t: Translate) -> None:
    """The same in one line, above the results."""
    with st.container(horizontal=True, gap="large", vertical_alignment="center"):
        leading.scanned(room, 110, t)
        st.markdown(f"### {markdown(leading.join_address())}  \n### :primary[{room.code}]", width="content")
        st.markdown(f"### {t(f'stage.{room.state}')}", width="content")
        people(live, t)


def people(live: Live, t: Translate) -> None:
    with st.container(horizontal=True, gap="large", width="content"):
        st.metric(t("ui.workshop.joined"), live.progress.joined, width="content")
        st.metric(t("ui.workshop.finished"), live.progress.finished, width="content")


def results(live: Live, lang: str, t: Translate, view: str) -> None:
    """One picture of what is published so far."""
    result = cache.standing(live)
    seen = look(labels=live.room.questionnaire.labels(lang))
    alt = "\n".join(summary_line(f, t, seen.labels.get(f.feature, "")) for f in result.features)
    picture, names = st.columns([3, 1]) if view != "overview" else (st.container(), None)
    chart = cache.wall(live, view, lang, seen.dark, lambda: _chart(result, seen, view, alt))
    picture.vega_lite_chart(chart, width="stretch", theme=None, key=f"stage_{view}")
    if names:
        numbered = enumerate(result.counts.features, start=1)
        names.markdown("  \n".join(f"**{i}** {markdown(seen.labels.get(name, name))}" for i, name in numbered))
    shown = int(live.counts.n.max()) if live.counts.n.size else 0
    st.markdown(f"{t('ui.stage.figures', n=shown)} · {leading.settled(result, t)}")
    if line := ahead(cache.ahead(live), t):
        st.markdown(line)


def ahead(settling: Settling, t: Translate) -> str:
    """How many more people would settle how many of the features that are still open; "" where none is."""
    features = settling.of()
    still = [f for f in features if f.chances and f.verdict is not Verdict.CLEAR]
    if not still:
        return ""
    parts = [t("ui.stage.open", n=len(still), all=len(features))]
    parts += [t("ui.stage.more", people=n, features=f"{found:.0f}") for n, found in settling.expected()]
    split = sum(f.reason == "split" for f in still)
    return " · ".join([*parts, *([t("ui.stage.split", n=split, limit=settling.limit)] if split else [])])


def _chart(result: Classification, seen: charts.Look, view: str, alt: str) -> dict[str, Any]:
    """The picture as large as the wall has room for."""
    tall = ROW * len(result.features) if view == "overview" else HEIGHT + LEGEND
    scale = min(LARGEST, max(1, ROOM / tall))
    look = replace(seen, scale=scale)
    if view == "map":
        chart = charts.better_worse_map(result.features, look)
    elif view == "curves":
        chart = charts.all_curves(satisfaction_curves(result), look)
    else:
        chart = charts.overview(result.features, look)
    return charts.enlarged(chart.properties(description=alt), scale)
