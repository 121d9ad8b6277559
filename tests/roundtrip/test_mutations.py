"""Thousands of changed files: each gives the right numbers, a question or a refusal; none is misread in silence."""

from collections import Counter

import pytest

from tests.roundtrip.cases import case
from tests.roundtrip.exports import SHAPES
from tests.roundtrip.mutating import KINDS, LONG_SHAPES, SHAPES_CHANGED, every
from tests.roundtrip.oracle import Truth, misreads
from tests.roundtrip.reading import read

SEEDS = range(1)
HARMLESS = {
    "shuffled_rows", "blank_rows", "curly", "dotted", "upper", "wide_digits", "line_ends", "importance_dropped",
    "pair_turned", "rows_lost", "blank_columns", "long rows_in_any_order", "long columns_in_any_order",
    "long sides_renamed", "long rows_left",
}  # fmt: skip
"""Most files stay readable after these changes."""
FATAL = {
    "unknown", "other_scale_once", "numbers", "opposite_scales", "side_dropped", "codes_swapped", "shifted",
    "transposed", "one_row_swapped", "long answered_twice", "long id_lost", "long side_unknown",
    "long unknown_answer", "second_wave", "row_cut",
}  # fmt: skip
"""None can be read after these."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_file_is_read_right_or_asked_about_or_refused(kind):
    done = list(every([kind], SEEDS))
    assert [(one.name, one.wrong) for one in done if one.wrong] == []
    outcomes = Counter(one.outcome for one in done)
    assert done
    if kind in HARMLESS:
        assert outcomes["read"] >= 0.6 * len(done), outcomes
    if kind in FATAL:
        assert outcomes["read"] == 0, outcomes


def test_the_judge_sees_a_single_answer_that_is_read_otherwise():
    given = case(1, "en")
    shape = SHAPES["own"]
    found = read(shape.file(given), "a.csv", given.questionnaire).data
    first, *others = given.people
    other = {**first, "F02b": "" if first["F02b"] else "L"}
    turned = {**first, "F02a": "L", "F02b": "D"}, {**first, "F02a": "D", "F02b": "L"}
    assert misreads(found, given, (Truth(given.people),)) == []
    assert misreads(found, given, (Truth([other, *others]),)) != []
    assert misreads(found, given, (Truth(others),)) != []
    assert any(misreads(found, given, (Truth([one, *others]),)) for one in turned)
    assert misreads(found, given, (Truth(given.people, frozenset({1})),)) != []
    assert misreads(found, given, ()) != []


def test_they_are_more_than_a_thousand():
    # Counted, not read: a change that fits no file any more would go unseen.
    files = sum(kind.startswith("long ") is (shape in LONG_SHAPES) for kind in KINDS for shape in SHAPES_CHANGED)
    assert files > 2000
