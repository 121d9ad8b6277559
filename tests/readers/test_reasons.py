"""Columns that ask why are recognised, said, and read only once the user has decided so."""

import csv
import io

import pytest

from kano.errors import KanoError
from kano.readers import apply, open_table, propose
from kano.readers.edits import UNUSED, Role, offered, roles, with_roles
from kano.readers.mapping_file import parse, to_yaml
from kano.readers.proposal import with_why
from kano.readers.reasons import is_nothing, reasons
from kano.study import read

LIKE, DISLIKE, NEUTRAL = "I like it that way", "I dislike it that way", "I am neutral"
WIFI, TEA = ("Wi-Fi_functional", "Wi-Fi_dysfunctional"), ("Tea_functional", "Tea_dysfunctional")
TEXTS = ["slow", "=1+1", "-", "n/a", "", "<b>x</b> [a](b)", "  two  words ", "无", "13800138000", "a" * 600]


def table(header, rows, name="answers.csv"):
    file = io.StringIO()
    csv.writer(file).writerows([header, *rows])
    return open_table(file.getvalue().encode(), name)


def wide(*header, texts=TEXTS):
    """A file with these columns: answers under names of sides, running numbers under `id`, texts elsewhere."""
    cells = {"functional": LIKE, "dysfunctional": DISLIKE}
    rows = []
    for i, text in enumerate(texts):
        role = [name.rpartition("_")[2] for name in header]
        rows.append(
            [str(i) if name == "id" else cells.get(part, text) for name, part in zip(header, role, strict=True)]
        )
    return table(header, rows)


def found(*header, **kept):
    of = wide(*header, **kept)
    return reasons(of, propose(of).mapping)


@pytest.mark.parametrize(
    ("header", "of"),
    [
        ([*WIFI, "Why?", *TEA, "Why?"], {"Wi-Fi": "Why?", "Tea": "Why? (2)"}),
        ([*WIFI, "1. 请说明理由", *TEA, "2. 请说明理由"], {"Wi-Fi": "1. 请说明理由", "Tea": "2. 请说明理由"}),
        ([*WIFI, *TEA, "Tea_why"], {"Tea": "Tea_why"}),
        (["Reason: Tea", *WIFI, *TEA], {"Tea": "Reason: Tea"}),
        ([*WIFI, *TEA, "Why did you answer so about “Wi-Fi”?"], {"Wi-Fi": "Why did you answer so about “Wi-Fi”?"}),
        (["热毛巾_functional", "热毛巾_dysfunctional", "热毛巾的原因"], {"热毛巾": "热毛巾的原因"}),
        (["F01a Tea_functional", "F01b Tea_dysfunctional", "F01w"], None),
    ],
)
def test_whose_reason_it_is_is_known_by_code_name_or_place(header, of):
    known = found(*header)
    assert known.unclear == ()
    assert known.of == of if of else list(known.of.values()) == ["F01w"]


@pytest.mark.parametrize(
    "header",
    [
        ["Why?", *WIFI, "Why?", *TEA],
        [*WIFI, *TEA, "Why?"],
        [*WIFI, "Why?", *TEA],
        [*WIFI, *TEA, "Tea why", "Why tea?"],
        [WIFI[0], "Why?", WIFI[1], "Why?"],
        [*WIFI, *TEA, "Why did you come?"],
    ],
)
def test_what_is_in_doubt_is_named_and_not_placed(header):
    known = found(*header)
    assert known.of == {}
    assert known.unclear
    assert "why-unclear" in {finding.code for finding in propose(wide(*header)).assumptions}


def test_other_columns_are_no_reasons():
    known = found("id", *WIFI, *TEA, "Comments", "Your name")
    assert (known.of, known.unclear) == ({}, ())
    assert found(*WIFI, "Why?", texts=["1", "2", "3"]).of == {}


def test_nothing_is_read_before_the_user_says_so():
    of = wide(*WIFI, "Why?")
    proposal = propose(of)
    assert proposal.mapping.pairs[0].why is None
    assert proposal.mapping.dropped == ("Why?",)
    assert "why-left-out" in {finding.code for finding in proposal.assumptions}
    assert apply(of, proposal.mapping).data.why is None


def test_a_reason_is_no_question_about_the_person_however_few_texts_there_are():
    of = wide(*WIFI, "Why?", texts=["slow"] * 6 + ["fast"] * 6)
    assert propose(of).mapping.segments == ()
    assert apply(of, with_why(of, propose(of)).mapping).data.why[0].text == "slow"


def test_texts_are_kept_as_they_were_written_and_what_says_nothing_is_counted():
    of = wide(*WIFI, "Why?")
    reading = apply(of, with_why(of, propose(of)).mapping)
    assert [(why.person, why.text) for why in reading.data.why] == [
        (0, "slow"),
        (1, "=1+1"),
        (5, "<b>x</b> [a](b)"),
        (6, "two words"),
        (8, "13800138000"),
        (9, "a" * 500),
    ]
    said = {finding.code: finding.values for finding in reading.findings}
    assert said["why-read"] == {"n": 6, "features": 1}
    assert said["why-nothing"]["n"] == 3
    assert said["why-cut"]["n"] == said["why-personal"]["n"] == 1


@pytest.mark.parametrize(
    "text", ["", " ", "-", "—", "...", "N/A", "n/a", "None", "无", "沒有", "x", "?!", "（无）", "nichts"]
)
def test_words_for_nothing(text):
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["no need", "5", "👍", "none of your business", "贵", "don't know", "=1"])
def test_words_for_something(text):
    assert not is_nothing(text)


def test_a_long_file_has_one_column_of_reasons():
    rows = [[p, f, LIKE, DISLIKE, f"{p} on {f}"] for p in ("ann", "bob") for f in ("Tea", "Wi-Fi")]
    of = table(["respondent", "feature", "functional", "dysfunctional", "Reason"], rows)
    proposal = propose(of)
    assert "why" not in proposal.mapping.columns
    mapping = with_why(of, proposal).mapping
    assert mapping.columns["why"] == "Reason"
    said = apply(of, parse(to_yaml(mapping), "m.yaml")).data
    told = {(why.person, said.features[why.feature]): why.text for why in said.why}
    assert told == {(i, f): f"{p} on {f}" for i, p in enumerate(("ann", "bob")) for f in ("Tea", "Wi-Fi")}


def test_a_file_of_sides_has_no_place_for_a_reason():
    text = "format: kano.mapping/1\nlayout: long\ncolumns: {respondent: a, feature: b, side: c, answer: d, why: e}\n"
    with pytest.raises(KanoError) as problem:
        parse(text, "m.yaml").check("x.csv")
    assert problem.value.code == "mapping-bad"
    assert "why" in str(problem.value)


def test_a_mapping_with_reasons_survives_its_file_and_its_table():
    of = wide(*WIFI, "Why?", *TEA, "Why?")
    mapping = with_why(of, propose(of)).mapping
    assert [pair.why for pair in mapping.pairs] == ["Why?", "Why? (2)"]
    assert mapping.dropped == ()
    again = parse(to_yaml(mapping), "m.yaml")
    assert again == mapping
    rows = roles(of, mapping)
    assert [row.role for row in rows if row.column.startswith("Why")] == ["why", "why"]
    assert with_roles(mapping, rows) == (mapping, ())
    assert "why" in offered(mapping)


def test_a_reason_without_its_pair_is_half_a_thing_and_a_reason_less_is_not():
    of = wide(*WIFI, "Why?")
    mapping = with_why(of, propose(of)).mapping
    rows = roles(of, mapping)
    alone = [row if row.role == "why" else Role(row.column) for row in rows]
    assert with_roles(mapping, alone)[1][0].lacks == "functional"
    less = [Role(row.column, UNUSED) if row.role == "why" else row for row in rows]
    mended, halves = with_roles(mapping, less)
    assert (mended.pairs[0].why, mended.dropped, halves) == (None, ("Why?",), ())


def test_rows_that_are_left_out_leave_their_reasons_out(tmp_path):
    file = tmp_path / "a.csv"
    rows = "\n".join(f"{LIKE},{DISLIKE},because {i},{'Survey Preview' if i == 1 else 'IP Address'}" for i in range(4))
    file.write_text(f"{','.join(WIFI)},Why?,Response Type\n{rows}\n", encoding="utf-8")
    said = read(file, why=True).data
    assert [(why.person, why.text) for why in said.why] == [(0, "because 0"), (1, "because 2"), (2, "because 3")]
    assert read(file).data.why is None


@pytest.mark.parametrize("title", ["为什么？（选填）", "為什麼？（自由填寫）", "Why? (optional)"])
def test_a_title_with_a_hint_still_asks_why_and_is_no_question_about_the_person(title):
    rows = [(LIKE, DISLIKE, ["slow", "fast", ""][i % 3]) for i in range(30)]
    made = propose(table((*WIFI, title), rows))
    assert made.mapping.segments == ()
    assert made.mapping.dropped == (title,)
