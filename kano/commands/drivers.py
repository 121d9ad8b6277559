"""`kano drivers`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kano.cli import DONE, say_findings
from kano.commands.cover import cover, leave
from kano.commands.drivers_text import text
from kano.commands.files import load_mapping, load_questionnaire, opened
from kano.conventions import Settings
from kano.drivers.agreement import by_name
from kano.drivers.analysis import DriverSettings
from kano.drivers.asked import Asked, Pairs, find_pairs
from kano.drivers.rated import Choice, Rated, check_reading, proposed, rated
from kano.errors import Finding, KanoError
from kano.evaluation import load_table
from kano.i18n import DEFAULT, Translate
from kano.readers import Table
from kano.reports.drivers import to_record, to_rows
from kano.reports.record import dump
from kano.reports.table import to_csv


def drivers(options: Namespace, t: Translate) -> int:
    """The result on stdout, what was assumed and what to know on stderr."""
    known = load_mapping(options.mapping)
    table = opened(options, known)
    check_reading(table, t)
    settings = Settings(table=load_table(options.table), seed=options.seed)
    pairs = find_pairs(table, known, load_questionnaire(options), options.codes, settings)
    asked, said = pairs.asked, [*pairs.findings, *pairs.questions]
    choice, assumed = _choice(options, table, pairs)
    if asked is not None and not choice.matching:
        asked, assumed = None, [*assumed, Finding("drivers-unmatched")]
    made = rated(table, choice, asked, pairs.columns)
    whole = replace(made, read=(*said, *assumed, *made.read))
    if options.out:
        from kano.reports.rated import drivers_told

        leave(drivers_told(whole, options.lang or DEFAULT, cover(options)), options, t)
    forms: dict[str, Callable[[Rated], str]] = {
        "json": lambda result: dump(to_record(result)),
        "csv": lambda result: to_csv(to_rows(result)),
        "text": lambda result: text(result, t),
    }
    print(forms[options.format](whole))
    say_findings(whole.findings, t)
    return DONE


def _choice(options: Namespace, table: Table, pairs: Pairs) -> tuple[Choice, list[Finding]]:
    """What the options say; the attributes that they do not name are said."""
    said = []
    if options.attributes:
        attributes = chosen(options.attributes, table.names)
    else:
        attributes, left = proposed(table, options.overall, options.missing, pairs.columns)
        said = list(_assumed(attributes, left, options.overall))
    settings = DriverSettings(options.low, options.high, options.model, options.level, options.ia)
    choice = Choice(
        overall=table[options.overall].name,
        attributes=attributes,
        settings=settings,
        missing=options.missing,
        meant=options.values,
        scale=options.scale,
        overall_scale=options.overall_scale,
        matching=_matching(options.match, attributes, pairs.asked),
        importance=options.importance,
        measure=options.implicit,
        seed=options.seed,
    )
    return choice, said


def chosen(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a list divided by commas, of which a name may hold some. Raises KanoError for an unknown one."""
    found, parts = list[str](), text.split(",")
    while parts:
        lengths = [n for n in range(len(parts), 0, -1) if ",".join(parts[:n]).strip() in names]
        if not lengths:
            raise KanoError("column-unknown", column=parts[0].strip(), known=", ".join(names))
        found.append(",".join(parts[: lengths[0]]).strip())
        parts = parts[lengths[0] :]
    return tuple(found)


def _assumed(attributes: tuple[str, ...], left: Mapping[str, str], overall: str) -> Iterator[Finding]:
    yield Finding("drivers-attributes", values={"n": len(attributes), "columns": ", ".join(attributes)})
    reasons: dict[str, list[str]] = {}
    for name, why in left.items():
        if name != overall:
            reasons.setdefault(why, []).append(name)
    for why, names in reasons.items():
        yield Finding(f"drivers-left-{why}", values={"columns": ", ".join(names)})


def _matching(given: Mapping[str, str], attributes: tuple[str, ...], asked: Asked | None) -> dict[str, str]:
    """Which attribute rates a feature: as the options say, else by its name in any language. Raises KanoError."""
    if asked is None:
        if given:
            raise KanoError("match-no-pairs")
        return {}
    for feature, attribute in given.items():
        if feature not in asked.people.features or attribute not in attributes:
            known = ", ".join(asked.people.features)
            raise KanoError("match-unknown", feature=feature, attribute=attribute, known=known)
    return {**by_name(asked.names, attributes), **given}
