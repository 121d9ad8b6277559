"""The parts of the Answers page: the proposal as tables that can be mended, the open questions on top."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from kano.answers import ANSWERS
from kano.errors import Finding
from kano.evaluation import load_table
from kano.i18n import Translate
from kano.questionnaire import Questionnaire, load, templates
from kano.readers import Layout, Mapping, Proposal, Table, propose
from kano.readers.delimited import ENCODINGS
from kano.readers.mapping import DIRECTIONS, PairColumns, to_yaml
from kano.readers.proposal import answer_counts
from kano.readers.wordings import BLANK, OPEN, meanings
from kano.responses import Responses
from kano.study import Study
from kano.text import markdown
from kano.ui import cache
from kano.ui.parts import remarks
from kano.ui.state import State, state

ASKED_ELSEWHERE = ("encoding", "code-direction")
TO_TICK = ("pair-order", "pair-reversed", "column-alone", "code-levels")
LETTERS = (*map(str, ANSWERS), BLANK, OPEN)


def proposed(kept: State, t: Translate) -> tuple[Table, Proposal, Questionnaire | None]:
    """The file as a table, what is proposed for it, and the questionnaire it was asked with, as the user chose."""
    assert kept.upload is not None
    first, second, third = st.columns(3)
    encodings = ["", "utf-8", *sorted(set(ENCODINGS.values())), "utf-16"]
    encoding = first.selectbox(
        t("cli.encoding"), encodings, format_func=lambda e: e or t("ui.answers.found"), key="encoding"
    )
    names = ["", *templates()]
    asked = second.selectbox(
        t("ui.answers.questionnaire"), names, format_func=lambda n: _title(n, kept, t), key="asked"
    )
    levels = third.selectbox(t("ui.answers.levels"), [5, 3], key="levels", help=t("ui.answers.levels-help"))
    table = cache.table(kept.upload, encoding or None)
    questionnaire = load(asked) if asked else kept.draft
    direction = _direction(table, propose(table, questionnaire, None, levels), t)
    proposal = propose(table, questionnaire, direction, levels)
    if encoding:
        proposal = replace(proposal, questions=tuple(q for q in proposal.questions if q.code != "encoding"))
    return table, proposal, questionnaire


def _title(name: str, kept: State, t: Translate) -> str:
    return load(name).title.get(kept.lang, name) if name else t("ui.answers.no-questionnaire")


def _direction(table: Table, proposal: Proposal, t: Translate) -> str | None:
    """Asked when answers are numbers; nothing is pre-selected."""
    if not any(question.code == "code-direction" for question in proposal.questions):
        return None
    counts = answer_counts(table, proposal.mapping)
    st.bar_chart(
        pd.DataFrame({t("column.count"): {text: n for text, n in counts.items() if text.isdigit()}}), height=160
    )
    return st.radio(
        t("ui.answers.direction"),
        DIRECTIONS,
        index=None,
        format_func=lambda d: t(f"direction.{d}"),
        key=f"direction_{table.source.sha256[:8]}",
    )


def resolve(kept: State, table: Table, proposal: Proposal, t: Translate) -> tuple[list[str], Mapping]:
    """The reasons why it cannot go on yet, and the mapping as the user has mended it."""
    mapping = kept.start(proposal.mapping)
    key = f"{table.source.sha256[:8]}_{kept.edition}_{hash(to_yaml(proposal.mapping))}"
    reasons = [_text(q, t) for q in proposal.questions if q.code in ASKED_ELSEWHERE]
    reasons += [t("ui.answers.tick") for q in proposal.questions if q.code in TO_TICK and not _ticked(q, table, t)]
    if mapping.layout is Layout.WIDE:
        mapping = _pairs(table, mapping, key, t)
    if mapping.layout is not Layout.COUNTS:
        mapping = _answers(table, mapping, key, t)
    if mapping.unresolved:
        reasons.append(t("ui.answers.unresolved", answers=markdown(", ".join(mapping.unresolved))))
    kept.mended = mapping
    return list(dict.fromkeys(reasons)), mapping


def _ticked(question: Finding, table: Table, t: Translate) -> bool:
    key = f"{question.code}_{table.source.sha256[:8]}"
    return st.checkbox(_text(question, t), key=key, persist_state="session")


def _text(question: Finding, t: Translate) -> str:
    return markdown(question.text(t))


def _pairs(table: Table, mapping: Mapping, key: str, t: Translate) -> Mapping:
    """Which two columns make a feature."""
    st.subheader(t("ui.answers.pairs"))
    columns = ("feature", "functional", "dysfunctional", "importance")
    rows = pd.DataFrame([[getattr(pair, c) for c in columns] for pair in mapping.pairs], columns=columns).astype(object)
    pick = {c: st.column_config.SelectboxColumn(t(f"column.{c}"), options=list(table.names)) for c in columns[1:]}
    config = {"feature": st.column_config.TextColumn(t("column.feature"), max_chars=200), **pick}
    edited = st.data_editor(
        rows, key=f"pairs_{key}", column_config=config, num_rows="dynamic", hide_index=True, width="stretch"
    )
    pairs = []
    for row in edited.to_dict("records"):
        values = {k: None if pd.isna(v) or not v else str(v) for k, v in row.items()}
        if all(values[c] for c in columns[:3]):
            pairs.append(PairColumns(**values))  # type: ignore[arg-type]
    return replace(mapping, pairs=tuple(pairs))


def _answers(table: Table, mapping: Mapping, key: str, t: Translate) -> Mapping:
    """What each distinct answer means; those that nobody knows stand on top."""
    st.subheader(t("ui.answers.answers"))
    counts = answer_counts(table, mapping)
    fresh = meanings([text for text in counts if text not in mapping.answers], mapping.codes, mapping.levels)
    known = {**{text: str(letter) for text, letter in fresh.items()}, **mapping.answers}
    names = {letter: _letter(letter, t) for letter in LETTERS}
    order = sorted(counts, key=lambda text: (known[text] != OPEN, LETTERS.index(known[text]), -counts[text]))
    rows = pd.DataFrame(
        {"answer": order, "count": [counts[a] for a in order], "means": [names[known[a]] for a in order]}
    )
    config: dict[str, Any] = {
        "answer": st.column_config.TextColumn(t("column.answer"), disabled=True),
        "count": st.column_config.NumberColumn(t("column.count"), disabled=True, width="small"),
        "means": st.column_config.SelectboxColumn(t("column.means"), options=list(names.values()), required=True),
    }
    shown = hash((tuple(order), mapping.codes, t("answer.L")))
    edited = st.data_editor(rows, key=f"answers_{key}_{shown}", column_config=config, hide_index=True, width="stretch")
    letters = {name: letter for letter, name in names.items()}
    return replace(mapping, answers={row["answer"]: letters[row["means"]] for row in edited.to_dict("records")})


def _letter(letter: str, t: Translate) -> str:
    if letter in (BLANK, OPEN):
        return t("answer.none" if letter == BLANK else "answer.open")
    return t(f"answer.{letter}")


def assumptions(proposal: Proposal, t: Translate) -> None:
    """What the program took for what."""
    for assumption in proposal.assumptions:
        st.markdown(f"- {markdown(assumption.text(t))}")


def will_be_left_out(made: Study, t: Translate) -> None:
    """People, skipped pairs, and doubts about the whole file."""
    left = made.left_out()
    if "respondents" in left:
        with st.container(horizontal=True, gap="large"):
            for key in ("respondents", "pairs", "respondents_without_answers"):
                st.metric(t(f"report.{key}"), left[key], width="content")
    remarks([*made.findings, *(f for f in made.classify().findings if f.feature is None)], t)


def first_people(made: Study, t: Translate, most: int = 5) -> None:
    """The first people in words, so that a swapped pair or scale is seen at once."""
    if not isinstance(made.data, Responses):
        return
    st.subheader(t("ui.answers.first-people"))
    table = load_table(made.tables[0])
    feature = markdown(made.labels(state().lang).get(made.data.features[0], made.data.features[0]))
    for person in range(min(most, len(made.data))):
        codes = made.data.functional[person, 0], made.data.dysfunctional[person, 0]
        if 0 in codes:
            st.markdown(t("ui.answers.person-skipped", person=person + 1, feature=feature))
            continue
        present, absent = (ANSWERS[code - 1] for code in codes)
        said = {"present": t(f"answer.{present}"), "absent": t(f"answer.{absent}")}
        kind = t(f"type.{table[present, absent]}")
        st.markdown(t("ui.answers.person", person=person + 1, feature=feature, category=kind, **said))
