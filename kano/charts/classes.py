"""Colour and mark of attributes by their class, which some attributes lack."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from kano.answers import Category
from kano.charts.look import Look, palette_shape


def class_name(category: Category | None, look: Look) -> str:
    """What a class is called; what has none says so."""
    return look.kind(category) if category else look.t("driver.no-class")


def class_color(kinds: Sequence[Category], look: Look) -> alt.Color:
    """By the field `kind`; faint where there is no class."""
    names = [class_name(kind, look) for kind in (*kinds, None)]
    tones = [*(look.tones["category"][kind] for kind in kinds), look.tones["faint"]]
    legend = alt.Legend(symbolType="square", values=names[:-1])
    return alt.Color("kind:N", scale=alt.Scale(domain=names, range=tones), title=None, legend=legend)


def class_shape(kinds: Sequence[Category], look: Look) -> alt.Shape:
    """By the field `kind`, as the colour."""
    names = [class_name(kind, look) for kind in (*kinds, None)]
    marks = [*map(palette_shape, kinds), "cross"]
    legend = alt.Legend(values=names[:-1])
    return alt.Shape("kind:N", scale=alt.Scale(domain=names, range=marks), title=None, legend=legend)
