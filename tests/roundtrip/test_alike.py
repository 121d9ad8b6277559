"""Features that are called nearly the same, and a questionnaire that is not quite the file's: no number goes astray."""

import random
from dataclasses import replace

import pytest

from kano.features import build
from kano.readers import open_table
from tests.roundtrip.cases import NAMES, Case, case, people
from tests.roundtrip.exports import SHAPES
from tests.roundtrip.mutants import code, with_columns
from tests.roundtrip.oracle import Truth, misreads
from tests.roundtrip.reading import made

ALIKE = {
    "en": [
        ["A+", "A-"], ["C", "C#", "C++"], ["Wi-Fi", "WiFi"], ["tea", "Tea", "TEA"], ["1.5 h", "15 h"],
        ["Tea", "Tea (2)"], ["Tea", "Tea 2", "Tea2"], ["Pay now", "Pay-now", "Pay/now"], ["Tea", "No tea"],
        ["Queue", "No queue"], ["Tea - functional", "Tea"], ["F02a x", "F01b y"], ["Importance", "Tea"],
        ["Seats", "Seats without a middle armrest"], ["Tea", "Tea importance"],
        ["Positive staff", "Staff who don't rush"],
    ],
    "zh-Hans": [
        ["有茶", "没有茶"], ["不限量", "限量"], ["充电", "无充电"], ["茶/大", "茶/小"], ["F02a 茶", "F01b 水"],
        ["重要", "不重要"], ["热毛巾[大]", "热毛巾[小]"], ["不限量小料", "茶"],
    ],
    "zh-Hant": [["有茶", "沒有茶"], ["不限量", "限量"], ["茶/大", "茶/小"], ["不限量小菜", "茶"]],
}  # fmt: skip
FILES = [
    "qualtrics", "qualtrics foreign", "qualtrics matrix", "surveymonkey", "surveymonkey matrix", "limesurvey",
    "limesurvey both", "tencent", "wide name_functional", "wide F1_fun", "wide name.pos", "texts", "own",
    "grid", "grid present", "grid absent", "with part", "wjx matrix",
    "wjx native", "two rows", "google", "kobo labels in groups",
]  # fmt: skip
"""One shape of each way in which columns are told apart."""


def wrong(given, shape, data, truth):
    """What is read otherwise than it was answered, with the questionnaire or without it."""
    table = open_table(data, f"a.{shape.suffix}")
    found = [made(table, known, despite=shape.asks - {"pair-order"}) for known in (given.questionnaire, None)]
    return [misreads(one.data, given, (truth,)) for one in found if one.data is not None]


@pytest.mark.parametrize("name", FILES)
def test_features_that_are_called_alike_keep_their_own_numbers(name):
    shape = SHAPES[name]
    for lang in shape.langs:
        for alike in ALIKE[lang]:
            die = random.Random(f"{name} {alike}")
            names = die.sample(alike, len(alike))
            asked = replace(build([{lang: name} for name in names]), importance=die.random() < 0.5)
            given = Case(asked, lang, people(asked, lang, die, 24))
            assert not any(wrong(given, shape, shape.file(given), Truth(given.people))), names


@pytest.mark.parametrize("name", [name for name in FILES if SHAPES[name].make])
def test_a_feature_that_is_not_in_the_file_lends_its_name_to_no_other(name):
    shape = SHAPES[name]
    for lang in shape.langs:
        for names in ALIKE[lang]:
            die = random.Random(f"{name} {names}")
            asked = build([{lang: name} for name in names])
            given = Case(asked, lang, people(asked, lang, die, 24))
            gone = die.randrange(len(names))
            whole = shape.make(given)
            kept = [i for i, of in enumerate(whole.codes) if of not in {code(gone, side) for side in "abi"}]
            truth = Truth(given.people, frozenset({gone}))
            assert not any(wrong(given, shape, shape.write(with_columns(whole, kept)), truth)), names


def others(given):
    """Questionnaires that somebody might name by mistake, or has changed since."""
    asked, features = given.questionnaire, given.questionnaire.features
    yield replace(asked, features=features[::-1])
    yield replace(asked, features=features[1:] or features)
    new = build([{given.lang: name} for name in NAMES[given.lang] if name not in given.keys][:2])
    yield new
    yield replace(asked, features=(*new.features, *features))
    worded = replace(features[0], functional={given.lang: "How now?"}, dysfunctional={given.lang: "How not now?"})
    yield replace(asked, features=(worded, *features[1:]))


BARE = ("redcap", "redcap numbers", "limesurvey", "limesurvey letters", "kobo names", "odk", "surveyjs", "headerless")
TOLD = [name for name, shape in SHAPES.items() if shape.suffix == "csv" and not name.startswith(BARE[4:])]
"""Files that hold more than bare codes, which are believed when the user names the questionnaire, and said."""


@pytest.mark.parametrize("name", [name for name in TOLD if name not in BARE])
def test_another_questionnaire_than_the_files_own_changes_no_number(name):
    shape = SHAPES[name]
    for seed in range(2):
        given = case(seed, shape.langs[seed % len(shape.langs)], most=6, avoid=shape.hard)
        table = open_table(shape.file(given), "a.csv")
        for asked in others(given):
            found = made(table, asked, shape.codes, despite=shape.asks)
            if found.data is not None:
                assert misreads(found.data, given, (Truth(given.people),)) == []


@pytest.mark.parametrize("name", ["limesurvey", "redcap", "kobo names", "surveyjs"])
def test_bare_codes_are_believed_only_when_the_user_names_the_questionnaire_and_are_said(name):
    given = case(0, "en")
    found = made(open_table(SHAPES[name].file(given), "a"), given.questionnaire)
    assert "pair-codes" in {finding.code for finding in found.proposal.assumptions}
