"""Where service falls short: only what is beyond chance is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kano.i18n import Translate
from kano.reports import About
from kano.reports.rated.gap_figures import Named, gaps, verdicts
from kano.reports.rated.parts import interval, listed, remarks
from kano.reports.story import Grid, Section
from kano.service.conventions import dimension_name
from kano.service.quality import Gap
from kano.text import p_value


def sections(named: Named, about: About) -> Iterator[Section]:
    yield _sample(named, about)
    yield _gaps(named)
    if any(gap.verdicts for gap in named.rows):
        yield _verdicts(named)
    yield from _zone(named)


def _sample(named: Named, about: About) -> Section:
    """Who rated what; what was not rated; how precise it is stands beside each gap."""
    t, result = named.t, named.report.result
    numbers = [gap.n for gap in result.items]
    text = [about.question] if about.question else []
    text.append(t("rated.gaps-asked"))
    if result.dimensions:
        names = t("story.comma").join(dimension_name(gap.name, t) for gap in result.dimensions)
        text.append(t("rated.gaps-dimensions", names=names))
    text.append(t("rated.gaps-each", low=min(numbers), high=max(numbers), all=len(result)))
    said = remarks(named.findings, t)
    title = t("rated.gaps-sample", n=len(result), items=len(result.items))
    return Section("sample", t("story.sample"), title, (*text, *said), notes=said)


def _gaps(named: Named) -> Section:
    t, result = named.t, named.report.result
    short, over = named.short(result.items), named.over(result.items)
    counts = t("rated.gap-counts", short=len(short), over=len(over), all=len(result.items))
    text = (
        t("rated.both", first=_overall(result.overall, named), second=_dimensions(named)).strip(),
        t("rated.both", first=counts, second=t("rated.gap-chance", level=f"{100 * named.level:g}")),
    )
    wholes = [*result.dimensions, result.overall, *([result.weighted] if result.weighted else [])]
    grids = (_grid(result.items, "rated.by-item", named), _grid(wholes, "rated.by-dimension", named))
    notes = tuple(f"{named.name(gap)}: {interval(gap.gap)}{named.mark(gap)}" for gap in named.rows)
    return Section("gaps", t("rated.gaps"), _largest(short, named), text, gaps(named), grids, notes)


def _largest(short: Sequence[Gap], named: Named) -> str:
    """The largest shortfall beyond chance, or that there is none."""
    t = named.t
    if short:
        return t("rated.gap-title", item=named.item(short[0].name), gap=interval(short[0].gap))
    known = any(named.beyond(gap) is not None for gap in named.report.result.items)
    return t("rated.gap-none" if known else "rated.gap-unknown")


def _overall(gap: Gap, named: Named) -> str:
    """The whole, and whether chance is enough for it."""
    chance = {True: "beyond", False: "chance", None: "unknown"}[named.beyond(gap)]
    return named.t(f"rated.overall-{chance}", gap=interval(gap.gap), n=gap.n)


def _dimensions(named: Named) -> str:
    """The largest shortfall among dimensions beyond chance, or that there is none; nothing without dimensions."""
    found = named.report.result.dimensions
    if not (short := named.short(found)):
        return named.t("rated.dimension-none") if found else ""
    first = short[0]
    return named.t("rated.dimension-short", name=named.name(first), gap=interval(first.gap), n=len(short))


def _grid(rows: Sequence[Gap], title: str, named: Named) -> Grid:
    t = named.t
    heads = ("item", "n", "left_out", "expectation", "perception", "gap", "p_adjusted")
    cells = tuple((named.name(gap), str(gap.n), str(sum(gap.left_out.values())), *_figures(gap, named)) for gap in rows)
    return Grid(tuple(t(f"gaps.column.{head}") for head in heads), cells, t(title), frozenset(range(1, 7)))


def _figures(gap: Gap, named: Named) -> Iterator[str]:
    for value in (gap.expectation.estimate, gap.perception.estimate):
        yield "-" if value is None else f"{value:.2f}"
    yield interval(gap.gap) + named.mark(gap)
    yield p_value(gap.adjusted if gap.adjusted is not None else gap.test.p if gap.test else None)


def _verdicts(named: Named) -> Section:
    """Items at which more than half of the people perceived less than they expected, beyond chance."""
    t = named.t
    shares = [(gap, gap.verdicts.shares["below"]) for gap in named.report.result.items if gap.verdicts]
    most = sorted((s.estimate or 0.0, gap.name) for gap, s in shares if s.low is not None and s.low > 0.5)
    names = [named.item(name) for _, name in reversed(most)]
    level = f"{100 * (1 - named.level):g}"
    title = (
        t("rated.verdicts-title", n=len(most), all=len(shares)) if most else t("rated.verdicts-none", all=len(shares))
    )
    return Section(
        "verdicts",
        t("rated.verdicts"),
        title,
        (*([listed(names, t)] if names else []), t("rated.verdicts-about", level=level)),
        figure=verdicts(named),
        notes=tuple(
            f"{named.item(gap.name)}: {_share(share.estimate, share.low, share.high)}" for gap, share in shares
        ),
    )


def _share(value: float | None, low: float | None, high: float | None) -> str:
    return "-" if value is None or low is None or high is None else f"{value:.0%} [{low:.0%}, {high:.0%}]"


def _zone(named: Named) -> Iterator[Section]:
    """The zone of tolerance, where the least accepted level was asked."""
    t, found = named.t, [(gap, gap.tolerance) for gap in named.report.result.items if gap.tolerance]
    if not found:
        return
    under = [named.item(gap.name) for gap, zone in found if zone.adequacy.high is not None and zone.adequacy.high < 0]
    rows = []
    for gap, zone in found:
        shares = (zone.inside.estimate, zone.under.estimate, zone.over.estimate)
        said = ("-" if share is None else f"{share:.0%}" for share in shares)
        rows.append((named.name(gap), str(zone.n), interval(zone.adequacy), interval(zone.superiority), *said))
    heads = ("item", "n", "adequacy", "superiority", "inside", "under", "over")
    grid = Grid(tuple(t(f"gaps.column.{head}") for head in heads), tuple(rows), numeric=frozenset(range(1, 7)))
    yield Section("zone", t("rated.zone"), _least(under, len(found), t), _named(under, t), grids=(grid,))


def _least(under: Sequence[str], n: int, t: Translate) -> str:
    return t("rated.zone-title", n=len(under), all=n) if under else t("rated.zone-none")


def _named(names: Sequence[str], t: Translate) -> tuple[str, ...]:
    about = t("rated.zone-about")
    return (listed(names, t), about) if names else (about,)
