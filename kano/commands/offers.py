"""`kano offers`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from kano.cli import DONE, save, say, say_findings
from kano.commands.files import settings
from kano.commands.layout import columns
from kano.commands.results import read_study, say_screened
from kano.commands.rules import rules_of
from kano.decision.bundles import BLANKS, Offers
from kano.decision.offer_words import amount, leader_text, mean, pair_text, share, verdicts
from kano.decision.offers import OffersResult, SegmentOffers
from kano.errors import KanoError
from kano.i18n import DEFAULT, Translate, catalogue
from kano.readers import read_file
from kano.readers.offers_file import read_offers
from kano.readers.offers_file import to_csv as sheet
from kano.reports.offers import called, compared, opened, to_record, to_rows
from kano.reports.record import dump
from kano.reports.table import to_csv
from kano.study import Study


def offers(options: Namespace, t: Translate) -> int:
    """The comparison on stdout, remarks on stderr; with --save, a file of offers to fill in."""
    chosen, study = settings(options), read_study(options, t)
    if options.save:
        return _save(options, study, t)
    if not options.offers:
        raise KanoError("offers-file")
    if options.without_screened:
        study = study.without(rules_of(options), chosen.table)
        say_screened(study, t)
    result = compared(study, read(options, study, t), chosen, options.by)
    forms: dict[str, Callable[[], str]] = {
        "json": lambda: dump(to_record(study, result)),
        "csv": lambda: to_csv(to_rows(result, options.what)),
        "text": lambda: text(result, study, options.lang or DEFAULT),
    }
    print(forms[options.format]())
    labels = study.labels(options.lang or DEFAULT)
    named = [replace(f, feature=labels.get(f.feature, f.feature)) if f.feature else f for f in result.findings]
    say_findings((*study.findings, *named), t)
    return DONE


def _save(options: Namespace, study: Study, t: Translate) -> int:
    if Path(options.save).resolve() in (Path(options.file).resolve(), Path(options.offers or "-").resolve()):
        raise KanoError("file-unwritable", file=options.save, reason=t("cli.is-input"))
    named = [t("offers.offer-n", n=n) for n in (1, 2)]
    names = [study.labels(options.lang or DEFAULT).get(feature, feature) for feature in study.data.features]
    save(options.save, sheet(names, names=named).encode("utf-8-sig"))
    say(t("cli.wrote", file=options.save))
    return DONE


def read(options: Namespace, study: Study, t: Translate) -> Offers:
    """The offers of the file that --offers names. Raises KanoError."""
    blank = BLANKS[options.blank == "not-offered"]
    table = opened(read_file(options.offers), options.offers, t, options.offers_sheet)
    return read_offers(table, called(study), blank)


def text(result: OffersResult, study: Study, lang: str) -> str:
    """A table of offers per segment, what each is best at, every two of them in words, and the parts of everyone."""
    t, labels = catalogue(lang), study.labels(lang)
    blocks = [_segment(segment, result.by, labels, t) for segment in result.segments]
    blocks.append(_parts(result, labels, t))
    if result.not_compared:
        names = [labels.get(feature, feature) for feature in result.not_compared]
        blocks.append(t("offers.not-compared", features=t("offers.comma").join(names)))
    return "\n\n".join(blocks)


def _segment(segment: SegmentOffers, by: str | None, labels: dict[str, str], t: Translate) -> str:
    name = t("segment.everyone") if segment.segment is None else f"{by}: {segment.segment or t('segment.blank')}"
    if segment.suppressed:
        return f"{name}: {t('segment.hidden')}"
    head = name if segment.n is None else t("offers.compared", segment=name, n=segment.n, all=segment.people)
    lines = [head, "", _table(segment, t), "", *_said(segment, labels, t)]
    return "\n".join(lines)


def _table(segment: SegmentOffers, t: Translate) -> str:
    heads = ("offer", "gain", "loss", "sum", "basics", "contented", "favourite", "regret", "cost")
    rows = [[t(f"offers.column-{name}") for name in heads]]
    for each in segment.offers:
        values = [mean(value.estimate) for value in (each.gain, each.loss, each.satisfaction)]
        values += [share(value.estimate) for value in (each.basics, each.contented, each.favourite)]
        rows.append([each.offer, *values, mean(each.regret.estimate).lstrip("+"), amount(each.cost)])
    return columns(rows)


def _said(segment: SegmentOffers, labels: dict[str, str], t: Translate) -> Iterator[str]:
    yield from (f"- {line}" for line in verdicts(segment, t))
    yield from (f"- {leader_text(leader, segment, t)}" for leader in segment.leaders)
    if segment.segment is None:
        yield from (f"- {pair_text(pair, segment, lambda f: labels.get(f, f), t)}" for pair in segment.pairs)


def _parts(result: OffersResult, labels: dict[str, str], t: Translate) -> str:
    """Level, gain and loss of every feature in every offer."""
    everyone = result.everyone
    rows = [[t("column.feature"), *(offer.offer for offer in everyone.offers)]]
    for f, feature in enumerate(result.features):
        cells = [(offer.parts[f].level, offer.parts[f].gain, offer.parts[f].loss) for offer in everyone.offers]
        told = [f"{share(level)}: {mean(gain)} {mean(loss)}" for level, gain, loss in cells]
        rows.append([labels.get(feature, feature), *told])
    return f"{t('offers.parts')}\n\n{columns(rows, 30)}"
