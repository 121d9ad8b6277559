"""`kano order`: what first, and why."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace

from kano.cli import DONE, save, say, say_findings
from kano.commands.deciding import now_of, other, report_of, study_of
from kano.commands.layout import columns
from kano.decision.grouped import Group
from kano.decision.order import Line, Order
from kano.decision.order_words import message, reason
from kano.errors import KanoError
from kano.i18n import Translate
from kano.reports import Report, record
from kano.reports.backlog import backlog
from kano.reports.order import group_name, groups_of, moves_text, order_of, rows, to_record
from kano.reports.table import to_csv

WIDEST = 200
"""Places of a column: a reason is a sentence."""


def order(options: Namespace, t: Translate) -> int:
    """The result on stdout, what was assumed and what to know on stderr."""
    study = study_of(options, t)
    now = now_of(options.now, study)
    report = replace(report_of(study, options), now=now.now)
    found = order_of(report, options.segment)
    groups = _groups(options, report, found)
    if options.backlog:
        save(other(options.backlog, options, t), backlog(report, found, options.form))
        say(t("cli.wrote", file=options.backlog))
    forms: dict[str, Callable[[], str]] = {
        "json": lambda: record.dump(to_record(report, found)),
        "csv": lambda: to_csv(_sorted(rows(report, found), groups)),
        "text": lambda: _text(report, found, groups),
    }
    print(forms[options.format]())
    say_findings([*report.remarks, *now.findings], t)
    return DONE


def _groups(options: Namespace, report: Report, found: Order) -> tuple[Group, ...]:
    if not options.group:
        return ()
    groups = groups_of(report, found).get(options.group, ())
    if not groups:
        raise KanoError("order-ungrouped", by=report.t(f"order.by-{options.group}"))
    return groups


def _sorted(made: list[dict[str, object]], groups: tuple[Group, ...]) -> list[dict[str, object]]:
    """The rows as they are, or group by group."""
    places = [line.feature for group in groups for line in group.lines]
    return sorted(made, key=lambda row: places.index(str(row["feature"]))) if groups else made


def _text(report: Report, found: Order, groups: tuple[Group, ...]) -> str:
    t = report.t
    named = [report.label(line.feature) for line in found.lines]
    parts = [message(found.lines, named, t)]
    if not groups:
        return "\n\n".join([*parts, _table(found.lines, report)])
    for group in groups:
        head = t("backlog.fact", what=group_name(group, report), how=moves_text(group, t))
        parts.append(f"{head}\n\n{_table(group.lines, report)}")
    return "\n\n".join(parts)


def _table(lines: tuple[Line, ...], report: Report) -> str:
    t = report.t
    head = [t("order.column-rank"), t("column.feature"), t("order.column-move"), t("order.column-reason")]
    return columns([head, *(_row(line, report) for line in lines)], WIDEST)


def _row(line: Line, report: Report) -> list[str]:
    t = report.t
    return [str(line.rank or "-"), report.label(line.feature), t(f"order.move-{line.move}"), reason(line, t)]
