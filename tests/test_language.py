"""The little grammar that the product needs: denials, found whole and without false friends."""

import pytest

from kano.language import find, has_chinese, negations, without_negation, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The lift does not work", ["not"]),
        ("There is no lift", ["no"]),
        ("You can't pay by card", ["cant"]),
        ("You can’t pay by card", ["cant"]),
        ("Without a lift", ["without"]),
        ("A notebook, a nominal fee, another knot", []),
        ("No-show fee", []),
        ("kein Aufzug", ["kein"]),
        ("如果没有热毛巾", ["没有"]),
        ("如果沒有熱毛巾", ["沒有"]),
        ("服务员不会打扰", ["不会"]),
        ("未提供", ["未"]),
        ("提供不同口味", []),
        ("无线网络", []),
        ("特别的礼物", []),
        ("性别", []),
        ("不锈钢餐具不提供", ["不"]),
    ],
)
def test_denials_are_found_whole_and_without_false_friends(text, found):
    assert negations(text) == found


def test_the_longest_sign_is_found_and_counted_once():
    assert find("没有", [], ["没", "没有"], []) == ["没有"]
    assert find("Quick, quickly", ["quick", "quickly"], [], []) == ["quick", "quickly"]
    assert find("user-friendly", ["friendly"], [], []) == []


@pytest.mark.parametrize(
    ("plain", "denied"),
    [
        ("The room has a kettle", "The room does not have any kettle"),
        ("The bus stops here", "The bus does not stop here"),
        ("如果提供热毛巾", "如果不提供热毛巾"),
    ],
)
def test_a_parallel_pair_is_the_same_but_for_its_denial(plain, denied):
    assert without_negation(plain) == without_negation(denied)


def test_having_and_not_having_differ_by_one_character_in_chinese():
    assert without_negation("店內有熱毛巾") == list("店內有熱毛巾")
    assert without_negation("店內沒有熱毛巾") == list("店內熱毛巾")


def test_a_chinese_character_is_a_word():
    assert words("Wi-Fi 很快 2 次, isn't it") == ["wi-fi", "很", "快", "2", "次", "isnt", "it"]


@pytest.mark.parametrize(
    ("text", "expected"), [("热毛巾", True), ("a 熱", True), ("towel", False), ("", False), ("é", False)]
)
def test_chinese_is_recognised_by_its_characters(text, expected):
    assert has_chinese(text) is expected
