"""The parts of the Answers page: the proposal as tables that can be mended, the open questions on top."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from kano.answers import ANSWERS
from kano.errors import Finding, KanoError
from kano.evaluation import load_table
from kano.i18n import Translate
from kano.questionnaire import Questionnaire, load, templates
from kano.readers import Layout, Mapping, Proposal, Table, propose
from kano.readers.delimited import ENCODINGS
from kano.readers.mapping import DIRECTIONS, PairColumns, parse, to_yaml
from kano.readers.proposal import answer_counts, by_hand
from kano.readers.wordings import BLANK, OPEN, meanings, number
from kano.responses import Responses
from kano.study import Study
from kano.text import markdown
from kano.ui import cache
from kano.ui.parts import remarks
from kano.ui.state import State, state

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
    questionnaire = load(asked) if asked else kept.draft
    saved = _saved_mapping(t)
    table = cache.table(kept.upload, encoding or None, saved)
    proposal = Proposal(saved, (), ()) if saved else _proposal(table, questionnaire, levels, t)
    if encoding:
        proposal = replace(proposal, questions=tuple(q for q in proposal.questions if q.code != "encoding"))
    return table, proposal, questionnaire


def _title(name: str, kept: State, t: Translate) -> str:
    return load(name).title.get(kept.lang, name) if name else t("ui.answers.no-questionnaire")


def _saved_mapping(t: Translate) -> Mapping | None:
    """The mapping of an earlier file of the same shape."""
    with st.expander(t("ui.answers.saved-mapping"), icon=":material/history:"):
        file = st.file_uploader(t("ui.answers.mapping-file"), type=["yaml", "yml"], key="mapping_file")
    return parse(file.getvalue().decode("utf-8-sig", errors="replace"), file.name) if file else None


def _proposal(table: Table, questionnaire: Questionnaire | None, levels: int, t: Translate) -> Proposal:
    """What the program proposes; nothing to start from when it recognises no pair, which is not the end."""
    try:
        return propose(table, questionnaire, None, levels)
    except KanoError as problem:
        if not problem.code.startswith("not-kano"):
            raise
        st.warning(markdown(problem.text(t)), icon=":material/help:")
        st.info(t("ui.answers.by-hand"), icon=":material/arrow_downward:")
        return by_hand(table, levels)


def resolve(kept: State, table: Table, proposal: Proposal, t: Translate) -> tuple[list[str], Mapping]:
    """The reasons why it cannot go on yet, and the mapping as the user has mended it."""
    mapping = kept.start(proposal.mapping)
    key = f"{table.source.sha256[:8]}_{kept.edition}_{hash(to_yaml(proposal.mapping))}"
    reasons = [_text(q, t) for q in proposal.questions if q.code == "encoding"]
    reasons += [t("ui.answers.tick") for q in proposal.questions if q.code in TO_TICK and not _ticked(q, table, t)]
    top = st.container()
    if mapping.layout is Layout.WIDE:
        mapping = _pairs(table, mapping, key, t)
        reasons += [] if mapping.pairs else [t("ui.answers.pair-first")]
    if mapping.layout is not Layout.COUNTS and (mapping.pairs or mapping.columns):
        with top:
            direction = _direction(table, mapping, t)
        mapping = _answers(table, mapping, direction, key, t)
        reasons += _still_open(mapping, t)
    kept.mended = mapping
    return list(dict.fromkeys(reasons)), mapping


def _still_open(mapping: Mapping, t: Translate) -> list[str]:
    numbers = [text for text in mapping.unresolved if mapping.codes is None and _is_code(text, mapping)]
    words = [text for text in mapping.unresolved if text not in numbers]
    reasons = [t("ui.answers.direction-first")] if numbers else []
    return reasons + ([t("ui.answers.unresolved", answers=markdown(", ".join(words)))] if words else [])


def _is_code(text: str, mapping: Mapping) -> bool:
    return number(text) in range(1, mapping.levels + 1)


def _direction(table: Table, mapping: Mapping, t: Translate) -> str | None:
    """Asked when answers are numbers, with how often each occurs; nothing is pre-selected."""
    counts = {text: n for text, n in answer_counts(table, mapping).items() if _is_code(text, mapping)}
    if not counts:
        return None
    if mapping.codes is None:
        st.bar_chart(pd.DataFrame({t("column.count"): counts}), height=160)
    return st.radio(
        t("ui.answers.direction"),
        DIRECTIONS,
        index=DIRECTIONS.index(mapping.codes) if mapping.codes else None,
        format_func=lambda d: t(f"direction.{d}"),
        key=f"direction_{table.source.sha256[:8]}",
        persist_state="session",
    )


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
    used = {name for pair in pairs for name in (pair.functional, pair.dysfunctional, pair.importance)}
    segments = tuple(name for name in mapping.segments if name not in used)
    return replace(mapping, pairs=tuple(pairs), segments=segments)


def _answers(table: Table, mapping: Mapping, direction: str | None, key: str, t: Translate) -> Mapping:
    """What each distinct answer means; those that nobody knows stand on top."""
    st.subheader(t("ui.answers.answers"))
    counts = answer_counts(table, mapping)
    known = _known(list(counts), mapping, direction)
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
    shown = hash((tuple(order), direction, t("answer.L")))
    edited = st.data_editor(rows, key=f"answers_{key}_{shown}", column_config=config, hide_index=True, width="stretch")
    letters = {name: letter for letter, name in names.items()}
    answers = {row["answer"]: letters[row["means"]] for row in edited.to_dict("records")}
    return replace(mapping, answers=answers, codes=direction)


def _known(texts: list[str], mapping: Mapping, direction: str | None) -> dict[str, str]:
    """What the mapping says of each answer, else what the catalogue says; numbers follow the direction chosen."""
    found = {text: str(letter) for text, letter in meanings(texts, direction, mapping.levels).items()}
    said = {
        text: letter
        for text, letter in mapping.answers.items()
        if letter != OPEN and text in found and (direction == mapping.codes or not _is_code(text, mapping))
    }
    return found | said


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
