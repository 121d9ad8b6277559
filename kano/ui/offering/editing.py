"""Offers are written: from a file, from the sample, or by hand. Nothing is filled in that the user did not say."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kano.decision.bundles import MOST, Offers
from kano.errors import KanoError
from kano.i18n import Translate
from kano.readers.offers_file import read_drafts, to_csv
from kano.reports.offers import called, opened
from kano.samples import sample_offers
from kano.study import Study
from kano.text import markdown
from kano.ui.parts import KINDS
from kano.ui.state import State, value_of

ROW, MOST_HIGH = 35, 700
"""Pixels of a row, and of a table."""


def write(kept: State, study: Study, t: Translate) -> Offers | None:
    """The offers, or None while something about them is still to be said."""
    work = kept.offers
    work.about(study.data.features)
    _open(kept, study, t)
    if work.problem:
        st.error(markdown(work.problem), icon=":material/error:")
    if not work.drafts:
        st.info(t("ui.offers.empty"), icon=":material/edit_note:")
        return None
    _offers(kept, t)
    _levels(kept, study, t)
    return _checked(kept, study, t)


def _open(kept: State, study: Study, t: Translate) -> None:
    sample = sample_offers(study, kept.lang)
    with st.container(horizontal=True):
        st.button(
            t("ui.offers.add"),
            icon=":material/add:",
            on_click=_add,
            args=(kept, t),
            disabled=len(kept.offers.drafts) >= MOST,
            key="offers_add",
        )
        if sample is not None:
            st.button(
                t("ui.offers.sample"),
                icon=":material/play_arrow:",
                on_click=_read,
                args=(kept, study, sample.name, sample.read_bytes()),
                key="offers_sample",
            )
        with st.popover(t("ui.offers.file"), icon=":material/upload_file:"):
            st.write(t("ui.offers.file-about"))
            st.file_uploader(t("ui.upload"), type=KINDS, key="offers_file", on_change=_uploaded, args=(kept, study))
            names = [study.labels(kept.lang).get(feature, feature) for feature in study.data.features]
            blank = to_csv(names, names=[t("offers.offer-n", n=n) for n in (1, 2)]).encode("utf-8-sig")
            st.download_button(
                t("ui.offers.template"), blank, "offers.csv", "text/csv", icon=":material/download:", on_click="ignore"
            )


def _add(kept: State, t: Translate) -> None:
    taken = {draft.name for draft in kept.offers.drafts}
    name = next(name for n in range(1, MOST + 2) if (name := t("offers.offer-n", n=n)) not in taken)
    kept.act(kept.offers.add, name)


def _uploaded(kept: State, study: Study) -> None:
    found = value_of("offers_file")
    if found is not None:
        _read(kept, study, found.name, found.getvalue())


def _read(kept: State, study: Study, name: str, data: bytes) -> None:
    try:
        drafts = read_drafts(opened(data, name, kept.t), called(study))
    except KanoError as problem:
        kept.act(kept.offers.refuse, problem.text(kept.t))
    else:
        kept.act(kept.offers.take, drafts)


def _offers(kept: State, t: Translate) -> None:
    """What each offer is called, costs, and what there is to say about it."""
    drafts, key = kept.offers.drafts, f"offers_names_{kept.edition}"
    columns = {
        "name": st.column_config.TextColumn(t("offers.column-offer"), max_chars=200, required=True, width="medium"),
        "cost": st.column_config.NumberColumn(t("offers.column-cost"), min_value=0.0, format="%g", width="small"),
        "note": st.column_config.TextColumn(t("ui.offers.note"), max_chars=200, width="large"),
    }
    base = kept.held("offers_names", key, lambda: [{name: getattr(d, name) for name in columns} for d in drafts])
    st.markdown(f"##### {t('ui.offers.offers')}")
    st.data_editor(
        pd.DataFrame(base, columns=list(columns)).astype({"name": str, "cost": float, "note": str}),
        key=key,
        hide_index=True,
        width="stretch",
        placeholder="",
        column_config=columns,
        on_change=_said,
        args=(kept, key),
    )
    with st.popover(t("ui.offers.remove"), icon=":material/delete:"):
        for place, draft in enumerate(drafts):
            remove = partial(kept.act, kept.offers.remove, place)
            st.button(markdown(draft.name or "-"), key=f"{key}_remove_{place}", on_click=remove)


def _said(kept: State, key: str) -> None:
    """Fold what was typed into what is kept; the columns of the levels are then called otherwise."""
    for place, cells in (value_of(key) or {}).get("edited_rows", {}).items():
        draft = kept.offers.drafts[int(place)]
        said: dict[str, Any] = {"name": draft.name, "cost": draft.cost, "note": draft.note, **cells}
        kept.offers.say(int(place), said["name"], said["cost"], said["note"])
    kept.turned("offers")


def _levels(kept: State, study: Study, t: Translate) -> None:
    """How far each offer fulfils each feature, in percent; a row that is blank is not compared."""
    work, labels = kept.offers, study.labels(kept.lang)
    key = f"offers_levels_{kept.turn('offers')}"
    base = kept.held("offers_levels", key, lambda: [_row(work.drafts, feature) for feature in work.features])
    frame = pd.DataFrame(base, columns=[f"offer{place}" for place in range(len(work.drafts))]).astype(float)
    frame.insert(0, "feature", [labels.get(feature, feature) for feature in work.features])
    columns: dict[str, Any] = {
        "feature": st.column_config.TextColumn(t("column.feature"), pinned=True, width="medium", disabled=True)
    }
    for place, draft in enumerate(work.drafts):
        columns[f"offer{place}"] = st.column_config.NumberColumn(
            f"{place + 1} {draft.name}", min_value=0.0, max_value=100.0, format="%g%%", width="small", help=draft.note
        )
    st.markdown(f"##### {t('ui.offers.levels')}")
    st.caption(t("ui.offers.levels-about"))
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        width="stretch",
        placeholder="",
        height=min(ROW * (len(frame) + 1) + 3, MOST_HIGH),
        column_config=columns,
        on_change=_levelled,
        args=(kept, key),
    )
    label, at = t("ui.offers.blanks"), f"offers_blanks_{key}"
    st.checkbox(label, value=work.blanks, key=at, on_change=_blanks, args=(kept, at))


def _row(drafts: list[Any], feature: str) -> dict[str, float | None]:
    levels = [draft.levels.get(feature) for draft in drafts]
    return {f"offer{place}": None if level is None else round(100 * level, 10) for place, level in enumerate(levels)}


def _levelled(kept: State, key: str) -> None:
    for row, cells in (value_of(key) or {}).get("edited_rows", {}).items():
        for column, percent in cells.items():
            kept.offers.level(int(column.removeprefix("offer")), kept.offers.features[int(row)], percent)


def _blanks(kept: State, key: str) -> None:
    kept.offers.blanks = bool(value_of(key))


def _checked(kept: State, study: Study, t: Translate) -> Offers | None:
    try:
        offers = kept.offers.offers()
    except KanoError as problem:
        labels = study.labels(kept.lang)
        said = problem.text(t)
        for feature, name in labels.items():
            said = said.replace(feature, name)
        st.warning(markdown(said), icon=":material/edit_note:")
        return None
    file = to_csv(offers.features, offers).encode("utf-8-sig")
    st.download_button(
        t("ui.offers.save"), file, "offers.csv", "text/csv", icon=":material/download:", on_click="ignore"
    )
    return offers
