"""What each column and each answer of a file means: proposed by the program, confirmed by the user, kept as YAML."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Dict
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

import yaml

from kano.answers import ANSWERS
from kano.errors import KanoError
from kano.readers.wordings import BLANK, OPEN, meanings
from kano.yamltext import load

FORMAT = "kano.mapping/1"
DELIMITERS = (",", ";", "\t", "|")
DIRECTIONS = ("like-first", "dislike-first")


LONG_COLUMNS = ("respondent", "feature", "functional", "dysfunctional")
"""What a long file must have; `importance` may stand beside them."""


class Layout(StrEnum):
    """How a file is laid out."""

    WIDE = "wide"
    """A row per person, two columns per feature."""
    LONG = "long"
    """A row per person and feature."""
    COUNTS = "counts"
    """A row per feature with its counts per category: no people."""


@dataclass(frozen=True)
class PairColumns:
    """The columns of one feature in a wide file."""

    feature: str
    functional: str
    dysfunctional: str
    importance: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns, without the importance when that was not asked."""
        return tuple(name for name in (self.functional, self.dysfunctional, self.importance) if name)


@dataclass(frozen=True)
class Mapping:
    """What a file's columns and answers mean.

    `answers` gives each distinct cell of the answer columns a letter, "" (no answer) or "?" (open, blocks);
    `codes` is the direction of numeric answers, 1..`levels`. `columns` names the columns of a long file
    (respondent, feature, functional, dysfunctional, importance) or of counts (feature, A, O, M, I, R, Q, n,
    total). `dropped` columns are not read.
    """

    layout: Layout = Layout.WIDE
    pairs: tuple[PairColumns, ...] = ()
    columns: Dict[str, str] = field(default_factory=dict)
    answers: Dict[str, str] = field(default_factory=dict)
    codes: str | None = None
    levels: int = 5
    segments: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None

    @property
    def used(self) -> frozenset[str]:
        """The names of the columns that are read."""
        return frozenset(
            {name for pair in self.pairs for name in pair.names} | set(self.columns.values()) | set(self.segments)
        )

    def directed(self, codes: str | None) -> Mapping:
        """With the direction of numeric answers, if it is given. Raises KanoError when it was given otherwise."""
        if codes is None or codes == self.codes:
            return self
        if self.codes is not None:
            raise KanoError("codes-differ", given=codes, mapping=self.codes)
        found = meanings(self.unresolved, codes, self.levels)
        return replace(self, codes=codes, answers={**self.answers, **{k: str(v) for k, v in found.items()}})

    @property
    def unresolved(self) -> tuple[str, ...]:
        """The answers whose meaning is still open."""
        return tuple(text for text, letter in self.answers.items() if letter == OPEN)


def to_yaml(mapping: Mapping) -> str:
    """The file's text; `parse` of it gives the same mapping."""
    data = {"format": FORMAT, **{k: v for k, v in asdict(mapping).items() if v not in (None, (), {})}}
    if mapping.pairs:
        data["pairs"] = [{k: v for k, v in asdict(pair).items() if v is not None} for pair in mapping.pairs]
    data["layout"] = str(mapping.layout)
    data |= {key: list(data[key]) for key in ("segments", "dropped") if key in data}
    if "answers" in data:
        data["answers"] = {text: str(letter) for text, letter in mapping.answers.items()}
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120))


def parse(text: str, name: str) -> Mapping:
    """A mapping from YAML text. Raises KanoError with the place of what is wrong."""
    try:
        data = load(text)
    except yaml.YAMLError as problem:
        raise KanoError("mapping-bad", file=name, where="YAML", reason=" ".join(str(problem).split())) from problem
    if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
        raise KanoError("mapping-bad", file=name, where="format", reason=f"format: {FORMAT}")
    try:
        return _mapping(data)
    except (TypeError, ValueError, AttributeError) as problem:
        raise KanoError("mapping-bad", file=name, where="-", reason=str(problem)) from problem


def _one_of(data: dict[str, Any], key: str, check: Callable[[str], bool], expected: str) -> str | None:
    value = data.pop(key, None)
    if value is not None and not (isinstance(value, str) and check(value)):
        raise ValueError(f"{key}: {value!r} ({expected})")
    return value


def _levels(value: Any) -> int:
    if value not in (3, 5):
        raise ValueError(f"levels: {value} (3 / 5)")
    return int(value)


def _names(data: dict[str, Any], key: str) -> tuple[str, ...]:
    names = data.pop(key, [])
    if not isinstance(names, list):
        raise ValueError(f"{key}: {names!r} (- ...)")
    return tuple(map(str, names))


def _mapping(data: dict[str, Any]) -> Mapping:
    answers = {str(k): str(v) if v is not None else BLANK for k, v in data.pop("answers", {}).items()}
    if wrong := set(answers.values()) - {*map(str, ANSWERS), BLANK, OPEN}:
        raise ValueError(f"answers: {', '.join(sorted(wrong))} (L E N W D, '' or '?')")
    codes = data.pop("codes", None)
    if codes not in (None, *DIRECTIONS):
        raise ValueError(f"codes: {codes} ({' / '.join(DIRECTIONS)})")
    return Mapping(
        layout=Layout(data.pop("layout", "wide")),
        pairs=tuple(
            PairColumns(**{k: str(v) for k, v in pair.items() if v is not None}) for pair in data.pop("pairs", ())
        ),
        columns={str(k): str(v) for k, v in data.pop("columns", {}).items()},
        answers=answers,
        codes=codes,
        levels=_levels(data.pop("levels", 5)),
        segments=_names(data, "segments"),
        dropped=_names(data, "dropped"),
        encoding=_one_of(data, "encoding", str.isascii, "utf-8, gb18030, big5, ..."),
        delimiter=_one_of(data, "delimiter", DELIMITERS.__contains__, ", ; | or a tab"),
        sheet=_one_of(data, "sheet", bool, "..."),
        **data,
    )
