"""Doubts about the data: each finding appears when it should, and only then."""

import numpy as np
import pytest

from kano.counts import CategoryCounts
from kano.i18n import LANGUAGES, catalogue
from kano.quality import review


def table(text: str, **more) -> CategoryCounts:
    """Counts from lines of `name A O M I R Q`."""
    rows = [line.split() for line in text.strip().splitlines()]
    counts = np.array([[[float(n) for n in numbers] for _, *numbers in rows]])
    return CategoryCounts(tuple(name for name, *_ in rows), counts, **more)


def codes(counts: CategoryCounts) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.feature) for finding in review(counts)]


def test_an_ordinary_survey_raises_no_doubt():
    assert codes(table("towels 9 30 5 10 2 1 \n snacks 20 5 5 25 1 1")) == []


@pytest.mark.parametrize(("reverse", "expected"), [(9, []), (10, []), (11, [("codes-reversed", None)])])
def test_more_reverse_than_excitement_performance_and_basic_together_looks_like_reversed_codes(reverse, expected):
    assert codes(table(f"towels 4 3 3 20 {reverse} 0")) == expected


def test_reversed_codes_are_judged_over_the_whole_file():
    # One feature that people do not want is not a wrong direction.
    assert codes(table("smoke 1 1 1 5 12 0 \n towels 5 20 4 3 0 0")) == [("reverse-majority", "smoke")]


def test_the_finding_gives_both_numbers():
    finding = review(table("a 1 2 0 5 4 0 \n b 0 0 1 5 5 0"))[0]
    assert (finding.code, finding.values) == ("codes-reversed", {"reverse": 9, "aom": 4})


@pytest.mark.parametrize(("reverse", "found"), [(10, False), (11, True)])
def test_a_majority_of_reverse_answers_is_found_from_more_than_half(reverse, found):
    counts = table(f"smoke {20 - reverse} 0 0 0 {reverse} 0 \n towels 0 40 0 0 0 0")
    assert (("reverse-majority", "smoke") in codes(counts)) is found


@pytest.mark.parametrize(("questionable", "found"), [(9, False), (10, True), (30, True)])
def test_questionable_answers_are_doubted_from_ten_percent(questionable, found):
    counts = table(f"towels 0 {100 - questionable} 0 0 0 {questionable} \n snacks 3 3 3 3 0 0")
    assert (("questionable-many", "towels") in codes(counts)) is found


def test_the_share_of_questionable_answers_is_in_percent_of_all_answers():
    assert review(table("towels 6 0 0 0 1 3"))[0].values == {"percent": 30}


def test_a_feature_that_nobody_answered_is_named_and_nothing_else_is_said_of_it():
    assert codes(table("towels 0 0 0 0 0 0 \n snacks 3 2 1 1 0 0")) == [("no-answers", "towels")]


def test_percentages_without_people_say_that_there_is_no_certainty():
    assert codes(table("grip 7 32.3 49.3 9.6 0.3 1.5", shares_only=True)) == [("shares-only", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 33 30 21 16 0 0 \n b 90 0 0 10 0 0", [("adds-to-100", None)]),  # Berger et al. (1993), Fig. 15
        ("a 33 30 21 16 0 0 \n b 90 0 0 11 0 0", []),
        ("a 33 30 21 16 0 0", [("adds-to-100", None)]),
    ],
)
def test_rows_that_all_add_up_to_100_may_be_percentages(text, expected):
    assert codes(table(text)) == expected


def test_people_who_were_counted_here_are_no_percentages():
    assert review(table("a 33 30 21 16 0 0 \n b 90 0 0 10 0 0"), from_pairs=True) == ()


def test_findings_are_about_everyone_and_not_about_each_segment():
    # reverse is a majority in the north only
    north, south = [1, 1, 1, 0, 9, 0], [9, 9, 9, 0, 1, 0]
    apart = CategoryCounts(("towels",), np.array([[north], [south]], dtype=float), ("north", "south"), "branch")
    assert codes(apart) == []
    everyone = np.array([[np.add(north, south)], [north], [south]], dtype=float)
    assert codes(CategoryCounts(("towels",), everyone, (None, "north", "south"), "branch")) == []


def test_people_are_not_counted_twice_when_everyone_stands_beside_the_segments():
    rows = np.array([[[2, 1, 1, 9, 7, 0]], [[1, 1, 0, 5, 4, 0]], [[1, 0, 1, 4, 3, 0]]], dtype=float)
    finding = review(CategoryCounts(("towels",), rows, (None, "north", "south"), "branch"))[0]
    assert (finding.code, finding.values) == ("codes-reversed", {"reverse": 7, "aom": 4})


def test_nothing_is_changed_by_a_finding():
    counts = table("towels 0 0 0 1 5 4")
    before = counts.counts.copy()
    assert len(review(counts)) == 2
    assert np.array_equal(counts.counts, before)


EVERY = [
    table("smoke 0 0 0 1 9 4 \n towels 0 0 0 0 0 0 \n snacks 1 0 0 1 0 5"),
    table("grip 7 32.3 49.3 9.6 0.3 1.5", shares_only=True),
    table("a 33 30 21 16 0 0 \n b 90 0 0 10 0 0"),
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_has_words_in_every_language(lang):
    findings = [finding for counts in EVERY for finding in review(counts)]
    known = {"codes-reversed", "reverse-majority", "no-answers", "questionable-many", "shares-only", "adds-to-100"}
    assert {finding.code for finding in findings} == known
    for finding in findings:
        text = finding.text(catalogue(lang))
        assert "{" not in text
        assert (finding.feature or "") in text
        assert all(f"{value:g}" in text for value in finding.values.values())


def test_a_finding_as_data_keeps_its_code_feature_and_numbers():
    finding = review(table("towels 3 0 0 3 0 4"))[0].to_dict()
    assert (finding["code"], finding["feature"], finding["percent"]) == ("questionable-many", "towels", 40)
    assert "towels" in finding["message"]
