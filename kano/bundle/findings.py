"""What was said of a file, in a bundle: as data, and in the words of then."""

from __future__ import annotations

from typing import Any

from kano.bundle.fields import Field
from kano.errors import Finding
from kano.i18n import LANGUAGES, catalogue


def finding_record(finding: Finding) -> dict[str, Any]:
    """What was said, as data and in words."""
    told = finding.to_dict()
    return {"code": finding.code, "feature": finding.feature, "values": finding.values, "message": told["message"]}


def finding_of(of: Field) -> Finding:
    """What was said when the file was read; in the words of then where this version has none for it."""
    of.only("code", "feature", "values", "message")
    code, feature = of["code"].text(100), None if of["feature"].none else of["feature"].text()
    found = Finding(code, feature, {key: _value(of["values"][key]) for key in _keys(of["values"])})
    try:
        for lang in LANGUAGES:
            found.with_hint(catalogue(lang))
    except (KeyError, ValueError, IndexError, AttributeError, TypeError):
        return Finding("bundle-said", feature, {"said": of["message"].text()})
    return found


def _keys(of: Field) -> list[str]:
    if not isinstance(of.value, dict):
        of.wrong("{ ... }")
    return list(of.value)


def _value(of: Field) -> Any:
    if isinstance(of.value, str):
        return of.text()
    if of.value is not None and not isinstance(of.value, bool | int | float):
        of.wrong('"..." / 1 / 1.5 / true / null')
    return of.value
