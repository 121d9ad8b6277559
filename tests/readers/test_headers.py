"""Which rows are headers: by the tool, by what stands in them, and asked where a person could be lost."""

import json

import pytest

from kano.errors import KanoError
from kano.readers import Mapping, open_table
from kano.readers.headers import plain

QUALTRICS = """StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,DistributionChannel,F01a,F01b
Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,Channel,Tea is served,Tea is not served
"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}","{""ImportId"":""finished""}",\
"{""ImportId"":""recordedDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""distributionChannel""}",\
"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"
2026-11-01 10:00:00,2026-11-01 10:05:00,IP Address,True,2026-11-01,R_1,anonymous,I like it,I dislike it
2026-11-01 10:00:00,2026-11-01 10:05:00,Survey Preview,True,2026-11-01,R_2,preview,I like it,I am neutral
"""
SURVEYMONKEY = """Respondent ID,Collector ID,Start Date,How do you feel,,Age
,,,Tea is served,Tea is not served,Response
1,9,2026-11-01,I like it,I dislike it,30
2,9,2026-11-01,I like it,I am neutral,40
"""


def opened(text, mapping=None):
    return open_table(text.encode() if isinstance(text, str) else text, "f.csv", mapping)


def test_three_header_rows_of_qualtrics_give_a_code_and_a_question():
    table = opened(QUALTRICS)
    assert (table.source.tool, table.source.header_rows, len(table)) == ("qualtrics", 3, 2)
    assert (table["F01b"].name, table["F01b"].title) == ("F01b", "Tea is not served")


def test_two_header_rows_of_a_qualtrics_workbook_need_no_import_id():
    lines = QUALTRICS.splitlines()
    table = opened("\n".join([*lines[:2], *lines[3:]]))
    assert (table.source.header_rows, table.source.header_sure, len(table)) == (2, True, 2)


def test_the_second_row_of_surveymonkey_completes_the_first():
    table = opened(SURVEYMONKEY)
    assert (table.source.tool, table.source.header_rows) == ("surveymonkey", 2)
    assert table.names[3:] == ("How do you feel - Tea is served", "How do you feel - Tea is not served", "Age")


def test_tags_below_the_header_are_no_person():
    table = opened("a_fun,a_dys\n#q+fun,#q+dys\nlike,dislike\n")
    assert (table.source.header_rows, len(table), table.names) == (2, 1, ("a_fun", "a_dys"))


def test_a_second_row_that_no_tool_explains_is_asked_about():
    table = opened("Tea,Tea\nfunctional,dysfunctional\nI like it,I dislike it\nI like it,I am neutral\n")
    assert (table.source.header_rows, table.source.header_sure) == (2, False)
    assert table.names == ("Tea - functional", "Tea - dysfunctional")


def test_a_row_of_answers_is_never_a_header():
    table = opened("a,b,c\nI like it,I dislike it,x\nI like it,I am neutral,y\n")
    assert (table.source.header_rows, len(table)) == (1, 2)


def test_a_file_that_begins_with_answers_has_no_header():
    table = opened("1,I like it,I dislike it\n2,I am neutral,I like it\n")
    assert (table.source.header_rows, len(table), table.names) == (0, 2, ("column 1", "column 2", "column 3"))


def test_a_title_above_the_header_is_passed_over_and_counted():
    table = opened("Our survey of November\n\na_fun,a_dys,age,town\nI like it,I dislike it,30,Lhasa\n")
    assert (table.source.skip_rows, table.names, len(table)) == (1, ("a_fun", "a_dys", "age", "town"), 1)


def test_what_the_user_says_of_the_header_goes_before_what_is_found():
    text = "Tea,Tea\nfunctional,dysfunctional\nI like it,I dislike it\nI like it,I am neutral\n"
    table = opened(text, Mapping(header_rows=1))
    assert (len(table), table.names, table.source.header_sure) == (3, ("Tea", "Tea (2)"), True)


def test_header_rows_that_leave_nobody_are_refused():
    with pytest.raises(KanoError) as caught:
        opened("a,b\n1,2\n", Mapping(header_rows=2))
    assert caught.value.code == "header-rows-all"


def test_the_stem_of_a_chinese_matrix_reaches_its_later_rows():
    table = opened("序号,来自IP,7、热毛巾，您的感受—有,7、没有,8、年龄\n1,127.0.0.1,很喜欢,无所谓,30\n")
    assert [column.title for column in table.columns][2:] == [
        "7、热毛巾，您的感受—有",
        "热毛巾，您的感受—没有",
        "8、年龄",
    ]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<strong>Are you there?</strong>", "Are you there?"),
        ("Tea<br>with &amp; without", "Tea with & without"),
        ("*If tea is served*, how?", "If tea is served, how?"),
        ("2 * 3 < 4", "2 * 3 < 4"),
    ],
)
def test_markup_in_a_header_is_not_shown(raw, shown):
    assert plain(raw) == shown


def test_trailing_commas_shift_nothing():
    table = opened("a_fun,a_dys,\nI like it,I dislike it,\nI like it,,\n")
    assert (table.names, len(table)) == (("a_fun", "a_dys"), 2)
    table = opened("a_fun,a_dys\nI like it,I dislike it,\nI like it,,\n")
    assert table["a_dys"].texts() == ["I dislike it", ""]


def test_a_cell_too_many_is_refused_with_its_row():
    with pytest.raises(KanoError) as caught:
        opened("a_fun,a_dys\nI like it,I dislike it\nI like it,I dislike it,what?\n")
    assert (caught.value.code, caught.value.values["row"]) == ("row-ragged", 3)


def test_people_of_json_become_rows_and_their_matrices_columns():
    people = [{"a": {"fun": "like", "dys": "dislike"}, "n": 2.0}, {"a": {"fun": "like"}, "tags": ["x", "y"]}]
    table = opened(json.dumps(people))
    assert (table.source.tool, table.names) == ("surveyjs", ("a.fun", "a.dys", "n", "tags"))
    assert [column.texts() for column in table.columns] == [["like", "like"], ["dislike", ""], ["2", ""], ["", "x; y"]]


@pytest.mark.parametrize("people", ["[]", "[1, 2]", '{"data": []}', "[" * 100_000])
def test_json_that_is_no_list_of_people_is_refused(people):
    with pytest.raises(KanoError):
        opened(people)


def test_a_json_object_per_line_is_read():
    assert len(opened('{"a_fun": "like"}\n{"a_fun": "dislike"}\n')) == 2
