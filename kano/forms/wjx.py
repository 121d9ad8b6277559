"""问卷星 and 腾讯问卷: text to paste, in one language. Each side of a pair is a single choice of its own.

What a name may not do in such a text (start a tag, leave a gap, break a page) is written with another sign: square
brackets become 〔〕 because 问卷星 turns wide ones back into `[ ]`; runs of `= _ *` become wide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kano.forms.questions import Kind, Question, questions
from kano.forms.values import told
from kano.questionnaire import Questionnaire
from kano.text import clean
from kano.wording import RATINGS

_LENGTH = 2000
_LABEL = re.compile(
    r"[(（【\[［]([^()（）【】\[\]［］]{0,8}(?:题|題|单选|多选|选填|必填|必答|选答|标签|分页栏|说明))[)）】\]］]"
)
_BRACKETS = str.maketrans("[]［］【】", "〔〕〔〕〔〕")
_RUNS = re.compile(r"={3,}|_{3,}|\*{2,}|^[-=_]+$|!(?=video\()")
_WIDE = str.maketrans("-=_*!", "－＝＿＊！")
_LOSES = re.compile(r"[A-Za-z](?:[.．、)）]|\s)|\d+\s*[.．、)）]")
"""An option whose beginning would be taken for its letter or for a question's number (`I like it`, `1. Monthly`)."""


def wjx(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    """Text for 问卷星, where every question must be answered. What is not numbered must say that it is no question."""
    lang = langs[0]
    asked = questions(questionnaire, [lang])
    about = [re.sub(r"^(\d+)\.", r"\1．", text) + "[段落说明]" for text in _introduction(questionnaire, lang)]
    return _text([_title(questionnaire, lang), *about, *(_wjx(n, q, lang) for n, q in enumerate(asked, start=1))])


def tencent(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    """Text for 腾讯问卷, which numbers the questions itself and shows letters before options as they are."""
    lang = langs[0]
    asked = questions(questionnaire, [lang])
    about = _introduction(questionnaire, lang)
    return _text([_title(questionnaire, lang), *about, *(_tencent(question, lang) for question in asked)])


def plain(text: str) -> str:
    """One line in which neither tool sees more than its words."""
    line = _LABEL.sub(r"〔\1〕", clean(text, _LENGTH)).translate(_BRACKETS)
    return _RUNS.sub(lambda run: run[0].translate(_WIDE), line)


def _title(questionnaire: Questionnaire, lang: str) -> str:
    return plain(told(questionnaire.title, lang)) or questionnaire.id


def _introduction(questionnaire: Questionnaire, lang: str) -> list[str]:
    text = plain(told(questionnaire.introduction, lang))
    return [text] if text else []


def _wjx(number: int, question: Question, lang: str) -> str:
    """A rating of each scale point on its own line: the site does not know the range `1~9`."""
    label = {Kind.IMPORTANCE: "量表题"}.get(question.kind, "单选题" if question.choices else "填空题")
    return "\n".join([f"{number}. {plain(question.title(lang))}[{label}]", *_lettered(_options(question, lang))])


def _tencent(question: Question, lang: str) -> str:
    label = {Kind.IMPORTANCE: "量表题"}.get(question.kind, "单选题" if question.choices else "单行文本题")
    must = "必答" if question.kind in (Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL) else "选答"
    rated = question.kind is Kind.IMPORTANCE
    below = [f"{RATINGS[0]}~{RATINGS[-1]}"] if rated else _options(question, lang)
    return "\n".join([f"{plain(question.title(lang))}[{label}][{must}]", *below])


def _options(question: Question, lang: str) -> list[str]:
    return [plain(choice.text[lang]) or choice.code for choice in question.choices]


def _lettered(options: list[str]) -> list[str]:
    """`A. ` before each where one of them would else lose its beginning."""
    if not any(_LOSES.match(option) for option in options):
        return options
    return [f"{chr(ord('A') + i % 26)}. {option}" for i, option in enumerate(options)]


def _text(blocks: Sequence[str]) -> bytes:
    """A blank line between questions and none inside: both tools divide questions there."""
    return ("\n\n".join(blocks) + "\n").encode()
