"""What a room sees on its wall: how to come in, how far everybody is and, once revealed, what the answers say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from typing import Any

import streamlit as st

from kano import charts
from kano.charts.wall import width_of
from kano.classification import Classification, Verdict, summary_line
from kano.curves import satisfaction_curves
from kano.i18n import Translate
from kano.settling import Settling
from kano.text import markdown
from kano.ui import cache, leading
from kano.ui.opening import title_of
from kano.ui.parts import look
from kano.workshop.publishing import Live
from kano.workshop.room import LEAST, Asks, Room, State

VIEWS = ("overview", "map", "curves")
KEY, MOST, LEAST_SIZE = (27 * 20, 33 * 20), 40, 7
"""Width and height of the key beside a plane and sizes of its letters, in twentieths of 1 % of the window's width."""


def head(room: Room, lang: str, t: Translate, whose: str = "phone.customers") -> None:
    """What is asked, and `whose` answers are asked for."""
    turn = f" · {t('workshop.round', round=room.round)}" if room.round > 1 else ""
    st.markdown(f"## {title_of(room.questionnaire, lang)}{turn}")
    if room.options.asks is Asks.CUSTOMERS:
        st.markdown(f"### {t(whose)}")


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


def strip(room: Room, live: Live, lang: str, t: Translate) -> None:
    """The same in one line, above the results."""
    with st.container(key="strip", horizontal=True, gap="medium", vertical_alignment="center"):
        leading.scanned(room, 110, t)
        with st.container(key="about", gap=None):
            head(room, lang, t, "ui.stage.customers")
            state, address = t(f"stage.{room.state}"), markdown(leading.join_address())
            st.markdown(f"### {address} · :primary[{room.code}] · {state}")
        people(live, t)


def people(live: Live, t: Translate) -> None:
    with st.container(horizontal=True, gap="large", width="content"):
        st.metric(t("ui.workshop.joined"), live.progress.joined, width="content")
        st.metric(t("ui.workshop.finished"), live.progress.finished, width="content")


def results(live: Live, lang: str, t: Translate, view: str) -> None:
    """One picture of what is published so far, as large as the window has room for, and what is to be known of it."""
    result = cache.standing(live)
    labels = live.room.questionnaire.labels(lang)
    seen = replace(look(labels=labels), wall=True, nothing=t("ui.stage.few", least=LEAST))
    with st.container(key="picture", horizontal=True, height="stretch"):
        place = st.container(key="chart", width="stretch", height="stretch")
        if view != "overview":
            _key([seen.labels.get(name, name) for name in result.counts.features])
    chart = cache.wall(live, view, lang, seen.dark, lambda: _chart(result, seen, view))
    place.vega_lite_chart(chart, width="stretch", height="stretch", theme=None, key=f"stage_{view}")
    with st.container(key="lines", gap=None):
        st.markdown(f"{counted(live, t)} · {leading.settled(result, t)}")
        for line in filter(None, (later(live, t), ahead(cache.ahead(live), t))):
            st.markdown(line)


def _key(names: list[str]) -> None:
    """What the numbers of a plane stand for."""
    with st.container(key=f"names-{key_size(names)}", width="content", height="stretch"):
        st.markdown("  \n".join(f"**{i}** {markdown(name)}" for i, name in enumerate(names, start=1)))


def key_size(names: list[str]) -> int:
    """The largest letters in which these names fit beside a plane; `shell.STAGE` has a style for each size."""
    wide = [width_of(f"20 {name}") for name in names]
    tall = ((size, size * sum(ceil(each * size / KEY[0]) for each in wide)) for size in range(MOST, LEAST_SIZE, -1))
    return next((size for size, height in tall if 1.3 * height <= KEY[1]), LEAST_SIZE)


def counted(live: Live, t: Translate) -> str:
    """Of how many people the figures are: each feature moves by itself, and not everybody answers all of them."""
    told = [int(n) for n in live.counts.n.flat if n]
    if not told:
        return t("ui.stage.figures-none", least=LEAST)
    if min(told) < max(told):
        return t("ui.stage.figures-between", low=min(told), high=max(told))
    everybody = live.room.asked == len(live.room.questionnaire.features)
    return t("ui.stage.figures" if everybody else "ui.stage.figures-each", n=told[0])


def later(live: Live, t: Translate) -> str:
    """That the figures lag behind; "" where they do not.

    How far is said when nobody answers: a number that moved with each press would tell who passes over a pair, or
    changes one.
    """
    if live.room.state in (State.OPEN, State.READY):
        return t("ui.stage.steps", least=LEAST)
    return t("ui.stage.waiting", n=live.waiting, least=LEAST) if live.waiting else ""


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


def _chart(result: Classification, seen: charts.Look, view: str) -> dict[str, Any]:
    """The picture, and what it says in words."""
    said = "\n".join(_said(result, seen))
    if view == "map":
        return charts.enlarged(charts.better_worse_map(result.features, seen).properties(description=said))
    if view == "curves":
        return charts.enlarged(charts.all_curves(satisfaction_curves(result), seen).properties(description=said))
    names = [seen.name(feature.feature) for feature in result.features]
    return charts.enlarged(charts.overview(result.features, seen).properties(description=said), names)


def _said(result: Classification, seen: charts.Look) -> Iterator[str]:
    for feature in result.features:
        name = seen.labels.get(feature.feature, feature.feature)
        yield summary_line(feature, seen.t, name) if feature.category else f"{name}: {seen.nothing}"
