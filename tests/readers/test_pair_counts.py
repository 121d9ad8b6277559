"""Pair counts as a file: what a warehouse gives and what Kano writes are counted as the people would be."""

import csv
import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import Responses
from kano.bundle.counts import MOST_PEOPLE as BUNDLED
from kano.counted import Counted, counted
from kano.counts import CategoryCounts, PairCounts
from kano.errors import HINTED, KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.readers import Layout, apply, open_table, propose
from kano.readers.doubts import answer_counts
from kano.readers.known import fits
from kano.readers.mapping_file import parse, to_yaml
from kano.readers.pair_numbers import MOST_PEOPLE
from kano.readers.proposal import followed
from kano.reports.pair_counts import COLUMNS, rows, write
from kano.responses import Profile
from kano.study import settle, settled
from kano.text import clean, csv_cell, csv_name, of_csv_name

HEAD = "feature,functional,dysfunctional,count"
EN = ("I like it", "I expect it", "I am neutral", "I can tolerate it", "I dislike it")
ZH = ("我很喜欢", "理应如此", "无所谓", "勉强接受", "我很不喜欢")
TEA = ("Tea,I like it,I dislike it,5", "Tea,I expect it,I dislike it,3", "Tea,,I am neutral,2")


def made(*lines, head=HEAD):
    return open_table("\n".join([head, *lines, ""]).encode(), "counts.csv")


def mapped(table, **options):
    return propose(table, **options).mapping


def read(*lines, head=HEAD, **options):
    table = made(*lines, head=head)
    proposal = propose(table, **options)
    assert not proposal.questions
    return apply(table, proposal.mapping)


def problem(*lines, head=HEAD):
    with pytest.raises(KanoError) as caught:
        read(*lines, head=head)
    return caught.value


def asked(*lines, head=HEAD, **options):
    return [question.code for question in propose(made(*lines, head=head), **options).questions]


def grid(counts, feature="Tea", segment=None):
    return counts.grid[counts.segments.index(segment), counts.features.index(feature)]


def test_a_row_is_a_pair_with_its_people():
    data = read(*TEA).data
    assert isinstance(data, Counted)
    assert (data.people, data.silent) == (10, 0)
    assert grid(data.everyone)[1, 5] == 5
    assert grid(data.everyone)[2, 5] == 3
    assert grid(data.everyone)[0, 3] == 2
    assert data.everyone.grid.sum() == 10


@pytest.mark.parametrize("word", ["count", "COUNT(*)", "n", "N", "number", "people", "Freq", "人数", "次數", "频数"])
def test_the_column_of_numbers_is_known_by_many_names(word):
    assert mapped(made(*TEA, head=f"Feature,Functional,Dysfunctional,{word}")).columns["count"] == word


def test_a_row_per_person_is_no_table_of_counts():
    head = "respondent,feature,functional,dysfunctional,importance,n"
    table = made("1,Tea,I like it,I dislike it,7,1", "1,Soup,I like it,I dislike it,5,2", head=head)
    assert mapped(table).layout is Layout.LONG


def test_numbers_that_may_name_people_are_asked_about():
    lines = [f"{f},{EN[i]},{EN[4 - i]},{i + 1}" for f in ("Tea", "Soup") for i in range(4)]
    assert "count-names" in asked(*lines)
    assert "count-names" not in asked(*lines[:-1], "Soup,I can tolerate it,I expect it,40")


def test_people_numbered_in_a_column_of_numbers_are_not_counted():
    lines = [f"{f},{EN[i % 3]},{EN[4]},{i + 1}" for f in ("Tea", "Soup") for i in range(9)]
    table = made(*lines)
    with pytest.raises(KanoError) as caught:
        apply(table, mapped(table))
    assert caught.value.code == "pairs-repeat"


def test_a_number_of_its_own_for_each_row_is_asked_about():
    lines = [f"{i},{line}" for i, line in enumerate(TEA)]
    assert asked(*lines, head=f"id,{HEAD}") == ["count-rows"]


def test_a_number_of_each_feature_names_nobody():
    lines = [f"{7 if line.startswith('Tea') else 8},{line}" for line in (*TEA, "Soup,,,4", "Soup,I like it,,6")]
    assert asked(*lines, head=f"id,{HEAD}") == ["count-rows"]


def test_two_columns_of_numbers_are_asked_about():
    assert asked(*(f"{line},10" for line in TEA), head=f"{HEAD},people") == ["count-column"]


def test_codes_are_asked_for_their_direction():
    lines = ("Tea,1,5,5", "Tea,2,5,3", "Tea,,3,2")
    assert asked(*lines) == ["code-direction"]
    assert read(*lines, codes="like-first").data.everyone.equals(read(*TEA).data.everyone)


def test_a_wording_that_nobody_knows_blocks_with_its_people():
    question = propose(made(*TEA, "Tea,meh,I dislike it,40")).questions[0]
    assert question.code == "answers-open"
    assert "“meh” × 40" in question.values["answers"]


def test_answers_are_counted_in_people_not_rows():
    table = made(*TEA)
    assert answer_counts(table, mapped(table), "dysfunctional") == {"I dislike it": 8, "I am neutral": 2}


def test_wordings_that_mean_the_same_are_added():
    assert grid(read(*TEA, "Tea,i like it!,I dislike it,4").data.everyone)[1, 5] == 9


def test_the_same_row_twice_is_refused():
    error = problem(*TEA, "Tea,I like it,I dislike it,9")
    assert error.code == "pairs-repeat"
    assert error.values["row"] == "Tea / I like it / I dislike it"


@pytest.mark.parametrize("cell", ["-1", "2.5", "", "1e3", "many", "10000000000", "１２"])
def test_what_is_no_number_of_people_is_refused_with_its_place(cell):
    error = problem(*TEA, "Soup,I like it,I dislike it,7", f"Soup,,,{cell}")
    assert error.code == "pair-count-bad"
    assert (error.values["column"], error.values["row"], error.values["cell"]) == ("count", "Soup / - / -", cell)


def test_a_thousand_or_one_is_refused():
    assert problem(*TEA, 'Tea,,,"1,000"').code == "count-thousands"
    assert problem(*TEA, "Tea,,,1.000").code == "count-thousands"


def test_more_people_than_can_be_counted_with_are_refused():
    assert MOST_PEOPLE == BUNDLED
    assert problem("Tea,I like it,I dislike it,1000000000", "Tea,,,1").code == "pairs-too-many"
    assert read("Tea,I like it,I dislike it,1000000000").data.people == 10**9


def test_a_feature_of_silent_people_stays():
    data = read(*TEA, "Soup,,,10").data
    assert data.everyone.features == ("Tea", "Soup")
    assert (data.people, data.silent, data.everyone.left_out[0, 1, 2]) == (10, 0, 10)
    assert read("Tea,,,4", "Tea,I like it,I dislike it,3").data.silent == 4


def test_features_of_other_numbers_of_people_leave_the_people_unknown():
    reading = read(*TEA, "Soup,I like it,I dislike it,11")
    assert (reading.data.people, reading.data.silent) == (None, None)
    said = next(finding for finding in reading.findings if finding.code == "pairs-people-differ")
    assert said.values == {"least": 10, "most": 11}


def test_a_row_without_a_feature_is_refused():
    assert problem(*TEA, ",I like it,I dislike it,5").code == "feature-blank"
    assert problem(*TEA, "NULL,I like it,I dislike it,5").code == "feature-blank"


CITY = ("Tea,I like it,I dislike it,Rome,free,5", "Tea,I like it,I dislike it,Rome,paid,4")
CITY += ("Tea,I like it,I dislike it,Oslo,free,2", "Tea,,I dislike it,Oslo,paid,1", "Tea,,I dislike it,,free,7")


def test_each_question_is_summed_over_the_others():
    data = read(*CITY, head=f"{HEAD[:-6]},city,plan,count").data
    assert list(data.questions) == ["city", "plan"]
    assert data.questions["city"].segments == ("Oslo", "Rome", "")
    assert grid(data.questions["city"], segment="Rome")[1, 5] == 9
    assert grid(data.questions["plan"], segment="free").sum() == 14
    for counts in data.questions.values():
        assert np.array_equal(counts.grid.sum(axis=0), data.everyone.grid[0])


def test_what_tells_of_the_feature_or_of_an_answer_is_no_question_about_people():
    lines = [f"{f},{area},{EN[i]},{EN[4]},{code},{city},{9 * i + j}" for f, area in (("Tea", "kitchen"), ("Bus", "way"))
             for i, code in ((0, 11), (1, 12)) for j, city in enumerate(("Rome", "Oslo", "Bern"))]  # fmt: skip
    mapping = mapped(made(*lines, head="feature,area,functional,dysfunctional,answer_id,city,count"))
    assert mapping.segments == ("city",)
    assert mapping.dropped == ("area", "answer_id")


def test_rows_of_json_are_read_alike():
    keys = HEAD.split(",")
    rows = [dict(zip(keys, (cell or None for cell in line.split(",")), strict=True)) for line in TEA]
    data = json.dumps([{**row, "count": int(row["count"])} for row in rows]).encode()
    table = open_table(data, "a.json")
    assert apply(table, mapped(table)).data.everyone.equals(read(*TEA).data.everyone)


def test_rows_told_apart_by_what_is_not_read_are_added_and_said():
    table = made(*CITY, head=f"{HEAD[:-6]},city,plan,count")
    mapping = parse(to_yaml(mapped(table)).replace("segments:\n- city\n- plan\n", "segments:\n- plan\n"), "m.yaml")
    reading = apply(table, mapping)
    assert [f.code for f in reading.findings] == ["pairs-added"]
    assert reading.data.everyone.equals(read(*CITY, head=f"{HEAD[:-6]},city,plan,count").data.everyone)


def test_a_column_that_the_user_names_becomes_a_question():
    table = made(*(f"{line},{day}" for line, day in zip(TEA, "abc", strict=True)), head=f"{HEAD},week")
    assert mapped(table).segments == ()
    reading = apply(table, settle(propose(table), "week").mapping)
    assert reading.data.questions["week"].segments == ("a", "b", "c")


def grouping(*columns, cube=False):
    """What a database gives for ROLLUP or CUBE of these columns, NULL as a blank."""
    lines = [line.split(",") for line in CITY[:4]]
    sets = [{*columns[:i]} for i in range(len(columns) + 1)]
    sets += [{columns[1]}] if cube else []
    total = {}
    for kept in sets:
        for *key, city, plan, n in lines:
            cells = (*key, city if "city" in kept else "", plan if "plan" in kept else "")
            total[cells] = total.get(cells, 0) + int(n)
    return [",".join([*cells, str(n)]) for cells, n in total.items()]


@pytest.mark.parametrize("null", ["", "NULL"])
@pytest.mark.parametrize("cube", [False, True])
def test_subtotals_are_refused_and_nobody_is_counted_twice(cube, null):
    lines = [",".join([*cells[:3], *(cell or null for cell in cells[3:])]) for cells in
             (line.split(",") for line in grouping("city", "plan", cube=cube))]  # fmt: skip
    error = problem(*lines, head=f"{HEAD[:-6]},city,plan,count")
    assert (error.code, error.values["value"]) == ("pairs-subtotals", null or "-")


def test_a_total_by_name_is_refused_too():
    numbers = {"Rome": (5, 1), "Oslo": (4, 2), "All": (9, 3)}
    lines = [f"Tea,{EN[i]},{EN[4]},{city},{n[i]}" for city, n in numbers.items() for i in (0, 1)]
    assert problem(*lines, head=f"{HEAD[:-6]},city,count").code == "pairs-subtotals"


@pytest.mark.parametrize("name", ["All cities", "(all)", "Italy and Norway", "全部城市", "Beide"])
def test_a_sum_by_any_name_is_refused_where_it_can_be_no_accident(name):
    cities = {"Rome": (5, 1, 7, 2, 3), "Oslo": (4, 2, 8, 1, 6)}
    cities[name] = tuple(map(sum, zip(*cities.values(), strict=True)))
    lines = [f"Tea,{EN[i]},{EN[4]},{city},{n}" for city, numbers in cities.items() for i, n in enumerate(numbers)]
    error = problem(*lines, head=f"{HEAD[:-6]},city,count")
    assert (error.code, error.values["value"]) == ("pairs-subtotals", name)
    lines[-1] += "0"
    assert read(*lines, head=f"{HEAD[:-6]},city,count").data.questions["city"].segments == tuple(sorted(cities))


@pytest.mark.parametrize("blank", ["functional", "dysfunctional", "both"])
def test_sums_over_answers_are_refused_and_are_nobody_who_left_them_blank(blank):
    numbers = {("Tea", i, j): 1 + i + 3 * j for i in range(5) for j in range(5)}
    lines = [f"{feature},{EN[i]},{EN[j]},{n}" for (feature, i, j), n in numbers.items()]
    if blank == "both":
        lines.append(f"Tea,,,{sum(numbers.values())}")
    elif blank == "functional":
        lines += [f"Tea,,{EN[j]},{sum(numbers['Tea', i, j] for i in range(5))}" for j in range(5)]
    else:
        lines += [f"Tea,{EN[i]},,{sum(numbers['Tea', i, j] for j in range(5))}" for i in range(5)]
    error = problem(*lines)
    assert (error.code, error.values["value"]) == ("pairs-subtotals", "-")
    assert error.values["column"] == ("dysfunctional" if blank == "dysfunctional" else "functional")


def test_two_segments_of_the_same_numbers_are_no_sum():
    lines = [f"Tea,{EN[i]},{EN[4]},{city},{i + 3}" for city in ("Rome", "Oslo") for i in range(5)]
    assert read(*lines, head=f"{HEAD[:-6]},city,count").data.questions["city"].segments == ("Oslo", "Rome")


@pytest.mark.parametrize("head", ["功能名称,有此功能,没有此功能,数量", "功能点,有,无,个数"])
def test_chinese_columns_named_as_people_write_them_are_counted_as_people(head):
    lines = [f"{name},{ZH[i]},{ZH[j]},{7 + i * j}" for name in ("喝茶", "蛋糕") for i in range(5) for j in range(5)]
    assert read(*lines, head=head).data.everyone.n.tolist() == [[275, 275]]


def test_a_table_of_counts_in_words_that_nobody_knows_is_asked_about():
    lines = [f"{name},{ZH[i]},{ZH[j]},{7 + i * j}" for name in ("喝茶", "蛋糕") for i in range(5) for j in range(5)]
    head = "产品,有此功能,没有此功能,票数"
    found = propose(made(*lines, head=head)).questions
    assert [(f.code, f.values) for f in found] == [("count-wide", {"column": "票数", "group": "产品"})]
    assert not asked(*lines, lines[0], head=head)  # two people said the same


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_doubt_that_has_a_hint_has_it_in_words(lang):
    assert all(catalogue(lang)(f"hint.{code}") for code in HINTED)


def test_so_many_segments_are_no_question():
    table = made(*(f"Tea,I like it,I dislike it,{i},1" for i in range(30)), head=f"{HEAD[:-6]},who,count")
    mapping = settle(propose(table), "who").mapping
    assert apply(table, mapping).data.people == 30


def test_a_mapping_is_followed_and_asks_about_what_is_new():
    table = made(*CITY, head=f"{HEAD[:-6]},city,plan,count")
    mapping = parse(to_yaml(mapped(table)), "m.yaml")
    assert mapping == mapped(table)
    assert fits(mapping, table)
    later = made(*CITY, "Tea,meh,I dislike it,Rome,free,1", head=f"{HEAD[:-6]},city,plan,count")
    assert not fits(mapping, later)
    assert [question.code for question in followed(later, mapping).questions] == ["answers-open"]


def test_a_mapping_without_its_columns_is_refused():
    text = "format: kano.mapping/1\nlayout: pairs\ncolumns:\n  feature: feature\n  functional: functional\n"
    with pytest.raises(KanoError) as caught:
        followed(made(*TEA), parse(text, "m.yaml"))
    assert caught.value.values["reason"] == "columns.dysfunctional, columns.count: ?"


# The form that Kano writes.

NAMES = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(
        ["=cmd|' /C calc'!A0", "'=x", "''@y", '"=z', "-1+1", "功能，甲", 'say "no"', "a,b\nc", "L", "总计"]
    ),
    st.sampled_from(["total", "NA", "null", "1", "1,000", "mean", "＝ＳＵＭ", "\t=1", "'", "''", "question", "N"]),
).map(clean)


def people(draw, n, features, letters=5):
    codes = st.lists(st.integers(0, letters), min_size=n * len(features), max_size=n * len(features))
    return np.array(draw(codes), dtype=np.int8).reshape(n, len(features))


@st.composite
def responses(draw):
    features = tuple(draw(st.lists(NAMES.filter(bool), min_size=1, max_size=4, unique=True)))
    n = draw(st.integers(1, 12))
    questions = draw(st.lists(NAMES.filter(bool), max_size=2, unique=True))
    profiles = {}
    for name in questions:
        values = tuple(draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)))
        codes = draw(st.lists(st.integers(0, len(values) - 1), min_size=n, max_size=n))
        profiles[name] = Profile(values, np.array(codes, dtype=np.int64))
    return Responses(features, people(draw, n, features), people(draw, n, features), None, profiles)


def back(data: bytes) -> Counted:
    table = open_table(data, "counts.csv")
    proposal = propose(table)
    return apply(table, settled(table, proposal, lambda *_, **__: "")).data


def whole(said: Responses) -> Counted:
    return Counted(said.count(), {by: said.count(by) for by in said.profiles}, len(said), said.silent)


@settings(max_examples=150, deadline=None)
@given(responses())
def test_what_kano_writes_is_read_back_as_it_was(said):
    before = whole(said)
    after = back(write(before))
    assert after.everyone.equals(before.everyone)
    assert list(after.questions) == list(before.questions)
    assert all(after.questions[by].equals(before.questions[by]) for by in before.questions)
    assert after.people == len(said)
    assert after.silent in (None, said.silent)


@settings(max_examples=60, deadline=None)
@given(responses(), st.sampled_from(["letters", "english", "chinese"]), st.randoms(use_true_random=False))
def test_a_plain_table_counts_what_the_people_do(said, words, shuffle):
    """Rows of everyone as a database gives them, in any order; every feature is there."""
    texts = {"letters": ("", "L", "E", "N", "W", "D"), "english": ("", *EN), "chinese": ("", *ZH)}[words]
    cells = [(f, i, j) for f, i, j in np.argwhere(said.count().grid[0]).tolist()]
    shuffle.shuffle(cells)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEAD.split(","))
    names = [f"f{i} {name}" for i, name in enumerate(said.features)]
    writer.writerows([names[f], texts[i], texts[j], int(said.count().grid[0, f, i, j])] for f, i, j in cells)
    table = open_table(file.getvalue().encode(), "a.csv")
    proposal = propose(table)
    if any(question.code in ("answers-open", "count-names") for question in proposal.questions):
        return
    counts = apply(table, proposal.mapping).data.everyone
    order = [counts.features.index(clean(name)) for name in names]
    assert np.array_equal(counts.grid[0, order], said.count().grid[0])


@given(NAMES)
def test_a_name_made_harmless_is_the_same_name_again(name):
    cell = csv_cell(csv_name(name))
    assert of_csv_name(cell) == name
    assert csv_cell(cell) == cell


def test_a_name_that_was_cut_short_is_the_same_name_again():
    name = clean("a" * 199 + " b c")
    counts = PairCounts((name,), np.ones((1, 1, 6, 6), dtype=np.int64))
    assert clean(name) == name
    assert back(write(Counted(counts))).everyone.equals(counts)


def own(*lines):
    return ("".join(",".join(line.split("|")) + "\r\n" for line in ["|".join(COLUMNS), *lines])).encode()


EVERYONE = ("||Tea|L|D|5", "||Tea|||1")


def refused(*lines):
    with pytest.raises(KanoError) as caught:
        back(own(*lines))
    return caught.value


def test_a_question_that_does_not_add_up_to_everyone_is_refused():
    error = refused(*EVERYONE, "city|Rome|Tea|L|D|4", "city||Tea|||1")
    assert error.code == "pairs-differ"
    assert error.values == {"question": "city", "feature": "Tea", "n": 5, "all": 6}
    assert refused(*EVERYONE, "city|Rome|Tea|L|D|5").values["n"] == 5
    assert refused(*EVERYONE, "city|Rome|Tea|D|L|5", "city|Rome|Tea|||1").code == "pairs-differ"
    assert refused(*EVERYONE, "city|Rome|Tea|L|D|5", "city|Rome|Tea|||1", "city|Rome|Soup|L|D|1").code == "pairs-differ"


def test_rows_without_everyone_or_without_a_question_are_refused():
    assert refused("city|Rome|Tea|L|D|5", "plan|paid|Tea|L|D|5").code == "pairs-no-everyone"
    assert refused(*EVERYONE, "|Rome|Tea|E|D|5").code == "pairs-stray"
    assert refused(*EVERYONE, EVERYONE[0]).code == "pairs-repeat"


def test_letters_stand_for_themselves_however_few_there_are():
    assert grid(back(own("||Tea|E|D|5")).everyone)[2, 5] == 5


def test_the_people_of_a_question_are_not_counted_again():
    table = open_table(own(*EVERYONE, "city|Rome|Tea|L|D|5", "city||Tea|||1"), "counts.csv")
    assert answer_counts(table, mapped(table)) == {"L": 5, "": 2, "D": 5}


def test_a_question_named_as_a_column_is_a_question_though_segments_stand_in_a_column_too():
    """A column called question that says the same of each feature is a text of the feature."""
    lines = ("Tea,A?,Rome,I like it,I dislike it,5", "Bus,B?,Oslo,I like it,I dislike it,5")
    lines += ("Tea,A?,Oslo,I like it,I dislike it,3",)
    table = made(*lines, head="feature,question,segment,functional,dysfunctional,count")
    assert not mapped(table).is_grouped
    assert mapped(table).segments == ("segment",)


def test_nobody_and_features_of_nobody_are_not_lost():
    grids = np.zeros((1, 2, 6, 6), dtype=np.int64)
    grids[0, 0, 1, 5] = 3
    counts = PairCounts(("Tea", "Soup"), grids)
    assert back(write(Counted(counts))).everyone.equals(counts)


def test_only_pairs_that_are_known_are_written():
    said = Responses(("Tea",), np.ones((9, 1), dtype=np.int8), np.ones((9, 1), dtype=np.int8), None,
                     {"city": Profile(("Rome", "Oslo", "Bern"), np.array([0] * 5 + [1] * 3 + [2]))})  # fmt: skip
    with pytest.raises(KanoError) as caught:
        rows(counted(said, 5, "city")[0])
    assert caught.value.code == "pairs-unknown"
    with pytest.raises(KanoError, match="pair counts"):
        rows(Counted(CategoryCounts(("Tea",), np.ones((1, 1, 6)))))
    assert [*rows(whole(said))[0]] == list(COLUMNS)


def test_a_parquet_file_is_said_to_be_one():
    with pytest.raises(KanoError) as caught:
        open_table(b"PAR1\x15\x04PAR1", "a.parquet")
    assert caught.value.code == "file-parquet"
