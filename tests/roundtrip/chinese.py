"""What 问卷星 and 腾讯问卷 write."""

from __future__ import annotations

import re

from kano.forms.questions import Kind, Question
from tests.roundtrip.cases import Case
from tests.roundtrip.sheets import Cell, Meta, Sheet, coded, sheet, told, with_trailing

WJX = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
TENCENT = [
    "编号", "开始答题时间", "结束答题时间", "答题时长", "地理位置国家和地区", "地理位置省", "地理位置市",
    "自定义字段",
]  # fmt: skip
SKIPPED = "(跳过)"

ROWS = ("有该功能", "没有该功能")
NATIVE = ("如果有该功能", "如果没有该功能")
"""The rows of the vendor's own question type `Kano模型`."""


def wjx(case: Case, numbers: bool = False) -> Sheet:
    """Each question numbered by the tool, our code behind it."""
    titles = [f"{i}、{q.title(case.lang)}" for i, q in enumerate(case.asked, start=1)]
    show = coded(skipped=SKIPPED) if numbers else told(case.lang, SKIPPED)
    return sheet(case, [titles], show, before=[Meta(WJX, _wjx)])


def matrix(case: Case, native: bool = False) -> Sheet:
    """A matrix per feature: the stem stands above its first row only. Importance follows as a scale of its own."""
    titles, number = [], 0
    for q in case.asked:
        number += q.kind is not Kind.DYSFUNCTIONAL
        titles.append(f"{number}、{_in_matrix(case, q, native)}")
    return sheet(case, [titles], told(case.lang, SKIPPED), before=[Meta(WJX, _wjx)])


def _in_matrix(case: Case, question: Question, native: bool) -> str:
    if question.feature is None or question.kind is Kind.IMPORTANCE:
        return question.text[case.lang]
    name = case.questionnaire.name(case.questionnaire.features[question.feature], case.lang)
    row = (NATIVE if native else ROWS)[question.kind is Kind.DYSFUNCTIONAL]
    stem = name if native else re.sub("…", name, "关于“…”，您的感受是：")
    return f"{stem}—{row}" if question.kind is Kind.FUNCTIONAL else row


def tencent(case: Case) -> Sheet:
    """Numbers with a point, and a comma behind each line."""
    titles = [f"{i}.{q.title(case.lang)}" for i, q in enumerate(case.asked, start=1)]
    return with_trailing(sheet(case, [titles], told(case.lang), before=[Meta(TENCENT, _tencent)]))


def _wjx(i: int) -> list[Cell]:
    """Everything is text here, numbers too."""
    time = f"2026/11/{i % 28 + 1} {8 + i % 12}:00:{i % 60:02d}"
    return [str(i + 1), time, f"{i % 300 + 35}秒", "微信", "N/A", f"192.0.2.{i % 250}(湖北-武汉)"]


def _tencent(i: int) -> list[Cell]:
    time = f"{i % 28 + 1:02d}-Feb-2026 20:{i % 60:02d}:58"
    return [str(i + 1), time, time, str(11 + i), "中国", "湖北", "武汉", ""]
