"""What SPSS keeps: short names, questions and answers as labels, and values that are declared missing."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyreadstat

from kano.forms.questions import Kind, Question
from tests.roundtrip.cases import Case

MISSING = 99


def sav(case: Case, names: str = "{}", labelled: bool = True) -> bytes:
    """`names` makes the name of a variable from the code of its question."""
    asked = case.asked
    columns = [names.format(q.code) for q in asked]
    cells = [_cells(case, q) for q in asked]
    ids = {"ResponseId": [f"R_{i}" for i in range(len(case.people))]}
    frame = pd.DataFrame(ids | dict(zip(columns, cells, strict=True)))
    labels = {name: _labels(q, case.lang) for name, q in zip(columns, asked, strict=True)} if labelled else {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.sav")
        pyreadstat.write_sav(
            frame,
            path,
            column_labels=["Response ID", *(q.title(case.lang) for q in asked)],
            variable_value_labels=labels,
            missing_ranges={name: [MISSING] for name in columns},
        )
        return path.read_bytes()


def _cells(case: Case, question: Question) -> Sequence[float]:
    """Who was asked and said nothing has 99; who was not asked has nothing."""
    codes = [choice.code for choice in question.choices]
    given = (person.get(question.code, "") for person in case.people)
    none = (float(MISSING), float("nan"))
    return [float(codes.index(code) + 1) if code else none[i % 2] for i, code in enumerate(given)]


def _labels(question: Question, lang: str) -> dict[float, str]:
    """A rating is labelled at its missing value only."""
    texts = enumerate(question.answers(lang), start=1) if question.kind is not Kind.IMPORTANCE else ()
    return {float(i): text for i, text in texts} | {float(MISSING): "No answer"}
