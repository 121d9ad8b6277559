"""Files of expectations and perceptions: pairs are found by name, what is in doubt is asked, nothing is lost."""

import numpy as np
import pytest

from kano.errors import KanoError
from kano.i18n import LANGUAGES
from kano.readers import items_file, open_table
from kano.readers.service import labels, propose_items, read_service
from kano.service.items import Item, Items
from kano.service.quality import service_quality


def table(*heads, rows=6, above=(), cells=None):
    lines = [above] if above else []
    lines += [heads, *(cells or [[1 + (i + j) % 7 for j in range(len(heads))] for i in range(rows)])]
    return open_table("\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode(), "file.csv")


def found(*heads, **more):
    return [(i.name, i.expectation, i.perception) for i in propose_items(table(*heads, **more)).items.items]


@pytest.mark.parametrize(
    "heads",
    [
        ("Polite (expectation)", "Speed (expectation)", "Polite (perception)", "Speed (perception)"),
        ("Expectation: Polite", "Expectation: Speed", "Perception: Polite", "Perception: Speed"),
        ("Polite_expected", "Speed_expected", "Polite_perceived", "Speed_perceived"),
        ("Polite_E", "Speed_E", "Polite_P", "Speed_P"),
        ("Polite [Desired service]", "Speed [desired]", "Polite [Actual]", "Speed [Actual]"),
        ("Your expectations [Polite]", "Your expectations [Speed]", "What you perceived [Polite]", "Perceived [Speed]"),
        ("E1 Polite", "E2 Speed", "P1 Polite", "P2 Speed"),
        ("E01. Polite", "E02. Speed", "P01. Polite", "P02. Speed"),
        ("期望-Polite", "期望-Speed", "感知-Polite", "感知-Speed"),
        ("Polite（期望值）", "Speed（期望值）", "Polite（感知值）", "Speed（感知值）"),
        ("Polite期望", "Speed期望", "Polite感知", "Speed感知"),
        ("3、期望—Polite", "3、期望—Speed", "4、感知—Polite", "4、感知—Speed"),
        ("期望服務：Polite", "期望服務：Speed", "實際感知：Polite", "實際感知：Speed"),
    ],
)
def test_pairs_are_found_by_what_columns_are_called(heads):
    e1, e2, p1, p2 = heads
    assert found("id", *heads) == [("Polite", e1, p1), ("Speed", e2, p2)]


def test_two_header_rows_are_one_name():
    assert found("Polite", "Speed", "Polite", "Speed", above=("Expectation", "", "Perception", "")) == [
        ("Polite", "Expectation - Polite", "Perception - Polite"),
        ("Speed", "Expectation - Speed", "Perception - Speed"),
    ]
    assert found(*["Expectation", "Perception"] * 2, above=("Polite", "", "Speed", "")) == [
        ("Polite", "Polite - Expectation", "Polite - Perception"),
        ("Speed", "Speed - Expectation", "Speed - Perception"),
    ]


def test_a_second_header_row_that_was_taken_for_a_person_is_told():
    """ "Expected" is also an answer of the Kano question."""
    made = table(*["Expected", "Perceived"] * 2, above=("Polite", "", "Speed", ""))
    assert len(made) == 7
    with pytest.raises(KanoError) as problem:
        propose_items(made)
    assert problem.value.code == "items-second-header"


def test_numbers_without_names_stay_numbers():
    assert found("E1", "E2", "P1", "P2") == [("1", "E1", "P1"), ("2", "E2", "P2")]
    assert found("期望1", "感知1") == [("1", "期望1", "感知1")]


def test_the_least_accepted_level_and_importance_belong_to_their_item():
    items = propose_items(table("Polite (minimum)", "Polite (desired)", "Polite (perceived)", "Polite (importance)"))
    assert items.items.items[0] == Item(
        "Polite",
        "Polite (desired)",
        "Polite (perceived)",
        adequate="Polite (minimum)",
        importance="Polite (importance)",
    )


TWENTY_TWO = [f"{side}{i}" for side in "EP" for i in range(1, 23)]
POINTS = [f"{name} points" for name in ("tangibles", "reliability", "responsiveness", "assurance", "empathy")]


def test_items_1_to_22_get_the_names_and_dimensions_of_the_template_and_no_direction():
    proposal = propose_items(table("id", *TWENTY_TWO[::-1], *POINTS))
    items = proposal.items
    assert proposal.numbered
    assert [item.expectation for item in items.items] == [f"E{i}" for i in range(1, 23)]
    assert [item.dimension for item in items.items].count("reliability") == 5
    assert items.wording is None
    assert items.weights == dict(zip(items.dimensions, POINTS, strict=True))
    assert proposal.unused == ("id",)


def test_one_of_22_missing_is_no_longer_the_22():
    proposal = propose_items(table(*(name for name in TWENTY_TWO if name != "P22")))
    assert not proposal.numbered
    assert proposal.unpaired == ("E22",)
    assert "items-unpaired" in {finding.code for finding in proposal.findings}


@pytest.mark.parametrize(
    ("heads", "code"),
    [
        (("a", "b"), "items-not-found"),
        (("E1", "E2", "E3"), "items-not-found"),
        (("E1", "E1", "P1"), "items-twice"),
        (("Polite (E)", "Polite (expected)", "Polite (P)"), "items-twice"),
    ],
)
def test_what_cannot_be_told_is_asked(heads, code):
    with pytest.raises(KanoError) as problem:
        propose_items(table("id", *heads))
    assert problem.value.code == code


def test_a_repeated_header_is_seen_though_it_was_numbered():
    with pytest.raises(KanoError) as problem:
        propose_items(table("E1", "E1", "P1"))
    assert problem.value.values["columns"] == "E1 (2)"


def test_columns_of_one_number_that_are_called_differently_are_asked_about():
    proposal = propose_items(table("E1 Speed", "P1 Safety", "E2 Care", "P2 care.", "E3", "P3 Room"))
    assert proposal.unlike == (("Speed", "Safety"),)
    assert proposal.doubt.code == "items-unlike"
    assert [item.name for item in proposal.items.items] == ["Speed / Safety", "care.", "Room"]
    assert propose_items(table("E1 Speed", "P1 Speed")).doubt is None


def one(**more):
    return Items((Item("a", "E1", "P1"),), **more)


def test_texts_are_refused_with_their_column_and_may_be_given_their_number():
    cells = [["7 - very much", "5"], ["agree", "6"], ["", "4"], ["n/a", "4"]]
    made = table("E1", "P1", cells=cells)
    with pytest.raises(KanoError, match="E1: agree"):
        read_service(made, one())
    ratings, said = read_service(made, one(meant={"agree": 6}))
    assert ratings.expectation[:2, 0].tolist() == [7, 6]
    assert np.isnan(ratings.expectation[2:, 0]).all()
    assert {finding.code for finding in said} == {"ratings-blank", "ratings-missing"}


def test_named_cells_are_missing_in_ratings_but_not_in_points():
    items = Items(
        (Item("a", "E1", "P1", "x"), Item("b", "E2", "P2", "y")), missing=("0",), weights={"x": "X", "y": "Y"}
    )
    made = table("E1", "P1", "E2", "P2", "Y", "X", cells=[[0, 5, 6, 5, 100, 0], [5, 5, 7, 5, 40, 60]])
    ratings, _ = read_service(made, items)
    assert np.isnan(ratings.expectation[0, 0])
    assert ratings.points.tolist() == [[0, 100], [60, 40]]


def test_ratings_off_the_scale_are_refused():
    with pytest.raises(KanoError, match="outside the scale"):
        read_service(table("E1", "P1", cells=[[1, 2], [3, 8]]), one(scale=(1, 7)))


@pytest.mark.parametrize(
    ("highest", "wording", "scale"), [(7, "1988", (1, 7)), (5, "1988", None), (7, None, None), (9, "1988", None)]
)
def test_the_scale_of_the_22_items_is_taken_only_when_the_ratings_reach_its_end(highest, wording, scale):
    cells = [[highest] * 44, [1] * 44]
    items = propose_items(table(*TWENTY_TWO, cells=cells)).items
    items = items.worded(wording) if wording else items
    ratings, _ = read_service(table(*TWENTY_TWO, cells=cells), items)
    assert ratings.items.scale == scale
    if wording and not scale:
        with pytest.raises(KanoError) as problem:
            service_quality(ratings)
        assert problem.value.code == "scale-needed"


def test_only_items_that_ask_for_it_have_importance():
    items = Items((Item("a", "E1", "P1"), Item("b", "E2", "P2", importance="I2")), importance_scale=(1, 9))
    ratings, _ = read_service(table("E1", "P1", "E2", "P2", "I2", cells=[[1, 2, 3, 4, 9], [1, 2, 3, 4, 7]]), items)
    found = service_quality(ratings)
    assert [gap.importance for gap in found.items] == [None, (8, 2)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_22_items_are_called_in_every_language(lang):
    items = propose_items(table(*TWENTY_TWO)).items
    assert set(labels(items, lang)) == set(items.names)


FULL = Items(
    (Item("a, b: c", "E1", "P1", "x", True, "A1", "I1"), Item("有礼貌", "E2", "P2", "y")),
    (1, 7),
    (1.0, 9.5),
    {"x": 60.0, "y": 40.0},
    ("0", "n.a."),
    {"agree": 6.0},
)


@pytest.mark.parametrize("items", [FULL, one(), one(scale=(-3, 3))])
def test_items_survive_their_file(items):
    assert items_file.parse(items_file.to_yaml(items), "items.yaml") == items


HEAD = "format: kano.items/1\n"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("items: [", "YAML"),
        ("items: []", "format"),
        (HEAD, "items"),
        (HEAD + "items: []", "items"),
        (HEAD + "items: [{expectation: E1}]", "items[1].perception"),
        (HEAD + "items: [{expectation: E1, perception: P1, x: 2}]", "items[1]"),
        (HEAD + "items: [{expectation: [E1], perception: P1}]", "items[1].expectation"),
        (HEAD + "items: [{expectation: E1, perception: P1, reversed: maybe}]", "items[1].reversed"),
        (HEAD + "items: [E1]", "items[1]"),
        (HEAD + "scale: [7, 1]\nitems: [{expectation: E1, perception: P1}]", "scale"),
        (HEAD + "scale: 7\nitems: [{expectation: E1, perception: P1}]", "scale"),
        (HEAD + "scale: [.inf, 1]\nitems: [{expectation: E1, perception: P1}]", "scale"),
        (HEAD + "weights: 3\nitems: [{expectation: E1, perception: P1}]", "weights"),
        (HEAD + "weights: {x: [1]}\nitems: [{expectation: E1, perception: P1, dimension: x}]", "weights.x"),
        (HEAD + "meant: {a: b}\nitems: [{expectation: E1, perception: P1}]", "meant.a"),
        (HEAD + "missing: 99\nitems: [{expectation: E1, perception: P1}]", "missing"),
        (HEAD + "wording: 1990\nitems: [{expectation: E1, perception: P1}]", "wording"),
        (HEAD + "more: 1\nitems: [{expectation: E1, perception: P1}]", "-"),
        (HEAD + "items: &a [*a]", "YAML"),
    ],
)
def test_a_file_that_is_no_list_of_items_says_where(text, where):
    with pytest.raises(KanoError) as problem:
        items_file.parse(text, "items.yaml")
    assert (problem.value.code, problem.value.values["where"]) == ("items-bad", where)


def test_a_column_used_twice_in_a_file_is_refused():
    with pytest.raises(KanoError) as problem:
        items_file.parse(HEAD + "items: [{expectation: E1, perception: P1}, {expectation: E1, perception: P2}]", "x")
    assert problem.value.code == "items-columns"
