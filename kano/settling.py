"""How many more people? The chance that more answers make the verdict of a feature clear.

The true shares are drawn from what is known of them, Dirichlet(counts + prior); so many answers more are drawn from
each; then the rule and the verdict are those of all answers together. The verdict's probability of that many futures
comes from `winning`, in milliseconds, where draws within draws would take minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kano.certainty import PRIOR, draws
from kano.classification import Classification, FeatureResult, Verdict
from kano.conventions import VERSION, Settings
from kano.counts import Counts, Segment
from kano.errors import KanoError
from kano.fieldwork.effort import for_answers
from kano.i18n import Translate
from kano.leading import unknown
from kano.rules import rule_of, winner
from kano.winning import MARGIN, wins

if TYPE_CHECKING:
    import pandas as pd

MORE = (5, 10, 20, 50, 100)
"""Answers more, by default."""
GRID = (5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500, 750, 1000)
"""Where `needed` is looked for."""
WANTED = 0.8
"""The chance that is enough."""
FUTURES = 500
"""Drawn for each feature: a chance is known to 4.4 points (two standard errors) at worst."""
MOST = 10_000
"""Of more answers than these, a thousand more say little."""


@dataclass(frozen=True)
class Outlook:
    """What more answers would do for one feature, of everyone (`segment` None) or of one segment.

    `chances` has, for each number of answers more, the chance that the verdict is then clear; `needed` is the least
    number in `GRID` whose chance is at least `WANTED`, 0 when the verdict is clear now; `people` are those who give
    so many answers, when each answers a part of the features. What is None has its `reason`: those of `Leaders` but
    `one` and `tie`; `many` answers already; a `margin` too wide; or `split`: not even 1,000 would be enough, so
    `needed` is None.
    """

    feature: str
    segment: Segment
    n: float | None
    verdict: Verdict | None
    chances: dict[int, float] | None = None
    needed: int | None = None
    people: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Settling:
    """The outlook of every feature and segment. Each person answers `asked` of the `count` features."""

    features: tuple[Outlook, ...]
    more: tuple[int, ...]
    asked: int
    count: int
    conventions: dict[str, Any]

    @property
    def limit(self) -> int:
        """The most people that were looked at."""
        return for_answers(GRID[-1], self.count, self.asked)

    def of(self, segment: Segment = None) -> tuple[Outlook, ...]:
        """The features of one segment, in the order of the questionnaire."""
        return tuple(outlook for outlook in self.features if outlook.segment == segment)

    def to_frame(self) -> pd.DataFrame:
        """One row per feature and segment; `more_N` is the chance with N answers more."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The rows of `to_frame`."""
        return [_row(outlook, self.more) for outlook in self.features]

    def expected(self, segment: Segment = None) -> list[tuple[int, float]]:
        """How many of the features that are open now so many people more would settle, by adding up their chances.

        (people, features) for each number in `more`.
        """
        still = [o.chances for o in self.of(segment) if o.chances and o.verdict is not Verdict.CLEAR]
        return [(for_answers(n, self.count, self.asked), sum(found[n] for found in still)) for n in self.more]


def settle(result: Classification, more: Sequence[int] = MORE, asked: int | None = None) -> Settling:
    """What `more` answers would do for every feature; `asked` of the features is what one person answers, None for all.

    By the rule, the tie margin, the seed and the threshold of the classification. Raises KanoError on a number of
    answers that is not 1..1000, or of features that there are not.
    """
    features = len(result.counts.features)
    if not more or not all(1 <= n <= GRID[-1] for n in more):
        raise KanoError("more-answers", more=", ".join(map(str, more)) or "-", most=GRID[-1])
    if asked is not None and not 1 <= asked <= features:
        raise KanoError("asked-features", asked=asked, features=features)
    points = tuple(sorted(set(more)))
    each = asked or features
    found = tuple(_outlook(feature, points, (features, each), result.settings) for feature in result.features)
    return Settling(found, points, each, features, record(result.settings, points, each, features))


def _outlook(result: FeatureResult, more: tuple[int, ...], design: tuple[int, int], settings: Settings) -> Outlook:
    reason = unknown(result) or _beyond(result, settings)
    if reason:
        return Outlook(result.feature, result.segment, result.n, result.verdict, reason=reason)
    clear = result.verdict is Verdict.CLEAR
    points = more if clear else tuple(sorted({*more, *GRID}))
    counts = np.array(list(result.counts.values()), dtype=np.int64)
    found = dict(zip(points, chances(counts, points, settings), strict=True))
    needed = 0 if clear else next((n for n in GRID if found[n] >= WANTED), None)
    return Outlook(
        result.feature,
        result.segment,
        result.n,
        result.verdict,
        {n: found[n] for n in more},
        needed,
        None if needed is None else for_answers(needed, *design),
        "split" if needed is None else None,
    )


def _beyond(result: FeatureResult, settings: Settings) -> str | None:
    """What the quadrature is not made for."""
    if settings.tie_margin > MARGIN:
        return "margin"
    return "many" if (result.n or 0) > MOST else None


def chances(counts: Counts, more: Sequence[int], settings: Settings, futures: int = FUTURES) -> list[float]:
    """The chance of a clear verdict with each number of answers `more`, growing, than one feature's `counts` (6,).

    Every feature starts from the same seed, and one future goes on through all numbers.
    """
    known = draws(counts.astype(float), futures, settings.seed)
    shares = known / known.sum(axis=1, keepdims=True)
    rng = np.random.default_rng((settings.seed, 1))
    steps = [rng.multinomial(step, shares) for step in np.diff(more, prepend=0)]
    together = (counts + np.cumsum(steps, axis=0)).reshape(-1, len(counts))
    category = winner(rule_of(settings.rule, settings.tie_margin)(together.astype(float)))
    sure = wins(together, category, settings.rule, settings.tie_margin)
    shown: list[float] = (sure >= settings.clear).reshape(len(more), futures).mean(axis=1).tolist()
    return shown


def _row(outlook: Outlook, more: Sequence[int]) -> dict[str, Any]:
    known = outlook.chances or {}
    return {
        "feature": outlook.feature,
        "segment": outlook.segment,
        "n": outlook.n,
        "verdict": str(outlook.verdict or ""),
        **{f"more_{n}": known.get(n) for n in more},
        "needed": outlook.needed,
        "people": outlook.people,
        "reason": outlook.reason or "",
    }


def record(settings: Settings, more: Sequence[int], asked: int, features: int) -> dict[str, Any]:
    """How the chances are found, as plain data for files."""
    return {
        "kano": VERSION,
        "method": "posterior predictive: dirichlet, multinomial; verdict by quadrature",
        "prior": PRIOR,
        "futures": FUTURES,
        "seed": settings.seed,
        "rule": settings.rule,
        "tie_margin": settings.tie_margin,
        "clear": settings.clear,
        "more": list(more),
        "wanted": WANTED,
        "looked_at": list(GRID),
        "asked": asked,
        "features": features,
        "assumes": "people like those who answered; an answer more to every feature",
    }


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """The record in words: (what, how) rows for a screen or a sheet."""
    values = {**record, "looked": ", ".join(map(str, record["looked_at"]))}
    values |= {key: f"{100 * record[key]:g}" for key in ("clear", "wanted")}
    rows = [("method", t("settling.method-text", **values)), ("needed", t("settling.needed-text", **values))]
    if record["asked"] < record["features"]:
        rows.append(("people", t("settling.people-text", **values)))
    return [(t(f"settling.{key}"), text) for key, text in rows]


def needed_text(outlook: Outlook, settling: Settling, t: Translate) -> str:
    """The people needed, or why nobody can say how many."""
    if outlook.reason:
        return reason_text(outlook.reason, t, settling.limit)
    return t("settling.now") if outlook.needed == 0 else f"{outlook.people}"


def reason_text(reason: str, t: Translate, limit: int = GRID[-1]) -> str:
    """Why something is not known."""
    return t(f"reason.{reason}", most=MOST, limit=limit, margin=f"{100 * MARGIN:g}")
