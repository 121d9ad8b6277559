"""What the reader of gaps should know before he believes one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from kano.errors import Finding
from kano.service.items import Items

if TYPE_CHECKING:
    from kano.service.quality import Gap, ServiceQuality


def review(result: ServiceQuality) -> Iterator[Finding]:
    """Items without a gap or a test, contradictions, what is in no whole, and a wording that the answers contradict."""
    for gap in result.items:
        yield from _of_item(gap)
    alone = [item.name for item in result.asked.items if not item.dimension]
    if result.dimensions and alone:
        yield Finding("items-no-dimension", values={"items": ", ".join(alone)})
    if result.weighted and (out := sum(result.weighted.left_out.values())):
        yield Finding("weights-left-out", values={"n": out, **result.weighted.left_out})
    yield from _chosen(result.asked)
    yield from _doubted(result)


def _chosen(asked: Items) -> Iterator[Finding]:
    """By what the items that a wording reverses were found among the 22."""
    if asked.wording and asked.reversed and asked.reversed == asked.negative:
        values = {"items": ", ".join(asked.reversed), "wording": asked.wording}
        yield Finding("reversed-number" if asked.numbered else "reversed-place", values=values)


def _of_item(gap: Gap) -> Iterator[Finding]:
    if not gap.n:
        yield Finding("gap-nobody", gap.name)
    elif gap.n == 1:
        yield Finding("gap-one", gap.name)
    elif gap.test is None:
        yield Finding("gap-alike", gap.name, {"n": gap.n})
    if gap.tolerance and gap.tolerance.crossed:
        yield Finding("zone-crossed", gap.name, {"n": gap.tolerance.crossed})


def _doubted(result: ServiceQuality) -> Iterator[Finding]:
    """People expect much of nearly every item: where they seem to expect little of just those whose direction is in
    question, and much of the others, the direction is probably another."""
    asked = result.asked
    if asked.scale is None:
        return
    middle, in_question = sum(asked.scale) / 2, _in_question(asked)
    levels = {gap.name: gap.expectation.estimate for gap in result.items if gap.expectation.estimate is not None}
    these, others = ([v for name, v in levels.items() if (name in in_question) is inside] for inside in (True, False))
    if these and others and np.mean(these) < middle < np.mean(others):
        values = {"mean": f"{np.mean(these):.1f}", "others": f"{np.mean(others):.1f}", "middle": f"{middle:g}"}
        values["items"] = ", ".join(in_question)
        yield (
            Finding("reversed-doubted", values=values) if asked.reversed else Finding("wording-doubted", values=values)
        )


def _in_question(asked: Items) -> tuple[str, ...]:
    """The items that are reversed; of the 22 without reversed ones, those that another wording reverses."""
    if asked.reversed or asked.wording is None:
        return asked.reversed
    return asked.negative
