"""The words respondents read: question pairs, the five answers, the importance question. Per language."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from kano.errors import KanoError

_DATA = Path(__file__).parent / "data"

PAIR = {
    "en": (
        "If the service includes “{name}”, how do you feel?",
        "If the service does not include “{name}”, how do you feel?",
    ),
    "zh-Hans": ("如果服务中包含“{name}”，您的感受是？", "如果服务中不包含“{name}”，您的感受是？"),
    "zh-Hant": ("如果服務中包含「{name}」，您的感受是？", "如果服務中不包含「{name}」，您的感受是？"),
}
IMPORTANCE = {
    "en": "How important is “{name}” to you? (1 not at all, 3 somewhat, 5 important, 7 very, 9 extremely)",
    "zh-Hans": "“{name}”对您有多重要？（1 完全不重要，3 有些重要，5 重要，7 很重要，9 极其重要）",
    "zh-Hant": "「{name}」對您有多重要？（1 完全不重要，3 有些重要，5 重要，7 很重要，9 極其重要）",
}
"""Anchors of Berger et al. (1993), Fig. 11."""

IMPORTANCE_TO_CUSTOMERS = {
    "en": "How important do you think “{name}” is to our customers? "
    "(1 not at all, 3 somewhat, 5 important, 7 very, 9 extremely)",
    "zh-Hans": "您认为“{name}”对我们的顾客有多重要？（1 完全不重要，3 有些重要，5 重要，7 很重要，9 极其重要）",
    "zh-Hant": "您認為「{name}」對我們的顧客有多重要？（1 完全不重要，3 有些重要，5 重要，7 很重要，9 極其重要）",
}
"""The same, as somebody else sees it."""

RATINGS = range(1, 10)
"""The numbers of that scale."""


def question_pair(name: str, lang: str) -> tuple[str, str]:
    """A neutral functional and dysfunctional question, alike but for one negation."""
    functional, dysfunctional = PAIR[lang]
    return functional.format(name=name), dysfunctional.format(name=name)


def importance_question(name: str, lang: str, of_customers: bool = False) -> str:
    """To whoever answers, or to the customers as he sees them."""
    return (IMPORTANCE_TO_CUSTOMERS if of_customers else IMPORTANCE)[lang].format(name=name)


@cache
def answer_sets() -> dict[str, Any]:
    """The sets of five answers by id: `citation`, and per language the texts in the order L E N W D."""
    sets: dict[str, Any] = json.loads((_DATA / "answer_sets.json").read_text(encoding="utf-8"))
    return sets


def answer_set(name: str, lang: str) -> list[str]:
    """Five answers in the order L E N W D. Raises KanoError when there is no such set."""
    try:
        return list(answer_sets()[name][lang])
    except KeyError:
        raise KanoError("answer-set-unknown", name=name, known=", ".join(answer_sets())) from None
