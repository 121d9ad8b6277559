"""What an answer means: the whole wording or nothing."""

import csv
import json
import time
from pathlib import Path

import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import kano
from kano.answers import ANSWERS, Answer
from kano.i18n import LANGUAGES
from kano.readers import wordings as module
from kano.readers.scales import meanings
from kano.readers.wordings import (
    BLANK,
    LONGEST,
    OPEN,
    catalogue,
    headers,
    is_blank,
    meaning,
    normalise,
    number,
    other_scale,
    suggestion,
)
from kano.wording import answer_sets

DATA = json.loads((Path(kano.__file__).parent / "data" / "wordings.json").read_text(encoding="utf-8"))
WORDINGS = DATA["wordings"]
SPOKEN = ["en", "zh-Hans", "zh-Hant", "de", "ja", "ko", "es", "fr", "pt"]
SHARED = Path(__file__).parents[2] / "../shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="files that are read in place and not shipped")
SETS = [(name, lang) for name in answer_sets() for lang in LANGUAGES]


@pytest.mark.parametrize(("name", "lang"), SETS)
def test_every_answer_set_reads_back_as_like_expect_neutral_live_with_dislike(name, lang):
    assert [meaning(text) for text in answer_sets()[name][lang]] == list(ANSWERS)
    assert len(set(answer_sets()[name][lang])) == 5


def under(section):
    """Each normalised wording of a section with all that it stands under, in whichever language."""
    meant = {}
    for groups in DATA[section].values():
        for group, wordings in groups.items():
            for text in wordings:
                meant.setdefault(normalise(text), set()).add(group)
    return meant


def test_no_wording_of_any_language_or_set_has_two_meanings():
    meant = under("wordings")
    for name, lang in SETS:
        for letter, text in zip(ANSWERS, answer_sets()[name][lang], strict=True):
            meant.setdefault(normalise(text), set()).add(str(letter))
    assert {text: letters for text, letters in meant.items() if len(letters) > 1} == {}
    assert {text: {str(catalogue()[text])} for text in meant} == meant
    ascii_german = set(catalogue()) - set(meant)
    assert "das wuerde mich sehr stoeren" in ascii_german
    assert all("ae" in text or "oe" in text or "ue" in text for text in ascii_german)


@pytest.mark.parametrize("section", ["confirm", "other scales"])
def test_what_is_only_suggested_or_of_another_scale_stands_once_and_not_in_the_catalogue(section):
    meant = under(section)
    assert {text: groups for text, groups in meant.items() if len(groups) > 1} == {}
    assert set(meant) & set(catalogue()) == set()
    assert under("confirm").keys() & under("other scales").keys() == set()


@pytest.mark.parametrize("lang", SPOKEN)
def test_every_language_has_every_answer_each_wording_once_and_says_where_it_is_from(lang):
    assert list(WORDINGS[lang]) == list(DATA["confirm"][lang]) == list("LENWD")
    assert list(DATA["other scales"][lang]) == ["satisfaction", "agreement", "importance", "frequency"]
    texts = [normalise(text) for wordings in WORDINGS[lang].values() for text in wordings]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []
    assert {text for text in DATA["sources"][lang] if normalise(text) not in catalogue()} == set()
    assert set(DATA["sources"]) == set(WORDINGS) == set(SPOKEN)


def test_no_wording_of_the_catalogue_is_taken_for_a_missing_answer_or_a_number():
    texts = [t for group in WORDINGS.values() for wordings in group.values() for t in wordings]
    assert [text for text in texts if is_blank(text) or number(text) is not None or not normalise(text)] == []


# Sets as published, in the order L E N W D; the sources stand in the data.
@pytest.mark.parametrize(
    "answers",
    [
        "I like it that way|It must be that way|I am neutral|I can live with it that way|I dislike it that way",
        "I like it|I expect it|I’m neutral|I can tolerate it|I dislike it",
        "I like it that way|I am expecting it to be that way|I am neutral|I can accept it to be that way|"
        "I dislike it that way",
        "I like it that way|I expect it this way|I am neutral|I can accept it to be that way|I dislike it that way",
        "I like it|I take it for granted|I have no feeling about it|I reluctantly accept it|I don’t like it",
        "I like it very much|I take it for granted|I have no feeling about it|I barely accept it|I don’t like it",
        "Like it very much|It should be so|It doesn’t matter|Reluctantly accept it|Do not like it",
        "Love it|Expect it|Indifferent|Tolerate it|Unhappy",
        "like|must be|neutral|live with|dislike",
        "Like it|Expect it|Don't care|Can live with it|Dislike it",
        "like_it|expect_it|neutral|tolerate_it|dislike_it",
        "很喜欢|理所当然|无所谓|勉强接受|很不喜欢",
        "非常喜欢|理应如此|无所谓|勉强接受|很不喜欢",
        "我很喜欢|它理应如此|无所谓|勉强接受|我很不喜欢",
        "喜欢这样|理所当然|无所谓|勉强接受|不喜欢这样",
        "我很喜歡|理所當然|沒感覺|勉強接受|我不喜歡",
        "喜歡|本來就該如此|無所謂|能忍受|不喜歡",
        "Das würde mich sehr freuen.|Das setze ich voraus.|Das ist mir egal.|Das könnte ich in Kauf nehmen.|"
        "Das würde mich sehr stören.",
        "Das wuerde mich sehr freuen|Das setze ich voraus|Das ist mir egal|"
        "Das koennte ich eventuell in Kauf nehmen|Das wuerde mich sehr stoeren",
        "Das würde mich sehr freuen|Das setze ich voraus|Das ist mir egal|Das könnte ich hinnehmen|"
        "Das würde mich stören",
        "とてもうれしい|当然だろう|特に何とも思わない|別にそれでも構わない|それは困る",
        "気に入る|当然である|なんとも感じない|仕方ない|気に入らない",
        "마음에 든다|당연하다|아무런 느낌이 없다|하는 수 없다|마음에 들지 않는다",
        "Me gusta de esa forma|Debe ser de esa forma|Neutral|Tolerable|Me disgusta de esa forma",
        "Me gustaria|Lo esperaria|Soy neutral|Podria tolerarlo|Me desagrada",
        "me_gusta|lo_espero|indiferente|lo_tolero|me_disgusta",
        "Me gusta que sea así|Espero que sea así|Indiferente|Lo tolero|No me gusta",
        "Cela me plaît|Cela est normal ainsi|Cela m’est égal|Je m’en contente|Cela me déplaît",
        "ça me plaît|je trouve ça normal|ça m'est égal|je m'en contente|ça me déplaît",
        "cela me plaît|ça doit être comme cela|je suis indifférent|je m’en contente|cela me déplaît",
        "J'aime|Je m'y attends|Neutre|Je tolère|Ca me deplait",
        "Gosto|Espero|Não ligo|Sobrevivo|Não gosto",
        "Eu gostaria|Já espero isso|Tanto faz|Dá para conviver|Eu não gostaria",
        "Eu gosto|Eu espero que seja assim|Sou neutro|Posso tolerar|Não gosto",
    ],
)
def test_published_sets_are_known_in_nine_languages(answers):
    assert [meaning(text) for text in answers.split("|")] == list(ANSWERS)


# Reppel (2022) and the collected exports: wordings that begin like, or look like, another answer.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I dislike it", "D"),
        ("I dislike it, but I can live with it", "W"),
        ("I dislike it, but I can live with it that way", "W"),
        ("I dislike it, and I can't accept it", "D"),
        ("I can tolerate it", "W"),
        ("I can’t tolerate it", OPEN),
        ("I can not tolerate it", OPEN),
        ("我很喜欢", "L"),
        ("我不喜欢", "D"),
        ("我不喜欢，但可以忍受", "W"),
        ("我不太喜欢", OPEN),
        ("無法接受", OPEN),
        ("可以接受", OPEN),
        ("I can't tolerate it", OPEN),
        ("I can't live with it", OPEN),
        ("I don't like it", "D"),
        ("I do not dislike it", OPEN),
        ("I don't dislike it", OPEN),
        ("I don't expect it", OPEN),
        ("I like it not", OPEN),
        ("I like", OPEN),
        ("OK", OPEN),
        ("nice to have", OPEN),
        ("还行", OPEN),
        ("很不喜欢", "D"),
        ("不太喜欢", OPEN),
        ("不能忍受", OPEN),
        ("不理所当然", OPEN),
        ("Das würde mich nicht stören", OPEN),
        ("Das gefällt mir nicht", "D"),
        ("Das gefallt mir", OPEN),
        ("気に入らない", "D"),
        ("気に入る", "L"),
        ("気に入らなくはない", OPEN),
        ("마음에 들지 않는다", "D"),
        ("마음에 들지 않지는 않는다", OPEN),
        ("참을 수 없다", OPEN),
        ("No me gusta", "D"),
        ("No me disgusta", OPEN),
        ("No lo tolero", OPEN),
        ("Cela ne me plaît pas", OPEN),
        ("Cela ne me dérange pas", OPEN),
        ("Eu não gosto", "D"),
        ("Não tolero", OPEN),
        ("I must be that way", "E"),
        ("Das wuerde mich sehr stoeren", "D"),
        ("Das würde mich sehr stören", "D"),
        ("Das könnte ich (eventuell) in Kauf nehmen", "W"),
    ],
)
def test_only_the_whole_wording_decides(text, expected):
    assert meaning(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm neutral", "N"),
        ("I’m neutral", "N"),
        ("I`m neutral", "N"),
        ("IM NEUTRAL", "N"),
        ("Ｉ ｌｉｋｅ ｉｔ", "L"),
        ("I like it that way.", "L"),
        ("  i LIKE   it that way!! ", "L"),
        ("😀 I like it", "L"),
        ("I dislike it 👎🏽", "D"),
        ("1 - I like it that way", "L"),
        ("5. I dislike it that way", "D"),
        ("(3) I am neutral", "N"),
        ("A. I like it", "L"),
        ("e) I dislike it", "D"),
        ("2、理所当然", "E"),
        ("1喜欢", "L"),
        ("must-be", "E"),
        ("Must_be", "E"),
        ("5= I dislike it", "D"),
        ("[1] I like it", "L"),
        ("① 喜欢", "L"),
        ("3： 无所谓", "N"),
        ("1️⃣ I like it", "L"),
        ("👨\u200d👩\u200d👧 I like it ❤️", "L"),
        ("I like it (1)", "L"),
        ("Like it that way [5]", "L"),
        ("I dislike it. (5).", "D"),
        ("我喜欢（1）", "L"),
        ("我很不喜欢【5】", "D"),
        ("<b>I like it</b>", "L"),
        ("I&nbsp;like&nbsp;it &amp;", "L"),
        ("I like<br/>it", "L"),
        ("I\u200b like\u00ad it", "L"),
        ("I´m neutral", "N"),
        ("Iʼm neutral", "N"),
        ("« Cela me plaît »", "L"),
        ("Cela me plai\u0302t", "L"),
        ("L", "L"),
        ("W", "W"),
    ],
)
def test_quotes_width_case_emoji_and_numbering_do_not_matter(text, expected):
    assert meaning(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "like-ish",
        "x",
        "l",
        "yes",
        "满意",
        "I like it I dislike it",
        "?",
        "…",
        "🙂",
        "😀😀",
        "_",
        "(3)",
        "I like it (so so)",
        "I like it (123)",
        "I like it 1",
        "&nbsp;",
        "<b></b>",
    ],
)
def test_an_unknown_answer_is_open_and_never_guessed(text):
    assert meaning(text) == OPEN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I like it / 我喜欢", "L"),
        ("我喜欢 (I like it)", "L"),
        ("我喜欢（I like it）", "L"),
        ("I like it | Me gusta | Cela me plaît", "L"),
        ("1 - I dislike it / 1 - 我不喜欢", "D"),
        ("I like it\n我喜欢", "L"),
        ("I like it 我喜欢", "L"),
        ("勉强接受 – I can live with it", "W"),
        ("마음에 든다 (I like it)", "L"),
        ("気に入る / I like it (1)", "L"),
        ("I dislike it, but I can live with it / 我不喜欢，但可以忍受", "W"),
        ("Like (L)", "L"),
        ("I like it / 我不喜欢", OPEN),
        ("I like it / 很好", OPEN),
        ("I like it (not)", OPEN),
        ("I (dis)like it", OPEN),
        ("I dislike it / I can live with it", OPEN),
        ("I like it / N/A", OPEN),
        ("Like (D)", OPEN),
        ("D 勉强接受", OPEN),
        ("不 like", OPEN),
        ("/", OPEN),
    ],
)
def test_a_cell_in_two_languages_counts_when_all_of_it_says_the_same(text, expected):
    assert meaning(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("可以接受", "W"),
        ("無法接受", "D"),
        ("无法接受。", "D"),
        ("OK", "N"),
        ("nice to have", "L"),
        ("还行", "N"),
        ("I can’t tolerate it", "D"),
        ("2 - Das würde mich nicht stören", "W"),
        ("可以接受 / I can live with it", "W"),
        ("可以接受 / I like it", None),
        ("I like it", None),
        ("", None),
        ("L", None),
        ("满意", None),
        ("whatever", None),
        ("可以接受吗", None),
    ],
)
def test_an_ambiguous_answer_is_suggested_and_never_decided(text, expected):
    assert suggestion(text) == expected
    assert expected is None or meaning(text) == OPEN


def test_every_wording_to_confirm_is_open_with_its_suggestion():
    listed = [(text, letter) for groups in DATA["confirm"].values() for letter, ts in groups.items() for text in ts]
    assert [(text, suggestion(text)) for text, _ in listed] == listed
    assert {meaning(text) for text, _ in listed} == {OPEN}


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ("滿意|有些滿意|無所謂|有些不滿意|不滿意", "satisfaction"),
        ("满意|一般|不满意|", "satisfaction"),
        ("1 - Very satisfied|2 - Satisfied|3 - Neutral|4 - Dissatisfied|5 - Very dissatisfied", "satisfaction"),
        ("Sehr zufrieden|Eher zufrieden|Eher unzufrieden|N/A", "satisfaction"),
        ("満足|やや満足|どちらともいえない|やや不満", "satisfaction"),
        ("매우 만족|만족|보통|불만족", "satisfaction"),
        ("Très satisfait(e)|Satisfait|Insatisfait", "satisfaction"),
        ("Muy satisfecho|Insatisfecho", "satisfaction"),
        ("Muito satisfeito|Insatisfeito", "satisfaction"),
        ("Strongly agree|Agree|Neutral|Disagree|Strongly disagree", "agreement"),
        ("同意|不同意|中立", "agreement"),
        ("Stimme voll zu|Stimme nicht zu", "agreement"),
        ("Tout à fait d’accord|Pas d’accord", "agreement"),
        ("9 - Extremely important|7 - Very important|5|6|8", "importance"),
        ("非常重要|不重要", "importance"),
        ("Always|Often|Never", "frequency"),
        ("总是|有时|从不", "frequency"),
        ("I like it|I expect it|I am neutral|I can tolerate it|satisfied", None),
        ("I like it|agree", None),
        ("Satisfied or so|Rather satisfied with it", None),
        ("1|2|3|4|5", None),
        ("", None),
    ],
)
def test_another_scale_is_named_by_most_of_its_distinct_answers(answers, kind):
    assert other_scale(answers.split("|")) == kind


@pytest.mark.parametrize("lang", SPOKEN)
def test_nothing_of_another_scale_is_mapped_or_suggested(lang):
    for kind, texts in DATA["other scales"][lang].items():
        assert {(meaning(text), suggestion(text)) for text in texts} == {(OPEN, None)}
        assert other_scale(texts) == kind
    for texts in [*answer_sets().values()]:
        assert all(other_scale(texts[asked]) is None for asked in LANGUAGES)


@pytest.mark.parametrize("text", ["", "  ", "N/A", "n/a", "NaN", "(跳过)", "(空)", "未作答", "無回答", "keine Angabe"])
def test_no_answer_is_blank_not_an_answer(text):
    assert meaning(text) == BLANK


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(catalogue())), st.text(st.characters(categories=["L"]), min_size=1, max_size=12))
def test_a_known_wording_with_a_word_more_is_another_wording(known, more):
    longer = f"{known} {more}"
    assert meaning(longer) == catalogue().get(normalise(longer), OPEN)
    assert meaning(longer) == OPEN or normalise(longer) in catalogue()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_that_decides(text):
    assert normalise(normalise(text)) in {normalise(text), normalise(normalise(normalise(text)))}
    assert meaning(text) in {*ANSWERS, BLANK, OPEN}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", 3),
        ("3.0", 3),
        (" 5 ", 5),
        ("-99", -99),
        ("３", 3),
        ("3.5", None),
        ("3 like", None),
        ("1e2", None),
        ("", None),
    ],
)
def test_a_number_is_a_whole_number_and_nothing_else(text, expected):
    assert number(text) == expected


def test_numbers_mean_nothing_until_their_direction_is_given():
    codes = ["1", "2", "3.0", "4", "5"]
    assert set(meanings(codes, None, 5).values()) == {OPEN}
    assert list(meanings(codes, "like-first", 5).values()) == list("LENWD")
    assert list(meanings(codes, "dislike-first", 5).values()) == list("DWNEL")
    assert list(meanings(["1", "2", "3"], "like-first", 3).values()) == list("LND")
    assert list(meanings(["1", "2", "3"], "dislike-first", 3).values()) == list("DNL")


def test_a_number_outside_the_scale_stays_open_in_either_direction():
    assert meanings(["0", "6", "-99"], "like-first", 5) == dict.fromkeys(["0", "6", "-99"], OPEN)
    assert meanings(["4"], "dislike-first", 3) == {"4": OPEN}


def test_words_keep_their_meaning_beside_numbers():
    assert meanings(["like", "2", ""], "dislike-first", 5) == {"like": Answer.LIKE, "2": Answer.LIVE_WITH, "": BLANK}


def test_the_words_for_the_two_questions_of_a_pair_share_nothing():
    roles = headers()
    assert roles["functional"] & roles["dysfunctional"] == set()
    assert (roles["functional"] | roles["dysfunctional"]) & roles["importance"] == set()


def csv_answers(name, suffixes):
    path = SHARED / name
    delimiter = ";" if "kobo" in name else ","
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    kept = [i for i, header in enumerate(rows[0]) if header.endswith(suffixes)]
    return [row[i] for row in rows[1:] for i in kept]


def sheet_rows(name):
    return CalamineWorkbook.from_path(str(SHARED / name)).get_sheet_by_index(0).to_python()


SIDES = ("functional", "_fun", "_dys", "您的感受是？")


@needs_shared
@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("data/raw/reppl_transfers.csv", 4296),
        ("data/raw/reppl_storage_cohort1.csv", 910),
        ("interop/generated_kobo_xml_values.csv", None),
        ("interop/generated_kobo_labels_zh_with_groups.csv", None),
    ],
)
def test_every_answer_that_real_people_gave_is_known(name, answers):
    given = [text for text in csv_answers(name, SIDES) if text]
    assert answers in (None, len(given))
    assert given
    assert {text for text in given if meaning(text) not in ANSWERS} == set()


@needs_shared
def test_the_answers_of_exports_that_are_no_text_tables_are_known():
    people = json.loads((SHARED / "interop/generated_surveyjs_results.json").read_text(encoding="utf-8"))
    given = [text for p in people for value in p.values() if isinstance(value, dict) for text in value.values()]
    frame, _ = pyreadstat.read_sav(
        SHARED / "interop/generated_spss_kano_value_labels.sav", apply_value_formats=True, user_missing=False
    )
    given += [text for name in frame for text in frame[name].dropna() if name.endswith(("fun", "dys"))]
    titles, *rows = sheet_rows("interop/generated_kobo_labels_en.xlsx")
    asked = [i for i, title in enumerate(titles) if str(title).endswith("how do you feel?")]
    given += [row[i] for row in rows for i in asked if row[i]]
    assert len(given) > 15
    assert {text for text in given if meaning(str(text)) not in ANSWERS} == set()


@needs_shared
def test_ratings_from_one_to_three_are_no_answers():
    cells = {str(value) for row in sheet_rows("data/raw/detergent.xlsx")[1:] for value in row[3:10]} - {""}
    assert {meaning(text) for text in cells} == {OPEN}
    assert other_scale(cells) is None


SLOW = {
    "blanks behind a number": "1" + " " * 100_000 + "!",
    "blanks behind a letter": "a" + " " * 100_000 + "!",
    "brackets": "a" + "( " * 50_000,
    "numbers in brackets": "a" + "(1)" * 33_000,
    "middle dots": "林" + "・" * 100_000 + "!",
    "tags": "<a" * 50_000,
    "accents": "a" + "\u0301\u0327" * 50_000,
    "a number of an entity": "&#" + "9" * 100_000 + ";",
    "blanks": "x" + " " * 100_000 + "!" + " " * 100_000,
    "ligatures": "\ufdfa" * 100_000,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_no_text_however_long_takes_long(text):
    for cell in (text, text[:290] + text[-5:]):
        started = time.thread_time()
        assert meaning(cell) == OPEN
        assert suggestion(cell) is None
        assert other_scale([cell]) is None
        normalise(cell)
        assert time.thread_time() - started < 0.1


def test_the_patterns_take_long_over_no_text_either():
    for text in SLOW.values():
        started = time.thread_time()
        for pattern in (module._NUMBERING, module._NUMBERED_BEHIND, module._TAG, module._BETWEEN_LANGUAGES):
            pattern.sub("", text)
        assert time.thread_time() - started < 0.5


def test_a_text_too_long_for_a_wording_is_none_whatever_it_begins_with():
    for wording in ("I like it", "我喜欢"):
        assert meaning(f"{wording}{' ' * 400}") == Answer.LIKE
        assert meaning(f"{' ' * 400}<b>{wording}</b>\n") == Answer.LIKE
        assert meaning(f"{wording}{' ' * 400}not") == OPEN
        assert meaning(f"{wording} / " * 100) == OPEN
        assert suggestion(f"{wording} / " * 100) is None
    assert max(map(len, catalogue())) < LONGEST // 2
    assert other_scale(["Very satisfied", "x" * 1000, "y" * 1000, "x" * 1001]) is None
