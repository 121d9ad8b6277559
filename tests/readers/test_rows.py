"""Rows that nobody outside answered, and rows that name their side."""

import pytest

from kano.errors import KanoError
from kano.readers import apply, open_table, propose
from kano.readers.known import fits, signature
from kano.readers.proposal import followed
from kano.readers.tools import is_form, tool_of
from tests.readers.test_headers import QUALTRICS

SPREAD = """respondent,feature,side,answer,plan
1,Tea,functional,I like it,free
1,Tea,dysfunctional,I dislike it,free
1,Rice,with,I am neutral,free
2,Tea,without,I am neutral,paid
2,Tea,with,I expect it,paid
1,Tea,importance,9,free
"""


def opened(text):
    return open_table(text.encode(), "f.csv")


def codes(findings):
    return [finding.code for finding in findings]


def test_previews_are_left_out_by_name_and_said_with_the_results():
    table = opened(QUALTRICS)
    proposal = propose(table)
    assert proposal.mapping.rows_left_out == {"Status": ("Survey Preview",), "DistributionChannel": ("preview",)}
    reading = apply(table, proposal.mapping)
    assert len(reading.data) == 1
    assert [(f.code, f.values["n"]) for f in reading.findings] == [("took-rows-out", 1)] * 2


def test_a_file_of_nothing_but_previews_is_not_emptied():
    lines = QUALTRICS.splitlines()
    table = opened("\n".join([*lines[:3], lines[4]]))
    assert len(apply(table, propose(table).mapping).data) == 1


def test_who_did_not_reach_the_end_is_counted_and_said():
    table = opened(QUALTRICS.replace("IP Address,True", "IP Address,False"))
    proposal = propose(table)
    assert "took-unfinished" in codes(proposal.assumptions)
    assert len(apply(table, proposal.mapping).data) == 1


def test_a_row_that_says_test_is_counted_and_said():
    table = opened("who,a_fun,a_dys\ntest,I like it,I dislike it\nAda,I like it,I dislike it\nBo,I like it,\n")
    proposal = propose(table)
    said = next(f for f in proposal.assumptions if f.code == "test-rows")
    assert (said.values["n"], said.values["word"], said.values["column"]) == (1, "test", "who")
    assert len(apply(table, proposal.mapping).data) == 3


def test_a_row_per_answer_becomes_a_row_per_person_and_feature():
    table = opened(SPREAD.replace("with,", "functional,").replace("without,", "dysfunctional,"))
    proposal = propose(table)
    assert (proposal.questions, proposal.mapping.segments) == ((), ("plan",))
    data = apply(table, proposal.mapping).data
    assert (data.features, data.functional.tolist(), data.dysfunctional.tolist()) == (
        ("Tea", "Rice"),
        [[1, 3], [2, 0]],
        [[5, 0], [3, 0]],
    )
    assert data.importance[0, 0] == 9
    assert data.profiles["plan"].values == ("free", "paid")


def test_a_side_that_nobody_knows_and_an_answer_given_twice_are_refused():
    whole = SPREAD.replace("with,", "functional,").replace("without,", "dysfunctional,")
    for text, code in [
        (whole.replace("Rice,functional", "Rice,sideways"), "side-unknown"),
        (whole + "1,Tea,functional,I am neutral,free\n", "answered-twice"),
    ]:
        table = opened(text)
        with pytest.raises(KanoError) as caught:
            apply(table, propose(table).mapping)
        assert caught.value.code == code


def test_a_mapping_is_known_again_by_its_columns_in_any_order():
    text = "id,a_fun,a_dys\n1,I like it,I dislike it\n"
    table, again = opened(text), opened("a_dys,id,a_fun\nI am neutral,2,I like it\n")
    mapping = propose(table).mapping
    assert signature(table) == signature(again) != signature(opened(text.replace("a_", "b_")))
    assert fits(mapping, table)
    assert not fits(mapping, again)


def test_new_answers_under_a_known_mapping_are_looked_up_or_asked_about():
    mapping = propose(opened("a_fun,a_dys\nI like it,I dislike it\n")).mapping
    known = followed(opened("a_fun,a_dys\nI am neutral,I dislike it\n"), mapping)
    assert (known.questions, known.mapping.answers["I am neutral"]) == ((), "N")
    assert codes(followed(opened("a_fun,a_dys\nmeh,I dislike it\n"), mapping).questions) == ["answers-open"]


@pytest.mark.parametrize(
    ("header", "tool"),
    [
        ("Timestamp,F01a,F01b", "google-forms"),
        ("時間戳記,F01a", "google-forms"),
        ("ID,Start time,Completion time,Email,Name", "microsoft-forms"),
        ("ID,Startzeit,Fertigstellungszeit,E-Mail,Name", "microsoft-forms"),
        ("Respondent ID,Collector ID,Start Date", "surveymonkey"),
        ("id,submitdate,lastpage,startlanguage", "limesurvey"),
        ("Response ID,Date submitted,Last page,Start language", "limesurvey"),
        ("start,end,q,_id,_uuid,_submission_time", "kobotoolbox"),
        ("SubmissionDate,q,KEY", "odk"),
        ("#,Question,Start Date (UTC),Submit Date (UTC),Network ID", "typeform"),
        ("序号,提交答卷时间,所用时间,来源", "wjx"),
        ("序号,1、性别,2、年龄", "wjx"),
        ("编号,开始答题时间,结束答题时间,答题时长", "tencent-wj"),
        ("record_id,redcap_event_name,q", "redcap"),
        ("id,a_fun,a_dys", None),
        ("姓名,序号,来自IP", "wjx"),
    ],
)
def test_a_tool_is_known_by_its_columns(header, tool):
    assert tool_of(header.split(",")) == tool


def test_a_form_is_no_file_of_answers():
    assert is_form(["type", "name", "label::English (en)"])
    assert not is_form(["name", "label", "answer"])
