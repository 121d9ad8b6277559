"""Files of offers: either way round, in any kind of file, and nothing guessed."""

import csv
import io
import json

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano import KanoError
from kano.decision.bundles import Offer, Offers
from kano.i18n import catalogue
from kano.readers import Mapping, open_table
from kano.readers.offers_file import cost, level, read_drafts, read_offers, to_csv
from kano.reports.offers import opened

FEATURES = {"Large aircraft": ["大型客机", "大型客機"], "Low fare": ["低价"], "=1+1": []}


def table(text, name="offers.csv"):
    return open_table(text.encode() if isinstance(text, str) else text, name, Mapping(header_rows=1))


def read(text, blank="refused", features=FEATURES):
    return read_offers(table(text), features, blank)


def code_of(text, **more):
    with pytest.raises(KanoError) as problem:
        read(text, **more)
    assert str(problem.value)
    return problem.value.code


PLAIN = "feature,One,Two\nLarge aircraft,yes,0\nLow fare,75%,1\ncost,100,60.5\nnote,,cheap\n"


def test_features_down_and_offers_across():
    one, two = read(PLAIN)
    assert one == Offer("One", {"Large aircraft": 1.0, "Low fare": 0.75}, 100.0, "")
    assert two == Offer("Two", {"Large aircraft": 0.0, "Low fare": 1.0}, 60.5, "cheap")


def test_offers_down_and_features_across_are_the_same():
    rows = list(zip(*csv.reader(PLAIN.splitlines()), strict=True))
    turned = "\n".join(",".join(row) for row in rows)
    assert read(turned).offers == read(PLAIN).offers


def test_names_in_another_language_and_width_are_known():
    made = read("功能,甲,乙\n大型客机,有,无\n 低价 ,１００％,50%\n价格,￥120,¥90\n")
    assert [dict(offer.levels) for offer in made] == [
        {"Large aircraft": 1.0, "Low fare": 1.0},
        {"Large aircraft": 0.0, "Low fare": 0.5},
    ]
    assert [offer.cost for offer in made] == [120, 90]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("1", 1), ("0", 0), ("0.75", 0.75), ("0,75", 0.75), (".5", 0.5), ("75%", 0.75), ("75 %", 0.75), ("100％", 1)),
        *(("yes", 1), ("No", 0), ("是", 1), ("否", 0), ("有", 1), ("无", 0), ("無", 0), ("✓", 1), ("TRUE", 1)),
        *(
            (text, None)
            for text in ("60", "1.5", "150%", "-1", "-0.5", "1e-1", "nan", "inf", "half", "0.5x", "1/2", "½")
        ),
        *((text, None) for text in ("1,000", "50%%", "0x1", "٣", "", "50 percent", "0..5", "+1")),
    ],
)
def test_a_level_is_read_or_not_at_all(text, value):
    assert level(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("100", 100), ("60.5", 60.5), ("60,50", 60.5), ("¥120", 120), ("120元", 120), ("EUR 99.90", 99.9)),
        *(("NT$ 300", 300), ("0", 0)),
        *((text, None) for text in ("1,200", "1.200", "1 200", "-5", "free", "1e3", "nan", "12-15", "", "100 to 200")),
    ],
)
def test_a_cost_is_read_or_not_at_all(text, value):
    """1,200 is a thousand to some and one and a fifth to others."""
    assert cost(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("feature,One,Two\nLarge aircraft,yes,\n", "offers-blank"),
        ("feature,One,Two\nLarge aircraft,yes,-\n", "offers-blank"),
        ("feature,One,Two\nLarge aircraft,yes,n/a\n", "offers-blank"),
        ("feature,One,Two\nLarge aircraft,yes,60\n", "offers-cell"),
        ("feature,One,Two\nLarge aircraft,yes,maybe\n", "offers-cell"),
        ("feature,One,Two\nLarge aircraft,yes,no\nSmall aircraft,1,0\n", "offers-unknown"),
        ("feature,One,Two\nSmall aircraft,1,0\n", "offers-unmatched"),
        ("feature,One,Two\nLarge aircraft,1,0\n大型客机,1,0\n", "offers-line-twice"),
        ("feature,One,Two\nLarge aircraft,1,0\ncost,1,2\nprice,1,2\n", "offers-line-twice"),
        ("feature,One,One\nLarge aircraft,1,0\n", "offers-repeat"),
        ("feature,One,ONE\nLarge aircraft,1,0\n", "offers-repeat"),
        ("feature,One,\nLarge aircraft,1,0\n", "offers-nameless"),
        ("feature,One\nLarge aircraft,1\n", "offers-number"),
        ("feature\nLarge aircraft\n", "offers-number"),
        ("feature,One,Two\nLarge aircraft,1,0\ncost,free,1\n", "offers-cost"),
        ("feature,One,Two\nLarge aircraft,1,0\n,1,0\n", "offers-unknown"),
        ("feature,Large aircraft,Two\nLarge aircraft,1,0\n", "offers-both-ways"),
        ("cost,One,Two\nnote,1,0\n", "offers-unmatched"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(text, code):
    assert code_of(text) == code


def test_a_blank_is_no_zero_unless_that_is_said():
    text = "feature,One,Two\nLarge aircraft,yes,\nLow fare,1,0\n"
    assert read(text, "not offered").offers[1].levels["Large aircraft"] == 0
    assert read_drafts(table(text), FEATURES)[1].levels == {"Low fare": 0.0}
    with pytest.raises(KanoError, match="“Large aircraft” / “Two”"):
        read(text)


def test_a_feature_that_is_called_cost_is_a_feature():
    made = read("feature,One,Two\ncost,1,0\n", features={"cost": []})
    assert made.offers[0] == Offer("One", {"cost": 1.0}, None, "")


def test_what_two_features_are_called_is_the_name_of_neither():
    assert code_of("feature,One,Two\nx,1,0\na,1,0\n", features={"a": ["x"], "b": ["x"]}) == "offers-unknown"


def test_a_workbook_and_json_are_read_alike():
    book = openpyxl.Workbook()
    for row in csv.reader(PLAIN.splitlines()):
        book.active.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in row])
    file = io.BytesIO()
    book.save(file)
    rows = [dict(zip(("feature", "One", "Two"), row, strict=True)) for row in list(csv.reader(PLAIN.splitlines()))[1:]]
    expected = read(PLAIN).offers
    assert read_offers(table(file.getvalue(), "offers.xlsx"), FEATURES).offers == expected
    assert read_offers(table(json.dumps(rows), "offers.json"), FEATURES).offers == expected


def test_a_percentage_of_a_workbook_is_a_level():
    book = openpyxl.Workbook()
    for row in (["feature", "One", "Two"], ["Low fare", 0.75, True]):
        book.active.append(row)
    book.active["B2"].number_format = "0%"
    file = io.BytesIO()
    book.save(file)
    one, two = read_offers(table(file.getvalue(), "offers.xlsx"), FEATURES)
    assert (one.levels["Low fare"], two.levels["Low fare"]) == (0.75, 1.0)


def test_a_file_whose_sheets_differ_is_asked_about():
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("other")):
        sheet.append(["feature", "One", "Two"])
        sheet.append(["Low fare", 1, 0])
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(KanoError) as problem:
        opened(file.getvalue(), "offers.xlsx", catalogue())
    assert problem.value.code == "questions-open"
    assert len(read_offers(opened(file.getvalue(), "offers.xlsx", catalogue(), "other"), FEATURES)) == 2


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)


@given(
    st.lists(NAMES, min_size=2, max_size=3, unique_by=lambda name: name.casefold()),
    st.lists(st.floats(0, 1), min_size=4, max_size=4),
)
def test_what_is_written_is_read_again(names, levels):
    """Also names that a spreadsheet would compute."""
    features = ("=1+1", "Low fare")
    offers = (
        Offer(f"{n}!", dict(zip(features, levels[i : i + 2], strict=True)), 7.5, "-x") for i, n in enumerate(names)
    )
    made = Offers(tuple(offers))
    again = read_offers(table("\ufeff" + to_csv(features, made)), dict.fromkeys(features, ()))
    assert [(o.cost, o.note) for o in again] == [(7.5, "-x")] * len(made)
    for one, other in zip(made, again, strict=True):
        assert dict(other.levels) == pytest.approx(dict(one.levels), abs=1e-9)


@pytest.mark.parametrize("value", [0.0, 100.0, 60.5, 1234.567, 1e11, 0.125])
def test_a_cost_is_written_so_that_it_is_read_again(value):
    text = to_csv(["Low fare"], Offers((Offer("x", {"Low fare": 1}, value), Offer("y", {"Low fare": 0}, 1))))
    assert read(text).offers[0].cost == value


def test_a_sheet_to_fill_in_says_nothing():
    text = to_csv(["Large aircraft", "=1+1"], names=["One", "Two"])
    assert text.splitlines()[2] == "'=1+1,,"
    assert code_of(text) == "offers-blank"
