"""The five answers and the six categories: codes and their order, without labels or colours."""

from __future__ import annotations

from enum import StrEnum


class Answer(StrEnum):
    """An answer to a functional or a dysfunctional question. No answer is missing data, not a member."""

    LIKE = "L"
    EXPECT = "E"
    NEUTRAL = "N"
    LIVE_WITH = "W"
    DISLIKE = "D"


class Category(StrEnum):
    """What a feature is to a person, or to most people."""

    EXCITEMENT = "A"
    PERFORMANCE = "O"
    BASIC = "M"
    INDIFFERENT = "I"
    REVERSE = "R"
    QUESTIONABLE = "Q"


ANSWERS = tuple(Answer)
CATEGORIES = tuple(Category)
CODE_OF = {answer: code for code, answer in enumerate(ANSWERS, start=1)}
"""Answer -> 1..5 in the order L E N W D; 0 stands for no answer."""

NO_ANSWER = 0
THREE_LEVELS = (Answer.LIKE, Answer.NEUTRAL, Answer.DISLIKE)
MODELLED = (Category.EXCITEMENT, Category.PERFORMANCE, Category.BASIC)
"""The categories that Kano's picture gives a curve; also the three main types."""
