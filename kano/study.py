"""A study: what was asked, who answered, what was left out, by which conventions. It is what reports receive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from kano.bundled import Bundled
from kano.classification import Classification, classify
from kano.conventions import Settings, weighted
from kano.counted import Countable, Counted
from kano.counts import CategoryCounts, PairCounts, Segment
from kano.errors import Finding, KanoError
from kano.evaluation import TABLES, EvaluationTable, load_table
from kano.flags import Rules
from kano.groups.conventions import Search
from kano.groups.search import Groups, find_groups
from kano.i18n import Translate, catalogue
from kano.questionnaire import Questionnaire
from kano.readers import Layout, Mapping, Proposal, Table, apply, open_table, propose, read_file
from kano.readers.proposal import said_dropped, with_why
from kano.readers.table import Source
from kano.responses import Responses
from kano.screening import Screened, screen
from kano.splits import Split, split_all
from kano.uncounted import pairs_left_out, people_left_out, unmatched
from kano.verbatims import Verbatims, untied, verbatims

R = TypeVar("R", Classification, Split, Groups, Verbatims)


@dataclass(frozen=True, eq=False)
class Study:
    """One file of answers, or of counts, with the mapping that was confirmed for it; or people counted elsewhere.

    Where people were `screened`, `data` is without them, and so is every result; `whole` brings them back. `reasons`
    are (feature, text) that nobody's answers stand beside, because people were promised so: those of a workshop.
    `bundled` came with counts that were opened again.
    """

    source: Source
    mapping: Mapping
    data: Responses | CategoryCounts | Counted
    findings: tuple[Finding, ...] = ()
    questionnaire: Questionnaire | None = None
    screened: Screened | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    bundled: Bundled | None = None

    @property
    def file(self) -> str:
        """The file that was opened: of a bundle not the one that it was made of."""
        return self.bundled.name if self.bundled else self.source.name

    @property
    def settings(self) -> Settings:
        """By which it is classified when nothing else is said: those it came with, else the defaults."""
        return self.bundled.settings if self.bundled else Settings(table=load_table(self.tables[0]))

    def chosen(self, table: str, rule: str) -> Settings:
        """The same with another table, one of `tables`, and another rule. Raises KanoError."""
        if self.is_weighted and table != self.settings.table.name:
            raise KanoError("table-weighted", table=table, own=self.settings.table.name)
        if table not in (known := {**dict.fromkeys(TABLES), self.settings.table.name: self.settings.table}):
            raise KanoError("table-unknown", table=table, known=", ".join(self.tables))
        return replace(self.settings, table=known[table] or load_table(table), rule=rule)

    @property
    def screening(self) -> dict[str, Any] | None:
        """The record of those who were left out, None when nobody was."""
        before = self.bundled.screening if self.bundled else None
        return self.screened.record() if self.screened else dict(before) if before else None

    @property
    def whole(self) -> Study:
        """The same study with everyone."""
        return replace(self, data=self.screened.whole, screened=None) if self.screened else self

    def without(self, rules: Rules, table: EvaluationTable | None = None) -> Study:
        """The same study without the people whom these rules flag among everyone; `table` says what is questionable.

        Raises KanoError when the study has no people, nobody would be left, or a control names no feature.
        """
        everyone = self.whole.data
        if not isinstance(everyone, Responses):
            raise KanoError("screening-counts")
        return self.leave_out(screen(everyone, rules, table or self.settings.table))

    def leave_out(self, screened: Screened) -> Study:
        """The same study without those who were flagged. Raises KanoError when nobody would be left."""
        if not screened.kept.size:
            raise KanoError("screening-nobody", n=len(screened.whole))
        return replace(self, data=screened.whole.take(screened.kept), screened=screened)

    @property
    def numbers(self) -> list[int]:
        """The people's numbers among everyone, from 1; of counts none."""
        if self.screened:
            return [row + 1 for row in self.screened.kept.tolist()]
        return list(range(1, len(self.data) + 1)) if isinstance(self.data, Responses) else []

    @property
    def people(self) -> int | None:
        """How many people are in it, where that is known."""
        return len(self.data) if isinstance(self.data, Responses) else getattr(self.data, "people", None)

    @property
    def segments(self) -> tuple[str, ...]:
        """The questions by which results may be split."""
        if isinstance(self.data, CategoryCounts):
            return (self.data.by,) if self.data.by else ()
        return tuple(self.data.profiles if isinstance(self.data, Responses) else self.data.questions)

    @property
    def tables(self) -> tuple[str, ...]:
        """Those that fit the answers that were offered, its own first; of people who weigh that one alone."""
        ships = TABLES[2:] if self.mapping.levels == 3 else TABLES[:2]
        own = self.bundled.settings.table.name if self.bundled else ships[0]
        return (own,) if self.is_weighted else tuple(dict.fromkeys((own, *ships)))

    @property
    def is_weighted(self) -> bool:
        """Whether its people weigh, and are counted as so many who count alike."""
        return isinstance(self.data, Counted) and self.data.weighted

    @property
    def everyone(self) -> PairCounts | CategoryCounts:
        """The counts of everyone; those of a published table as they stand."""
        if isinstance(self.data, Counted):
            return self.data.everyone
        return self.data.count() if isinstance(self.data, Responses) else self.data

    def count(self, by: str | None = None) -> Countable:
        """The counts of everyone, or of the segments of `by`. Raises KanoError."""
        if not isinstance(self.data, CategoryCounts):
            return self.data.count(by)
        if by == self.data.by:
            return self.data
        if by is None and not self.data.shares_only:
            return self.data.pooled()
        raise KanoError("segment-unknown", by=str(by), known=self.data.by or "-")

    def classify(self, settings: Settings | None = None, by: str | None = None) -> Classification:
        """Every feature of everyone, and of each segment of `by`. Raises KanoError."""
        return self._told(classify(self.count(by), settings or self.settings))

    def split(self, settings: Settings | None = None, by: Sequence[str] = ()) -> tuple[Split, ...]:
        """Every feature over the segments of these questions, of all when none is named. Raises KanoError."""
        counts = [self.count(name) for name in by or self.segments]
        return tuple(self._told(split) for split in split_all(counts, settings or self.settings))

    def groups(self, settings: Settings | None = None, search: Search | None = None) -> Groups:
        """Groups of respondents who answer alike, or why there are none. Raises KanoError."""
        if not isinstance(self.data, Responses):
            raise KanoError("groups-counts")
        return self._told(find_groups(self.data, settings or self.settings, search))

    def verbatims(self, settings: Settings | None = None, by: str | None = None, segment: Segment = None) -> Verbatims:
        """What people wrote about each feature, beside the categories of their answers where that was not ruled out.

        Raises KanoError when the study has no people, or no such segment, or one of too few people.
        """
        settings = settings or self.settings
        if not isinstance(self.data, Responses):
            raise KanoError("people-none", file=self.file)
        if self.reasons:
            return self._told(untied(self.data.features, self.reasons, segment))
        return self._told(verbatims(self.data, settings.table, by, segment, settings.least))

    def _told(self, result: R) -> R:
        """The record names the people who were left out, and how they weigh."""
        record = {"screening": self.screening} if self.screening else {}
        record |= weighted(self.settings) if self.is_weighted else {}
        return replace(result, conventions={**result.conventions, **record})

    def left_out(self) -> dict[str, Any]:
        """What of the file is in no number: people, pairs with a missing answer per feature, columns."""
        silent = None if isinstance(self.data, CategoryCounts) else self.data.silent
        people = people_left_out(self.people, silent, self.screening)
        pairs = pairs_left_out(self.everyone, self.mapping.blank)
        return {**people, **pairs, "columns": list(self.mapping.dropped)}

    def labels(self, lang: str) -> dict[str, str]:
        """From the features' keys to their names in a language; the key itself where there is none."""
        return self.questionnaire.labels(lang) if self.questionnaire else {}


def read(
    path: str | Path,
    questionnaire: Questionnaire | None = None,
    mapping: Mapping | None = None,
    codes: str | None = None,
    by: str | None = None,
    n: int | None = None,
    levels: int = 5,
    why: bool = False,
) -> Study:
    """A study from a file. Raises KanoError; `questions-open` when something is in doubt that only the user knows.

    `codes` is the direction of numeric answers, `by` the segment column of a table of counts, `n` the people
    behind percentages, `levels` 3 for the three-level questionnaire; `why` reads what people wrote beside answers.
    """
    table = open_table(read_file(path), str(path), mapping)
    if mapping is None:
        proposal = settle(propose(table, questionnaire, codes, levels), by)
        proposal = with_why(table, proposal) if why else proposal
        mapping = settled(table, proposal, catalogue())
    return study(table, mapping.directed(codes), questionnaire, by, n)


def settled(table: Table, proposal: Proposal, t: Translate) -> Mapping:
    """The mapping of a proposal in which nothing is in doubt, else KanoError `questions-open`."""
    if proposal.questions:
        questions = "\n".join(f"- {question.with_hint(t)}" for question in proposal.questions)
        raise KanoError("questions-open", file=table.source.name, questions=questions)
    return proposal.mapping


def settle(proposal: Proposal, by: str | None) -> Proposal:
    """The same proposal, but the column that the user names is a segment although it was not taken for one."""
    mapping = proposal.mapping
    if by is None or by not in mapping.dropped or mapping.is_grouped:
        return proposal
    dropped = tuple(name for name in mapping.dropped if name != by)
    segments = mapping.segments if mapping.layout is Layout.COUNTS else (*mapping.segments, by)
    said = [finding for finding in proposal.assumptions if finding.code not in ("took-dropped", "took-private")]
    said += said_dropped(dropped)
    return replace(proposal, mapping=replace(mapping, dropped=dropped, segments=segments), assumptions=tuple(said))


def study(
    table: Table,
    mapping: Mapping,
    questionnaire: Questionnaire | None = None,
    by: str | None = None,
    n: int | None = None,
    ids: str | None = None,
) -> Study:
    """A study from a table and a confirmed mapping; `ids` is a column that tells people apart. Raises KanoError."""
    counted_by = by if mapping.layout is Layout.COUNTS else None
    reading = apply(table, mapping, counted_by, n, ids)
    unread = tuple(name for name in table.names if name not in mapping.used and name != by)
    matched = unmatched(questionnaire, reading.data.features) if questionnaire else ()
    if any(finding.code == "questionnaire-unmatched" for finding in matched):
        questionnaire = None
    findings = (*reading.findings, *matched)
    return Study(table.source, replace(mapping, dropped=unread), reading.data, findings, questionnaire)
