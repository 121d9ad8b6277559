"""PNG and SVG of every chart, drawn without a browser, in one archive. Our font is used, so Chinese is shown."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from kano import charts
from kano.charts import Look
from kano.counts import PairCounts, Segment
from kano.reports import Report
from kano.reports.figures import curves_of, folder, note_of
from kano.reports.story import Told, story
from kano.reports.story.told import Draw

SCALE = 2
_FONTS = Path(__file__).parents[1] / "data" / "fonts"


def write(report: Report) -> bytes:
    return _archive(drawings(report))


def made(report: Told) -> bytes:
    """Of any story; pictures that no section shows are in it too."""
    return _archive(report.drawings(False))


def _archive(named: Mapping[str, Draw]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, draw in named.items():
            drawing = svg(draw())
            archive.writestr(zipfile.ZipInfo(f"{name}.png"), png(drawing))
            archive.writestr(zipfile.ZipInfo(f"{name}.svg"), drawing, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def told(report: Report) -> Told:
    """The story of a study with its pictures."""
    return Told(story(report), partial(drawings, report), report.about)


def picture(report: Report, name: str, dark: bool = False) -> Any:
    """One of the charts. Raises KeyError for a name that the study has none of."""
    return drawings(report, dark)[name]()


def drawings(report: Report, dark: bool = False) -> dict[str, Draw]:
    """How each chart is drawn, by file name, with its key, number of people and conventions.

    Everyone's, then a folder for each segment; for people's answers also each feature down to its cells.
    """
    look = Look(report.t, dark, report.study.labels(report.lang))
    made: dict[str, Draw] = {}
    for segment in report.result.counts.segments:
        where = folder(report, segment)
        made |= {f"{where}{name}": draw for name, draw in _segment(report, look, segment).items()}
    return made | dict(_doubts(report, look)) | dict(_decisions(report, look)) | dict(_features(report, look))


def _doubts(report: Report, look: Look) -> Iterator[tuple[str, Draw]]:
    """How sure each category is, and who sees features otherwise."""
    first = report.result.counts.segments[0]
    if any(feature.probability for feature in report.result.of(first)):
        settings, note = report.result.settings, note_of(report, first)
        yield "certainty", partial(charts.trust_bars, report.result.of(first), settings, look, note)
    for number, split in enumerate(report.splits, start=1):
        if len(split.segments) > 1:
            yield f"segments/{number:02d}", partial(charts.by_segment, split, look)


def _decisions(report: Report, look: Look) -> Iterator[tuple[str, Draw]]:
    """Those of a portfolio and of offers, where they were asked for."""
    if made := report.portfolio:
        note = note_of(report, made.conventions["portfolio"]["segment"])
        yield "portfolio", partial(charts.portfolio_frontier, made, look, note)
        if made.robust:
            yield "portfolio-certainty", partial(charts.portfolio_shares, made, look, note)
    if result := report.offers:
        yield "offers", partial(charts.offer_balance, result.everyone, look)
        yield "offers-parts", partial(charts.offer_parts, result.everyone, look)
        if result.everyone.pairs:
            yield "offers-pairs", partial(charts.offer_pairs, result.everyone, look)
        if len(result.segments) > 1:
            yield "offers-segments", partial(charts.offers_by_segment, result, look)


def _segment(report: Report, look: Look, segment: Segment) -> dict[str, Draw]:
    features = report.result.of(segment)
    curves, note = curves_of(report, segment), note_of(report, segment)
    made: dict[str, Draw] = {
        "overview": partial(charts.overview, features, look, f"{report.t('chart.verdicts')}\n{note}"),
        "better-worse": partial(charts.better_worse_map, features, look, "half", note),
        "curves": partial(charts.all_curves, curves, look, note),
    }
    if segment is not None:
        return made
    band = report.t("chart.curve-note", band=round(100 * report.result.settings.band))
    made["better-worse-mean"] = partial(charts.better_worse_map, features, look, "mean", note)
    made["curves-each"] = partial(charts.small_curves, curves, look, note=f"{band}\n{note}")
    if any(feature.continuous for feature in features):
        made["continuous"] = partial(charts.continuous_plane, features, look, note)
    return made


def _features(report: Report, look: Look) -> Iterator[tuple[str, Draw]]:
    """The 5 x 5 answers of each feature, everyone's."""
    counts, note = report.study.everyone, note_of(report, None)
    if not isinstance(counts, PairCounts):
        return
    for number, feature in enumerate(report.result.of(None), start=1):
        table = report.result.settings.table
        yield (
            f"answers/{number:02d}",
            partial(charts.answer_grid, counts.cells[0][number - 1], table, feature.feature, look, note),
        )


def png(drawing: str) -> bytes:
    """An SVG as a picture of points."""
    data: bytes = converter().svg_to_png(drawing, scale=SCALE)
    return data


def svg(chart: Any) -> str:
    """A chart as a drawing that can be edited."""
    text: str = converter().vegalite_to_svg(chart.to_json())
    return text


@cache
def converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(_FONTS))
    return vl_convert
