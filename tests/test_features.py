"""From a plain list of features to a questionnaire."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.errors import KanoError
from kano.features import build, build_feature, parse_list, slug
from kano.i18n import LANGUAGES
from kano.questionnaire import parse, to_yaml
from kano.wording import question_pair

LIST = """# our ideas
- Hot towels
2. Free parking
(3) Wi-Fi
* 热毛巾

• 100 % cotton
Half portions | 可点半份 | 可點半份
Kettle\t水壶
24 h desk
"""


def test_bullets_numbers_comments_and_blank_lines_are_passed_over():
    assert parse_list(LIST) == [
        {"en": "Hot towels"},
        {"en": "Free parking"},
        {"en": "Wi-Fi"},
        {"zh-Hans": "热毛巾"},
        {"en": "100 % cotton"},
        {"en": "Half portions", "zh-Hans": "可点半份", "zh-Hant": "可點半份"},
        {"en": "Kettle", "zh-Hans": "水壶"},
        {"en": "24 h desk"},
    ]


def test_a_language_left_blank_between_bars_is_lacking():
    assert parse_list("Tea | | 茶") == [{"en": "Tea", "zh-Hant": "茶"}]


def test_every_feature_gets_its_pair_in_every_language():
    asked = build(parse_list("Hot towels | 热毛巾 | 熱毛巾"), "mine", "My survey")
    feature = asked.features[0]
    for lang in LANGUAGES:
        pair = (feature.functional[lang], feature.dysfunctional[lang])
        assert pair == question_pair(feature.name[lang], lang)
    assert (asked.id, asked.title["en"], asked.languages) == ("mine", "My survey", tuple(LANGUAGES))


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"en": "Tea"}, ["Tea", "Tea", "Tea"]),
        ({"zh-Hans": "热茶"}, ["热茶", "热茶", "热茶"]),
        ({"en": "Tea", "zh-Hant": "熱茶"}, ["Tea", "熱茶", "熱茶"]),
        ({"en": "Tea", "zh-Hans": "热茶"}, ["Tea", "热茶", "热茶"]),
    ],
)
def test_a_name_that_a_language_lacks_is_taken_from_the_nearest_one(given, names):
    assert list(build_feature(given, set()).name.values()) == names


def test_ids_are_short_stable_and_distinct():
    features = build([{"en": "Hot towels!"}, {"en": "Hot, towels"}, {"zh-Hans": "热"}, {"zh-Hans": "冷"}]).features
    assert [feature.id for feature in features] == ["hot-towels", "hot-towels-2", "feature", "feature-2"]
    assert slug("Café à la carte — très cher" + "x" * 60) == "cafe-a-la-carte-tres-cherxxxxxxxxxxxxxxx"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ([], "features-none"),
        ([{"en": "Tea"}, {"en": "Tea"}], "features-repeat"),
        ([{"en": f"Tea {i}"} for i in range(201)], "questionnaire-size"),
    ],
)
def test_a_list_that_makes_no_questionnaire_is_refused(names, code):
    with pytest.raises(KanoError) as caught:
        build(names)
    assert caught.value.code == code


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30), max_size=5, unique=True))
def test_any_list_builds_a_questionnaire_that_survives_its_file_or_is_refused_in_words(lines):
    try:
        asked = build(parse_list("\n".join(lines)), "id")
    except KanoError as problem:
        asked, code = None, problem.code
    if asked is None:
        assert code in {"features-none", "features-repeat"}
    else:
        assert parse(to_yaml(asked), "a.yaml") == asked


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("1.5 hour delivery", "1.5 hour delivery"),
        ("24:00 check-in", "24:00 check-in"),
        ("-20 degree freezer", "-20 degree freezer"),
        ("1. Hot towels", "Hot towels"),
        ("2) Hot towels", "Hot towels"),
        ("- Hot towels", "Hot towels"),
        ("3、热毛巾", "热毛巾"),
        ("• Hot towels", "Hot towels"),
    ],
)
def test_numbers_that_belong_to_a_name_stay(line, name):
    assert list(parse_list(line)[0].values()) == [name]


def test_a_line_of_bars_alone_is_no_feature():
    assert parse_list("|\n | |\n") == []
