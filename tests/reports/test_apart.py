"""Files are written in another process, which may fail and even die without harm to this one."""

import os
import pickle

import pytest

from kano.errors import KanoError
from kano.reports import Report, write
from kano.reports import apart as room
from kano.reports.apart import apart
from kano.samples import SAMPLES, open_sample

OS = "__import__('os')"


@pytest.fixture(scope="module")
def report():
    study = open_sample(next(iter(SAMPLES)))
    return Report(study, study.classify(), "zh-Hans")


@pytest.mark.parametrize("suffix", ["csv", "json", "pptx"])
def test_the_file_is_the_same(report, suffix):
    assert apart(write, report, suffix) == write(Report(report.study, report.result, report.lang), suffix)


def test_it_is_made_by_another_process_that_stands_back():
    number, behind = pickle.loads(apart(eval, f"__import__('pickle').dumps(({OS}.getpid(), {OS}.nice(0)))"))
    assert number != os.getpid()
    assert behind > os.nice(0)


def test_what_is_refused_there_is_refused_here(report):
    with pytest.raises(KanoError) as refused:
        apart(write, report, "nope")
    assert (refused.value.code, refused.value.values["format"]) == ("format-unknown", "nope")
    with pytest.raises(ZeroDivisionError):
        apart(eval, "1 / 0")


@pytest.mark.parametrize("end", [f"{OS}.kill({OS}.getpid(), 9)", "exit(3)", "__import__('time').sleep(60)"])
def test_a_process_that_ends_is_told_in_words(monkeypatch, end):
    monkeypatch.setattr(room, "SECONDS", 3)
    with pytest.raises(KanoError, match="could not be finished"):
        apart(eval, end)


def test_what_a_library_prints_is_no_part_of_the_file():
    assert apart(eval, f"({OS}.write(1, b'noise'), print('noise', flush=True), b'file')[-1]") == b"file"
