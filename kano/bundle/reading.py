"""The bytes of a bundle into a study without people. Everything is checked; nothing is repaired."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from typing import Any

import yaml

from kano.bundle import ANY, COUNTS, SCHEMA, gathered
from kano.bundle.content import SEAL, parse
from kano.bundle.counts import data_of
from kano.bundle.fields import Field
from kano.bundle.findings import finding_of
from kano.bundle.writing import ABOUT
from kano.bundled import Bundled
from kano.conventions import Settings
from kano.errors import KanoError
from kano.evaluation import TABLES, EvaluationTable, load_table, parse_table
from kano.i18n import catalogue
from kano.questionnaire import Questionnaire
from kano.questionnaire import parse as parse_questionnaire
from kano.readers import Layout, Mapping
from kano.readers.table import Source
from kano.rules import RULES
from kano.study import Study
from kano.text import clean

PARTS = ("schema", "kano", SEAL, "about", "source", "questionnaire", "file", "settings", "by", "counts", "screening")
RESULTS = ("classification", "curves")
"""What was found when the bundle was written, to be found again."""
MOST_DRAWS = 100_000


@dataclass(frozen=True, eq=False)
class Opened:
    """A study whose `bundled` says how it was classified; `results` are those that were written then."""

    study: Study
    results: Dict[str, Any]


def read(data: bytes, name: str) -> Opened:
    """A bundle or a counts file as a study.

    Raises KanoError: damaged or changed, of a later version, or with the place of a mistake.
    """
    file = clean(name)
    found = parse(data, file)
    top = Field(found, "", file)
    schema = top["schema"].text()
    if schema == COUNTS:
        return Opened(gathered.study_of(gathered.of(top), file, top[SEAL].text(64), top["kano"].text(40)), {})
    if schema != SCHEMA:
        later = schema.startswith(ANY)
        version = str(found.get("kano", "?"))[:40]
        raise KanoError("bundle-schema" if later else "bundle-none", file=file, schema=schema[:80], kano=version)
    top.only(*PARTS, "findings", *RESULTS)
    try:
        return Opened(_study(top), {key: top[key].value for key in RESULTS})
    except (ValueError, OverflowError) as problem:
        raise KanoError("bundle-broken", file=file, reason=str(problem)[:200]) from problem


def _study(top: Field) -> Study:
    source, data = top["source"].only("file", "sha256"), data_of(top["counts"])
    by = None if top["by"].none else top["by"].text()
    about = {key: top["about"].only(*ABOUT)[key].text() for key in ABOUT}
    head = Bundled(
        top[SEAL].text(64),
        top["kano"].text(40),
        _settings(top["settings"]),
        by,
        _screening(top["screening"]),
        name=top.file,
        title=about["title"],
        question=about["question"],
        author=about["author"],
        date=about["date"],
    )
    study = Study(
        Source(source["file"].text(), source["sha256"].text(64)),
        _mapping(top["file"]),
        data,
        tuple(finding_of(each) for each in top["findings"].each()),
        _questionnaire(top["questionnaire"]),
        bundled=head,
    )
    if by is not None and by not in study.segments:
        top["by"].wrong(" / ".join(study.segments) or "null")
    return study


def _settings(of: Field) -> Settings:
    share = (0.0, 1.0)
    found = Settings(
        _evaluation(of["table"]),
        of["rule"].one_of(*RULES),
        of["seed"].whole(0, 10**18),
        of["draws"].whole(1, MOST_DRAWS),
        of["clear"].number(*share),
        of["leaning"].number(*share),
        of["level"].number(0.01, 0.9999),
        of["band"].number(0.01, 0.9999),
        of["tie_margin"].number(0.0, 0.9999),
        of["least"].whole(1, 10**10),
    )
    of.only(*Settings.__dataclass_fields__)
    return found


def _evaluation(of: Field) -> EvaluationTable:
    """The table as it was; under another name where it is not the one that ships under this."""
    of.only("name", "citation", "answers", "grid")
    name = of["name"].text(200)
    table = parse_table(of["grid"].text(100).replace("/", "\n"), name)
    if " ".join(table.answers) != of["answers"].text(20):
        of["answers"].wrong(" ".join(table.answers))
    table = replace(table, citation=of["citation"].text())
    if name in TABLES and table.cells != load_table(name).cells:
        return replace(table, name=f"{name} ({of.file})")
    return table


def _screening(of: Field) -> dict[str, Any] | None:
    """Who was left out before: numbers and rules only."""
    if of.none:
        return None
    everyone = of["respondents"].whole()
    of["flagged"].whole(0, everyone)
    for rule in of["by_rule"].value if isinstance(of["by_rule"].value, dict) else of["by_rule"].wrong("{ ... }"):
        of["by_rule"][rule].whole(0, everyone)
        _said(f"screening.rule-{rule}", of["by_rule"][rule])
    of["evaluation_table"]["name"].text()
    record: dict[str, Any] = of.value
    return record


def _mapping(of: Field) -> Mapping:
    of.only("layout", "levels", "read_as_no_answer", "columns_left_out")
    return Mapping(
        Layout(of["layout"].one_of(*(str(layout) for layout in Layout))),
        answers=dict.fromkeys(of["read_as_no_answer"].texts(), ""),
        levels=int(of["levels"].whole(3, 5)),
        dropped=of["columns_left_out"].texts(),
    )


def _questionnaire(of: Field) -> Questionnaire | None:
    """By the reader of questionnaires, so that the same is refused."""
    if of.none:
        return None
    return parse_questionnaire(yaml.safe_dump(of.value, allow_unicode=True, sort_keys=False), of.file)


def _said(key: str, of: Field) -> None:
    try:
        catalogue()(key)
    except KeyError:
        of.wrong("...")
