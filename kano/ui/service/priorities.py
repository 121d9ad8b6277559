"""Which shortfall first? By Kano priority, and beside it by M > O > A."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from kano.answers import CATEGORIES, Category
from kano.i18n import LANGUAGES
from kano.service.conventions import cited
from kano.service.matrix import expectations, importances
from kano.service.priority import (
    MULTIPLIERS,
    Priorities,
    Priority,
    Standing,
    categories_of,
    gaps_of,
    prioritise,
    sure_of,
)
from kano.text import markdown
from kano.ui import cache
from kano.ui.service.desk import Desk
from kano.ui.state import value_of


def importance(desk: Desk) -> dict[str, float] | None:
    """How much each item matters: as the file asks it, else mean expectations, if the user lets them stand for it."""
    if importances(desk.result):
        return known(desk)
    st.info(desk.t("ui.gaps.no-importance"), icon=":material/info:")
    work, key = desk.kept.service, "service_matters"
    work.expectation_matters = st.toggle(desk.t("ui.gaps.expectation-matters"), work.expectation_matters, key=key)
    return known(desk)


def known(desk: Desk) -> dict[str, float] | None:
    """As `importance`, without asking."""
    standing = expectations(desk.result) if desk.kept.service.expectation_matters else None
    return importances(desk.result) or standing


def scale(desk: Desk) -> tuple[float, float] | None:
    """That of importance: of the ratings, where expectations stand for it."""
    asked = desk.result.asked
    return asked.importance_scale if importances(desk.result) else asked.scale


def categories(desk: Desk) -> dict[str, Category]:
    """Of the open study, where features are called like items; what was chosen by hand goes before."""
    by_hand = {name: Category(letter) for name, letter in desk.kept.service.letters.items()}
    return {**_of_study(desk), **by_hand}


def _of_study(desk: Desk) -> dict[str, Category]:
    study, kept = desk.kept.study, desk.kept
    if study is None:
        return {}
    chosen, rule, _ = kept.chosen
    table = chosen if chosen in study.tables else study.tables[0]
    found = cache.report(study, table, rule, None, kept.lang).result
    return categories_of(desk.result.asked.names, found, [study.labels(lang) for lang in LANGUAGES])


def show(desk: Desk) -> None:
    t, known = desk.t, importance(desk)
    _source(desk)
    factors = _factors(desk)
    _choose(desk)
    if known is None:
        return
    found = prioritise(gaps_of(desk.result), known, categories(desk), factors, sure_of(desk.result))
    weak = found.of(Standing.WEAKNESS)
    if weak:
        st.subheader(t("ui.gaps.orders"), anchor=False)
        st.write(t("gaps.orders"))
        _table(weak, desk)
    _apart(found, desk)
    st.caption("; ".join(map(markdown, cited(found.conventions["sources"], t))))


def _source(desk: Desk) -> None:
    """Where the categories come from."""
    t, study, found = desk.t, desk.kept.study, _of_study(desk)
    if study and found:
        n, name = len(found), study.source.name
        st.caption(markdown(t("ui.gaps.from-study", n=n, all=len(desk.result.items), study=name)))
    else:
        st.caption(t("ui.gaps.no-study"))


def _factors(desk: Desk) -> dict[Category, float]:
    with st.popover(desk.t("gaps.column.multiplier"), icon=":material/tune:"):
        st.write(desk.t("ui.gaps.multipliers"))
        return {
            category: st.number_input(
                desk.t(f"type.{category}"), 0.0, 100.0, factor, step=1.0, format="%g", key=f"multiplier_{category}"
            )
            for category, factor in MULTIPLIERS.items()
        }


def _choose(desk: Desk) -> None:
    """A category per item; what is chosen is kept by the item's name."""
    t, kept, names = desk.t, desk.kept, [gap.name for gap in desk.result.items]
    study = kept.study.source.sha256[:8] if kept.study else ""
    key = f"letters_{kept.edition}_{study}"
    now = categories(desk)
    base = kept.held("service_letters", key, lambda: [str(now.get(name) or "") or None for name in names])
    frame = pd.DataFrame({"item": [desk.look.labels.get(name, name) for name in names], "category": base})
    st.data_editor(
        frame.astype(object),
        key=key,
        hide_index=True,
        width="stretch",
        disabled=["item"],
        height=min(35 * (len(names) + 1) + 3, 320),
        column_config={
            "item": st.column_config.TextColumn(t("gaps.column.item")),
            "category": st.column_config.SelectboxColumn(
                t("gaps.column.category"),
                options=list(map(str, CATEGORIES)),
                format_func=lambda letter: t(f"type.{letter}"),
            ),
        },
        on_change=_chosen,
        args=(desk, key, names),
    )


def _chosen(desk: Desk, key: str, names: list[str]) -> None:
    for place, cells in (value_of(key) or {}).get("edited_rows", {}).items():
        if "category" in cells:
            desk.kept.service.letter(names[int(place)], cells["category"])


def _table(weak: tuple[Priority, ...], desk: Desk) -> None:
    rows = [_row(item, desk) for item in weak]
    config: dict[str, Any] = {key: st.column_config.Column(desk.t(f"gaps.column.{key}")) for key in rows[0]}
    config["priority"] = st.column_config.NumberColumn(desk.t("gaps.column.priority"), format="%.1f")
    st.dataframe(rows, hide_index=True, width="stretch", column_config=config)
    marks = {item.sure for item in weak}
    if False in marks:
        st.caption(f"~ {desk.t('gaps.unsure')}")
    if None in marks:
        st.caption(f"? {desk.t('gaps.no-spread')}")


def _row(item: Priority, desk: Desk) -> dict[str, object]:
    gap = f"{item.gap:+.2f}".replace("-", "\u2212") + {True: "", False: " ~", None: " ?"}[item.sure]
    return {
        "item": desk.look.labels.get(item.name, item.name),
        "category": desk.t(f"type.{item.category}"),
        "gap": gap,
        "importance": round(item.importance or 0.0, 2),
        "multiplier": item.multiplier,
        "priority": item.priority,
        "rank": item.rank,
        "kano_rank": item.kano_rank,
    }


def _apart(found: Priorities, desk: Desk) -> None:
    """What has no priority, and why."""
    for standing in Standing:
        items = found.of(standing)
        if standing is not Standing.WEAKNESS and items:
            named = ", ".join(markdown(desk.look.labels.get(item.name, item.name)) for item in items)
            st.markdown(f"**{desk.t(f'gaps.standing.{standing}')}**: {named}")
