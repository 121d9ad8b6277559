"""What drives satisfaction, by experience? A file of ratings, its columns, and one question per tab."""

from __future__ import annotations

import streamlit as st

from kano.drivers.rated import Rated
from kano.errors import KanoError
from kano.i18n import Translate
from kano.readers import Mapping, Table
from kano.ui import cache, reading, unread
from kano.ui.parts import guarded, look, page, remarks
from kano.ui.rated import filing, opening, views
from kano.ui.rated.choosing import choose
from kano.ui.state import State


def build() -> None:
    kept, t = page("drivers")
    opening.file(kept, t)
    if kept.rated_upload is None:
        return
    table = reading.table(kept, kept.rated_upload, kept.rated, t)
    if table is None:
        return
    known = _known(kept, table)
    choose(kept, table, cache.pairs(table, known), t)
    rated = _found(kept, table, known, t)
    if rated is not None:
        if known is not None and kept.study is not None and kept.study.screened:
            st.caption(t("ui.drivers.everyone"))
        _show(rated, kept, t)


def _known(kept: State, table: Table) -> Mapping | None:
    """What was confirmed about the pairs of the same file on the Answers page."""
    study = kept.study
    return study.mapping if study is not None and study.source.sha256 == table.source.sha256 else None


def _found(kept: State, table: Table, known: Mapping | None, t: Translate) -> Rated | None:
    """What the confirmed columns say, or what is still to be said."""
    choice = kept.rated.confirmed
    if choice is None:
        return None
    try:
        return cache.ratings(table, choice, known)
    except KanoError as problem:
        if problem.code != "ratings-unread":
            raise
        columns = [table[name] for name in (choice.overall, *choice.attributes)]
        texts = unread.texts(columns, {*choice.meant, *choice.missing})
        unread.ask(kept, texts, lambda given: kept.rated.confirm(choice.telling(given)), problem, t, "rated_meant")
        return None


def _show(rated: Rated, kept: State, t: Translate) -> None:
    views.headline(rated, t)
    remarks(rated.findings, t)
    chosen = st.segmented_control(
        t("ui.results.view"),
        list(views.VIEWS),
        default="drivers",
        required=True,
        format_func=lambda name: t(f"ui.drivers.{name}"),
        label_visibility="collapsed",
        key="drivers_view",
    )
    views.VIEWS[chosen or "drivers"](rated, look())
    filing.files(rated, kept)
    views.conventions(rated, t)


guarded(build)
