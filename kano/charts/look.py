"""How every chart looks: colours that colour-blind people tell apart, a shape for each, one font, one grid.

Texts of users are only ever values, never field names or expressions, and pass `text.chart`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import altair as alt
import pandas as pd

from kano.answers import CATEGORIES, Category
from kano.i18n import Translate
from kano.text import chart as safe

FONT = "Kano Sans, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'Source Sans Pro', sans-serif"
PHONE = 500
"""Pixels."""

_DATA = Path(__file__).parents[1] / "data"


@cache
def _palette() -> dict[str, Any]:
    palette: dict[str, Any] = json.loads((_DATA / "palette.json").read_text(encoding="utf-8"))
    return palette


def tones(dark: bool) -> dict[str, Any]:
    """The colours of the categories, of ink, grid and ground."""
    chosen: dict[str, Any] = _palette()["dark" if dark else "light"]
    return chosen


@dataclass(frozen=True)
class Look:
    """Language, light or dark, and what the features are called on screen.

    A chart that stands `alone` carries its title, note and key of numbers; on a page, the page says them. One for the
    `wall` of a room is enlarged there (`wall.enlarged`). `nothing` is said of a feature without a category.
    """

    t: Translate
    dark: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    alone: bool = True
    wall: bool = False
    nothing: str = ""

    @property
    def tones(self) -> dict[str, Any]:
        return tones(self.dark)

    def name(self, feature: str) -> str:
        return safe(self.labels.get(feature, feature))

    def kind(self, category: Category | None) -> str:
        return self.t(f"type.{category}") if category else self.nothing or self.t("category.none")

    def narrow(self, phone: int, otherwise: int) -> Any:
        """A number that is smaller where a page is as narrow as a phone; the browser decides."""
        return otherwise if self.alone else alt.ExprRef(f"containerSize()[0] < {PHONE} ? {phone} : {otherwise}")

    def color(self, shown: Sequence[Category], legend: bool = True, of: str = "category") -> alt.Color:
        """Colour by the field `kind`, in the order of the categories; `of` a mark, or of a "text" to be read."""
        shown = shown or [Category.INDIFFERENT]
        names = [self.kind(c) for c in shown]
        scale = alt.Scale(domain=names, range=[self.tones[of][c] for c in shown])
        return alt.Color("kind:N", scale=scale, title=None, legend=alt.Legend(symbolType="square") if legend else None)

    def shape(self, shown: Sequence[Category]) -> alt.Shape:
        """Shape by the field `kind`, as the colour."""
        shown = shown or [Category.INDIFFERENT]
        names = [self.kind(c) for c in shown]
        return alt.Shape(
            "kind:N", scale=alt.Scale(domain=names, range=[_palette()["shape"][c] for c in shown]), title=None
        )

    def finish(self, chart: Any, title: str, note: str = "") -> Any:
        """Title above, note below it, and the shared configuration; a page reads both from `usermeta`."""
        ink, faint, grid = self.tones["ink"], self.tones["faint"], self.tones["grid"]
        text = {
            "labelColor": ink,
            "titleColor": faint,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
        }
        lines = [safe(line) for line in note.split("\n") if line]
        heading = alt.TitleParams(safe(title), subtitle=lines, anchor="start", frame="group")
        fit = alt.AutoSizeParams(type="fit-x", contains="padding")
        framed: dict[str, Any] = {"title": heading} if self.alone else {"autosize": fit}
        return (
            chart.properties(description=title, usermeta={"title": title, "note": note}, **framed)
            .configure(background=self.tones["ground"], font=FONT, padding=8)
            .configure_view(stroke=None)
            .configure_axis(gridColor=grid, domainColor=faint, tickColor=grid, **text)
            .configure_legend(**text, orient="bottom", symbolSize=140, symbolOpacity=1, columns=self.narrow(2, 3))
            .configure_header(labelColor=ink, labelFontSize=12, labelFontWeight="normal", title=None)
            .configure_title(
                color=ink, subtitleColor=faint, fontSize=16, subtitleFontSize=12, fontWeight="normal", offset=12
            )
        )


LINE = 34
"""Letters of Latin script in a line of a feature's name, Chinese signs count twice."""


def in_line(names: Sequence[str]) -> int:
    """Signs of these names in a line."""
    broad = sum(east_asian_width(sign) in "WF" for name in names for sign in name) > sum(map(len, names)) / 2
    return LINE // 2 if broad else LINE


def named_rows(names: Sequence[str]) -> dict[str, Any]:
    """How an axis shows long names: in two lines, of still longer ones the beginning and the end.

    Names themselves stay whole: two that begin and end alike would else be one.
    """
    most, name = in_line(names), "datum.label"
    space = f"lastindexof(slice({name}, 0, {most + 1}), ' ')"
    cut = f"({space} > {most // 2} ? {space} : {most})"
    tail = f"(length({name}) - {cut} > {most} ? '…' + slice({name}, -{most}) : slice({name}, {cut}))"
    long = sum(len(each) > most for each in names) > len(names) / 2
    lines = f"length({name}) > {most} ? [slice({name}, 0, {cut}), {tail}] : {name}"
    return {"labelExpr": lines, "labelLineHeight": 12, "labelOffset": -6 if long else 0}


WIDTH = 520
"""Of a picture that stands alone; on a page a chart is as wide as its place."""


def palette_shape(category: Category) -> str:
    """The mark of a category, for a scale that knows something beside the categories."""
    shape: str = _palette()["shape"][category]
    return shape


def frame(rows: Sequence[dict[str, Any]], fields: Sequence[str] = ()) -> pd.DataFrame:
    """Rows as Altair takes them; without rows, an empty frame of `fields`, of which nothing is drawn."""
    return pd.DataFrame(list(rows), columns=None if rows else list(fields))


def shown(categories: Sequence[Category | None]) -> list[Category]:
    """The categories that occur, in their order."""
    return [category for category in CATEGORIES if category in categories]
