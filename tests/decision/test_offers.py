"""Offers: every figure again by brute force, sums against better and worse, privacy, chance, and counts alone."""

import csv
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kano import KanoError, Responses, Settings, coefficients, load_table
from kano.counts import CategoryCounts
from kano.decision.offers import CRITERIA, Offer, Offers, best_on_all, compare_offers, trade_off
from kano.i18n import LANGUAGES
from kano.readers import Mapping, open_table
from kano.readers.offers_file import read_offers
from kano.responses import Profile
from kano.samples import open_sample, sample_offers

TABLE = load_table()
E = math.e
G = {"A": lambda x: (E**x - 1) / (E - 1), "O": lambda x: x, "M": lambda x: E * (1 - E**-x) / (E - 1)}
ENDS = {"A": (0, 1), "O": (-1, 1), "M": (-1, 0)}


@pytest.fixture(scope="module")
def flight():
    return open_sample("flight")


def flights(study, lang="en"):
    file = sample_offers(study, lang)
    names = {f: [study.labels(known).get(f, f) for known in LANGUAGES] for f in study.data.features}
    return read_offers(open_table(file.read_bytes(), file.name, Mapping(header_rows=1)), names)


@pytest.fixture(scope="module")
def found(flight):
    return compare_offers(flight.data, flights(flight), by="purpose")


def people(pairs, **profiles):
    """A person per row, a pair of letters per feature: `LD` likes it and would dislike its absence."""
    codes = {letter: place for place, letter in enumerate(" LENWD")}
    sides = [np.array([[codes[pair[side]] for pair in row] for row in pairs], dtype=np.int8) for side in (0, 1)]
    names = tuple("abcdefgh"[: len(pairs[0])])
    made = {
        name: Profile(values := tuple(dict.fromkeys(said)), np.array([values.index(value) for value in said]))
        for name, said in profiles.items()
    }
    return Responses(names, *sides, profiles=made)


def bundle(*levels, cost=None, name=None):
    return Offer(name or "-".join(f"{x:g}" for x in levels), dict(zip("abcdefgh", levels, strict=False)), cost)


def attitude(functional, dysfunctional):
    """(category, mirrored), or None where it is not known; straight from the printed table."""
    if not functional or not dysfunctional:
        return None
    own, swapped = str(TABLE[functional, dysfunctional]), str(TABLE[dysfunctional, functional])
    if own == "R":
        return (swapped, True) if swapped in "AOM" else None
    return None if own == "Q" else (own, False)


def ends(category, mirrored, level):
    """(gain, loss) of one person by one feature, from the formula alone."""
    x = 1 - level if mirrored else level
    if category == "I":
        return 0.0, 0.0
    worse, better = ENDS[category]
    return better * G[category](x), worse * (1 - G[category](x))


def by_hand(data, offers, rows=None):
    """A row per person, offer and feature, of the people whose attitude to every feature is known."""
    frame = data.to_frame()
    frame = frame[frame["feature"].isin(offers.features)]
    if rows is not None:
        frame = frame[frame["respondent"].isin(rows)]
    answers = zip(frame["functional"], frame["dysfunctional"], strict=True)
    frame = frame.assign(known=[attitude(*pair) for pair in answers])
    whole = frame.groupby("respondent")["known"].transform(lambda column: column.notna().all())
    made = []
    for _, row in frame[whole].iterrows():
        category, mirrored = row["known"]
        for offer in offers:
            level = offer.levels[row["feature"]]
            gain, loss = ends(category, mirrored, level)
            short = (level > 0) if mirrored else (level < 1)
            made.append((row["respondent"], offer.name, row["feature"], category, gain, loss, short))
    return pd.DataFrame(made, columns=["person", "offer", "feature", "category", "gain", "loss", "short"])


def test_every_figure_of_the_sample_is_what_brute_force_gives(flight, found):
    offers = flights(flight)
    for segment in found.segments:
        together = ("Something else", "")
        rows = flight.data.rows_of("purpose", segment.segment, together) + 1
        hand = by_hand(flight.data, offers, rows)
        totals = hand.groupby(["person", "offer"])[["gain", "loss"]].sum().reset_index()
        totals["both"] = totals["gain"] + totals["loss"]
        wide = totals.pivot(index="person", columns="offer", values="both")
        assert len(wide) == segment.n
        best = wide.max(axis=1)
        for result in segment.offers:
            own, each = totals[totals["offer"] == result.offer], hand[hand["offer"] == result.offer]
            assert result.gain.estimate == pytest.approx(own["gain"].mean())
            assert result.loss.estimate == pytest.approx(own["loss"].mean())
            assert result.satisfaction.estimate == pytest.approx(own["both"].mean())
            regret = best - wide[result.offer]
            assert result.regret.estimate == pytest.approx(regret.mean())
            assert result.most_regret == pytest.approx(regret.max())
            assert result.favourite.estimate == pytest.approx((regret < 1e-9).mean())
            others = wide.drop(columns=result.offer).max(axis=1)
            assert result.alone.estimate == pytest.approx((wide[result.offer] > others + 1e-9).mean())
            unmet = each[each["short"] & (each["category"] == "M")]["person"].nunique()
            assert result.basics.estimate == pytest.approx(unmet / segment.n)
            wanting = each[each["short"] & (each["category"] != "I")]["person"].nunique()
            assert result.contented.estimate == pytest.approx(1 - wanting / segment.n)
            needs = each["short"] & each["category"].isin(["O", "M"])
            assert result.needs == needs.sum()
            assert result.wishes == (~each["short"] & each["category"].isin(["A", "O"])).sum()
            for part in result.parts:
                of = each[each["feature"] == part.feature]
                assert part.gain == pytest.approx(of["gain"].mean())
                assert part.loss == pytest.approx(of["loss"].mean())


def test_every_two_offers_are_what_scipy_and_counting_give(flight, found):
    hand = by_hand(flight.data, flights(flight))
    wide = hand.assign(both=hand["gain"] + hand["loss"]).pivot_table(
        index="person", columns="offer", values="both", aggfunc="sum"
    )
    unmet = (
        hand[hand["short"] & (hand["category"] == "M")]
        .groupby(["person", "offer"])
        .size()
        .unstack(fill_value=0)
        .reindex(wide.index, fill_value=0)
        > 0
    )
    for pair in found.everyone.pairs:
        less = wide[pair.first] - wide[pair.second]
        assert pair.better == (less > 1e-9).sum()
        assert pair.worse == (less < -1e-9).sum()
        assert pair.better + pair.equal + pair.worse == pair.n == 155
        gap = pair.gaps["satisfaction"]
        test = stats.ttest_rel(wide[pair.first], wide[pair.second])
        interval = test.confidence_interval(0.95)
        assert gap.p == pytest.approx(test.pvalue)
        assert (gap.estimate.low, gap.estimate.high) == pytest.approx((interval.low, interval.high))
        one, other = unmet[pair.first], unmet[pair.second]
        only = int((one & ~other).sum()), int((other & ~one).sum())
        expected = stats.binomtest(only[0], sum(only)).pvalue if sum(only) else None
        assert pair.gaps["basics"].p == (expected if expected is None else pytest.approx(expected))


def test_p_is_adjusted_among_all_pairs_and_segments_of_a_measure(found):
    for measure in ("satisfaction", "basics"):
        given = [pair.gaps[measure] for segment in found.segments for pair in segment.pairs]
        tested = [gap for gap in given if gap.p is not None]
        expected = stats.false_discovery_control([gap.p for gap in tested])
        assert [gap.adjusted for gap in tested] == pytest.approx(list(expected))


ANSWERS = st.lists(
    st.lists(st.sampled_from([f + d for f in "LENWD" for d in "LENWD"]), min_size=3, max_size=3),
    min_size=6,
    max_size=30,
)


@given(ANSWERS)
@settings(deadline=None, max_examples=60)
def test_nothing_sums_to_worse_and_everything_to_better(rows):
    """Over the people of the base: reverse ones are outside of better and worse, and are taken out here too."""
    rows = [row for row in rows if all(str(TABLE[pair[0], pair[1]]) in "AOMI" for pair in row)]
    if not rows:
        return
    data = people(rows)
    result = compare_offers(data, Offers((bundle(0, 0, 0), bundle(1, 1, 1))))
    counts = data.count().tally(TABLE).counts[0]
    nothing, everything = result.everyone.offers
    assert nothing.gain.estimate == 0
    assert everything.loss.estimate == 0
    assert nothing.loss.estimate == pytest.approx(coefficients.worse(counts).sum(), abs=1e-12)
    assert everything.gain.estimate == pytest.approx(coefficients.better(counts).sum(), abs=1e-12)


@given(ANSWERS, st.lists(st.floats(0, 1), min_size=6, max_size=6))
@settings(deadline=None, max_examples=60)
def test_parts_by_feature_and_by_category_add_up_to_the_totals(rows, levels):
    offers = Offers((bundle(*levels[:3], name="x"), bundle(*levels[3:], name="y")))
    if not any(all(attitude(*pair) for pair in row) for row in rows):
        with pytest.raises(KanoError, match="None of the"):
            compare_offers(people(rows), offers)
        return
    everyone = compare_offers(people(rows), offers).everyone
    for offer in everyone.offers:
        for side, name in enumerate(("gain", "loss")):
            total = getattr(offer, name).estimate
            assert total == pytest.approx(sum(getattr(part, name) for part in offer.parts), abs=1e-9)
            assert total == pytest.approx(sum(ends[side] for ends in offer.by_category.values()), abs=1e-9)
        assert offer.gain.estimate >= 0 >= offer.loss.estimate
    pair = everyone.pairs[0]
    gap = pair.gaps["satisfaction"].estimate.estimate
    assert gap == pytest.approx(sum(trade_off(everyone, "x", "y").values()), abs=1e-6)
    assert everyone.n == sum(all(attitude(*p) for p in row) for row in rows)


def test_a_reverse_feature_is_fulfilled_by_its_absence():
    data = people([["DL", "NN"]] * 3)
    given_, absent = compare_offers(data, Offers((bundle(1, 1), bundle(0, 1)))).everyone.offers
    assert (given_.gain.estimate, given_.loss.estimate) == (0, -1)
    assert (absent.gain.estimate, absent.loss.estimate) == (1, 0)
    assert given_.by_category["O"] == (0, 0)
    assert given_.by_category["R"] == (0, -1)
    assert given_.parts[0].kinds["R"] == 3


def test_who_did_not_answer_is_in_no_total_and_is_counted():
    data = people([["LD", "ED"], ["LD", " D"], ["LL", "ED"], ["LN", "ED"]])
    result = compare_offers(data, Offers((bundle(1, 0), bundle(0, 1))))
    assert result.people == {
        "people": 4,
        "compared": 2,
        "by_feature": {
            "a": {"missing": 0, "questionable": 1, "unclear": 0},
            "b": {"missing": 1, "questionable": 0, "unclear": 0},
        },
    }
    part = result.everyone.offers[0].parts[0]
    assert (part.n, part.n_all) == (2, 3)
    assert part.gain_all == 1
    assert "offers-left-out" in [finding.code for finding in result.findings]


def test_nobody_left_is_refused_with_the_feature_that_nobody_answered():
    data = people([["LD", "  "], ["LN", " D"]])
    with pytest.raises(KanoError) as problem:
        compare_offers(data, Offers((bundle(1, 1), bundle(0, 1))))
    assert problem.value.code == "offers-nobody"
    assert problem.value.values["features"] == "b"


def test_an_offer_that_is_for_nobody_worse_dominates_and_says_so():
    data = people([["LD", "NN"], ["LN", "NN"], ["NN", "NN"]])
    everyone = compare_offers(data, Offers((bundle(1, 0), bundle(0.5, 0), bundle(0.5, 1)))).everyone
    assert everyone.dominated() == {"0.5-0": ("1-0",), "0.5-1": ("1-0",)}
    assert {(pair.first, pair.second): pair.dominance for pair in everyone.pairs}["0.5-0", "0.5-1"] == "same"


def test_an_offer_that_alone_meets_a_basic_need_is_not_dominated_by_gain():
    """Both lose 1, the other gains 1: but it leaves everybody's basic need unmet."""
    everyone = compare_offers(people([["ED", "LD"]] * 5), Offers((bundle(1, 0), bundle(0, 1)))).everyone
    pair = everyone.pairs[0]
    assert [pair.gaps[name].estimate.estimate for name in ("gain", "loss", "basics")] == [-1, 0, -1]
    assert pair.dominance is None
    assert not everyone.dominated()


def test_more_gain_with_more_loss_is_no_dominance():
    data = people([["LN", "ED"]] * 5)
    pair = compare_offers(data, Offers((bundle(1, 0.5), bundle(0.5, 1)))).everyone.pairs[0]
    assert pair.dominance is None
    assert pair.gaps["gain"].estimate.estimate > 0 > pair.gaps["loss"].estimate.estimate


def test_where_everybody_differs_by_the_same_there_is_no_test_and_no_chance():
    everyone = compare_offers(people([["LD", "NN"]] * 5), Offers((bundle(1, 0), bundle(0, 0)))).everyone
    gap = everyone.pairs[0].gaps["satisfaction"]
    assert (gap.p, gap.beyond_chance, gap.estimate.low) == (None, None, None)
    leader = everyone.leader("satisfaction")
    assert (leader.best, leader.close) == (("1-0",), ())


def test_no_offer_has_one_score_and_leaders_name_ties():
    data = people([["LN", "ED"]] * 30 + [["NN", "ED"]] * 30 + [["LD", "NN"]] * 30)
    result = compare_offers(data, Offers((bundle(1, 0, cost=5), bundle(0, 1, cost=5))))
    assert [leader.criterion for leader in result.everyone.leaders] == list(CRITERIA)
    assert result.everyone.leader("cost").best == ("1-0", "0-1")
    assert result.everyone.leader("gain").best == ("1-0",)
    assert result.everyone.leader("basics").best == ("0-1",)
    assert best_on_all(result.everyone) == ()


def test_costs_are_compared_only_when_every_offer_has_one():
    data = people([["LD"]] * 3)
    result = compare_offers(data, Offers((bundle(1, cost=5), bundle(0))))
    assert result.everyone.leader("cost") is None
    assert "offers-unpriced" in [finding.code for finding in result.findings]


def split(*sizes, missing=0):
    """Segments A, B, C ... of these sizes; the last `missing` people of each did not answer."""
    rows, said = [], []
    for letter, size in zip("ABCDEF", sizes, strict=False):
        for i in range(size):
            rows.append(["LD", "  " if i < missing else "ED"])
            said.append(letter)
    return people(rows, kind=said)


def test_no_segment_of_fewer_than_least_compared_people_has_a_figure():
    """Ten of B answered, but only three completely; C joins it, else everyone less the others would tell of B."""
    data = split(30, 10, 12, missing=7)
    result = compare_offers(data, Offers((bundle(1, 0), bundle(0, 1))), by="kind")
    shown = {segment.segment: segment for segment in result.segments}
    assert [name for name, segment in shown.items() if segment.suppressed] == ["B", "C"]
    assert shown["B"].n is None
    assert all(row["gain"] is None and row["n"] is None for row in result.rows() if row["segment"] in ("B", "C"))
    assert not [row for row in result.part_rows() + result.pair_rows() if row["segment"] in ("B", "C")]
    hidden_people = shown[None].n - sum(s.n for s in shown.values() if s.segment and not s.suppressed)
    assert hidden_people >= Settings().least
    assert "offers-hidden" in [finding.code for finding in result.findings]


@given(st.lists(st.integers(0, 14), min_size=1, max_size=6), st.integers(0, 6), st.integers(1, 9))
@settings(deadline=None, max_examples=60)
def test_whatever_is_shown_leaves_no_small_remainder(sizes, missing, least):
    if not any(size > missing for size in sizes):
        return
    made = Settings(least=least)
    result = compare_offers(split(*sizes, missing=missing), Offers((bundle(1, 0), bundle(0, 1))), made, "kind")
    parts = [segment for segment in result.segments if segment.segment is not None]
    assert all(segment.n == 0 or segment.n >= least for segment in parts if not segment.suppressed)
    rest = result.everyone.n - sum(segment.n for segment in parts if not segment.suppressed)
    several = any(segment.n for segment in parts if not segment.suppressed)
    assert rest == 0 or rest >= least or not several


def test_counts_alone_give_the_same_means_and_nothing_about_persons():
    data = people([["LD", "ED"], ["LN", "NN"], ["ED", "LN"], ["NN", "LD"]])
    offers = Offers((bundle(0.3, 1), bundle(1, 0.6)))
    known, counted = compare_offers(data, offers), compare_offers(data.count().tally(TABLE), offers)
    for person, total in zip(known.everyone.offers, counted.everyone.offers, strict=True):
        assert total.gain.estimate == pytest.approx(person.gain.estimate)
        assert total.loss.estimate == pytest.approx(person.loss.estimate)
        assert {c: total.by_category[c] for c in "AOM"} == {c: pytest.approx(person.by_category[c]) for c in "AOM"}
        assert total.favourite.estimate is None
        assert total.gain.low is None
    assert counted.everyone.pairs == ()
    assert counted.people is None
    assert [leader.criterion for leader in counted.everyone.leaders] == ["gain", "loss", "satisfaction"]
    assert not any(leader.tested for leader in counted.everyone.leaders)


def test_counts_without_a_base_have_no_total():
    counts = CategoryCounts(("a", "b"), np.array([[[5, 0, 0, 0, 0, 0], [0, 0, 0, 0, 4, 1]]], dtype=float))
    result = compare_offers(counts, Offers((bundle(1, 0), bundle(0, 1))))
    assert all(offer.gain.estimate is None for offer in result.everyone.offers)
    assert result.everyone.leaders == ()
    codes = [finding.code for finding in result.findings]
    assert {"offers-no-people", "offers-outside", "offers-undefined"} <= set(codes)


def test_answers_that_the_table_has_no_row_for_are_refused():
    with pytest.raises(KanoError) as problem:
        compare_offers(people([["ED"]]), Offers((bundle(1), bundle(0))), Settings(table=load_table("three-level")))
    assert problem.value.code == "table-levels"


@pytest.mark.parametrize(
    ("offers", "code"),
    [
        ([bundle(1)], "offers-number"),
        ([bundle(1, name=str(i)) for i in range(21)], "offers-number"),
        ([bundle(1, name="x"), bundle(0, name="X ")], "offers-repeat"),
        ([bundle(1, name="x"), bundle(0, name=" ")], "offers-nameless"),
        ([Offer("x", {}), Offer("y", {})], "offers-featureless"),
        ([Offer("x", {"a": 1}), Offer("y", {"b": 1})], "offers-unsaid"),
        ([bundle(1.01), bundle(0)], "offers-level"),
        ([bundle(-0.01), bundle(0)], "offers-level"),
        ([Offer("x", {"a": float("nan")}), bundle(0)], "offers-level"),
        ([Offer("x", {"a": True}), bundle(0)], "offers-level"),
        ([bundle(1, cost=-1), bundle(0)], "offers-cost"),
        ([bundle(1, cost=float("inf")), bundle(0)], "offers-cost"),
    ],
)
def test_what_is_no_set_of_offers_is_refused(offers, code):
    with pytest.raises(KanoError) as problem:
        Offers(tuple(offers))
    assert problem.value.code == code
    assert str(problem.value)


def test_not_said_is_not_offered_only_where_that_is_said():
    given_ = (Offer("x", {"a": 1}), Offer("y", {"b": 0.5}))
    made = Offers(given_, "not offered")
    assert [dict(offer.levels) for offer in made] == [{"a": 1, "b": 0}, {"a": 0, "b": 0.5}]
    assert made.record()["blank"] == "not offered"


def test_a_feature_that_the_study_does_not_have_is_refused():
    with pytest.raises(KanoError) as problem:
        compare_offers(people([["LD"]]), Offers((bundle(1, 1), bundle(0, 0))))
    assert problem.value.code == "offers-unknown"


def test_features_that_no_offer_mentions_are_named(found):
    assert found.not_compared == ("Free seat choice", "One free rebooking", "Checked bag of 20 kg", "Hot meal on board")


def test_the_story_that_the_sample_tells_is_in_its_numbers(found):
    """What the page and the documentation say of it."""
    full, small, late, middle = found.offers.names
    everyone, work, holiday = (found.of(name) for name in (None, "Work", "Holiday"))
    assert everyone.leader("gain").best == (late,)
    assert everyone.leader("gain").close == ()
    assert everyone.of(late).basics.estimate == max(offer.basics.estimate for offer in everyone.offers) > 0.4
    assert best_on_all(everyone) == ()
    assert everyone.leader("satisfaction").best == (middle,)
    assert everyone.leader("satisfaction").close == (late,)
    assert everyone.of(middle).favourite.estimate == min(offer.favourite.estimate for offer in everyone.offers)
    for criterion in ("satisfaction", "contented", "favourite"):
        assert work.leader(criterion).best == (full,)
        assert work.leader(criterion).close == ()
    assert work.of(late).basics.estimate > 0.6
    assert holiday.of(full).satisfaction.estimate == min(o.satisfaction.estimate for o in holiday.offers)
    family = found.of("Visiting family or friends")
    assert family.leader("satisfaction").best == (small,)
    assert family.leader("satisfaction").close
    told = (everyone.of(late).gain, everyone.of(late).basics, work.of(late).basics, everyone.always_wanting)
    assert [round(figure.estimate, 2) for figure in told] == [1.58, 0.48, 0.64, 0.41]
    assert not [offer for offer in found.offers if all(level == 1 for level in offer.levels.values())]


def test_the_sample_is_the_same_in_every_language_and_is_listed(flight):
    made = [flights(flight, lang) for lang in LANGUAGES]
    assert len({str([dict(offer.levels) for offer in each]) for each in made}) == 1
    assert len({each.names for each in made}) == len(LANGUAGES)
    folder = sample_offers(flight, "en").parent
    listed = list(csv.DictReader((folder / "index.csv").open(encoding="utf-8")))
    assert {entry["file"] for entry in listed} == {p.name for p in folder.glob("*.csv")} - {"index.csv"}
    assert sample_offers(open_sample("hotpot"), "en") is None


def test_the_same_people_give_the_same_result_and_rows_have_the_same_columns(flight, found):
    again = compare_offers(flight.data, flights(flight), by="purpose")
    for rows in (found.rows, found.part_rows, found.pair_rows, found.leader_rows):
        assert len({tuple(row) for row in rows()}) == 1
    assert again.rows() == found.rows()
    assert again.pair_rows() == found.pair_rows()


def test_the_record_names_every_decision(found):
    how = found.conventions
    assert how["unit"] == "people"
    assert how["blank"] == "refused"
    assert how["satisfaction"]["reverse"] == "the pair swapped, at the level 1 - x"
    assert how["tests"]["adjustment"] == "fdr_bh"
    assert {source["key"] for source in how["sources"]} >= {"berger1993", "atlason2018", "mcnemar1947"}
    assert all(source["status"] for source in how["sources"])
