"""`kano gaps`."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from kano.answers import CATEGORIES, Category
from kano.cli import DONE, save, say, say_findings
from kano.commands.cover import cover, leave, other
from kano.commands.files import opened
from kano.commands.gaps_text import text
from kano.errors import KanoError
from kano.i18n import DEFAULT, LANGUAGES, Translate
from kano.options.gaps import pairs
from kano.readers import Mapping as How
from kano.readers import Table, items_file
from kano.readers.doubts import about_reading
from kano.readers.service import ItemsProposal, labels, propose_items, read_service
from kano.reports.gaps import GapsReport, to_record, to_rows
from kano.reports.record import dump
from kano.reports.table import to_csv
from kano.service.items import Items, check
from kano.service.matrix import expectations, importance_performance, importances
from kano.service.paired import Spread
from kano.service.priority import Priorities, categories_of, gaps_of, prioritise, sure_of
from kano.service.quality import ServiceQuality, service_quality
from kano.text import clean


def gaps(options: Namespace, t: Translate) -> int:
    """The result on stdout, what was assumed and what to know on stderr."""
    table = _table(options, t)
    items = _items(options, table, t)
    if options.save:
        save(other(options.save, options, t), items_file.to_yaml(items).encode())
        say(t("cli.wrote", file=options.save))
        return DONE
    report = _report(options, table, items)
    lang = options.lang or DEFAULT
    names = labels(items, lang)
    forms: dict[str, Callable[[GapsReport], str]] = {
        "json": lambda made: dump(to_record(made)),
        "csv": lambda made: to_csv(to_rows(made)),
        "text": lambda made: text(made, names, t),
    }
    if options.out:
        from kano.reports.rated import gaps_told

        leave(gaps_told(report, names, lang, cover(options)), options, t)
    if options.people:
        save(other(options.people, options, t), to_csv(report.result.people_rows()).encode("utf-8-sig"))
        say(t("cli.wrote", file=options.people))
    print(forms[options.format](report))
    say_findings(report.findings, t)
    return DONE


def _table(options: Namespace, t: Translate) -> Table:
    table = opened(options)
    if questions := about_reading(table, How()):
        said = "\n".join(f"- {question.with_hint(t)}" for question in questions)
        raise KanoError("questions-open", file=table.source.name, questions=said)
    return table


def _report(options: Namespace, table: Table, items: Items) -> GapsReport:
    ratings, said = read_service(table, items)
    spread = Spread(options.interval, options.level, options.draws, options.seed)
    result = service_quality(ratings, spread)
    given = _importance(options.importance, result)
    scale = result.asked.scale if options.importance == "expectation" else options.importance_scale
    matrix = importance_performance(result, given, options.cut, scale)
    priorities = _priorities(options, result, importances(result) if given is None else given)
    return GapsReport(table, result, said, matrix, priorities, given is not None)


def _items(options: Namespace, table: Table, t: Translate) -> Items:
    """From the file that says them, else as the columns tell. Raises KanoError when their wording must be said."""
    if options.items:
        items = _with_options(options, _loaded(options.items))
    else:
        proposal = propose_items(table)
        if proposal.doubt and not options.by_number:
            raise proposal.doubt
        say_findings(proposal.findings, t)
        items = _with_options(options, _worded(proposal, options.wording, table))
        return check(items)
    return check(items.worded(options.wording) if options.wording else items)


def _worded(proposal: ItemsProposal, wording: str | None, table: Table) -> Items:
    if proposal.numbered and wording is None:
        raise KanoError("wording-needed", file=table.source.name)
    return proposal.items.worded(wording) if wording else proposal.items


def _loaded(path: str) -> Items:
    try:
        return items_file.parse(Path(path).read_text(encoding="utf-8-sig"), Path(path).name)
    except (OSError, UnicodeDecodeError) as problem:
        raise KanoError("file-missing", file=path) from problem


def _with_options(options: Namespace, items: Items) -> Items:
    """What the command line says goes before what the items say."""
    weights = {name: _points(value) for name, value in (options.weights or {}).items()} or items.weights
    missing = options.missing or items.missing
    scales = {name: getattr(options, name) or getattr(items, name) for name in ("scale", "importance_scale")}
    return replace(items, weights=weights, missing=missing, **scales)


def _points(value: str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value


def _importance(given: str | dict[str, str] | None, result: ServiceQuality) -> dict[str, float] | None:
    """The importance of each item: as the file asks it (None), mean expectations, or numbers by item."""
    if given is None:
        return None
    if isinstance(given, str):
        return expectations(result)
    return {_named(name, result): _number(name, value) for name, value in given.items()}


def _number(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e6:
        raise KanoError("list-number", name=name, value=value)
    return number


def _named(name: str, result: ServiceQuality) -> str:
    """An item by its name, its columns, or its place counted from 1. Raises KanoError."""
    for i, item in enumerate(result.asked.items, start=1):
        known = (item.name, item.expectation, item.perception)
        if name.casefold() in [*(text.casefold() for text in known), str(i)]:
            return item.name
    raise KanoError("item-unknown", item=name, known=", ".join(result.asked.names))


def _priorities(options: Namespace, result: ServiceQuality, importance: Mapping[str, float]) -> Priorities | None:
    if options.kano is None:
        return None
    found = _categories(options, result)
    return prioritise(gaps_of(result), importance, found, _multipliers(options.multipliers), sure_of(result))


def _multipliers(given: dict[str, str] | None) -> dict[Category, float]:
    factors = {letter.strip().upper(): _number(letter, value) for letter, value in (given or {}).items()}
    if unknown := sorted(set(factors) - set("AOMI")):
        raise KanoError("letters-unknown", letters=", ".join(unknown), known="A, O, M, I")
    return {Category(letter): factor for letter, factor in factors.items()}


def _categories(options: Namespace, result: ServiceQuality) -> dict[str, Category]:
    """From a list of letters, or from a file of answers or counts whose features are called like the items."""
    if "=" in options.kano and not Path(options.kano).exists():
        letters = {_named(name, result): value.upper() for name, value in _listed(options.kano).items()}
        if unknown := sorted(set(letters.values()) - set(map(str, CATEGORIES))):
            raise KanoError("letters-unknown", letters=", ".join(unknown), known=", ".join(CATEGORIES))
        return {name: Category(letter) for name, letter in letters.items()}
    return _of_study(options, result)


def _listed(given: str) -> dict[str, str]:
    try:
        return pairs(given)
    except ArgumentTypeError as problem:
        raise KanoError("list-bad", given=clean(given)) from problem


def _of_study(options: Namespace, result: ServiceQuality) -> dict[str, Category]:
    from kano import questionnaire
    from kano.study import read

    asked = questionnaire.load(options.questionnaire) if options.questionnaire else None
    study = read(options.kano, asked)
    found = categories_of(result.asked.names, study.classify(), [study.labels(lang) for lang in LANGUAGES])
    if not found:
        raise KanoError("kano-unmatched", file=study.source.name, items=", ".join(result.asked.names[:6]))
    return found
