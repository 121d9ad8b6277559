"""`kano inspect`: what was recognised in a file, and the mapping that follows from it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from kano.cli import DONE, save, say
from kano.commands.files import load_mapping, recognise
from kano.commands.layout import columns
from kano.commands.mappings import meaning
from kano.commands.sources import first_rows, is_beyond, rows_of, source_of
from kano.i18n import Translate
from kano.readers import Layout, Mapping, Proposal, Table
from kano.readers.doubts import answer_counts
from kano.readers.mapping import WHY
from kano.readers.mapping_file import to_yaml
from kano.readers.pair_numbers import people_in
from kano.readers.proposal import with_why
from kano.readers.rows import kept
from kano.readers.scales import SCORES
from kano.reports.record import dump

SCHEMA = "kano.inspection/1"


def inspect(options: Namespace, t: Translate) -> int:
    partly = is_beyond(options)
    table, proposal = _first(options, t) if partly else recognise(options)
    data = {**as_data(table, proposal, t), **({"first_rows": len(table), "respondents": None} if partly else {})}
    print(dump(data) if options.format == "json" else as_text(data, t))
    if options.save:
        save(options.save, _with_questions(proposal, t).encode())
        say(t("cli.wrote", file=options.save))
    if options.first_rows:
        save(options.first_rows, rows_of(options, table, load_mapping(options.mapping)))
        say(t("cli.wrote", file=options.first_rows))
    return DONE


def _first(options: Namespace, t: Translate) -> tuple[Table, Proposal]:
    """What is larger than a file that is read whole, or no file, by its first rows."""
    table, proposal = first_rows(options, source_of(options, (options.file,)), load_mapping(options.mapping), [], t)
    return table, with_why(table, proposal) if options.why else proposal


def as_data(table: Table, proposal: Proposal, t: Translate) -> dict[str, Any]:
    """The contract of `kano inspect --format json`."""
    mapping, source = proposal.mapping, table.source
    people = mapping.layout is not Layout.COUNTS
    answers = _answers(table, mapping) if people else []
    return {
        "schema": SCHEMA,
        "tool": source.tool,
        "layout": mapping.layout,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "sheet": source.sheet,
        "header_rows": source.header_rows,
        "respondents": _respondents(table, proposal),
        "first_rows": None,
        "features": _features(table, proposal),
        "answers": answers,
        "unresolved": [{"question": q.code, "message": q.with_hint(t)} for q in proposal.questions],
        "assumptions": [{"code": a.code, "message": a.text(t)} for a in proposal.assumptions],
        "segments": list(mapping.segments),
        "dropped": list(mapping.dropped),
        "rows_left_out": {column: list(values) for column, values in mapping.rows_left_out.items()},
    }


def _answers(table: Table, mapping: Mapping) -> list[dict[str, Any]]:
    """Every distinct answer: what it means, how often it stands on each side; a meaning of its own on the second."""
    sides = {side: answer_counts(table, mapping, side) for side in SCORES}
    rows = []
    for text, letter in mapping.answers.items():
        counts = {side: counts.get(text, 0) for side, counts in sides.items()}
        other = mapping.dysfunctional_answers.get(text, letter)
        differs = {"means_dysfunctional": other} if other != letter else {}
        rows.append({"answer": text, "means": letter, **differs, "count": sum(counts.values()), **counts})
    return rows


def _respondents(table: Table, proposal: Proposal) -> int | None:
    if proposal.mapping.layout is Layout.COUNTS:
        return None
    if proposal.mapping.layout is Layout.PAIRS:
        return people_in(kept(table, proposal.mapping), proposal.mapping)
    if proposal.mapping.layout is Layout.LONG:
        return len(table[proposal.mapping.columns["respondent"]].values)
    return len(kept(table, proposal.mapping))


def _features(table: Table, proposal: Proposal) -> list[dict[str, Any]]:
    if proposal.mapping.layout is Layout.WIDE:
        return [{k: v for k, v in asdict(pair).items() if v or k != WHY} for pair in proposal.mapping.pairs]
    names, columns = table[proposal.mapping.columns["feature"]].values, proposal.mapping.columns
    sides = {side: columns.get(side) or columns.get("answer") for side in SCORES}
    sides["importance"] = columns.get("importance")
    sides |= {WHY: columns[WHY]} if WHY in columns else {}
    return [{"feature": name, **sides} for name in names]


def as_text(data: dict[str, Any], t: Translate) -> str:
    facts = [f"{t(f'cli.{key}')}: {data[key]}" for key in _FACTS if data[key]]
    keys = [key for key in _KEYS if key != WHY or any(WHY in feature for feature in data["features"])]
    rows = [[_text(feature.get(key)) for key in keys] for feature in data["features"]]
    parts = ["\n".join(facts), columns([[t(f"column.{key}") for key in keys], *rows])]
    if data["answers"]:
        rows = [[_text(a["answer"]), str(a["count"]), meaning(a["means"], t)] for a in data["answers"]]
        parts.append(columns([[t("column.answer"), t("column.count"), t("column.means")], *rows]))
    parts += [_section(t("cli.assumptions"), data["assumptions"]), _section(t("cli.questions"), data["unresolved"])]
    return "\n\n".join(filter(None, parts))


_FACTS = ("tool", "layout", "encoding", "delimiter", "sheet", "respondents")
_KEYS = ("feature", "functional", "dysfunctional", "importance", WHY)


def _text(value: str | None) -> str:
    return value or "-"


def _section(title: str, rows: list[dict[str, str]]) -> str:
    return "\n".join([f"{title}:", *(f"- {row['message']}" for row in rows)]) if rows else ""


def _with_questions(proposal: Proposal, t: Translate) -> str:
    """The mapping, with the open questions above it as comments."""
    notes = [f"# ? {line}" for question in proposal.questions for line in question.with_hint(t).splitlines()]
    return "\n".join([*notes, to_yaml(proposal.mapping)])
