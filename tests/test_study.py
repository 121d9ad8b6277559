"""A study from a file: what is in doubt is asked before anything is counted, what is left out is listed."""

from pathlib import Path

import pytest

from kano.conventions import Settings
from kano.counts import CategoryCounts
from kano.errors import KanoError
from kano.evaluation import load_table
from kano.questionnaire import load
from kano.readers import Mapping, open_table, propose
from kano.readers.mapping import PairColumns
from kano.samples import SAMPLES, open_sample
from kano.study import read, settle, study

RAW = Path(__file__).parents[1] / "../shared/data/raw"

WIDE = """id,branch,x_fun,x_dys,y_fun,y_dys
1,North,like,dislike,neutral,neutral
2,South,like,,neutral,expect
3,North,N/A,,dislike,like
4,South,,,,
"""
COUNTS = "feature,branch,A,O,M,I,R,Q\nTea,North,10,2,0,0,0,0\nTea,South,0,0,9,0,0,0\n"
NUMBERS = "x_fun,x_dys\n1,5\n1,5\n2,4\n"


@pytest.fixture
def file(tmp_path):
    def write(text, name="a.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def code(call, *arguments, **options):
    with pytest.raises(KanoError) as caught:
        call(*arguments, **options)
    return caught.value.code


def categories(result, segment=None):
    return {feature.feature: str(feature.category or "") for feature in result.of(segment)}


def test_a_tidy_file_becomes_a_study_with_everything_accounted_for(file):
    made = read(file(WIDE))
    assert (made.segments, made.source.name) == (("branch",), "a.csv")
    assert made.left_out() == {
        "respondents": 4,
        "respondents_without_answers": 1,
        "pairs": 4,
        "by_feature": {
            "x": {"functional_missing": 0, "dysfunctional_missing": 1, "both_missing": 2},
            "y": {"functional_missing": 0, "dysfunctional_missing": 0, "both_missing": 1},
        },
        "read_as_no_answer": ["N/A"],
        "columns": ["id"],
    }


def test_what_is_counted_and_what_is_left_out_add_up_to_the_people(file):
    for result in read(file(WIDE)).classify(Settings(least=1), "branch").features:
        people = {None: 4, "North": 2, "South": 2}[result.segment]
        assert result.n + sum(result.left_out.values()) == people


def test_a_study_is_classified_for_everyone_and_for_each_segment(file):
    result = read(file(WIDE)).classify(Settings(least=1), "branch")
    assert categories(result) == {"x": "O", "y": "I"}
    assert categories(result, "North") == {"x": "O", "y": "I"}
    assert categories(result, "South") == {"x": "", "y": "I"}


def test_an_unknown_segment_is_named_with_those_that_exist(file):
    made = read(file(WIDE))
    with pytest.raises(KanoError) as caught:
        made.classify(by="town")
    assert (caught.value.code, caught.value.values) == ("segment-unknown", {"by": "town", "known": "branch"})


def test_a_file_with_an_open_question_stops_with_it(file):
    with pytest.raises(KanoError) as caught:
        read(file(NUMBERS))
    assert caught.value.code == "questions-open"
    assert "--codes like-first" in str(caught.value)


@pytest.mark.parametrize(("codes", "expected"), [("like-first", "O"), ("dislike-first", "R")])
def test_the_answer_to_the_question_decides_the_category(file, codes, expected):
    result = read(file(NUMBERS), codes=codes).classify()
    assert categories(result) == {"x": expected}
    assert ("codes-reversed" in [finding.code for finding in result.findings]) == (expected == "R")


def test_a_confirmed_mapping_asks_nothing_more(file):
    pair = PairColumns("Tea", "x_fun", "x_dys")
    mapping = Mapping(pairs=(pair,), answers=dict(zip("1245", "LEWD", strict=True)))
    assert categories(read(file(NUMBERS), mapping=mapping).classify()) == {"Tea": "O"}


def test_three_answers_are_classified_by_the_three_level_table(file):
    made = read(file("x_fun,x_dys\n1,3\n1,3\n2,3\n"), codes="like-first", levels=3)
    assert made.tables == ("three-level",)
    result = made.classify()
    assert result.conventions["evaluation_table"]["name"] == "three-level"
    assert result.features[0].counts == {"A": 0, "O": 2, "M": 1, "I": 0, "R": 0, "Q": 0}


def test_five_answers_do_not_fit_the_three_level_table(file):
    made = read(file("x_fun,x_dys\nlike,expect\n"))
    assert made.tables == ("standard", "pouliot")
    assert code(made.classify, Settings(table=load_table("three-level"))) == "table-levels"


def test_counts_are_classified_as_they_stand(file):
    made = read(file(COUNTS), by="branch")
    assert isinstance(made.data, CategoryCounts)
    result = made.classify(Settings(least=1), "branch")
    assert (categories(result, "North"), categories(result, "South")) == ({"Tea": "A"}, {"Tea": "M"})
    assert made.left_out() == {"columns": []}
    assert code(made.classify, by="town") == "segment-unknown"
    assert [feature.segment for feature in made.classify().features] == [None]


def test_counts_of_a_feature_in_two_segments_need_their_column(file):
    assert code(read, file(COUNTS)) == "features-repeat"


def test_percentages_need_the_people_for_a_verdict(file):
    path = file("feature,A,O,M,I\nTea,40.5,30,20,9.5\n")
    without, with_n = read(path).classify().features[0], read(path, n=400).classify().features[0]
    assert (without.n, without.verdict, without.better.low) == (None, None, None)
    assert (with_n.n, with_n.verdict, without.better.estimate) == (400, "clear", pytest.approx(0.705))
    assert with_n.better.estimate == pytest.approx(without.better.estimate)


def test_features_are_shown_in_the_language_of_the_reader(file):
    asked = load("hotpot")
    head = ",".join(f"{name}_functional,{name}_dysfunctional" for name in asked.keys()[:2])
    made = read(file(head + "\nI like it that way,I am neutral,I am neutral,I am neutral\n"), asked)
    shown = [made.labels("zh-Hant")[feature.feature] for feature in made.classify().features]
    assert shown == [feature.name["zh-Hant"] for feature in asked.features[:2]]


def test_a_questionnaire_of_another_survey_lends_its_names_to_nothing(file):
    made = read(file(WIDE), load("hotpot"))
    assert (made.questionnaire, made.labels("zh-Hans")) == (None, {})


def test_a_column_that_the_user_names_is_a_segment_although_it_was_dropped():
    table = open_table(WIDE.encode(), "a.csv")
    found = settle(propose(table), "id")
    assert (found.mapping.segments, found.mapping.dropped) == (("branch", "id"), ())
    assert len(study(table, found.mapping).classify(Settings(least=1), "id").of("1")) == 2
    assert settle(propose(table), "branch") == propose(table)


def test_a_column_of_counts_that_the_user_names_is_no_longer_left_out(file):
    assert read(file(COUNTS), by="branch").mapping.dropped == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_opens_without_a_decision(name):
    assert all(feature.category for feature in open_sample(name).classify().features)


def test_the_real_transfers_give_the_counts_of_their_author():
    # Reppel (2022), by Pouliot's table: Anonymous 91/19/9/160/49/30 (A/O/M/I/R/Q), 358 people.
    path = RAW / "reppl_transfers.csv"
    if not path.exists():
        pytest.skip("the raw data of Reppel (2022) is not beside the repository")
    made = read(path)
    assert made.left_out()["respondents"] == 358
    result = made.classify(Settings(table=load_table("pouliot"))).features[0]
    assert (result.feature, list(result.counts.values())) == ("F6", [91, 19, 9, 160, 49, 30])
    assert [f.code for f in made.findings if f.code == "importance-unread"] == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "file-empty"),
        (b"\x89PNG\r\n", "file-kind"),
        (b"PK\x03\x04", "file-unreadable"),
        (b"a,b\n1,2\n", "not-kano"),
    ],
)
def test_a_bad_file_is_refused_in_words(tmp_path, content, expected):
    (tmp_path / "a.csv").write_bytes(content)
    assert code(read, tmp_path / "a.csv") == expected


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path):
    assert code(read, tmp_path / "none.csv") == code(read, tmp_path) == "file-missing"
