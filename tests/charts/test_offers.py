"""The pictures of offers: every number of the result, whatever offers and features are called."""

import json

import numpy as np
import pytest

from kano import Responses, charts, load_table
from kano.charts import Look
from kano.decision.offers import Offer, Offers, compare_offers
from kano.i18n import LANGUAGES, catalogue
from kano.reports.pictures import png, svg
from kano.responses import Profile

HOSTILE = ["a.b", "a[0]", "constructor", "__proto__", "<b>x</b>", "datum.value", "a'b\"", "count()"]
LONG = "A flight that leaves when it was said to leave and arrives where it was said to arrive, "


def compared(features, offers, n=60, by=None, seed=3):
    """People who see every feature as excitement, performance, basic or nothing."""
    rng = np.random.default_rng(seed)
    shape = n, len(features)
    sides = [rng.choice(codes, shape).astype(np.int8) for codes in ([1, 3], [3, 5])]
    profiles = {by: Profile(("east", "west", "few"), np.array([0, 1] * (n // 2 - 1) + [2, 2]))} if by else {}
    data = Responses(tuple(features), *sides, profiles=profiles)
    levels = rng.choice([0, 0.4, 1], (len(offers), len(features)))
    made = (
        Offer(name, dict(zip(features, row, strict=True)), 3.0)
        for name, row in zip(offers, levels.tolist(), strict=True)
    )
    return compare_offers(data, Offers(tuple(made)), by=by)


def drawn(result, look):
    return {
        "balance": charts.offer_balance(result.everyone, look, "a note"),
        "parts": charts.offer_parts(result.everyone, look),
        "pairs": charts.offer_pairs(result.everyone, look),
        "segments": charts.offers_by_segment(result, look),
    }


def values(chart):
    """All that a chart was given to draw."""
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_every_picture_is_drawn_in_every_language(lang, dark):
    result = compared(HOSTILE, ["=1+1", "constructor", LONG * 3], by="where")
    for chart in drawn(result, Look(catalogue(lang), dark)).values():
        assert png(svg(chart)).startswith(b"\x89PNG")


def test_long_names_and_many_features_and_offers_are_drawn():
    features = [f"{LONG} {i}" for i in range(25)]
    result = compared(features, [f"{LONG} {i}" for i in range(20)], n=400)
    for chart in drawn(result, Look(catalogue("en"))).values():
        assert "undefined" not in svg(chart)


def test_no_text_of_a_user_is_a_field_or_a_property_name():
    result = compared(HOSTILE, ["constructor", "toString"])
    for chart in drawn(result, Look(catalogue("en"))).values():
        spec = chart.to_dict()
        data = spec.pop("datasets")
        assert {key for rows in data.values() for row in rows for key in row}.isdisjoint(HOSTILE)
        assert not [value for rows in data.values() for row in rows for value in row.values() if value == "constructor"]
        assert "<b>x</b>" not in json.dumps(spec).replace("\\u2060<b>x</b>", "")


def test_the_bars_of_an_offer_end_where_its_gain_and_loss_do():
    result = compared(["a", "b", "c"], ["x", "y"])
    rows = [row for row in values(charts.offer_balance(result.everyone, Look(catalogue("en")))) if "start" in row]
    for place, offer in enumerate(result.everyone.offers, start=1):
        own = [row["end"] for row in rows if row["offer"].endswith(f"{place} {offer.offer}")]
        assert max([0, *own]) == pytest.approx(offer.gain.estimate)
        assert min([0, *own]) == pytest.approx(offer.loss.estimate)


def test_a_pair_is_told_from_both_sides():
    result = compared(["a", "b", "c"], ["x", "y"])
    rows = [row for row in values(charts.offer_pairs(result.everyone, Look(catalogue("en")))) if "first" in row]
    pair = result.everyone.pairs[0]
    assert [row["first"] for row in rows] == [f"{100 * n / pair.n:.0f}%" for n in (pair.better, pair.worse)]
    assert rows[0]["value"] == -rows[1]["value"] == (pair.better - pair.worse) / pair.n


def test_a_segment_that_is_hidden_has_no_number_in_the_picture():
    result = compared(["a", "b"], ["x", "y"], by="where")
    hidden = [segment for segment in result.segments if segment.suppressed]
    chart = charts.offers_by_segment(result, Look(catalogue("en")))
    rows = [row for row in values(chart) if "head" in row]
    assert len(rows) == 2 * len(result.segments)
    for segment in hidden:
        assert all(row["value"] is None for row in rows if row["head"] == segment.segment)


def test_counts_alone_are_drawn_without_pairs():
    rng = np.random.default_rng(5)
    sides = (rng.choice([1, 3], (30, 2)).astype(np.int8), rng.choice([3, 5], (30, 2)).astype(np.int8))
    counts = Responses(("a", "b"), *sides).count().tally(load_table())
    offers = Offers((Offer("x", {"a": 1, "b": 0}), Offer("y", {"a": 0, "b": 1})))
    result = compare_offers(counts, offers)
    for name, chart in drawn(result, Look(catalogue("zh-Hans"))).items():
        assert png(svg(chart)), name
