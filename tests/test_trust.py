"""Everything that is known of how sure a category is, feature by feature."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kano import CategoryCounts, Settings, classify, load_questionnaire, load_table, read
from kano.answers import CATEGORIES
from kano.coefficients import category_strength, total_strength
from kano.flags import Rules
from kano.i18n import LANGUAGES, catalogue
from kano.trust import describe, trust, trust_study

ROOT = Path(__file__).parents[1]

SETTINGS = Settings(draws=500)


def of(*rows, **how):
    data = CategoryCounts(tuple(f"F{i}" for i in range(len(rows))), np.array([rows], float), **how)
    return trust(classify(data, SETTINGS), data)


@pytest.fixture(scope="module")
def hotpot():
    return read(ROOT / "sample_data/hotpot.csv")


def test_the_intervals_of_secure_transfers_are_goodmans():
    # Goodman (1965), k = 6; values of method.md 6.1, n = 358
    found = of((18, 174, 90, 42, 7, 27))
    published = {"A": (0.0275, 0.0902), "O": (0.4173, 0.5553), "M": (0.1960, 0.3162)}
    published |= {"I": (0.0796, 0.1697), "R": (0.0075, 0.0499), "Q": (0.0462, 0.1209)}
    for letter, ends in published.items():
        assert found.shares[0][letter] == pytest.approx(ends, abs=5e-5)
        row = found.rows()[0]
        assert (row[f"{letter}_low"], row[f"{letter}_high"]) == found.shares[0][letter]
    assert found.rows()[0]["approximate"] is False


@pytest.mark.parametrize(
    ("counts", "total", "category"),
    [
        # stp25kano README, A O M I R Q of 296: total and category strength in percent; it prints 9 for the first 9.5.
        ((45, 123, 95, 33, 0, 0), 88.9, 9.5),
        ((54, 54, 101, 81, 3, 3), 70.6, 6.8),
        ((121, 24, 15, 124, 6, 6), 54.1, 1.0),
        ((93, 87, 65, 51, 0, 0), 82.8, 2.0),
        ((83, 18, 9, 177, 6, 3), 37.2, 31.8),
    ],
)
def test_strengths_to_a_decimal_are_those_of_method_2_4(counts, total, category):
    assert total_strength(np.array(counts, float)) == pytest.approx(total, abs=0.051)
    assert category_strength(np.array(counts, float)) == pytest.approx(category, abs=0.051)


def test_transparent_belongs_to_the_standard_table(transfers):
    # method.md 6.3: I .926, O .045, A .029 is of I = 114, the standard table's; Pouliot's has I = 105, method.md 2.3
    data = transfers.count()
    found = {}
    for name in ("standard", "pouliot"):
        results = classify(data, Settings(table=load_table(name), draws=40_000)).features
        found[name] = next(result for result in results if result.feature == "Transparent")
    assert found["standard"].counts["I"] == 114
    assert found["pouliot"].counts["I"] == 105
    published = {"I": 0.926, "O": 0.045, "A": 0.029}
    assert {c: found["standard"].probability[c] for c in "IOA"} == pytest.approx(published, abs=8e-3)
    assert found["pouliot"].probability["I"] < 0.9


def test_a_row_says_everything_of_a_feature(hotpot):
    found = trust_study(hotpot, SETTINGS)
    rows = found.rows()
    assert [row["feature"] for row in rows] == [feature.feature for feature in found.result.features]
    keys = {"category", "verdict", "probability", "p", "p_adjusted", "fong_significant", "more_10", "needed", "I_low"}
    assert keys <= set(rows[0])
    assert list(found.to_frame().columns) == list(rows[0])


def test_what_is_not_known_is_none_and_never_0():
    row = of((0,) * 6, (9, 4, 0, 0, 0, 0)).rows()[0]
    silent = {key: value for key, value in row.items() if key not in ("feature", "segment", "n")}
    assert {value for value in silent.values() if value not in ("", None)} == {"empty"}
    shares = of((40, 30, 20, 10, 0, 0), shares_only=True).rows()[0]
    assert (shares["untested"], shares["unsettled"], shares["A_low"], shares["more_10"]) == (
        "shares",
        "shares",
        None,
        None,
    )


def test_a_split_is_followed_into_everything(hotpot):
    found = trust_study(hotpot, SETTINGS, "visits")
    segments = found.result.counts.segments
    assert len(segments) > 2
    for segment in segments:
        assert len(found.settling.of(segment)) == len(found.result.of(segment)) == 20
    places = [(f.feature, f.segment) for f in found.result.features]
    for part in (found.leading.features, found.settling.features):
        assert [(f.feature, f.segment) for f in part] == places


def test_everyone_stands_among_the_choices_when_people_were_screened(hotpot):
    without = hotpot.without(Rules())
    found = trust_study(without, SETTINGS)
    assert ("screening", "with") in found.sensitivity.choices
    assert ("screening", "with") not in trust_study(hotpot, SETTINGS).sensitivity.choices


def test_the_questionnaire_says_what_one_person_is_asked_unless_somebody_answered_more(hotpot):
    asked = replace(load_questionnaire("hotpot"), pairs_per_person=6)
    whole = replace(hotpot, questionnaire=asked)
    assert trust_study(whole, SETTINGS).settling.asked == 20
    few = replace(whole.data, functional=whole.data.functional.copy())
    for person in range(len(few)):
        few.functional[person, [f for f in range(20) if (f - person) % 20 >= 6]] = 0
    assert trust_study(replace(whole, data=few), SETTINGS).settling.asked == 6
    assert trust_study(hotpot, SETTINGS, asked=4).settling.asked == 4


def test_the_record_is_plain_data_with_its_sources(hotpot):
    record = trust_study(hotpot, SETTINGS).conventions
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert record["shares"]["sources"][0]["key"] == "goodman1965"
    assert set(record) == {"classification", "shares", "leading", "settling", "sensitivity"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_record_is_told_in_every_language(lang, hotpot):
    told = describe(trust_study(hotpot, SETTINGS, asked=4).conventions, catalogue(lang))
    words = "\n".join(text for _, text in told)
    assert len(told) == 9
    assert "Fong" in words
    assert "1.65" in words
    assert catalogue(lang)("source.second-hand") in words
    assert "{" not in words


def test_all_six_categories_have_an_interval():
    assert set(of((9, 4, 0, 0, 0, 0)).shares[0]) == set(CATEGORIES)
