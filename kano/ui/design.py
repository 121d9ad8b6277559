"""The parts of the Design page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from kano.features import build_feature
from kano.i18n import LANGUAGES, Translate
from kano.lint import lint
from kano.questionnaire import DIMENSIONS, Feature, Questionnaire, SegmentQuestion, check
from kano.segments import from_line, to_line
from kano.text import NAME_LENGTH, clean, markdown
from kano.ui.parts import remarks
from kano.ui.state import State
from kano.wording import answer_set, answer_sets, importance_question, question_pair


def editor(kept: State, draft: Questionnaire, t: Translate) -> Questionnaire:
    """The features as a table; a question follows its name until somebody words it otherwise."""
    names, wording, people = st.tabs([t(f"ui.design.{tab}") for tab in ("features", "questions", "segments")])
    base = kept.base(draft)
    with names:
        st.caption(t("ui.design.features-about"))
        edited = _table(_name_rows(base.features), f"names_{kept.edition}", _name_columns(t))
    features = _renamed(edited, base.features, draft.features)
    with wording:
        st.caption(t("ui.design.questions-about"))
        key = f"questions_{kept.lang}_{kept.edition}"
        rows = _table(_question_rows(features, kept.lang), key, _question_columns(t), grows=False)
    with people:
        st.caption(t("ui.design.segments-about"))
        asked = _table(_segment_rows(draft, kept), f"segments_{kept.lang}_{kept.edition}", _segment_columns(t))
    segments = tuple(_segments(asked, base, kept.lang))
    result = check(replace(draft, features=tuple(_reworded(features, rows, kept.lang)), segments=segments))
    if [f.id for f in result.features] != [f.id for f in base.features]:
        kept.design(result)  # rows came or went: edits by row number must not slip to other features
        st.rerun()
    return result


def _table(rows: list[dict[str, Any]], key: str, columns: dict[str, Any], grows: bool = True) -> list[dict[str, Any]]:
    frame = pd.DataFrame(rows, columns=list(columns)).astype(object).fillna("")
    edited = st.data_editor(
        frame,
        key=key,
        column_config=columns,
        num_rows="dynamic" if grows else "fixed",
        hide_index=True,
        width="stretch",
    )
    return [{str(k): v if v and not pd.isna(v) else None for k, v in row.items()} for row in edited.to_dict("records")]


def _name_rows(features: tuple[Feature, ...]) -> list[dict[str, Any]]:
    return [{"id": f.id, **{lang: f.name.get(lang) for lang in LANGUAGES}, "dimension": f.dimension} for f in features]


def _name_columns(t: Translate) -> dict[str, Any]:
    columns: dict[str, Any] = {
        lang: st.column_config.TextColumn(label, max_chars=NAME_LENGTH) for lang, label in LANGUAGES.items()
    }
    dimension = st.column_config.SelectboxColumn(
        t("ui.design.dimension"), options=DIMENSIONS, format_func=lambda d: t(f"dimension.{d}")
    )
    return {"id": None, **columns, "dimension": dimension}


def _renamed(rows: list[dict[str, Any]], base: tuple[Feature, ...], now: tuple[Feature, ...]) -> list[Feature]:
    """Features as the rows name them; questions that are still as they were built are built anew."""
    known, features = {f.id: f for f in base}, list[Feature]()
    worded = {(f.id, lang) for f in now for lang in f.functional if not _as_built(f, lang)}
    for row in rows:
        name = {lang: clean(row[lang]) for lang in LANGUAGES if row.get(lang) and clean(row[lang])}
        if not name:
            continue
        old = known.get(row.get("id") or "")
        fresh = old or build_feature(name, {f.id for f in features} | set(known))
        features.append(replace(_follow(fresh, name, worded), dimension=row.get("dimension")))
    return features


def _as_built(feature: Feature, lang: str) -> bool:
    pair = feature.functional[lang], feature.dysfunctional[lang]
    return lang in feature.name and pair == question_pair(feature.name[lang], lang)


def _follow(feature: Feature, name: dict[str, str], worded: set[tuple[str, str]]) -> Feature:
    """The feature under these names: a question that was built from its name is built anew, and a language whose
    name was emptied goes."""
    functional = {lang: text for lang, text in feature.functional.items() if lang in name or lang not in feature.name}
    dysfunctional = {lang: feature.dysfunctional[lang] for lang in functional}
    for lang, text in name.items():
        if lang not in functional or (text != feature.name.get(lang) and (feature.id, lang) not in worded):
            functional[lang], dysfunctional[lang] = question_pair(text, lang)
    return replace(feature, name=name, functional=functional, dysfunctional=dysfunctional)


def _question_rows(features: list[Feature], lang: str) -> list[dict[str, Any]]:
    return [
        {
            "id": f.id,
            "feature": f.name.get(lang),
            "functional": f.functional.get(lang),
            "dysfunctional": f.dysfunctional.get(lang),
        }
        for f in features
    ]


def _question_columns(t: Translate) -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {
        "id": None,
        "feature": text(t("column.feature"), disabled=True),
        "functional": text(t("ui.design.with-it"), width="large"),
        "dysfunctional": text(t("ui.design.without-it"), width="large"),
    }


def _reworded(features: list[Feature], rows: list[dict[str, Any]], lang: str) -> list[Feature]:
    said = {row["id"]: row for row in rows}
    result = []
    for feature in features:
        row = said.get(feature.id, {})
        functional, dysfunctional = (clean(row.get(side) or "", 500) for side in ("functional", "dysfunctional"))
        if functional and dysfunctional:
            feature = replace(
                feature,
                functional={**feature.functional, lang: functional},
                dysfunctional={**feature.dysfunctional, lang: dysfunctional},
            )
        result.append(feature)
    return result


def _segment_rows(draft: Questionnaire, kept: State) -> list[dict[str, Any]]:
    rows = []
    for question in kept.base(draft).segments:
        text, options = to_line(question, kept.lang)
        rows.append({"id": question.id, "question": text, "options": options})
    return rows


def _segment_columns(t: Translate) -> dict[str, Any]:
    text = st.column_config.TextColumn
    question, options = text(t("ui.design.segment"), width="medium"), text(t("ui.design.options"), width="large")
    return {"id": None, "question": question, "options": options}


def _segments(rows: list[dict[str, Any]], base: Questionnaire, lang: str) -> Iterator[SegmentQuestion]:
    old = {question.id: question for question in base.segments}
    for number, row in enumerate(rows, start=1):
        made = from_line(row["question"] or "", row["options"] or "", lang, old.get(row["id"] or ""), number)
        if made is not None:
            yield made


def settings(kept: State, draft: Questionnaire, t: Translate) -> Questionnaire:
    """Its name, what is asked besides the pairs, and how many of them one person gets."""
    base, lang, most = kept.base(draft), kept.lang, len(draft.features)
    name = st.text_input(t("ui.design.name"), base.title.get(lang, ""), key=f"title_{kept.edition}")
    title = _titled(kept, draft, clean(name or "") or draft.id, t)
    first, second, third = st.columns(3)
    sets = list(answer_sets())
    chosen = first.selectbox(
        t("ui.design.answer-set"),
        sets,
        sets.index(base.answer_set),
        format_func=lambda name: t(f"answer-set.{name}"),
        key=f"answer_set_{kept.edition}",
    )
    asked = second.number_input(
        t("ui.design.pairs-per-person"), 1, most, base.pairs_asked, key=f"pairs_{kept.edition}_{most}"
    )
    importance = third.checkbox(t("ui.design.importance"), base.importance, key=f"importance_{kept.edition}")
    part = None if asked == most else int(asked)
    return replace(draft, title=title, answer_set=chosen, importance=importance, pairs_per_person=part)


def _titled(kept: State, draft: Questionnaire, name: str, t: Translate) -> dict[str, str]:
    """The title in every language: one that nobody wrote follows, others are asked for as they stand."""
    base, lang, first = kept.base(draft).title, kept.lang, (kept.opened or draft).title
    others, own = [other for other in LANGUAGES if other in base and other != lang], {base.get(lang), first.get(lang)}
    unwritten = [other for other in others if own == {base[other]} == {first.get(other)}]
    title = {**base, lang: name, **dict.fromkeys(unwritten, name)}
    asked = [other for other in others if other not in unwritten]
    if asked and name != base.get(lang):
        for place, other in zip(st.columns(len(asked)), asked, strict=True):
            label = t("ui.design.name-in", language=LANGUAGES[other])
            said = place.text_input(label, base[other], key=f"title_{other}_{kept.edition}")
            title[other] = clean(said or "") or base[other]
        if any(title[other] == base[other] for other in asked):
            st.caption(t("ui.design.name-stays"))
    return title


def versioned(draft: Questionnaire, kept: State) -> Questionnaire:
    """The questionnaire to save: another one than was opened is the next version of it."""
    before = kept.opened or draft
    return draft if draft == before else replace(draft, version=before.version + 1)


def preview(draft: Questionnaire, lang: str, t: Translate) -> str:
    """The questionnaire as a respondent reads it, in any language it has; the language that is shown."""
    st.subheader(t("ui.design.preview"))
    languages = draft.languages or (lang,)
    chosen = st.segmented_control(
        t("ui.design.preview"),
        languages,
        default=lang if lang in languages else languages[0],
        required=True,
        format_func=LANGUAGES.__getitem__,
        label_visibility="collapsed",
    )
    with st.container(height=620):
        for number, feature in enumerate(draft.features, start=1):
            if chosen in feature.functional:
                _question(number, feature, draft, chosen)
        for segment in draft.segments:
            st.markdown(markdown(segment.question.get(chosen, "")))
            st.caption("  \n".join(f"◯ {markdown(option.label.get(chosen, ''))}" for option in segment.options))
    return chosen


def _question(number: int, feature: Feature, draft: Questionnaire, lang: str) -> None:
    answers = "  \n".join(f"◯ {answer}" for answer in answer_set(draft.answer_set, lang))
    for part, text in (("a", feature.functional[lang]), ("b", feature.dysfunctional[lang])):
        st.markdown(f"**{number}{part}** {markdown(text)}")
        st.caption(answers)
    if draft.importance:
        st.markdown(f"**{number}i** {markdown(importance_question(draft.name(feature, lang), lang))}")
    st.divider()


def findings(draft: Questionnaire, t: Translate) -> None:
    """The wording lint."""
    st.subheader(t("ui.design.lint"))
    found = lint(draft)
    if not found:
        st.success(t("ui.design.lint-clean"), icon=":material/check:")
    remarks(found, t, most=6)
