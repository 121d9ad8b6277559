"""`kano verbatims`: what people wrote about each feature, by the category of their answers."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from kano.cli import DONE, say_findings
from kano.commands.files import settings
from kano.commands.results import read_study, say_screened
from kano.commands.rules import rules_of
from kano.errors import KanoError
from kano.i18n import DEFAULT, Translate, catalogue
from kano.reports.record import dump
from kano.reports.table import to_csv
from kano.reports.verbatims import to_record, to_rows
from kano.responses import Responses
from kano.study import Study
from kano.verbatims import Quotes, Verbatims


def verbatims(options: Namespace, t: Translate) -> int:
    """The texts on stdout, what was read and what is not shown on stderr."""
    chosen, study = settings(options), read_study(options, t)
    if options.without_screened:
        study = study.without(rules_of(options), chosen.table)
        say_screened(study, t)
    if isinstance(study.data, Responses) and study.data.why is None:
        raise KanoError("verbatims-none", file=study.source.name)
    found = _about(study.verbatims(chosen, options.by, options.segment), options.feature)
    forms: dict[str, Callable[[], str]] = {
        "json": lambda: dump(to_record(study, found)),
        "csv": lambda: to_csv(to_rows(found)),
        "text": lambda: _text(found, study, options.lang or DEFAULT),
    }
    print(forms[options.format]())
    say_findings([*study.findings, *found.findings], t)
    return DONE


def _about(found: Verbatims, feature: str | None) -> Verbatims:
    """Of one feature, or of all. Raises KanoError when there is no such feature."""
    if feature is None:
        return found
    quotes = found.of(feature)
    without = {feature: found.without_text[feature]} if found.without_text else None
    findings = tuple(said for said in found.findings if said.feature in (None, feature))
    unshown = {feature: found.unshown[feature]}
    return replace(found, features=(feature,), quotes=quotes, without_text=without, unshown=unshown, findings=findings)


def _text(found: Verbatims, study: Study, lang: str) -> str:
    t, names = catalogue(lang), study.labels(lang)
    parts = []
    for feature in found.features:
        if groups := found.of(feature):
            parts.append("\n".join([names.get(feature, feature), *(line for q in groups for line in _lines(q, t))]))
    return "\n\n".join(parts) or t("category.none")


def _lines(quotes: Quotes, t: Translate) -> list[str]:
    said = [f"    - {text}" + (f" × {n}" if n > 1 else "") for text, n in Counter(quotes.texts).items()]
    return [f"  {quotes.called(t)} ({quotes.counted(t)})", *said]
