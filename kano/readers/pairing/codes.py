"""Columns that say themselves what they are: the titles and codes of our own forms, and names with a role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product

from kano.errors import Finding
from kano.questionnaire import Questionnaire
from kano.readers.mapping import PAIR
from kano.readers.pairing.found import Pairing, assemble
from kano.readers.pairing.names import label_of, unnumbered
from kano.readers.table import HEADER_LENGTH, Column
from kano.readers.wordings import headers
from kano.text import clean
from kano.wording import importance_question

_CODE = re.compile(r"^(?:.{0,200}[/:.\-])?F(\d{1,3})([abi])\b[\s.:：、\-–—]*(.*)$", re.IGNORECASE | re.DOTALL)
_GROUP = re.compile(r"^(?:[A-Za-z_]\w*/)+(?=[A-Za-z_]\w*$)")
"""What Kobo writes before a name, `group/name`; `24/7 help` and `Apple / Google Pay` are names themselves."""

_LETTER = {"a": "functional", "b": "dysfunctional", "i": "importance"}

Code = tuple[int, str, str]
"""The number of a feature from 1, its role, and the text behind the code."""
Place = tuple[int, str]
"""The place of a feature in the questionnaire, and the role."""
Titles = dict[str, set[Place]]
"""What columns may be called, each text as it is and without signs and case; several places where these are alike."""


def code_of(name: str) -> Code | None:
    """`F01a If the service ...`, also behind a tool's own number or group (`7、F01a`, `f01/F01a`, `f01-F01a`)."""
    code = _CODE.match(unnumbered(name))
    if not code:
        return None
    again = _CODE.match(code[3])
    return int(code[1]), _LETTER[code[2].lower()], again[3] if again else code[3]


def _code(column: Column) -> Code | None:
    """By its name, else by its label; the text is the label's when the name is a bare code."""
    first, second = code_of(column.name), code_of(column.label)
    if first and not first[2]:
        return first[0], first[1], second[2] if second else column.label
    return first or second


def _flat(text: str) -> str:
    return re.sub(r"(?<!\d)[\W_]+|[\W_]+(?!\d)", "", text.casefold())


def by_questionnaire(columns: Sequence[Column], questionnaire: Questionnaire) -> Pairing:
    """Our own forms: a column is titled with the question, its code, or `name_role`."""
    known = _titles(questionnaire)
    found: dict[tuple[int, str], str] = {}
    bare, other = [], []
    for column in columns:
        code = _code(column)
        place = _known(known, column, code)
        if place is None and code and not code[2] and code[0] <= len(questionnaire.features):
            place = code[0] - 1, code[1]
            bare.append(code[0] - 1)
        elif place and code and place[1] != code[1]:
            other.append(column.name)
        if place:
            found.setdefault(place, column.name)
    questions = [*_bare(bare, questionnaire), *_conflict(other)]
    pairing = assemble(found, questionnaire.keys(), "questionnaire")
    return Pairing(pairing.pairs, pairing.how, tuple(questions))


def _bare(places: Sequence[int], questionnaire: Questionnaire) -> list[Finding]:
    if not places:
        return []
    first, last = (f"F{i + 1:02d} = {questionnaire.keys()[i]}" for i in (min(places), max(places)))
    return [Finding("pair-codes", values={"first": first, "last": last})]


def _conflict(names: Sequence[str]) -> list[Finding]:
    return [Finding("pair-conflict", values={"columns": "; ".join(names)})] if names else []


def _known(known: Titles, column: Column, code: Code | None) -> Place | None:
    """By the very text, else by one that differs in signs and case; of two features so called, the one of the code."""
    texts = [text for text in (column.name, column.label, code[2] if code else "") if text]
    for text in (*texts, *map(_flat, texts)):
        places = known.get(text, set())
        if len(places) == 1:
            return next(iter(places))
        if code and (code[0] - 1, code[1]) in places:
            return code[0] - 1, code[1]
    return None


def _titles(questionnaire: Questionnaire) -> Titles:
    """What a column may be called. A name goes before the id of another feature."""
    known: Titles = {}
    for i, feature in enumerate(questionnaire.features):
        for lang in feature.functional:
            asked = importance_question(questionnaire.name(feature, lang), lang)
            texts = feature.functional[lang], feature.dysfunctional[lang], asked
            for text, role in zip(texts, PAIR, strict=True):
                for said in {clean(text, HEADER_LENGTH), _flat(text)}:
                    known.setdefault(said, set()).add((i, role))
        for name, role in product(feature.name.values(), PAIR):
            known.setdefault(_flat(f"{name} {role}"), set()).add((i, role))
    named = set(known)
    for (i, feature), role in product(enumerate(questionnaire.features), PAIR):
        if (said := _flat(f"{feature.id} {role}")) not in named:
            known.setdefault(said, set()).add((i, role))
    return known


def by_name(columns: Sequence[Column]) -> Pairing:
    """`F01a Question`, `Name_functional`, `functional: Name`, `Name（正向题）` and the like."""
    found: dict[tuple[int, str], str] = {}
    labels: dict[str, str] = {}
    for column in columns:
        if place := role_of(column):
            key, label, role = place
            labels.setdefault(key, label)
            found.setdefault((list(labels).index(key), role), column.name)
    return assemble(found, tuple(labels.values()), "name")


def role_of(column: Column) -> tuple[str, str, str] | None:
    """(key, label, role) of a column whose name or label says its role."""
    if code := _code(column):
        return f"F{code[0]}", (code[2] and label_of(code[2])) or f"F{code[0]:02d}", code[1]
    return _role(column.name) or (_role(column.label) if column.label else None)


def _role(name: str) -> tuple[str, str, str] | None:
    for text in dict.fromkeys((unnumbered(name), name)):
        for role, pattern in _role_patterns():
            if match := pattern.match(text):
                label = match["label"].strip(" _-–:：.|")
                return _flat(label), _GROUP.sub("", label), role
    return None


@cache
def _role_patterns() -> list[tuple[str, re.Pattern[str]]]:
    """`Label_role`, `Label (role)`, then `role: Label`; single letters only where no word fits (`Vitamin D_fun`).

    Last words without anything between: `F01imp` behind a number, `functional1`, `DarkModeDysfunctional`. The side
    without the feature goes first: `not included` ends like `included`.
    """
    between, end = r"[\s_\-–:：.(（\[|/]+", r"[)）\]]?$"
    patterns = []
    for letters in (False, True):
        between = r"[_\-–:：.(（\[|/]+" if letters else between  # "Plan D" is a name.
        words = {role: _alternatives(word for word in headers()[role] if (len(word) == 1) is letters) for role in PAIR}
        roles = [role for role in ("dysfunctional", "functional", "importance") if words[role]]
        behind = [(role, rf"^(?P<label>.*?\S){between}(?:{words[role]}){end}") for role in roles]
        before = [(role, rf"^(?:{words[role]}){between}(?P<label>.*?\S){end}") for role in roles]
        patterns += [(role, re.compile(form, re.IGNORECASE | re.DOTALL)) for role, form in behind + before]
    patterns += [(role, re.compile(rf"^(?P<label>.*\d)(?:{_short(role)})$", re.IGNORECASE)) for role in PAIR]
    for role in ("dysfunctional", "functional"):
        patterns += [
            (role, re.compile(form, re.IGNORECASE))
            for form in (rf"^{role}(?P<label>\d+)$", rf"^(?P<label>.*\w){role}$")
        ]
    return patterns


def _short(role: str) -> str:
    """The abbreviations of a role that are told from the end of a word: `fun`, `dys`, `imp`."""
    return _alternatives(word for word in headers()[role] if word.isascii() and 3 <= len(word) <= 4 and word != "with")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
