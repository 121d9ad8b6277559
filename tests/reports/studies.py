"""Studies that reports are made of in these tests: the samples, long ones, hostile ones."""

from functools import cache

import numpy as np

from kano import PairCounts, Settings
from kano.questionnaire import load
from kano.readers import Layout, Mapping
from kano.readers.table import Source
from kano.reports import About, Report
from kano.responses import Profile, Responses
from kano.samples import open_sample
from kano.study import Study, read

LIVE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    '=HYPERLINK("http://x.example")',
    "{=1+1}",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "internal:'x'!A1",
    "http://x.example/a",
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    '<img src="x" onerror="alert(1)">',
    "[a](javascript:alert(1))",
    "${7*7} {{7*7}} {% if x %}",
    "#let x = 1 #include",
    "$x$ \\alpha *b* _i_",
    "_x0041_ &amp; &#65;",
    "constructor",
    "__proto__",
    "a\"b'c",
    "Ünï cödé 中文 かな",
    "x" * 200,
    "中" * 120,
]
"""Texts that some sink would compute, follow, set or run; each is a feature's name and must stay text."""

LONG = [f"Feature number {i} of a long list, whose name goes on to say what it is all about" for i in range(1, 26)]


@cache
def sample(name="hotpot", lang="en", by=None, brief=False):
    study = open_sample(name)
    return Report(study, study.classify(by=by), lang, about(brief))


@cache
def percentages(lang="en"):
    study = read("sample_data/published/sauerwein1996_fig10_11.csv")
    return Report(study, study.classify(), lang, about())


def about(brief=False):
    return About("", "What should we build first?", "Service team", "2026-11-22", None, brief)


def people(names, n=60, seed=1, silent=(), segments=("north", "south"), file="answers.csv", question="region"):
    """A study of made-up answers; nobody answered the features at the places `silent`."""
    rng = np.random.default_rng(seed)
    functional, dysfunctional = (rng.integers(1, 6, (n, len(names))).astype(np.int8) for _ in range(2))
    for place in silent:
        functional[:, place] = dysfunctional[:, place] = 0
    profile = Profile(tuple(segments), rng.integers(0, len(segments), n))
    data = Responses(tuple(names), functional, dysfunctional, profiles={question: profile})
    return Study(Source(file, "0" * 64), Mapping(Layout.WIDE), data)


@cache
def long(lang="en"):
    """25 features with long names, the last of which nobody answered."""
    study = people(LONG, silent=(24,))
    return Report(study, study.classify(), lang, about())


@cache
def hostile(lang="en"):
    """Live texts in every place that a user's text can come to."""
    names = list(dict.fromkeys(LIVE))
    study = people(names, segments=("=2+2", "<b>south</b>"), file="=3+3.csv", question="@region & </td>")
    live = About("=4+4 <i>title</i>", "{{7*7}} </script>", "+author & co", "=today()")
    return Report(study, study.classify(), lang, live)


__all__ = ["LIVE", "LONG", "PairCounts", "Settings", "hostile", "load", "long", "people", "percentages", "sample"]
