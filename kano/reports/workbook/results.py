"""A row per feature and segment: six counts, and formulas on them beside the numbers that Kano found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name

from kano.answers import CATEGORIES
from kano.classification import FeatureResult
from kano.conventions import Settings
from kano.i18n import KEYS, Translate
from kano.reports import Report
from kano.reports.workbook import formulas
from kano.reports.workbook.book import Cell, Formula, Sheet
from kano.reports.workbook.key import Key
from kano.reports.workbook.tables import COUNTED, LONG, ONE, SURE, TWO, Column, chips, fitted, said, table

CHECK = "0.0E+00;-0.0E+00;0"
COUNTS = tuple(map(str, CATEGORIES))
_ENDS = ("better_low", "better_high", "worse_low", "worse_high")
_PEOPLE = ("verdict", "probability", "n", *_ENDS)
"""What nobody knows where a source gives percentages of an unknown number of people."""

_STORED = ("category", "tied", "n", "better", *_ENDS[:2], "worse", *_ENDS[2:], "category_strength", "total_strength")
"""The numbers and letters of the product that stand beside its formulas, to be compared."""
_LIVE = frozenset({"type", "base", "check", *_STORED})

KEYED = ("number", "by", "feature", "segment", "type", "category", "tied", "verdict", "probability", "n", "left_out")
_ALL = (*KEYED, *COUNTS, "base", *_STORED[3:], "x", "y", "sd_x", "sd_y", "importance")
_FORMS = {"probability": SURE, "number": "0", "importance": ONE} | dict.fromkeys(_STORED[3:9], TWO)
_FORMS |= dict.fromkeys(_STORED[9:], ONE) | dict.fromkeys(("x", "y", "sd_x", "sd_y"), TWO)
_FORMS |= dict.fromkeys(("n", "left_out", "base", *COUNTS), COUNTED) | {"check": CHECK}
_MOST = {"feature": LONG, "by": 24.0, "segment": 34.0, "type": 18.0}


@dataclass(frozen=True)
class Results:
    """Results of features as a table: `by` names the question of each when there are several.

    Raises nothing of its own; every row is found again by its number, even after somebody sorted the sheet.
    """

    sheet: Sheet
    features: Sequence[FeatureResult]
    report: Report
    key: Key
    shares_only: bool
    by: Sequence[str] = ()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The columns that have something to say, the folded ones last."""
        gone = {*([] if self.by else ["by"]), *(_PEOPLE if self.shares_only else ())}
        gone |= set() if any(f.segment is not None for f in self.features) else {"segment"}
        gone |= set() if any(f.left_out for f in self.features) else {"left_out"}
        gone |= set() if any(f.importance for f in self.features) else {"importance"}
        gone |= set() if any(f.continuous for f in self.features) else {"x", "y", "sd_x", "sd_y"}
        stored = [f"kano {key}" for key in _STORED if key not in gone]
        return (*(key for key in _ALL if key not in gone), *stored, "check")

    @cached_property
    def shown(self) -> list[FeatureResult]:
        """The features of the first segment, which is everyone where that is known: rows 1, 2 ..."""
        return [feature for feature in self.features if feature.segment == self.features[0].segment]

    def place(self, key: str) -> int:
        return self.keys.index(key)

    def column(self, key: str) -> str:
        """The cells of a column, below its head, as other sheets name them."""
        return self.sheet.ref(1, self.place(key), len(self.features), self.place(key))

    def found(self, key: str, number: str, last: str = "") -> str:
        """The cell of a column, or those up to the column `last`, in the row whose number stands in a cell."""
        area = self.sheet.ref(1, self.place(key), len(self.features), self.place(last or key))
        row = f"MATCH({number},{self.column('number')},0)"
        return f"INDEX({area},{row},0)" if last else f"INDEX({area},{row})"

    def write(self) -> None:
        t, keys = self.report.t, self.keys
        columns = [_column(key, self.place("category"), t) for key in keys]
        rows = [self._row(place, keys) for place in range(len(self.features))]
        table(self.sheet, columns, rows)
        fitted(self.sheet, columns, rows)
        chips(self.sheet, columns, 1, len(rows))
        self.sheet.raw.freeze_panes(1, self.place("feature") + 1)
        self.sheet.raw.repeat_columns(0, self.place("feature"))
        self.sheet.paged(across=2)

    def _row(self, place: int, keys: tuple[str, ...]) -> list[Cell]:
        values = dict(self._values(self.features[place], place))
        if not self.features[place].suppressed:
            at = {key: f"{xl_col_to_name(column)}{place + 2}" for column, key in enumerate(keys)}
            values |= self._formulas(values, at)
        return [values.get(key) for key in keys]

    def _values(self, feature: FeatureResult, place: int) -> Iterator[tuple[str, Cell]]:
        """What the product found; nothing at all about a feature that too few people answered."""
        report, t = self.report, self.report.t
        yield from (("number", place + 1), ("feature", report.label(feature.feature)))
        yield from (("segment", report.segment(feature.segment)), ("type", feature.called(t)))
        yield "by", self.by[place] if self.by else None
        if not feature.suppressed:
            yield from numbers(feature, t).items()
            yield "check", 0.0

    def _formulas(self, values: dict[str, Cell], at: dict[str, str]) -> dict[str, Cell]:
        texts = dict(_texts(at, self.report.result.settings, self.key, not self.shares_only))
        made: dict[str, Cell] = {key: Formula(text, said(values.get(key))) for key, text in texts.items()}
        return made | {f"kano {key}": values.get(key) for key in _STORED}


def numbers(feature: FeatureResult, t: Translate) -> dict[str, float | str | None]:
    """The numbers of a feature that is shown, by column."""
    sure, point = feature.probability, feature.continuous
    found: dict[str, float | str | None] = {
        "category": str(feature.category or ""),
        "tied": "".join(feature.tied),
        "verdict": t(f"verdict.{feature.verdict}") if feature.verdict else None,
        "probability": sure[feature.category] if sure and feature.category else None,
        "n": feature.n,
        "left_out": sum(feature.left_out.values()),
        "base": sum(feature.counts[c] for c in COUNTS[:4]),
        "category_strength": feature.category_strength,
        "total_strength": feature.total_strength,
        "importance": feature.importance[0] if feature.importance else None,
    }
    for name, of in (("better", feature.better), ("worse", feature.worse)):
        found |= {name: of.estimate, f"{name}_low": of.low, f"{name}_high": of.high}
    spread = {} if point is None else {key: getattr(point, key) for key in ("x", "y", "sd_x", "sd_y")}
    return {**feature.counts, **found, **{key: None if value != value else value for key, value in spread.items()}}


def _texts(at: dict[str, str], settings: Settings, key: Key, people: bool) -> Iterator[tuple[str, str]]:
    """The formula of each column that has one."""
    yield "base", formulas.base(at)
    yield "better", formulas.better(at)
    yield "worse", formulas.worse(at)
    yield "category", formulas.category(at, settings, key)
    yield "tied", formulas.tied(at, settings, key)
    yield "type", formulas.words(at["category"], key)
    yield "category_strength", formulas.category_strength(at)
    yield "total_strength", formulas.total_strength(at)
    if people:
        yield "n", formulas.n(at)
        for of in ("better", "worse"):
            yield from zip((f"{of}_low", f"{of}_high"), formulas.bounds(at, of, key), strict=True)
    stored = [name for name in _STORED if name in at]
    letters, figures = stored[:2], stored[2:]
    pairs = [[(at[name], at[f"kano {name}"]) for name in names] for names in (figures, letters)]
    yield "check", formulas.apart(*pairs)


def _column(key: str, category: int, t: Translate) -> Column:
    name = key.removeprefix("kano ")
    head = {"number": t("workbook.number"), "by": t("workbook.question"), "check": t("workbook.difference")}.get(name)
    head = head or (t(f"column.{name}") if f"column.{name}" in KEYS else name)
    stored = name != key
    return Column(
        t("workbook.stored", what=head) if stored else head,
        _FORMS.get(name, ""),
        _MOST.get(name, 14.0),
        live=not stored and name in _LIVE,
        folded=stored,
        middle=name in ("number", "category", "tied"),
        chip=category if key in ("type", "category") else None,
    )
