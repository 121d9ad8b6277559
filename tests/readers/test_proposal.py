"""A table in, a proposal out: what is sure is assumed and said, what is not is asked, nothing is guessed."""

from pathlib import Path

import pytest

from kano.errors import KanoError
from kano.questionnaire import load
from kano.readers import Layout, open_table, propose
from kano.readers.doubts import answer_counts

SHARED = Path(__file__).parents[2] / "../shared"
INTEROP = sorted((SHARED / "interop").glob("*"))

WIDE = """id,branch,x_fun,x_dys,comment
1,North,I like it,I dislike it,fine
2,South,I like it,,too loud
3,North,I am neutral,I am neutral,
4,South,N/A,I am neutral,never again
"""
LONG = """person,feature,functional,dysfunctional,branch
1,Tea,like,dislike,North
1,Wifi,neutral,neutral,North
2,Tea,like,neutral,South
2,Wifi,dislike,like,South
"""
COUNTS = "feature,A,O,M,I,R,Q\nTea,1,2,3,4,5,6\nWifi,6,5,4,3,2,1\n"


def proposal(text, **options):
    return propose(open_table(text.encode() if isinstance(text, str) else text, "a.csv"), **options)


def asked(found):
    return [question.code for question in found.questions]


def said(found):
    return {finding.code: finding.values for finding in found.assumptions}


def numbers(*pairs):
    return "x_fun,x_dys\n" + "".join(f"{f},{d}\n" for f, d in pairs)


def test_a_tidy_file_asks_nothing_and_says_what_it_took():
    found = proposal(WIDE)
    assert asked(found) == []
    assert found.mapping.layout is Layout.WIDE
    assert said(found)["took-name"] == {"pairs": 1, "people": 4}
    assert said(found)["took-blank"] == {"answers": "N/A"}
    assert found.mapping.answers == {
        "I like it": "L",
        "I am neutral": "N",
        "N/A": "",
        "I dislike it": "D",
        "": "",
    }


def test_columns_that_identify_people_or_hold_remarks_are_dropped_and_named():
    found = proposal(WIDE)
    assert found.mapping.segments == ("branch",)
    assert found.mapping.dropped == ("id", "comment")
    assert said(found)["took-dropped"] == {"columns": "id; comment"}


@pytest.mark.parametrize("name", ["Timestamp", "Email Address", "IP Address", "时间戳记", "来自IP", "Score"])
def test_what_a_survey_tool_adds_is_never_a_segment(name):
    rows = "".join(f"{'ab'[i % 2]},I like it,I dislike it\n" for i in range(8))
    assert proposal(f"{name},x_fun,x_dys\n{rows}").mapping.dropped == (name,)
    assert proposal(f"Branch,x_fun,x_dys\n{rows}").mapping.segments == ("Branch",)


def test_a_column_with_many_values_would_single_people_out_and_is_no_segment():
    rows = "".join(f"town {i // 2},I like it,I dislike it\n" for i in range(102))
    assert proposal("town,x_fun,x_dys\n" + rows).mapping.dropped == ("town",)


def test_a_row_per_answer_is_the_long_layout():
    found = proposal(LONG)
    assert (found.mapping.layout, asked(found)) == (Layout.LONG, [])
    assert found.mapping.columns == {
        "respondent": "person",
        "feature": "feature",
        "functional": "functional",
        "dysfunctional": "dysfunctional",
    }
    assert found.mapping.segments == ("branch",)
    assert said(found)["took-long"] == {"features": 2}


def test_a_row_per_answer_without_a_person_is_refused():
    with pytest.raises(KanoError) as caught:
        proposal("feature,functional,dysfunctional\nTea,like,dislike\n")
    assert caught.value.code == "long-no-respondent"


@pytest.mark.parametrize(
    "head",
    [
        "feature,A,O,M,I,R,Q",
        "q,r,i,m,o,a,Feature",
        "魅力属性,期望属性,必备属性,无差异属性,R,Q,功能",
        "m,FEATURE,A,o,I,Q,r",
    ],
)
def test_counts_are_recognised_in_any_order_case_and_language(head):
    row = ",".join(
        "Tea" if name.casefold() in {"feature", "功能"} else str(i) for i, name in enumerate(head.split(","))
    )
    found = proposal(f"{head}\n{row}\n")
    assert (found.mapping.layout, asked(found)) == (Layout.COUNTS, [])
    assert set(found.mapping.columns) == {"feature", "A", "O", "M", "I", "R", "Q"}
    if head[0] == "q":
        expected = {"feature": "Feature", "A": "a", "O": "o", "M": "m", "I": "i", "R": "r", "Q": "q"}
        assert found.mapping.columns == expected


def test_counts_without_reverse_and_questionable_are_said_to_be_zero():
    found = proposal("feature,A,O,M,I\nTea,1,2,3,4\n")
    assert said(found)["counts-without"] == {"letters": "R, Q"}
    assert "R" not in found.mapping.columns


def test_the_first_other_column_names_the_features_of_counts_when_none_is_called_so():
    found = proposal("Product part,A,O,M,I,n,sum,group\nTea,1,2,3,4,10,10,x\n")
    assert found.mapping.columns["feature"] == "Product part"
    assert (found.mapping.columns["n"], found.mapping.columns["total"]) == ("n", "sum")
    assert found.mapping.dropped == ("group",)


def test_counts_that_name_no_feature_are_refused():
    with pytest.raises(KanoError) as caught:
        proposal("A,O,M,I\n1,2,3,4\n")
    assert caught.value.code == "counts-no-feature"


def test_the_direction_of_numeric_answers_is_asked_with_what_was_seen():
    found = proposal(numbers((1, 5), (1, 5), (2, 4)))
    assert asked(found) == ["code-direction"]
    assert found.questions[0].values["numbers"] == "“1” × 2, “5” × 2, “2” × 1, “4” × 1"
    assert found.mapping.unresolved == ("1", "2", "5", "4")


@pytest.mark.parametrize(("codes", "letters"), [("like-first", "LEDW"), ("dislike-first", "DWLE")])
def test_the_direction_once_given_is_followed_and_kept(codes, letters):
    found = proposal(numbers((1, 5), (1, 5), (2, 4)), codes=codes)
    assert asked(found) == []
    assert found.mapping.codes == codes
    assert found.mapping.answers == dict(zip("1254", letters, strict=True))


def test_numbers_that_stop_at_three_ask_how_many_answers_were_offered():
    text = numbers(*[(1, 3), (2, 3)] * 5)
    assert asked(proposal(text)) == ["code-direction", "code-levels"]
    assert asked(proposal(text, codes="like-first")) == ["code-levels"]
    assert asked(proposal(text, codes="like-first", levels=3)) == []
    assert proposal(text, codes="like-first", levels=3).mapping.answers == {"1": "L", "2": "N", "3": "D"}


def test_too_few_numbers_to_tell_are_said_to_be_of_five():
    found = proposal(numbers((1, 3), (2, 3)), codes="like-first")
    assert asked(found) == []
    assert "took-five" in said(found)
    assert found.mapping.answers == {"1": "L", "2": "E", "3": "N"}


def test_numbers_of_which_one_is_four_or_five_ask_nothing_more():
    found = proposal(numbers(*[(1, 3), (2, 3)] * 10, (1, 4)), codes="like-first")
    assert (asked(found), "took-five" in said(found)) == ([], False)


def test_a_number_that_no_scale_has_is_an_unknown_answer_and_no_direction_helps():
    text = numbers((1, 5), (7, 5), (-99, 5))
    assert asked(proposal(text)) == ["code-direction", "answers-open"]
    found = proposal(text, codes="like-first")
    assert found.questions[0].values["answers"] == "“7” × 1, “-99” × 1"
    assert found.mapping.unresolved == ("7", "-99")


def test_unknown_answers_are_listed_with_their_number_and_left_open():
    rows = ["I like it,I dislike it", "I like it,meh", "I like it,meh", "So-so,I dislike it"]
    found = proposal("x_fun,x_dys\n" + "\n".join(rows))
    assert asked(found) == ["answers-open"]
    assert found.questions[0].values["answers"] == "“meh” × 2, “So-so” × 1"
    assert (found.mapping.answers["meh"], found.mapping.answers["So-so"]) == ("?", "?")


def test_unknown_words_and_numbers_are_asked_about_separately():
    assert asked(proposal(numbers((1, 5), ("meh", 5), (2, 4)))) == ["code-direction", "answers-open"]


def test_a_satisfaction_scale_is_not_taken_for_kano_answers():
    rows = ["滿意,不滿意", "有些滿意,無所謂", "滿意,有些不滿意"]
    assert asked(proposal("x_fun,x_dys\n" + "\n".join(rows))) == ["scale-satisfaction"]


def test_a_guessed_encoding_is_asked_about_unless_it_made_answers_that_are_known():
    rows = "热毛巾_正向,热毛巾_反向\n{},{}\n{},{}\n{},{}\n"
    known = rows.format(*["我很喜欢", "无所谓"] * 3).encode("gb18030")
    assert asked(proposal(known)) == []
    found = proposal(rows.format(*"152413").encode("gb18030"), codes="like-first")
    assert asked(found) == ["encoding"]
    assert found.questions[0].values["header"].endswith("_反向")


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("date,amount\nMonday,3\nTuesday,4\n", "not-kano", "date; amount"),
        ("id,Do you like tea?\n1,I like it\n2,I dislike it\n", "not-kano-alone", "Do you like tea?"),
    ],
)
def test_a_file_that_is_no_kano_survey_is_refused_with_the_reason(text, code, named):
    with pytest.raises(KanoError) as caught:
        proposal(text)
    assert caught.value.code == code
    assert caught.value.values["columns"] == named
    assert named in str(caught.value)


def test_answers_are_counted_over_all_answer_columns_and_no_other():
    table = open_table(b"x_fun,x_dys,y_fun,y_dys,z\nlike,like,dislike,,like\nlike,,,,like\n", "a.csv")
    assert answer_counts(table, propose(table).mapping) == {"like": 3, "dislike": 1, "": 4}


@pytest.mark.parametrize(("file", "pairs"), [("reppl_transfers.csv", 6), ("reppl_storage_cohort1.csv", 5)])
def test_the_real_answers_of_reppel_are_read_without_a_question(file, pairs):
    # F4 and F10 list the dysfunctional question first; the wording sets are Kano's and Pouliot's.
    path = SHARED / "data/raw" / file
    if not path.exists():
        pytest.skip("the raw data of Reppel (2022) is not beside the repository")
    found = proposal(path.read_bytes())
    assert asked(found) == []
    assert len(found.mapping.pairs) == pairs
    for pair in found.mapping.pairs:
        columns = (pair.functional, pair.dysfunctional, pair.importance)
        assert columns == tuple(f"{pair.feature}_{role}" for role in ("functional", "dysfunctional", "importance"))


@pytest.mark.skipif(not INTEROP, reason="the collected exports are not beside the repository")
@pytest.mark.parametrize("path", INTEROP, ids=lambda path: path.name)
def test_every_collected_export_is_read_or_asked_about_or_refused_in_words(path):
    try:
        found = propose(open_table(path.read_bytes(), path.name), load("hotpot"))
    except KanoError as problem:
        found, text = None, str(problem)
    if found is None:
        assert path.name in text
    else:
        assert found.mapping.pairs
        assert "took-order" not in said(found) or "pair-order" in asked(found)


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        ("generated_kobo_labels_en.xlsx", 2),
        ("generated_kobo_labels_zh_with_groups.csv", 2),
        ("generated_kobo_xml_values.csv", 2),
    ],
)
def test_kobo_exports_of_a_kano_form_pair_without_a_question(name, pairs):
    path = SHARED / "interop" / name
    if not path.exists():
        pytest.skip("the collected exports are not beside the repository")
    found = proposal(path.read_bytes())
    assert (len(found.mapping.pairs), asked(found)) == (pairs, [])


POOL = """"If the hotel had a pool, how do you feel?","If the hotel did not have a gym, how do you feel?"
I like it,I dislike it
"""
INEXACT = """
1,Tea,I like it,I dislike it
1,Rice,I like it,I dislike it
2,Tea,I like it,I am neutral
"""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Feature,P1_functional,P1_dysfunctional\nTea,I like it,\nRice,I am neutral,I like it\n", ["feature-column"]),
        ("id,x_fun,x_dys\nA,I like it,\nA,I am neutral,I expect it\nB,I like it,I am neutral\n", ["people-repeat"]),
        ("x_fun,x_dys\n非常喜欢,不喜欢\n喜欢,非常不喜欢\n无所谓,无所谓\n", ["answers-alike"]),
        ("id,x_fun,x_dys\nA,I like it,I dislike it\nAverage,2,4\n", []),
        (POOL, ["pair-unlike"]),
        ("ads (without),ads (with)\nI like it,I dislike it\n", ["pair-reversed"]),
        ("Plan D,Plan F\nI like it,I dislike it\n", ["pair-order"]),
    ],
)  # fmt: skip
def test_what_would_be_misread_in_silence_is_asked_about(text, codes):
    assert asked(proposal(text)) == codes


def test_a_zero_may_be_no_answer():
    found = proposal("x_fun,x_dys\n0,4\n1,3\n2,2\n", codes="dislike-first")
    assert asked(found) == ["code-zero"]


@pytest.mark.parametrize(
    "head",
    [
        "Respondent,Feature,Functional answer,Dysfunctional answer",
        "user_id,feature_id,functional_response,dysfunctional_response",
    ],
)
def test_a_long_file_is_known_by_inexact_names(head):
    found = proposal(
        head + "\n1,Tea,I like it,I dislike it\n1,Rice,I like it,I dislike it\n2,Tea,I like it,I am neutral\n"
    )
    assert (found.mapping.layout, asked(found)) == ("long", [])


def test_people_of_a_long_file_are_told_apart_by_the_column_that_repeats():
    text = "ID,Participant,Feature,Functional,Dysfunctional\n1,Ann,Tea,I like it,\n2,Ann,Rice,I like it,\n"
    assert proposal(text).mapping.columns["respondent"] == "Participant"


def test_a_column_per_option_is_refused():
    head = ",".join(
        f'"If tea is served [{answer}]"' for answer in ("I like it", "I expect it", "I am neutral", "I dislike it")
    )
    with pytest.raises(KanoError) as caught:
        proposal(head + "\nI like it,,,\n,I expect it,,\n,,I am neutral,\n,,,I dislike it\n")
    assert caught.value.code == "options-apart"


def test_pairs_whose_answers_are_half_unknown_are_all_found_and_their_answers_asked_about():
    asks = ("offered towels", "did not offer towels", "offered free tea", "did not offer free tea")
    head = [f'"How would you feel if we {ask}?"' for ask in asks]
    rows = ["makes my day,no way,I am neutral,no way", "I expect it,I am neutral,makes my day,I expect it"]
    found = proposal("\n".join([",".join(head), *rows, *rows]))
    assert (len(found.mapping.pairs), asked(found)) == (2, ["answers-open"])


def test_a_column_of_answers_without_a_partner_is_no_question_about_the_person():
    people = "I like it,I dislike it,I like it\nI am neutral,I like it,I dislike it\n"
    found = proposal("x_fun,x_dys,y_fun\n" + 3 * people)
    assert (asked(found), found.mapping.segments, found.mapping.dropped) == (["column-alone"], (), ("y_fun",))
