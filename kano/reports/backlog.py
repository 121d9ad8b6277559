"""The order as tickets: CSV for Jira, for GitHub, and for any other tracker. Every feature is a ticket."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kano.decision.moves import Move
from kano.decision.order import Line, Order
from kano.decision.order_words import reason
from kano.errors import KanoError
from kano.i18n import Translate
from kano.reports import Report
from kano.reports.order import asked_of, group_name, groups_of
from kano.reports.table import to_csv
from kano.text import many, markdown

SUMMARY = 255
"""Signs that Jira takes as a summary."""

_PRIORITY = {
    Move.FULFIL: "Highest",
    Move.RAISE: "High",
    Move.STOP: "High",
    Move.DELIGHT: "Medium",
    Move.ASK: "Medium",
    Move.LOOK: "Medium",
    Move.CHECK: "Medium",
    Move.KEEP: "Low",
    Move.CUT: "Low",
    Move.LEAVE: "Lowest",
    Move.NONE: "Lowest",
}
"""Ours: the names are those that Jira comes with."""

_NAMES = {"A": "excitement", "O": "performance", "M": "basic", "I": "indifferent", "R": "reverse", "Q": "questionable"}
_WIKI = re.compile(r"([\\{}\[\]*_+\-^~?|!#])")
_LIVE = re.compile(r"(?i)(?<=h)(?=ttps?)|(?<=w)(?=ww)|(?<=[:;(&])(?=\S)|(?=@)|(?<=\w-)(?=\d)")
_LINKED = re.compile(r"(?i)(?<=@)|(?<=#)|(?<=gh)(?=\\?-)")


@dataclass(frozen=True)
class Ticket:
    """One feature in words; texts of users are still as they were typed."""

    line: Line
    name: str
    reason: str
    touchpoint: str
    dimension: str
    labels: tuple[str, ...]


def backlog(report: Report, order: Order, form: str = "plain") -> bytes:
    """CSV with a row per feature, in the form of one of `FORMS`. Raises KanoError when there is no such form."""
    if form not in FORMS:
        raise KanoError("backlog-form", form=form, known=", ".join(FORMS))
    rows = [FORMS[form](ticket, report.t) for ticket in tickets(report, order)]
    return to_csv(rows).encode("utf-8-sig" if form == "plain" else "utf-8")


def tickets(report: Report, order: Order) -> Iterator[Ticket]:
    """In the order of the lines."""
    features, groups = asked_of(report), groups_of(report, order)
    names = {by: {g.key: group_name(g, report) for g in found} for by, found in groups.items()}
    for line in order.lines:
        feature = features.get(line.feature)
        touchpoint, dimension = (feature.touchpoint, feature.dimension) if feature else (None, None)
        yield Ticket(
            line,
            report.label(line.feature),
            reason(line, report.t),
            names["touchpoint"][touchpoint] if touchpoint else "",
            names["dimension"][dimension] if dimension else "",
            tuple(_labels(line, touchpoint, dimension)),
        )


def _labels(line: Line, touchpoint: str | None, dimension: str | None) -> Iterator[str]:
    """In codes, so that every language finds the same: no space and no comma, which divide labels."""
    yield "kano"
    yield f"kano-{_NAMES[line.category]}" if line.category else "kano-no-category"
    if line.verdict:
        yield f"kano-{_slug(line.verdict)}"
    yield f"kano-do-{line.move}"
    for key in filter(None, (touchpoint, dimension)):
        yield f"kano-at-{_slug(key)}"


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text).strip("-").casefold()


def _title(ticket: Ticket, t: Translate) -> str:
    return t("backlog.title", feature=ticket.name, move=t(f"order.move-{ticket.line.move}"))[:SUMMARY]


def _body(ticket: Ticket, t: Translate, safe: Callable[[str], str]) -> str:
    """The reason, then what is known line by line: no line begins with what a user wrote."""
    facts = "\n".join(f"* {t('backlog.fact', what=what, how=how)}" for what, how in _facts(ticket, t, safe))
    return f"{t('backlog.reason', reason=ticket.reason)}\n\n{facts}"


def _facts(ticket: Ticket, t: Translate, safe: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """What is known of it: (what, how). What users wrote, and nothing else, is made `safe`."""
    line = ticket.line
    yield t("column.feature"), safe(ticket.name)
    yield t("order.column-rank"), str(line.rank) if line.rank else t("backlog.no-rank")
    yield t("order.column-move"), t(f"order.move-{line.move}")
    yield t("order.column-now"), t("order.unknown") if line.now is None else f"{100 * line.now:.0f}%"
    for name, estimate in (("better", line.better), ("worse", line.worse)):
        if estimate.estimate is not None:
            yield t(f"column.{name}"), f"{estimate.estimate:.2f}"
    if line.n is not None:
        yield t("column.n"), many(line.n)
    for by, said in (("touchpoint", ticket.touchpoint), ("dimension", ticket.dimension)):
        if said:
            yield t(f"order.by-{by}"), safe(said)


def wiki(text: str) -> str:
    """For Jira's text formatting: shown as typed, without link, mention, emoticon or macro.

    A backslash has no escape there, only an entity.
    """
    return _WIKI.sub(lambda sign: "&bsol;" if sign[0] == "\\" else "\\" + sign[0], _LIVE.sub("\u2060", text))


def issue(text: str) -> str:
    """For GitHub's Markdown: neither markup nor a mention of a person, an issue or a change."""
    return _LINKED.sub("\u2060", markdown(text))


def _jira(ticket: Ticket, t: Translate) -> dict[str, Any]:
    return {
        "Summary": _title(ticket, t),
        "Issue Type": "Task",
        "Priority": _PRIORITY[ticket.line.move],
        "Labels": " ".join(ticket.labels),
        "Description": _body(ticket, t, wiki),
    }


def _github(ticket: Ticket, t: Translate) -> dict[str, Any]:
    return {"title": _title(ticket, t), "body": _body(ticket, t, issue), "labels": ",".join(ticket.labels)}


def _plain(ticket: Ticket, t: Translate) -> dict[str, Any]:
    line = ticket.line
    return {
        "title": _title(ticket, t),
        "description": _body(ticket, t, str),
        "category": str(line.category or ""),
        "verdict": str(line.verdict or ""),
        "reason": ticket.reason,
        "rank": line.rank,
        "move": str(line.move),
        "feature": ticket.name,
        "now": line.now,
        "better": line.better.estimate,
        "worse": line.worse.estimate,
        "n": line.n,
        "touchpoint": ticket.touchpoint,
        "dimension": ticket.dimension,
    }


FORMS: dict[str, Callable[[Ticket, Translate], dict[str, Any]]] = {"jira": _jira, "github": _github, "plain": _plain}
"""By tracker. Jira wants a summary and divides labels at spaces; tools for GitHub want title, body and labels."""
