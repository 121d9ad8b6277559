"""PNG and SVG of every chart, drawn without a browser, in one archive. Our font is used, so Chinese is shown."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from kano import charts
from kano.charts import Look
from kano.reports import Report

SCALE = 2
_FONTS = Path(__file__).parents[1] / "data" / "fonts"


def write(report: Report) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, chart in pictures(report).items():
            archive.writestr(zipfile.ZipInfo(f"{name}.png"), png(chart))
            archive.writestr(zipfile.ZipInfo(f"{name}.svg"), svg(chart), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def pictures(report: Report, dark: bool = False) -> dict[str, Any]:
    """The charts of everyone's answers by file name, each with its key, number of people and conventions."""
    look = Look(report.t, dark, report.study.labels(report.lang))
    features = report.result.of(None)
    curves = [curve for curve in report.curves if curve.segment is None]
    note = note_of(report)
    band = report.t("chart.curve-note", band=round(100 * report.result.settings.band))
    made = {
        "overview": charts.overview(features, look, f"{report.t('chart.verdicts')}\n{note}"),
        "better-worse": charts.better_worse_map(features, look, "half", note),
        "better-worse-mean": charts.better_worse_map(features, look, "mean", note),
        "curves": charts.all_curves(curves, look, note),
        "curves-each": charts.small_curves(curves, look, note=f"{band}\n{note}"),
    }
    if any(feature.continuous for feature in features):
        made["continuous"] = charts.continuous_plane(features, look, note)
    return made


def note_of(report: Report) -> str:
    """How many answered, by which table and rule."""
    numbers = [feature.n for feature in report.result.of(None) if feature.n is not None]
    table = report.result.conventions["evaluation_table"]
    parts = [f"n = {min(numbers):g}-{max(numbers):g}" if numbers else report.t("chart.shares-only")]
    parts += [f"{report.t('convention.table')}: {table['name']}"] if table else []
    return " · ".join([*parts, f"{report.t('convention.rule')}: {report.result.settings.rule}"])


def png(chart: Any) -> bytes:
    data: bytes = _converter().vegalite_to_png(chart.to_json(), scale=SCALE)
    return data


def svg(chart: Any) -> str:
    text: str = _converter().vegalite_to_svg(chart.to_json())
    return text


@cache
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(_FONTS))
    return vl_convert
