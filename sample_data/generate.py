"""Makes the synthetic sample files: `python sample_data/generate.py`. Seeded; the files in this folder are its output.

Nobody was asked. Each feature has a mixture of what it is to people (`TRUTH`), moved by a profile question for a
few features; people differ in how they answer, some skip questions, some tick one column all the way down, some
swap the two questions of a pair.
"""

from __future__ import annotations

import csv
from collections import Counter
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


def pair_counts(features: int = 4) -> list[list[str]]:
    """The first features of `hotpot` as a database counts them: GROUP BY feature, both answers and visits."""
    (head, *rows), counts = hotpot(), Counter[tuple[str, ...]]()
    visits, first = head.index("visits"), len(load("hotpot").segments) + 1
    for at in range(first, first + 3 * features, 3):
        name = head[at].removesuffix("_functional")
        counts.update((name, row[at], row[at + 1], row[visits]) for row in rows)
    names = ["feature", "functional", "dysfunctional", "visits", "count"]
    return [names, *([*cells, str(n)] for cells, n in sorted(counts.items()))]


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


# SERVQUAL: means of expectation, perception and importance of each dimension's items, on 1 to 7.
SERVQUAL = {
    "tangibles": ((5.1, 4.9, 5.6, 5.0), (5.4, 5.3, 5.8, 5.1), (3.9, 3.6, 4.4, 3.4)),
    "reliability": ((6.6, 6.5, 6.3, 6.4, 6.2), (5.2, 5.4, 5.5, 5.0, 6.0), (6.4, 6.1, 6.2, 6.0, 5.6)),
    "responsiveness": ((5.9, 6.3, 6.2, 5.7), (5.0, 4.6, 5.5, 4.8), (5.2, 6.0, 5.5, 4.9)),
    "assurance": ((6.4, 6.5, 6.1, 5.6), (6.0, 6.2, 6.2, 5.3), (6.0, 6.2, 5.6, 4.3)),
    "empathy": ((5.4, 5.3, 5.6, 5.8, 5.5), (4.4, 4.9, 4.5, 4.9, 5.4), (4.6, 4.2, 5.0, 5.1, 4.8)),
}
DIMENSION_POINTS = {"tangibles": 11, "reliability": 32, "responsiveness": 23, "assurance": 19, "empathy": 15}


def servqual(n: int = 120) -> list[list[str]]:
    """E and P of the 22 items as the revision of 1991 words them, importance, and points of 100 per dimension.

    People differ in how high they rate, some skip a rating, three divide other than 100 points, two divide none.
    """
    rng, numbers = np.random.default_rng(SEED + 2), range(1, 23)
    header = ["person", *(f"{role}{i}" for role in "EPI" for i in numbers)]
    rows = [[*header, *(f"{name} points" for name in DIMENSION_POINTS)]]
    for person in range(1, n + 1):
        lifts = rng.normal(0, 0.5), rng.normal(0, 0.7), rng.normal(0, 0.4)
        row = [f"C{person:03d}"]
        for side, (lift, spread) in enumerate(zip(lifts, (0.8, 1.1, 1.0), strict=True)):
            means = np.concatenate([dimension[side] for dimension in SERVQUAL.values()])
            given = np.clip(np.rint(rng.normal(means + lift, spread)), 1, 7).astype(int)
            row += ["" if rng.random() < 0.02 else str(rating) for rating in given]
        rows.append([*row, *points(person, rng)])
    return rows


def points(person: int, rng: np.random.Generator) -> list[str]:
    """What one person gives each dimension, in fives; they add up to 100, with a few exceptions."""
    shares = rng.dirichlet(np.array(list(DIMENSION_POINTS.values())) * 0.4)
    given = 5 * rng.multinomial(20, shares)
    if person in (17, 58, 91):
        given[rng.integers(5)] += 10
    return [""] * 5 if person in (33, 76) else [str(value) for value in given]


# What a rating 1..5 of an experience adds to overall satisfaction, and which features are experienced so.
MOVES = {
    "M": (-1.8, -0.1, 0.0, 0.0, 0.0),
    "O": (-1.0, -0.4, 0.0, 0.4, 1.0),
    "A": (0.0, 0.0, 0.0, 0.1, 1.6),
    "I": (0.0, 0.0, 0.0, 0.0, 0.0),
}
EXPERIENCED = {
    "table-booking": "O",
    "free-refreshments": "A",
    "steamed-egg": "I",
    "apron": "M",
    "nearby-waiter": "O",
    "half-portions": "O",
    "noodle-show": "A",
    "washroom-attendant": "M",
    "phone-booth": "I",
}


def visits(n: int = 420) -> list[list[str]]:
    """Guests after a visit: overall satisfaction 1 to 10, nine experiences rated 1 to 5, the pairs of the same nine.

    A guest's mood lifts all his ratings a little; some did not rate what they did not come across (N/A).
    """
    asked, rng = load("hotpot"), np.random.default_rng(SEED + 7)
    features = [feature for feature in asked.features if feature.id in EXPERIENCED]
    words, names = ["", *answer_set(asked.answer_set, "en")], [asked.name(feature, "en") for feature in features]
    truth = [np.array(TRUTH[feature.id]) for feature in features]
    moves = np.array([MOVES[EXPERIENCED[feature.id]] for feature in features])
    rows = [["respondent", "Overall satisfaction", *(f"{name}_rating" for name in names)]]
    rows[0] += [f"{name}_{role}" for name in names for role in ("functional", "dysfunctional", "importance")]
    for person in range(1, n + 1):
        rated = np.clip(np.rint(rng.normal(3.15 + rng.normal(0, 0.3), 1.3, len(features))), 1, 5).astype(int)
        moved = moves[np.arange(len(features)), rated - 1].sum()
        overall = int(np.clip(round(5.8 + moved + rng.normal(0, 0.9)), 1, 10))
        cells = ["N/A" if rng.random() < 0.01 else str(rating) for rating in rated]
        row = [f"G{person:03d}", "" if rng.random() < 0.01 else str(overall), *cells]
        for (f, d), shares in zip(spoil(people(truth, rng), rng), truth, strict=True):
            row += [words[f], words[d], importance(shares, rng)]
        rows.append(row)
    return rows


# Shares of A O M I R Q of a flight's features, by the purpose of the journey.
FLIGHT = {
    "business": {
        "arrival-before-18": (0.03, 0.18, 0.61, 0.16, 0.01, 0.01),
        "fare-60-percent": (0.22, 0.20, 0.04, 0.53, 0.00, 0.01),
        "preferred-airline": (0.48, 0.16, 0.05, 0.29, 0.01, 0.01),
        "free-seat-choice": (0.42, 0.20, 0.10, 0.27, 0.00, 0.01),
        "free-rebooking": (0.10, 0.44, 0.34, 0.11, 0.00, 0.01),
        "checked-bag": (0.20, 0.09, 0.07, 0.63, 0.00, 0.01),
        "large-aircraft": (0.50, 0.12, 0.03, 0.32, 0.02, 0.01),
        "hot-meal": (0.38, 0.12, 0.06, 0.40, 0.03, 0.01),
    },
    "leisure": {
        "arrival-before-18": (0.15, 0.15, 0.16, 0.51, 0.02, 0.01),
        "fare-60-percent": (0.19, 0.60, 0.10, 0.10, 0.00, 0.01),
        "preferred-airline": (0.22, 0.05, 0.02, 0.68, 0.02, 0.01),
        "free-seat-choice": (0.45, 0.16, 0.08, 0.30, 0.00, 0.01),
        "free-rebooking": (0.44, 0.14, 0.08, 0.33, 0.00, 0.01),
        "checked-bag": (0.09, 0.31, 0.50, 0.09, 0.00, 0.01),
        "large-aircraft": (0.46, 0.10, 0.03, 0.38, 0.02, 0.01),
        "hot-meal": (0.40, 0.18, 0.10, 0.29, 0.02, 0.01),
    },
    "family": {
        "arrival-before-18": (0.07, 0.22, 0.42, 0.27, 0.01, 0.01),
        "fare-60-percent": (0.17, 0.58, 0.13, 0.11, 0.00, 0.01),
        "preferred-airline": (0.17, 0.05, 0.03, 0.72, 0.02, 0.01),
        "free-seat-choice": (0.36, 0.15, 0.10, 0.38, 0.00, 0.01),
        "free-rebooking": (0.34, 0.22, 0.12, 0.31, 0.00, 0.01),
        "checked-bag": (0.06, 0.30, 0.55, 0.08, 0.00, 0.01),
        "large-aircraft": (0.36, 0.09, 0.03, 0.49, 0.02, 0.01),
        "hot-meal": (0.38, 0.18, 0.09, 0.32, 0.02, 0.01),
    },
}
FLIGHT["other"] = FLIGHT["family"]
PURPOSES = {"business": 0.40, "leisure": 0.33, "family": 0.20, "other": 0.07}
PAYERS = {"business": (0.12, 0.83, 0.05), "leisure": (0.93, 0.02, 0.05)}


def flight(n: int = 180) -> list[list[str]]:
    """Travellers who choose a flight; what they are like depends on the purpose of the journey."""
    asked, rng = load("flight-booking"), np.random.default_rng(SEED + 11)
    words, (purpose, payer) = ["", *answer_set(asked.answer_set, "en")], asked.segments
    rows = [["respondent", purpose.id, payer.id]]
    for feature in asked.features:
        rows[0] += [f"{asked.name(feature, 'en')}_{role}" for role in ("functional", "dysfunctional", "importance")]
    for person in range(1, n + 1):
        kind = str(rng.choice(list(PURPOSES), p=list(PURPOSES.values())))
        pays = payer.options[rng.choice(3, p=PAYERS.get(kind, PAYERS["leisure"]))]
        reason = next(option for option in purpose.options if option.id == kind)
        row = [f"T{person:03d}", *("" if rng.random() < 0.01 else said.label["en"] for said in (reason, pays))]
        truth = [np.array(FLIGHT[kind][feature.id]) for feature in asked.features]
        for (f, d), shares in zip(spoil(people(truth, rng), rng), truth, strict=True):
            row += [words[f], words[d], importance(shares, rng)]
        rows.append(row)
    return rows


# What people of each category might write about a feature, in English and in Chinese; nobody wrote any of it.
WHY = {
    "free-refreshments": {
        "A": [
            ("Nobody else does this, it made the wait fun", "别家都没有，等位也不无聊了"),
            ("The kids love the fruit", "孩子特别喜欢水果"),
        ],
        "O": [
            ("After forty minutes I need something to eat", "等四十分钟总得垫垫肚子"),
            ("Waiting hungry is no fun", "饿着等很难受"),
        ],
        "M": [
            ("At these prices it should be there", "这个价位就应该有"),
            ("Every hot-pot place has snacks by now", "现在火锅店都有小吃"),
        ],
        "I": [
            ("I book a table, so I never wait", "我都是提前订位，不用等"),
            ("I don't eat before dinner", "饭前我不吃东西"),
        ],
    },
    "apron": {
        "A": [("A nice surprise, my shirt was new", "很惊喜，我那天穿的是新衬衫")],
        "O": [("The soup splashes a lot", "锅底很容易溅出来"), ("The more it covers the better", "遮得越多越好")],
        "M": [
            ("Of course, it is hot pot!", "吃火锅当然要有！"),
            ("Oil stains never come out again", "油渍根本洗不掉"),
            ("Without one I would leave", "没有我就不来了"),
        ],
        "I": [("I wear old clothes anyway", "我本来就穿旧衣服")],
    },
    "cooking-help": {
        "A": [("My first time, I was glad of the help", "第一次来，有人帮忙真好")],
        "O": [("The slices were perfect when she cooked them", "服务员涮的肉刚刚好")],
        "I": [("I can do it myself", "我自己会涮"), ("Makes no difference to me", "对我没区别")],
        "R": [
            ("Please let us talk in peace", "希望让我们安静聊天"),
            ("I feel watched", "感觉被盯着"),
            ("Cooking is half the fun", "自己涮才有意思"),
        ],
    },
    "noodle-show": {
        "A": [
            ("We filmed it, great for birthdays", "我们录了视频，过生日特别合适"),
            ("Did not expect a dance with my noodles", "没想到吃面还能看表演"),
        ],
        "O": [("It is the reason we come here", "就是为了看这个来的")],
        "I": [("Seen it once, that is enough", "看过一次就够了"), ("I don't order noodles", "我不点面")],
        "R": [("Too loud beside our table", "在桌边太吵了"), ("The dough nearly hit me", "面差点甩到我身上")],
    },
}
NOTHING = (("-", "无"), ("n/a", "没有"))


def reasons(lang: str, n: int = 90) -> list[list[str]]:
    """Four pairs, each with what about a quarter of the people wrote beside it; the same people in either language."""
    asked, rng, place = load("hotpot"), np.random.default_rng(SEED + 13), ("en", "zh-Hans").index(lang)
    features = [feature for feature in asked.features if feature.id in WHY]
    words, roles = (
        ["", *answer_set(asked.answer_set, lang)],
        (("functional", "dysfunctional"), ("正向题", "反向题"))[place],
    )
    rows = [["respondent", asked.segments[0].id]]
    for feature in features:
        name = asked.name(feature, lang)
        rows[0] += [*(f"{name}_{role}" for role in roles), ("Why?", f"{name}_原因")[place]]
    for person in range(1, n + 1):
        visits = asked.segments[0].options[rng.integers(len(asked.segments[0].options))]
        row = [f"V{person:03d}", visits.label[lang]]
        truth = [np.array(TRUTH[feature.id]) for feature in features]
        for feature, (f, d) in zip(features, spoil(people(truth, rng), rng), strict=True):
            row += [words[f], words[d], reason(WHY[feature.id], (f, d), rng)[place]]
        rows.append(row)
    return rows


def reason(texts: dict[str, list[tuple[str, str]]], pair: tuple[int, int], rng: np.random.Generator) -> tuple[str, str]:
    """What one person wrote, by what the pair of answers means; most wrote nothing, some in a word or a sign."""
    letter = next((letter for letter, pairs in PAIRS.items() if pair in [answers for answers, _ in pairs]), "")
    wrote, which = rng.random(), int(rng.integers(6))
    if wrote < 0.05:
        return NOTHING[which % len(NOTHING)]
    return texts[letter][which % len(texts[letter])] if wrote < 0.28 and letter in texts else ("", "")


def write(name: str, rows: list[list[str]]) -> None:
    with (FOLDER / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    write("hotpot.csv", hotpot())
    write("counted/hotpot.csv", pair_counts())
    write("flight.csv", flight())
    write("after-sales-zh.csv", forms_sheet("after-sales", "zh-Hans"))
    write("ratings/servqual.csv", servqual())
    for lang in ("en", "zh-Hans"):
        write(f"verbatims/hotpot-{lang}.csv", reasons(lang))
    write("ratings/hotpot-visits.csv", visits())
