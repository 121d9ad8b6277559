"""What becomes of the real files that were collected. `python -m tests.roundtrip.test_collected` writes the table."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from kano.answers import ANSWERS
from kano.errors import KanoError
from kano.readers import Proposal, Table, apply, open_table, propose
from kano.responses import Responses

SHARED = Path(__file__).parents[2] / "../shared"
FOLDERS = ("interop", "data/raw")

LIKE = {"like": "L", "expect": "E", "neutral": "N", "tolerate": "W", "dislike": "D"}
EN = dict(zip(["I like it", "I expect it", "I am neutral", "I can tolerate it", "I dislike it"], "LENWD", strict=True))
ZH = {"我很喜欢": "L", "它理应如此": "E", "无所谓": "N", "勉强接受": "W", "我很不喜欢": "D"}
KANO = dict(
    zip(["I like it that way", "I must be that way", "I am neutral", "I can live with it that way",
         "I dislike it that way"], "LENWD", strict=True)
)  # fmt: skip
"""Decoded here by hand, not by the product; the second is a slip of the original file."""


@dataclass(frozen=True)
class Becomes:
    """`happens` is "read", the codes of the questions, or the code of the refusal.

    `pairs` are the functional and dysfunctional columns of each feature as they stand in the file, `words` what the
    answers mean: both are looked at without the product's readers.
    """

    happens: str
    tool: str | None = None
    header_rows: int = 1
    people: int = 0
    pairs: Sequence[tuple[str, str]] = ()
    words: tuple[tuple[str, str], ...] = ()


def _pairs(form: str, count: Sequence[int]) -> list[tuple[str, str]]:
    return [(form.format(i, "functional"), form.format(i, "dysfunctional")) for i in count]


_EN = "If the product {} {} mode, how do you feel?"
_ZH = "{0}/如果产品{1}「{0}」，您的感受是？"
_EN_PAIRS = [(_EN.format("has", name), _EN.format("does NOT have", name)) for name in ("Dark", "Offline")]
_ZH_PAIRS = [(_ZH.format(name, "具有"), _ZH.format(name, "没有")) for name in ("深色模式", "离线模式")]
_NOT = "not-kano"
_FORM = "not-kano-form"

TABLE = {
    "reppl_transfers.csv": Becomes("read", None, 1, 358, _pairs("F{}_{}", range(6, 12)), tuple(EN.items())),
    "reppl_storage_cohort1.csv": Becomes("read", None, 1, 91, _pairs("F{}_{}", range(1, 6)), tuple(KANO.items())),
    "reppl_features.csv": Becomes(_NOT, None, 1, 11),
    "ecsi_mobi.csv": Becomes(_NOT, None, 1, 250),
    "detergent.xlsx": Becomes(_NOT, None, 1, 549),
    "generated_kobo_labels_en.xlsx": Becomes("read", "kobotoolbox", 1, 6, _EN_PAIRS, tuple(EN.items())),
    "generated_kobo_labels_zh_with_groups.csv": Becomes("read", "kobotoolbox", 1, 6, _ZH_PAIRS, tuple(ZH.items())),
    "generated_kobo_xml_values.csv": Becomes(
        "read", "kobotoolbox", 1, 6, [("f1_fun", "f1_dys"), ("f2_fun", "f2_dys")], tuple(LIKE.items())
    ),
    "generated_surveyjs_results.json": Becomes(
        "read", "surveyjs", 1, 2, [("f1.fun", "f1.dys"), ("f2.fun", "f2.dys")], tuple(LIKE.items())
    ),
    # One question is English and the other Chinese: nothing but their order says which is which.
    "generated_spss_kano_value_labels.sav": Becomes("pair-order", "spss", 2, 3),
    "excerpt_tencent_wj_header.csv": Becomes(_NOT, "tencent-wj", 1, 1),
    "excerpt_wjx_full_meta_header.csv": Becomes(_NOT, "wjx", 1, 1),
    "limesurvey_responses_codes.csv": Becomes(_NOT, "limesurvey", 1, 12),
    "limesurvey_responses_labels.csv": Becomes(_NOT, "limesurvey", 1, 12),
    "msforms_export_table_anonymous.xlsx": Becomes(_NOT, "microsoft-forms", 1, 230),
    "qualtrics_csv_3header_german_labels.csv": Becomes(_NOT, "qualtrics", 3, 1),
    "qualtrics_insights_matrix_truncated_headers.csv": Becomes(_NOT, "qualtrics", 3, 5),
    "qualtrics_insights_single_choice.csv": Becomes(_NOT, "qualtrics", 3, 5),
    "spss_pyreadstat_multiple_response.sav": Becomes(_NOT, "spss", 2, 6),
    "spss_pyreadstat_sample.sav": Becomes(_NOT, "spss", 2, 5),
    "surveymonkey_2header_response_row.csv": Becomes(_NOT, "surveymonkey", 2, 550),
    "typeform_html_headers_utc_dates.csv": Becomes(_NOT, "typeform", 1, 11),
    "wjx_text_export_matrix_zh.xlsx": Becomes(_NOT, "wjx", 1, 1044),
    "limesurvey_form_kano_GENERATED.txt": Becomes(_FORM, None, 1, 64),
    "qualtrics_matrix.qsf": Becomes(_FORM, "surveyjs", 1, 1),
    "surveyjs_form_kano_GENERATED.json": Becomes(_FORM, "surveyjs", 1, 1),
    "xlsform_kano_matrix_GENERATED.xlsx": Becomes(_FORM, None, 1, 13),
    "xlsform_kano_pair_GENERATED.xlsx": Becomes(_FORM, None, 1, 9),
    "README.md": Becomes("file-unreadable"),
}


def collected() -> list[Path]:
    return sorted(path for folder in FOLDERS for path in (SHARED / folder).glob("*"))


def happens(path: Path) -> tuple[str, Table | None, Proposal | None]:
    """What becomes of a file, and what was made of it on the way."""
    table = None
    try:
        table = open_table(path.read_bytes(), path.name)
        proposal = propose(table)
    except KanoError as problem:
        return problem.code, table, None
    return ", ".join(question.code for question in proposal.questions) or "read", table, proposal


@pytest.mark.skipif(not collected(), reason="the collected files are not beside the repository")
@pytest.mark.parametrize("path", collected(), ids=lambda path: path.name)
def test_a_collected_file_becomes_what_the_table_says(path):
    said = TABLE.get(path.name)
    if said is None:
        pytest.skip("a file that came later")
    what, table, proposal = happens(path)
    assert what == said.happens
    if table is not None:
        assert (table.source.tool, table.source.header_rows, len(table)) == (said.tool, said.header_rows, said.people)
    if said.pairs:
        data = apply(table, proposal.mapping).data
        assert counts(data) == by_hand(path, said)


@pytest.mark.skipif(not collected(), reason="the collected files are not beside the repository")
def test_every_file_of_the_table_is_there():
    assert set(TABLE) <= {path.name for path in collected()}


def counts(data: Responses) -> list[Counter[str]]:
    """Per feature how often each pair of letters occurs, "" for no answer."""
    letters = ["", *map(str, ANSWERS)]
    return [
        Counter(f"{letters[f]}/{letters[d]}" for f, d in zip(functional, dysfunctional, strict=True))
        for functional, dysfunctional in zip(data.functional.T, data.dysfunctional.T, strict=True)
    ]


def by_hand(path: Path, said: Becomes) -> list[Counter[str]]:
    """The same from the cells of the file, with the columns and the words that the table names."""
    words = dict(said.words)
    people = list(records(path))
    return [
        Counter("/".join(words.get(person.get(column) or "", "") for column in pair) for person in people)
        for pair in said.pairs
    ]


def records(path: Path) -> Iterator[dict[str, str]]:
    """A row per person: column -> cell. A header that occurs twice is kept once, it is no pair's."""
    if path.suffix == ".xlsx":
        head, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        yield from (dict(zip(map(str, head), row, strict=True)) for row in rows)
    elif path.suffix == ".json":
        for person in json.loads(path.read_text(encoding="utf-8")):
            yield {f"{name}.{side}": cell for name, sides in person.items() if isinstance(sides, dict)
                   for side, cell in sides.items()}  # fmt: skip
    else:
        text = path.read_text(encoding="utf-8-sig")
        yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in text[:10] else ",")


def markdown() -> str:
    """The table for a report."""
    lines = ["| file | tool | header rows | rows | what happens |", "|---|---|---|---|---|"]
    for path in collected():
        what, table, proposal = happens(path)
        tool, heads, rows = (table.source.tool or "-", table.source.header_rows, len(table)) if table else ("-",) * 3
        pairs = f", {len(proposal.mapping.pairs)} features" if proposal else ""
        lines.append(f"| {path.name} | {tool} | {heads} | {rows} | {what}{pairs} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(markdown())
