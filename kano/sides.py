"""Two segments of one file beside each other: those that are shown, so that a comparison tells of nobody else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from kano.classification import Classification
from kano.comparison import Comparison, assemble, between, compare_rounds
from kano.counts import Segment
from kano.errors import Finding, KanoError
from kano.i18n import Translate
from kano.matching import Matched, match
from kano.quality import review
from kano.responses import Responses
from kano.suppression import BLANK

Two = tuple[Segment, Segment]
HIDING = ("segments-together", "segments-hidden", "feature-hidden")
"""What is said of small segments; other doubts are those of each side."""


def shown_segment(found: Classification, value: str, values: Collection[Segment]) -> Segment:
    """The segment called `value` among those that are shown, "(blank)" for people who left the question blank.

    `values` are those of the file. Raises KanoError when it is none of them, or not shown by itself: it says what is.
    """
    segments = [segment for segment in found.counts.segments if segment is not None]
    known, least = ", ".join(f"“{segment or BLANK}”" for segment in segments), found.settings.least
    for name in (value, "" if value == BLANK else value):
        if name in segments:
            return name
        if name in found.together:
            raise KanoError("group-together", value=value, least=least, together=segments[-1], known=known)
        if name in values:
            raise KanoError("group-few", value=value, least=least)
    raise KanoError("group-unknown", value=value, by=found.counts.by or "-", known=known or "-")


def of_side(side: str | None, finding: Finding, names: tuple[str, str], t: Translate) -> Finding:
    """The finding with the name of the side that it is about."""
    if side is None:
        return finding
    return Finding("of-side", values={"side": names[side == "second"], "text": finding.text(t)})


def compare_segments(found: Classification, chosen: Two) -> Comparison:
    """Two segments of a classification; a feature that is suppressed in one of them has no gap."""
    first, second = (_side(found, segment) for segment in chosen)
    pairs = zip(first.features, second.features, strict=True)
    gaps = [between(one, other, found.settings) for one, other in pairs]
    made = assemble(gaps, (found.counts, found.counts), (first, second), "other")
    return replace(made, findings=(*_hiding(found, chosen), *made.findings))


def compare_segment_rounds(data: Responses, found: Classification, chosen: Two) -> tuple[Comparison, Matched]:
    """Two segments, such as waves, whose people are the same. Raises KanoError when too few are in both.

    A feature has no gap where it is suppressed in one of them, or where too few answered it in both.
    """
    by, least = found.counts.by, found.settings.least
    rows = [data.rows_of(by, segment, found.together) for segment in chosen]
    matched = match(data.take(rows[0]), data.take(rows[1]))
    if len(matched.first) < least:
        raise KanoError("group-few-both", least=least)
    hidden = {result.feature for segment in chosen for result in found.of(segment) if result.suppressed}
    hidden |= {name for name, n in _in_both(matched).items() if 0 < n < least}
    sides = [_without(side, hidden) for side in (matched.first, matched.second)]
    made = _suppressed(compare_rounds(sides[0], sides[1], found.settings), hidden)
    few = ((None, Finding("feature-hidden-both", name, {"least": least})) for name in data.features if name in hidden)
    return replace(made, findings=(*_hiding(found, chosen), *few, *made.findings)), matched


def _side(found: Classification, segment: Segment) -> Classification:
    """One segment as if it were everyone, with the doubts about it alone."""
    row = [found.counts.segments.index(segment)]
    counts = replace(found.counts, counts=found.counts.counts[row], segments=(None,), by=None)
    results = tuple(replace(result, segment=None) for result in found.of(segment))
    hidden = {result.feature for result in results if result.suppressed}
    doubts = review(counts, found.conventions["evaluation_table"] is not None)
    return replace(found, features=results, counts=counts, findings=_but(hidden, doubts), together=())


def _but(hidden: Collection[str], findings: Collection[Finding]) -> tuple[Finding, ...]:
    """That nobody answered is not true of a feature that is suppressed."""
    return tuple(finding for finding in findings if finding.feature not in hidden)


def _hiding(found: Classification, chosen: Two) -> list[tuple[None, Finding]]:
    """Which segments are one, and which features of the chosen ones are not shown."""
    names = {segment or BLANK for segment in chosen}
    said = (finding for finding in found.findings if finding.code in HIDING)
    return [(None, one) for one in said if one.values.get("segment") in {None, *names}]


def _in_both(matched: Matched) -> dict[str, int]:
    """How many people answered each feature in both rounds."""
    sides = (matched.first, matched.second)
    answered = np.all([(side.functional > 0) & (side.dysfunctional > 0) for side in sides], axis=0)
    return dict(zip(matched.first.features, answered.sum(axis=0).tolist(), strict=True))


def _without(data: Responses, hidden: Collection[str]) -> Responses:
    """The same people, as if nobody had answered the hidden features."""
    seen = np.array([feature not in hidden for feature in data.features], dtype=np.int8)
    return replace(data, functional=data.functional * seen, dysfunctional=data.dysfunctional * seen)


def _suppressed(made: Comparison, hidden: Collection[str]) -> Comparison:
    """With the hidden features said to be hidden, not unanswered."""
    gaps = tuple(
        replace(
            gap,
            first=replace(gap.first, n=None, suppressed=True, left_out={}),
            second=replace(gap.second, n=None, suppressed=True, left_out={}),
            changes=None,
        )
        if gap.feature in hidden
        else gap
        for gap in made.gaps
    )
    sides = [replace(side, findings=_but(hidden, side.findings)) for side in (made.first, made.second)]
    once = {name: n for name, n in made.conventions["left_out"]["answered_once"].items() if name not in hidden}
    how = {**made.conventions, "left_out": {**made.conventions["left_out"], "answered_once": once}}
    said = tuple((side, finding) for side, finding in made.findings if finding.feature not in hidden)
    return replace(made, gaps=gaps, first=sides[0], second=sides[1], conventions=how, findings=said)
