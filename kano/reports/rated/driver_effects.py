"""What low ratings cost and high ratings gain: only what is beyond chance is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kano.answers import MODELLED, Category
from kano.drivers.impact import Kind
from kano.drivers.penalty_reward import Driver
from kano.drivers.rated import Rated
from kano.i18n import Translate
from kano.reports.rated.driver_figures import class_text, effect_text, effects, impact, sentence
from kano.reports.rated.parts import listed, signed
from kano.reports.story import Grid, Section
from kano.sources import cite
from kano.text import p_value


def sections(rated: Rated, t: Translate) -> Iterator[Section]:
    yield _effects(rated, t)
    yield _impact(rated, t)


def _effects(rated: Rated, t: Translate) -> Section:
    result = rated.result
    low, high = (f"{value:g}" for value in result.boxes)
    model = t(f"driver.model-{result.settings.model}")
    about = t("driver.about", overall=result.overall, n=result.n, low=low, high=high, model=model)
    return Section(
        "effects",
        t("rated.effects"),
        _largest(rated, t),
        (about, t("rated.untested", level=f"{100 * result.settings.level:g}"), *_apart(rated, t)),
        figure=effects(rated, t),
        grids=tuple(_grids(rated, t)),
        notes=tuple(sentence(driver, t) for driver in result.attributes),
    )


def _largest(rated: Rated, t: Translate) -> str:
    """The attributes with the largest penalty and the largest reward among those beyond chance."""
    found, level = rated.result.attributes, rated.result.settings.level
    if all(driver.penalty.p is None and driver.reward.p is None for driver in found):
        return t("rated.effects-unknown")
    costs = [d for d in found if d.penalty.significant(-1, level)]
    gains = [d for d in found if d.reward.significant(1, level)]
    worst = min(costs, key=lambda d: d.penalty.estimate or 0.0, default=None)
    best = max(gains, key=lambda d: d.reward.estimate or 0.0, default=None)
    low = {"low": worst.attribute, "penalty": signed(worst.penalty.estimate)} if worst else {}
    high = {"high": best.attribute, "reward": signed(best.reward.estimate)} if best else {}
    kind = "both" if low and high else "penalty" if low else "reward" if high else "none"
    return t(f"rated.effects-{kind}", overall=rated.result.overall, **low, **high)


def _apart(rated: Rated, t: Translate) -> Iterator[str]:
    """Attributes that chance alone could explain, and those of which nothing can be said."""
    for name, kind in (("chance", Category.INDIFFERENT), ("no-class", None)):
        if names := [d.attribute for d in rated.result.attributes if d.category is kind]:
            yield t(f"rated.effects-{name}", names=listed(names, t))


def _grids(rated: Rated, t: Translate) -> Iterator[Grid]:
    found = rated.result.attributes
    heads = ("attribute", "category", "penalty", "p-penalty", "reward", "p-reward", "n-boxes")
    rows = tuple(_row(driver, t) for driver in found)
    kinds = tuple(driver.category for driver in found)
    titles = tuple(t(f"driver.column-{head}") for head in heads)
    yield Grid(titles, rows, t("rated.effects"), frozenset({2, 3, 4, 5, 6}), 0, kinds)
    if doubts := tuple((d.attribute, _doubts(d, t)) for d in found if d.flags):
        yield Grid((titles[0], t("ui.drivers.flags")), doubts, t("ui.drivers.flags"), wide=1)


def _row(driver: Driver, t: Translate) -> tuple[str, ...]:
    low, high = driver.penalty, driver.reward
    sizes = f"{low.n}/{driver.middle}/{high.n}"
    figures = (effect_text(low, t), p_value(low.p), effect_text(high, t), p_value(high.p))
    return (driver.attribute, class_text(driver, t), *figures, sizes)


def _doubts(driver: Driver, t: Translate) -> str:
    return t("story.semicolon").join(t(f"driver.flag-{flag}") for flag in driver.flags)


def _impact(rated: Rated, t: Translate) -> Section:
    """Range and asymmetry, told only of attributes with an effect beyond chance."""
    sure = [d for d in rated.result.attributes if d.category in MODELLED and d.impact.ia is not None]
    widest = max(sure, key=lambda d: d.impact.riocs or 0.0, default=None)
    range_of = f"{widest.impact.riocs:.2f}" if widest else ""
    said = {"feature": widest.attribute, "range": range_of} if widest else {}
    mild, strong = rated.result.settings.ia
    source = cite("mikulic2008")
    zones = t("rated.impact-zones", mild=f"{mild:g}", strong=f"{strong:g}", source=source.citation)
    return Section(
        "impact",
        t("rated.impact"),
        t("rated.impact-title", **said) if widest else t("rated.impact-none"),
        (*_leaning(sure, t), t("rated.impact-about"), f"{zones} ({t(f'source.{source.status}')})"),
        figure=impact(rated, t),
        grids=(_ranges(rated, t),),
        notes=tuple(f"{d.attribute}: {d.impact.riocs or 0:.2f}, {signed(d.impact.ia)}" for d in sure),
    )


def _leaning(sure: Sequence[Driver], t: Translate) -> Iterator[str]:
    """Which attributes mostly cost, which mostly gain."""
    lists = []
    for kind in Kind:
        if names := [driver.attribute for driver in sure if driver.impact.kind is kind]:
            lists.append(t("rated.impact-kind", kind=t(f"driver.kind-{kind}"), names=listed(names, t)))
    if lists:
        yield t("story.semicolon").join(lists)


def _ranges(rated: Rated, t: Translate) -> Grid:
    found = rated.result.attributes
    rows = tuple((d.attribute, class_text(d, t), *_range(d, t)) for d in found)
    heads = (*(t(f"driver.column-{name}") for name in ("attribute", "category", "riocs", "ia")), t("rated.leans"))
    return Grid(heads, rows, numeric=frozenset({2, 3}), kinds=tuple(d.category for d in found))


def _range(driver: Driver, t: Translate) -> tuple[str, str, str]:
    """Range, asymmetry, and what it is by that; no name of a kind where chance is enough."""
    found = driver.impact
    named = driver.category in MODELLED and found.kind
    range_of = "-" if found.riocs is None else f"{found.riocs:.2f}"
    return range_of, signed(found.ia), t(f"driver.kind-{found.kind}") if named else "-"
