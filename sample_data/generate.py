"""Makes the synthetic sample files: `python sample_data/generate.py`. Seeded; the files in this folder are its output.

Nobody was asked. Each feature has a mixture of what it is to people (`TRUTH`), moved by a profile question for a
few features; people differ in how they answer, some skip questions, some tick one column all the way down, some
swap the two questions of a pair.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from kano.questionnaire import Questionnaire, load
from kano.wording import answer_set, importance_question

SEED = 20240101
FOLDER = Path(__file__).parent

# The answers (functional, dysfunctional; 1..5 for L E N W D) that a person of each category gives, with weights.
PAIRS = {
    "A": [((1, 2), 0.1), ((1, 3), 0.6), ((1, 4), 0.3)],
    "O": [((1, 5), 1.0)],
    "M": [((2, 5), 0.6), ((3, 5), 0.25), ((4, 5), 0.15)],
    "I": [((3, 3), 0.5), ((2, 3), 0.2), ((2, 2), 0.08), ((2, 4), 0.12), ((4, 4), 0.05), ((4, 3), 0.05)],
    "R": [((5, 3), 0.4), ((5, 1), 0.2), ((3, 1), 0.25), ((5, 2), 0.15)],
    "Q": [((1, 1), 0.7), ((5, 5), 0.3)],
}
# Shares of A O M I R Q among attentive people.
TRUTH = {
    "table-booking": (0.12, 0.42, 0.27, 0.17, 0.01, 0.01),
    "valet-parking": (0.34, 0.08, 0.03, 0.51, 0.03, 0.01),
    "car-wash": (0.31, 0.03, 0.01, 0.58, 0.06, 0.01),
    "free-refreshments": (0.52, 0.24, 0.08, 0.15, 0.00, 0.01),
    "board-games": (0.40, 0.08, 0.02, 0.46, 0.03, 0.01),
    "shoe-shine": (0.33, 0.03, 0.01, 0.49, 0.13, 0.01),
    "childrens-corner": (0.28, 0.20, 0.14, 0.34, 0.03, 0.01),
    "steamed-egg": (0.44, 0.10, 0.05, 0.39, 0.01, 0.01),
    "apron": (0.06, 0.24, 0.56, 0.13, 0.00, 0.01),
    "phone-bag": (0.46, 0.20, 0.09, 0.23, 0.01, 0.01),
    "hair-tie": (0.41, 0.15, 0.07, 0.35, 0.01, 0.01),
    "glasses-cloth": (0.45, 0.09, 0.03, 0.42, 0.00, 0.01),
    "nearby-waiter": (0.07, 0.33, 0.37, 0.13, 0.09, 0.01),
    "half-portions": (0.30, 0.45, 0.11, 0.13, 0.00, 0.01),
    "hot-towels": (0.17, 0.39, 0.20, 0.22, 0.01, 0.01),
    "cooking-help": (0.24, 0.10, 0.02, 0.30, 0.32, 0.02),
    "birthday-greeting": (0.43, 0.06, 0.02, 0.23, 0.25, 0.01),
    "noodle-show": (0.59, 0.07, 0.02, 0.26, 0.05, 0.01),
    "washroom-attendant": (0.12, 0.21, 0.44, 0.19, 0.03, 0.01),
    "phone-booth": (0.07, 0.02, 0.01, 0.85, 0.04, 0.01),
}
FAMILY = {"childrens-corner": (0.10, 0.33, 0.47, 0.09, 0.00, 0.01), "steamed-egg": (0.62, 0.20, 0.08, 0.09, 0.0, 0.01)}
AFTER_SALES = ((0.05, 0.3, 0.5, 0.15, 0, 0), (0.1, 0.5, 0.3, 0.1, 0, 0), (0.5, 0.2, 0.1, 0.2, 0, 0))


def people(truth: list[np.ndarray], rng: np.random.Generator) -> list[tuple[int, int]]:
    """One attentive person's answers to every pair."""
    answers = []
    for shares in truth:
        pairs = PAIRS["AOMIRQ"[rng.choice(6, p=shares / shares.sum())]]
        answers.append(pairs[rng.choice(len(pairs), p=[weight for _, weight in pairs])][0])
    return answers


def spoil(answers: list[tuple[int, int]], rng: np.random.Generator) -> list[tuple[int, int]]:
    """What happens to answers in the field: 3 % straight-liners, 2 % who swap the questions, 2 % skipped each."""
    fate = rng.random()
    if fate < 0.03:
        answers = [(int(rng.integers(2, 4)),) * 2] * len(answers)  # type: ignore[list-item]
    elif fate < 0.05:
        answers = [(d, f) for f, d in answers]
    return [tuple(0 if rng.random() < 0.02 else code for code in pair) for pair in answers]  # type: ignore[misc]


def hotpot(n: int = 240) -> list[list[str]]:
    asked, rng = load("hotpot"), np.random.default_rng(SEED)
    words = ["", *answer_set(asked.answer_set, "en")]
    segments = asked.segments
    header = ["respondent", *(s.id for s in segments)]
    header += [
        f"{asked.name(f, 'en')}_{role}"
        for f in asked.features
        for role in ("functional", "dysfunctional", "importance")
    ]
    rows = [header]
    for person in range(1, n + 1):
        profile = [segment.options[rng.integers(len(segment.options))] for segment in segments]
        family = any("children" in option.id for option in profile)
        truth = [np.array(FAMILY.get(f.id, TRUTH[f.id]) if family else TRUTH[f.id]) for f in asked.features]
        row = [f"P{person:03d}", *("" if rng.random() < 0.02 else option.label["en"] for option in profile)]
        for (f, d), shares in zip(spoil(people(truth, rng), rng), truth, strict=True):
            row += [words[f], words[d], importance(shares, rng)]
        rows.append(row)
    return rows


def importance(shares: np.ndarray, rng: np.random.Generator) -> str:
    if rng.random() < 0.05:
        return ""
    weight = 3 + 6 * (shares[1] + shares[2]) + 2 * shares[0] - 2 * shares[4]
    return str(int(np.clip(round(rng.normal(weight, 1.5)), 1, 9)))


def forms_sheet(template: str, lang: str, n: int = 64) -> list[list[str]]:
    """A sheet as a form service writes it: a time stamp, then the questions as they were asked."""
    asked, rng = load(template), np.random.default_rng(SEED + 1)
    words = ["", *answer_set(asked.answer_set, lang)]
    rows = [["时间戳记", *(s.question[lang] for s in asked.segments), *questions(asked, lang)]]
    for person in range(n):
        row = [f"2026/03/{1 + person // 10:02d} 下午 {1 + person % 10}:{person % 60:02d}:00"]
        row += [s.options[rng.integers(len(s.options))].label[lang] for s in asked.segments]
        truth = [np.array(AFTER_SALES[i % 3]) for i in range(len(asked.features))]
        for (f, d), shares in zip(spoil(people(truth, rng), rng), truth, strict=True):
            row += [words[f], words[d], importance(shares, rng)]
        rows.append(row)
    return rows


def questions(asked: Questionnaire, lang: str) -> list[str]:
    texts = []
    for f in asked.features:
        texts += [f.functional[lang], f.dysfunctional[lang], importance_question(asked.name(f, lang), lang)]
    return texts


def write(name: str, rows: list[list[str]]) -> None:
    with (FOLDER / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    write("hotpot.csv", hotpot())
    write("after-sales-zh.csv", forms_sheet("after-sales", "zh-Hans"))
