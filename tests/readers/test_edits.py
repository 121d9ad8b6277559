"""What a user mends in a mapping, without a screen."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.readers import Layout, Mapping, open_table, propose
from kano.readers.edits import (
    BOTH,
    SEGMENT,
    UNUSED,
    Half,
    Role,
    alike,
    changed,
    completed,
    first_answers,
    named_in,
    offered,
    paired,
    pairs_only,
    roles,
    side_counts,
    swapped,
    who,
    with_codes,
    with_letters,
    with_roles,
    with_rows,
)
from kano.readers.mapping import PairColumns

LIKES, HATES = "I like it", "I dislike it"
WIDE = f"""\
id,plan,Fast_functional,Fast_dysfunctional,Safe_functional,Safe_dysfunctional,Safe_importance
1,free,{LIKES},{HATES},I expect it,{HATES},9
2,pro,{LIKES},I am neutral,I expect it,meh,7
3,free,meh,{HATES},,{HATES},
"""
NUMBERS = "Fast_functional,Fast_dysfunctional\n1,5\n2,4\n1,9\n"
LONG = f"person,feature,functional,dysfunctional\n1,Fast,{LIKES},{HATES}\n2,Fast,meh,{HATES}\n"
SPREAD = f"person,feature,side,answer\n1,Fast,functional,{LIKES}\n1,Fast,dysfunctional,{HATES}\n"
COUNTS = "feature,A,O,M,I\nFast,1,2,3,4\n"


def opened(text):
    table = open_table(text.encode(), "file.csv")
    return table, propose(table).mapping


def as_dict(rows):
    return {row.column: (row.role, row.feature) for row in rows}


@pytest.mark.parametrize("text", [WIDE, LONG, SPREAD, COUNTS])
def test_the_roles_of_a_mapping_give_the_mapping_again(text):
    table, mapping = opened(text)
    again, halves = with_roles(mapping, roles(table, mapping))
    assert halves == ()
    assert replace(again, dropped=()) == replace(mapping, dropped=())
    assert set(again.dropped) == set(mapping.dropped)


@pytest.mark.parametrize("text", [WIDE, LONG, SPREAD, COUNTS])
def test_every_role_that_a_file_has_is_offered(text):
    table, mapping = opened(text)
    assert {row.role for row in roles(table, mapping)} <= set(offered(mapping))
    assert UNUSED in offered(mapping)


def test_a_column_is_what_the_user_says_it_is():
    table, mapping = opened(WIDE)
    rows = [Role("id", SEGMENT) if row.column == "id" else row for row in roles(table, mapping)]
    mended, _ = with_roles(mapping, rows)
    assert mended.segments == ("id", "plan")
    assert mended.dropped == ()


def test_what_makes_no_pair_is_named_and_not_used():
    table, mapping = opened(WIDE)
    said = {
        "Fast_functional": Role("Fast_functional"),
        "Safe_functional": Role("Safe_functional", "dysfunctional", "Safe"),
        "plan": Role("plan", "functional", ""),
    }
    mended, halves = with_roles(mapping, [said.get(row.column, row) for row in roles(table, mapping)])
    assert mended.pairs == ()
    assert set(halves) == {
        Half("functional", "Fast", ("Fast_dysfunctional",)),
        Half("twice", "Safe", ("Safe_functional", "Safe_dysfunctional", "Safe_importance")),
        Half("name", "", ("plan",)),
    }
    assert set(mended.dropped) == set(table.names)


def test_a_feature_without_its_second_question_lacks_it():
    table, mapping = opened(WIDE)
    rows = [Role(row.column) if row.column == "Fast_dysfunctional" else row for row in roles(table, mapping)]
    mended, halves = with_roles(mapping, rows)
    assert halves == (Half("dysfunctional", "Fast", ("Fast_functional",)),)
    assert [pair.feature for pair in mended.pairs] == ["Safe"]


def test_pairs_keep_their_order_and_new_ones_come_last():
    mapping = Mapping(pairs=(PairColumns("B", "b1", "b2"), PairColumns("A", "a1", "a2")))
    rows = [Role(f"{f}{i}", side, f.upper()) for f in "cab" for i, side in ((1, "functional"), (2, "dysfunctional"))]
    mended, _ = with_roles(mapping, rows)
    assert [pair.feature for pair in mended.pairs] == ["B", "A", "C"]


def test_a_role_of_a_long_file_that_is_missing_or_given_twice_is_named():
    table, mapping = opened(LONG)
    rows = [Role(row.column, "feature") if row.column == "person" else row for row in roles(table, mapping)]
    mended, halves = with_roles(mapping, rows)
    assert halves == (Half("twice", "feature", ("person", "feature")), Half("respondent"))
    assert mended.columns["feature"] == "person"


def test_swapping_turns_the_named_pairs_and_no_importance():
    table, mapping = opened(WIDE)
    rows = roles(table, mapping)
    mended, _ = with_roles(mapping, swapped(rows, ["Safe"]))
    assert mended.pairs[0] == mapping.pairs[0]
    assert mended.pairs[1] == PairColumns("Safe", "Safe_dysfunctional", "Safe_functional", "Safe_importance")
    assert {row.column for row in changed(rows, swapped(rows, ["Safe"]))} == {"Safe_functional", "Safe_dysfunctional"}


@given(st.lists(st.sampled_from(["functional", "dysfunctional", "importance", SEGMENT, UNUSED])))
def test_swapping_twice_is_nothing(taken):
    rows = tuple(Role(f"c{i}", role, f"f{i // 2}") for i, role in enumerate(taken))
    assert swapped(swapped(rows)) == rows
    assert swapped(swapped(rows, ["f0"]), ["f0"]) == rows


def test_only_the_pairs_stay():
    table, mapping = opened(WIDE)
    mended, _ = with_roles(mapping, pairs_only(mapping, roles(table, mapping)))
    assert mended.segments == ()
    assert mended.pairs == mapping.pairs


@pytest.mark.parametrize(
    ("apart", "expected"), [(False, [("q1", "q2"), ("q3", "q4")]), (True, [("q1", "q3"), ("q2", "q4")])]
)
def test_chosen_columns_are_paired_in_turn_or_half_by_half(apart, expected):
    table = open_table(b"q1,q2,q3,q4\na,b,c,d\n", "file.csv")
    rows = paired(table, [Role(name) for name in table.names], ["q1", "q2", "q3", "q4"], apart)
    mended, halves = with_roles(Mapping(), rows)
    assert [(pair.functional, pair.dysfunctional) for pair in mended.pairs] == expected
    assert halves == ()


def test_pairs_made_by_hand_get_names_that_nobody_has():
    table = open_table("ask “tea” a,ask “tea” b,ask “tea” c,ask “tea” d\n1,2,3,4\n".encode(), "file.csv")
    first = paired(table, [Role(name) for name in table.names], list(table.names[:2]))
    mended, _ = with_roles(Mapping(), paired(table, first, list(table.names[2:])))
    assert [pair.feature for pair in mended.pairs] == ["tea", "tea (2)"]


def test_answers_are_counted_on_each_side():
    table, mapping = opened(WIDE)
    counts = side_counts(table, mapping)
    assert counts["functional"] == {LIKES: 2, "meh": 1, "I expect it": 2, "": 1}
    assert counts["dysfunctional"][HATES] == 4


@pytest.mark.parametrize("layout", list(Layout))
def test_before_the_columns_are_known_nothing_is_counted(layout):
    table, _ = opened(WIDE)
    assert side_counts(table, Mapping(layout)) == {"functional": {}, "dysfunctional": {}}


def test_numbers_follow_their_direction_and_others_do_not():
    _, mapping = opened(NUMBERS)
    texts = ["1", "2", "4", "5", "9"]
    assert with_codes(mapping, texts, None).answers == dict.fromkeys(texts, "?")
    like = with_letters(with_codes(mapping, texts, "like-first"), {(BOTH, "9"): ""})
    assert like.answers == {"1": "L", "2": "E", "4": "W", "5": "D", "9": ""}
    turned = with_codes(like, texts, "dislike-first")
    assert turned.answers == {"1": "D", "2": "W", "4": "E", "5": "L", "9": ""}
    assert turned.dysfunctional_answers == {}


def test_scores_mean_the_opposite_on_the_other_side_and_leave_nothing_behind():
    texts = ["4", "2", "0", "-1", "-2"]
    scored = with_codes(Mapping(), texts, "scores")
    assert scored.letters("functional")["4"] == "L"
    assert scored.letters("dysfunctional")["4"] == "D"
    assert with_codes(scored, texts, None).dysfunctional_answers == {}


def test_a_mapping_keeps_what_it_says_and_new_answers_are_looked_up():
    mapping = Mapping(answers={"meh": "N", LIKES: "E"}, dysfunctional_answers={"meh": "W"})
    mended = with_codes(mapping, [LIKES, "meh", HATES, "?!"], None)
    assert mended.answers == {LIKES: "E", "meh": "N", HATES: "D", "?!": "?"}
    assert mended.dysfunctional_answers == {"meh": "W"}


def test_the_scale_is_found_anew_for_columns_that_were_paired_by_hand():
    mended = with_codes(Mapping(), ["0", "1", "2", "3", "4"], "like-first")
    assert (mended.first_code, mended.answers["0"], mended.answers["4"]) == (0, "L", "D")


def test_a_mapping_to_keep_holds_the_numbers_that_nobody_has_chosen_yet():
    mapping = with_letters(with_codes(Mapping(), ["1", "5"], "like-first"), {(BOTH, "5"): ""})
    assert completed(mapping).answers == {"1": "L", "5": "", "2": "E", "3": "N", "4": "W"}
    assert completed(with_codes(Mapping(), ["4", "-2"], "scores")).letters("dysfunctional")["2"] == "W"
    assert completed(Mapping(answers={"meh": "N"})) == Mapping(answers={"meh": "N"})


def test_a_meaning_may_hold_on_one_side_alone_and_the_later_word_counts():
    mapping = Mapping(answers={"meh": "?"})
    one = with_letters(mapping, {("dysfunctional", "meh"): "W", (BOTH, "meh"): "N", ("functional", "meh"): "E"})
    assert (one.letters("functional")["meh"], one.letters("dysfunctional")["meh"]) == ("E", "N")
    assert alike(one).letters("dysfunctional")["meh"] == "E"
    assert with_letters(one, {(BOTH, "meh"): "L"}).dysfunctional_answers == {}


def test_rows_are_left_out_and_taken_in_again():
    mapping = Mapping(rows_left_out={"status": ("spam", "test")})
    mended = with_rows(mapping, {("status", "spam"): False, ("status", "test"): False, ("name", "test"): True})
    assert mended.rows_left_out == {"name": ("test",)}
    assert with_rows(mapping, {}) == mapping


def test_who_gave_an_answer_is_told_by_row():
    table, mapping = opened(WIDE)
    assert who(table, mapping, "meh") == [2, 3]
    assert who(table, mapping, HATES, most=1) == [1]
    assert who(table, replace(mapping, rows_left_out={"plan": ("pro",)}), "meh") == [3]


def test_the_first_people_say_what_they_wrote():
    table, mapping = opened(WIDE)
    assert first_answers(table, mapping, "Fast", 2) == [(LIKES, HATES), (LIKES, "I am neutral")]
    assert first_answers(table, mapping, "Slow", 2) == []


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        ("a; b", ["a", "b"]),
        ("a; b; c", ["a; b", "c"]),
        ("unknown; c", ["c"]),
        ("unknown", []),
        ("", []),
    ],
)
def test_names_are_found_in_a_list_in_words(joined, expected):
    names = ["a; b", "c"] if "a; b" in expected else ["a", "b", "c"]
    assert named_in(joined, names) == expected
