"""The parts of the Answers page: the proposal as tables that can be mended, the open questions on top."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from kano.answers import ANSWERS
from kano.errors import Finding, KanoError
from kano.i18n import Translate
from kano.questionnaire import Questionnaire, templates
from kano.readers import Layout, Mapping, Proposal, Table, propose
from kano.readers.delimited import ENCODINGS
from kano.readers.doubts import answer_counts
from kano.readers.mapping import PairColumns
from kano.readers.mapping_file import parse, to_yaml
from kano.readers.proposal import by_hand
from kano.readers.scales import DIRECTIONS, meanings
from kano.readers.wordings import BLANK, OPEN, number
from kano.text import markdown
from kano.ui import cache
from kano.ui.parts import template_title
from kano.ui.state import State, Upload

TO_TICK = ("pair-order", "pair-reversed", "pair-codes", "column-alone", "code-levels")
DRAFT = "(draft)"
LETTERS = (*map(str, ANSWERS), BLANK, OPEN)


def proposed(kept: State, t: Translate) -> tuple[Table, Proposal, Questionnaire | None]:
    """The file as a table, what is proposed for it, and the questionnaire it was asked with, as the user chose."""
    assert kept.upload is not None
    key = kept.upload.key
    first, second, third = st.columns(3)
    encodings = ["", "utf-8", *sorted(set(ENCODINGS.values())), "utf-16"]
    encoding = choose(first, "encoding", encodings, key, lambda name: name or t("ui.answers.found"), t("cli.encoding"))
    names = ["", *([DRAFT] if kept.draft else []), *templates()]
    title = t("ui.answers.questionnaire")
    asked = choose(second, "asked", names, key, lambda name: _title(name, kept, t), title)
    levels = choose(third, "levels", [5, 3], key, str, t("ui.answers.levels"), t("ui.answers.levels-help"))
    saved = _saved_mapping(key, t)
    table = cache.table(kept.upload, encoding or None, _sheet(kept.upload, encoding, saved, t))
    questionnaire = (kept.draft if asked == DRAFT else cache.template(asked)) if asked else None
    proposal = (
        Proposal(saved, (), ()) if saved else _proposal(table, questionnaire or kept.draft, levels, t, bool(asked))
    )
    settled = {"encoding"} if encoding else set()
    questions = tuple(q for q in proposal.questions if q.code not in settled)
    return table, replace(proposal, questions=questions), questionnaire or kept.draft


def choose(
    place: Any, name: str, options: list[Any], key: str, label: Any, title: str, about: str | None = None
) -> Any:
    """A choice that belongs to one file and is kept while the session visits other pages."""
    return place.selectbox(title, options, format_func=label, key=f"{name}_{key}", help=about, persist_state="session")


def _title(name: str, kept: State, t: Translate) -> str:
    if name == DRAFT and kept.draft:
        return t("ui.answers.draft", title=kept.draft.title.get(kept.lang, kept.draft.id))
    return template_title(name, kept.lang) if name else t("ui.answers.found")


def _sheet(upload: Upload, encoding: str, saved: Mapping | None, t: Translate) -> Mapping | None:
    """Which sheet of a workbook, when several hold rows and the saved mapping does not say."""
    source = cache.table(upload, encoding or None, saved).source
    if not source.other_sheets:
        return saved
    names = [source.sheet, *source.other_sheets]
    chosen = st.selectbox(t("cli.sheet"), names, index=None, key=f"sheet_{upload.key}", persist_state="session")
    return replace(saved or Mapping(), sheet=chosen) if chosen else saved


def _saved_mapping(key: str, t: Translate) -> Mapping | None:
    """The mapping of an earlier file of the same shape."""
    with st.expander(t("ui.answers.saved-mapping"), icon=":material/history:"):
        file = st.file_uploader(t("ui.answers.mapping-file"), type=["yaml", "yml"], key=f"mapping_{key}")
    return parse(file.getvalue().decode("utf-8-sig", errors="replace"), file.name) if file else None


def _proposal(table: Table, questionnaire: Questionnaire | None, levels: int, t: Translate, named: bool) -> Proposal:
    """What the program proposes; nothing to start from when it recognises no pair, which is not the end."""
    try:
        return propose(table, questionnaire, None, levels, named)
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
    reasons = [_text(q, t) for q in proposal.questions if q.code in ("encoding", "sheet")]
    reasons += [t("ui.answers.tick") for q in proposal.questions if q.code in TO_TICK and not _ticked(q, table, t)]
    top = st.container()
    if mapping.layout is Layout.WIDE:
        mapping = _pairs(table, mapping, key, t)
        reasons += [] if mapping.pairs else [t("ui.answers.pair-first")]
    if mapping.layout is not Layout.COUNTS and (mapping.pairs or mapping.columns):
        with top:
            direction = _direction(table, mapping, t)
        mapping = _answers(kept, table, mapping, direction, key, t)
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
        key=f"direction_{table.source.sha256[:8]}_{mapping.codes}",
        persist_state="session",
    )


def _ticked(question: Finding, table: Table, t: Translate) -> bool:
    """Whether the user has ticked this very statement."""
    text = question.text(t)
    key = f"{question.code}_{table.source.sha256[:8]}_{hash(str(question.values))}"
    return st.checkbox(markdown(text), key=key, persist_state="session")


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
    pairs, half = [], 0
    for row in edited.to_dict("records"):
        values = {k: None if pd.isna(v) or not v else str(v) for k, v in row.items()}
        if all(values[c] for c in columns[:3]):
            pairs.append(PairColumns(**values))  # type: ignore[arg-type]
        else:
            half += any(values.values())
    if half:
        st.warning(t("ui.answers.half-pairs", n=half), icon=":material/help:")
    used = {name for pair in pairs for name in pair.names}
    segments = tuple(name for name in mapping.segments if name not in used)
    return replace(mapping, pairs=tuple(pairs), segments=segments)


def _answers(kept: State, table: Table, mapping: Mapping, direction: str | None, key: str, t: Translate) -> Mapping:
    """What each distinct answer means; those that nobody knows stand on top."""
    st.subheader(t("ui.answers.answers"))
    counts = answer_counts(table, mapping)
    known = _known(list(counts), mapping, direction)
    known |= {
        text: letter for (text, asked), letter in kept.corrections.items() if text in counts and asked == direction
    }
    names = {letter: _letter(letter, t) for letter in LETTERS}
    order = sorted(
        counts, key=lambda text: (known[text] != OPEN, LETTERS.index(known[text]), number(text) or 0, -counts[text])
    )
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
    kept.corrections |= {(text, direction): letter for text, letter in answers.items() if letter != known[text]}
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
