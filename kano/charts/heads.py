"""Names of columns above a chart that is a table."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from kano.charts.look import PHONE, Look
from kano.text import chart as safe

LINE = 15
"""Pixels of a line of a column's name."""

NONE = "–"


def wrapped(names: Sequence[str]) -> list[str]:
    """In lines of a column's width, all of as many lines; names that are cut alike stay apart by signs of no width."""
    lines = [textwrap.wrap(name, 6 if _broad(name) else 12, max_lines=3, placeholder="…") or [NONE] for name in names]
    most = max(map(len, lines), default=1)
    full = ["\n".join([" "] * (most - len(each)) + each) for each in lines]
    return [safe(text) + "\u2060" * place for place, text in enumerate(full)]


def _broad(name: str) -> bool:
    return any(ord(sign) > 0x2E80 for sign in name)


def column_heads(names: Sequence[str], short: Sequence[str], look: Look) -> alt.Axis:
    """Names of columns, of several lines; where a page is narrow, the short ones."""
    above = names[0].count("\n") if names else 0
    lines, brief = "split(datum.label, '\\n')", [[" "] * above + [each] for each in short]
    at = f"{json.dumps(brief)}[indexof(domain('x'), datum.value)]"
    text = lines if look.alone else f"containerSize()[0] < {PHONE} ? {at} : {lines}"
    more: dict[str, Any] = {"labelAngle": 0, "labelPadding": 6 + LINE * above, "labelLineHeight": LINE}
    return alt.Axis(orient="top", ticks=False, domain=False, labelExpr=text, labelLimit=130, **more)
