"""Bundles that these tests write, and change."""

import json

import numpy as np

from kano.bundle.content import SEAL, sealed
from kano.readers import Layout, Mapping
from kano.readers.table import Source
from kano.reports import About, Report, write
from kano.reports.bundle import open_bundle
from kano.responses import Profile, Responses
from kano.study import Study

ABOUT = About("Which flight?", "What should be in the fare?", "Service team", "2026-11-22")


def written(study, settings=None, by=None, about=ABOUT):
    return write(Report(study, study.classify(settings, by), about=about), "json")


def again(study, settings=None, by=None):
    return open_bundle(written(study, settings, by), "b.json")


def changed(data, change, whole=True):
    """The same bundle after `change(its content)`, sealed again or with its old seal."""
    content = json.loads(data)
    change(content)
    old = content.pop(SEAL)
    return json.dumps(sealed(content) if whole else {**content, SEAL: old}).encode()


def answers(seed=0, n=60, features=3, values=("a", "b", "c"), sizes=(0.6, 0.35, 0.05)):
    """A study of people who were drawn, whose last segment is small."""
    rng = np.random.default_rng(seed)
    sides = [(rng.integers(1, 6, (n, features)) * (rng.random((n, features)) > 0.1)).astype(np.int8) for _ in "ab"]
    rated = np.where(rng.random((n, features)) > 0.1, rng.integers(1, 10, (n, features)), np.nan)
    said = Profile(tuple(values), rng.choice(len(values), n, p=sizes))
    data = Responses(tuple(f"Feature {i}" for i in range(features)), *sides, rated, {"who": said})
    return Study(Source("a.csv", "0" * 64), Mapping(Layout.WIDE, answers={"n/a": "", "L": "L"}, dropped=("id",)), data)
