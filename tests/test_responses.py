"""People and their answers: counting them, and a second, slow implementation of everything that is computed."""

from collections import Counter
from statistics import mean, stdev

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import KanoError, Responses, Settings, classify, load_table
from kano.responses import Profile

CODES = {letter: code for code, letter in enumerate("-LENWD")}


def people(text: str) -> Responses:
    """From a header of features (and perhaps `branch`), and a line of pairs per person; a dash is no answer."""
    header, *lines = [line.split() for line in text.strip().splitlines()]
    at = [k for k, name in enumerate(header) if name != "branch"]
    sides = [np.array([[CODES[line[k][side]] for k in at] for line in lines], dtype=np.int8) for side in (0, 1)]
    profiles = {}
    if "branch" in header:
        profiles["branch"] = profile([line[header.index("branch")].replace("-", "") for line in lines])
    return Responses(tuple(header[k] for k in at), *sides, profiles=profiles)


def profile(said: list[str]) -> Profile:
    values = tuple(dict.fromkeys(said))
    return Profile(values, np.array([values.index(value) for value in said], dtype=np.int64))


SURVEY = """
    branch towels snacks
    north  LD     LN
    north  LD     -N
    south  ND     NN
    -      L-     --
    south  --     --
"""


def test_count_gives_the_pairs_of_every_feature():
    counts = people(SURVEY).count()
    assert (counts.features, counts.segments) == (("towels", "snacks"), (None,))
    assert counts.cells[0, 0].tolist() == [[0, 0, 0, 0, 2], [0] * 5, [0, 0, 0, 0, 1], [0] * 5, [0] * 5]
    assert counts.n.tolist() == [[3, 2]]


def test_what_is_left_out_stands_beside_what_is_counted():
    counts = people(SURVEY).count()
    # functional missing, dysfunctional missing, both missing
    assert counts.left_out.tolist() == [[[0, 1, 1], [1, 0, 2]]]


def test_count_by_a_segment_keeps_those_who_left_it_blank():
    counts = people(SURVEY).count(by="branch")
    assert (counts.segments, counts.by) == (("north", "south", ""), "branch")
    assert counts.n.tolist() == [[2, 1], [1, 1], [0, 0]]
    assert counts.left_out.sum(axis=-1).tolist() == [[0, 1], [1, 1], [1, 1]]


def test_a_segment_that_was_not_asked_is_refused_with_the_known_ones():
    with pytest.raises(KanoError, match="branch") as caught:
        people(SURVEY).count(by="age")
    assert caught.value.code == "segment-unknown"


def test_people_who_answered_nothing_are_known():
    responses = people(SURVEY)
    assert len(responses) == 5
    assert responses.silent == 1


def test_nobody_can_be_counted():
    nobody = Responses(("towels",), np.zeros((0, 1), dtype=np.int8), np.zeros((0, 1), dtype=np.int8))
    assert nobody.count().n.tolist() == [[0]]
    assert classify(nobody.count()).features[0].category is None


@pytest.mark.parametrize(
    ("functional", "dysfunctional"),
    [([[1, 2]], [[1]]), ([[6]], [[1]]), ([[-1]], [[1]]), ([[1]], [[1], [2]])],
    ids=["two features for one name", "code 6", "code -1", "more people on one side"],
)
def test_answers_of_another_shape_or_code_are_refused(functional, dysfunctional):
    with pytest.raises(ValueError, match="answers must be codes"):
        Responses(("towels",), np.array(functional, dtype=np.int8), np.array(dysfunctional, dtype=np.int8))


def test_importance_is_counted_where_it_was_given():
    one = np.array([[1, 1], [1, 1], [1, 1]], dtype=np.int8)
    ratings = np.array([[9, np.nan], [6, np.nan], [np.nan, 5]])
    responses = Responses(("towels", "snacks"), one, one, ratings, {"branch": profile(["north", "south", "south"])})
    assert responses.count().importance.tolist() == [[[2, 15, 117], [1, 5, 25]]]
    assert responses.count("branch").importance.tolist() == [[[1, 9, 81], [0, 0, 0]], [[1, 6, 36], [1, 5, 25]]]
    assert [f.importance for f in classify(responses.count()).features] == [(7.5, 2), (5.0, 1)]


def test_importance_must_be_given_for_the_same_people_and_features():
    one = np.array([[1, 1]], dtype=np.int8)
    with pytest.raises(ValueError, match="importance must have shape"):
        Responses(("towels", "snacks"), one, one, np.array([[9.0]]))


# --- tables of people -------------------------------------------------------------------------------------------


def test_to_frame_has_a_row_per_person_and_feature():
    frame = people("towels snacks \n LD -N \n NN --").to_frame()
    assert [tuple(row) for row in frame.to_numpy()] == [
        (1, "towels", "L", "D"),
        (1, "snacks", "", "N"),
        (2, "towels", "N", "N"),
        (2, "snacks", "", ""),
    ]


def test_from_frame_takes_rows_in_any_order_and_rows_that_are_missing():
    frame = pd.DataFrame(
        [("b", "snacks", "L", "N"), ("a", "towels", "L", "D"), ("b", "towels", None, "D")],
        columns=["respondent", "feature", "functional", "dysfunctional"],
    )
    counts = Responses.from_frame(frame).count()
    assert counts.features == ("snacks", "towels")
    assert counts.n.tolist() == [[1, 1]]
    assert counts.left_out.tolist() == [[[0, 0, 1], [1, 0, 0]]]


def test_two_answers_of_one_person_to_one_feature_are_refused():
    frame = pd.DataFrame(
        [("ann", "towels", "L", "D"), ("bob", "towels", "L", "D"), ("ann", "towels", "N", "D")],
        columns=["respondent", "feature", "functional", "dysfunctional"],
    )
    with pytest.raises(KanoError, match=r"ann.*towels") as caught:
        Responses.from_frame(frame)
    assert caught.value.code == "answered-twice"


def test_a_letter_that_is_no_answer_is_refused_and_named():
    frame = pd.DataFrame({"respondent": [1], "feature": ["towels"], "functional": ["L"], "dysfunctional": ["Q"]})
    with pytest.raises(KanoError, match="'Q'") as caught:
        Responses.from_frame(frame)
    assert caught.value.code == "answers-unknown"


# --- properties, and a second implementation in plain Python ----------------------------------------------------

PAIR = st.tuples(st.integers(0, 5), st.integers(0, 5))
PERSON = st.tuples(st.sampled_from(["north", "south", ""]), PAIR, PAIR)
PEOPLE = st.lists(PERSON, min_size=1, max_size=25)


def responses(rows) -> Responses:
    sides = [np.array([[pair[side] for pair in row[1:]] for row in rows], dtype=np.int8) for side in (0, 1)]
    return Responses(("towels", "snacks"), *sides, profiles={"branch": profile([row[0] for row in rows])})


@settings(max_examples=100, deadline=None)
@given(PEOPLE)
def test_counting_then_pooling_equals_pooling_then_counting(rows):
    assert responses(rows).count("branch").pooled().equals(responses(rows).count())


@settings(max_examples=100, deadline=None)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert responses(rows).count().equals(responses(shuffled).count())
    split, other = responses(rows).count("branch"), responses(shuffled).count("branch")
    for s, segment in enumerate(split.segments):
        assert np.array_equal(split.grid[s], other.grid[other.segments.index(segment)])


@settings(max_examples=100, deadline=None)
@given(PEOPLE, PEOPLE)
def test_counts_of_two_groups_add_up_to_the_counts_of_both(first, second):
    assert (responses(first).count() + responses(second).count()).equals(responses(first + second).count())
    split = responses(first).count("branch") + responses(second).count("branch")
    assert split.equals(responses(first + second).count("branch"))


@settings(max_examples=100, deadline=None)
@given(PEOPLE)
def test_counted_and_left_out_add_up_to_the_people(rows):
    counts = responses(rows).count()
    assert (counts.n + counts.left_out.sum(axis=-1)).tolist() == [[len(rows), len(rows)]]


@settings(max_examples=50, deadline=None)
@given(PEOPLE)
def test_from_frame_reads_what_to_frame_wrote(rows):
    before = responses(rows)
    after = Responses.from_frame(before.to_frame())
    assert after.features == before.features
    assert np.array_equal(after.functional, before.functional)
    assert np.array_equal(after.dysfunctional, before.dysfunctional)


# Written again from the sources, without arrays: Berger et al. (1993), Figs 4 and 34, pp. 7, 11, 13, 18, 21.
GRIDS = {
    "standard": ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"],
    "pouliot": ["QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ"],
}
FUNCTIONAL, DYSFUNCTIONAL = (4, 2, 0, -1, -2), (-2, -1, 0, 2, 4)


def slow(pairs, grid: list[str], rule: str) -> dict:
    complete = [(f - 1, d - 1) for f, d in pairs if f and d]
    n = Counter(grid[f][d] for f, d in complete)
    allowed = "MOAIRQ"
    if rule == "blauth":
        allowed = "MOA" if n["A"] + n["O"] + n["M"] > n["I"] + n["R"] + n["Q"] else "IRQ"
    top = max(n[c] for c in allowed)
    winners = [c for c in allowed if n[c] == top and top > 0]
    n4, total, ranked = n["A"] + n["O"] + n["M"] + n["I"], len(complete), sorted((n[c] for c in "AOMIRQ"), reverse=True)
    scored = [(f, d) for f, d in complete if grid[f][d] != "Q"]
    x, y = [DYSFUNCTIONAL[d] for _, d in scored], [FUNCTIONAL[f] for f, _ in scored]
    return {
        "n": total,
        "counts": {c: n[c] for c in "AOMIRQ"},
        "category": winners[0] if winners else None,
        "tied": set(winners) if len(winners) > 1 else set(),
        "better": (n["A"] + n["O"]) / n4 if n4 else None,
        "worse": -(n["O"] + n["M"]) / n4 if n4 else None,
        "category_strength": 100 * (ranked[0] - ranked[1]) / total if total else None,
        "total_strength": 100 * (n["A"] + n["O"] + n["M"]) / total if total else None,
        "place": (mean(x), mean(y)) if scored else None,
        "spread": (stdev(x), stdev(y)) if len(scored) > 1 else None,
        "left_out": len(pairs) - total,
    }


def fast(result) -> dict:
    point = result.continuous
    return {
        "n": result.n,
        "counts": result.counts,
        "category": result.category,
        "tied": set(result.tied),
        "better": result.better.estimate,
        "worse": result.worse.estimate,
        "category_strength": result.category_strength,
        "total_strength": result.total_strength,
        "place": (point.x, point.y) if point else None,
        "spread": (point.sd_x, point.sd_y) if point and point.n > 1 else None,
        "left_out": sum(result.left_out.values()),
    }


def assert_same(quick: dict, expected: dict) -> None:
    for name, value in expected.items():
        exact = value is None or isinstance(value, str | set | dict)
        assert quick[name] == (value if exact else pytest.approx(value)), name


@settings(max_examples=150, deadline=None)
@given(PEOPLE, st.sampled_from(sorted(GRIDS)), st.sampled_from(["mode", "blauth"]))
def test_classification_agrees_with_plain_python(rows, table, rule):
    chosen = Settings(table=load_table(table), rule=rule, draws=10, least=1)
    for result in classify(responses(rows).count("branch"), chosen).features:
        f = ("towels", "snacks").index(result.feature)
        pairs = [row[1 + f] for row in rows if result.segment in (None, row[0])]
        assert_same(fast(result), slow(pairs, GRIDS[table], rule))


@pytest.mark.parametrize("table", sorted(GRIDS))
@pytest.mark.parametrize("rule", ["mode", "blauth"])
def test_358_real_people_are_classified_as_in_plain_python(transfers, table, rule):
    results = classify(transfers.count(), Settings(table=load_table(table), rule=rule, draws=10)).features
    for f, result in enumerate(results):
        pairs = list(zip(transfers.functional[:, f].tolist(), transfers.dysfunctional[:, f].tolist(), strict=True))
        assert_same(fast(result), slow(pairs, GRIDS[table], rule))
