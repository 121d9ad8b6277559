"""`kano compare`: two surveys, or two groups of one, beside each other."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from typing import Any

from kano import lifecycle, team
from kano.cli import DONE, say, say_findings
from kano.commands.files import settings
from kano.commands.layout import columns
from kano.commands.results import read_study, say_screened
from kano.commands.rules import rules_of
from kano.comparison import Comparison, Gap, compare_rounds
from kano.comparison import compare as compare_counts
from kano.conventions import Settings
from kano.counted import values
from kano.errors import Finding, KanoError
from kano.evaluation import load_table
from kano.i18n import DEFAULT, Translate
from kano.matching import Matched, match
from kano.reports import record
from kano.reports.table import to_csv
from kano.responses import Responses
from kano.retest import agreement
from kano.sides import compare_segment_rounds, compare_segments, of_side, shown_segment
from kano.study import Study

SCHEMA = "kano.comparison/1"


@dataclass(frozen=True, eq=False)
class Sides:
    """What is compared: one file by the groups of a column, or two files; and what the two are called."""

    studies: tuple[Study, ...]
    names: tuple[str, str]


def compare(options: Namespace, t: Translate) -> int:
    sides = _sides(options, t)
    found, matched = _found(sides, options)
    if not found.gaps:
        raise KanoError("compare-unlike", first=sides.names[0], second=sides.names[1])
    shown = {"json": _json, "csv": _csv, "text": _text}[options.format]
    print(shown(found, sides, matched, options, t))
    _remarks(found, sides, matched, options, t)
    return DONE


def _sides(options: Namespace, t: Translate) -> Sides:
    """Two files, or two groups of one. Raises KanoError."""
    grouped = options.by is not None
    groups = (options.first, options.second)
    if grouped == bool(options.other) or any((value is not None) != grouped for value in groups):
        raise KanoError("compare-what")
    if options.same_people and options.roles == "team":
        raise KanoError("compare-team")
    studies = (_study(options, t),) if grouped else (_study(options, t), _study(_second(options), t))
    names = options.names or (groups if grouped else tuple(study.source.name for study in studies))
    if len(names) != 2:
        raise KanoError("compare-names", n=len(names))
    return Sides(studies, names)


def _found(sides: Sides, options: Namespace) -> tuple[Comparison, Matched | None]:
    """The comparison; of the same people with who was matched."""
    chosen = settings(options)
    if options.by is not None:
        return _of_groups(sides.studies[0], options, chosen)
    if options.same_people:
        first, second = (_people(study) for study in sides.studies)
        matched = match(first, second)
        return compare_rounds(matched.first, matched.second, chosen), matched
    counts = [study.everyone for study in sides.studies]
    return compare_counts(counts[0], counts[1], chosen), None


def _of_groups(study: Study, options: Namespace, chosen: Settings) -> tuple[Comparison, Matched | None]:
    """Two segments that are shown. Raises KanoError."""
    found, known = study.classify(chosen, options.by), values(study.count(options.by))
    first, second = (shown_segment(found, value, known) for value in (options.first, options.second))
    if options.same_people:
        return compare_segment_rounds(_people(study), found, (first, second))
    return compare_segments(found, (first, second)), None


def _study(options: Namespace, t: Translate) -> Study:
    """One file, without whom the rules flag in it when the user says so."""
    study = read_study(options, t, options.same_people)
    if options.without_screened:
        study = study.without(rules_of(options), load_table(options.table))
        say_screened(study, t)
    return study


def _second(options: Namespace) -> Namespace:
    own = {"file": options.other, "mapping": options.second_mapping or options.mapping}
    return Namespace(**{**vars(options), **own, "sheet": options.second_sheet or options.sheet})


def _people(study: Study) -> Responses:
    if not isinstance(study.data, Responses):
        raise KanoError("ids-counts")
    return study.data


def _findings(found: Comparison, sides: Sides) -> list[tuple[str | None, Finding]]:
    """What reading the files changed and what makes the answers doubtful, with the side that it is about."""
    read = zip(("first", "second") if len(sides.studies) == 2 else (None,), sides.studies, strict=True)
    return [*((side, finding) for side, study in read for finding in study.findings), *found.findings]


def _readings(found: Comparison, roles: str | None) -> list[dict[str, Any]]:
    """What the roles make of each feature, in codes."""
    if roles == "waves":
        return [{"move": str(step.move or "")} for step in lifecycle.life_cycle(found)]
    if roles == "team":
        views = team.against_customers(found)
        return [{"team_better": str(v.better or ""), "team_worse": str(v.worse or "")} for v in views]
    return [{} for _ in found.gaps]


def _told(found: Comparison, roles: str | None, t: Translate) -> list[list[str]]:
    """The same in words, a column where there are roles."""
    if roles == "waves":
        return [[lifecycle.told(step, t)] for step in lifecycle.life_cycle(found)]
    if roles == "team":
        return [[team.told(view, t)] for view in team.against_customers(found)]
    return [[] for _ in found.gaps]


def _rows(found: Comparison, options: Namespace) -> list[dict[str, Any]]:
    parts = zip(found.rows(), found.gaps, _readings(found, options.roles), strict=True)
    return [{**row, **_agreement(gap, found), **reading} for row, gap, reading in parts]


def _agreement(gap: Gap, found: Comparison) -> dict[str, Any]:
    """Of the same people: how many stay, and the interval of kappa."""
    if gap.changes is None:
        return {}
    value = agreement(gap.changes.table, found.first.settings.level)
    return {"agreement": value.share, "kappa_low": value.low, "kappa_high": value.high}


def _csv(found: Comparison, _sides: Sides, _matched: Matched | None, options: Namespace, _t: Translate) -> str:
    return to_csv(_rows(found, options))


def _json(found: Comparison, sides: Sides, matched: Matched | None, options: Namespace, _t: Translate) -> str:
    reading = {"waves": lifecycle.record(), "team": team.record(found.first.settings.level)}.get(options.roles)
    screening = [study.screening for study in sides.studies if study.screening] or None
    people = {"people_matched": matched.record()} if matched else {}
    data = {
        "schema": SCHEMA,
        "source": [{"file": study.source.name, "sha256": study.source.sha256} for study in sides.studies],
        "names": list(sides.names),
        "conventions": {**found.conventions, "screening": screening, "reading": reading},
        "features": _rows(found, options),
        "findings": [{"side": side, **finding.to_dict()} for side, finding in _findings(found, sides)],
        "left_out": {**found.conventions["left_out"], **people},
    }
    return record.dump(data)


def _text(found: Comparison, sides: Sides, _matched: Matched | None, options: Namespace, t: Translate) -> str:
    labels = sides.studies[0].labels(options.lang or DEFAULT)
    head = [t("column.feature"), *sides.names, *(t(f"column.{key}") for key in ("gap", "better_gap", "worse_gap"))]
    head += [t("column.p_adjusted"), *([t("column.reading")] if options.roles else [])]
    rows = [
        [labels.get(gap.feature, gap.feature), *_cells(gap, t), *told]
        for gap, told in zip(found.gaps, _told(found, options.roles, t), strict=True)
    ]
    return columns([head, *rows], 120)


def _cells(gap: Gap, t: Translate) -> list[str]:
    kinds = [side.called(t) for side in (gap.first, gap.second)]
    said = t(f"verdict.{gap.verdict or 'none'}") + (f" ({t(f'verdict.{gap.certainty}')})" if _apart(gap) else "")
    return [
        *kinds,
        said,
        _figure(gap.better),
        _figure(gap.worse),
        _p(gap.adjusted),
    ]


def _apart(gap: Gap) -> bool:
    """Whether the certainty says more than the verdict."""
    return gap.certainty is not None and str(gap.certainty) != str(gap.verdict)


def _p(value: float | None) -> str:
    if value is None:
        return "-"
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def _figure(difference: Any) -> str:
    if difference.estimate is None:
        return "-"
    bounds = "" if difference.low is None else f" [{difference.low:+.2f}, {difference.high:+.2f}]"
    return f"{difference.estimate:+.2f}{bounds}"


def _remarks(found: Comparison, sides: Sides, matched: Matched | None, options: Namespace, t: Translate) -> None:
    if not options.without_screened and (options.rules or options.control):
        say("- " + t("cli.rules-unused"))
    if matched:
        say("- " + t("cli.matched", **matched.record()))
    if unmatched := [*found.only_first, *found.only_second]:
        say("- " + t("ui.workshop.unmatched", features="; ".join(unmatched)))
    if options.roles == "waves":
        say("- " + t("lifecycle.note"))
    if options.roles == "team":
        say("- " + t("team.note"))
    say_findings([of_side(side, finding, sides.names, t) for side, finding in _findings(found, sides)], t)
