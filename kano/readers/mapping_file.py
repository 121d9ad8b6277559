"""A mapping as a YAML file, so that a confirmed one is followed the next time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from kano import yamltext
from kano.answers import ANSWERS
from kano.errors import KanoError
from kano.readers.mapping import DELIMITERS, Layout, Mapping, PairColumns
from kano.readers.scales import DIRECTIONS
from kano.readers.wordings import BLANK, OPEN

FORMAT = "kano.mapping/1"

_DEFAULTS = (("first_code", 1), ("skip_rows", 0))


def to_yaml(mapping: Mapping) -> str:
    """The file's text; `parse` of it gives the same mapping."""
    data = {"format": FORMAT, **{k: v for k, v in asdict(mapping).items() if v not in (None, (), {})}}
    if mapping.pairs:
        data["pairs"] = [{k: v for k, v in asdict(pair).items() if v is not None} for pair in mapping.pairs]
    data["layout"] = str(mapping.layout)
    data |= {key: list(data[key]) for key in ("segments", "dropped") if key in data}
    for side in ("answers", "dysfunctional_answers"):
        if side in data:
            data[side] = {text: str(letter) for text, letter in data[side].items()}
    if mapping.rows_left_out:
        data["rows_left_out"] = {column: list(values) for column, values in mapping.rows_left_out.items()}
    data = {key: value for key, value in data.items() if (key, value) not in _DEFAULTS}
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120))


def load(path: str | Path) -> Mapping:
    """A mapping from a file. Raises KanoError."""
    try:
        return parse(Path(path).read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as problem:
        raise KanoError("file-missing", file=str(path)) from problem


def parse(text: str, name: str) -> Mapping:
    """A mapping from YAML text. Raises KanoError with the place of what is wrong."""
    try:
        data = yamltext.load(text)
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


def _whole(data: dict[str, Any], key: str, default: int | None) -> int | None:
    value = data.pop(key, default)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not -100 <= value <= 10_000):
        raise ValueError(f"{key}: {value!r} (0, 1, 2, ...)")
    return value


def _names(data: dict[str, Any], key: str) -> tuple[str, ...]:
    return _listed(data.pop(key, []), key)


def _listed(names: Any, key: str) -> tuple[str, ...]:
    if not isinstance(names, list):
        raise ValueError(f"{key}: {names!r} (- ...)")
    return tuple(map(str, names))


def _letters(data: dict[str, Any], key: str) -> dict[str, str]:
    letters = {str(k): str(v) if v is not None else BLANK for k, v in data.pop(key, {}).items()}
    if wrong := set(letters.values()) - {*map(str, ANSWERS), BLANK, OPEN}:
        raise ValueError(f"{key}: {', '.join(sorted(wrong))} (L E N W D, '' or '?')")
    return letters


def _mapping(data: dict[str, Any]) -> Mapping:
    codes = data.pop("codes", None)
    if codes not in (None, *DIRECTIONS):
        raise ValueError(f"codes: {codes} ({' / '.join(DIRECTIONS)})")
    return Mapping(
        layout=Layout(data.pop("layout", "wide")),
        pairs=tuple(
            PairColumns(**{k: str(v) for k, v in pair.items() if v is not None}) for pair in data.pop("pairs", ())
        ),
        columns={str(k): str(v) for k, v in data.pop("columns", {}).items()},
        answers=_letters(data, "answers"),
        dysfunctional_answers=_letters(data, "dysfunctional_answers"),
        codes=codes,
        levels=_levels(data.pop("levels", 5)),
        first_code=_whole(data, "first_code", 1) or 0,
        rows_left_out={str(k): _listed(v, str(k)) for k, v in data.pop("rows_left_out", {}).items()},
        segments=_names(data, "segments"),
        duration=_one_of(data, "duration", bool, "..."),
        dropped=_names(data, "dropped"),
        encoding=_one_of(data, "encoding", str.isascii, "utf-8, gb18030, big5, ..."),
        delimiter=_one_of(data, "delimiter", DELIMITERS.__contains__, ", ; | or a tab"),
        sheet=_one_of(data, "sheet", bool, "..."),
        header_rows=_whole(data, "header_rows", None),
        skip_rows=_whole(data, "skip_rows", 0) or 0,
        **data,
    )
