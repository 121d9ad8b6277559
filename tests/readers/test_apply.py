"""A table and a confirmed mapping in, people out: missing stays missing, unknown blocks, nothing is guessed."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.errors import KanoError
from kano.evaluation import load_table
from kano.i18n import LANGUAGES
from kano.readers import Layout, Mapping, apply, open_table, propose
from kano.readers.mapping import PairColumns
from kano.wording import answer_sets

WIDE = """branch,x_fun,x_dys,y_fun,y_dys
North,like,dislike,neutral,neutral
South,like,,neutral,expect
,N/A,(跳过),dislike,like
South,live with,dislike,,
"""
LONG = """id,feature,functional,dysfunctional,importance,branch
1,Tea,like,dislike,9,North
1,Wifi,neutral,neutral,3,North
2,Wifi,dislike,like,6 - Important,South
"""


def table(text):
    return open_table(text.encode(), "a.csv")


def read(text, **changes):
    made = table(text)
    found = propose(made)
    return apply(made, replace(found.mapping, **changes))


def answers(reading):
    return reading.data.functional.tolist(), reading.data.dysfunctional.tolist()


def counted(reading):
    tally = reading.data.count().tally(load_table())
    return [tally.to_dict(0, i) for i in range(len(tally.features))]


def test_answers_become_codes_and_missing_ones_zero():
    reading = read(WIDE)
    assert reading.data.features == ("x", "y")
    assert answers(reading) == ([[1, 3], [1, 3], [0, 5], [4, 0]], [[5, 3], [0, 2], [0, 1], [5, 0]])


def test_a_pair_with_a_missing_answer_is_in_no_category_not_even_questionable():
    reading = read(WIDE)
    assert counted(reading) == [
        {"A": 0, "O": 1, "M": 1, "I": 0, "R": 0, "Q": 0},
        {"A": 0, "O": 0, "M": 0, "I": 2, "R": 1, "Q": 0},
    ]
    assert reading.data.count().left_out[0].tolist() == [[0, 1, 1], [0, 0, 1]]


def test_people_who_left_the_segment_blank_are_a_segment_of_their_own():
    reading = read(WIDE)
    profile = reading.data.profiles["branch"]
    assert profile.values == ("North", "South", "")
    assert profile.codes.tolist() == [0, 1, 2, 1]
    assert reading.data.count("branch").n.tolist() == [[1, 1], [1, 1], [0, 1]]


def test_an_answer_that_nobody_has_explained_blocks_everything():
    text = "x_fun,x_dys\nlike,dislike\nmeh,dislike\nlike,dislike\n"
    with pytest.raises(KanoError) as caught:
        read(text)
    assert caught.value.code == "answers-unresolved"
    assert caught.value.values["answers"] == "“meh”"


@pytest.mark.parametrize(("letter", "expected"), [("W", [1, 0, 1]), ("", [1, 0, 0]), ("L", [2, 0, 0])])
def test_an_answer_means_what_the_mapping_says(letter, expected):
    text = "x_fun,x_dys\nlike,dislike\nmeh,dislike\n"
    counts = counted(read(text, answers={"like": "L", "dislike": "D", "meh": letter}))[0]
    assert [counts["O"], counts["Q"], counts["M"]] == expected


def test_a_cell_that_the_mapping_does_not_know_blocks_even_if_the_catalogue_knows_it():
    with pytest.raises(KanoError) as caught:
        read("x_fun,x_dys\nlike,dislike\nneutral,dislike\n", answers={"like": "L", "dislike": "D"})
    assert (caught.value.code, caught.value.values["answers"]) == ("answers-unresolved", "“neutral”")


def test_both_directions_of_numbers_mirror_each_other():
    made = table("x_fun,x_dys\n1,5\n2,4\n3,1\n5,\n")
    first, last = (apply(made, propose(made, codes=codes).mapping) for codes in ("like-first", "dislike-first"))
    assert answers(first) == ([[1], [2], [3], [5]], [[5], [4], [1], [0]])
    assert answers(last) == ([[5], [4], [3], [1]], [[1], [2], [5], [0]])


def test_importance_is_a_number_or_the_number_a_label_begins_with():
    rows = ["9 - Extremely important", "6", "1", "7.0", "5 (important)", "", "N/A"]
    text = "x_fun,x_dys,x_imp\n" + "".join(f"like,dislike,{rating}\n" for rating in rows)
    reading = read(text)
    assert reading.data.importance[:5, 0].tolist() == [9, 6, 1, 7, 5]
    assert np.isnan(reading.data.importance[5:, 0]).all()
    assert reading.findings == ()


def test_importance_that_cannot_be_read_is_listed_and_left_out():
    rows = ["9", "very", "very", "10", "0", "4.5"]
    text = "x_fun,x_dys,x_imp\n" + "".join(f"like,dislike,{rating}\n" for rating in rows)
    reading = read(text)
    assert reading.data.importance[0, 0] == 9
    assert np.isnan(reading.data.importance[1:, 0]).all()
    assert [finding.code for finding in reading.findings] == ["importance-unread"]
    assert reading.findings[0].values == {"n": 5, "values": "“very” × 2, “10” × 1, “0” × 1, “4.5” × 1"}


def test_importance_that_was_not_asked_is_none():
    assert read(WIDE).data.importance is None


def test_a_feature_without_a_rating_stands_beside_one_that_has_it():
    reading = read("x_fun,x_dys,x_imp,y_fun,y_dys\nlike,dislike,8,like,dislike\n")
    assert reading.data.importance[0, 0] == 8
    assert np.isnan(reading.data.importance[0, 1])


def test_a_row_per_answer_gives_the_same_people():
    reading = read(LONG)
    assert reading.data.features == ("Tea", "Wifi")
    assert answers(reading) == ([[1, 3], [0, 5]], [[5, 3], [0, 1]])
    assert reading.data.importance[0].tolist() == [9, 3]
    assert np.isnan(reading.data.importance[1, 0])
    assert reading.data.importance[1, 1] == 6
    assert reading.data.profiles["branch"].codes.tolist() == [0, 1]


def test_somebody_who_answers_a_feature_twice_is_named():
    with pytest.raises(KanoError) as caught:
        read(LONG + "1,Wifi,like,like,,North\n")
    assert caught.value.code == "answered-twice"
    assert caught.value.values == {"respondent": "1", "feature": "Wifi"}


def test_a_column_that_serves_twice_is_refused():
    with pytest.raises(KanoError) as caught:
        read("x_fun,x_dys\nlike,dislike\n", pairs=(PairColumns("x", "x_fun", "x_fun"),))
    assert (caught.value.code, caught.value.values) == ("mapping-repeats", {"columns": "x_fun"})


@pytest.mark.parametrize("rating", ["5-7", "2 of 5 stars", "ten", "10"])
def test_what_is_no_rating_is_not_read_as_one(rating):
    reading = read(f"x_fun,x_dys,x_imp\nlike,dislike,{rating}\n")
    assert np.isnan(reading.data.importance[0, 0])
    assert reading.findings[0].code == "importance-unread"


def test_a_profile_value_called_none_is_an_answer():
    reading = read("x_fun,x_dys,children\nlike,dislike,None\nlike,dislike,1\nlike,dislike,None\nlike,dislike,1\n")
    assert reading.data.profiles["children"].values == ("1", "None")


def test_a_person_of_two_minds_about_himself_is_refused_and_a_blank_is_filled():
    long = "respondent,feature,functional,dysfunctional,branch\n"
    filled = long + "p1,x,L,D,\np1,y,L,D,north\np2,x,L,D,south\np2,y,L,D,south\n"
    profile = read(filled).data.profiles["branch"]
    assert [profile.values[code] for code in profile.codes] == ["north", "south"]
    with pytest.raises(KanoError) as caught:
        read(filled.replace("p1,x,L,D,\n", "p1,x,L,D,south\n"))
    assert (caught.value.code, caught.value.values["respondent"]) == ("profile-differs", "p1")


def test_what_a_person_says_beside_either_answer_of_a_pair_is_theirs():
    rows = "respondent,feature,side,answer,branch\np1,x,functional,L,{}\np1,x,dysfunctional,D,north\n"
    columns = {role: role for role in ("respondent", "feature", "side", "answer")}
    mapping = Mapping(Layout.LONG, columns=columns, answers={"L": "L", "D": "D"}, segments=("branch",))
    for said in ("", "north"):
        assert apply(table(rows.format(said)), mapping).data.profiles["branch"].values == ("north",)
    with pytest.raises(KanoError) as caught:
        apply(table(rows.format("south")), mapping)
    assert caught.value.code == "profile-differs"


def test_a_column_that_the_file_lacks_is_named_with_those_it_has():
    with pytest.raises(KanoError) as caught:
        read(WIDE, pairs=(PairColumns("x", "nope", "x_dys"),))
    assert (caught.value.code, caught.value.values["column"]) == ("column-unknown", "nope")
    assert "x_fun, x_dys" in caught.value.values["known"]


people = st.integers(1, 8).flatmap(
    lambda n: st.lists(st.tuples(*[st.lists(st.integers(0, 5), min_size=n, max_size=n)] * 2), min_size=1, max_size=4)
)


@settings(max_examples=100, deadline=None)
@given(
    people,
    st.sampled_from(sorted(answer_sets())),
    st.sampled_from(sorted(LANGUAGES)),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"]),
    st.booleans(),
)
def test_answers_written_in_any_words_language_and_encoding_are_read_back(features, words, lang, sign, encoding, long):
    texts = ["", *answer_sets()[words][lang]]
    n = len(features[0][0])
    if long:
        lines = [["person", "feature", "functional", "dysfunctional"]]
        lines += [[f"P{i}", f"F {f}", texts[a[i]], texts[b[i]]] for i in range(n) for f, (a, b) in enumerate(features)]
    else:
        lines = [["person", *(f"F {f}_{side}" for f in range(len(features)) for side in ("fun", "dys"))]]
        lines += [[f"P{i}", *(texts[side[i]] for pair in features for side in pair)] for i in range(n)]
    file = io.StringIO()
    csv.writer(file, delimiter=sign).writerows(lines)
    made = open_table(file.getvalue().encode(encoding), "a.csv", Mapping(encoding=encoding, delimiter=sign))
    found = propose(made)
    assert found.questions == ()
    data = apply(made, found.mapping).data
    assert data.features == tuple(f"F {f}" for f in range(len(features)))
    assert data.functional.T.tolist() == [present for present, _ in features]
    assert data.dysfunctional.T.tolist() == [absent for _, absent in features]


@pytest.mark.parametrize(
    ("mapping", "missing"),
    [
        (Mapping(), "pairs"),
        (Mapping(Layout.LONG, columns={"feature": "branch"}), "columns.respondent"),
        (Mapping(Layout.COUNTS), "columns.feature"),
    ],
)
def test_a_mapping_that_leaves_out_what_its_layout_needs_is_refused(mapping, missing):
    with pytest.raises(KanoError) as caught:
        apply(table(WIDE), mapping)
    assert caught.value.code == "mapping-bad"
    assert missing in caught.value.values["reason"]


@pytest.mark.parametrize(("rows", "column"), [("p1,x,L,D\n,x,L,D\n", "respondent"), ("p1,,L,D\n", "feature")])
def test_a_long_row_that_belongs_to_nobody_or_nothing_is_refused(rows, column):
    table = open_table(f"respondent,feature,functional,dysfunctional\n{rows}".encode(), "long.csv")
    with pytest.raises(KanoError) as problem:
        apply(table, propose(table).mapping)
    assert (problem.value.code, problem.value.values["column"]) == ("long-blank", column)
