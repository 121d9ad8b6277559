"""A line of the order in one sentence: what it is, how sure, what hangs on it, how far it is fulfilled."""

from __future__ import annotations

from kano.answers import Category
from kano.classification import Verdict
from kano.decision.moves import RANKED, Move
from kano.decision.order import Line
from kano.i18n import Translate

MANY = 0.05
"""Reverse and questionable answers from here on are told beside the shares that leave them out."""


def reason(line: Line, t: Translate) -> str:
    """`basic, clear: 61% would be dissatisfied without it; not yet fulfilled`."""
    if line.category is None:
        return t("order.why-suppressed" if line.suppressed else "order.why-none")
    parts = [_effect(line, t), *_outside(line, t)]
    if line.move in (Move.ASK, Move.LOOK):
        parts.append(_asked(line, t))
    if line.category in (Category.BASIC, Category.PERFORMANCE, Category.EXCITEMENT):
        parts.append(_fulfilment(line.now, t))
    elif line.move not in (Move.ASK, Move.LOOK):
        parts.append(_done(line, t))
    return t("order.sentence", kind=_kind(line, t), rest=t("order.join").join(parts))


def _kind(line: Line, t: Translate) -> str:
    """The category and how sure it is."""
    sure = t(f"verdict.{line.verdict}") if line.verdict else t("order.sureness-unknown")
    return t("order.kind", kind=t(f"type.{line.category}"), verdict=sure)


def _effect(line: Line, t: Translate) -> str:
    """How many would be satisfied with it, dissatisfied without it, or are of its kind."""
    better, worse = line.better.estimate, line.worse.estimate
    share = t("order.share", share=_percent(line.share), kind=t(f"type.{line.category}"))
    if better is None or worse is None:
        return share
    gained, lost = _percent(better), _percent(-worse)
    if line.category is Category.BASIC:
        return t("order.lost", lost=lost)
    if line.category is Category.EXCITEMENT:
        return t("order.gained", gained=gained)
    return t("order.both", lost=lost, gained=gained) if line.category is Category.PERFORMANCE else share


def _outside(line: Line, t: Translate) -> list[str]:
    """Better and worse are shares of A, O, M and I only: of how many answers that is not said."""
    told = line.category in RANKED and line.better.estimate is not None and (line.outside or 0) >= MANY
    return [t("order.outside", share=_percent(line.outside))] if told else []


def _asked(line: Line, t: Translate) -> str:
    """Between which two it lies, and whether more people would settle it."""
    close = t("order.rival", rival=t(f"type.{line.rival}")) if line.rival else t("order.rival-unknown")
    if line.move is Move.LOOK:
        return close + t("order.split")
    return close + t("order.more") + (t("order.needed", n=line.needed) if line.needed else "")


def _fulfilment(now: float | None, t: Translate) -> str:
    if now is None:
        return t("order.now-unknown")
    if now >= 1:
        return t("order.now-full")
    return t("order.now-part", now=_percent(now)) if now > 0 else t("order.now-not")


def _done(line: Line, t: Translate) -> str:
    """What to do with what has no place in the order; that more people want it than not is said before it is cut."""
    done = t(f"order.do-{line.move}")
    if line.move in (Move.CUT, Move.LEAVE) and (line.wanted or 0.0) > 0.5:
        return t("order.do-wanted", done=done, wanted=_percent(line.wanted))
    return done


def _percent(share: float | None) -> str:
    """Of the people who were asked, so 0% and 100% may be."""
    return "-" if share is None else f"{100 * share + 0.0:.0f}%"


def message(lines: tuple[Line, ...], named: list[str], t: Translate) -> str:
    """What to do first, in one sentence; `named` are the features' names in the order of the lines."""
    first = [(line, name) for line, name in zip(lines, named, strict=True) if line.move is Move.FULFIL]
    sure = [name for line, name in first if line.verdict is Verdict.CLEAR][:3]
    if sure:
        return t("order.message-basics", features=t("order.comma").join(t("order.quoted", name=n) for n in sure))
    return _otherwise([(line, name) for line, name in zip(lines, named, strict=True) if line.rank is not None], t)


def _otherwise(placed: list[tuple[Line, str]], t: Translate) -> str:
    """Where no basic is sure: the first that is left to be done, else to be asked about."""
    todo = [(line, name) for line, name in placed if line.move not in (Move.KEEP, Move.ASK, Move.LOOK)]
    for line, name in todo[:1]:
        return t("order.message-first", feature=name, kind=t(f"type.{line.category}"))
    for _, name in [pair for pair in placed if pair[0].move is not Move.KEEP][:1]:
        return t("order.message-ask", feature=name)
    return t("order.message-kept" if placed else "order.message-none")
