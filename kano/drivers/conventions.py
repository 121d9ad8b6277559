"""How drivers were found, in words: what a screen and a sheet say of the record."""

from __future__ import annotations

from typing import Any

from kano.i18n import Translate


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """(what, how) rows of the conventions of `kano.drivers.rated.Rated`."""
    boxes, curves = record["boxes"], record["curves"]
    level, band = 100 * record["level"], 100 * curves["band"]["share"]
    mild, strong = record["impact"]["thresholds"]
    scales = {f"{name}_{end}": f"{ends[i]:g}" for name, ends in curves["scales"].items() for i, end in _ENDS}
    given = all(curves["scales_given"].values())
    rows = [
        ("driver-model", t(f"driver.model-{record['model']}")),
        ("driver-boxes", t("convention.driver-boxes-text", low=f"{boxes['low']:g}", high=f"{boxes['high']:g}")),
        ("driver-class", t("convention.driver-class-text", level=f"{level:g}")),
        (
            "driver-tests",
            t("convention.driver-tests-linear" if record["model"] == "ols" else "convention.driver-tests-logit"),
        ),
        ("driver-sign", t("convention.driver-sign-text")),
        ("driver-impact", t("convention.driver-impact-text", mild=f"{mild:g}", strong=f"{strong:g}")),
        ("driver-missing", t("convention.driver-missing-text")),
        ("driver-doubt", t("convention.driver-doubt-text", thin=record["thin"], vif=f"{record['collinear']:g}")),
        ("driver-axes", t("convention.driver-axes-given" if given else "convention.driver-axes-seen", **scales)),
        ("driver-lines", t("convention.driver-lines-text", band=f"{band:g}", **curves["band"])),
        (
            "driver-shape",
            t("convention.driver-shape-text", level=f"{level:g}", within=f"{curves['shape']['straight_within']:g}"),
        ),
        ("driver-grid", t(f"convention.driver-grid-{record['importance_grid']['implicit']}")),
        ("version", record["kano"]),
    ]
    return [(t(f"convention.{key}"), text) for key, text in rows]


_ENDS = ((0, "low"), (1, "high"))


def sources_of(record: dict[str, Any]) -> list[dict[str, str]]:
    """Every source that the record names, once."""
    parts = [record, *(record[part] for part in ("curves", "quadratic", "moderated", "importance_grid"))]
    return list({source["key"]: source for part in parts for source in part["sources"]}.values())


def cited(record: dict[str, Any], t: Translate) -> list[str]:
    """A line per source: the citation, and whether its text was read."""
    return [_cited(source["citation"], source["status"], t) for source in sources_of(record)]


def _cited(citation: str, status: str, t: Translate) -> str:
    return f"{citation} ({t(f'source.{status}')})"
