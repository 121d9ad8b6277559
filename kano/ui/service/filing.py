"""Service quality as files to present, with the map and the priorities as they were chosen."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kano.answers import Category
from kano.errors import KanoError
from kano.reports.gaps import GapsReport
from kano.service.matrix import importance_performance, importances
from kano.service.priority import MULTIPLIERS, gaps_of, prioritise, sure_of
from kano.text import markdown
from kano.ui import presenting
from kano.ui.service import priorities
from kano.ui.service.desk import Desk
from kano.ui.state import value_of


def files(desk: Desk) -> None:
    from kano.reports.rated import gaps_told

    kept, source = desk.kept, desk.table.source
    try:
        report = reported(desk)
    except KanoError as problem:
        st.info(markdown(problem.text(desk.t)), icon=":material/info:")
        return
    joined = [part and (part.conventions, part.rows()) for part in (report.matrix, report.priorities)]
    of = repr((source, desk.result.asked, joined, desk.look.labels, kept.lang))
    presenting.files(partial(gaps_told, report, desk.look.labels, kept.lang), of, source.name, kept)


def reported(desk: Desk) -> GapsReport:
    """With the map where importance is known, and the priorities where a category is. Raises KanoError."""
    known, kinds = priorities.known(desk), priorities.categories(desk)
    matrix = found = None
    if known is not None:
        cut = value_of("service_cut") or "mean"
        matrix = importance_performance(desk.result, known, cut, priorities.scale(desk))
        if kinds:
            found = prioritise(gaps_of(desk.result), known, kinds, _factors(), sure_of(desk.result))
    given = matrix is not None and not importances(desk.result)
    return GapsReport(desk.table, desk.result, desk.said, matrix, found, given)


def _factors() -> dict[Category, float]:
    """Those of the Priorities tab while it is shown, else the usual ones."""
    chosen = {category: value_of(f"multiplier_{category}") for category in MULTIPLIERS}
    return {category: factor for category, factor in chosen.items() if factor is not None}
