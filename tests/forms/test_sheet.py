"""The plain table of questions, as CSV and XLSX: the same cells, none of them computed."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given, settings

from kano.forms import write
from kano.forms.questions import questions
from kano.i18n import LANGUAGES
from kano.questionnaire import load, templates
from kano.text import clean, csv_cell
from tests.forms.unruly import built, questionnaires

LANGS = list(LANGUAGES)


def from_csv(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def from_xlsx(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    head, *rows = [list(row) for row in sheet.iter_rows()]
    assert {cell.data_type for row in [head, *rows] for cell in row if cell.value is not None} == {"s"}
    assert not any(cell.hyperlink for row in rows for cell in row)
    return [{h.value: cell.value or "" for h, cell in zip(head, row, strict=True)} for row in rows]


def assert_same(questionnaire, langs, found, seen):
    expected = questions(questionnaire, langs)
    assert [(row["code"], row["kind"]) for row in found] == [(q.code, q.kind.value) for q in expected]
    for row, question in zip(found, expected, strict=True):
        for lang in langs:
            assert row[f"text {lang}"] == seen(clean(question.title(lang), 2000))
            answers = "\n".join(clean(answer, 2000) for answer in question.answers(lang))
            assert row[f"answers {lang}"] == seen(answers)


@pytest.mark.parametrize("name", templates())
def test_both_hold_every_question_in_every_language(name):
    asked_of = load(name)
    assert_same(asked_of, LANGS, from_csv(write(asked_of, "questions-csv", LANGS)), str)
    assert_same(asked_of, LANGS, from_xlsx(write(asked_of, "questions-xlsx", LANGS)), str)


@settings(deadline=None, max_examples=60)
@given(questionnaires())
def test_no_text_becomes_a_formula_a_link_or_another_cell(asked_of):
    assert_same(asked_of, ["en", "zh-Hant"], from_csv(write(asked_of, "questions-csv", ["en", "zh-Hant"])), csv_cell)
    assert_same(asked_of, ["en"], from_xlsx(write(asked_of, "questions-xlsx", ["en"])), str)


def test_an_answer_that_looks_like_a_formula_is_shown_by_a_spreadsheet():
    (row,) = from_csv(write(built(["Tea"], ["=1+1", "@x"]), "questions-csv", ["en"]))[-1:]
    assert row["answers en"] == "'=1+1\n@x"


def test_the_same_questionnaire_gives_the_same_file():
    asked_of = load("complaints")
    assert write(asked_of, "questions-xlsx", LANGS) == write(asked_of, "questions-xlsx", LANGS)
