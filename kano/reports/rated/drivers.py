"""What drives satisfaction, by experience: the ratings of a file as a story with its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kano import charts
from kano.charts import Look
from kano.drivers.conventions import describe, sources_of
from kano.drivers.rated import Rated
from kano.errors import Finding
from kano.i18n import DEFAULT, Translate, catalogue
from kano.reports import About
from kano.reports.drivers import to_record, to_rows
from kano.reports.rated import driver_curves, driver_effects, parts
from kano.reports.record import dump
from kano.reports.story import Section, Told
from kano.reports.story.told import Draw
from kano.reports.table import to_csv
from kano.sources import cite

_COLUMNS = ("meta", "empty", "text", "constant", "levels", "pair")
"""Why a column was not taken as an attribute."""


def drivers_told(rated: Rated, lang: str = DEFAULT, about: About | None = None) -> Told:
    """The story of `kano drivers`, its pictures, and its CSV and JSON."""
    t, about = catalogue(lang), about or About()
    title = t("rated.drivers-cover", overall=rated.result.overall)
    sections = (*_sample(rated, about, t), *driver_effects.sections(rated, t), *driver_curves.sections(rated, t))
    ends = (*_left_out(rated, t), *_how(rated, t))
    story = parts.whole(title, f"n = {rated.result.n}", rated.source, (*sections, *ends), about, lang)
    data = {
        "csv": lambda: to_csv(to_rows(rated)).encode("utf-8-sig"),
        "json": lambda: dump(to_record(rated)).encode(),
    }
    return Told(story, partial(drawings, rated, t), about, data)


def _sample(rated: Rated, about: About, t: Translate) -> Iterator[Section]:
    result, source = rated.result, cite("mikulic2011")
    people = result.n + sum(result.left_out.values())
    text = [about.question] if about.question else []
    text.append(f"{t('driver.warning')} ({source.citation}; {t(f'source.{source.status}')})")
    text.append(t("rated.drivers-listwise", n=result.n, all=people, **result.left_out))
    names = [driver.attribute for driver in result.attributes]
    text.append(t("rated.drivers-attributes", n=len(names), names=parts.listed(names, t)))
    title = t("rated.drivers-sample", overall=result.overall, n=result.n, attributes=len(names))
    said = parts.remarks(_findings(rated), t)
    yield Section("sample", t("story.sample"), title, (*text, *said), notes=said)


def _findings(rated: Rated) -> list[Finding]:
    """Without those that say what the table of columns says."""
    columns = {"drivers-attributes", *(f"drivers-left-{why}" for why in _COLUMNS)}
    return [finding for finding in rated.findings if finding.code not in columns]


def _left_out(rated: Rated, t: Translate) -> Iterator[Section]:
    result = rated.result
    rows = [(t(f"rated.left-{why}"), n) for why, n in {"rows": rated.rows_left_out, **result.left_out}.items()]
    rows += [(t("rated.left-attribute", name=driver.attribute), driver.missing) for driver in result.attributes]
    columns = [(name, t(f"driver.left-{why}")) for name, why in rated.columns_left_out.items()]
    yield from parts.left_out(rows, columns, _findings(rated), t)


def _how(rated: Rated, t: Translate) -> Iterator[Section]:
    record = rated.conventions
    yield from parts.how(describe(record, t), rated.source, sources_of(record), t)


def drawings(rated: Rated, t: Translate, dark: bool = False) -> dict[str, Draw]:
    """How each chart is drawn, by file name: those of all attributes, then the curve of each."""
    look, note, found = Look(t, dark), f"n = {rated.result.n}", rated.experienced[0]
    made: dict[str, Draw] = {"drivers": partial(charts.penalty_reward, rated.result, look)}
    if any(driver.impact.ia is not None for driver in rated.result.attributes):
        made["impact"] = partial(charts.impact_map, rated.result, look, note)
    if any(driver.impact.riocs is not None for driver in rated.result.attributes):
        made["impact-performance"] = partial(charts.impact_performance, rated.result, look, note)
    if found:
        words = {c.attribute: t(f"driver.shape-{c.shape.form}") for c in found if c.shape}
        wide = 5 if len(found) > 6 else 3
        made["curves"] = partial(charts.experience_curves, found, look, rated.modelled, words, wide)
    points, cut = rated.grid
    if cut is not None:
        classes = {driver.attribute: driver.category for driver in rated.result.attributes}
        measure = t(f"driver.measure-{rated.choice.measure}")
        made["importance"] = partial(charts.importance_grid, points, cut, classes, look, measure)
    for number, curve in enumerate(found, start=1):
        own = rated.modelled.get(curve.attribute)
        made[f"curves/{number:02d}"] = partial(charts.experience_curve, curve, look, own, f"n = {curve.n}")
    return made
