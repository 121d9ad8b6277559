"""`kano merge`: counts of different people as one, nobody twice."""

import itertools

import pytest

from kano.gathered import Gathered
from tests.test_cli_count import file, gathered, people, same


@pytest.fixture
def days(kano, tmp_path):
    """Counts files of three days, and the one of all."""
    paths = []
    rows = [people(30), people(25, 1, 31), people(20, 2, 56)]
    for name, part in zip(("mon", "tue", "wed", "all"), [*rows, list(itertools.chain(*rows))], strict=True):
        source, out = file(tmp_path / f"{name}.csv", part), tmp_path / f"{name}.json"
        status, _, err = kano("count", source, "--by", "city", "--weight", "w", "--batch", name, "--out", out)
        assert status == 0, err
        paths.append(out)
    return paths


def by_name(found: Gathered):
    """The cells by their names, in whatever order they stand."""
    frames = [found.data.everyone.to_frame(), found.data.questions["city"].to_frame()]
    return [sorted(map(tuple, frame.itertuples(index=False))) for frame in frames]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_in_every_order_it_is_as_if_counted_at_once(kano, data, days, tmp_path, order):
    out = tmp_path / "merged.json"
    told = data("merge", *(days[i] for i in order), "--out", out)
    one, whole = gathered(out), gathered(days[3])
    assert told["people"] == one.people == whole.people == 75
    assert [batch["id"] for batch in told["batches"]] == [("mon", "tue", "wed")[i] for i in order]
    assert by_name(one) == by_name(whole)
    assert (one.weighed.everyone == whole.weighed.everyone).all()
    assert (one.data.silent, one.data.most_pairs) == (whole.data.silent, whole.data.most_pairs)
    shown = kano("classify", out, "--format", "csv")[1]
    assert shown == kano("classify", days[3], "--format", "csv")[1]


def test_in_steps_it_is_the_same(kano, days, tmp_path):
    mon, tue, wed, _ = days
    one, two = tmp_path / "1.json", tmp_path / "2.json"
    assert kano("merge", mon, tue, "--out", one)[0] == 0
    assert kano("merge", one, wed, "--out", one)[0] == 0
    assert kano("merge", mon, tue, wed, "--out", two)[0] == 0
    same(gathered(one), gathered(two))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_a_batch_is_never_in_twice(kano, days, tmp_path, lang):
    mon, tue, _, _ = days
    one = tmp_path / "1.json"
    assert kano("merge", mon, tue, "--out", one)[0] == 0
    before = one.read_bytes()
    status, shown, err = kano("merge", one, tue, "--out", one, "--lang", lang)
    assert (status, shown, one.read_bytes() == before) == (2, "", True)
    assert "tue" in err
    assert kano("merge", mon, mon, "--out", one, "--lang", lang)[0] == 2
    assert one.read_bytes() == before


def test_what_is_unlike_is_said(kano, days, tmp_path):
    plain, out = tmp_path / "plain.json", tmp_path / "out.json"
    assert kano("count", file(tmp_path / "x.csv", people(9, 7)), "--by", "city", "--out", plain)[0] == 0
    status, _, err = kano("merge", days[0], plain, "--out", out)
    assert (status, "weights" in err, out.exists()) == (2, True, False)


def test_the_same_people_under_another_name_are_refused(kano, days, tmp_path):
    again, out = tmp_path / "again.json", tmp_path / "out.json"
    assert kano("count", tmp_path / "mon.csv", "--by", "city", "--weight", "w", "--batch", "x", "--out", again)[0] == 0
    status, _, err = kano("merge", days[0], again, "--out", out)
    assert (status, "mon" in err, out.exists()) == (2, True, False)


def test_only_counts_files_are_merged(kano, days, tmp_path):
    out = tmp_path / "out.json"
    bundle = tmp_path / "b.json"
    assert kano("report", days[0], "--out", bundle)[0] == 0
    for other in (bundle, tmp_path / "mon.csv", tmp_path / "nowhere.json"):
        status, shown, err = kano("merge", days[1], other, "--out", out)
        assert (status, shown, other.name in err, out.exists()) == (2, "", True, False)
    assert kano("merge", days[0], days[1], "--out", tmp_path / "out.xlsx")[0] == 2
