"""Kano analysis of service features: question pairs in, classifications that can be defended out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kano.answers import Answer, Category
    from kano.bundle.gathered import study_of
    from kano.classification import Classification, classify
    from kano.conventions import VERSION as __version__
    from kano.conventions import Settings
    from kano.counts import CategoryCounts, PairCounts
    from kano.curves import satisfaction_curves
    from kano.engines import count
    from kano.errors import KanoError
    from kano.evaluation import EvaluationTable, load_table
    from kano.questionnaire import Questionnaire
    from kano.questionnaire import load as load_questionnaire
    from kano.readers.mapping_file import load as load_mapping
    from kano.responses import Responses
    from kano.study import Study, read

_HOME = {
    "Answer": ("answers", "Answer"),
    "Category": ("answers", "Category"),
    "CategoryCounts": ("counts", "CategoryCounts"),
    "Classification": ("classification", "Classification"),
    "EvaluationTable": ("evaluation", "EvaluationTable"),
    "KanoError": ("errors", "KanoError"),
    "PairCounts": ("counts", "PairCounts"),
    "Questionnaire": ("questionnaire", "Questionnaire"),
    "Responses": ("responses", "Responses"),
    "Settings": ("conventions", "Settings"),
    "Study": ("study", "Study"),
    "__version__": ("conventions", "VERSION"),
    "classify": ("classification", "classify"),
    "count": ("engines", "count"),
    "load_mapping": ("readers.mapping_file", "load"),
    "study_of": ("bundle.gathered", "study_of"),
    "load_questionnaire": ("questionnaire", "load"),
    "load_table": ("evaluation", "load_table"),
    "read": ("study", "read"),
    "satisfaction_curves": ("curves", "satisfaction_curves"),
}
"""Names are fetched when they are used: a command imports only what it needs."""


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kano' has no attribute {name!r}")
    module, attribute = _HOME[name]
    value = getattr(import_module(f"kano.{module}"), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "Answer",
    "Category",
    "CategoryCounts",
    "Classification",
    "EvaluationTable",
    "KanoError",
    "PairCounts",
    "Questionnaire",
    "Responses",
    "Settings",
    "Study",
    "__version__",
    "classify",
    "count",
    "load_mapping",
    "load_questionnaire",
    "load_table",
    "read",
    "satisfaction_curves",
    "study_of",
]
