"""Groups of respondents: planted ones are found, none are found where there are none, and refusals say why."""

import json

import numpy as np
import pytest

from kano import KanoError, Responses, Settings, load_table
from kano.groups.components import centred, common, scores
from kano.groups.conventions import Search, describe
from kano.groups.mixtures import adjusted_rand
from kano.groups.search import find_groups
from kano.i18n import LANGUAGES, catalogue
from kano.samples import open_sample

CODES = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (5, 1), "Q": (1, 1)}
FEW = Search(resamples=12, starts=8)


def answers(letters):
    """(N, F) letters of categories as Responses; a dash is no answer."""
    pair = {**CODES, "-": (0, 0)}
    codes = np.array([[pair[letter] for letter in row] for row in letters], dtype=np.int8)
    return Responses(tuple(f"f{i}" for i in range(codes.shape[1])), codes[..., 0], codes[..., 1])


def drawn(rng, n, profiles, group):
    """People of groups whose `profiles` name a favourite category per feature: 70% give it, the others any of five."""
    rows = []
    for k in group[:n]:
        rows.append([c if rng.random() < 0.7 else rng.choice(list("AOMIR")) for c in profiles[k]])
    return np.array(rows)


def planted(seed, n, profiles):
    rng = np.random.default_rng(seed)
    group = rng.integers(len(profiles), size=n)
    return drawn(rng, n, profiles, group), group


def labels(found):
    return found.membership.argmax(axis=1)


@pytest.mark.parametrize("method", ["classes", "scores"])
@pytest.mark.parametrize("seed", [1, 2])
def test_two_planted_groups_are_found(method, seed):
    letters, truth = planted(seed, 240, ["AAAAIIOOMM", "MMMMIIOOAA"])
    found = find_groups(answers(letters), None, Search(method, resamples=20))
    assert found.reason is None
    assert len(found.groups) == 2
    assert adjusted_rand(truth, labels(found)) > 0.85
    assert found.stability > 0.85
    assert found.method == method


def test_three_planted_groups_are_found_with_their_profiles():
    letters, truth = planted(3, 300, ["AAAAIIII", "MMMMIIII", "IIIIAAAA"])
    found = find_groups(answers(letters), None, FEW)
    assert len(found.groups) == 3
    assert adjusted_rand(truth, labels(found)) > 0.85
    seen = {"".join(str(f.category) for f in group.features) for group in found.groups}
    assert seen == {"AAAAIIII", "MMMMIIII", "IIIIAAAA"}
    assert [group.n for group in found.groups] == sorted((group.n for group in found.groups), reverse=True)
    assert sum(group.n for group in found.groups) == 300
    assert all(0.9 < group.sure <= 1 for group in found.groups)
    assert found.membership.sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize("method", ["classes", "scores"])
def test_no_groups_are_found_where_everyone_is_alike(method):
    for seed in range(12):
        rng = np.random.default_rng(100 + seed)
        shares = rng.dirichlet([1.2, 1.2, 1.2, 2, 0.3], 8)
        letters = np.array([[rng.choice(list("AOMIR"), p=p) for p in shares] for _ in range(200)])
        found = find_groups(answers(letters), None, Search(method, resamples=20))
        assert found.groups == ()
        assert found.reason.code in {"groups-one", "groups-unrelated", "groups-small", "groups-unstable"}


@pytest.mark.parametrize("method", ["classes", "scores"])
def test_people_who_differ_by_degrees_are_no_groups(method):
    """Everyone leans to indifferent, some more, some less, most in the middle: not kinds of people."""
    for seed in range(8):
        rng = np.random.default_rng(300 + seed)
        lean = rng.beta(4, 4, (200, 1))
        letters = np.where(rng.random((200, 8)) < lean, "I", rng.choice(list("AOM"), (200, 8)))
        assert find_groups(answers(letters), None, Search(method, resamples=20)).groups == ()


def test_where_each_person_is_asked_half_of_the_features_classes_are_found():
    letters, truth = planted(5, 400, ["AAAAIIOOMM", "MMMMIIOOAA"])
    rng = np.random.default_rng(6)
    for row in letters:
        row[rng.choice(10, 5, replace=False)] = "-"
    found = find_groups(answers(letters), None, FEW)
    assert (found.method, len(found.groups)) == ("classes", 2)
    assert adjusted_rand(truth, labels(found)) > 0.6
    (said,) = [finding for finding in found.findings if finding.code == "groups-missing-ignored"]
    assert said.values["percent"] == 50
    refused = find_groups(answers(letters), None, Search("scores"))
    assert refused.reason.code == "groups-missing"


def test_the_order_of_the_people_changes_no_group():
    letters, _ = planted(7, 200, ["AAAAIIII", "MMMMIIII"])
    order = np.random.default_rng(1).permutation(200)
    plain, mixed = (find_groups(answers(rows), None, FEW) for rows in (letters, letters[order]))
    assert adjusted_rand(labels(plain)[order], labels(mixed)) == 1
    assert [group.n for group in plain.groups] == [group.n for group in mixed.groups]
    assert [c.bic for c in plain.candidates[:2]] == pytest.approx([c.bic for c in mixed.candidates[:2]], abs=0.01)


def test_the_same_answers_and_seed_give_the_same_groups():
    letters, _ = planted(8, 150, ["AAAAII", "MMMMII"])
    first, again = (find_groups(answers(letters), None, FEW) for _ in range(2))
    assert np.array_equal(first.membership, again.membership)
    assert (first.stability, first.candidates) == (again.stability, again.candidates)


# --- refusals ----------------------------------------------------------------------------------------------------


def test_too_few_people_for_the_parameters_are_counted():
    letters, _ = planted(9, 40, ["AAAAIIOO", "MMMMIIOO"])
    refused = find_groups(answers(letters), None, Search("classes"))
    assert refused.reason.code == "groups-people"
    assert refused.reason.values == {"n": 40, "least": 65, "parameters": 65}  # 1 + 2 * 8 features * 4 free shares
    assert (refused.groups, refused.candidates, refused.membership.shape) == ((), (), (40, 0))
    by_scores = find_groups(answers(letters), None, FEW)
    assert by_scores.method == "scores"
    assert by_scores.findings[0].code == "groups-by-scores"


def test_few_people_or_features_are_refused_by_scores_too():
    letters, _ = planted(10, 12, ["AAAAII", "MMMMII"])
    assert find_groups(answers(letters), None, Search("scores")).reason.code == "groups-people"
    assert find_groups(answers(letters[:, :4]), None, Search("scores")).reason.code == "groups-features"
    assert find_groups(answers(letters[:, :2])).reason.code == "groups-features"


def test_people_who_gave_one_pair_throughout_are_told_and_refused_when_they_are_many():
    letters, _ = planted(11, 200, ["AAAAIIOO", "MMMMIIOO"])
    letters[:20] = "I"
    few = find_groups(answers(letters), None, FEW)
    assert any(f.code == "groups-some-straight" and f.values["n"] >= 20 for f in few.findings)
    letters[:80] = "I"
    many = find_groups(answers(letters), None, FEW)
    assert many.reason.code == "groups-straight"
    assert many.reason.values == {"percent": 40, "most": 25}
    own = find_groups(answers(letters), None, Search(straight=1, resamples=12)).findings
    assert any(f.code == "groups-of-straight" and f.values["percent"] > 50 for f in own)


def test_a_group_of_fewer_than_the_least_is_refused():
    letters = np.full((120, 6), "A")
    rng = np.random.default_rng(12)
    letters[rng.random((120, 6)) < 0.2] = "O"
    letters[:8] = "M"
    assert [group.n for group in find_groups(answers(letters), None, Search(straight=1)).groups] == [112, 8]
    refused = find_groups(answers(letters), Settings(least=9), Search(straight=1))
    assert refused.reason.code == "groups-small"
    assert all(group.n >= 9 for group in refused.groups)


def test_the_least_stability_is_an_argument():
    letters, _ = planted(13, 240, ["AAAAIIOOMM", "MMMMIIOOAA"])
    strict = find_groups(answers(letters), None, Search(stable=1.01, resamples=12))
    assert strict.reason.code == "groups-unstable"
    assert strict.stability is not None
    assert strict.groups == ()


def test_an_unknown_method_and_answers_outside_the_table_are_errors():
    letters, _ = planted(14, 30, ["AAAA", "MMMM"])
    with pytest.raises(KanoError) as caught:
        find_groups(answers(letters), None, Search("k-means"))
    assert caught.value.code == "groups-method"
    people = answers(letters)
    outside = Responses(people.features, np.where(people.functional == 1, 2, people.functional), people.dysfunctional)
    with pytest.raises(KanoError):
        find_groups(outside, Settings(table=load_table("three-level")))


def test_people_without_an_answer_are_in_no_group_and_counted():
    letters, _ = planted(15, 200, ["AAAAIIII", "MMMMIIII"])
    letters[:3] = "-"
    found = find_groups(answers(letters), None, FEW)
    assert np.isnan(found.membership[:3]).all()
    assert found.conventions["people"] == {
        "n": 197,
        "not_placed": 3,
        "straight": found.conventions["people"]["straight"],
    }
    assert sum(group.n for group in found.groups) == 197


# --- scores ------------------------------------------------------------------------------------------------------


def test_scores_are_dumouchels_and_missing_ones_are_the_mean():
    given = scores(answers([["A", "Q"], ["M", "-"], ["R", "O"]]), load_table())
    assert given[0, 0].tolist() == [0, 4]  # neutral without: 0; like with: 4
    assert given[1, 0].tolist() == [4, 0]
    assert given[2, 0].tolist() == [-2, -2]
    assert np.isnan(given[0, 1]).all()
    assert np.isnan(given[1, 1]).all()
    middle = centred(given)
    assert middle.mean(axis=0) == pytest.approx(0)
    assert middle[0, 1].tolist() == [0, 0]


def test_unrelated_features_have_no_direction_in_common_and_related_ones_have():
    rng = np.random.default_rng(16)
    alone = [common(centred(rng.normal(size=(80, 8, 2))), 4, seed) for seed in range(40)]
    assert sum(number > 0 for number in alone) <= 6
    shared = rng.normal(size=(80, 1, 1)) + rng.normal(size=(80, 8, 2))
    assert common(centred(shared), 4, 1) == 1


# --- records -----------------------------------------------------------------------------------------------------


def test_rows_and_record_are_plain_data():
    letters, _ = planted(17, 150, ["AAAAII", "MMMMII"])
    found = find_groups(answers(letters), None, FEW)
    rows = json.loads(json.dumps(found.rows(), allow_nan=False))
    assert len(rows) == 2 * 6
    assert {"group", "people", "share", "sure", "feature", "category", "better"} <= set(rows[0])
    assert list(found.to_frame()["group"]) == [1] * 6 + [2] * 6
    record = json.loads(json.dumps(found.conventions, allow_nan=False))
    assert "independent" in record["independence"]
    assert "no test" in record["profile"]
    assert record["stability"]["least"] == 0.8
    assert {source["key"] for source in record["sources"]} >= {"lazarsfeld1968", "hubert1985"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("method", ["classes", "scores"])
def test_the_record_and_every_reason_are_told_in_every_language(lang, method):
    letters, _ = planted(18, 60, ["AAAAII", "MMMMII"])
    found = find_groups(answers(letters), None, Search(method, resamples=3, starts=4))
    t = catalogue(lang)
    assert all("{" not in text for row in describe(found.conventions, t) for text in row)
    for finding in [*found.findings, *([found.reason] if found.reason else [])]:
        assert "{" not in finding.text(t)


def test_the_careless_people_of_the_sample_are_found_and_told_as_what_they_may_be():
    found = open_sample("hotpot").groups(search=Search("scores"))
    assert [group.n for group in found.groups] == [228, 12]
    (said,) = [finding for finding in found.findings if finding.code == "groups-of-straight"]
    assert said.values == {"group": 2, "percent": 50}
    refused = open_sample("hotpot").groups()
    assert (refused.method, refused.reason.code) == ("classes", "groups-unstable")


def test_counts_have_no_respondents_to_group():
    with pytest.raises(KanoError) as caught:
        open_sample("berger1993").groups()
    assert caught.value.code == "groups-counts"
