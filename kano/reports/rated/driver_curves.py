"""Curves from experience, and what ratings say beside what people were asked."""

from __future__ import annotations

from collections.abc import Iterator

from kano.drivers.agreement import Match
from kano.drivers.experience import Experience
from kano.drivers.impact import Quadrant
from kano.drivers.rated import Rated
from kano.drivers.shape import Form
from kano.i18n import Translate
from kano.reports.rated.driver_figures import importance
from kano.reports.rated.parts import listed, signed
from kano.reports.story import Grid, Section, Still
from kano.sources import cite
from kano.text import p_value


def sections(rated: Rated, t: Translate) -> Iterator[Section]:
    yield from _curves(rated, t)
    yield from _pairs(rated, t)
    yield from _grid(rated, t)


def _curves(rated: Rated, t: Translate) -> Iterator[Section]:
    """How satisfaction rises with what was experienced: bent early, late, straight, or not known."""
    found, record = rated.experienced
    gone = [t(f"driver.no-curve-{why}", attribute=name) for name, why in record["no_curve"].items()]
    bent = {form: [c for c in found if c.shape and c.shape.form is form] for form in Form}
    n = len(bent[Form.CONVEX]) + len(bent[Form.CONCAVE])
    title = t("rated.curves-title", n=n, all=len(found)) if n else t("rated.curves-none")
    level = f"{100 * record['shape']['level']:g}"
    forms = [
        t(f"rated.curves-{form}", names=listed([c.attribute for c in bent[form]], t)) for form in Form if bent[form]
    ]
    yield Section(
        "curves",
        t("rated.curves"),
        title,
        (*forms, t("rated.curves-about", level=level), *gone),
        still=Still("curves", t("chart.experiences"), "; ".join(_line(c, t) for c in found)) if found else None,
        grids=(_shapes(found, t),) if found else (),
        notes=tuple(f"{c.attribute}: {t(f'driver.curve-{flag}')}" for c in found for flag in c.flags),
    )


def _line(curve: Experience, t: Translate) -> str:
    return f"{curve.attribute}: {t(f'driver.shape-{curve.shape.form}') if curve.shape else '-'}"


def _shapes(found: tuple[Experience, ...], t: Translate) -> Grid:
    heads = (t("driver.column-attribute"), t("driver.column-shape"), t("rated.bend"), "p", "n")
    rows = []
    for curve in found:
        shape = curve.shape
        said = t(f"driver.shape-{shape.form}") if shape else t("driver.shape-none", n=curve.n)
        bend = f"{signed(shape.bend)} [{signed(shape.low)}, {signed(shape.high)}]" if shape else "-"
        rows.append((curve.attribute, said, bend, p_value(shape.p if shape else None), str(curve.n)))
    return Grid(heads, tuple(rows), numeric=frozenset({2, 3, 4}))


def _pairs(rated: Rated, t: Translate) -> Iterator[Section]:
    """Where the file holds Kano pairs: what people ask for beside what moved them."""
    found = rated.agreement
    if found is None or not rated.choice.matching:
        return
    same = sum(match.same is True for match in found.matches)
    share = "-" if found.share is None else f"{found.share:.0%}"
    kappa = "-" if found.kappa is None else f"{found.kappa:.2f}"
    names = ("feature", "attribute", "asked", "verdict", "experienced", "same")
    rows = tuple(_match(match, t) for match in found.matches)
    yield Section(
        "pairs",
        t("rated.pairs"),
        t("rated.pairs-title", same=same, n=found.n) if found.n else t("rated.pairs-none"),
        (t("driver.agreement", n=found.n, share=share, kappa=kappa), t("ui.drivers.pairs-about")),
        grids=(Grid(tuple(t(f"driver.column-{name}") for name in names), rows),),
    )


def _match(match: Match, t: Translate) -> tuple[str, ...]:
    asked, experienced = (t(f"type.{kind}") if kind else "-" for kind in (match.asked, match.experienced))
    same = t(f"driver.reason-{match.reason}") if match.reason else t(f"driver.same-{match.same}".lower())
    sure = t(f"verdict.{match.verdict}") if match.verdict else "-"
    return match.feature or "-", match.attribute or "-", asked, sure, experienced, same


def _grid(rated: Rated, t: Translate) -> Iterator[Section]:
    """Where importance was asked: what people said of it beside what their satisfaction says."""
    points, cut = rated.grid
    if cut is None:
        return
    more, less = ([p.attribute for p in points if p.quadrant is q] for q in (Quadrant.EXCITEMENT, Quadrant.BASIC))
    lacking = [point.attribute for point in points if point.quadrant is None]
    sides = (("more", more), ("less", less), ("lacking", lacking))
    said = [t(f"rated.grid-{side}", names=listed(names, t)) for side, names in sides if names]
    source = cite("mikulic2011")
    warning = f"{t('driver.warning')} ({source.citation}; {t(f'source.{source.status}')})"
    rows = tuple((p.attribute, *_figures(p.explicit, p.implicit), _quadrant(p.quadrant, t)) for p in points)
    heads = (t("driver.column-attribute"), t("axis.explicit"), t("axis.implicit"), t("gaps.column.quadrant"))
    yield Section(
        "importance",
        t("rated.grid"),
        t("rated.grid-title", more=len(more), less=len(less)),
        (t("rated.grid-about", measure=t(f"driver.measure-{rated.choice.measure}")), *said, warning),
        figure=importance(rated, t),
        grids=(Grid(heads, rows, numeric=frozenset({1, 2})),),
    )


def _figures(*values: float | None) -> Iterator[str]:
    yield from ("-" if value is None else f"{value:.2f}" for value in values)


def _quadrant(quadrant: Quadrant | None, t: Translate) -> str:
    return t(f"driver.quadrant-{quadrant}") if quadrant else "-"
