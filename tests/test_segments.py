"""Questions about the person as lines of text: labels stay with their options."""

from kano.questionnaire import Option, SegmentQuestion
from kano.segments import from_line, to_line

OLD = SegmentQuestion(
    "visits",
    {"en": "How often?", "zh-Hans": "多久一次？"},
    (
        Option("rarely", {"en": "Rarely", "zh-Hans": "很少"}),
        Option("monthly", {"en": "Monthly", "zh-Hans": "每月"}),
        Option("weekly", {"en": "Weekly", "zh-Hans": "每周"}),
    ),
)


def pairs(question):
    return [(option.id, option.label["en"], option.label.get("zh-Hans")) for option in question.options]


def test_what_is_written_is_read_back_the_same():
    assert pairs(from_line(*to_line(OLD, "en"), "en", OLD, 1)) == pairs(OLD)


def test_deleting_an_option_leaves_the_others_with_their_translations():
    made = from_line("How often?", "Monthly; Weekly", "en", OLD, 1)
    assert pairs(made) == [("monthly", "Monthly", "每月"), ("weekly", "Weekly", "每周")]


def test_reordering_options_moves_their_translations_with_them():
    made = from_line("How often?", "Weekly; Rarely; Monthly", "en", OLD, 1)
    assert [option.id for option in made.options] == ["weekly", "rarely", "monthly"]
    assert made.options[0].label["zh-Hans"] == "每周"


def test_rewording_an_option_in_its_place_keeps_it():
    made = from_line("How often?", "Rarely; Once a month; Weekly", "en", OLD, 1)
    assert pairs(made)[1] == ("monthly", "Once a month", "每月")


def test_a_new_option_is_a_new_one_in_every_language():
    made = from_line("How often?", "Rarely; Monthly; Weekly; Daily", "en", OLD, 1)
    assert made.options[3].label == {"en": "Daily", "zh-Hans": "Daily", "zh-Hant": "Daily"}
    assert made.options[3].id not in {"rarely", "monthly", "weekly"}


def test_a_question_without_a_text_or_with_one_option_is_none():
    assert from_line("", "a; b", "en", None, 1) is None
    assert from_line("Which?", "a", "en", None, 1) is None
    assert from_line("Which?", "a；b", "zh-Hans", None, 2).id == "s2"
