"""Questionnaires with people who answered them by a die, and what must be counted of them."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kano.features import build
from kano.forms.questions import Kind, Question, questions
from kano.i18n import LANGUAGES
from kano.questionnaire import Option, Questionnaire, SegmentQuestion
from kano.wording import answer_sets

Person = Mapping[str, str]
"""From the code of a question to the code of the choice; "" is not answered."""

NAMES = {
    "en": [
        "Hot towels", "Free Wi-Fi (5 GHz)", "No-show refund", "Vitamin D", "24/7 help, by phone",
        "Self-service; kiosks", "Pay | split the bill", 'The "quiet" car', "Seats without a middle armrest",
        "Terminal 2", "Tea", "Iced tea", "Do not disturb sign", "Staff who don't rush you", "Café & bar",
        "1. Priority boarding", "Refund in 3-5 days", "Price <$10", "=SUM(A1)", "Kids’ menu",
        "Functional furniture", "Importance of punctuality", "Apple / Google Pay", "Floor [beta]",
        "Early check-in - before noon", "5", "F05b", "Positive staff", "I like it", "Lift (2)", "Name", "a_b",
    ],
    "zh-Hans": [
        "热毛巾", "免排队取号", "无线网络", "不限量小料", "代客泊车（免费）", "24小时客服", "“安静”车厢",
        "没有最低消费", "儿童餐；玩具", "A区、B区座位", "手机支付/扫码", "别墅接送", "无接触配送", "茶", "冰茶",
        "3天内退款", "重要通知", "正面照片", "会员日—双倍积分", "Wi-Fi 6", "不喜欢可退", "第2份半价", "功能",
    ],
    "zh-Hant": [
        "熱毛巾", "免排隊取號", "無線網路", "不限量小菜", "代客泊車（免費）", "24小時客服", "「安靜」車廂",
        "沒有最低消費", "兒童餐；玩具", "A區、B區座位", "行動支付/掃碼", "無接觸配送", "茶", "冰茶", "3天內退款",
        "重要通知", "正面照片", "會員日—雙倍點數", "Wi-Fi 6", "不喜歡可退", "第2份半價", "功能",
    ],
}  # fmt: skip
"""Names as they are given in earnest, and names that read like something else: a code, a role, a negation."""

SEGMENTS = {
    "en": [("Which plan are you on?", ["Free", "Paid", "Trial, 30 days"]), ("Your age", ["18-29", "30-49", "50+"])],
    "zh-Hans": [("您使用哪个版本？", ["免费版", "付费版"]), ("您的年龄段：", ["20～22", "22～25", "25以上"])],
    "zh-Hant": [("您使用哪個版本？", ["免費版", "付費版"]), ("您的年齡", ["20歲以下", "20到40歲", "40歲以上"])],
}
SKIPS = 1 / 8
"""One question in eight is left out."""


@dataclass(frozen=True)
class Case:
    """People who answered a form in one language."""

    questionnaire: Questionnaire
    lang: str
    people: tuple[Person, ...]

    @property
    def asked(self) -> tuple[Question, ...]:
        return questions(self.questionnaire, [self.lang])

    @property
    def keys(self) -> tuple[str, ...]:
        return self.questionnaire.keys()


def case(seed: int, lang: str | None = None, most: int = 12, avoid: str | None = None) -> Case:
    """A questionnaire and its people, the same for the same seed; no feature's name matches `avoid`."""
    die = random.Random(f"{seed} {lang}")
    lang = lang or die.choice(list(LANGUAGES))
    # Every set of answers is met in a row; the rest is left to the die.
    answers = list(answer_sets())[seed % len(answer_sets())]
    importance, segments = seed // 2 % 2 == 0, _segments(die, lang) if seed % 3 else ()
    asked = _questionnaire(die, lang, most, avoid)
    asked = replace(asked, answer_set=answers, importance=importance, segments=segments)
    return Case(asked, lang, people(asked, lang, die, die.choice([16, 24, 33])))


def _questionnaire(die: random.Random, lang: str, most: int, avoid: str | None) -> Questionnaire:
    given = [name for name in NAMES[lang] if not avoid or not re.search(avoid, name)]
    names = die.sample(given, die.randint(2, most))
    return build([{lang: name} for name in names], id=f"made-{die.random()}")


def _segments(die: random.Random, lang: str) -> tuple[SegmentQuestion, ...]:
    chosen = SEGMENTS[lang][: die.randint(1, 2)]
    return tuple(
        SegmentQuestion(f"s{i}", {lang: text}, tuple(Option(f"o{j}", {lang: o}) for j, o in enumerate(options)))
        for i, (text, options) in enumerate(chosen)
    )


def people(asked: Questionnaire, lang: str, die: random.Random, n: int) -> tuple[Person, ...]:
    every = questions(asked, [lang])
    return tuple(_person(every, die) for _ in range(n))


def _person(every: Sequence[Question], die: random.Random) -> Person:
    """Nobody is silent: a row without a cell is no row in half of the formats."""
    said = {q.code: "" if die.random() < SKIPS else _choice(q, die) for q in every}
    return said | {"F01a": said["F01a"] or "L"}


def _choice(question: Question, die: random.Random) -> str:
    """People lean to the expected: a pair of like and dislike is more frequent than its reverse."""
    codes = [choice.code for choice in question.choices]
    if question.kind is Kind.FUNCTIONAL:
        return die.choices(codes, [5, 4, 3, 2, 1])[0]
    return die.choices(codes, [1, 2, 3, 4, 5])[0] if question.kind is Kind.DYSFUNCTIONAL else die.choice(codes)


LETTERS = {"": 0, "L": 1, "E": 2, "N": 3, "W": 4, "D": 5}


@dataclass(frozen=True, eq=False)
class Counted:
    """Per feature the 6 x 6 pairs and (number, sum, squares) of the ratings; per segment question its groups."""

    features: tuple[str, ...]
    grids: tuple[tuple[int, ...], ...]
    importance: tuple[tuple[float, ...], ...]
    groups: Mapping[str, frozenset[tuple[tuple[int, ...], ...]]]


def counted(case: Case, people: Sequence[Person] | None = None) -> Counted:
    """Straight from the answers, without any code of the product's readers."""
    people = case.people if people is None else people
    places = range(len(case.questionnaire.features))
    pairs = tuple(_grid(people, place) for place in places)
    ratings = tuple(_moments(people, place) for place in places)
    groups = {q.code: _groups(people, q.code, len(places)) for q in case.asked if q.kind is Kind.SEGMENT}
    return Counted(case.keys, pairs, ratings, groups)


def _grid(people: Sequence[Person], place: int) -> tuple[int, ...]:
    grid = np.zeros((6, 6), dtype=int)
    for person in people:
        sides = (person.get(f"F{place + 1:02d}{side}", "") for side in "ab")
        grid[tuple(LETTERS[letter] for letter in sides)] += 1
    return tuple(int(n) for n in grid.ravel())


def _moments(people: Sequence[Person], place: int) -> tuple[float, ...]:
    given = [int(rating) for person in people if (rating := person.get(f"F{place + 1:02d}i"))]
    return tuple(float(sum(rating**power for rating in given)) for power in range(3))


def _groups(people: Sequence[Person], code: str, features: int) -> frozenset[tuple[tuple[int, ...], ...]]:
    """The counts of each group, without its name, which each tool writes in another way."""
    values = Counter(person.get(code, "") for person in people)
    parts = ([person for person in people if person.get(code, "") == value] for value in values)
    return frozenset(tuple(_grid(part, place) for place in range(features)) for part in parts)
