"""A study and its results into files that people edit and present. One format, one module, imported when used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from kano.classification import Classification
from kano.counts import Segment
from kano.curves import Curve, satisfaction_curves
from kano.errors import Finding, KanoError
from kano.i18n import DEFAULT, Translate, catalogue
from kano.responses import Responses
from kano.splits import Split
from kano.study import Study
from kano.verbatims import Verbatims

if TYPE_CHECKING:
    from kano.decision.offers import OffersResult
    from kano.decision.portfolio import Portfolio
    from kano.decision.targets import Targets


@dataclass(frozen=True)
class About:
    """What only the caller knows: what the study is called, what it should answer, for whom, and the date.

    `template` is a presentation or a document whose look is to be followed; `brief` asks for one page.
    """

    title: str = ""
    question: str = ""
    by: str = ""
    date: str = ""
    template: bytes | None = None
    brief: bool = False


@dataclass(frozen=True, eq=False)
class Report:
    """What every writer receives. Codes stay codes; labels are put on last, in `lang`.

    `now` is how far features are fulfilled today, where that is known; `portfolio`, `offers` and `targets` are there
    where they were asked for. `invented` says that the costs of the portfolio are the sample's.
    """

    study: Study
    result: Classification
    lang: str = DEFAULT
    about: About = About()
    now: Mapping[str, float] = field(default_factory=dict)
    portfolio: Portfolio | None = None
    invented: bool = False
    offers: OffersResult | None = None
    targets: Targets | None = None

    @cached_property
    def t(self) -> Translate:
        return catalogue(self.lang)

    @cached_property
    def curves(self) -> tuple[Curve, ...]:
        return satisfaction_curves(self.result)

    @cached_property
    def splits(self) -> tuple[Split, ...]:
        """Every feature over the segments of every question about the person, by the same settings."""
        return self.study.split(self.result.settings) if self.study.segments else ()

    @cached_property
    def verbatims(self) -> Verbatims | None:
        """What people wrote, None where nobody was asked to."""
        data = self.study.data
        asked = isinstance(data, Responses) and (data.why or self.study.reasons)
        return self.study.verbatims(self.result.settings) if asked else None

    @property
    def title(self) -> str:
        """What the study is called: as the caller says, else as its questionnaire or its file."""
        asked = self.study.questionnaire
        return self.about.title or (asked.title.get(self.lang, asked.id) if asked else self.study.source.name)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.study.findings, *self.result.findings)

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """The findings, with the features called by their names in the report's language."""
        return self.called(self.findings)

    def called(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Findings with the features called by their names in the report's language."""
        return tuple(replace(f, feature=self.label(f.feature)) if f.feature else f for f in findings)

    def segment(self, segment: Segment) -> str:
        """A segment's name on screen and in files for people."""
        return self.t("segment.everyone") if segment is None else segment or self.t("segment.blank")

    def label(self, feature: str) -> str:
        """A feature's name in the report's language."""
        return self.study.labels(self.lang).get(feature, feature)


@dataclass(frozen=True)
class Format:
    """A file format: its module in this folder has `write(report) -> bytes`."""

    suffix: str
    mime: str
    module: str


FORMATS = {
    "pptx": Format("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "slides"),
    "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "workbook"),
    "pdf": Format("pdf", "application/pdf", "document"),
    "docx": Format("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word"),
    "html": Format("html", "text/html", "page"),
    "csv": Format("csv", "text/csv", "table"),
    "json": Format("json", "application/json", "bundle"),
    "zip": Format("zip", "application/zip", "pictures"),
}


def write(report: Report, name: str) -> bytes:
    """The file in one of `FORMATS`. Raises KanoError when there is no such format."""
    if name not in FORMATS:
        raise KanoError("format-unknown", format=name, known=", ".join(FORMATS))
    data: bytes = import_module(f"kano.reports.{FORMATS[name].module}").write(report)
    return data
