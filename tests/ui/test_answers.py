"""The Answers page: what is open is asked, each kind of question in its own words; what was said is kept."""

import os
import time

import pytest

from kano.i18n import LANGUAGES, catalogue
from kano.readers import open_table, propose
from kano.readers.mapping_file import parse, to_yaml
from kano.ui import remembered
from tests.ui.test_pages import ROOT, app, assert_fine, button, go, texts

CSV = "text/csv"
PAIRS = ROOT / "sample_data" / "hotpot.csv"
LIKE, DISLIKE, NEUTRAL = "I like it", "I dislike it", "I am neutral"
ROWS = f"{LIKE},{DISLIKE}\n{LIKE},{NEUTRAL}\n"
CLEAN = f"Fast_functional,Fast_dysfunctional\n{ROWS}"
NUMBERS = "Fast_functional,Fast_dysfunctional\n" + "1,5\n" * 6 + "1,3\n3,3\n"
UNKNOWN = f"Fast_functional,Fast_dysfunctional\n{ROWS}{LIKE},meh\nmeh,zzz\n"
NO_TEA, TEA = "If there is no tea how do you feel?", "If there is tea how do you feel?"
TWO_HEADERS = f"Fast_functional,Fast_dysfunctional\nwith it,without it\n{ROWS}{ROWS}"
CHINESE = "热毛巾_正向题,热毛巾_反向题\n还好,不太好\n还行,不好\n".encode("gb18030")
BOTH = ["en", "zh-Hans"]


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """Where confirmed mappings are kept."""
    monkeypatch.setenv(remembered.SETTING, str(tmp_path / "mappings"))
    return tmp_path / "mappings"


def uploaded(data, lang="en", name="answers.csv"):
    at = app(lang, "answers")
    return upload(at, data, name)


def upload(at, data, name="answers.csv"):
    at.file_uploader[0].set_value((name, data.encode() if isinstance(data, str) else data, CSV)).run()
    assert not at.exception
    return at


def press(at, key, lang="en", **values):
    label = catalogue(lang)(key, **values)
    next(b for b in at.button if b.label == label).click().run()
    assert not at.exception
    return at


def is_open(at, key, lang="en"):
    """Whether this question is asked, and so nothing can be confirmed."""
    asked = f"**{catalogue(lang)(f'ui.decide.{key}')}**" in texts(at)
    assert asked <= button(at, "ui.answers.confirm", lang).disabled
    return asked


def confirmed(at, lang="en"):
    press(at, "ui.answers.confirm", lang)
    return go(at, "results")


def pick(at, start):
    """The select box whose key begins so."""
    return next(box for box in at.selectbox if (box.key or "").startswith(start))


def table(at, start):
    return next(frame.value for frame in at.data_editor if (frame.key or "").startswith(start))


def undo(at, lang="en"):
    return press(at, "ui.decide.undo", lang)


# From a file to a study


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_upload_is_proposed_and_classified_only_after_confirmation(lang):
    at, t = uploaded(PAIRS.read_bytes(), lang), catalogue(lang)
    assert t("ui.badge.people", n=240).replace(":", "\\:") in texts(at)
    assert not button(at, "ui.answers.confirm", lang).disabled
    at = confirmed(at, lang)
    assert {m.label: m.value for m in at.metric}[t("ui.results.people")] == "240"


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "likes it, would dislike its absence"), ("zh-Hans", "喜欢有它，不喜欢没有它")]
)
def test_the_first_people_are_told_in_words(lang, said):
    at = uploaded(f"Fast_functional,Fast_dysfunctional\n{LIKE},{DISLIKE}\n{LIKE},\n", lang)
    assert said in texts(at)
    assert f"●\u00a0{catalogue(lang)('type.O')}" in texts(at)
    assert catalogue(lang)("ui.people.skipped") in texts(at)


def test_a_swapped_pair_is_seen_in_the_first_people_at_once():
    at = uploaded(CLEAN)
    press(at, "ui.columns.swap-all")
    assert "dislikes it, would like its absence" in texts(at)
    pick(at, "swap_").set_value("Fast").run()
    assert "likes it, would dislike its absence" in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_bad_file_is_told_in_the_users_language_and_may_be_read_differently(lang):
    at, t = uploaded("a,b\n1,2,3\n", lang, "ragged.csv"), catalogue(lang)
    assert at.error[0].value.startswith(t("error.row-ragged", file="ragged.csv", row=2, actual=3, expected=2)[:3])
    assert t("ui.how.delimiter") in [box.label for box in at.selectbox]
    pick(at, "delimiter").set_value("|").run()
    assert not at.error
    assert not at.exception


def test_columns_and_answers_stand_beside_what_they_will_be():
    at = uploaded(f"id,Fast_functional,Fast_dysfunctional\n1,{LIKE},{DISLIKE}\n2,{LIKE},{NEUTRAL}\n")
    columns, answers = table(at, "columns_"), table(at, "answers_")
    assert list(columns["role"]) == ["unused", "functional", "dysfunctional"]
    assert columns["answers"][1] == f"{LIKE} ×2"
    assert dict(zip(answers["answer"], answers["means"], strict=True)) == {LIKE: "L", DISLIKE: "D", NEUTRAL: "N"}
    assert list(answers["functional"]) == [2, 0, 0]


@pytest.mark.parametrize("lang", BOTH)
def test_a_table_of_counts_is_read_too(lang):
    at = uploaded("feature,A,O,M,I\nFast,1,2,3,4\nSafe,4,3,2,1\n", lang)
    assert_fine(at)
    assert table(at, "columns_")["role"][0] == "feature"
    assert_fine(confirmed(at, lang))


@pytest.mark.parametrize("lang", BOTH)
def test_a_row_per_person_and_feature_is_read_too(lang):
    long = f"person,feature,functional,dysfunctional\n1,Fast,{LIKE},{DISLIKE}\n2,Fast,{LIKE},{NEUTRAL}\n"
    at = uploaded(long, lang)
    assert catalogue(lang)("ui.badge.people", n=2).replace(":", "\\:") in texts(at)
    assert_fine(confirmed(at, lang))


@pytest.mark.parametrize("lang", BOTH)
def test_an_answer_may_mean_something_else_without_the_feature(lang):
    at = uploaded(f"Fast_functional,Fast_dysfunctional\n{LIKE},meh\nmeh,{DISLIKE}\n", lang)
    next(toggle for toggle in at.toggle if (toggle.key or "").startswith("two_")).set_value(True).run()
    work = at.session_state["kano"].work
    work.mean("functional", "meh", "", "N")
    at.run()
    assert is_open(at, "answers-open", lang)
    work.mean("dysfunctional", "meh", "", "W")
    at.run()
    assert not is_open(at, "answers-open", lang)
    answers = table(at, "answers_").set_index("answer")
    assert (answers["means"]["meh"], answers["absent"]["meh"]) == ("N", "W")
    next(toggle for toggle in at.toggle if (toggle.key or "").startswith("two_")).set_value(False).run()
    assert not at.exception


# Every kind of question


@pytest.mark.parametrize("lang", BOTH)
def test_which_way_numbers_run_is_asked_and_turns_every_category(lang):
    at, t = uploaded(NUMBERS, lang), catalogue(lang)
    assert is_open(at, "code-direction", lang)
    press(at, "ui.decide.like-first", lang, first=1, last=5)
    assert not is_open(at, "code-direction", lang)
    assert f"**●\u00a0{t('type.O')}**" in texts(at)
    press(at, "ui.columns.reverse", lang)
    assert f"**▼\u00a0{t('type.R')}**" in texts(at)
    assert undo(at, lang)
    assert is_open(at, "code-direction", lang)


def test_the_wrong_direction_is_warned_of_and_turned_with_a_click():
    at = uploaded(NUMBERS)
    press(at, "ui.decide.dislike-first", first=1, last=5)
    assert "the wrong way round" in at.warning[0].value
    next(b for b in at.button if b.key.startswith("click_doubt_")).click().run()
    assert not at.warning
    assert "●\u00a0performance" in texts(at)


def test_numbers_may_be_given_their_meanings_one_by_one():
    at = uploaded("Fast_functional,Fast_dysfunctional\n1,5\n1,5\n")
    press(at, "ui.decide.each")
    assert is_open(at, "answers-open")
    for i, letter in enumerate("LD"):
        pick(at, f"open_{i}_").set_value(letter).run()
    assert not is_open(at, "answers-open")
    assert "likes it, would dislike its absence" in texts(at)


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_scores_are_asked_about(lang, answer):
    at = uploaded("Fast_functional,Fast_dysfunctional\n4,4\n2,2\n-1,0\n", lang)
    assert is_open(at, "code-scores", lang)
    press(at, f"ui.decide.scores-{answer}", lang)
    assert not is_open(at, "code-scores", lang)
    assert is_open(at, "answers-open", lang) is (answer == "no")


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("levels", [5, 3])
def test_numbers_that_stop_at_three_are_said_to_be_of_five_or_of_three(lang, levels):
    at = uploaded("Fast_functional,Fast_dysfunctional\n" + "1,3\n1,2\n2,3\n" * 10, lang)
    press(at, "ui.decide.like-first", lang, first=1, last=5)
    assert is_open(at, "code-levels", lang)
    press(at, f"ui.decide.levels-{levels}", lang)
    assert not is_open(at, "code-levels", lang)
    at = confirmed(at, lang)
    assert (catalogue(lang)("table.three-level").split()[0].replace("-", "\\-") in texts(at)) is (levels == 3)


@pytest.mark.parametrize("lang", BOTH)
def test_unknown_answers_block_and_what_is_likely_is_shown_but_not_chosen(lang):
    at, t = uploaded(UNKNOWN, lang), catalogue(lang)
    assert is_open(at, "answers-open", lang)
    assert (pick(at, "open_0_").value, pick(at, "open_0_").placeholder) == (
        None,
        t("ui.decide.likely", answer=t("answer.N")),
    )
    assert "“meh”" in texts(at)
    press(at, "ui.decide.take-suggestions", lang, n=1)
    assert is_open(at, "answers-open", lang)
    pick(at, "open_1_").set_value("").run()
    assert not is_open(at, "answers-open", lang)
    assert t("ui.left.blank", answers="“zzz”").replace(":", "\\:") in texts(at)
    undo(at, lang)
    assert is_open(at, "answers-open", lang)


@pytest.mark.parametrize("lang", BOTH)
def test_another_kind_of_scale_is_explained_and_not_mapped(lang):
    scale = "Fast_functional,Fast_dysfunctional\nVery satisfied,Dissatisfied\nSatisfied,Very dissatisfied\n"
    at, t = uploaded(scale, lang), catalogue(lang)
    assert is_open(at, "scale", lang)
    assert not is_open(at, "answers-open", lang)
    assert t("finding.scale-satisfaction", answers="").split("：")[0].split(":")[0][:12] in at.warning[0].value
    press(at, "ui.decide.scale-yes", lang)
    assert is_open(at, "answers-open", lang)


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize(
    ("code", "header"),
    [
        ("pair-order", "First,Second"),
        ("pair-reversed", f"{NO_TEA},{TEA}"),
        ("pair-conflict", f"F01a {NO_TEA},F01b {TEA}"),
    ],
)
def test_a_pair_in_doubt_is_confirmed_or_turned_and_taken_back(lang, code, header):
    at, t = uploaded(f"{header}\n{ROWS}", lang), catalogue(lang)
    assert is_open(at, code, lang)
    before = list(table(at, "columns_")["role"])
    press(at, "ui.decide.other-way", lang)
    assert not is_open(at, code, lang)
    assert list(table(at, "columns_")["role"]) == before[::-1]
    undo(at, lang)
    assert is_open(at, code, lang)
    assert list(table(at, "columns_")["role"]) == before
    press(at, "ui.decide.as-proposed", lang)
    assert list(table(at, "columns_")["role"]) == before
    assert t("ui.answers.ready") in texts(at)


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("is_it", [True, False])
def test_bare_codes_are_not_taken_from_a_draft_without_asking(lang, is_it):
    at = app(lang)
    press(at, "ui.home.template-open", lang)
    at = go(go(at, "design"), "answers")
    upload(at, f"F01a,F01b\n{ROWS}")
    assert is_open(at, "pair-codes", lang)
    press(at, "ui.decide.as-proposed" if is_it else "ui.decide.other-questionnaire", lang)
    assert not is_open(at, "pair-codes", lang)
    assert (table(at, "columns_")["feature"][0] == "F01") is not is_it


@pytest.mark.parametrize("lang", BOTH)
def test_a_column_without_a_partner_is_left_out_or_gets_one(lang):
    at = uploaded(f"Fast_functional,Fast_dysfunctional,Slow_functional\n{LIKE},{DISLIKE},{LIKE}\n", lang)
    assert is_open(at, "column-alone", lang)
    press(at, "ui.decide.leave-out", lang)
    assert not is_open(at, "column-alone", lang)
    undo(at, lang)
    assert is_open(at, "column-alone", lang)


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize(("rows", "people"), [(1, 5), (2, 4)])
def test_a_second_row_that_may_be_a_header_is_asked_about_first(lang, rows, people):
    at, t = uploaded(TWO_HEADERS, lang), catalogue(lang)
    assert is_open(at, "header-rows", lang)
    press(at, f"ui.decide.header-{rows}", lang)
    assert not is_open(at, "header-rows", lang)
    assert t("ui.badge.people", n=people).replace(":", "\\:") in texts(at)
    assert t("ui.badge.header-rows", n=rows).replace(":", "\\:") in texts(at)
    undo(at, lang)
    assert is_open(at, "header-rows", lang)


@pytest.mark.parametrize("lang", BOTH)
def test_an_encoding_in_doubt_is_chosen_by_what_can_be_read(lang):
    at = uploaded(CHINESE, lang)
    assert is_open(at, "encoding", lang)
    assert "热毛巾" in texts(at)
    press(at, "encoding.cp1252", lang)
    assert "热毛巾" not in "".join(table(at, "columns_")["column"])
    undo(at, lang)
    press(at, "encoding.gb18030", lang)
    assert not is_open(at, "encoding", lang)
    assert is_open(at, "answers-open", lang)
    assert "热毛巾" in "".join(table(at, "columns_")["column"])


@pytest.mark.parametrize("lang", BOTH)
def test_of_several_sheets_one_is_chosen(lang):
    at = uploaded(workbook(), lang, "two.xlsx")
    assert is_open(at, "sheet", lang)
    next(b for b in at.button if b.label == "Second").click().run()
    assert not is_open(at, "sheet", lang)
    assert catalogue(lang)("ui.badge.sheet", sheet="Second").replace(":", "\\:") in texts(at)
    assert table(at, "columns_")["feature"][0] == "Second feature"


def workbook():
    import io

    import openpyxl

    book = openpyxl.Workbook()
    for name, sheet in (("First", book.active), ("Second", book.create_sheet())):
        sheet.title = name
        for row in ([f"{name} feature_functional", f"{name} feature_dysfunctional"], [LIKE, DISLIKE], [LIKE, NEUTRAL]):
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("lang", BOTH)
def test_a_file_in_which_no_pair_is_recognised_is_paired_by_hand(lang):
    at = uploaded("one,two,three,four\nyes,no,yes,no\nno,yes,no,no\n", lang)
    assert catalogue(lang)("error.not-kano", file="", columns="")[-10:].replace(".", "\\.") in at.warning[0].value
    assert is_open(at, "no-pairs", lang)
    at.multiselect[0].set_value(["one", "two", "three", "four"]).run()
    press(at, "ui.pairing.apart", lang)
    assert not is_open(at, "no-pairs", lang)
    assert list(table(at, "columns_")["feature"]) == ["one", "two", "one", "two"]
    assert is_open(at, "answers-open", lang)


# What was said is kept


def test_what_was_decided_survives_a_change_of_language_and_of_page():
    at = uploaded(UNKNOWN)
    pick(at, "open_0_").set_value("W").run()
    next(group for group in at.get("button_group") if group.key == "language").set_value("zh-Hans").run()
    assert pick(at, "open_0_").value == "W"
    at = go(go(at, "home"), "answers")
    assert pick(at, "open_0_").value == "W"
    assert table(at, "answers_")["means"].tolist().count("W") == 1


def test_another_file_starts_afresh():
    at = uploaded(NUMBERS)
    press(at, "ui.decide.like-first", first=1, last=5)
    upload(at, NUMBERS + "2,4\n", "other.csv")
    assert is_open(at, "code-direction")


def test_starting_afresh_takes_everything_back():
    at = uploaded(NUMBERS)
    press(at, "ui.decide.like-first", first=1, last=5)
    press(at, "ui.columns.swap-all")
    press(at, "ui.answers.afresh")
    assert is_open(at, "code-direction")
    assert list(table(at, "columns_")["role"]) == ["functional", "dysfunctional"]


def test_rows_that_look_like_tests_are_left_out_with_a_click_and_taken_in_again():
    people = "".join(f"{LIKE},{DISLIKE},{name}\n" for name in ("Ann", "Bob", "test", "Cid", "Dan", "Eve"))
    at = uploaded(f"Fast_functional,Fast_dysfunctional,nickname\n{people}")
    assert "1 rows look like tests" in texts(at)
    press(at, "ui.left.leave-out")
    at = confirmed(at)
    assert {m.label: m.value for m in at.metric}["people"] == "5"
    at = go(at, "answers")
    press(at, "ui.left.take-in")
    assert "1 rows look like tests" in texts(at)


def test_columns_that_are_not_used_are_named_with_the_reason():
    at = uploaded(f"IP Address,Notes,Fast_functional,Fast_dysfunctional\n10.0.0.1,,{LIKE},{DISLIKE}\n")
    said, t = texts(at), catalogue("en")
    assert f"**{t('ui.left.person')}** (1): IP Address" in said
    assert f"**{t('ui.left.empty')}** (1): Notes" in said


def test_a_name_that_looks_like_markup_is_shown_as_typed():
    name = "![x](http://evil.example/a.png)"
    at = uploaded(f"{name}_functional,{name}_dysfunctional\n{ROWS}{name},{DISLIKE}\n", name=f"{name}.csv")
    assert not at.exception
    assert "![x](" not in texts(at)
    assert "http://" not in texts(at)


@pytest.mark.parametrize("lang", BOTH)
def test_a_saved_mapping_answers_every_question_and_can_be_put_away(lang):
    at = uploaded(NUMBERS, lang)
    saved = propose(open_table(NUMBERS.encode(), "numbers.csv"), codes="dislike-first").mapping
    follow(at, to_yaml(saved))
    assert_fine(at)
    assert not is_open(at, "code-direction", lang)
    assert f"▼\u00a0{catalogue(lang)('type.R')}" in texts(at)
    press(at, "ui.answers.unfollow", lang)
    assert is_open(at, "code-direction", lang)


def test_a_saved_mapping_that_cannot_be_read_harms_nothing():
    at = uploaded(CLEAN)
    follow(at, "format: something else\n")
    assert "m\\.yaml" in at.error[0].value
    assert not button(at, "ui.answers.confirm").disabled


def test_a_saved_mapping_of_another_file_is_told_and_can_be_put_away():
    at = uploaded(CLEAN)
    other = propose(open_table(f"Slow_functional,Slow_dysfunctional\n{ROWS}".encode(), "other.csv")).mapping
    follow(at, to_yaml(other))
    assert at.error
    press(at, "ui.answers.unfollow")
    assert_fine(at)


def follow(at, text):
    uploader = next(f for f in at.file_uploader if (f.key or "").startswith("mapping"))
    uploader.set_value(("m.yaml", text.encode(), "application/yaml")).run()
    assert not at.exception


# Confirmed mappings are recognised


@pytest.mark.parametrize("lang", BOTH)
def test_the_next_file_of_the_same_shape_is_recognised(lang, kept):
    at = uploaded(NUMBERS, lang)
    press(at, "ui.decide.dislike-first", lang, first=1, last=5)
    confirmed(at, lang)
    (file,) = kept.iterdir()
    day = 1_760_000_000
    os.utime(file, (day, day))
    at = uploaded(NUMBERS + "3,5\n", lang)
    date = time.strftime("%Y-%m-%d", time.localtime(day))
    assert catalogue(lang)("ui.answers.recognised", date=date) in texts(at)
    assert not is_open(at, "code-direction", lang)
    assert f"▼\u00a0{catalogue(lang)('type.R')}" in texts(at)
    press(at, "ui.answers.afresh", lang)
    assert is_open(at, "code-direction", lang)
    assert list(kept.iterdir()) == [file]


def test_a_mapping_can_be_forgotten(kept):
    confirmed(uploaded(CLEAN))
    at = uploaded(CLEAN)
    press(at, "ui.answers.forget")
    assert list(kept.iterdir()) == []
    assert button(uploaded(CLEAN), "ui.answers.confirm")
    assert "Recognised" not in texts(uploaded(CLEAN))


def test_a_file_with_an_answer_that_was_never_confirmed_is_not_recognised():
    confirmed(uploaded(CLEAN))
    assert is_open(uploaded(CLEAN + f"{LIKE},zzz\n"), "answers-open")


def test_a_number_that_nobody_had_chosen_is_recognised_with_the_others():
    at = uploaded(NUMBERS)
    press(at, "ui.decide.like-first", first=1, last=5)
    confirmed(at)
    assert not is_open(uploaded(NUMBERS + "2,4\n"), "code-direction")


def test_several_questions_of_a_kind_stand_beside_each_other():
    header = (
        f"F01a {NO_TEA},F01b {TEA},Fast_functional,Fast_dysfunctional,Slow_functional,Slow_dysfunctional,Odd_functional"
    )
    at = uploaded(f"{header}\n" + f"{','.join([LIKE, DISLIKE] * 3)},{LIKE}\n" * 3)
    assert is_open(at, "pair-conflict")
    assert is_open(at, "column-alone")
    role_edit(at, "Slow_dysfunctional", "unused")
    assert is_open(at, "halves")
    assert "“Slow” lacks the question without the feature" in texts(at).replace("\\", "")


def role_edit(at, column, role):
    """What the table of columns does when a role is chosen in it: the test drives no canvas."""
    at.session_state["kano"].work.roles[column] = (role, "")
    at.run()
    assert not at.exception


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"format: kano.mapping/1\npairs: 7\n", b"[" * 100_000])
def test_a_damaged_mapping_is_passed_over(damage, kept):
    confirmed(uploaded(CLEAN))
    (file,) = kept.iterdir()
    file.write_bytes(damage)
    at = uploaded(CLEAN)
    assert_fine(at)
    assert "Recognised" not in texts(at)


def test_what_is_kept_is_for_its_owner_alone_and_whole(kept):
    confirmed(uploaded(CLEAN))
    (file,) = kept.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(file.stem) == 64
    assert parse(file.read_text("utf-8"), "m").pairs[0].feature == "Fast"


def test_a_folder_that_cannot_be_written_stops_nobody(kept):
    kept.write_text("a file where the folder should be", encoding="utf-8")
    assert_fine(confirmed(uploaded(CLEAN)))


@pytest.mark.parametrize(
    ("named", "address", "local", "expected"),
    [
        ("/a", "https://kano.example.org", False, "/a"),
        ("", "https://kano.example.org", True, None),
        ("", "", False, None),
        ("", "", True, "/data/kano/mappings"),
    ],
)
def test_a_server_of_many_keeps_nobodys_mapping(monkeypatch, named, address, local, expected):
    monkeypatch.setenv(remembered.SETTING, named)
    monkeypatch.setenv("KANO_URL", address)
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    folder = remembered.folder(local)
    assert (str(folder) if folder else None) == expected


@pytest.mark.parametrize("key", ["../../etc/passwd", "a" * 63, "A" * 64, ""])
def test_only_a_hash_is_a_name(key, kept):
    remembered.keep(key, propose(open_table(CLEAN.encode(), "a.csv")).mapping, True)
    assert not kept.exists()
    assert remembered.recall(key, True) is None
