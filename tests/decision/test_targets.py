"""Target sheets (Tan & Shen 2000, unverified): the ratios, their direction, and what has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.answers import Category
from kano.classification import Verdict
from kano.decision.ratios import EXPONENTS, adjust
from kano.decision.target_words import adjusted_text, describe, reason_text
from kano.decision.targets import REASONS, Aim, targets
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.samples import open_sample
from kano.sources import Status, cite
from tests.decision.test_order import of

ROWS = {
    "m": [2, 5, 90, 3, 0, 0],
    "o": [5, 90, 2, 3, 0, 0],
    "a": [90, 5, 2, 3, 0, 0],
    "i": [2, 5, 3, 90, 0, 0],
    "r": [1, 1, 1, 5, 90, 0],
    "q": [1, 1, 1, 1, 1, 90],
    "n": [0, 0, 0, 0, 0, 0],
}
K = EXPONENTS["tan"]
POSITIVE = st.floats(0.1, 10)


def sheet(aim=None, rows=None, **more):
    rows = rows or ROWS
    aim = aim or Aim(5, 3, 4)
    return {line.feature: line for line in targets(of(rows), dict.fromkeys(rows, aim), **more).lines}


def test_the_check_values():
    """Target 4, current 3: M 1.7778, O 1.3333, A 1.1547, computed by hand from (4/3)^(1/k)."""
    found = sheet()
    assert {name: round(found[name].adjusted, 4) for name in "moa"} == {"m": 1.7778, "o": 1.3333, "a": 1.1547}
    assert found["m"].weight == pytest.approx(5 * 16 / 9)
    assert sum(found[name].share for name in "moa") == pytest.approx(100)
    assert found["m"].raw_share == pytest.approx(100 / 3)


@given(POSITIVE, POSITIVE)
def test_a_basic_gets_the_largest_ratio_where_something_is_to_be_raised(current, target):
    basic, performance, excitement = (adjust(target / current, k) for k in K.values())
    if target / current > 1.0001:
        assert basic > performance > excitement > 1
    elif target / current < 0.9999:
        assert basic < performance < excitement < 1
    assert performance == pytest.approx(target / current)
    assert adjust(1.0, K[Category.BASIC]) == adjust(1.0, K[Category.EXCITEMENT]) == 1


def test_the_exponent_is_not_turned_round():
    """Papers that print ratio^k raise excitement most: 1.7778 for A is that mistake."""
    found = sheet()
    assert found["a"].adjusted == pytest.approx((4 / 3) ** 0.5)
    assert found["a"].adjusted != pytest.approx((4 / 3) ** 2)


def test_what_has_no_ratio_says_why():
    assert {name: line.reason for name, line in sheet().items()} == {
        "m": None,
        "o": None,
        "a": None,
        "i": "exponent",
        "r": "exponent",
        "q": "exponent",
        "n": "none",
    }
    found = sheet()
    assert found["i"].ratio == pytest.approx(4 / 3)
    assert (found["i"].adjusted, found["i"].weight, found["i"].share) == (None, None, None)
    zero, unknown, aimless = (sheet(aim)["m"] for aim in (Aim(5, 0, 4), Aim(5, None, 4), Aim(5, 3, None)))
    assert [line.reason for line in (zero, unknown, aimless)] == ["zero", "current", "target"]
    assert all(line.adjusted is line.ratio is line.weight is None for line in (zero, unknown, aimless))


def test_shares_are_of_what_has_a_weight_and_the_rest_stays_listed():
    result = of(ROWS)
    made = targets(result, {"m": Aim(5, 3, 4), "o": Aim(None, 3, 4)})
    assert len(made.lines) == len(ROWS)
    assert [(line.feature, line.share) for line in made.weighed] == [("m", 100)]
    assert [finding.code for finding in made.findings] == ["targets-importance"]
    assert made.findings[0].values == {"n": 1}
    assert {line.feature: line.reason for line in made.lines}["a"] == "current"


def test_importance_that_people_stated_is_taken_only_where_none_is_given_and_said():
    result = open_sample("hotpot").classify()
    first, second = (feature.feature for feature in result.features[8:10])
    made = targets(result, {first: Aim(None, 3, 4), second: Aim(None, 3, 4)})
    stated = {feature.feature: feature.importance[0] for feature in result.features}
    assert {line.feature: line.aim.importance for line in made.weighed} == {f: stated[f] for f in (first, second)}
    assert made.findings[0].code == "targets-stated"
    assert made.conventions["importance"] == "stated"
    given_ = targets(result, {first: Aim(4, 3, 4), second: Aim(None, 3, 4)})
    assert given_.conventions["importance"] == "given"
    assert [line.feature for line in given_.weighed] == [first]


def test_a_target_below_today_is_said():
    made = targets(of(ROWS), {"m": Aim(5, 4, 3), "a": Aim(5, 4, 4)})
    assert [(finding.code, finding.feature) for finding in made.findings] == [("targets-lower", "m")]
    assert {line.feature: line.adjusted for line in made.weighed} == {"m": pytest.approx(0.5625), "a": 1.0}


def test_a_category_that_is_too_close_gives_both_ratios():
    made = targets(of({"x": [0, 20, 22, 0, 0, 0], "y": [20, 0, 0, 22, 0, 0]}), dict.fromkeys("xy", Aim(5, 3, 4)))
    x, y = sorted(made.lines, key=lambda line: line.feature)
    assert (x.verdict, x.category, x.rival) == (Verdict.TOO_CLOSE, "M", "O")
    assert (x.adjusted, x.otherwise) == (pytest.approx(16 / 9), pytest.approx(4 / 3))
    assert (y.adjusted, y.otherwise, y.reason) == (None, pytest.approx((4 / 3) ** 0.5), "exponent")
    assert [finding.code for finding in made.findings] == ["targets-close", "targets-close-none"]
    t = catalogue("en")
    assert adjusted_text(x, t) == "1.78; 1.33 if performance"
    assert adjusted_text(y, t).endswith("1.15 if excitement")


def test_chaudhas_variant_raises_excitement_most_and_says_so():
    """(1 + m)^k target/current by the table of k; its source was not read."""
    found = sheet(method="chaudha")
    assert found["i"].adjusted == pytest.approx(4 / 3)
    assert found["m"].adjusted == pytest.approx((1 + 0.95) ** 0.5 * 4 / 3)
    assert found["a"].adjusted == pytest.approx((1 + 0.95) ** 1.5 * 4 / 3)
    assert found["a"].adjusted > found["o"].adjusted > found["m"].adjusted > found["i"].adjusted
    made = targets(of(ROWS), {"m": Aim(5, 3, 4)}, method="chaudha")
    assert "targets-direction" in [finding.code for finding in made.findings]
    assert [source["key"] for source in made.conventions["sources"]] == ["chaudha2011"]
    assert cite("chaudha2011").status is cite("tan2000").status is Status.UNVERIFIED


def test_exponents_are_a_parameter():
    found = sheet(exponents={Category.INDIFFERENT: 3.0, Category.BASIC: 0.25})
    assert found["m"].adjusted == pytest.approx((4 / 3) ** 4)
    assert (found["i"].adjusted, found["i"].reason) == (pytest.approx((4 / 3) ** (1 / 3)), None)


@pytest.mark.parametrize(
    ("aims", "more", "code"),
    [
        ({"zz": Aim(1, 1, 1)}, {}, "targets-unknown"),
        ({"m": Aim(1, -1, 1)}, {}, "targets-number"),
        ({"m": Aim(1, 1, float("nan"))}, {}, "targets-number"),
        ({"m": Aim(1, 1, float("inf"))}, {}, "targets-number"),
        ({}, {"method": "other"}, "targets-method"),
        ({}, {"segment": "nobody"}, "order-segment"),
        ({}, {"exponents": {Category.BASIC: 0.0}}, "targets-exponent"),
        ({}, {"exponents": {Category.BASIC: -1.0}}, "targets-exponent"),
        ({}, {"exponents": {Category.BASIC: float("nan")}}, "targets-exponent"),
    ],
)
def test_what_cannot_be_is_refused_in_words(aims, more, code):
    with pytest.raises(KanoError) as problem:
        targets(of(ROWS), aims, **more)
    assert problem.value.code == code
    assert all(problem.value.text(catalogue(lang)) for lang in LANGUAGES)


def test_without_importance_nothing_is_weighed():
    made = targets(of(ROWS), {"m": Aim(None, 3, 4)})
    assert made.weighed == ()
    assert next(line for line in made.lines if line.feature == "m").adjusted == pytest.approx(16 / 9)
    nothing = targets(of(ROWS), {"m": Aim(0, 3, 4)})
    assert (nothing.weighed[0].weight, nothing.weighed[0].share) == (0, None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_has_its_words(lang):
    t = catalogue(lang)
    assert all(t(f"targets.reason-{reason}", kind="x") for reason in REASONS)
    for method in EXPONENTS:
        made = targets(of(ROWS), {"m": Aim(5, 3, 4)}, method=method)
        assert all("{" not in what + how for what, how in describe(made.conventions, t))
        assert all(finding.text(t) for finding in made.findings)
        assert all((reason_text(line, t) == "") == (line.reason is None) for line in made.lines)
