"""Fixtures that several test modules share."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from kano import Responses
from kano.cli import main

SHARED = Path(__file__).parents[1] / "../shared/data/raw"


@pytest.fixture(scope="session")
def transfers() -> Responses:
    """Reppel (2022), Doing Research Online: The Kano Model: 358 people, six features; decoded here by hand."""
    file = SHARED / "reppl_transfers.csv"
    if not file.exists():
        pytest.skip("the raw data of Reppel (2022) is not beside the repository")
    code = {"I like it": 1, "I expect it": 2, "I am neutral": 3, "I can tolerate it": 4, "I dislike it": 5}
    names = {"F6": "Anonymous", "F7": "Convenient", "F8": "Reliable", "F9": "Responsive"}
    names |= {"F10": "Secure", "F11": "Transparent"}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        people = list(csv.DictReader(lines))
    sides = [
        np.array([[code[person[f"{f}_{side}"]] for f in names] for person in people], dtype=np.int8)
        for side in ("functional", "dysfunctional")
    ]
    importance = np.array([[float(person[f"{f}_importance"][0] or "nan") for f in names] for person in people])
    return Responses(tuple(names.values()), *sides, importance)


@pytest.fixture
def kano(capsys):
    """Runs a command: (status, stdout, stderr)."""

    def run(*arguments):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = stop.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run


@pytest.fixture
def data(kano):
    """Runs a command that ends well and gives its JSON, which is strict."""

    def refuse(name):
        raise AssertionError(f"{name} is no JSON")

    def run(*arguments):
        status, out, err = kano(*arguments, "--format", "json")
        assert status == 0, err
        return json.loads(out, parse_constant=refuse)

    return run
