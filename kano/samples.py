"""The studies that come with the product: synthetic answers, and published tables as facts."""

from __future__ import annotations

import csv
from functools import cache
from hashlib import sha256
from pathlib import Path

from kano.questionnaire import load
from kano.study import Study, read

FOLDER = Path(__file__).parents[1] / "sample_data"
SAMPLES = {
    "hotpot": ("hotpot.csv", "hotpot"),
    "after-sales": ("after-sales-zh.csv", "after-sales"),
    "flight": ("flight.csv", "flight-booking"),
    "berger1993": ("published/berger1993_fig7.csv", None),
    "iitb2025": ("published/iitb2025_campus_bus.csv", None),
}
"""Name -> (file, template it was asked with)."""

OFFERS = {"flight": "offers/flight-offers"}
"""Name of a study -> file of offers to its people, by language."""

PLANS = {"hotpot": "plans/hotpot-plan.csv"}
"""Name of a study -> file of invented costs."""


def open_sample(name: str) -> Study:
    """A study that needs no decision. Raises KeyError for an unknown name."""
    file, template = SAMPLES[name]
    return read(FOLDER / file, load(template) if template else None)


def is_synthetic(study: Study) -> bool:
    """Whether its answers are those of a sample that nobody gave."""
    return study.source.sha256 in _synthetic()


@cache
def _synthetic() -> frozenset[str]:
    with (FOLDER / "index.csv").open(encoding="utf-8", newline="") as index:
        made = [row["file"] for row in csv.DictReader(index) if row["source"].startswith("made by")]
    return frozenset(sha256((FOLDER / file).read_bytes()).hexdigest() for file in made)


def sample_offers(study: Study, lang: str) -> Path | None:
    """The file of offers that comes with a sample, when the study is one of those."""
    for name, file in OFFERS.items():
        if study.source.sha256 == sha256((FOLDER / SAMPLES[name][0]).read_bytes()).hexdigest():
            own = FOLDER / f"{file}-{lang}.csv"
            return own if own.exists() else FOLDER / f"{file}.csv"
    return None


def sample_plan(study: Study) -> Path | None:
    """The file of invented costs that comes with a sample, when the study is one of those."""
    for name, file in PLANS.items():
        if study.source.sha256 == sha256((FOLDER / SAMPLES[name][0]).read_bytes()).hexdigest():
            return FOLDER / file
    return None
