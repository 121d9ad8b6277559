"""The drift of a study: any that has a question whose values are periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kano.conventions import Settings
from kano.counted import values
from kano.drift.analysis import drift
from kano.drift.conventions import SMALL
from kano.drift.periods import dated
from kano.drift.results import Drift
from kano.study import Study


def drift_study(
    study: Study,
    by: str,
    settings: Settings | None = None,
    order: Sequence[str] | None = None,
    small: float = SMALL,
) -> Drift:
    """`drift` over the values of the question `by`; who was screened is in the record. Raises KanoError."""
    found = drift(study.count(by), settings or study.settings, order, small)
    said = {"screening": study.screening} if study.screening else {}
    return replace(found, conventions={**found.conventions, **said})


def dated_questions(study: Study) -> tuple[str, ...]:
    """The questions whose values are all periods of the calendar, blanks aside."""
    return tuple(by for by in study.segments if dated([name for name in values(study.count(by)) if name]))
