"""How long people took, as the tools write it."""

from dataclasses import replace

import numpy as np
import pytest

from kano.readers import apply, open_table, propose
from kano.readers.durations import durations, seconds_of
from kano.readers.mapping_file import parse, to_yaml
from kano.study import read

HEAD = "{title},Tea (functional),Tea (dysfunctional)\n"
WIDE = HEAD + "{first},I like it,I dislike it\n{second},I expect it,I dislike it\n"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("312", 312),
        ("312.5", 312.5),
        ("312,5", 312.5),
        ("312秒", 312),
        ("5分12秒", 312),
        ("5分钟12秒", 312),
        ("5:12", 312),
        ("0:05:12", 312),
        ("1:00:00", 3600),
        ("5 min 12 s", 312),
        ("2 hours", 7200),
        ("0", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("5 apples", None),
        ("1,234", None),
        ("312.456", 312.456),
    ],
)
def test_a_duration_in_any_tools_words(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("title", ["Duration (in seconds)", "所用时间", "interviewtime"])
def test_the_tools_own_column_is_proposed_read_and_kept_in_the_mapping(title, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(WIDE.format(title=title, first="312", second="60"), encoding="utf-8")
    table = open_table(path.read_bytes(), "a.csv")
    mapping = propose(table).mapping
    assert mapping.duration == title
    assert title not in mapping.dropped
    assert parse(to_yaml(mapping), "m.yaml") == mapping
    assert read(path).data.seconds.tolist() == [312, 60]


def test_time_for_one_question_is_no_duration():
    table = open_table(WIDE.format(title="Question time: F01", first="3", second="4").encode(), "a.csv")
    assert propose(table).mapping.duration is None


def test_what_cannot_be_read_is_said_and_unknown():
    table = open_table(WIDE.format(title="Duration", first="312", second="long").encode(), "a.csv")
    values, said = durations(table["Duration"])
    assert np.array_equal(values, [312, np.nan], equal_nan=True)
    assert [(finding.code, finding.values["n"]) for finding in said] == [("durations-unread", 1)]


LONG = "respondent,feature,functional,dysfunctional,duration\n"


def test_in_a_long_file_a_persons_duration_stands_in_any_of_the_rows():
    rows = "1,Tea,L,D,\n1,Wifi,L,D,60\n2,Tea,L,D,90\n2,Wifi,E,D,90\n"
    table = open_table((LONG + rows).encode(), "a.csv")
    reading = apply(table, replace(propose(table).mapping, duration="duration"))
    assert reading.data.seconds.tolist() == [60, 90]


def test_durations_of_single_answers_are_no_durations_of_people():
    rows = "1,Tea,L,D,12\n1,Wifi,L,D,60\n2,Tea,L,D,90\n2,Wifi,E,D,90\n"
    table = open_table((LONG + rows).encode(), "a.csv")
    reading = apply(table, replace(propose(table).mapping, duration="duration"))
    assert reading.data.seconds is None
    assert "durations-differ" in [finding.code for finding in reading.findings]
