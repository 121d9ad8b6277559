"""The results of `kano drivers` for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kano.answers import Category
from kano.commands.layout import columns
from kano.drivers.penalty_reward import Driver, Effect
from kano.drivers.rated import Rated
from kano.i18n import Translate
from kano.sources import cite
from kano.text import p_value

HEAD = ("attribute", "n-boxes", "penalty", "reward", "riocs", "ia", "category", "shape")


def text(rated: Rated, t: Translate) -> str:
    """A table of attributes, the pairs beside them where there are some, and what is to be said of the method."""
    shapes = {curve.attribute: curve.shape for curve in rated.experienced[0]}
    rows = [[t(f"driver.column-{name}") for name in HEAD]]
    for driver in rated.result.attributes:
        shape = shapes.get(driver.attribute)
        rows.append([*_row(driver, t), t(f"driver.shape-{shape.form}") if shape else "-"])
    parts = [columns(rows), *_flags(rated, t), *_side_by_side(rated, t), _about(rated, t)]
    return "\n\n".join(parts)


def _row(driver: Driver, t: Translate) -> list[str]:
    sizes = f"{driver.penalty.n}/{driver.middle}/{driver.reward.n}"
    effects = [_effect(effect, t) for effect in (driver.penalty, driver.reward)]
    found, kind = driver.impact, t(f"category.{driver.category}") if driver.category else "-"
    ia = "-" if found.ia is None else f"{found.ia:+.2f} {driver_kind(driver, t)}".rstrip()
    return [driver.attribute, sizes, *effects, "-" if found.riocs is None else f"{found.riocs:.2f}", ia, kind]


def driver_kind(driver: Driver, t: Translate) -> str:
    """What it is by its impact asymmetry; nothing where chance alone could have made its effects."""
    known = driver.category not in (None, Category.INDIFFERENT)
    return t(f"driver.kind-{driver.impact.kind}") if known and driver.impact.kind else ""


def _effect(effect: Effect, t: Translate) -> str:
    if effect.estimate is None:
        return t("driver.not-estimable")
    if effect.low is None or effect.high is None or effect.p is None:
        return f"{effect.estimate:+.2f}"
    return f"{effect.estimate:+.2f} [{effect.low:+.2f}, {effect.high:+.2f}] p {p_value(effect.p)}"


def _flags(rated: Rated, t: Translate) -> Iterator[str]:
    lines = [
        f"{driver.attribute}: {'; '.join(t(f'driver.flag-{flag}') for flag in driver.flags)}"
        for driver in rated.result.attributes
        if driver.flags
    ]
    if lines:
        yield "\n".join(lines)


def _side_by_side(rated: Rated, t: Translate) -> Iterator[str]:
    found = rated.agreement
    if found is None:
        return
    rows = [[t(f"driver.column-{name}") for name in ("feature", "attribute", "asked", "experienced", "same")]]
    for match in found.matches:
        kinds = [t(f"category.{kind}") if kind else "-" for kind in (match.asked, match.experienced)]
        same = t(f"driver.reason-{match.reason}") if match.reason else t(f"driver.same-{match.same}".lower())
        rows.append([match.feature or "-", match.attribute or "-", *kinds, same])
    yield columns(rows)
    share = "-" if found.share is None else f"{100 * found.share:.0f}%"
    yield t("driver.agreement", n=found.n, share=share, kappa="-" if found.kappa is None else f"{found.kappa:.2f}")


def _about(rated: Rated, t: Translate) -> str:
    result = rated.result
    low, high = (f"{value:g}" for value in result.boxes)
    model = t(f"driver.model-{result.settings.model}")
    said = t("driver.about", overall=result.overall, n=result.n, low=low, high=high, model=model)
    warning = cite("mikulic2011")
    return f"{said}\n{t('driver.warning')} ({warning.citation}; {t(f'source.{warning.status}')})"
