"""The items of a service-quality file as YAML, so that what was said of one file is followed for the next."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

import yaml

from kano.errors import KanoError
from kano.service.items import WORDINGS, Item, Items, Scale, check
from kano.text import NAME_LENGTH, clean
from kano.yamltext import load

FORMAT = "kano.items/1"
MOST = 200
"""Items of a file."""


def to_yaml(items: Items) -> str:
    """The file's text; `parse` of it gives the same items."""
    data: dict[str, Any] = {"format": FORMAT, "wording": items.wording}
    data |= {key: list(getattr(items, key) or ()) for key in ("scale", "importance_scale", "missing")}
    data |= {"meant": dict(items.meant), "weights": dict(items.weights)}
    data["items"] = [{k: v for k, v in asdict(item).items() if v not in (None, False)} for item in items.items]
    kept = {key: value for key, value in data.items() if value not in (None, [], {})}
    return str(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=120))


def parse(text: str, name: str) -> Items:
    """Items from YAML text. Raises KanoError with the place of what is wrong."""
    try:
        data = load(text)
    except yaml.YAMLError as problem:
        raise KanoError("items-bad", file=name, where="YAML", reason=" ".join(str(problem).split())) from problem
    if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
        raise KanoError("items-bad", file=name, where="format", reason=f"format: {FORMAT}")
    return check(_Reader(name).items(data))


@dataclass(frozen=True)
class _Reader:
    """Plain data into items; every complaint names the file and the place."""

    file: str

    def items(self, data: dict[str, Any]) -> Items:
        self.only(data, {field.name for field in fields(Items)}, "-")
        entries = data.get("items")
        if not isinstance(entries, list) or not 0 < len(entries) <= MOST:
            raise self.error("items", f"- 1-{MOST}")
        return Items(
            items=tuple(self.item(entry, f"items[{i}]") for i, entry in enumerate(entries, start=1)),
            scale=self.scale(data.get("scale"), "scale"),
            importance_scale=self.scale(data.get("importance_scale"), "importance_scale"),
            weights={name: self.weight(value, f"weights.{name}") for name, value in self.pairs(data, "weights")},
            missing=tuple(self.texts(data.get("missing") or [], "missing")),
            meant={text: self.number(value, f"meant.{text}") for text, value in self.pairs(data, "meant")},
            wording=self.wording(data.get("wording")),
        )

    def item(self, data: Any, where: str) -> Item:
        self.only(data, {field.name for field in fields(Item)}, where)
        lacking = [key for key in ("expectation", "perception") if not data.get(key)]
        if lacking:
            raise self.error(f"{where}.{lacking[0]}", "?")
        if not isinstance(data.get("reversed", False), bool):
            raise self.error(f"{where}.reversed", "true / false")
        texts = {key: self.text(value, f"{where}.{key}") for key, value in data.items() if key != "reversed" and value}
        named = {**texts, "name": clean(texts.get("name") or texts["perception"], NAME_LENGTH)}
        return Item(**named, reversed=data.get("reversed", False))

    def only(self, data: Any, known: set[str], where: str) -> None:
        if not isinstance(data, dict):
            raise self.error(where, ", ".join(sorted(known)))
        if unknown := sorted(map(str, set(data) - known)):
            raise self.error(where, f"{', '.join(unknown)}: ? ({', '.join(sorted(known))})")

    def pairs(self, data: dict[str, Any], key: str) -> list[tuple[str, Any]]:
        found = data.get(key) or {}
        if not isinstance(found, dict):
            raise self.error(key, "... : ...")
        return [(str(name), value) for name, value in found.items()]

    def text(self, value: Any, where: str) -> str:
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise self.error(where, repr(value))
        return str(value)

    def texts(self, values: Any, where: str) -> list[str]:
        if not isinstance(values, list):
            raise self.error(where, "- ...")
        return [self.text(value, where) for value in values]

    def number(self, value: Any, where: str) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < 1e6:
            raise self.error(where, repr(value))
        return float(value)

    def weight(self, value: Any, where: str) -> float | str:
        return value if isinstance(value, str) else self.number(value, where)

    def scale(self, value: Any, where: str) -> Scale | None:
        if value is None:
            return None
        ends = [self.number(end, where) for end in value] if isinstance(value, list) else []
        if len(ends) != 2 or not ends[0] < ends[1]:
            raise self.error(where, "[1, 7]")
        return ends[0], ends[1]

    def wording(self, value: Any) -> str | None:
        if value is not None and str(value) not in WORDINGS:
            raise self.error("wording", " / ".join(WORDINGS))
        return None if value is None else str(value)

    def error(self, where: str, reason: str) -> KanoError:
        return KanoError("items-bad", file=self.file, where=where, reason=reason)
