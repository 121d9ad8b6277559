"""The Kano pairs that the same people answered who rated what they experienced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kano.classification import Classification
from kano.conventions import Settings
from kano.curves import Curve, satisfaction_curves
from kano.errors import Finding, KanoError
from kano.i18n import LANGUAGES
from kano.questionnaire import Questionnaire
from kano.readers import Layout, propose
from kano.readers.mapping import Mapping as How
from kano.readers.proposal import followed
from kano.readers.table import Table
from kano.responses import Responses
from kano.study import Study, study


@dataclass(frozen=True, eq=False)
class Asked:
    """Answers, their classification and curves, and what the features are called in some languages."""

    people: Responses
    result: Classification
    curves: tuple[Curve, ...]
    labels: tuple[Mapping[str, str], ...] = ()

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Everything that a feature is called."""
        return {f: (f, *(names[f] for names in self.labels if f in names)) for f in self.people.features}

    def curve(self, feature: str) -> Curve | None:
        """The modelled curve of everyone."""
        return next((c for c in self.curves if c.feature == feature and c.segment is None), None)


@dataclass(frozen=True, eq=False)
class Pairs:
    """What a file of ratings holds of Kano pairs: `asked` when they could be read, their `columns` in any case.

    `questions` are open where the pairs are in doubt.
    """

    asked: Asked | None = None
    columns: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Finding, ...] = ()


def asked_of(study: Study, settings: Settings | None = None) -> Asked | None:
    """The pairs of a study; None when it holds counts, whose people are not known."""
    if not isinstance(study.data, Responses):
        return None
    result = study.classify(settings)
    return Asked(study.data, result, satisfaction_curves(result), tuple(map(study.labels, LANGUAGES)))


def pair_columns(mapping: How) -> frozenset[str]:
    """The columns of pairs, importance among them."""
    return frozenset(name for pair in mapping.pairs for name in pair.names)


def find_pairs(
    table: Table,
    known: How | None = None,
    questionnaire: Questionnaire | None = None,
    codes: str | None = None,
    settings: Settings | None = None,
) -> Pairs:
    """The pairs of a file, by a confirmed mapping or as they are recognised.

    None where there are none; where they are in doubt or not a row per person they are not read, and that is said.
    Raises KanoError for a file that is only half a Kano survey.
    """
    levels = len(settings.table.answers) if settings else 5
    try:
        proposal = followed(table, known.directed(codes)) if known else propose(table, questionnaire, codes, levels)
    except KanoError as problem:
        if known is None and problem.code in ("not-kano", "not-kano-alone", "not-kano-form"):
            return Pairs()
        raise
    columns = pair_columns(proposal.mapping)
    if proposal.mapping.layout is not Layout.WIDE:
        return Pairs(None, columns, (Finding("drivers-pairs-apart"),))
    if proposal.questions:
        return Pairs(None, columns, (Finding("drivers-pairs-open"),), proposal.questions)
    return Pairs(asked_of(study(table, proposal.mapping, questionnaire), settings), columns)
