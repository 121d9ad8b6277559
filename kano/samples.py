"""The studies that come with the product: synthetic answers, and published tables as facts."""

from __future__ import annotations

from pathlib import Path

from kano.questionnaire import load
from kano.study import Study, read

FOLDER = Path(__file__).parents[1] / "sample_data"
SAMPLES = {
    "hotpot": ("hotpot.csv", "hotpot"),
    "after-sales": ("after-sales-zh.csv", "after-sales"),
    "berger1993": ("published/berger1993_fig7.csv", None),
    "iitb2025": ("published/iitb2025_campus_bus.csv", None),
}
"""Name -> (file, template it was asked with)."""


def open_sample(name: str) -> Study:
    """A study that needs no decision. Raises KeyError for an unknown name."""
    file, template = SAMPLES[name]
    return read(FOLDER / file, load(template) if template else None)
