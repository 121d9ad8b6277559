"""Every shape in which answers come back, by its name: how it is laid out, how it is written, what it leaves open."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from kano.i18n import LANGUAGES
from tests.forms import exports as forms
from tests.roundtrip import chinese, microsoft, qualtrics, spss, tables, western
from tests.roundtrip.cases import Case
from tests.roundtrip.sheets import Sheet, as_csv, as_xlsx

NOTHING: frozenset[str] = frozenset()
NUMBERS = frozenset({"code-direction"})
HEADER = frozenset({"header-rows"})
ORDER = frozenset({"pair-order"})


@dataclass(frozen=True)
class Shape:
    """A file of a tool.

    `make` lays it out and `write` writes it; a shape that has no cells of its own has only `bytes_of`. `asks` are
    the codes of the questions that must be put although the questionnaire is given, `alone` those without one.
    `codes` is the direction of its numbers. Names that match `hard` make the file say less than it does otherwise:
    any question is right then, any wrong number still wrong.
    """

    suffix: str = "csv"
    make: Callable[[Case], Sheet] | None = None
    write: Callable[[Sheet], bytes] = as_csv
    bytes_of: Callable[[Case], bytes] | None = None
    asks: frozenset[str] = NOTHING
    alone: frozenset[str] = NOTHING
    hard: str | None = None
    codes: str | None = None
    langs: tuple[str, ...] = tuple(LANGUAGES)
    importance: bool = True
    segments: bool = True

    def file(self, case: Case) -> bytes:
        if self.make is None:
            assert self.bytes_of is not None
            return self.bytes_of(case)
        return self.write(self.make(case))


EVIL = r"^\d|^第\d|^F\d+[abi]\b|^Functional |^Importance "
"""Names that read like a number, a code or a role themselves, where they stand at the beginning of a header."""

INNER = r"[“”「」\"\[\]]|^\d"
"""Names with quotes or brackets of their own, in which no quoted name of a feature can be found again."""


def _numbers(make: Callable[[Case], Sheet], **how: object) -> Shape:
    """The same in numbers, whose direction must be asked."""
    return Shape(**{"make": make, "asks": NUMBERS, "alone": NUMBERS, "codes": "like-first"} | how)


def _forms(export: Callable[..., bytes], suffix: str = "csv") -> Shape:
    """A tool whose export is imitated beside the form that we write for it."""
    return Shape(suffix, bytes_of=lambda case: export(case.questionnaire, [case.lang], case.people))


bom = partial(as_csv, encoding="utf-8-sig")
quoted = partial(as_csv, encoding="utf-8-sig", quote=csv.QUOTE_ALL)
semicolons = partial(as_csv, delimiter=";", encoding="utf-8-sig")
tabs = partial(as_csv, delimiter="\t", encoding="utf-16")
bars = partial(as_csv, delimiter="|")
titled = partial(as_xlsx, above=["Kano survey, November", ""])
merged = partial(as_xlsx, merged=True)
EN, HANS, HANT = (("en",), ("zh-Hans",), ("zh-Hant",))

SURVEYS = {
    "msforms": Shape("xlsx", microsoft.forms, microsoft.workbook),
    "msforms zh-Hans": Shape("xlsx", partial(microsoft.forms, head="zh-Hans"), microsoft.workbook, langs=HANS),
    "msforms zh-Hant": Shape("xlsx", partial(microsoft.forms, head="zh-Hant"), microsoft.workbook, langs=HANT),
    "msforms de": Shape("xlsx", partial(microsoft.forms, head="de"), microsoft.workbook, langs=EN),
    "qualtrics": Shape(make=qualtrics.by_code, write=bom),
    "qualtrics de": Shape(make=partial(qualtrics.by_code, labels="de")),
    "qualtrics foreign": Shape(make=qualtrics.foreign),
    "qualtrics tsv": Shape("tsv", qualtrics.by_code, tabs),
    "qualtrics recodes": _numbers(partial(qualtrics.by_code, numbers=True)),
    "qualtrics foreign recodes": _numbers(partial(qualtrics.foreign, numbers=True)),
    "qualtrics xlsx": Shape("xlsx", qualtrics.workbook, partial(as_xlsx, name="Sheet0")),
    "qualtrics matrix": Shape(make=qualtrics.matrix, hard=INNER),
    "qualtrics cut": Shape(make=qualtrics.cut),
    "qualtrics legacy": Shape(make=qualtrics.legacy, write=bom),
    "qualtrics legacy numbers": _numbers(partial(qualtrics.legacy, numbers=True), write=bom),
    "surveymonkey": Shape(make=western.surveymonkey),
    "surveymonkey xlsx": Shape("xlsx", western.surveymonkey, as_xlsx),
    "surveymonkey condensed": Shape(make=partial(western.surveymonkey, condensed=True)),
    "surveymonkey matrix": Shape(make=western.monkey_matrix, hard=INNER),
    "surveymonkey numbers": _numbers(partial(western.surveymonkey, numbers=True)),
    "limesurvey": Shape(make=western.limesurvey, write=quoted),
    "limesurvey letters": Shape(make=partial(western.limesurvey, answers="letters"), write=quoted),
    "limesurvey texts": Shape(make=partial(western.limesurvey, heads="texts"), write=quoted),
    "limesurvey both": Shape(make=partial(western.limesurvey, heads="both"), write=quoted),
    "limesurvey foreign": _numbers(partial(western.limesurvey, heads="array", answers="codes"), write=quoted),
    "typeform": Shape(make=western.typeform),
    "redcap": Shape(make=western.redcap),
    "redcap numbers": _numbers(partial(western.redcap, numbers=True)),
    "redcap labels": Shape(make=partial(western.redcap, labels=True), write=quoted),
    "wjx": Shape("xlsx", chinese.wjx, as_xlsx),
    "wjx csv": Shape(make=chinese.wjx, write=partial(as_csv, encoding="gb18030"), langs=HANS),
    "wjx numbers": _numbers(partial(chinese.wjx, numbers=True), suffix="xlsx", write=as_xlsx),
    "wjx matrix": Shape("xlsx", chinese.matrix, as_xlsx, langs=HANS, hard="—"),
    "wjx native": Shape("xlsx", partial(chinese.matrix, native=True), as_xlsx, langs=HANS, hard="—"),
    "tencent": Shape(make=chinese.tencent, write=quoted),
    "spss": Shape("sav", bytes_of=spss.sav),
    "spss questions": Shape("sav", bytes_of=partial(spss.sav, names="Q_{}")),
    "spss numbers": Shape("sav", bytes_of=partial(spss.sav, labelled=False), asks=NUMBERS, alone=NUMBERS,
                          codes="like-first"),
}  # fmt: skip

TABLES = {
    **{f"wide {style}": Shape(make=partial(tables.wide, style=style), hard=EVIL) for style in tables.STYLES},
    "wide semicolons": Shape(make=partial(tables.wide, style="name_functional"), write=semicolons),
    "wide tabs": Shape("tsv", partial(tables.wide, style="name (dysfunctional)"), tabs, hard=EVIL),
    "wide bars": Shape(make=partial(tables.wide, style="F1_fun"), write=bars),
    "wide numbers": _numbers(tables.numbers),
    "wide gb18030": Shape(
        make=partial(tables.wide, style="正向题"), write=partial(as_csv, encoding="gb18030"), langs=HANS
    ),
    "wide big5": Shape(make=partial(tables.wide, style="正向題"), write=partial(as_csv, encoding="cp950"), langs=HANT),
    "wide cp1252": Shape(make=partial(tables.wide, style="name_functional"), write=partial(as_csv, encoding="cp1252"),
                         langs=EN, hard="[^ -~]"),
    "texts": Shape(make=tables.texts),
    "own": Shape(make=tables.own, write=quoted),
    "own gb18030": Shape(make=tables.own, write=partial(as_csv, encoding="gb18030"), langs=HANS),
    "own big5": Shape(make=tables.own, write=partial(as_csv, encoding="cp950"), langs=HANT),
    "own utf-16": Shape(make=tables.own, write=partial(as_csv, encoding="utf-16")),
    "own titled": Shape("xlsx", tables.own, titled),
    "headerless": Shape(make=tables.headerless, asks=ORDER, alone=ORDER,
                        importance=False, segments=False),
    "merged": Shape("xlsx", tables.two_rows, merged, asks=HEADER, alone=HEADER, hard=EVIL),
    "two rows": Shape(make=tables.two_rows, asks=HEADER, alone=HEADER, hard=EVIL),
    "grid": Shape(make=partial(tables.grid, words=tables.GRIDS), hard=INNER),
    "grid present": Shape(make=partial(tables.grid, words=tables.PRESENT), langs=HANS + HANT, hard=INNER),
    "grid absent": Shape(make=partial(tables.grid, words=tables.PRESENT), langs=EN, hard=INNER,
                         asks=ORDER, alone=ORDER),
    "likert": Shape(make=tables.likert, asks=ORDER, alone=ORDER, hard=INNER + r"|\d\W*$"),
    "codes only": Shape(make=tables.codes_only, asks=ORDER, alone=ORDER, importance=False, segments=False),
    "with part": Shape(make=tables.with_part, hard=EVIL),
    "long": Shape(make=tables.long),
    "spread": Shape(make=tables.spread),
}  # fmt: skip

FORMS = {name: _forms(export, "json" if name == "surveyjs" else "csv") for name, export in forms.EXPORTS.items()}

SHAPES = {**SURVEYS, **TABLES, **FORMS}


def is_hard(shape: Shape, case: Case) -> bool:
    return shape.hard is not None and any(re.search(shape.hard, name) for name in case.keys)
