"""A comparison of offers in words: what each is best at, what is given and taken, and how it was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kano.decision.bundles import BLANKS
from kano.decision.offer_leaders import best_on_all, trade_off
from kano.decision.offer_results import Leader, SegmentOffers
from kano.decision.pairwise import Pair
from kano.i18n import Translate

Called = Callable[[str], str]
"""From a feature to its name on screen."""

SHARES = ("basics", "contented", "favourite")
NAMED = 3
"""Features that are named on each side of a trade-off."""


def share(value: float | None) -> str:
    """Of the people who were asked, so 0% and 100% may be, but only where it is nobody or everybody."""
    if value is None:
        return "-"
    if 0 < value < 0.005 or 0.995 < value < 1:
        return "<1%" if value < 0.5 else ">99%"
    return f"{100 * value:.0f}%"


def mean(value: float | None) -> str:
    return "-" if value is None else f"{value:+.2f}"


def amount(value: float | None) -> str:
    return "-" if value is None else f"{value:,.10g}"


def figure(criterion: str, value: float | None) -> str:
    """The value of an offer on a criterion."""
    if criterion == "cost":
        return amount(value)
    return share(value) if criterion in SHARES else mean(value)


def leader_text(leader: Leader, segment: SegmentOffers, t: Translate) -> str:
    """Which offers are best on one criterion, by how much, and which are within chance of them."""
    value = figure(leader.criterion, segment.of(leader.best[0]).value(leader.criterion))
    line = t(f"offers.best-{leader.criterion}", offers=_listed(leader.best, t), value=value)
    close = [t("offers.close", offers=_listed(leader.close, t))] if leader.close else []
    return t("offers.space").join([line, *close])


def verdicts(segment: SegmentOffers, t: Translate) -> Iterator[str]:
    """About the choice as a whole: is one best on all, which need not be looked at, what nobody gets."""
    best = best_on_all(segment)
    if segment.leaders:
        yield t("offers.one-best", offers=_listed(best, t)) if best else t("offers.none-best")
    for offer, better in segment.dominated().items():
        yield t("offers.dominated", offer=offer, better=_listed(better, t))
    if (never := segment.never_met.estimate) is not None:
        yield t("offers.never-met", share=share(never)) if never else t("offers.never-none")
    if (wanting := segment.always_wanting.estimate) is not None:
        yield t("offers.always-wanting", share=share(wanting)) if wanting else t("offers.always-none")


def pair_text(pair: Pair, segment: SegmentOffers, called: Called, t: Translate) -> str:
    """One offer rather than another: for how many better or worse, what it gives and takes, and whether by chance."""
    values = {name: share(value.estimate) for name, value in pair.shares.items()}
    gap = pair.gaps["satisfaction"]
    difference = mean(gap.estimate.estimate)
    lines = [t("offers.rather", first=pair.first, second=pair.second, difference=difference, **values)]
    gaps = trade_off(segment, pair.first, pair.second)
    given, taken = ([(f, gap) for f, gap in gaps.items() if (gap > 0) is wanted] for wanted in (True, False))
    lines += [t("offers.gives", features=_features(given, called, t))] if given else []
    lines += [t("offers.takes", features=_features(taken, called, t))] if taken else []
    lines += [t("offers.by-chance")] if gap.beyond_chance is False else []
    return t("offers.space").join(lines)


def _features(gaps: list[tuple[str, float]], called: Called, t: Translate) -> str:
    named = [f"{called(feature)} ({mean(gap)})" for feature, gap in gaps[:NAMED]]
    return t("offers.comma").join([*named, *(["…"] if len(gaps) > NAMED else [])])


def _listed(names: tuple[str, ...], t: Translate) -> str:
    return t("offers.comma").join(t("offers.quoted", name=name) for name in names)


def describe(record: Mapping[str, Any], t: Translate) -> list[tuple[str, str]]:
    """The record in words: (what, how) rows for a screen."""
    table, people = record["evaluation_table"], record["unit"] == "people"
    rows = [("table", f"{table['name']}: {table['grid']}")] if table else []
    rows += [
        ("satisfaction", t("offers.how.satisfaction-text")),
        ("reverse", t("offers.how.reverse-text" if people else "offers.how.reverse-counts")),
        ("people", t("offers.how.people-text" if people else "offers.how.people-counts")),
        ("blank", t("offers.how.blank-refused" if record["blank"] == BLANKS[0] else "offers.how.blank-zero")),
    ]
    if people:
        tests = record["tests"]
        rows += [
            ("basics", t("offers.how.basics-text")),
            ("favourite", t("offers.how.favourite-text")),
            ("dominance", t("offers.how.dominance-text")),
            ("intervals", t("offers.how.intervals-text", level=round(100 * record["intervals"]["means"]["level"]))),
            ("tests", t("offers.how.tests-text", chance=f"{tests['chance']:g}")),
        ]
    rows += [("cost", t("offers.how.cost-text"))]
    rows += [("least", t("convention.least-text", least=record["least"]))] if record["segments"] else []
    rows += [("sources", "; ".join(_source(source, source["status"], t) for source in record["sources"]))]
    return [(t(f"offers.how.{key}"), text) for key, text in rows]


def _source(source: Mapping[str, str], status: str, t: Translate) -> str:
    return f"{source['citation']} ({t(f'source.{status}')})"
