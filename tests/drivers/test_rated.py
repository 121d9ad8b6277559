"""A file of ratings as one thing: what is chosen, what is left out, and what stands beside the pairs."""

import numpy as np
import pytest

from kano.drivers.agreement import by_name
from kano.drivers.analysis import DriverSettings
from kano.drivers.asked import find_pairs
from kano.drivers.rated import Choice, check_reading, proposed, rated
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.readers import open_table, read_file
from kano.samples import FOLDER

SAMPLE = FOLDER / "ratings" / "hotpot-visits.csv"
OVERALL = "Overall satisfaction"
EXPERIENCED = "OAIMOOAMI"
"""What `sample_data/generate.py` plants, in the order of the columns."""


@pytest.fixture(scope="module")
def table():
    return open_table(read_file(SAMPLE), SAMPLE.name)


@pytest.fixture(scope="module")
def found(table):
    pairs = find_pairs(table)
    attributes, _ = proposed(table, OVERALL, (), pairs.columns)
    matching = by_name(pairs.asked.names, attributes)
    choice = Choice(OVERALL, attributes, scale=(1, 5), overall_scale=(1, 10), matching=matching)
    return rated(table, choice, pairs.asked, pairs.columns)


def small(text, overall="o", attributes=("a",), **choice):
    return rated(open_table(text.encode(), "small.csv"), Choice(overall, attributes, **choice))


def test_the_sample_gives_back_what_was_planted(found):
    assert "".join(a.category for a in found.result.attributes) == EXPERIENCED
    shapes = {curve.attribute: str(curve.shape.form) for curve in found.experienced[0]}
    assert [shapes[a.attribute] for a in found.result.attributes if a.category == "M"] == ["concave"] * 2
    assert [shapes[a.attribute] for a in found.result.attributes if a.category == "A"] == ["convex"] * 2


def test_proposals_are_ratings_and_the_rest_has_its_reason(table):
    pairs = find_pairs(table)
    attributes, why = proposed(table, OVERALL, (), pairs.columns)
    assert len(attributes) == 9
    assert all(name.endswith("_rating") for name in attributes)
    assert (why["respondent"], why[OVERALL]) == ("meta", "overall")
    paired = {name for name in table.names if name.rpartition("_")[2] in ("functional", "dysfunctional", "importance")}
    assert {name for name, reason in why.items() if reason == "pair"} == paired


def test_the_pairs_stand_beside_the_ratings(found):
    agreement = found.agreement
    assert agreement.n == 9
    assert {m.feature for m in agreement.matches if not m.same} == {"Waiter near the table"}
    assert agreement.share == 8 / 9
    assert set(found.modelled) == {a.attribute for a in found.result.attributes}


def test_stated_importance_of_the_pairs_is_on_the_grid(found):
    points, cut = found.grid
    assert all(point.quadrant for point in points)
    apron = next(p for p in points if p.attribute.startswith("Apron"))
    assert 7 < apron.explicit < 9
    assert cut is not None


def test_importance_that_few_stated_is_said():
    rows = "\n".join(f"{1 + i % 7},{1 + i % 5},{9 if i < 2 else ''}" for i in range(60))
    found = small(f"o,a,ia\n{rows}\n", importance={"a": "ia"})
    assert found.explicit["a"] == 9
    assert [(f.code, f.values["n"]) for f in found.read] == [("ratings-blank", 58)]


def test_importance_may_stand_in_columns_of_its_own():
    rows = "\n".join(f"{1 + i % 7},{1 + i % 5},{1 + (i * i) % 5},{i % 9 + 1},5" for i in range(60))
    found = small(f"o,a,b,ia,ib\n{rows}\n", attributes=("a", "b"), importance={"a": "ia", "b": "ib"})
    assert found.explicit["b"] == 5
    assert found.columns_left_out == {}
    assert small(f"o,a,b,ia,ib\n{rows}\n", attributes=("a",)).columns_left_out == {
        "b": "not-chosen",
        "ia": "not-chosen",
        "ib": "constant",
    }


def test_the_record_names_every_source_with_its_status(found):
    record = found.conventions
    assert record["quadratic"]["sources"][0]["key"] == "ting2002"
    assert record["moderated"]["sources"][0]["key"] == "lin2010"
    assert record["importance_grid"]["sources"][0]["key"] == "vavra1997"
    assert record["curves"]["scales_given"] == {"fulfilment": True, "satisfaction": True}


def test_everyone_who_is_in_no_number_is_counted(found):
    codes = [finding.code for finding in found.findings]
    assert codes[:3] == ["ratings-blank", "ratings-missing", "drivers-left-out"]
    left = found.findings[2].values
    assert left["n"] + left["left"] == left["all"] == 420


def test_rows_that_the_tool_marks_are_no_people():
    body = "".join(f"{1 + i % 7},{1 + (i * 3) % 5},IP Address\n" for i in range(30))
    with_tests = f"o,a,Status\n{body}7,5,Survey Preview\n1,1,Survey Preview\n"
    found = small(with_tests)
    assert (found.rows_left_out, len(found.overall)) == (2, 30)
    assert "took-rows-out" in [finding.code for finding in found.findings]


def test_an_attribute_that_is_of_another_class_alone_is_named(found):
    assert [a.attributes[0].n for a in found.alone] == [found.result.n] * 9
    named = [f for f in found.findings if f.code == "drivers-alone"]
    differing = [
        one.attribute
        for one, alone in zip(found.result.attributes, found.alone, strict=True)
        if one.category is not alone.attributes[0].category
    ]
    assert [name in named[0].values["attributes"] for name in differing] == [True] * len(differing) if named else True
    assert bool(named) == bool(differing)


def test_both_bent_forms_are_there(found):
    apron = next(a.attribute for a in found.result.attributes if a.attribute.startswith("Apron"))
    assert found.quadratics[apron].category == "M"
    assert found.moderated[apron].reference == 3
    assert found.moderated[apron].below > found.moderated[apron].above


@pytest.mark.parametrize(
    ("text", "choice", "code"),
    [
        ("o,a\n1,2\n3,4\n", {"attributes": ("o",)}, "overall-attribute"),
        ("o,a\n1,2\n3,4\n", {"attributes": ()}, "drivers-none"),
        ("o,a\n1,2\n3,4\n", {"attributes": ("b",)}, "column-unknown"),
        ("o,a\n1,good\n3,4\n", {}, "ratings-unread"),
        ("o,a\n1,2\n3,9\n", {"scale": (1, 5)}, "scale-outside"),
        ("o,a\n1,2\n3,4\n", {}, "drivers-few"),
    ],
)
def test_what_cannot_be_read_is_refused(text, choice, code):
    with pytest.raises(KanoError) as problem:
        small(text, **choice)
    assert problem.value.code == code


def test_binary_satisfaction_in_words_needs_its_numbers():
    rows = "".join(f"{'satisfied' if (i * 7) % 5 > 1 else 'not satisfied'},{i % 5 + 1}\n" for i in range(80))
    with pytest.raises(KanoError, match="not satisfied"):
        small(f"o,a\n{rows}")
    how = DriverSettings(model="logit")
    found = small(f"o,a\n{rows}", settings=how, meant={"satisfied": 1, "not satisfied": 0})
    assert found.result.n == 80
    assert found.conventions["cells"]["as_numbers"] == {"satisfied": 1, "not satisfied": 0}


def test_zero_is_no_rating_only_when_it_is_said():
    rows = "".join(f"{i % 7 + 1},{i % 6}\n" for i in range(84))
    assert small(f"o,a\n{rows}").attributes.lowest == 0
    assert small(f"o,a\n{rows}", missing=("0",)).attributes.lowest == 1
    assert small(f"o,a\n{rows}", missing=("0",)).result.n == 70


def test_a_file_without_pairs_has_none_and_pairs_in_doubt_are_not_compared():
    none = find_pairs(open_table(b"o,a\n1,2\n3,4\n", "x.csv"))
    assert (none.asked, none.columns, none.findings) == (None, frozenset(), ())
    coded = "".join(f"{i % 5 + 1},{i % 4 + 1},{i % 3 + 1}\n" for i in range(30))
    doubt = find_pairs(open_table(f"Taste_functional,Taste_dysfunctional,o\n{coded}".encode(), "x.csv"))
    assert doubt.asked is None
    assert doubt.columns == {"Taste_functional", "Taste_dysfunctional"}
    assert [finding.code for finding in doubt.findings] == ["drivers-pairs-open"]
    assert doubt.questions


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_may_be_read_in_two_ways_is_asked_about(lang):
    data = "Zufriedenheit,Größe\n1,2\n3,4\n".encode("cp1252")
    with pytest.raises(KanoError) as problem:
        check_reading(open_table(data, "x.csv"), catalogue(lang))
    assert problem.value.code == "questions-open"


def test_the_same_file_gives_the_same_numbers(table):
    choice = Choice(OVERALL, tuple(name for name in table.names if name.endswith("_rating")))
    one, again = (rated(table, choice).experienced[0] for _ in range(2))
    for first, second in zip(one, again, strict=True):
        np.testing.assert_array_equal(first.smooth_low, second.smooth_low)
