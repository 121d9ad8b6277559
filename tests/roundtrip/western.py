"""What SurveyMonkey, LimeSurvey, Typeform and REDCap write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kano.forms.questions import Kind, Question
from tests.roundtrip.cases import Case
from tests.roundtrip.sheets import Cell, Meta, Sheet, Show, coded, sheet, told
from tests.roundtrip.tables import matrices

MONKEY = [
    "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
    "Last Name", "Custom Data 1",
]  # fmt: skip
LIME_CODES = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"]
LIME_TEXTS = {
    "en": ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action"],
    "zh-Hans": ["答复ID", "提交日期", "最后一页", "起始语言", "种子", "开始日期", "最后操作日期"],
    "zh-Hant": ["回應ID", "提交日期", "最後一頁", "起始語言", "種子", "開始日期", "最後操作日期"],
}
TYPEFORM = ["Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags"]


def surveymonkey(case: Case, condensed: bool = False, numbers: bool = False) -> Sheet:
    """Below each question stands what is asked of it: `Response`. The condensed file has no such row."""
    titles = [q.title(case.lang) for q in case.asked]
    below = ["Response"] * len(titles)
    show = coded() if numbers else told(case.lang)
    made = sheet(case, [titles], show, before=[Meta(MONKEY, _monkey)])
    return made if condensed else replace(made, head=(*made.head, [*[""] * len(MONKEY), *below]))


def monkey_matrix(case: Case) -> Sheet:
    """Two matrices: the question stands above its first row only, the features stand in the row below."""
    asked, stems, features = matrices(case)
    upper = [stem if i == 0 or stem != stems[i - 1] else "" for i, stem in enumerate(stems)]
    made = sheet(case, [upper], told(case.lang), before=[Meta(MONKEY, _monkey)], asked=asked)
    return replace(made, head=(*made.head, [*[""] * len(MONKEY), *(name or "Response" for name in features)]))


def _monkey(i: int) -> list[Cell]:
    time = f"11/{i % 28 + 1:02d}/2026 08:{i % 60:02d}:00 AM"
    return [str(114567890123 + i), "434567890", time, time, f"192.0.2.{i % 250}", "", "", "", ""]


def limesurvey(case: Case, heads: str = "codes", answers: str = "texts") -> Sheet:
    """Heads are codes, texts, or both; answers texts, our letters, or the codes `A1`..`A5` of other forms."""
    titles = {
        "codes": [q.code for q in case.asked],
        "texts": [q.title(case.lang) for q in case.asked],
        "both": [f"{q.code}. {q.title(case.lang)}" for q in case.asked],
        "array": [_array(q) for q in case.asked],
    }[heads]
    meta = LIME_CODES if heads in ("codes", "array") else LIME_TEXTS[case.lang]
    show: Show = {"texts": told(case.lang), "letters": _letters, "codes": coded("A{}")}[answers]
    return sheet(case, [titles], show, before=[Meta(meta, _lime)])


def _array(question: Question) -> str:
    """An array per feature, its two rows the sides; importance is a question of its own."""
    side = {Kind.FUNCTIONAL: "[fun]", Kind.DYSFUNCTIONAL: "[dys]", Kind.IMPORTANCE: "imp"}.get(question.kind)
    return question.code[:-1] + side if side else question.code


def _letters(question: Question, code: str) -> Cell:
    return f"A{code}" if code and question.kind is Kind.SEGMENT else code


def _lime(i: int) -> list[Cell]:
    """Whoever did not come to the end has no date."""
    time = f"2026-11-{i % 28 + 1:02d} 10:{i % 60:02d}:50"
    return [str(i + 9), "" if i % 5 == 4 else time, "1", "en", str(1_900_000_000 + 77 * i), time, time]


def typeform(case: Case) -> Sheet:
    """Bold words of a question are HTML in old files and stars in new ones."""
    titles = [_bold(q, case.lang, i) for i, q in enumerate(case.asked)]
    return sheet(case, [titles], told(case.lang), before=[Meta(["#"], _hash)], after=[Meta(TYPEFORM, _typed)])


def _bold(question: Question, lang: str, i: int) -> str:
    left, right = (("<strong>", "</strong>"), ("*", "*"), ("", ""))[i % 3]
    return f"{question.code} {left}{question.text[lang]}{right}"


def _hash(i: int) -> list[Cell]:
    return [f"{i * 7919 + 4321:032x}"]


def _typed(i: int) -> list[Cell]:
    time = f"2026-11-{i % 28 + 1:02d} 23:{i % 60:02d}:11"
    done = i % 5 != 4
    return ["completed" if done else "partial", time, "" if done else time, time if done else "", f"{i:08x}ab", ""]


def redcap(case: Case, labels: bool = False, numbers: bool = False) -> Sheet:
    """Raw names and values, or labels of both. Names of fields are in lower case."""
    if labels:
        meta, last = ["Record ID", "Event Name", "Survey Timestamp"], "Complete?"
        titles: Sequence[str] = [q.title(case.lang) for q in case.asked]
    else:
        meta, last = ["record_id", "redcap_event_name", "kano_timestamp"], "kano_complete"
        titles = [q.code.lower() for q in case.asked]
    show = told(case.lang) if labels else coded() if numbers else _raw
    return sheet(case, [titles], show, before=[Meta(meta, _redcap)], after=[Meta([last], lambda i: _ended(i, labels))])


def _raw(_: Question, code: str) -> Cell:
    return code


def _redcap(i: int) -> list[Cell]:
    return [str(i + 1), "baseline_arm_1", f"2026-11-{i % 28 + 1:02d} 10:{i % 60:02d}"]


def _ended(i: int, labels: bool) -> list[Cell]:
    done = i % 5 != 4
    return [("Complete" if done else "Incomplete") if labels else str(2 * done)]
