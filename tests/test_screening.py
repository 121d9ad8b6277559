"""The results with and without the flagged, and the study that carries the choice: told everywhere, and taken back."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import KanoError, Responses
from kano.answers import Category
from kano.conventions import describe
from kano.evaluation import load_table
from kano.flags import NAMES, THRESHOLDS, Control, Flag, Rules, find
from kano.i18n import KEYS, LANGUAGES, catalogue
from kano.reports import Report, write
from kano.reports.record import classification, dump
from kano.samples import open_sample
from kano.screening import numbered, said, screened, told

OBSTACLES = ("no-durations", "no-control", "few-features", "most-missing", "off")


@pytest.fixture(scope="module")
def hotpot():
    return open_sample("hotpot")


def test_the_planted_people_of_the_sample_change_what_they_change(hotpot):
    found = screened(hotpot.data)
    assert found.people.by_rule["straight_both"] == 6
    assert found.people.by_rule["reverse"] == 4
    assert len(found.people.respondents) == 10
    assert all(a.n > b.n for a, b in ((change.everyone, change.rest) for change in found.features))
    changed = [change.feature for change in found.features if change.category or change.verdict]
    assert changed == [change.feature for change in found.changed]
    assert "Board games while waiting" in changed


def test_both_sides_are_those_of_a_classification_by_hand(hotpot):
    found = screened(hotpot.data)
    rest = hotpot.data.take(np.array([i for i in range(240) if i not in found.people.respondents]))
    assert len(rest) == 230
    row = next(row for row in found.rows() if row["feature"] == "Apron for each guest")
    whole = next(f for f in hotpot.classify().of() if f.feature == "Apron for each guest")
    assert (row["everyone_n"], row["everyone_better"]) == (whole.n, whole.better.estimate)
    assert row["rest_n"] == int(rest.count().n[0, rest.features.index("Apron for each guest")])
    assert found.to_frame().shape == (20, len(row))


def test_nothing_is_left_out_until_the_user_says_so_and_everything_comes_back(hotpot):
    before = dump(classification(Report(hotpot, hotpot.classify())))
    screened(hotpot.data)
    without = hotpot.without(Rules())
    assert len(without.data) == 230
    assert dump(classification(Report(hotpot, hotpot.classify()))) == before
    assert dump(classification(Report(without.whole, without.whole.classify()))) == before
    assert without.whole.data is hotpot.data


def test_leaving_out_twice_is_leaving_out_once(hotpot):
    once = hotpot.without(Rules())
    twice = once.without(Rules())
    assert twice.screened.respondents == once.screened.respondents
    assert once.data.count().equals(twice.data.count())
    # Other rules start from everyone, not from those who are left.
    assert once.without(Rules(straight_both=None, reverse=0.7)).screened.whole is hotpot.data


def test_every_record_says_who_is_left_out_and_why(hotpot):
    without = hotpot.without(Rules(missing=None))
    record = without.classify().conventions["screening"]
    assert (record["flagged"], record["respondents"]) == (10, 240)
    assert record["rules"]["straight_both"] == 5
    assert "missing" not in record["rules"]
    assert record["unused"] == {"speed": "no-durations", "control": "no-control"}
    assert record["evaluation_table"]["name"] == "standard"
    assert {source["status"] for source in record["sources"]} == {"second-hand"}
    left = without.left_out()
    assert left["respondents"] == 240
    assert left["respondents_screened"]["respondents"] == 10
    assert hotpot.classify().conventions["screening"] is None
    assert "respondents_screened" not in hotpot.left_out()
    assert without.classify(by="visits").conventions["screening"]["flagged"] == 10


def test_the_unverified_rule_is_called_unverified():
    data = open_sample("hotpot").data
    timed = Responses(data.features, data.functional, data.dysfunctional, seconds=np.full(240, 300.0))
    sources = {source["key"]: source["status"] for source in screened(timed).people.record()["sources"]}
    assert sources["speeders"] == "unverified"


def test_people_keep_their_numbers_in_every_file(hotpot):
    from io import BytesIO

    from openpyxl import load_workbook

    without = hotpot.without(Rules())
    gone = {row + 1 for row in without.screened.respondents}
    assert set(without.numbers) == set(range(1, 241)) - gone
    book = load_workbook(BytesIO(write(Report(without, without.classify()), "xlsx")))
    sheet = book[catalogue("en")("report.answers")]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == without.numbers
    left = [row[0] for row in book[catalogue("en")("report.left-out")].iter_rows(values_only=True)]
    assert any("the same pair of answers throughout" in str(cell) for cell in left)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_record_is_told_in_words(hotpot, lang):
    lines = dict(describe(hotpot.without(Rules()).classify().conventions, catalogue(lang)))
    text = lines[catalogue(lang)("convention.screening")]
    assert "240" in text
    assert "10" in text
    assert "{" not in text


def test_counts_hold_nobody_to_screen():
    with pytest.raises(KanoError) as caught:
        open_sample("berger1993").without(Rules())
    assert caught.value.code == "screening-counts"


def test_rules_that_flag_everybody_leave_nobody_and_are_refused(hotpot):
    everybody = Rules(controls=(Control("Apron for each guest", ()),), missing=0.01)
    found = screened(hotpot.data, everybody)
    assert [f.values["rule"] for f in found.findings if f.code == "screening-many"][-1:] == ["control"]
    assert "of-rest" not in {finding.code for finding in found.findings}
    few = hotpot.data.take(np.array([82, 95]))
    alone = screened(few, Rules(expected=1e9))
    assert alone.rest.features[0].category is None
    from dataclasses import replace

    with pytest.raises(KanoError) as caught:
        replace(hotpot, data=few).without(Rules(expected=1e9))
    assert caught.value.code == "screening-nobody"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_evidence_is_told_in_every_language(lang):
    evidence = {
        "straight_both": {"functional": "N", "dysfunctional": "N", "pairs": 9, "expected": 1e-9},
        "straight_functional": {"answer": "L", "pairs": 9, "expected": 0.01},
        "straight_dysfunctional": {"answer": "D", "pairs": 9, "expected": 0.01},
        "equal": {"pairs": 9, "expected": 0.01},
        "zigzag": {"side": "functional", "run": 9, "expected": 0.01},
        "contradictory": {"number": 3, "pairs": 9},
        "reverse": {"number": 9, "pairs": 9},
        "missing": {"number": 3, "pairs": 9},
        "speed": {"seconds": 61.0, "median": 240.0},
        "duplicate": {"of": 4, "pairs": 9, "expected": 0.01},
        "control": {"feature": "f", "category": "O", "passes": "RI"},
    }
    assert set(evidence) == set(NAMES)
    t = catalogue(lang)
    for rule, values in evidence.items():
        text = told(Flag(3, rule, values), t, {"f": "Rude staff"})
        assert "{" not in text
        assert "<1%" not in text
    assert "100%" in told(Flag(3, "reverse", evidence["reverse"]), t)
    assert "5" in told(Flag(3, "duplicate", evidence["duplicate"]), t)


def test_every_rule_and_obstacle_has_its_words():
    wanted = {f"screening.{kind}-{rule}" for kind in ("rule", "about", "evidence") for rule in NAMES}
    assert wanted | {f"screening.unused-{why}" for why in OBSTACLES} <= set(KEYS)


def test_a_rule_that_flags_many_is_doubted_itself(hotpot):
    found = screened(hotpot.data, Rules(controls=(Control("Apron for each guest", (Category.REVERSE,)),)))
    assert [f.values["rule"] for f in found.findings if f.code == "screening-many"] == ["control"]
    text = said(found.findings, catalogue("en"))[0].text(catalogue("en"))
    assert "failed a control feature" in text


def test_flags_and_record_are_strict_json(hotpot):
    found = screened(hotpot.data)
    json.dumps([numbered(found.flags), found.people.record(), found.rows()], allow_nan=False)
    assert numbered(found.flags)[0]["respondent"] == found.flags[0].respondent + 1


ROWS = st.lists(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=8, max_size=8), min_size=2, max_size=10
)


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_screening_of_the_same_answers_is_the_same_and_the_rest_plus_the_flagged_are_all(rows):
    codes = np.array(rows, dtype=np.int8)
    data = Responses(tuple(f"f{i}" for i in range(8)), codes[..., 0].copy(), codes[..., 1].copy())
    first, second = (screened(data, Rules(expected=5.0)) for _ in range(2))
    assert [flag.to_dict() for flag in first.flags] == [flag.to_dict() for flag in second.flags]
    assert sorted([*first.people.kept.tolist(), *first.people.respondents]) == list(range(len(rows)))
    gone = data.take(np.array(first.people.respondents, dtype=np.int64))
    rest = data.take(first.people.kept)
    assert (gone.count().grid + rest.count().grid == data.count().grid).all()


def test_thresholds_are_those_of_the_rules():
    assert set(Rules().thresholds()) == set(THRESHOLDS)
    assert find(open_sample("hotpot").data, Rules(**dict.fromkeys(THRESHOLDS)), load_table()).flags == ()
