"""JSON: everything, in codes, for other programs. The schema is named in the file and in `docs/formats.md`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np

from kano.classification import FeatureResult
from kano.curves import Curve
from kano.reports import Report

CLASSIFICATION = "kano.classification/1"
CURVES = "kano.curves/1"


def dump(data: dict[str, Any]) -> str:
    """Strict JSON: an undefined number is null before it gets here."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)


def classification(report: Report) -> dict[str, Any]:
    """The contract of `kano classify --format json`."""
    return {
        "schema": CLASSIFICATION,
        "source": _source(report),
        "conventions": report.result.conventions,
        "features": [feature(result) for result in report.result.features],
        "findings": [finding.to_dict() for finding in report.findings],
        "left_out": report.study.left_out(),
    }


def curves(report: Report) -> dict[str, Any]:
    """The contract of `kano curves --format json`."""
    features = [_curve(curve) for curve in report.curves]
    head = {"schema": CURVES, "source": _source(report), "conventions": report.result.conventions}
    return {**head, "features": features, "findings": [finding.to_dict() for finding in report.findings]}


def _source(report: Report) -> dict[str, str]:
    return {"file": report.study.source.name, "sha256": report.study.source.sha256}


def feature(result: FeatureResult) -> dict[str, Any]:
    """One feature of everyone or of a segment, in codes."""
    point, importance = result.continuous, result.importance
    return {
        "feature": result.feature,
        "segment": result.segment,
        "n": result.n,
        "counts": dict.fromkeys(result.counts) if result.suppressed else result.counts,
        "category": result.category,
        "tied": list(result.tied),
        "verdict": result.verdict,
        "probability": result.probability or dict.fromkeys(result.counts),
        "better": asdict(result.better),
        "worse": asdict(result.worse),
        "category_strength": result.category_strength,
        "total_strength": result.total_strength,
        "continuous": _defined(asdict(point)) if point else None,
        "importance": {"mean": importance[0], "n": importance[1]} if importance else None,
        "left_out": None if result.suppressed else sum(result.left_out.values()),
        "suppressed": result.suppressed,
    }


def _curve(curve: Curve) -> dict[str, Any]:
    arrays = {"classic": curve.classic, "blended": curve.blended, "low": curve.low, "high": curve.high}
    head = {"feature": curve.feature, "segment": curve.segment, "category": curve.category, "modelled": curve.modelled}
    values = {name: None if array is None else array.tolist() for name, array in arrays.items()}
    return {**head, "fulfilment": curve.fulfilment.round(10).tolist(), **values}


def _defined(values: dict[str, Any]) -> dict[str, Any]:
    return {key: None if isinstance(value, float) and np.isnan(value) else value for key, value in values.items()}
