"""Do people of different kinds want different things? Every feature over the segments of a profile question.

Only segments that are shown are compared: who is suppressed is in no figure here but everyone's. Nor are those
compared who left the question blank: they are no kind of people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kano.answers import CATEGORIES, Category
from kano.classification import Classification, FeatureResult, Verdict, better_worse, classify
from kano.conventions import Settings
from kano.counts import CategoryCounts, Floats, PairCounts
from kano.differences import MERGED, Homogeneity, adjusted, association, newcombe, residuals
from kano.errors import Finding, KanoError
from kano.i18n import Translate
from kano.split_record import CHANCE, FEW, FINER, PAIRED, STANDS_OUT, record
from kano.suppression import Shown, hide

if TYPE_CHECKING:
    import pandas as pd

    from kano.classification import Estimate


class Peak(NamedTuple):
    """A segment that is clear, or leaning, about a feature."""

    segment: str
    category: Category
    verdict: Verdict


class Difference(NamedTuple):
    """The segment `first` less `second`, or less all others together where that is None; worse on its scale -1..0."""

    first: str
    second: str | None
    better: Estimate
    worse: Estimate


@dataclass(frozen=True)
class FeatureSplit:
    """One feature: everyone's result, those of the `segments` that are compared, and what the comparison says.

    `everyone` is None where percentages are known by segment only.

    `residuals` are adjusted ones by segment and category (`MERGED`), None where nobody or everybody is in one. `test`
    is None with fewer than two segments or categories, or numbers of people that are not known; `adjusted` is its p
    in the family. `peaks` are told where everyone's category hides that segments differ.
    """

    feature: str
    everyone: FeatureResult | None
    segments: tuple[FeatureResult, ...]
    test: Homogeneity | None
    residuals: dict[str, dict[str, float | None]]
    differences: tuple[Difference, ...]
    adjusted: float | None = None
    peaks: tuple[Peak, ...] = ()

    @property
    def standing_out(self) -> tuple[tuple[str, str, float], ...]:
        """(segment, category, residual) of the cells beyond `STANDS_OUT`, the farthest first."""
        cells = [(s, c, r) for s, row in self.residuals.items() for c, r in row.items() if r is not None]
        return tuple(sorted((cell for cell in cells if abs(cell[2]) > STANDS_OUT), key=lambda cell: -abs(cell[2])))


@dataclass(frozen=True)
class Split:
    """Every feature over the segments of the profile question `by`; `hidden` are segments that are not shown."""

    by: str
    segments: tuple[str, ...]
    hidden: tuple[str, ...]
    features: tuple[FeatureSplit, ...]
    result: Classification
    conventions: dict[str, Any]
    findings: tuple[Finding, ...]

    @property
    def two_peaks(self) -> tuple[FeatureSplit, ...]:
        """The features whose pooled category hides that segments differ."""
        return tuple(feature for feature in self.features if feature.peaks)

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature and segment, everyone (None), those who left it blank ("") and hidden features too."""
        places = {feature.feature: place for place, feature in enumerate(self.features)}
        rows = zip(self.result.features, self.result.rows(), strict=True)
        ordered = sorted(rows, key=lambda each: places[each[0].feature])
        return [_row(self.by, self.features[places[result.feature]], result, row) for result, row in ordered]

    def difference_rows(self) -> list[dict[str, Any]]:
        """A row per feature and difference of two segments."""
        return [_difference_row(self.by, f.feature, d) for f in self.features for d in f.differences]

    def to_frame(self) -> pd.DataFrame:
        """The `rows`, codes for categories."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def split(counts: PairCounts | CategoryCounts | Shown, settings: Settings | None = None) -> Split:
    """Compare the segments of counts by one profile question; the p of its features are adjusted together.

    Raises KanoError when there are no segments, the rule is unknown, or answers do not fit the table.
    """
    return split_all([counts], settings)[0]


def split_all(
    counts: Sequence[PairCounts | CategoryCounts | Shown], settings: Settings | None = None
) -> tuple[Split, ...]:
    """The same for each profile question of a study; the p of all features of all of them are adjusted together.

    Raises KanoError as `split` does.
    """
    settings = settings or Settings()
    if not counts or any(part.by is None for part in counts):
        raise KanoError("segments-none")
    plain = [_split(part, settings) for part in counts]
    tests = sum(feature.test is not None for each in plain for feature in each.features)
    plain = [replace(e, features=tuple(_refined(f, tests, settings) for f in e.features)) for e in plain]
    values = [feature.test.p if feature.test else None for each in plain for feature in each.features]
    found = iter(adjusted(values))
    how = record(settings, [each.by for each in plain], tests)
    return tuple(_judged(each, found, how) for each in plain)


def _judged(plain: Split, found: Iterator[float | None], how: dict[str, Any]) -> Split:
    features = [replace(feature, adjusted=next(found)) for feature in plain.features]
    conventions = {**how, "by": plain.by, "hidden": list(plain.hidden), "classification": plain.result.conventions}
    return replace(plain, features=tuple(replace(f, peaks=_peaks(f)) for f in features), conventions=conventions)


def _split(counts: PairCounts | CategoryCounts | Shown, settings: Settings) -> Split:
    kept = hide(counts, settings.least)
    result = classify(kept, settings)
    shown, hidden = result.counts.segments, tuple(map(str, kept.segments))
    mixed = {shown[-1]} if "" in result.together else set()
    names = tuple(segment for segment in shown if segment and segment not in mixed)
    features = tuple(_feature(name, result, names, settings) for name in result.counts.features)
    by, findings = str(counts.by), result.findings
    if len(names) < 2:
        findings = (*findings, Finding("split-single", values={"by": by, "least": settings.least}))
    return Split(by, names, hidden, features, result, {}, findings)


def _feature(name: str, result: Classification, names: tuple[str, ...], settings: Settings) -> FeatureSplit:
    of = [each for each in result.features if each.feature == name]
    compared = tuple(each for each in of if each.segment in names and sum(each.counts.values()) > 0)
    groups = np.array([_counts(each) for each in compared]).reshape(len(compared), len(CATEGORIES))
    known = not result.counts.shares_only
    test = association(groups, settings.draws, settings.seed) if known else None
    off = dict(zip((str(each.segment) for each in compared), map(_residuals, residuals(groups)), strict=True))
    differences = tuple(_differences(compared, groups, settings, known))
    everyone = next((each for each in of if each.segment is None), None)
    return FeatureSplit(name, everyone, compared, test, off if known else {}, differences)


def _refined(feature: FeatureSplit, tests: int, settings: Settings) -> FeatureSplit:
    """Among many tests the smallest p of a permutation would still be too large: it is drawn anew, more finely."""
    test = feature.test
    if test is None or test.method != "permutation" or test.p > FEW / settings.draws or test.p * tests < CHANCE / 5:
        return feature
    groups = np.array([_counts(each) for each in feature.segments])
    return replace(feature, test=association(groups, FINER * settings.draws, settings.seed))


def _counts(result: FeatureResult) -> list[float]:
    return [float(result.counts[category]) for category in CATEGORIES]


def _residuals(row: Floats) -> dict[str, float | None]:
    return {name: None if np.isnan(value) else float(value) for name, value in zip(MERGED, row, strict=True)}


def _differences(
    compared: Sequence[FeatureResult], groups: Floats, settings: Settings, known: bool
) -> Iterator[Difference]:
    """Each pair, or of many each against the rest: of segments that are shown, so that nothing can be subtracted."""
    if len(compared) <= PAIRED or not known:
        for one, other in combinations(compared, 2):
            better, worse = newcombe(one.better, other.better), newcombe(one.worse, other.worse)
            yield Difference(str(one.segment), str(other.segment), better, worse)
        return
    for one, own in zip(compared, groups, strict=True):
        better, worse = better_worse(groups.sum(axis=0) - own, settings)
        yield Difference(str(one.segment), None, newcombe(one.better, better), newcombe(one.worse, worse))


def _peaks(feature: FeatureSplit) -> tuple[Peak, ...]:
    """Segments that are sure of different categories, where the test says that they differ; else none."""
    sure = [each for each in feature.segments if each.verdict in (Verdict.CLEAR, Verdict.LEANING)]
    peaks = tuple(Peak(str(f.segment), f.category, f.verdict) for f in sure if f.category and f.verdict)
    differ = feature.adjusted is not None and feature.adjusted < CHANCE
    return peaks if differ and len({peak.category for peak in peaks}) > 1 else ()


def told(feature: FeatureSplit, t: Translate, name: str = "") -> str:
    """In words: everyone's category, then who sees the feature as another, then who sees it like everyone."""
    pooled = feature.everyone.category if feature.everyone else None
    seen = sorted(dict.fromkeys(peak.category for peak in feature.peaks), key=lambda category: category == pooled)
    parts = [_of_category(category, feature.peaks, t) for category in seen]
    category = t(f"type.{pooled}") if pooled else t("category.none")
    return t("split.peaks", feature=name or feature.feature, category=category, segments=t("split.join").join(parts))


def _of_category(category: Category, peaks: Sequence[Peak], t: Translate) -> str:
    names = [(peak.segment, t(f"verdict.{peak.verdict}")) for peak in peaks if peak.category == category]
    listed = t("split.comma").join(t("split.peak", segment=name, verdict=verdict) for name, verdict in names)
    return t("split.category", category=t(f"type.{category}"), segments=listed)


def _row(by: str, feature: FeatureSplit, result: FeatureResult, row: dict[str, Any]) -> dict[str, Any]:
    test, off = feature.test, feature.residuals.get(str(result.segment), {}) if result.segment else {}
    return {
        "by": by,
        **row,
        "compared": result in feature.segments,
        **{f"residual_{name}": off.get(name) for name in MERGED},
        "test": test.method if test else "",
        "statistic": test.statistic if test else None,
        "df": test.df if test else None,
        "p": test.p if test else None,
        "p_adjusted": feature.adjusted,
        "cramers_v": test.v if test else None,
        "two_peaks": bool(feature.peaks),
    }


def _difference_row(by: str, feature: str, of: Difference) -> dict[str, Any]:
    row: dict[str, Any] = {"by": by, "feature": feature, "first": of.first, "second": of.second}
    for name, value in (("better", of.better), ("worse", of.worse)):
        row |= {f"{name}_gap": value.estimate, f"{name}_gap_low": value.low, f"{name}_gap_high": value.high}
    return row
