"""Tickets: the columns that importers want, every feature once, and texts of users that stay text."""

import csv
import io
import re

import pytest

from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.reports.backlog import FORMS, SUMMARY, backlog, issue, wiki
from kano.reports.order import order_of
from tests.reports.studies import LIVE, hostile, long, percentages, sample

COLUMNS = {
    "jira": ["Summary", "Issue Type", "Priority", "Labels", "Description"],
    "github": ["title", "body", "labels"],
    "plain": [
        *("title", "description", "category", "verdict", "reason", "rank", "move", "feature", "now"),
        *("better", "worse", "n", "touchpoint", "dimension"),
    ],
}
JOIN = "\u2060"


def rows(report, form):
    text = backlog(report, order_of(report), form).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_feature_is_one_ticket_in_its_columns(form, lang):
    report = sample(lang=lang)
    made = rows(report, form)
    assert list(made[0]) == COLUMNS[form]
    assert len(made) == len(report.result.features)
    assert all(row[column] for row in made for column in COLUMNS[form][:2])
    assert not any("{" in value for row in made for value in row.values())


def test_jira_gets_its_priorities_and_labels_without_spaces_in_them():
    made = rows(sample(), "jira")
    first = made[0]
    assert first["Summary"] == "Apron for each guest: make sure"
    assert (first["Issue Type"], first["Priority"]) == ("Task", "Highest")
    assert first["Labels"].split(" ") == [
        *("kano", "kano-basic", "kano-clear", "kano-do-fulfil", "kano-at-seating", "kano-at-tangibles"),
    ]
    assert {row["Priority"] for row in made} <= {"Highest", "High", "Medium", "Low", "Lowest"}
    assert "Why: basic, clear: 75% would be dissatisfied without it" in first["Description"]
    assert "* n: 236" in first["Description"]


def test_labels_are_the_same_in_every_language():
    assert len({tuple(row["labels"] for row in rows(sample(lang=lang), "github")) for lang in LANGUAGES}) == 1
    assert all(re.fullmatch(r"[\w,-]+", row["labels"]) for row in rows(sample(), "github"))


def test_the_plain_form_has_the_numbers_beside_the_words():
    report = sample("hotpot")
    made, lines = rows(report, "plain"), order_of(report).lines
    for row, line in zip(made, lines, strict=True):
        assert row["feature"] == line.feature
        assert row["category"] == line.category
        assert float(row["better"]) == line.better.estimate
        assert (row["rank"] or None) == (str(line.rank) if line.rank else None)
        assert row["now"] == ""
        assert row["reason"] in row["description"]
    assert made[0]["touchpoint"] == "Sitting down"


def test_percentages_and_features_without_answers_are_tickets_too():
    assert all(row["n"] == "" and row["verdict"] == "" for row in rows(percentages(), "plain"))
    silent = rows(long(), "plain")
    assert len(silent) == 25
    assert [row["move"] for row in silent].count("none") == 1
    assert all(len(row["Summary"]) <= SUMMARY for row in rows(long(), "jira"))


@pytest.mark.parametrize("form", FORMS)
def test_no_cell_is_one_that_a_spreadsheet_computes(form):
    made = rows(hostile(), form)
    assert len(made) == len(hostile().result.features)
    cells = [value for row in made for value in row.values() if not re.fullmatch(r"-?[\d.]+", value)]
    assert not [cell for cell in cells if cell.lstrip(' \u00a0"').startswith(("=", "+", "-", "@", "＝"))]


def test_texts_of_users_stay_text_in_jira():
    assert wiki("*b* {code} [l|http://x] !i! h1. x") == (
        f"\\*b\\* \\{{code\\}} \\[l\\|h{JOIN}ttp:{JOIN}//x\\] \\!i\\! h1. x"
    )
    assert wiki("\\n") == "&bsol;n"
    assert wiki("[~accountid:1]") == f"\\[\\~accountid:{JOIN}1\\]"
    assert wiki(":) (!) &#65;") == f":{JOIN}) ({JOIN}\\!) &{JOIN}\\#65;"
    assert wiki("ABC-12") == f"ABC\\-{JOIN}12"
    for text in LIVE:
        made = wiki(text)
        assert not re.search(r"(?<!\\)[{}\[\]*_!|]", made)
        assert "http:" not in made


def test_texts_of_users_stay_text_in_github():
    assert issue("@octocat") == f"{JOIN}@{JOIN}octocat"
    assert issue("#12") == f"\\#{JOIN}12"
    assert issue("GH-12") == f"GH{JOIN}\\-12"
    assert issue("<b>") == "\\<b\\>"
    assert issue("[a](javascript:x)").startswith("\\[a\\]\\(")
    for text in LIVE:
        made = issue(text)
        assert not re.search(r"(?<!\\)[<>\[\]*_`#]", made)
        assert not re.search(r"[@#]\w", made)


@pytest.mark.parametrize("form", ["jira", "github"])
def test_hostile_names_are_escaped_in_bodies_and_no_line_begins_with_one(form):
    report = hostile()
    safe = {"jira": wiki, "github": issue}[form]
    column = {"jira": "Description", "github": "body"}[form]
    for row, line in zip(rows(report, form), order_of(report).lines, strict=True):
        assert f"* feature: {safe(report.label(line.feature))}\n" in row[column]
        assert all(text.startswith(("Why: ", "* ")) for text in row[column].split("\n") if text)


def test_an_unknown_form_is_refused():
    with pytest.raises(KanoError) as problem:
        backlog(sample(), order_of(sample()), "trello")
    assert problem.value.code == "backlog-form"
    assert all(problem.value.text(catalogue(lang)) for lang in LANGUAGES)
