"""The counts file: what is gathered is read again as it was, and what was damaged is refused where it is."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from kano import PairCounts, Settings
from kano.bundle import COUNTS, is_bundle
from kano.bundle.gathered import read, study_of, write
from kano.conventions import VERSION
from kano.counted import Counted
from kano.errors import Finding, KanoError
from kano.evaluation import load_table
from kano.gathered import LARGEST, UNIT, Batch, Gathered, Weighed
from kano.i18n import LANGUAGES, catalogue
from kano.reports import Report
from kano.reports import write as write_report
from kano.reports.bundle import open_bundle
from tests.bundle.bundles import changed

FEATURES = ("Wifi, free", "早餐", "=late()")
CITIES = ("Berlin", "上海", "")
MONTHS = ("2026-01", "2026-02")


def gathered(seed=0, weighed=True, people=40, batch="b1", most=3 * UNIT, features=FEATURES, asked=(CITIES, MONTHS)):
    """Counts of people who are drawn one by one, with their weights and ratings, and the people themselves."""
    rng = np.random.default_rng(seed)
    names = ("city", "month")
    codes = rng.integers(0, 6, (people, len(features), 2))
    weights = rng.integers(0, most, people) if weighed else np.zeros(people, dtype=np.int64)
    rated = rng.integers(0, 10, (people, len(features)))
    places = [rng.integers(0, len(values), people) for values in asked]
    grids = {
        name: np.zeros((len(v), len(features), 6, 6, 3), dtype=np.int64) for name, v in zip(names, asked, strict=True)
    }
    moments = {name: np.zeros((len(v), len(features), 3)) for name, v in zip(names, asked, strict=True)}
    for person in range(people):
        w = int(weights[person])
        for f in range(len(features)):
            for name, place in zip(names, places, strict=True):
                i, j = codes[person, f]
                grids[name][place[person], f, i, j] += (1, w, w * w)
                if rating := int(rated[person, f]):
                    moments[name][place[person], f] += (1, rating, rating**2)
    pairs = {n: PairCounts(features, grids[n][..., 0], v, n, moments[n]) for n, v in zip(names, asked, strict=True)}
    complete = ((codes > 0).all(axis=2)).sum(axis=1)
    silent = int((codes == 0).all(axis=(1, 2)).sum())
    data = Counted(pairs["city"].pooled(), pairs, people, silent, int(complete.max(initial=0)))
    sums = {name: np.moveaxis(grid[..., 1:], -1, 0) for name, grid in grids.items()}
    found = Weighed(sums["city"].sum(axis=1, keepdims=True), sums) if weighed else None
    said = (Finding("took-blank", values={"answers": "n/a"}),)
    where = Batch(batch, f"{batch}.csv", people, f"{seed:064x}")
    return Gathered(data, (where,), found, "month", "month", 5, ("n/a",), ("id",), said)


def same(one, two):
    assert one.data.everyone.equals(two.data.everyone)
    assert list(one.data.questions) == list(two.data.questions)
    for name in one.data.questions:
        assert one.data.questions[name].equals(two.data.questions[name])
    assert (one.weighed is None) == (two.weighed is None)
    if one.weighed and two.weighed:
        assert np.array_equal(one.weighed.everyone, two.weighed.everyone)
        for name, sums in one.weighed.questions.items():
            assert np.array_equal(sums, two.weighed.questions[name])
    parts = ("batches", "date", "period", "levels", "blank", "dropped", "findings", "people")
    assert [getattr(one, part) for part in parts] == [getattr(two, part) for part in parts]
    told = ("people", "silent", "most_pairs")
    assert [getattr(one.data, part) for part in told] == [getattr(two.data, part) for part in told]


@hypothesis(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.booleans(), st.integers(1, 60), st.sampled_from([UNIT, 1000 * UNIT]))
def test_what_is_read_is_what_was_written(seed, weighed, people, most):
    one = gathered(seed, weighed, people, most=most)
    data = write(one)
    same(one, read(data, "c.json"))
    assert write(read(data, "c.json")) == data


def test_sums_of_weights_are_exact_to_their_limit():
    one = gathered()
    everyone, questions = one.weighed.everyone.copy(), {by: sums.copy() for by, sums in one.weighed.questions.items()}
    f, i, j = np.argwhere(everyone[1, 0] > 0)[0]
    more = LARGEST - everyone[1, 0, f, i, j]
    for sums in questions.values():
        sums[1, np.flatnonzero(sums[1, :, f, i, j])[0], f, i, j] += more
    everyone[1, 0, f, i, j] += more
    far = replace(one, weighed=Weighed(everyone, questions))
    again = json.loads(write(far))["weights"]["everyone"]["squares"]
    assert max(max(max(row) for row in segment) for segment in again) == LARGEST
    same(far, read(write(far), "c.json"))


def test_it_has_neither_people_nor_a_clock():
    content = json.loads(write(gathered()))
    assert content["schema"] == COUNTS
    assert content["kano"] == VERSION
    assert list(content)[:3] == ["schema", "kano", "sha256"]
    assert write(gathered()) == write(gathered())


def test_it_is_opened_as_a_bundle_is():
    data = write(gathered(weighed=False))
    assert is_bundle(data)
    report = open_bundle(data, "c.json")
    study, head = report.study, report.study.bundled
    assert study.data.everyone.equals(gathered(weighed=False).data.everyone)
    assert (study.settings, head.by, head.periods, head.name) == (Settings(), None, "month", "c.json")
    assert head.batches == gathered().batches
    assert [finding.code for finding in study.findings] == ["took-blank"]
    assert (study.people, study.segments, study.mapping.blank) == (40, ("city", "month"), ["n/a"])
    assert study.left_out()["columns"] == ["id"]
    plain = Report(study, study.classify()).result.rows()
    assert report.result.rows() == plain


def test_its_small_segments_are_hidden_as_always():
    study = open_bundle(write(gathered(3, weighed=False, people=12)), "c.json").study
    sizes = dict(zip(CITIES, study.count("city").grid.sum(axis=(-2, -1))[:, 0].tolist(), strict=True))
    assert min(sizes.values()) < 5
    shown = {feature.segment for feature in study.classify(by="city").features}
    assert not shown & {name for name, n in sizes.items() if n < 5}


def test_who_weighs_counts_as_so_many_who_count_alike():
    """Kish 1965: (sum w)^2 / sum w^2 of the complete pairs."""
    one, table = gathered(5), load_table()
    study = open_bundle(write(one), "c.json").study
    weights, squares = one.weighed.everyone[:, 0, :, 1:, 1:].astype(float)
    effective = weights.sum(axis=(-2, -1)) ** 2 / squares.sum(axis=(-2, -1))
    assert study.everyone.n[0] == pytest.approx(effective)
    shares = table.tally(one.weighed.everyone[0, ..., 1:, 1:])[0] / weights.sum(axis=(-2, -1))[:, None]
    assert study.everyone.counts[0] / study.everyone.n[0][:, None] == pytest.approx(shares)
    assert study.people == 40
    assert "counts-weighed" in [finding.code for finding in study.findings]


def test_people_who_all_weigh_the_same_are_counted_as_they_are():
    one = gathered(6, weighed=False)
    grids = {name: counts.grid for name, counts in one.data.questions.items()}
    alike = {name: np.stack([grid * 7, grid * 49]) for name, grid in grids.items()}
    whole = np.stack([one.data.everyone.grid * 7, one.data.everyone.grid * 49])
    study = study_of(replace(one, weighed=Weighed(whole, alike)))
    for by in (None, "city"):
        want = one.data.count(by).with_everyone().tally(load_table()).counts
        found = study.count(by)
        assert found.counts == pytest.approx(want)


@pytest.mark.parametrize("by", [None, "city", "month"])
@pytest.mark.parametrize("people", [14, 400])
def test_a_bundle_of_weighed_counts_opens_with_the_same_numbers(by, people):
    study = study_of(gathered(8, people=people), "c.json")
    report = Report(study, study.classify(by=by))
    again = open_bundle(write_report(report, "json"), "b.json")
    assert again.result.rows() == report.result.rows()
    assert "bundle-differs" not in [finding.code for finding in again.study.findings]


def test_three_levels_have_their_table():
    one = gathered(weighed=False)
    to_three = np.array([0, 1, 3, 3, 3, 5])

    def folded(counts):
        grid = np.zeros_like(counts.grid)
        for i in range(6):
            for j in range(6):
                grid[:, :, to_three[i], to_three[j]] += counts.grid[:, :, i, j]
        return replace(counts, grid=grid)

    questions = {name: folded(counts) for name, counts in one.data.questions.items()}
    three = replace(one, data=replace(one.data, everyone=folded(one.data.everyone), questions=questions), levels=3)
    study = open_bundle(write(three), "c.json").study
    assert (study.tables, study.settings.table.name) == (("three-level",), "three-level")
    study.classify()


def test_more_people_than_can_be_analysed_are_neither_written_nor_opened():
    one = gathered(weighed=False)
    many = PairCounts(("f",), np.full((1, 1, 6, 6), 10**9 // 36 + 1))
    far = replace(
        one, data=Counted(many, {}, int(many.grid.sum()), 0, 1), batches=(Batch("b", "b", int(many.grid.sum())),)
    )
    far = replace(far, date=None, period=None)
    for attempt in (write, study_of):
        with pytest.raises(KanoError) as caught:
            attempt(far)
        assert caught.value.code == "counts-many"
        assert "1,000,000," in str(caught.value)


def refused(change, where, seed=0, **more):
    """Its damage has a place, in every language."""
    data = changed(write(gathered(seed, **more)), change)
    with pytest.raises(KanoError) as caught:
        read(data, "c.json")
    assert caught.value.code == "bundle-field", caught.value
    assert caught.value.values["where"] == where
    for lang in LANGUAGES:
        assert "c.json" in caught.value.text(catalogue(lang))


def put(*path):
    """Sets the value at the end of a path."""

    def change(content):
        *way, last, value = path
        for step in way:
            content = content[step]
        content[last] = value

    return change


HIDDEN = {"least": 5, "segments": [], "together": None, "features": []}
DAMAGE = [
    (put("more", 1), ""),
    (put("file", "levels", 4), "file.levels"),
    (put("file", "levels", "5"), "file.levels"),
    (put("file", "more", 1), "file"),
    (put("file", "read_as_no_answer", "n/a"), "file.read_as_no_answer"),
    (put("file", "columns_left_out", 0, 7), "file.columns_left_out[0]"),
    (put("date", "day"), "date"),
    (put("date", 7), "date"),
    (put("period", "decade"), "period"),
    (put("period", None), "period"),
    (put("date", None), "period"),
    (put("batches", []), "batches"),
    (put("batches", {}), "batches"),
    (put("batches", 0, "people", 39), "batches"),
    (put("batches", 0, "people", -1), "batches[0].people"),
    (put("batches", 0, "people", 40.5), "batches[0].people"),
    (put("batches", 0, "id", 7), "batches[0].id"),
    (put("batches", 0, "id", "x" * 201), "batches[0].id"),
    (put("batches", 0, "signature", "x" * 65), "batches[0].signature"),
    (put("batches", 0, "more", 1), "batches[0]"),
    (put("counts", "kind", "table"), "counts.kind"),
    (put("counts", "kind", "people"), "counts.kind"),
    (put("counts", "features", ["a", "a", "b"]), "counts.features"),
    (put("counts", "people", 41), "counts.people"),
    (put("counts", "people", None), "batches"),
    (put("counts", "everyone", "grid", 0, 0, 7, -1), "counts.everyone.grid[0][0]"),
    (put("counts", "everyone", "grid", 0, 0, 7, 10**13), "counts.everyone.grid[0][0]"),
    (put("counts", "everyone", "grid", 0, 0, []), "counts.everyone.grid[0][0]"),
    (put("counts", "questions", 1, "by", "city"), "counts.questions"),
    (put("counts", "questions", 0, "hidden", HIDDEN), "counts.questions[0].hidden"),
    (put("weights", "unit", 1), "weights.unit"),
    (put("weights", "more", 1), "weights"),
    (put("weights", "questions", []), "weights.questions"),
    (put("weights", "questions", 1, "by", "city"), "weights.questions[1].sums"),
    (put("weights", "questions", 1, "by", "shoes"), "weights.questions[1].by"),
    (put("weights", "everyone", "sums", 0, 0, 3, -1), "weights.everyone.sums[0][0]"),
    (put("weights", "everyone", "sums", 0, 0, 3, 2**62 + 1), "weights.everyone.sums[0][0]"),
    (put("weights", "everyone", "sums", 0, 0, 3, 1.5), "weights.everyone.sums[0][0]"),
    (put("weights", "everyone", "squares", 0, []), "weights.everyone.squares[0]"),
    (put("findings", 0, "values", []), "findings[0].values"),
]


@pytest.mark.parametrize(("change", "where"), DAMAGE, ids=[f"{i}-{where}" for i, (_, where) in enumerate(DAMAGE)])
def test_damage_is_refused_where_it_is(change, where):
    refused(change, where)


@pytest.mark.parametrize("side", ["sums", "squares"])
def test_weights_that_no_people_can_have_are_refused(side):
    def nobody(content):
        grid, sums = content["counts"]["everyone"]["grid"][0][0], content["weights"]["everyone"][side][0][0]
        sums[grid.index(0)] = 1

    refused(nobody, "weights.everyone", people=4)


def test_sums_that_fit_no_squares_are_refused():
    """(sum w)^2 <= n sum w^2."""

    def more(content):
        sums = content["weights"]["everyone"]["sums"][0][0]
        sums[max(range(36), key=sums.__getitem__)] *= 1000

    refused(more, "weights.everyone")


def test_weights_of_segments_that_do_not_add_up_are_refused():
    def other(content):
        whole = content["weights"]["questions"][0]
        place = next(i for i, n in enumerate(whole["sums"][0][0]) if n > 0)
        whole["sums"][0][0][place] -= 1

    refused(other, "weights.questions[0]")


def test_a_batch_stands_in_it_once():
    def twice(content):
        content["batches"][0]["people"] = 20
        content["batches"].append(dict(content["batches"][0]))

    refused(twice, "batches")


def test_a_change_is_seen_by_the_seal():
    data = changed(write(gathered()), put("batches", 0, "id", "other"), whole=False)
    with pytest.raises(KanoError) as caught:
        read(data, "c.json")
    assert caught.value.code == "bundle-changed"


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"schema": "kano.counts/1", "a": NaN}', b"\xff"])
def test_what_is_no_json_is_refused(data):
    with pytest.raises(KanoError) as caught:
        read(data, "c.json")
    assert caught.value.code == "bundle-broken"


@pytest.mark.parametrize("schema", ["kano.counts/2", "kano.bundle/1", "other"])
def test_another_schema_is_refused(schema):
    data = changed(write(gathered()), put("schema", schema))
    with pytest.raises(KanoError) as caught:
        read(data, "c.json")
    assert caught.value.code == "counts-schema"
    with pytest.raises(KanoError) as caught:
        open_bundle(data, "c.json")
    assert caught.value.code in ("bundle-schema", "bundle-none", "bundle-field")


def test_every_cut_is_refused():
    data = write(gathered(people=5))
    for size in range(0, len(data) - 2, 997):
        with pytest.raises(KanoError):
            read(data[:size], "c.json")


def test_a_file_that_could_not_be_read_again_is_not_written():
    long = replace(gathered(), batches=(Batch("x" * 300, "s", 40),))
    with pytest.raises(KanoError):
        write(long)
