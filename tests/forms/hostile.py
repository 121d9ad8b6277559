"""Questionnaires whose every text tries to be something else: code, markup, a formula, a reference, another line."""

import random

from kano.i18n import LANGUAGES
from kano.questionnaire import Feature, Option, Questionnaire, SegmentQuestion

NASTY = [
    '"quoted"', "it's", "“curly”", "{x}", "{F01a}", "{{F01b}}", "{", "}", "${F01a}", "${last-saved#F01b}", "${", "${ }",
    "=1+1", "+A1", "-1", "@SUM(A1)", "_x0041_", "</script><script>x()</script>", "<b>bold</b>", "<!-- ]]>", "&amp; &",
    "two\nlines", "tab\tbed", "back\\slash", "\\", "\\u0041\\n", "`tick`", "`${1}`", "*/ x() /*", "// x",
    "\u202eright to left", "مرحبا بالعالم", "🙂👩\u200d👩\u200d👧", "line\u2028and\u2029part", "%s %(name)s %",
    "[link](x)", "*star* _under_ # hash", "null", "constructor", "__proto__", "[单选题]", "A; B, C\"",
    "  blanks  ", "繁體；简体",
]  # fmt: skip
"""No control characters: texts lose them where they enter (`kano.text.clean`)."""


def hostile(names: list[str], extra: str, importance: bool = True, options: tuple[str, ...] = ()) -> Questionnaire:
    """A questionnaire with a feature per name; `extra` stands in every other text, `options` may repeat."""
    every = dict.fromkeys(LANGUAGES, extra)
    persons = tuple(Option(f"{extra}{i}", dict.fromkeys(LANGUAGES, text)) for i, text in enumerate(options))
    return Questionnaire(
        id=extra,
        title={"en": extra},
        features=tuple(_feature(name, i) for i, name in enumerate(names)),
        introduction={"zh-Hans": extra},
        importance=importance,
        segments=(SegmentQuestion(extra, every, persons), SegmentQuestion("s2", {"zh-Hant": extra}, ())),
    )


def _feature(name: str, number: int) -> Feature:
    """Names are unique in a questionnaire, and differ here from language to language."""
    names = {lang: f"{name} {lang} {number}" for lang in LANGUAGES}
    with_it, without = ({lang: f"{text} {sign}" for lang, text in names.items()} for sign in "+-")
    return Feature(f"{name}{number}", names, with_it, without)


def everything() -> Questionnaire:
    """One questionnaire with all of it: a feature per nasty text."""
    return hostile(NASTY, " ".join(NASTY)[:500], options=tuple(NASTY))


def many(number: int = 50) -> list[Questionnaire]:
    """Questionnaires put together by a die that always falls the same."""
    die = random.Random(1984)
    return [_random(die) for _ in range(number)]


def _random(die: random.Random) -> Questionnaire:
    names = [_text(die) for _ in range(die.randint(1, 4))]
    options = tuple(die.choices(NASTY, k=die.randint(0, 4)))
    return hostile(names, _text(die), die.random() < 0.5, options)


def _text(die: random.Random) -> str:
    return "".join(die.sample(NASTY, die.randint(1, 4)))
