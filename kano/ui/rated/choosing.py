"""Which column is overall satisfaction, which are the attributes, what counts as low and as high."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from kano.drivers.asked import Pairs
from kano.drivers.rated import proposed
from kano.drivers.regression import MODELS
from kano.errors import KanoError
from kano.i18n import Translate
from kano.ratings import Ratings
from kano.readers import Table
from kano.readers.scores import rating_columns, read_ratings
from kano.text import markdown
from kano.ui.rated import scales
from kano.ui.rated.beside import beside
from kano.ui.rated.work import RatedWork
from kano.ui.state import State, value_of


def choose(kept: State, table: Table, pairs: Pairs, t: Translate) -> None:
    """Everything that is to be said of the file, and the click that confirms it."""
    work = kept.rated
    with st.expander(t("ui.drivers.columns"), expanded=work.confirmed is None, icon=":material/table_rows:"):
        _overall(kept, table, t)
        if work.overall is None:
            return
        _attributes(kept, table, pairs, t)
        _missing(kept, t)
        seen = ratings_of(work, table)
        scales.choose(kept, seen, t)
        _model(kept, seen, t)
        beside(kept, table, pairs, t)
        _confirm(kept, t)


def ratings_of(work: RatedWork, table: Table) -> Ratings | None:
    """What can be read already: overall satisfaction first, then the attributes."""
    if work.overall is None or not work.attributes:
        return None
    try:
        return read_ratings(table, [work.overall, *work.attributes], work.missing, work.meant)[0]
    except KanoError:
        return None


def _overall(kept: State, table: Table, t: Translate) -> None:
    """Nothing is chosen before: which column it is, only the user knows."""
    work, key = kept.rated, f"rated_overall_{kept.edition}"
    likely, others = rating_columns(table, work.missing)
    options = [*likely, *(name for name, why in others.items() if why not in ("meta", "empty", "constant"))]
    st.selectbox(
        t("ui.drivers.overall"),
        options,
        options.index(work.overall) if work.overall in options else None,
        key=key,
        on_change=lambda: kept.act(work.rate, value_of(key)),
        placeholder=t("ui.drivers.pick"),
    )


def _attributes(kept: State, table: Table, pairs: Pairs, t: Translate) -> None:
    """Proposed by what their cells hold; every other column is named with its reason."""
    work = kept.rated
    found, why = proposed(table, work.overall or "", work.missing, pairs.columns)
    start = found if work.attributes is None else work.attributes
    options = [name for name in table.names if name != work.overall]
    key = f"rated_attributes_{kept.edition}"
    chosen = st.multiselect(t("ui.drivers.attributes"), options, [n for n in start if n in options], key=key)
    work.attributes = tuple(chosen)
    _others({name: why.get(name, "not-chosen") for name in options if name not in chosen}, t)


def _others(left: Mapping[str, str], t: Translate) -> None:
    reasons: dict[str, list[str]] = {}
    for name, why in left.items():
        reasons.setdefault(why, []).append(name)
    if left:
        with st.popover(t("ui.drivers.others", n=len(left)), icon=":material/visibility_off:"):
            for why, names in reasons.items():
                st.markdown(f"**{t(f'driver.left-{why}')}**: {', '.join(map(markdown, names))}")


def _missing(kept: State, t: Translate) -> None:
    work, key = kept.rated, f"rated_missing_{kept.edition}"
    st.text_input(
        t("ui.drivers.missing"),
        ", ".join(work.missing),
        key=key,
        on_change=lambda: _said(work, value_of(key) or ""),
        help=t("ui.drivers.missing-help"),
    )


def _said(work: RatedWork, text: str) -> None:
    work.missing = tuple(part.strip() for part in text.split(",") if part.strip())


def _model(kept: State, seen: Ratings | None, t: Translate) -> None:
    """The linear model stands first; of two values the logit is suggested, in words."""
    work, key = kept.rated, f"rated_model_{kept.edition}"
    model = st.radio(
        t("convention.driver-model"),
        MODELS,
        MODELS.index(work.settings.model),
        format_func=lambda name: t(f"driver.model-{name}"),
        key=key,
    )
    work.settings = replace(work.settings, model=model or MODELS[0])
    if seen is not None and work.overall and len({*seen.column(work.overall)[seen.complete].tolist()}) == 2:
        st.info(markdown(t("finding.drivers-binary", overall=work.overall)), icon=":material/help:")


def _confirm(kept: State, t: Translate) -> None:
    work, choice = kept.rated, kept.rated.choice
    if choice is None:
        st.info(t("error.drivers-none"), icon=":material/info:")
        return
    if work.confirmed is not None and work.confirmed != choice:
        st.caption(t("ui.drivers.changed"))
    st.button(
        t("ui.drivers.confirm", n=len(choice.attributes)),
        type="primary",
        icon=":material/check:",
        on_click=lambda: kept.act(work.confirm, choice),
    )
