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
from kano.reports.pictures import converter, svg, told
from kano.reports.story import Section, Told

_DATA = Path(__file__).parents[1] / "data"


def write(report: Report) -> bytes:
    return made(told(report))


def made(report: Told) -> bytes:
    """Of any story."""
    from markupsafe import Markup

    story = report.story
    page: str = _template().render(
        lang=report.lang,
        title=story.title,
        by=report.about.by,
        line=story.line,
        foot=story.foot,
        contents=report.t("story.contents"),
        numbers=report.t("story.numbers"),
        light=_colours(dark=False),
        dark=_colours(dark=True),
        sections=[_section(section, report) for section in story.sections],
        charts=Markup(_charts(story.sections, report)),
        bundle=Markup(_bundle()),
    )
    return page.encode()


def _section(section: Section, report: Told) -> dict[str, Any]:
    drawn = section.drawn
    still = svg(report.picture(drawn.name)) if drawn else ""
    return {**vars(section), "figure": drawn, "still": base64.b64encode(still.encode()).decode()}


def _charts(sections: tuple[Section, ...], report: Told) -> str:
    """The specifications by place, as JSON in which nothing can end its element."""
    specs = {
        place: {tone: report.picture(section.drawn.name, tone == "dark").to_dict() for tone in ("light", "dark")}
        for place, section in enumerate(sections, start=1)
        if section.drawn
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
