"""What belongs to all items: the scale, cells that are no rating, and how much each dimension weighs."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kano.i18n import Translate
from kano.readers import Table
from kano.readers.service import unread
from kano.service.conventions import dimension_name
from kano.service.items import Items, Scale
from kano.ui.state import State

NONE, OWN, SAME = "none", "own", "same"


def choose(kept: State, table: Table, t: Translate) -> None:
    """Nothing here is chosen before: a scale that nobody gave is not known."""
    items = kept.service.items
    if items is None:
        return
    with st.popover(t("ui.gaps.scales"), icon=":material/tune:"):
        scale = _scale("scale", items.scale, kept, t)
        importance = items.importance_scale
        if any(item.importance for item in items.items):
            importance = _scale("importance_scale", items.importance_scale, kept, t)
        missing = st.text_input(
            t("ui.gaps.missing"),
            ", ".join(items.missing),
            key=f"missing_{kept.edition}",
            help=t("ui.gaps.missing-help"),
        )
        weights = _weights(kept, items, table, t) if items.dimensions else {}
    values = tuple(part.strip() for part in missing.split(",") if part.strip())
    kept.service.items = replace(items, scale=scale, importance_scale=importance, missing=values, weights=weights)


def _scale(name: str, now: Scale | None, kept: State, t: Translate) -> Scale | None:
    """Both ends, or none."""
    st.markdown(f"**{t(f'ui.gaps.{name}')}**")
    left, right = st.columns(2)
    ends = [
        place.number_input(
            t(f"ui.gaps.{end}"),
            value=now[i] if now else None,
            step=1.0,
            format="%g",
            key=f"{name}_{end}_{kept.edition}",
        )
        for i, (place, end) in enumerate(((left, "lowest"), (right, "highest")))
    ]
    low, high = ends
    if low is None or high is None:
        return None
    if low >= high:
        st.caption(f":red[{t('error.scale-empty', lowest=f'{low:g}', highest=f'{high:g}')}]")
        return None
    return float(low), float(high)


def _weights(kept: State, items: Items, table: Table, t: Translate) -> dict[str, float | str]:
    given = list(items.weights.values())
    before = NONE if not given else OWN if isinstance(given[0], str) else SAME
    options, key = (NONE, OWN, SAME), f"weights_{kept.edition}"
    chosen = st.radio(
        t("gaps.how.weights"),
        options,
        options.index(before),
        format_func=lambda kind: t(f"ui.gaps.weights-{kind}"),
        key=key,
    )
    if chosen == OWN:
        return _columns(kept, items, table, t)
    return _numbers(kept, items, t) if chosen == SAME else {}


def _columns(kept: State, items: Items, table: Table, t: Translate) -> dict[str, float | str]:
    """The column of each dimension's points; none until all are said."""
    bare = replace(items, weights={})
    options, result = list(unread(table, bare)), {}
    for i, name in enumerate(items.dimensions):
        now = items.weights.get(name)
        place = options.index(now) if isinstance(now, str) and now in options else None
        result[name] = st.selectbox(dimension_name(name, t), options, place, key=f"points_{i}_{kept.edition}")
    sound = all(result.values()) and len(set(result.values())) == len(result)
    return {name: column for name, column in result.items() if column} if sound else {}


def _numbers(kept: State, items: Items, t: Translate) -> dict[str, float | str]:
    """Points of 100 for everybody; none until they add up to it."""
    result: dict[str, float | None] = {}
    for i, name in enumerate(items.dimensions):
        now = items.weights.get(name)
        start = float(now) if now is not None and not isinstance(now, str) else None
        key = f"same_{i}_{kept.edition}"
        result[name] = st.number_input(dimension_name(name, t), 0.0, 100.0, start, step=5.0, format="%g", key=key)
    total = sum(value or 0.0 for value in result.values())
    if abs(total - 100) > 1e-6 or None in result.values():
        st.caption(f":red[{t('error.weights-sum', sum=f'{total:g}')}]")
        return {}
    return {name: value for name, value in result.items() if value is not None}
