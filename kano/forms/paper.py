"""A questionnaire as a printed A4 form: every feature a block that stays on one page, with circles to tick."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kano.errors import KanoError
from kano.forms.questions import Kind, Question, questions
from kano.forms.values import told
from kano.i18n import catalogue
from kano.questionnaire import Feature, Questionnaire, Texts
from kano.text import clean
from kano.wording import IMPORTANCE

PLACES = {"en": ("en", None), "zh-Hans": ("zh", "cn"), "zh-Hant": ("zh", "tw")}
"""Language and region by which lines are broken."""
LENGTH = 1000
"""No text of a form is longer."""
MOST_SIGNS = 30
"""As many missing signs are named."""

_DATA = Path(__file__).parents[1] / "data"
_ANCHORS = re.compile(r"\s*[(（]([^()（）]+)[)）]$")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_LACKS = re.compile(r'the text `"(.+?)"` could not be displayed')


def write(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    """A PDF in the first of the languages. Raises KanoError `form-glyphs` when our font lacks a sign.

    PDF/UA is asked for because it makes a missing sign an error instead of an empty box.
    """
    import typst

    data = json.dumps(_form(questionnaire, langs[0]))
    try:
        made: bytes = typst.compile(
            _DATA / "forms" / "form.typ",
            font_paths=[_DATA / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"form": data},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as problem:
        raise _error(problem) from problem
    return made


def _error(problem: Any) -> Exception:
    """The setter's complaint in our words, if it is about signs; those that are not seen are named by their numbers."""
    lacks = lacking(problem)
    seen = sorted(filter(str.isprintable, lacks)) or [f"U+{ord(sign[0]):04X}" for sign in sorted(lacks)]
    return KanoError("form-glyphs", signs=" ".join(seen[:MOST_SIGNS])) if lacks else problem


def lacking(problem: Any) -> set[str]:
    """The signs that our font lacks, if the setter complains about them."""
    return {_ESCAPE.sub(lambda sign: chr(int(sign[1], 16)), text) for text in _LACKS.findall(problem.diagnostic)}


def _form(q: Questionnaire, lang: str) -> dict[str, Any]:
    t, asked = catalogue(lang), questions(q, [lang])
    language, region = PLACES[lang]
    words = {"how": t("paper.how"), "sheet": t("paper.sheet"), "thanks": t("paper.thanks"), "you": t("phone.about-you")}
    return {
        "lang": language,
        "region": region,
        "title": _told(q.title, lang),
        "introduction": _told(q.introduction, lang),
        "words": words | {"version": t("paper.version", n=q.version)},
        "features": [_feature(q, f, [a for a in asked if a.feature == i], lang) for i, f in enumerate(q.features)],
        "segments": [_question(a, lang) for a in asked if a.kind is Kind.SEGMENT],
    }


def _feature(q: Questionnaire, feature: Feature, asked: list[Question], lang: str) -> dict[str, Any]:
    name = clean(q.name(feature, lang))
    put = [_rating(a, name, lang) if a.kind is Kind.IMPORTANCE else _question(a, lang) for a in asked]
    return {"name": name, "about": _told(feature.description, lang), "questions": put}


def _question(question: Question, lang: str) -> dict[str, Any]:
    """A question and how its answers may stand: in the most columns in which no answer needs more lines than that.

    A Chinese answer has one line, because a line may end in the middle of a word.
    """
    answers = [clean(answer, LENGTH) for answer in question.answers(lang)]
    columns = [3, 2, 1] if question.kind is Kind.SEGMENT else [5, 1]
    lines = 2 if question.kind is not Kind.SEGMENT and lang == "en" else 1
    text = _told(question.text, lang)
    return {"code": question.code, "text": text, "answers": answers, "columns": columns, "lines": lines}


def _rating(question: Question, name: str, lang: str) -> dict[str, Any]:
    """The importance question with its anchors below their numbers instead of in the text."""
    text, anchors = importance(lang)
    asked = {"code": question.code, "text": text.format(name=name)}
    return asked | {"answers": question.answers(lang), "anchors": anchors}


def importance(lang: str) -> tuple[str, dict[str, str]]:
    """The importance question up to its brackets, and what these say of each number."""
    anchors = _ANCHORS.search(IMPORTANCE[lang])
    said = re.findall(r"(\d)\s*([^,，]+)", anchors[1]) if anchors else []
    return _ANCHORS.sub("", IMPORTANCE[lang]), dict(said)


def _told(texts: Texts | None, lang: str) -> str:
    return clean(told(texts, lang), LENGTH)
