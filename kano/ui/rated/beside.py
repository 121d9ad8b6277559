"""What stands beside an attribute: the feature of the Kano pairs that it is, and how important people called it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from kano.drivers.agreement import by_name
from kano.drivers.asked import Pairs
from kano.drivers.impact import MEASURES
from kano.i18n import Translate
from kano.readers import Table
from kano.readers.scores import rating_columns
from kano.text import markdown
from kano.ui.state import State


def beside(kept: State, table: Table, pairs: Pairs, t: Translate) -> None:
    """A row per attribute; features are proposed by their names, importance columns are only ever chosen."""
    work, attributes = kept.rated, kept.rated.attributes or ()
    for finding in pairs.findings:
        st.caption(markdown(finding.text(t)))
    if work.matching is None:
        work.matching = by_name(pairs.asked.names, attributes) if pairs.asked else {}
    with st.expander(t("ui.drivers.beside"), icon=":material/link:"):
        st.write(t("ui.drivers.beside-about"))
        _edited(kept, table, pairs, attributes, t)
        work.measure = st.radio(
            t("ui.drivers.measure"),
            MEASURES,
            MEASURES.index(work.measure),
            format_func=lambda name: t(f"driver.measure-{name}"),
            key=f"rated_measure_{kept.edition}",
        )


def _edited(kept: State, table: Table, pairs: Pairs, attributes: tuple[str, ...], t: Translate) -> None:
    work = kept.rated
    features = list(pairs.asked.people.features) if pairs.asked else []
    of = {attribute: feature for feature, attribute in (work.matching or {}).items()}
    columns = [name for name in rating_columns(table, work.missing)[0] if name not in (*attributes, work.overall)]
    key = f"rated_beside_{kept.edition}_{'|'.join(attributes)}"
    base = kept.held(
        "rated_beside",
        key,
        lambda: [
            {"attribute": name, "feature": of.get(name), "importance": work.importance.get(name)} for name in attributes
        ],
    )
    config: dict[str, Any] = {
        "attribute": st.column_config.TextColumn(t("driver.column-attribute"), disabled=True),
        "feature": st.column_config.SelectboxColumn(t("driver.column-feature"), options=features),
        "importance": st.column_config.SelectboxColumn(t("ui.drivers.importance"), options=columns),
    }
    shown = pd.DataFrame(base, columns=list(config)).astype(object)
    edited = st.data_editor(shown, key=key, hide_index=True, width="stretch", column_config=config)
    rows = [{str(k): "" if pd.isna(v) else str(v) for k, v in row.items()} for row in edited.to_dict("records")]
    work.matching = {row["feature"]: row["attribute"] for row in rows if row["feature"]}
    work.importance = {row["attribute"]: row["importance"] for row in rows if row["importance"]}
    chosen = [row["feature"] for row in rows if row["feature"]]
    if len(set(chosen)) < len(chosen):
        st.caption(f":red[{t('ui.drivers.feature-twice')}]")
