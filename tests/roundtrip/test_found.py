"""What was once misread in silence, each at its smallest."""

import pytest

from kano.errors import KanoError
from kano.features import build
from kano.readers import apply, open_table, propose
from kano.readers.mapping import Layout

LIKE, DISLIKE, NEUTRAL = "I like it", "I dislike it", "I am neutral"
V = ",".join(f"V{i}" for i in range(1, 11))
LEGACY = (
    f"{V},Q1,Q2,\n"
    "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,"
    "Wifi_functional,Wifi_dysfunctional,\n"
)


def proposed(text, questionnaire=None):
    table = open_table(text.encode(), "a.csv")
    return table, propose(table, questionnaire)


def asked(text, questionnaire=None):
    return [question.code for question in proposed(text, questionnaire)[1].questions]


def pairs(text, questionnaire=None):
    return [(pair.functional, pair.dysfunctional) for pair in proposed(text, questionnaire)[1].mapping.pairs]


def test_previews_of_a_qualtrics_file_whose_columns_are_numbered_are_left_out():
    row = "R_{},Default Response Set,,,,,{},2015-05-27,2015-05-27,1,{},{},\n"
    table, proposal = proposed(
        LEGACY + row.format(1, 1, LIKE, DISLIKE) + row.format(2, 0, LIKE, LIKE) + row.format(3, 0, DISLIKE, LIKE)
    )
    assert proposal.mapping.rows_left_out == {"V7": ("1",)}
    assert len(apply(table, proposal.mapping).data) == 2
    assert proposal.mapping.segments == ()


def test_previews_are_left_out_when_the_row_of_names_is_lost():
    head = "Anfangsdatum,Enddatum,Antworttyp,Wifi_functional,Wifi_dysfunctional\n"
    rows = f"x,y,Survey Preview,{LIKE},{LIKE}\n" + f"x,y,IP Address,{LIKE},{DISLIKE}\n" * 3
    table, proposal = proposed(head + rows)
    assert len(apply(table, proposal.mapping).data) == 3


def test_two_features_of_two_sides_are_not_taken_for_each_other():
    # One of the features denies something, as a side does.
    heads = [f"{side}时您的感受 [{name}]" for side in ("具备", "不具备") for name in ("茶", "不限量小料")]
    text = ",".join(heads) + "\n" + "喜欢,喜欢,不喜欢,无所谓\n无所谓,喜欢,不喜欢,不喜欢\n"
    assert pairs(text) == [(heads[0], heads[2]), (heads[1], heads[3])]


@pytest.mark.parametrize("names", [("Tea", "No tea"), ("Positive staff", "Staff who don't rush"), ("A+", "A-")])
def test_sides_that_do_not_say_which_they_are_are_asked_about_whatever_the_features_deny(names):
    heads = [f"If {side}, how do you feel? [{name}]" for side in ("present", "absent") for name in names]
    text = ",".join(f'"{head}"' for head in heads) + f"\n{LIKE},{LIKE},{DISLIKE},{NEUTRAL}\n" * 2
    assert asked(text) == ["pair-order"]
    assert pairs(text) == [(heads[0], heads[2]), (heads[1], heads[3])]


@pytest.mark.parametrize("row", ["b,{0},{1}", "b,{0},,{1},", "{0},{1},"])
def test_a_cell_too_few_or_too_many_is_no_blank_at_the_end(row):
    head, whole = "who,x_fun,x_dys,", f"a,{LIKE},{DISLIKE},\n"
    with pytest.raises(KanoError) as caught:
        proposed(f"{head}\n{whole * 3}{row.format(LIKE, DISLIKE)}\n")
    assert caught.value.code == "row-ragged"


def test_the_first_rating_behind_a_matrix_is_not_the_last_features():
    sides = ("If you have it, how do you feel?", "If you do not have it, how do you feel?")
    heads = [f"{side} [{name}]" for side in sides for name in ("Tea", "Wifi")]
    heads += ["Importance: the first", "Importance: the second"]
    text = ",".join(f'"{head}"' for head in heads) + f"\n{LIKE},{LIKE},{DISLIKE},{NEUTRAL},9,1\n" * 3
    assert [pair.importance for pair in proposed(text)[1].mapping.pairs] == [None, None]


def test_a_rating_belongs_to_the_feature_that_it_names():
    sides = ("If you have it, how do you feel?", "If you do not have it, how do you feel?")
    heads = [f"{side} [{name}]" for side in sides for name in ("Tea", "Wifi")]
    heads += ["How important is “Wifi” to you?", "How important is “Tea” to you?"]
    text = ",".join(f'"{head}"' for head in heads) + f"\n{LIKE},{LIKE},{DISLIKE},{NEUTRAL},9,1\n" * 3
    assert [pair.importance for pair in proposed(text)[1].mapping.pairs] == [heads[5], heads[4]]


def test_a_second_column_of_ratings_is_asked_about():
    text = f"x_fun,x_dys,x_imp,x_imp\n{LIKE},{DISLIKE},9,1\n{NEUTRAL},{DISLIKE},8,2\n"
    assert asked(text) == ["column-alone"]


def test_a_feature_that_is_not_in_the_file_lends_its_name_to_none_that_differs_by_a_sign():
    questionnaire = build([{"en": "A+"}, {"en": "A-"}])
    head = ",".join(f'"{text["en"]}"' for text in (questionnaire.features[0].functional,
                                                   questionnaire.features[0].dysfunctional))  # fmt: skip
    assert [pair.feature for pair in proposed(f"{head}\n{LIKE},{DISLIKE}\n", questionnaire)[1].mapping.pairs] == ["A+"]


def test_the_names_of_people_are_no_features():
    text = f"ID,Name,Functional question,Dysfunctional question\n1,Ada,{LIKE},{DISLIKE}\n2,Bo,{LIKE},{NEUTRAL}\n"
    proposal = proposed(text)[1]
    assert proposal.mapping.layout is Layout.WIDE
    assert "Name" in proposal.mapping.dropped


def test_a_column_that_everybody_skipped_stops_nobody():
    text = f"a,b,c\n{LIKE},{DISLIKE},(跳过)\n{NEUTRAL},{DISLIKE},(跳过)\n"
    assert asked(text) == ["pair-order"]


@pytest.mark.parametrize(
    ("header", "label"),
    [
        ("Apple / Google Pay", "Apple / Google Pay"),
        ("24/7 help", "24/7 help"),
        ("group/towels", "towels"),
        ("Breakfast not included", "Breakfast not included"),
    ],
)
def test_a_feature_keeps_its_whole_name(header, label):
    text = f"{header}_functional,{header}_dysfunctional\n{LIKE},{DISLIKE}\n"
    assert [pair.feature for pair in proposed(text)[1].mapping.pairs] == [label]


def test_a_side_that_ends_like_the_other_is_not_taken_for_it():
    text = f"Breakfast included,Breakfast not included\n{LIKE},{DISLIKE}\n"
    assert pairs(text) == [("Breakfast included", "Breakfast not included")]
    assert asked(text) == []
