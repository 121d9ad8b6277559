"""Which sheets a report has, in which order, and what each of them needs of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kano.reports import Report
from kano.reports.story import Section, Story, story
from kano.reports.workbook import drawn, key, people, records, sections, segments, summary
from kano.reports.workbook.book import Book, Sheet
from kano.reports.workbook.key import Key
from kano.reports.workbook.pairs import Pairs
from kano.reports.workbook.results import Results
from kano.responses import Responses

DRAWN = {"overview": drawn.overview, "map": drawn.better_worse, "curves": drawn.curves}
"""Sections with a chart over the results."""
_ELSEWHERE = {"certainty": "results", "sample": "left-out"}
"""Sections whose numbers stand on a sheet of another name."""
_NOT_OWN = {"question", "segments", "conventions", "left-out", *DRAWN, *_ELSEWHERE}
"""Sections that are not a sheet of their own kind: every other one is."""


def written(report: Report) -> bytes:
    return _Whole(report).written()


@dataclass(frozen=True)
class _Whole:
    report: Report

    @cached_property
    def story(self) -> Story:
        return story(self.report)

    @cached_property
    def data(self) -> Responses | None:
        """The people, where there are some."""
        data = self.report.study.data
        return data if isinstance(data, Responses) else None

    @cached_property
    def split(self) -> bool:
        return bool(self.report.splits) and not self.report.about.brief

    @cached_property
    def own(self) -> dict[str, list[Section]]:
        """The other sections, by the sheet that they share: `offers-segments` stands under `offers`."""
        found: dict[str, list[Section]] = {}
        for section in self.story.sections:
            if section.name not in _NOT_OWN:
                found.setdefault(_shared(section), []).append(section)
        return found

    @cached_property
    def titles(self) -> dict[str, str]:
        """The sheets in their order, and what they are called."""
        t, told = self.report.t, {section.name: section for section in self.story.sections}
        data = self.data
        return {
            "summary": t("workbook.summary"),
            **{name: told[name].heading for name in DRAWN if name in told},
            **{name: found[0].heading for name, found in self.own.items()},
            **({"segments": t("workbook.segments")} if self.split else {}),
            "results": t("report.results"),
            **({"segment-numbers": t("workbook.segment-numbers")} if self.split else {}),
            **({"differences": t("workbook.differences")} if self.split and segments.differ(self.report) else {}),
            **({"pairs": t("workbook.pairs")} if data else {}),
            **({"answers": t("report.answers")} if data and people.fits(data) else {}),
            **({"points": t("workbook.points")} if "curves" in told else {}),
            "key": t("workbook.key"),
            **{name: t(f"report.{name}") for name in ("conventions", "left-out", "findings")},
        }

    @cached_property
    def counted(self) -> bool | None:
        """Whether pairs are counted by formulas; None without people."""
        return None if self.data is None else people.counted(self.data)

    def written(self) -> bytes:
        book = Book(self.report)
        sheets = {name: book.sheet(title) for name, title in self.titles.items()}
        key_of = Key(sheets["key"])
        shares = self.report.result.counts.shares_only
        results = Results(sheets["results"], self.report.result.features, self.report, key_of, shares)
        results.write()
        checks = [results.column("check"), *self._people(sheets, results), *self._splits(sheets, key_of)]
        for section in self.story.of(*DRAWN):
            DRAWN[section.name](sheets[section.name], section, results)
        for name, found in self.own.items():
            sections.write(sheets[name], found)
        self._records(sheets, key_of)
        homes = sheets | {name: sheets[home] for name, home in _ELSEWHERE.items()}
        homes |= {section.name: sheets[name] for name, found in self.own.items() for section in found}
        summary.write(sheets["summary"], self.story, homes, results, checks)
        return book.closed()

    def _people(self, sheets: dict[str, Sheet], results: Results) -> Iterator[str]:
        """Answers and pairs; the cells that say whether the pairs agree with the results."""
        if self.data is None:
            return
        if "answers" in sheets:
            people.answers(sheets["answers"], self.data, self.report)
        pairs = Pairs(sheets["pairs"], sheets["answers"] if self.counted else None, results, self.data)
        pairs.write()
        yield pairs.check

    def _splits(self, sheets: dict[str, Sheet], key_of: Key) -> Iterator[str]:
        if not self.split:
            return
        segments.categories(sheets["segments"], self.story.of("segments"), self.report)
        if "differences" in sheets:
            segments.differences(sheets["differences"], self.report)
        numbers = segments.numbers(sheets["segment-numbers"], self.report, key_of)
        numbers.write()
        yield numbers.column("check")

    def _records(self, sheets: dict[str, Sheet], key_of: Key) -> None:
        report = self.report
        if "points" in sheets:
            records.points(sheets["points"], report)
        key.write(key_of, report)
        records.conventions(sheets["conventions"], report, self.counted)
        records.left_out(sheets["left-out"], report)
        records.remarks(sheets["findings"], report, list(people.remarks(self.data)) if self.data else [])


def _shared(section: Section) -> str:
    """What is in the appendix stays by itself."""
    return section.name if section.appendix else section.name.partition("-")[0]
