"""HTML: the story in one file that opens without a network: charts that answer the pointer, light and dark.

Texts of users are escaped by the template; charts carry them as values, never as expressions, and the file forbids
itself every request and every script that is made of text.
"""

from __future__ import annotations

import base64
import json
from functools import cache
from pathlib import Path
from typing import Any

from kano.charts.look import tones
from kano.reports import Report
from kano.reports.pictures import converter, picture, svg
from kano.reports.story import Section, story

_DATA = Path(__file__).parents[1] / "data"


def write(report: Report) -> bytes:
    from markupsafe import Markup

    told = story(report)
    page: str = _template().render(
        lang=report.lang,
        title=told.title,
        by=report.about.by,
        line=told.line,
        foot=told.foot,
        contents=report.t("story.contents"),
        numbers=report.t("story.numbers"),
        light=_colours(dark=False),
        dark=_colours(dark=True),
        sections=[_section(section, report) for section in told.sections],
        charts=Markup(_charts(told.sections, report)),
        bundle=Markup(_bundle()),
    )
    return page.encode()


def _section(section: Section, report: Report) -> dict[str, Any]:
    still = svg(picture(report, section.figure.name)) if section.figure else ""
    return {**vars(section), "still": base64.b64encode(still.encode()).decode()}


def _charts(sections: tuple[Section, ...], report: Report) -> str:
    """The specifications by place, as JSON in which nothing can end its element."""
    specs = {
        place: {tone: picture(report, section.figure.name, tone == "dark").to_dict() for tone in ("light", "dark")}
        for place, section in enumerate(sections, start=1)
        if section.figure
    }
    text = json.dumps(specs, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _colours(dark: bool) -> dict[str, str]:
    return {str(kind): colour for kind, colour in tones(dark)["category"].items()}


@cache
def _bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as they come with the converter; nothing in it may end its element."""
    code: str = converter().javascript_bundle("window.vegaEmbed=vegaEmbed;")
    return code.replace("</script", "<\\/script").replace("<!--", "<\\!--")


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(_DATA / "reports")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("report.html")
