"""Costs and fulfilment as a table to fill in, a file to bring or take away, and how the choice is made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kano.decision.plan import MOST_COST, Plan
from kano.decision.portfolio import WEIGHTS
from kano.errors import KanoError
from kano.i18n import Translate
from kano.readers.plan_file import Names, open_plan, to_rows
from kano.reports.table import to_csv
from kano.samples import sample_plan
from kano.study import Study
from kano.text import NAME_LENGTH, clean, markdown
from kano.ui.parts import remarks
from kano.ui.planned.work import COLUMNS, PlanWork, of_labels, plan_of
from kano.ui.state import State, value_of

TABLES = ["csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods"]


def editor(kept: State, work: PlanWork, study: Study) -> None:
    """Fold what is edited into what is kept; the table starts from what does not change while it is edited."""
    t, features = kept.t, study.data.features
    labels = {name: called for name, called in unlike(study, kept.lang).items() if name in features}
    key = f"{study.source.sha256[:8]}_{kept.edition}"
    base = kept.held("plan_rows", key, lambda: _shown(work, study, labels))
    frame = pd.DataFrame(base, columns=list(COLUMNS)).astype(object).where(lambda f: f.notna(), None)
    for column in COLUMNS[1:4]:
        frame[column] = pd.to_numeric(frame[column])
    edited = st.data_editor(
        frame,
        key=f"plan_{key}",
        num_rows="dynamic",
        placeholder="–",
        hide_index=True,
        width="stretch",
        column_config=_config(list(labels.values()), t),
    )
    rows = [{str(k): _value(v) for k, v in row.items()} for row in edited.to_dict("records")]
    keys = {label: name for name, label in labels.items()}
    work.edit([row for row in (of_labels(row, keys) for row in rows) if row["feature"]])


def unlike(study: Study, lang: str) -> dict[str, str]:
    """What each feature is called on screen; two of one name keep their keys."""
    labels = study.labels(lang)
    called = {name: labels.get(name, name) for name in study.data.features}
    names = list(called.values())
    return {name: label if names.count(label) == 1 else name for name, label in called.items()}


def _shown(work: PlanWork, study: Study, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows as the table shows them."""
    rows = work.rows_for(study.data.features)
    named = ({**row, "feature": labels[row["feature"]]} for row in rows)
    return [{**row, **{key: [labels[n] for n in row[key]] for key in ("requires", "excludes")}} for row in named]


def _value(value: Any) -> Any:
    if pd.api.types.is_list_like(value):
        return list(value)
    return None if value is None or pd.isna(value) else value


def _config(names: list[str], t: Translate) -> dict[str, Any]:
    column, most = st.column_config, MOST_COST
    help = t("ui.portfolio.cost-help")
    return {
        "feature": column.SelectboxColumn(t("portfolio.column.feature"), options=names, required=True, width=220),
        "cost": column.NumberColumn(t("portfolio.column.cost"), min_value=-most, max_value=most, help=help, width=90),
        "now": _percent(t("portfolio.column.now"), t("ui.portfolio.now-help")),
        "target": _percent(t("portfolio.column.target"), t("ui.portfolio.target-help")),
        "requires": column.MultiselectColumn(t("ui.portfolio.requires"), options=names),
        "excludes": column.MultiselectColumn(t("ui.portfolio.excludes"), options=names),
    }


def _percent(label: str, help: str) -> Any:
    return st.column_config.NumberColumn(label, min_value=0.0, max_value=100.0, format="%g %%", help=help, width=90)


def files(kept: State, work: PlanWork, study: Study) -> None:
    """The plan as a file, to be filled in elsewhere and brought back."""
    t = kept.t
    left, right = st.columns(2, vertical_alignment="bottom")
    left.download_button(
        t("ui.portfolio.download"),
        partial(_file, work, study, kept.lang),
        file_name="plan.csv",
        mime="text/csv",
        icon=":material/download:",
        width="stretch",
        on_click="ignore",
    )
    if sample_plan(study) is not None:
        say = partial(kept.act, _load_sample, work, study)
        left.button(t("ui.portfolio.sample"), icon=":material/science:", width="stretch", on_click=say)
    key = f"plan_file_{kept.edition}"
    load = partial(_load, kept, work, study, key)
    right.file_uploader(t("ui.portfolio.upload"), type=TABLES, key=key, on_change=load)
    if work.problem:
        st.error(markdown(work.problem), icon=":material/error:")
    remarks(work.findings, t)
    if work.invented:
        st.warning(t("ui.portfolio.invented"), icon=":material/science:")


def _file(work: PlanWork, study: Study, lang: str) -> bytes:
    """What is in the table now, or the features alone where it is not a plan yet."""
    try:
        plan = plan_of(work.rows or (), work.unit)
    except KanoError:
        plan = Plan((), unit=work.unit)
    return to_csv(to_rows(study.data.features, study.labels(lang), lang, plan)).encode("utf-8-sig")


def _load_sample(work: PlanWork, study: Study) -> None:
    file = sample_plan(study)
    if file is not None:
        _take(work, study, file.read_bytes(), file.name, invented=True)


def _load(kept: State, work: PlanWork, study: Study, key: str) -> None:
    """A plan from a file; one that cannot be read is told and changes nothing."""
    found = value_of(key)
    if found is None:
        return
    try:
        kept.act(_take, work, study, found.getvalue(), clean(found.name))
    except KanoError as problem:
        work.problem = problem.text(kept.t)


def _take(work: PlanWork, study: Study, data: bytes, name: str, invented: bool = False) -> None:
    found = open_plan(data, name, Names(study.data.features, study.questionnaire))
    work.take(found.plan, study.data.features, invented, found.findings)


def choices(kept: State, work: PlanWork) -> None:
    """The budget, its unit, and how features count."""
    t, edition = kept.t, kept.edition
    first, second, third = st.columns(3, vertical_alignment="bottom")
    first.number_input(
        t("ui.portfolio.budget"),
        value=work.budget,
        placeholder=t("ui.portfolio.no-limit"),
        key=f"plan_budget_{edition}",
        on_change=lambda: work.limit(value_of(f"plan_budget_{edition}")),
    )
    second.text_input(
        t("ui.portfolio.unit"),
        work.unit,
        max_chars=NAME_LENGTH,
        key=f"plan_unit_{edition}",
        on_change=lambda: work.name_unit(clean(value_of(f"plan_unit_{edition}") or "")),
    )
    third.selectbox(
        t("portfolio.how.weights"),
        WEIGHTS,
        WEIGHTS.index(work.weights),
        format_func=lambda name: t(f"ui.portfolio.weights-{name}"),
        key=f"plan_weights_{edition}",
        on_change=lambda: work.weigh(value_of(f"plan_weights_{edition}")),
    )
    st.checkbox(
        t("ui.portfolio.basics-first"),
        work.basics_first,
        help=t("portfolio.how.first-basics"),
        key=f"plan_basics_{edition}",
        on_change=lambda: work.put_first(bool(value_of(f"plan_basics_{edition}"))),
    )
