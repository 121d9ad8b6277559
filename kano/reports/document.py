"""PDF: the story on A4, set by typst. Our font is embedded; texts of users are data, never markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kano.charts.look import tones
from kano.forms.paper import PLACES, lacking
from kano.i18n import Translate
from kano.reports import Report
from kano.reports.pictures import svg, told
from kano.reports.story import Grid, Section, Told

MISSING = "□"
"""Stands for a sign that our font lacks; the report says which."""

_DATA = Path(__file__).parents[1] / "data"


def write(report: Report) -> bytes:
    return made(told(report))


def made(report: Told) -> bytes:
    """PDF/UA: with tags, and a text for every picture."""
    story = report.story
    language, region = PLACES[report.lang]
    data = {
        "lang": language,
        "region": region,
        "title": story.title,
        "by": report.about.by,
        "line": story.line,
        "foot": story.foot,
        "brief": report.about.brief,
        "colours": {str(kind): colour for kind, colour in tones(dark=False)["category"].items()},
        "sections": [_section(section, report) for section in story.sections],
    }
    return _set(json.dumps(data, ensure_ascii=False), report)


def _set(data: str, report: Told, lost: str = "") -> bytes:
    """Set in type; signs that our font lacks are replaced, and named at the end of the report."""
    import typst

    try:
        file: bytes = typst.compile(
            _DATA / "reports" / "report.typ",
            font_paths=[_DATA / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"report": data, "lost": _named(lost, report)},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as problem:
        signs = lacking(problem) - set(lost)
        if not signs:
            raise
        for sign in signs:
            data = data.replace(sign, MISSING)
        return _set(data, report, lost + "".join(sorted(signs)))
    return file


def _named(lost: str, report: Told) -> str:
    codes = ", ".join(f"U+{ord(sign):04X}" for sign in lost)
    return report.t("story.signs", missing=MISSING, codes=codes) if lost else ""


def _section(section: Section, report: Told) -> dict[str, Any]:
    figure = section.drawn
    return {
        "heading": section.heading,
        "title": section.title,
        "text": list(section.text),
        "drawing": svg(report.picture(figure.name)) if figure else None,
        "alt": figure.alt if figure else "",
        "grids": [_grid(grid, report.t) for grid in section.grids],
    }


def _grid(grid: Grid, t: Translate) -> dict[str, Any]:
    """`rest` says of every number of rows how many that is, for a table that has room for a part of them only."""
    return {
        "title": grid.title,
        "heads": list(grid.heads),
        "rows": list(grid.rows),
        "numeric": sorted(grid.numeric),
        "wide": grid.wide,
        "leading": grid.leading,
        "kinds": [str(kind) if kind else None for kind in grid.kinds],
        "rest": [t("story.more-rows", n=n) for n in range(len(grid.rows) + 1)],
    }
