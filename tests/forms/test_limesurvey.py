"""Does LimeSurvey's importer, whose rules are replayed here, find every question in every language?"""

import html
import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings

from kano.forms import write
from kano.forms.limesurvey import LANGUAGES
from kano.forms.questions import Kind, questions
from kano.questionnaire import load, templates
from kano.readers import open_table, propose
from kano.text import clean
from tests.forms.unruly import built, questionnaires

KNOWN = {"en", "zh-Hans", "zh-Hant-HK", "zh-Hant-TW"}
"""What LimeSurvey calls these languages (`surveytranslator_helper.php`)."""
NO_ATTRIBUTES = {"class", "type/scale", "name", "text", "validation", "relevance", "help", "language", "mandatory"}
NO_ATTRIBUTES |= {"other", "same_default", "default"}
"""A cell in any other column of a question becomes an attribute of it."""
EXPRESSION = re.compile(r"(?<!\\){(?!\s).*(?<!\\)(?<!\s)}")


@dataclass
class Asked:
    type: str
    mandatory: str
    group: str
    text: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass
class Imported:
    settings: dict[str, str]
    titles: dict[str, dict[str, str]]
    groups: dict[str, dict[str, dict[str, str]]]
    questions: dict[str, Asked]


def imported(data):
    """What the importer makes of a file; an assertion stands where it would stumble or guess."""
    data[:1000].decode()  # else the encoding of the file is guessed
    rows = cells(data.decode())
    made = Imported({}, {}, {}, {})
    for row in rows:
        if row["class"] == "S":
            made.settings[row["name"]] = row["text"]
        elif row["class"] == "SL":
            made.titles.setdefault(row["language"], {})[row["name"]] = row["text"]
    languages = [made.settings["language"], *made.settings.get("additional_languages", "").split()]
    assert set(languages) <= KNOWN
    assert all(made.titles[lang]["surveyls_title"] for lang in languages)
    content(made, [row for row in rows if row["class"] in ("G", "Q", "A")], languages)
    assert {row["class"] for row in rows} <= {"S", "SL", "G", "Q", "A"}
    return made


def cells(text):
    """A file without a quote is read alike by every CSV reader, PHP's with its backslashes included."""
    assert '"' not in text
    header, *lines = text.rstrip("\n").split("\n")
    names = [re.sub(r"^\W+", "", cell.strip()) if not i else cell.strip() for i, cell in enumerate(header.split("\t"))]
    assert names[0].endswith("class")
    rows = [dict(zip(names, line.split("\t"), strict=True)) for line in lines]
    assert all(cell == cell.strip() for row in rows for cell in row.values())
    return rows


def content(made, rows, languages):
    group = question = None
    order = [row["language"] for row in rows]
    assert [lang for i, lang in enumerate(order) if i == 0 or order[i - 1] != lang] == languages
    for row in rows:
        base = row["language"] == languages[0]
        if row["class"] == "G":
            group = row["type/scale"]
            assert base or group in made.groups, "a group that only a translation has"
            assert 0 < len(row["name"]) <= 100
            made.groups.setdefault(group, {})[row["language"]] = row
        elif row["class"] == "Q":
            question = asked(made, row, group, base)
        else:
            assert re.fullmatch(r"[A-Za-z0-9]{1,5}", row["name"])
            assert row["type/scale"] == "0"
            answers = question.answers.setdefault(row["language"], {})
            assert row["name"] not in answers
            answers[row["name"]] = shown(row["text"])


def asked(made, row, group, base):
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,19}", row["name"])
    assert not any(value for name, value in row.items() if name not in NO_ATTRIBUTES)
    assert (row["name"] in made.questions) != base
    found = made.questions.setdefault(row["name"], Asked(row["type/scale"], row["mandatory"], group))
    assert (found.type, found.mandatory, found.group) == (row["type/scale"], row["mandatory"], group)
    assert found.type in ("L", "S")
    found.text[row["language"]] = shown(row["text"])
    return found


def shown(text):
    """What a respondent reads: HTML, in which `{...}` would be computed."""
    assert "<" not in text
    assert not EXPRESSION.search(html.unescape(text))
    return html.unescape(text)


def read(text):
    return clean(text, 2000).translate(str.maketrans("{}", "｛｝"))


def assert_same(questionnaire, langs, shuffle=False):
    made = imported(write(questionnaire, "limesurvey", langs, shuffle))
    expected = questions(questionnaire, langs)
    assert list(made.questions) == [question.code for question in expected]
    for question in expected:
        found = made.questions[question.code]
        assert found.mandatory == ("Y" if question.kind in (Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL) else "N")
        for lang in langs:
            name = LANGUAGES[lang]
            assert found.text[name] == read(question.title(lang))
            assert list(found.answers.get(name, {}).values()) == [read(answer) for answer in question.answers(lang)]
            assert found.answers.get(name, {}).keys() == found.answers.get(LANGUAGES[langs[0]], {}).keys()
    for lang in langs:
        numbers = {question.group for question in made.questions.values()}
        assert {number for number in made.groups if LANGUAGES[lang] in made.groups[number]} == numbers
    return made


@pytest.mark.parametrize("name", templates())
def test_the_importer_finds_every_question_and_answer_in_every_language(name):
    asked_of = load(name)
    made = assert_same(asked_of, asked_of.languages)
    for lang in asked_of.languages:
        assert made.titles[LANGUAGES[lang]]["surveyls_title"] == asked_of.title[lang]


@pytest.mark.parametrize("langs", [["en"], ["zh-Hans"], ["zh-Hant", "en"]])
def test_one_language_or_two_in_the_order_that_is_asked_for(langs):
    made = assert_same(load("complaints"), langs)
    assert made.settings["language"] == LANGUAGES[langs[0]]
    assert ("additional_languages" in made.settings) == (len(langs) > 1)


def test_a_pair_shares_a_group_and_only_groups_of_features_are_shuffled():
    asked_of = load("complaints")
    made = assert_same(asked_of, asked_of.languages, shuffle=True)
    for code, question in made.questions.items():
        orders = {row["random_group"] for row in made.groups[question.group].values()}
        assert orders == ({""} if code.startswith("S") else {"kano"})
    features = [question.group for code, question in made.questions.items() if not code.startswith("S")]
    assert features == [str(i // 3 + 1) for i in range(len(features))]
    still = imported(write(asked_of, "limesurvey", asked_of.languages))
    assert not any(row["random_group"] for group in still.groups.values() for row in group.values())


@settings(deadline=None, max_examples=150)
@given(questionnaires())
def test_no_text_becomes_a_cell_a_tag_or_an_expression(asked_of):
    assert_same(asked_of, ["en", "zh-Hans", "zh-Hant"])


@pytest.mark.parametrize("lead", range(4))
def test_the_sample_by_which_the_encoding_is_guessed_ends_between_two_signs(lead):
    imported(write(built(["a" * lead + "房" * 150]), "limesurvey", ["zh-Hans"]))


def test_a_name_longer_than_a_group_may_have_is_cut_there_only():
    made = assert_same(built(["房" * 200]), ["zh-Hans"])
    assert made.groups["1"]["zh-Hans"]["name"] == "F01 " + "房" * 96


def test_an_export_of_codes_is_read_without_a_question():
    asked_of = load("complaints")
    made = imported(write(asked_of, "limesurvey", ["en"]))
    codes = {code: list(question.answers["en"]) for code, question in made.questions.items()}
    people = [
        [str(n), "2026-11-01", "en", *(options[n % len(options)] for options in codes.values())] for n in range(10)
    ]
    lines = [["id", "submitdate", "startlanguage", *codes], *people]
    table = open_table("\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode(), "results.csv")
    proposal = propose(table, asked_of)
    assert proposal.questions == ()
    assert [pair.feature for pair in proposal.mapping.pairs] == list(asked_of.keys())
