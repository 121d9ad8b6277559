"""Why a step is chosen or not: a code, the features it names, and one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kano.decision.menu import Menu
from kano.decision.plan import Plan, needs
from kano.decision.steps import Planned
from kano.i18n import Translate
from kano.text import percent


def reasons(steps: Sequence[Planned], plan: Plan, menu: Menu, limit: int) -> tuple[Planned, ...]:
    """The steps, each with its reason."""
    left = limit - int(menu.costs[np.array([step.chosen for step in steps], dtype=bool)].sum())
    made = []
    for place, step in enumerate(steps):
        code, others = _taken(step, steps, plan) if step.chosen else _missed(place, steps, plan, menu, left)
        made.append(replace(step, reason=code, others=others))
    return tuple(made)


def _taken(step: Planned, steps: Sequence[Planned], plan: Plan) -> tuple[str, tuple[str, ...]]:
    if step.delta is None:
        return "unpredicted", ()
    if step.basic and (step.loss or 0) > 0:
        return ("absence" if step.mirrored else "basic"), ()
    if step.delta > 0:
        return ("reverse" if step.mirrored else "gain"), ()
    users = [a for a, b in plan.requires if b == step.feature and _raised(a, steps, plan)]
    if users and plan.raises(step.step):
        return "required", tuple(users)
    return ("saves", ()) if step.cost < 0 else ("frees", _cut(step, steps, plan))


def _cut(step: Planned, steps: Sequence[Planned], plan: Plan) -> tuple[str, ...]:
    """What the step relies on and is cut as well."""
    cut = {s.feature for s in steps if s.chosen and plan.lowers(s.step)}
    return tuple(b for a, b in plan.requires if a == step.feature and b in cut)


def _missed(place: int, steps: Sequence[Planned], plan: Plan, menu: Menu, left: int) -> tuple[str, tuple[str, ...]]:
    step, raises = steps[place], plan.raises(steps[place].step)
    if other := [s for s in steps if s.chosen and s.feature == step.feature]:
        return "level", (other[0].feature,)
    if place in menu.blocked:
        return ("blocked", _never(step, plan, menu)) if raises else ("relied", _users(step, steps, plan))
    against = [b if a == step.feature else a for a, b in plan.excludes if step.feature in (a, b)]
    if standing := tuple(name for name in against if raises and _raised(name, steps, plan)):
        return "excluded", standing
    if step.delta is None or step.delta <= 0:
        return ("keeps" if step.cost < 0 and step.delta else "no-gain"), ()
    if unmet := _unmet(step, steps, plan) if raises else _users(step, steps, plan):
        return ("requires" if raises else "relied"), unmet
    first = step.basic and (step.loss or 0) > 0 and not step.mirrored
    return ("unfit" if first else "budget") if menu.costs[place] > left else "other", ()


def _unmet(step: Planned, steps: Sequence[Planned], plan: Plan) -> tuple[str, ...]:
    """What the step relies on and is not there."""
    return tuple(name for name in needs(plan, step.feature)[1:] if not _raised(name, steps, plan))


def _never(step: Planned, plan: Plan, menu: Menu) -> tuple[str, ...]:
    """What the step relies on and no choice raises."""
    needed = needs(plan, step.feature)[1:]
    return tuple(name for name in needed if not menu.options[name].raised.any()) or needed


def _users(step: Planned, steps: Sequence[Planned], plan: Plan) -> tuple[str, ...]:
    """Of what relies on the feature that the step would lower, what stands after the chosen steps."""
    after = dict(plan.now) | {s.feature: s.target for s in steps if s.chosen}
    return tuple(a for a, b in plan.requires if b == step.feature and after.get(a, 1.0) > 0)


def _raised(feature: str, steps: Sequence[Planned], plan: Plan) -> bool:
    return any(step.chosen and plan.raises(step.step) for step in steps if step.feature == feature)


def reason_text(step: Planned, unit: str, labels: Mapping[str, str], t: Translate) -> str:
    """The reason of a step in one sentence."""
    return t(
        f"portfolio.reason.{step.reason}",
        kind=_kind(step, t),
        now=f"{step.now:.0%}",
        target=f"{step.target:.0%}",
        before=signed(step.before),
        after=signed(step.after),
        loss=signed(step.loss),
        gain=signed(step.gain),
        delta=signed(step.delta),
        cost=money(step.cost, unit),
        saved=money(-step.cost, unit),
        others=t("order.comma").join(t("order.quoted", name=labels.get(name, name)) for name in step.others),
    )


def _kind(step: Planned, t: Translate) -> str:
    """`basic, clear 98%`; what is only the straight line says so."""
    told, parts = t(f"type.{step.category}") if step.category else t("category.none"), list[str]()
    if step.verdict and step.probability is not None:
        parts.append(f"{t(f'verdict.{step.verdict}')} {percent(step.probability)}")
    for part in [*parts, *([] if step.modelled or step.delta is None else [t("curve.not-modelled")])]:
        told = t("order.kind", kind=told, verdict=part)
    return told


def signed(value: float | None) -> str:
    """A change or a level of S with its sign; a dash where there is none."""
    text = "-" if value is None else f"{value:+.2f}".replace("-", "−")
    return text.replace("−0.00", "0.00").replace("+0.00", "0.00")


def money(value: float, unit: str) -> str:
    """A cost as people write it."""
    text = f"{value + 0.0:,.6f}".rstrip("0").rstrip(".").replace("-", "−")
    return f"{text} {unit}" if unit else text
