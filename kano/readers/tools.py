"""Which survey tool exported a file: by the columns that only it writes, never by the name of the file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"
_NUMBERED = re.compile(r"^\d+[、．.]")
IMPORT_ID = re.compile(r"""^\{\s*['"]ImportId['"]\s*:""")
"""What Qualtrics writes below its two header rows."""

TOOLS = {
    "qualtrics": "Qualtrics",
    "surveymonkey": "SurveyMonkey",
    "limesurvey": "LimeSurvey",
    "kobotoolbox": "KoboToolbox",
    "odk": "ODK",
    "redcap": "REDCap",
    "microsoft-forms": "Microsoft Forms",
    "google-forms": "Google Forms",
    "typeform": "Typeform",
    "wjx": "问卷星 (Wenjuanxing)",
    "tencent-wj": "腾讯问卷 (Tencent)",
    "surveyjs": "SurveyJS",
    "spss": "SPSS",
}
"""The tools that are recognised, by the names they give themselves."""

LEFT_OUT = {
    "qualtrics": {
        "status": {"survey preview", "survey test", "spam", "1", "2", "8", "9"},
        "distributionchannel": {"preview", "test"},
    }
}
"""Rows that nobody outside answered: the tool's own column and what stands in it, in lower case."""

PREVIEWS = frozenset({"survey preview", "survey test", "spam", "survey preview spam", "offline survey preview"})
RESPONSE_TYPES = PREVIEWS | {"", "ip address", "imported", "imported spam", "offline survey", "possible spam"}
"""What stands in Qualtrics' own column, whatever it is called when the first header row is lost."""

UNFINISHED = {
    "qualtrics": ("finished", {"false", "0"}),
    "typeform": ("response type", {"partial", "started"}),
    "limesurvey": ("submitdate", {""}),
}
"""How a tool marks a person who did not reach the end."""


def tool_name(name: str, label: str) -> str:
    """What the tool itself calls a column: Qualtrics of long ago numbered its own (`V7`, below it `Status`)."""
    return label if label and re.fullmatch(r"V\d{1,2}", name) else name


FORMS = (
    {"type", "name", "label"},
    {"list_name", "name", "label"},
    {"class", "type/scale", "name"},
    {"variable / field name", "form name", "field type"},
    {"pages"},
    {"surveyentry.surveyid"},
)
"""The columns of a questionnaire (XLSForm, LimeSurvey, REDCap, SurveyJS, Qualtrics): questions, not answers."""


def is_form(header: Sequence[str]) -> bool:
    """Whether a file holds the questions of a survey instead of its answers."""
    found = {re.split(r"::", name.casefold())[0].strip() for name in header}
    return any(columns <= found for columns in FORMS)


@cache
def _signs() -> dict[str, dict[str, list[list[str]]]]:
    signs: dict[str, dict[str, list[list[str]]]] = json.loads((_DATA / "tools.json").read_text(encoding="utf-8"))
    return signs


def tool_of(header: Sequence[str]) -> str | None:
    """The tool whose columns stand in a header row, None when it is no tool's that we know."""
    names = [" ".join(name.casefold().split()) for name in header]
    found = set(names)
    first = next(iter(names), "")
    for tool, signs in _signs().items():
        if any(found.issuperset(columns) for columns in signs.get("all", ())) or first in signs.get("first", ()):
            return tool
    if first in ("序号", "编号") and sum(bool(_NUMBERED.match(name)) for name in names) >= 2:
        return "wjx" if first == "序号" else "tencent-wj"
    return None
