"""Which columns belong together: by questionnaire, by name, by parallel text; by order it is only asked."""

from dataclasses import replace

import pytest

from kano.features import build
from kano.questionnaire import load
from kano.readers import open_table
from kano.readers.pairing import answer_columns, feature_name, pair_columns
from kano.wording import importance_question

ANSWERS = ["I like it", "I dislike it", "I am neutral"]
NUMBERS = ["1", "5", "3"]
RATINGS = ["9", "7", "6"]


def pairing(headers, questionnaire=None, cells=ANSWERS):
    """Pairs found in a file whose columns all hold answers; a header ending in `!` holds ratings, in `*` a remark."""
    rows = [
        [RATINGS[i] if name.endswith("!") else f"remark {i}" if name.endswith("*") else cells[i] for name in headers]
        for i in range(3)
    ]
    lines = [[name.rstrip("!*") for name in headers], *rows]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    return pair_columns(open_table(text.encode(), "a.csv"), questionnaire)


def columns(found):
    return [(p.feature, p.functional, p.dysfunctional, p.importance) for p in found.pairs]


def codes(found):
    return [question.code for question in found.questions]


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_the_questions_of_our_own_form_are_recognised_in_each_language(lang):
    asked = load("hotpot")
    headers = []
    for feature in asked.features:
        headers += [feature.functional[lang], feature.dysfunctional[lang]]
        headers += [importance_question(asked.name(feature, lang), lang) + "!"]
    found = pairing(headers, asked)
    assert (found.how, codes(found)) == ("questionnaire", [])
    expected = [(key, *(h.rstrip("!") for h in headers[3 * i : 3 * i + 3])) for i, key in enumerate(asked.keys())]
    assert columns(found) == expected


@pytest.mark.parametrize("form", ["F{i:02d}{a}", "F{i}{a} {q}", "f{i:02d}{a}. {q}", "F{i:02d}{a}：{q}"])
def test_the_codes_of_our_own_form_are_enough(form):
    asked = build([{"en": "Hot towels"}, {"en": "Free parking"}])
    headers = []
    for i, feature in enumerate(asked.features, start=1):
        sides = {"b": feature.dysfunctional["en"], "a": feature.functional["en"], "i": "How important? !"}
        headers += [form.format(i=i, a=a, q=q) + "!" * (a == "i") for a, q in sides.items()]
    found = pairing(headers, asked)
    assert (found.how, codes(found)) == ("questionnaire", ["pair-codes"] if "{q}" not in form else [])
    assert [p.feature for p in found.pairs] == ["Hot towels", "Free parking"]
    assert [p.functional for p in found.pairs] == headers[1::3]
    assert [p.dysfunctional for p in found.pairs] == headers[0::3]
    assert all(p.importance for p in found.pairs)


def test_a_questionnaire_of_another_survey_does_not_stop_the_names_from_being_read():
    found = pairing(["Wifi_functional", "Wifi_dysfunctional"], load("hotpot"))
    assert (found.how, columns(found)) == ("name", [("Wifi", "Wifi_functional", "Wifi_dysfunctional", None)])


@pytest.mark.parametrize(
    ("functional", "dysfunctional", "importance"),
    [
        ("Wifi_functional", "Wifi_dysfunctional", "Wifi_importance"),
        ("Wifi (functional)", "Wifi (dysfunctional)", "Wifi (importance)"),
        ("Wifi [Functional]", "Wifi [Dysfunctional]", "Wifi [Importance]"),
        ("functional: Wifi", "dysfunctional: Wifi", "importance: Wifi"),
        ("Functional question - Wifi", "Dysfunctional question - Wifi", "Importance - Wifi"),
        ("Wifi fun", "Wifi dys", "Wifi imp"),
        ("Wifi - positive", "Wifi - negative", "Wifi - importance"),
        ("Wifi_F", "WIFI_d", "wifi_i"),
        ("F01a Wifi", "F01b Wifi", "F01i Wifi"),
        ("F1a", "F1b", "F1i"),
        ("F01a：Wifi", "F01b：Wifi", "F01i：Wifi"),
    ],
)
def test_a_name_with_its_role_pairs_the_columns(functional, dysfunctional, importance):
    found = pairing([importance + "!", dysfunctional, functional])
    assert (found.how, codes(found)) == ("name", ["pair-order"] if functional == "F1a" else [])
    assert columns(found) == [(found.pairs[0].feature, functional, dysfunctional, importance)]
    assert found.pairs[0].feature.casefold() in {"wifi", "f01"}


@pytest.mark.parametrize(
    ("functional", "dysfunctional"),
    [
        ("代客泊车（正向题）", "代客泊车（反向题）"),
        ("代客泊车_正向", "代客泊车_反向"),
        ("正向题：代客泊车", "反向题：代客泊车"),
        ("代客泊车（正向題）", "代客泊车（反向題）"),
        ("代客泊车 正向", "代客泊车 负向"),
        ("F03a、代客泊车", "F03b、代客泊车"),
    ],
)
def test_chinese_names_with_their_role_pair_the_columns(functional, dysfunctional):
    found = pairing([functional, dysfunctional, "重要度！!"])
    assert (found.how, codes(found)) == ("name", [])
    assert columns(found) == [("代客泊车", functional, dysfunctional, "重要度！")]


def test_names_pair_wherever_the_columns_stand_and_keep_the_files_order():
    found = pairing(["b_dys", "a_fun", "c_fun", "a_dys", "b_fun", "c_dys"])
    assert columns(found) == [
        ("b", "b_fun", "b_dys", None),
        ("a", "a_fun", "a_dys", None),
        ("c", "c_fun", "c_dys", None),
    ]


@pytest.mark.parametrize("name", ["Positive feedback", "Present wrapping", "F 1", "Plan D", "Vitamin D"])
@pytest.mark.parametrize(
    "form", ["{}_functional|{}_dysfunctional", "{} (fun)|{} (dys)", "functional: {}|dysfunctional: {}"]
)
def test_a_feature_whose_own_name_holds_a_role_word_is_still_paired(name, form):
    functional, dysfunctional = form.format(name, name).split("|")
    assert columns(pairing([functional, dysfunctional])) == [(name, functional, dysfunctional, None)]


def test_numeric_answers_pair_by_name_too():
    assert columns(pairing(["x_fun", "x_dys"], cells=NUMBERS)) == [("x", "x_fun", "x_dys", None)]


@pytest.mark.parametrize(
    ("questions", "names"),
    [
        (
            [
                "If the room has a kettle, how do you feel?",
                "If the room does not have a kettle, how do you feel?",
                "If breakfast is served until noon, how do you feel?",
                "If breakfast is not served until noon, how do you feel?",
            ],
            ["the room has a kettle", "breakfast is served until noon"],
        ),
        (
            ["如果提供热毛巾，您的感受是？", "如果不提供热毛巾，您的感受是？"],
            ["提供热毛巾"],
        ),
        (["如果店內有Wi-Fi，您會？", "如果店內沒有Wi-Fi，您會？"], ["店內有Wi-Fi"]),
        (
            ["How do you feel [hot towels are handed out]", "How do you feel [hot towels are not handed out]"],
            ["hot towels are handed out"],
        ),
        (
            [
                "If the service includes “Hot towels”, how do you feel?",
                "If the service does not include “Hot towels”, how do you feel?",
            ],
            ["Hot towels"],
        ),
    ],
)
def test_parallel_questions_pair_and_give_the_feature_its_name(questions, names):
    found = pairing(questions)
    assert (found.how, codes(found)) == ("text", [])
    assert [(p.functional, p.dysfunctional) for p in found.pairs] == list(
        zip(questions[::2], questions[1::2], strict=True)
    )
    assert [p.feature for p in found.pairs] == names


def test_a_question_without_the_feature_that_stands_first_is_turned_round_and_asked_about():
    plain, denied = "If it has a lift, how do you feel?", "If it has no lift, how do you feel?"
    found = pairing([denied, plain])
    assert [(p.functional, p.dysfunctional) for p in found.pairs] == [(plain, denied)]
    assert codes(found) == ["pair-reversed"]
    assert found.questions[0].values["columns"] == plain


def test_columns_that_only_their_order_pairs_are_asked_about():
    found = pairing(["Question 1", "Question 2", "Question 3", "Question 4"])
    assert found.how == "order"
    assert [(p.functional, p.dysfunctional) for p in found.pairs] == [
        ("Question 1", "Question 2"),
        ("Question 3", "Question 4"),
    ]
    assert [(q.code, q.values) for q in found.questions] == [
        ("pair-order", {"first": "Question 1", "second": "Question 2"})
    ]


def test_texts_that_differ_by_more_than_a_negation_are_not_paired_by_their_text():
    found = pairing(["If the lift is quick, how do you feel?", "If nobody greets you at the door, how do you feel?"])
    assert (found.how, codes(found)) == ("order", ["pair-order"])


@pytest.mark.parametrize("cells", [ANSWERS, NUMBERS])
def test_an_answer_column_without_a_partner_is_asked_about(cells):
    found = pairing(["a_fun", "a_dys", "b_fun"], cells=cells)
    assert [p.feature for p in found.pairs] == ["a"]
    assert [(q.code, q.values["columns"]) for q in found.questions] == [("column-alone", "b_fun")]


def test_an_odd_column_of_an_unnamed_file_is_asked_about_as_well():
    assert codes(pairing(["Q1", "Q2", "Q3"])) == ["pair-order", "column-alone"]


def test_one_answer_column_is_no_pair():
    assert pairing(["Q1", "remark*"]).pairs == ()


def test_a_rating_behind_its_pair_that_speaks_of_importance_belongs_to_it():
    found = pairing(["x_fun", "x_dys", "How important is this?!", "y_fun", "y_dys", "Importance of that!", "Remark!"])
    assert [p.importance for p in found.pairs] == ["How important is this?", "Importance of that"]


@pytest.mark.parametrize(
    "headers",
    [
        ["How important is x?!", "x_fun", "x_dys", "How important is y?!", "y_fun", "y_dys"],
        ["x_fun", "x_dys", "y_fun", "y_dys", "How important is good service overall?!"],
        ["x_fun", "x_dys", "How unimportant is x?!", "y_fun", "y_dys", "How unimportant is y?!"],
    ],
)
def test_ratings_that_may_be_another_pairs_are_nobodys(headers):
    assert [p.importance for p in pairing(headers).pairs] == [None, None]


def test_a_question_that_is_called_important_is_no_rating_of_the_pair_before_it():
    found = pairing(["x_fun", "x_dys", "Important notices_fun", "Important notices_dys"], cells=NUMBERS)
    assert columns(found) == [
        ("x", "x_fun", "x_dys", None),
        ("Important notices", "Important notices_fun", "Important notices_dys", None),
    ]


def test_an_answer_column_is_one_in_which_half_of_what_people_wrote_is_known():
    text = "half,less,blank,number\nI like it,I like it,,1\nwhatever,well,,2\n,so,,3\n"
    assert answer_columns(open_table(text.encode(), "a.csv")) == ["half"]


def test_features_of_the_same_name_are_told_apart():
    texts = [f"If {part} “tea” {verb} served" for part in ("black", "green") for verb in ("is", "is not")]
    assert [p.feature for p in pairing(texts).pairs] == ["tea", "tea (2)"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How do you feel if the bus runs hourly?", "the bus runs hourly"),
        ("When lunch is hot, how would you feel?", "lunch is hot"),
        ("若有夜班車，您覺得如何？", "有夜班車"),
        ("Just a name", "Just a name"),
    ],
)
def test_the_feature_is_named_by_the_bare_statement(question, name):
    assert feature_name(question, "anything else") == name


def test_yes_and_no_are_no_answers_although_n_is_a_letter():
    table = open_table(
        b"Fast_functional,Fast_dysfunctional,Member\nI like it,I dislike it,Y\nI like it,I am neutral,N\n", "f"
    )
    assert pair_columns(table, None).questions == ()


def test_a_column_of_the_five_letters_is_an_answer():
    table = open_table(b"first,second\nL,D\nE,D\nL,L\n", "f")
    assert answer_columns(table) == ["first", "second"]


def questions_of(text):
    return [finding.code for finding in pair_columns(open_table(text.encode(), "f.csv"), None).questions]


def test_a_pair_in_unknown_words_is_asked_about_and_does_not_vanish():
    text = '"If towels are offered, how do you feel?","If towels are not offered, how do you feel?",'
    text += '"If tea is served, how do you feel?","If tea is not served, how do you feel?"\n'
    assert questions_of(text + "I like it,I dislike it,Pidän siitä,En pidä siitä\n") == ["column-alone"]


def test_a_second_wave_of_the_same_columns_is_asked_about():
    text = "Fast_functional,Fast_dysfunctional,Fast_functional,Fast_dysfunctional\n1,5,2,4\n2,5,1,4\n"
    assert questions_of(text) == ["column-alone"]


def test_when_did_you_visit_is_no_question_of_a_pair():
    text = "Fast_functional,Fast_dysfunctional,When did you visit?,With whom?\nI like it,I dislike it,Monday,friends\n"
    assert questions_of(text) == []


def test_numbers_are_paired_by_the_wording_of_their_questions():
    text = '"If towels are offered, how do you feel?","If towels are not offered, how do you feel?"\n1,5\n2,4\n'
    found = pair_columns(open_table(text.encode(), "f.csv"), None)
    assert (found.how, len(found.pairs)) == ("text", 1)


def test_a_name_goes_before_the_id_of_another_feature():
    asked = build([{"en": "Hot towels"}, {"en": "Apron"}])
    towels, apron = asked.features
    swapped = replace(asked, features=(replace(towels, id="apron"), replace(apron, id="hot-towels")))
    found = pair_columns(
        open_table(b"Apron_functional,Apron_dysfunctional\nI like it,I dislike it\n", "f.csv"), swapped
    )
    assert [pair.feature for pair in found.pairs] == ["Apron"]


@pytest.mark.parametrize(
    ("functional", "dysfunctional"),
    [
        ("如果服务中包含“不用排队”，您的感受是？", "如果服务中不包含“不用排队”，您的感受是？"),
        (
            "If the service includes “No queue”, how do you feel?",
            "If the service does not include “No queue”, how do you feel?",
        ),
    ],
)
def test_a_feature_that_denies_something_itself_is_paired_by_who_denies_more(functional, dysfunctional):
    found = pairing([functional, dysfunctional])
    assert (found.how, codes(found)) == ("text", [])
    assert (found.pairs[0].functional, found.pairs[0].dysfunctional) == (functional, dysfunctional)


def test_a_code_against_the_wording_of_its_question_is_asked_about():
    found = pairing(["F01a If tea is not served, how do you feel?", "F01b If tea is served, how do you feel?"])
    assert codes(found) == ["pair-conflict"]


@pytest.mark.parametrize(
    ("headers", "how", "asked"),
    [
        (["functional1", "dysfunctional1", "functional2", "dysfunctional2"], "name", []),
        (["DarkModeFunctional", "DarkModeDysfunctional"], "name", []),
        (["Tea [If present]", "Tea [If absent]", "Rice [If present]", "Rice [If absent]"], "name", []),
        (["Tea (with)", "Tea (without)", "Rice (with)", "Rice (without)"], "name", []),
        (["热毛巾_有", "热毛巾_没有"], "name", []),
        (["Q1_F", "Q1_D", "Q2_F", "Q2_D"], "name", []),
        (["Tea - How do you feel if present?", "Tea - How do you feel if not present?",
          "Rice - How do you feel if present?", "Rice - How do you feel if not present?"], "parts", []),
        (["What if we had it? [Tea]", "What if we had it? [Rice]", "What if we had nothing? [Tea]",
          "What if we had nothing? [Rice]"], "parts", []),
        (["Tea", "Rice", "Tea2", "Rice2"], "parts", ["pair-order"]),
        (["1a. If it had tea, how?", "1b. If it did not have tea, how?",
          "2a. If it had rice, how?", "2b. If it did not have rice, how?"], "text", []),
        (["If the app is fast, how?", "If the app is slow, how?"], "order", ["pair-order"]),
    ],
)  # fmt: skip
def test_the_styles_in_which_people_name_their_columns(headers, how, asked):
    found = pairing(headers)
    assert (found.how, codes(found)) == (how, asked)
    assert len(found.pairs) == len(headers) // 2
    assert all("not" not in p.functional and "nothing" not in p.functional for p in found.pairs)
