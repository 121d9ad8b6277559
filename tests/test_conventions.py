"""The record of what was decided: it names every choice that changes a number."""

import json
import re

import numpy as np
import pytest

from kano import CategoryCounts, PairCounts, Settings, classify
from kano.conventions import describe
from kano.evaluation import load_table, parse_table
from kano.i18n import LANGUAGES, catalogue

COUNTS = CategoryCounts(("towels",), np.array([[[3, 9, 2, 1, 0, 0]]], dtype=float))
SHARES = CategoryCounts(("towels",), np.array([[[30, 60, 5, 5, 0, 0]]], dtype=float), shares_only=True)
_GRID = np.zeros((1, 1, 6, 6), dtype=np.int64)
_GRID[0, 0, 1, 5] = 4
PAIRS = PairCounts(("towels",), _GRID)


def record(counts, **choices) -> dict:
    return classify(counts, Settings(**choices)).conventions


def test_the_defaults_are_these():
    made = record(PAIRS)
    assert made["evaluation_table"]["name"] == "standard"
    assert made["rule"] == "mode"
    assert made["tie_order"] == ["M", "O", "A", "I", "R", "Q"]
    assert made["intervals"] == {"method": "wilson", "level": 0.95}
    certainty = {"method": "dirichlet", "prior": 0.5, "draws": 4000, "seed": 1984, "clear": 0.975, "leaning": 0.8}
    assert made["certainty"] == certainty
    assert made["curves"] == {"band": 0.9}
    assert made["unit"] == "count"


def test_every_setting_is_in_the_record():
    made = record(COUNTS, rule="blauth", seed=7, draws=100, clear=0.9, leaning=0.6, level=0.8, band=0.5)
    assert made["rule"] == "blauth"
    assert made["intervals"]["level"] == 0.8
    assert made["curves"]["band"] == 0.5
    expected = {"method": "dirichlet", "prior": 0.5, "draws": 100, "seed": 7, "clear": 0.9, "leaning": 0.6}
    assert made["certainty"] == expected


def test_the_denominators_are_named():
    named = record(COUNTS)["denominators"]
    assert named["better"] == named["worse"] == "A+O+M+I"
    assert named["n"] == named["strengths"] == "A+O+M+I+R+Q"


def test_the_table_is_recorded_with_its_letters_and_citation():
    table = record(PAIRS, table=load_table("pouliot"))["evaluation_table"]
    assert (table["name"], table["grid"]) == ("pouliot", "QAAAO/RQIIM/RIIIM/RIIQM/RRRRQ")
    assert "Fig. 34" in table["citation"]


def test_two_tables_of_one_name_are_told_apart_by_their_letters():
    mine = parse_table("QAAAO\nRIIMM\nRIIIM\nRIIIM\nRRRRQ", "standard")
    assert record(PAIRS, table=mine)["evaluation_table"]["grid"] != record(PAIRS)["evaluation_table"]["grid"]


def test_counts_that_were_published_name_no_table_and_no_continuous_scores():
    made = record(COUNTS, table=load_table("pouliot"))
    assert made["evaluation_table"] is None
    assert made["continuous"] is None


def test_pairs_name_the_scores_of_dumouchel_and_what_is_left_out():
    scores = record(PAIRS)["continuous"]
    # Berger et al. (1993), p. 21
    assert scores["answers"] == "L E N W D"
    assert scores["scores"] == {"functional": [4, 2, 0, -1, -2], "dysfunctional": [-2, -1, 0, 2, 4]}
    assert (scores["questionable"], scores["sd"]) == ("left out", "n-1")


def test_percentages_without_people_say_so():
    assert record(SHARES)["unit"] == "percent"


def test_the_segment_question_is_named():
    split = PairCounts(("towels",), _GRID.copy(), ("north",), "branch")
    assert record(split)["segments"] == "branch"
    assert record(PAIRS)["segments"] is None


def test_the_record_is_plain_data_that_json_gives_back():
    made = record(PAIRS)
    assert json.loads(json.dumps(made, allow_nan=False)) == made


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("counts", [PAIRS, COUNTS, SHARES], ids=["pairs", "counts", "percentages"])
@pytest.mark.parametrize("rule", ["mode", "blauth"])
def test_the_record_is_put_into_words_in_every_language(lang, counts, rule):
    rows = describe(record(counts, rule=rule, seed=77, clear=0.91), catalogue(lang))
    text = "\n".join(f"{what}: {how}" for what, how in rows)
    assert "M > O > A > I > R > Q" in text
    assert "77" in text
    assert "91" in text
    assert not re.search(r"[{}]", text)
    assert all(what and how for what, how in rows)
    assert len({what for what, _ in rows}) == len(rows)


def test_the_words_name_the_table_or_that_there_was_none():
    t = catalogue("en")
    assert ("standard: QAAAO/RIIIM/RIIIM/RIIIM/RRRRQ") in dict(describe(record(PAIRS), t)).values()
    assert t("convention.table-none") in dict(describe(record(COUNTS), t)).values()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_two_rules_are_worded_differently(lang):
    t = catalogue(lang)
    assert t("convention.rule-mode") != t("convention.rule-blauth")
