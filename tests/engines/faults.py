"""Tables that no engine counts, and what each of them says."""

from dataclasses import dataclass, field
from typing import Any

from kano.readers import Layout, Mapping
from kano.readers.mapping import PairColumns
from tests.engines.dirt import CODES

LONG = {"respondent": "who", "feature": "what", "functional": "f", "dysfunctional": "d"}
SPREAD = {"respondent": "who", "feature": "what", "side": "s", "answer": "a"}
WHO = {"who": ["1", "1", "2"], "what": ["Wifi", "Bar", "Wifi"], "f": ["1", "2", "3"], "d": ["5", "5", "5"]}
WIDE = {"f": ["1", "2", "3"], "d": ["5", "5", "5"]}


@dataclass(frozen=True)
class Fault:
    columns: dict[str, list[str]]
    code: str
    values: dict[str, Any]
    roles: dict[str, str] | None = None
    left: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def mapping(self) -> Mapping:
        more: dict[str, Any] = {"answers": CODES, "codes": "like-first", "rows_left_out": self.left, "header_rows": 1}
        if self.roles:
            return Mapping(layout=Layout.LONG, columns=self.roles, **more)
        return Mapping(pairs=(PairColumns("Wifi", "f", "d"),), **more)


FAULTS = {
    "a profile that differs": Fault(
        {**WHO, "city": ["Köln", "Rome", "Rome"]},
        "profile-differs",
        {"respondent": "1", "column": "city"},
        LONG,
        asked={"by": ["city"]},
    ),
    "a weight that differs": Fault(
        {**WHO, "w": ["1", "2", "1"]},
        "profile-differs",
        {"respondent": "1", "column": "w"},
        LONG,
        asked={"weight": "w"},
    ),
    "a day that differs": Fault(
        {**WHO, "day": ["2026-03-01", "2026-03-02", ""]},
        "profile-differs",
        {"respondent": "1", "column": "day"},
        LONG,
        asked={"date": "day"},
    ),
    "an answer given twice": Fault(
        {**WHO, "what": ["Wifi", " Wifi", "Wifi"]}, "answered-twice", {"respondent": "1", "feature": "Wifi"}, LONG
    ),
    "a side given twice": Fault(
        {"who": ["1", "1", "2"], "what": ["Wifi"] * 3, "s": ["with", "With ", "with"], "a": ["1", "1", "1"]},
        "answered-twice",
        {"respondent": "1", "feature": "Wifi"},
        SPREAD,
    ),
    "a side that is none": Fault(
        {"who": ["1", "2", "3"], "what": ["Wifi"] * 3, "s": ["with", "perhaps", "without"], "a": ["1", "1", "1"]},
        "side-unknown",
        {"column": "s", "cells": "“perhaps”"},
        SPREAD,
    ),
    "nobody's answers": Fault({**WHO, "who": ["1", "\u00a0", ""]}, "long-blank", {"column": "who", "n": 2}, LONG),
    "answers about nothing": Fault({**WHO, "what": ["Wifi", "", "Wifi"]}, "long-blank", {"column": "what"}, LONG),
    "somebody without weight": Fault(
        {**WHO, "w": ["", "2", ""]}, "weights-unread", {"column": "w", "values": "“” × 1"}, LONG, asked={"weight": "w"}
    ),
    "weights that are none": Fault(
        {**WIDE, "w": ["-1", "1001", "2"]}, "weights-unread", {"column": "w"}, asked={"weight": "w"}
    ),
    "a blank weight": Fault(
        {**WIDE, "w": ["", "1", "2"]}, "weights-unread", {"values": "“” × 1"}, asked={"weight": "w"}
    ),
    "an unknown wording": Fault({**WIDE, "f": ["1", "maybe", "maybe"]}, "count-unresolved", {"answers": "“maybe” × 2"}),
    "everybody left out": Fault({**WIDE, "s": ["x", "x ", "x"]}, "file-empty", {}, left={"s": ("x",)}),
    "sentences for a segment": Fault(
        {"f": ["1"] * 5100, "d": ["5"] * 5100, "q": [f"sentence {i}" for i in range(5100)]},
        "count-texts",
        {"column": "q"},
        asked={"by": ["q"]},
    ),
}
