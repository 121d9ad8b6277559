"""A study without its people, opened again: the same numbers everywhere."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from kano import CategoryCounts, Settings, read
from kano.bundle import is_bundle
from kano.comparison import compare
from kano.conventions import VERSION
from kano.counted import Counted
from kano.errors import KanoError
from kano.evaluation import load_table, parse_table
from kano.flags import Rules
from kano.i18n import catalogue
from kano.planning import pairs_of
from kano.questionnaire import load
from kano.readers import Layout, Mapping
from kano.readers.table import Source
from kano.reports import About, Report, record, write
from kano.reports.bundle import about_of, open_bundle
from kano.reports.story import story
from kano.samples import SAMPLES, open_sample
from kano.study import Study
from kano.trust import trust_study
from tests.bundle.bundles import ABOUT, again, answers, changed, written

FOLDER = Path(__file__).parents[2] / "sample_data"
FILES = [entry["file"] for entry in csv.DictReader((FOLDER / "index.csv").open(encoding="utf-8"))]
OWN = replace(load_table("pouliot"), name="ours.txt")
CHOICES = [
    Settings(),
    Settings(rule="blauth", tie_margin=0.05, seed=7),
    Settings(table=OWN, draws=500, clear=0.9, leaning=0.7, level=0.9, band=0.5, least=8),
]


def same(study, opened, settings, by):
    """Everything that is found of both."""
    one, two = study.classify(settings, by), opened.study.classify(settings, by)
    assert one.rows() == two.rows()
    assert (one.findings, one.together, one.conventions) == (two.findings, two.together, two.conventions)
    first, second = Report(study, one), Report(opened.study, two)
    assert record.dump(record.classification(first)) == record.dump(record.classification(second))
    assert record.dump(record.curves(first)) == record.dump(record.curves(second))


@pytest.mark.parametrize("file", FILES)
def test_every_sample_is_found_again(file):
    study = read(FOLDER / file)
    for by in (None, *study.segments):
        opened = again(study, by=by)
        assert opened.study.findings == study.findings
        assert opened.result.counts.by == by
        same(study, opened, opened.study.settings, by)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("settings", CHOICES, ids=["default", "blauth", "own"])
def test_with_its_questionnaire_and_settings(name, settings):
    study = open_sample(name)
    if study.mapping.levels == 3:
        return
    opened = again(study, settings, (*study.segments, None)[0])
    assert opened.study.settings == settings
    assert opened.study.questionnaire == study.questionnaire
    assert opened.study.labels("zh-Hans") == study.labels("zh-Hans")
    for by in (None, *study.segments):
        same(study, opened, settings, by)


@hypothesis(deadline=None, max_examples=40)
@example(28, 28, 8)  # Every feature of every segment that is shown was answered by too few.
@given(st.integers(0, 10**6), st.integers(0, 50), st.integers(1, 8))
def test_people_who_were_drawn_are_counted_the_same(seed, n, least):
    study, settings = answers(seed, n, 2), Settings(least=least, draws=100)
    for by in (None, "who"):
        same(study, again(study, settings, "who"), settings, by)


@pytest.mark.parametrize("name", ["hotpot", "flight"])
def test_certainty_and_segments_are_the_same(name):
    study = open_sample(name)
    opened = again(study).study
    for by in (None, *study.segments):
        one, two = (trust_study(each, Settings(), by) for each in (study, opened))
        assert one.rows() == two.rows()
        assert one.sensitivity.rows() == two.sensitivity.rows()
        assert one.conventions == two.conventions
    splits = [each.split(Settings(draws=500)) for each in (study, opened)]
    for one, two in zip(*splits, strict=True):
        assert one.rows() == two.rows()
        assert one.difference_rows() == two.difference_rows()
        assert (one.hidden, one.conventions, one.findings) == (two.hidden, two.conventions, two.findings)


def test_plans_and_comparisons_have_the_same_counts():
    study = open_sample("flight")
    opened = again(study).study
    for by in (None, *study.segments):
        assert pairs_of(study, Settings(), by).equals(pairs_of(opened, Settings(), by))
    others = open_sample("hotpot")
    assert compare(study.everyone, study.everyone).rows() == compare(opened.everyone, study.everyone).rows()
    assert compare(others.everyone, opened.everyone).gaps == ()


@pytest.mark.parametrize("name", ["hotpot", "flight"])
def test_every_report_tells_the_same_but_that_there_are_no_people(name):
    study = open_sample(name)
    by = study.segments[0]
    one, two = (story(report) for report in (Report(study, study.classify(by=by), about=ABOUT), again(study, by=by)))
    assert [section.name for section in one.sections] == [section.name for section in two.sections]
    for first, second in zip(one.sections, two.sections, strict=True):
        more = [text for text in second.text if text not in first.text]
        assert more == ([catalogue()("story.no-people")] if first.name == "sample" else [])
        assert repr(replace(second, text=first.text)) == repr(first)


def test_its_own_words_stand_on_the_cover_where_nothing_is_said():
    study = again(open_sample("flight")).study
    assert about_of(study) == replace(ABOUT, date="")
    assert about_of(study, About("Other", date="2027-01-01")) == replace(ABOUT, title="Other", date="2027-01-01")
    assert about_of(open_sample("flight")) == About()


def test_who_was_asked_a_part_is_known_without_people():
    """Three of four features each: what more people would do counts their answers, not their number."""
    asked = replace(load("hotpot"), features=load("hotpot").features[:4], pairs_per_person=3)
    study = answers(3, features=4)
    names = asked.keys()
    hidden = np.arange(len(study.data)) % 4
    data = replace(study.data, features=names, functional=study.data.functional.copy())
    data.functional[np.arange(len(data)), hidden] = 0
    study = replace(study, data=data, questionnaire=asked)
    one, two = trust_study(study, Settings()), trust_study(again(study).study, Settings())
    assert one.settling.asked == two.settling.asked == 3
    assert one.rows() == two.rows()


def test_of_screened_people_the_record_goes_along():
    study = open_sample("hotpot")
    study = study.without(Rules(contradictory=1, contradictory_share=0.0))
    assert study.screened
    opened = again(study).study
    assert opened.left_out() == study.left_out()
    assert opened.screening == study.screened.record()
    assert opened.classify().conventions == study.classify().conventions
    assert opened.whole is opened


def test_a_bundle_of_a_bundle_is_the_same_bundle():
    for study, by in ((open_sample("flight"), "purpose"), (open_sample("berger1993"), None)):
        data = written(study, by=by)
        assert write(open_bundle(data, "b.json"), "json") == data


def test_the_head_is_what_the_caller_said():
    opened = again(open_sample("flight"), Settings(seed=5), "payer")
    head = opened.study.bundled
    assert (head.title, head.question, head.author, head.date) == (ABOUT.title, ABOUT.question, ABOUT.by, ABOUT.date)
    assert (head.version, head.by, head.settings.seed, head.name) == (VERSION, "payer", 5, "b.json")
    assert (opened.about, opened.title) == (ABOUT, ABOUT.title)
    assert opened.study.source.sha256 == open_sample("flight").source.sha256


def test_there_are_no_people_and_no_small_segments_in_it():
    study = answers(7)
    content = json.loads(written(study, by="who"))
    sizes = {name: int((study.data.profiles["who"].codes == i).sum()) for i, name in enumerate("abc")}
    assert 0 < sizes["c"] < 5
    question = content["counts"]["questions"][0]
    assert "c" not in question["segments"]
    assert question["hidden"]["segments"] == ["b", "c"]
    assert min(np.array(question["grid"]).sum(axis=-1)[:, 0]) >= 5
    assert set(content["counts"]) == {"kind", "features", "people", "silent", "most_pairs", "everyone", "questions"}


def test_reasons_are_not_in_it():
    study = read(FOLDER / "verbatims" / "hotpot-en.csv", why=True)
    texts = {said.text for said in study.data.why}
    data = written(study).decode()
    assert texts
    assert not [text for text in texts if json.dumps(text, ensure_ascii=False) in data]


def test_another_least_is_refused_where_something_was_hidden():
    opened = again(answers(7), by="who").study
    with pytest.raises(KanoError) as caught:
        opened.classify(Settings(least=2), "who")
    assert caught.value.code == "counted-least"
    assert opened.classify(Settings(least=2)).rows() == answers(7).classify(Settings(least=2)).rows()


def test_small_segments_of_a_published_table_are_hidden_too():
    counts = np.array([[[9.0, 1, 0, 0, 0, 0]], [[8.0, 2, 3, 0, 0, 0]], [[3.0, 0, 0, 0, 0, 0]]])
    study = Study(Source("t.csv", "1" * 64), Mapping(Layout.COUNTS), CategoryCounts(("f",), counts, tuple("abc"), "q"))
    opened = again(study, by="q")
    assert isinstance(opened.study.data, Counted)
    for by in (None, "q"):
        same(study, opened, Settings(), by)


def test_percentages_by_segment_stay_what_they_are():
    counts = np.array([[[50.0, 50, 0, 0, 0, 0]], [[30.0, 70, 0, 0, 0, 0]]])
    data = CategoryCounts(("f",), counts, tuple("ab"), "q", shares_only=True)
    study = Study(Source("t.csv", "1" * 64), Mapping(Layout.COUNTS), data)
    same(study, again(study, by="q"), Settings(), "q")
    with pytest.raises(KanoError):
        again(study, by="q").study.classify()


def test_three_levels_have_their_table():
    study = answers(2)
    codes = np.array([0, 1, 3, 5, 1, 5], dtype=np.int8)
    data = replace(study.data, functional=codes[study.data.functional], dysfunctional=codes[study.data.dysfunctional])
    study = replace(study, data=data, mapping=replace(study.mapping, levels=3))
    opened = again(study, by="who")
    assert opened.study.tables == study.tables == ("three-level",)
    same(study, opened, study.settings, "who")


def test_a_table_of_ones_own_is_the_first_choice_and_others_stay():
    opened = again(open_sample("flight"), Settings(table=OWN)).study
    assert opened.tables == ("ours.txt", "standard", "pouliot")
    assert opened.chosen("ours.txt", "mode").table == OWN
    assert opened.chosen("standard", "blauth").table == load_table()
    with pytest.raises(KanoError, match="not found"):
        opened.chosen("/etc/passwd", "mode")


def test_a_table_that_only_has_the_name_of_one_that_ships_is_called_otherwise():
    other = parse_table("QAAAO\nRIIIM\nRIIIM\nRIIIM\nRRRRR", "standard")
    opened = again(open_sample("flight"), Settings(table=other)).study
    assert opened.settings.table.cells == other.cells
    assert opened.settings.table.name == "standard (b.json)"
    assert opened.chosen("standard", "mode").table == load_table()


def test_another_version_whose_numbers_are_the_same_says_nothing():
    data = changed(written(open_sample("berger1993")), lambda content: content.update(kano="0.4.0"))
    opened = open_bundle(data, "b.json")
    assert opened.study.bundled.version == "0.4.0"
    assert not opened.study.findings


@pytest.mark.parametrize("part", ["classification", "curves"])
def test_a_version_that_found_other_numbers_is_named_with_the_features(part):
    def other(content):
        content["kano"] = "0.4.0"
        rows = content["classification"]["features"] if part == "classification" else content["curves"]
        if part == "classification":
            rows[1]["probability"]["A"] = 0.123
        else:
            rows[1]["blended"][3] += 0.001

    opened = open_bundle(changed(written(open_sample("berger1993")), other), "b.json")
    (finding,) = opened.study.findings
    assert finding.code == "bundle-differs"
    assert finding.values["then"] == "0.4.0"
    assert finding.values["now"] == VERSION
    assert (finding.values["n"], finding.values["features"]) == (1, opened.result.features[1].feature)
    assert finding in opened.findings


def test_the_last_digit_of_another_machine_is_no_difference():
    def rounded(content):
        content["classification"]["features"][0]["better"]["estimate"] += 1e-15

    data = changed(written(open_sample("berger1993")), rounded)
    assert not open_bundle(data, "b.json").study.findings


def test_results_that_are_missing_or_too_many_are_a_difference():
    def fewer(content):
        content["classification"]["features"].pop()
        content["curves"].append({**content["curves"][0], "feature": "Teleport"})

    (finding,) = open_bundle(changed(written(open_sample("berger1993")), fewer), "b.json").study.findings
    assert finding.values["n"] == 2
    assert "Teleport" in finding.values["features"]


def test_a_finding_of_another_version_is_told_in_its_words():
    def add(content):
        said = {"code": "moon-phase", "feature": None, "values": {"phase": "full"}, "message": "The moon was full."}
        content["findings"].append(said)

    opened = open_bundle(changed(written(open_sample("berger1993")), add), "b.json")
    assert [finding.code for finding in opened.study.findings] == ["bundle-said"]
    assert "The moon was full." in opened.study.findings[0].text(opened.t)


def test_what_is_a_bundle_is_told_by_its_schema():
    data = written(open_sample("berger1993"))
    assert is_bundle(data)
    assert is_bundle(b"\xef\xbb\xbf  " + data)
    assert is_bundle(json.dumps(json.loads(data), sort_keys=True).encode())
    assert not is_bundle(b'[{"schema": "kano.bundle/1"}]')
    assert not is_bundle(b'{"schema": "kano.classification/1"}')
    assert not is_bundle(b"feature,A,O,M,I,R,Q\n")


def test_no_table_is_read_out_of_a_bundle(tmp_path):
    (tmp_path / "b.json").write_bytes(written(open_sample("berger1993")))
    with pytest.raises(KanoError) as caught:
        read(tmp_path / "b.json")
    assert caught.value.code == "bundle-no-table"
