"""Tables that people make themselves: tidy, long, with two header rows, with a title, without any header."""

from __future__ import annotations

from dataclasses import replace

from kano.forms.plain import answer_table
from kano.forms.questions import Kind, Question
from tests.roundtrip.cases import Case
from tests.roundtrip.sheets import Cell, Meta, Sheet, Show, coded, sheet, told

STYLES = {
    "name_functional": ("{name}_functional", "{name}_dysfunctional", "{name}_importance"),
    "name (dysfunctional)": ("{name} (functional)", "{name} (dysfunctional)", "{name} (importance)"),
    "functional: name": ("functional: {name}", "dysfunctional: {name}", "importance: {name}"),
    "F1_fun": ("F{place}_fun", "F{place}_dys", "F{place}_imp"),
    "name.pos": ("{name} - positive", "{name} - negative", "{name} - importance"),
    "name_f": ("{name}_f", "{name}_d", "{name}_i"),
    "正向题": ("{name}（正向题）", "{name}（反向题）", "{name}（重要度）"),
    "正向題": ("{name}（正向題）", "{name}（反向題）", "{name}（重要度）"),
    "id.functional": ("{id}.functional", "{id}.dysfunctional", "{id}.importance"),
}
"""How people name the columns of a pair and of its importance."""

SIDES = {Kind.FUNCTIONAL: 0, Kind.DYSFUNCTIONAL: 1, Kind.IMPORTANCE: 2}


def people() -> Meta:
    return Meta(["respondent"], lambda i: [f"p{i + 1}"])


def wide(case: Case, style: str, show: Show | None = None) -> Sheet:
    """A row per person, columns named in one of the styles."""
    titles = [_styled(case, q, style) for q in case.asked]
    return sheet(case, [titles], show or told(case.lang), before=[people()])


def _styled(case: Case, question: Question, style: str) -> str:
    if question.feature is None:
        return question.text[case.lang]
    feature = case.questionnaire.features[question.feature]
    name, place = case.questionnaire.name(feature, case.lang), question.feature + 1
    return STYLES[style][SIDES[question.kind]].format(name=name, place=place, id=feature.id)


def texts(case: Case) -> Sheet:
    """The bare questions, no code before them."""
    return sheet(case, [[q.text[case.lang] for q in case.asked]], told(case.lang), before=[people()])


def own(case: Case) -> Sheet:
    """Our answer table, filled in by hand."""
    head = answer_table(case.questionnaire, case.lang)
    assert head.startswith("\ufeff")
    return sheet(case, [[q.title(case.lang) for q in case.asked]], told(case.lang), before=[people()])


def headerless(case: Case) -> Sheet:
    """Nothing but answers."""
    pairs = [q for q in case.asked if q.kind in (Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL)]
    return replace(sheet(case, [[""] * len(pairs)], told(case.lang), asked=pairs), head=())


def two_rows(case: Case) -> Sheet:
    """The feature in a row, its sides in the row below."""
    upper = [_feature(case, q) for q in case.asked]
    sides = ["functional", "dysfunctional", "importance"]
    lower = [sides[SIDES[q.kind]] if q.kind in SIDES else "" for q in case.asked]
    made = sheet(case, [upper], told(case.lang), before=[people()])
    return replace(made, head=(*made.head, ["", *lower]))


def _feature(case: Case, question: Question) -> str:
    if question.feature is None:
        return question.text[case.lang]
    return case.questionnaire.name(case.questionnaire.features[question.feature], case.lang)


GRIDS = {
    "en": ("If the service has it, how do you feel?", "If the service does not have it, how do you feel?"),
    "zh-Hans": ("如果有该功能，您的感受是？", "如果没有该功能，您的感受是？"),
    "zh-Hant": ("如果有該功能，您的感受是？", "如果沒有該功能，您的感受是？"),
}
PRESENT = {
    "en": ("If present, how do you feel?", "If absent, how do you feel?"),
    "zh-Hans": ("具备时您的感受", "不具备时您的感受"),
    "zh-Hant": ("具備時您的感受", "不具備時您的感受"),
}


def matrices(case: Case) -> tuple[list[Question], list[str], list[str]]:
    """The questions side by side, the stem of each, and the feature that is its row; "" where it is no matrix's."""
    asked = sorted(case.asked, key=lambda q: SIDES.get(q.kind, 3))
    sided = [q.kind in (Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL) for q in asked]
    stems = [GRIDS[case.lang][SIDES[q.kind]] if s else q.text[case.lang] for q, s in zip(asked, sided, strict=True)]
    return asked, stems, [_feature(case, q) if s else "" for q, s in zip(asked, sided, strict=True)]


def grid(case: Case, words: dict[str, tuple[str, str]]) -> Sheet:
    """Two matrices with a row per feature, as Google writes them; those of the same side stand together."""
    asked = sorted(case.asked, key=lambda q: SIDES.get(q.kind, 3))
    titles = [_in_grid(case, q, words) for q in asked]
    first = Meta(["Timestamp"], lambda i: [f"2026/11/20 11:{i % 60:02d}:00 AM GMT+8"])
    return sheet(case, [titles], told(case.lang), before=[first], asked=asked)


def _in_grid(case: Case, question: Question, words: dict[str, tuple[str, str]]) -> str:
    if question.kind in (Kind.SEGMENT, Kind.IMPORTANCE):
        return question.text[case.lang]
    return f"{words[case.lang][SIDES[question.kind]]} [{_feature(case, question)}]"


def likert(case: Case) -> Sheet:
    """Two matrices of Microsoft Forms, whose stems are lost: the second time, a statement has a 2 behind it."""
    asked = sorted(case.asked, key=lambda q: SIDES.get(q.kind, 3))
    again = {Kind.FUNCTIONAL: "", Kind.DYSFUNCTIONAL: "2"}
    titles = [f"{_feature(case, q)}{again[q.kind]}" if q.kind in again else q.text[case.lang] for q in asked]
    return sheet(case, [titles], told(case.lang), before=[people()], asked=asked)


def codes_only(case: Case) -> Sheet:
    """Numbers of questions and nothing else, as Credamo writes them."""
    titles = [f"Q{i}_1" for i in range(1, len(case.asked) + 1)]
    return sheet(case, [titles], told(case.lang), before=[people()])


def with_part(case: Case) -> Sheet:
    """A matrix per feature, the row in square brackets behind it."""
    sides = ("functional", "dysfunctional", "importance")
    titles = [
        f"{_feature(case, q)} [{sides[SIDES[q.kind]]}]" if q.kind in SIDES else _feature(case, q) for q in case.asked
    ]
    return sheet(case, [titles], told(case.lang), before=[people()])


def long(case: Case) -> Sheet:
    """A row per person and feature."""
    rated = case.questionnaire.importance
    about = [q for q in case.asked if q.kind is Kind.SEGMENT]
    show = told(case.lang)
    head = ["respondent", "feature", "functional", "dysfunctional", *["importance"] * rated]
    rows = []
    for i, person in enumerate(case.people):
        profile = [show(q, person.get(q.code, "")) for q in about]
        for place, key in enumerate(case.keys):
            mine = [q for q in case.asked if q.feature == place]
            rows.append([f"p{i + 1}", key, *(show(q, person.get(q.code, "")) for q in mine), *profile])
    names = [*head, *(q.text[case.lang] for q in about)]
    return Sheet((names,), tuple(rows), tuple([""] * len(names)))


def spread(case: Case) -> Sheet:
    """A row per answer; which question it answers is said in a column."""
    show = told(case.lang)
    names = {Kind.FUNCTIONAL: "functional", Kind.DYSFUNCTIONAL: "dysfunctional", Kind.IMPORTANCE: "importance"}
    about = [q for q in case.asked if q.kind is Kind.SEGMENT]
    rows: list[list[Cell]] = []
    for i, person in enumerate(case.people):
        profile = [show(q, person.get(q.code, "")) for q in about]
        for q in case.asked:
            if q.feature is not None:
                rows.append([f"p{i + 1}", case.keys[q.feature], names[q.kind], show(q, person[q.code]), *profile])
    head = ["respondent", "feature", "side", "answer", *(q.text[case.lang] for q in about)]
    return Sheet((head,), tuple(rows), tuple([""] * len(head)))


def numbers(case: Case, style: str = "name_functional") -> Sheet:
    return wide(case, style, coded())
