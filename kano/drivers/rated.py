"""A file of ratings as one thing: what the user chose, and everything that its ratings say."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from kano.curves import Curve
from kano.drivers.agreement import Agreement, agreement
from kano.drivers.analysis import Drivers, DriverSettings, drivers, single, unlike_single
from kano.drivers.asked import Asked
from kano.drivers.experience import Experience, ExperienceSettings, experience
from kano.drivers.impact import (
    Importance,
    Moderated,
    Quadratic,
    implicit_importance,
    importance_grid,
    moderated,
    quadratic,
)
from kano.errors import Finding, KanoError
from kano.i18n import Translate
from kano.ratings import Floats, Ratings
from kano.readers.doubts import about_reading
from kano.readers.mapping import Mapping as How
from kano.readers.rows import kept, proposed_rows, said_rows
from kano.readers.scores import rating_columns, read_ratings
from kano.readers.table import Source, Table
from kano.sources import cite


@dataclass(frozen=True)
class Choice:
    """What the user says of a file: the column of overall satisfaction and those of the attributes.

    `missing` are values that are no rating, `meant` the numbers of texts that have none; `scale` and `overall_scale`
    the lowest and highest value that could be given, None where only what was seen is known. `matching` says which
    attribute a feature of the Kano pairs is, `importance` in which column people said how important an attribute is.
    """

    overall: str
    attributes: tuple[str, ...]
    settings: DriverSettings = field(default_factory=DriverSettings)
    missing: tuple[str, ...] = ()
    meant: Mapping[str, float] = field(default_factory=dict)
    scale: tuple[float, float] | None = None
    overall_scale: tuple[float, float] | None = None
    matching: Mapping[str, str] = field(default_factory=dict)
    importance: Mapping[str, str] = field(default_factory=dict)
    measure: str = "correlation"
    seed: int = ExperienceSettings.seed

    def telling(self, meant: Mapping[str, float]) -> Choice:
        """With the numbers that texts stand for."""
        return replace(self, meant={**self.meant, **meant})


@dataclass(frozen=True, eq=False)
class Rated:
    """The ratings of a file and what they say. `explicit` is the mean importance that people stated, by attribute;
    `read` what reading the file changed; `columns_left_out` has a reason for each column that is in no number."""

    source: Source
    choice: Choice
    overall: Ratings
    attributes: Ratings
    explicit: Mapping[str, float]
    result: Drivers
    read: tuple[Finding, ...]
    columns_left_out: Mapping[str, str]
    rows_left_out: int
    asked: Asked | None = None

    @cached_property
    def alone(self) -> tuple[Drivers, ...]:
        """Each attribute in a model of its own."""
        return single(self.overall, self.attributes, self.choice.settings)

    @cached_property
    def experienced(self) -> tuple[tuple[Experience, ...], dict[str, Any]]:
        """The curves that the ratings draw, and how."""
        settings = ExperienceSettings(seed=self.choice.seed, level=self.choice.settings.level)
        return experience(self.overall, self.attributes, settings)

    @cached_property
    def quadratics(self) -> dict[str, Quadratic | None]:
        """Ting & Chen's form of each attribute."""
        level, y = self.choice.settings.level, self.overall.values[:, 0]
        return {name: quadratic(self.attributes.column(name), y, level) for name in self.attributes.names}

    @cached_property
    def moderated(self) -> dict[str, Moderated | None]:
        """Lin's form of each attribute, parted at the middle of the scale."""
        low, high = self.attributes.lowest or 0.0, self.attributes.highest or 0.0
        y, middle = self.overall.values[:, 0], (low + high) / 2
        return {name: moderated(self.attributes.column(name), y, middle) for name in self.attributes.names}

    @cached_property
    def grid(self) -> tuple[tuple[Importance, ...], tuple[float, float] | None]:
        """Vavra's grid, and where it is cut; no cut where nobody was asked for importance."""
        implicit = implicit_importance(self.overall.values[:, 0], self.attributes, self.choice.measure)
        return importance_grid(self.explicit, implicit)

    @cached_property
    def agreement(self) -> Agreement | None:
        """Pairs and ratings side by side; None without pairs."""
        if self.asked is None:
            return None
        return agreement(self.asked.result.of(), self.result.attributes, self.choice.matching)

    @property
    def modelled(self) -> dict[str, Curve]:
        """The curve of the pairs by attribute, where a feature is matched and has one."""
        if self.asked is None:
            return {}
        found = {attribute: self.asked.curve(feature) for feature, attribute in self.choice.matching.items()}
        return {attribute: curve for attribute, curve in found.items() if curve is not None}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything there is to know about these numbers."""
        other = unlike_single(self.result, self.alone)
        names = ", ".join(f"“{name}”" for name in other)
        alone = [Finding("drivers-alone", values={"attributes": names})] if other else []
        return (*self.read, *self.result.findings, *alone)

    @property
    def conventions(self) -> dict[str, Any]:
        """How every number was made, as plain data for files."""
        grid = {"explicit": "mean", "implicit": self.choice.measure, "cut": "means", "sources": _cited("vavra1997")}
        bent = {"centred": "at the mean", "errors": "HC3", "sources": _cited("ting2002")}
        parted = {"reference": "middle of the scale", "errors": "HC3", "sources": _cited("lin2010")}
        missing = {"as_missing": list(self.choice.missing), "as_numbers": dict(self.choice.meant)}
        shapes = {"curves": self.experienced[1], "quadratic": bent, "moderated": parted, "importance_grid": grid}
        return {**self.result.conventions, "cells": missing, **shapes}


def _cited(key: str) -> list[dict[str, str]]:
    return [cite(key).record()]


def check_reading(table: Table, t: Translate) -> None:
    """Raises KanoError `questions-open` when it is in doubt how the file was read."""
    if questions := about_reading(table, How()):
        said = "\n".join(f"- {question.with_hint(t)}" for question in questions)
        raise KanoError("questions-open", file=table.source.name, questions=said)


def proposed(
    table: Table, overall: str, missing: tuple[str, ...] = (), paired: Container[str] = ()
) -> tuple[tuple[str, ...], dict[str, str]]:
    """The columns that look like attributes, and why the rest does not.

    Reasons are `overall`, `pair` for the columns of Kano pairs, or those of `rating_columns`.
    """
    found, why = rating_columns(table, missing)
    why |= {name: "pair" for name in table.names if name in paired} | {overall: "overall"}
    return tuple(name for name in found if name not in why), why


def rated(table: Table, choice: Choice, asked: Asked | None = None, paired: Container[str] = ()) -> Rated:
    """What the ratings of a table say by a choice. Rows that the tool marks as tests are left out, and said.

    `asked` are the Kano pairs of the same file, `paired` their columns.

    Raises KanoError when a column is not there, holds something that is no rating, or the ratings carry no model.
    """
    if choice.overall in choice.attributes:
        raise KanoError("overall-attribute", overall=choice.overall)
    if not choice.attributes:
        raise KanoError("drivers-none")
    rows = How(rows_left_out=proposed_rows(table))
    people = kept(table, rows)
    both, said = read_ratings(people, [choice.overall, *choice.attributes], choice.missing, choice.meant)
    overall, attributes = both.of([choice.overall]), both.of(choice.attributes)
    overall = overall.on(*choice.overall_scale) if choice.overall_scale else overall
    attributes = attributes.on(*choice.scale) if choice.scale else attributes
    stated, rated_how = _importance(people, choice)
    explicit = {**_asked_importance(asked, choice.matching), **stated}
    return Rated(
        choice=choice,
        overall=overall,
        attributes=attributes,
        explicit=explicit,
        result=drivers(overall, attributes, choice.settings),
        read=(*said, *rated_how, *said_rows(table, rows)),
        source=table.source,
        columns_left_out=_left_out(table, choice, paired),
        rows_left_out=len(table) - len(people),
        asked=asked,
    )


def _left_out(table: Table, choice: Choice, paired: Container[str]) -> dict[str, str]:
    _, why = proposed(table, choice.overall, choice.missing, paired)
    used = {choice.overall, *choice.attributes, *choice.importance.values()}
    return {name: why.get(name, "not-chosen") for name in table.names if name not in used}


def _importance(table: Table, choice: Choice) -> tuple[dict[str, float], tuple[Finding, ...]]:
    """Mean importance by attribute, from the columns that the choice names; and what was taken as none there."""
    columns = tuple(dict.fromkeys(choice.importance.values()))
    ratings, said = read_ratings(table, columns, choice.missing, choice.meant)
    said = tuple(finding for finding in said if finding.code != "ratings-missing-unused")
    return _means({name: ratings.column(column) for name, column in choice.importance.items()}), said


def _asked_importance(asked: Asked | None, matching: Mapping[str, str]) -> dict[str, float]:
    """Mean importance by attribute, as asked with the pairs."""
    if asked is None or asked.people.importance is None:
        return {}
    columns = dict(zip(asked.people.features, asked.people.importance.T, strict=True))
    return _means({attribute: columns[f] for f, attribute in matching.items() if f in columns})


def _means(columns: Mapping[str, Floats]) -> dict[str, float]:
    return {name: float(np.nanmean(column)) for name, column in columns.items() if not np.isnan(column).all()}
