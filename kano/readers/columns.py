"""Which columns of a wide file belong together: by questionnaire, by name, by parallel text, by order at last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kano.answers import ANSWERS, Answer
from kano.errors import Finding
from kano.language import negations
from kano.lint import PARALLEL, likeness
from kano.questionnaire import Questionnaire
from kano.readers.mapping import PairColumns
from kano.readers.table import Column, Table, unique
from kano.readers.wordings import BLANK, IMPORTANCE, OPEN, headers, is_blank, meaning, number, rating_of
from kano.wording import importance_question

_CODE = re.compile(r"^F(\d{1,3})\s*([abi])\b[\s.:：、]*(.*)$", re.IGNORECASE | re.DOTALL)
_LETTER = {"a": "functional", "b": "dysfunctional", "i": "importance"}
_ROLES = ("functional", "dysfunctional", "importance")
_FEEL = r"how (?:would|do) you feel"
_ASKED = re.compile(rf"^\W*if\s|^\W*(?:如果|假如|若)|{_FEEL}|您的感受|您的感觉|您的感覺", re.I)
"""What a question of a pair sounds like; "When did you visit?" does not."""

_IF = rf"^\W*(?:{_FEEL} )?(?:if|when|with|without|如果|假如|若|当|當|假設|假设)\s*[,，]?\s*"
_HOW = rf"\s*(?:[,，:：—-]?\s*{_FEEL}.*|[,，]\s*(?:您|你)?(?:的感受|的感觉|的感覺|会|會|觉得|覺得).*)$"


@dataclass(frozen=True)
class Pairing:
    """Pairs, how they were found, and what only the user can say about them."""

    pairs: tuple[PairColumns, ...]
    how: str
    questions: tuple[Finding, ...] = ()


def pair_columns(table: Table, questionnaire: Questionnaire | None) -> Pairing:
    """The most certain way that finds a pair; answer columns that it leaves alone become a question."""
    answers = answer_columns(table)
    found = _by_questionnaire(table.names, questionnaire) if questionnaire else Pairing((), "")
    if not found.pairs:
        found = _by_name(table.names)
    if not found.pairs:
        found = _by_text(answers) or _by_text(_scales(table)) or _by_order(answers)
    said = {text for p in found.pairs for name in (p.functional, p.dysfunctional) for text in table[name].values}
    alone = [name for name in _unpaired(table, found) if name in answers or _asks(table[name], said, found)]
    found = replace(found, pairs=tuple(_with_importance(found.pairs, table)))
    if not found.pairs or not alone:
        return found
    return replace(found, questions=(*found.questions, Finding("column-alone", values={"columns": "; ".join(alone)})))


def _with_importance(pairs: Sequence[PairColumns], table: Table) -> Iterator[PairColumns]:
    """The pairs, each with the rating column that stands right behind it and speaks of importance."""
    names = list(table.names)
    taken = {name for pair in pairs for name in pair.names}
    for pair in pairs:
        after = max(names.index(pair.functional), names.index(pair.dysfunctional)) + 1
        following = names[after] if after < len(names) else ""
        named = following not in taken and re.search("important|importance|重要", following, re.I)
        is_rating = named and _is_rating(table[following].counts)
        yield replace(pair, importance=following) if is_rating and pair.importance is None else pair


def _is_rating(counts: dict[str, int]) -> bool:
    return all(rating_of(text) in IMPORTANCE for text in counts if not is_blank(text))


def _unpaired(table: Table, found: Pairing) -> list[str]:
    used = {name for pair in found.pairs for name in pair.names}
    return [name for name in table.names if name not in used]


def answer_columns(table: Table) -> list[str]:
    """Columns in which at least half of what people wrote is a known answer."""
    return [column.name for column in table.columns if _known_share(column.counts) >= 0.5]


def _scales(table: Table) -> list[str]:
    """Columns that hold nothing but 1..5: answers as numbers, if their headers say so."""
    return [column.name for column in table.columns if column.filled and _is_scale(column.counts)]


def _is_scale(counts: dict[str, int]) -> bool:
    return all(number(text) in range(1, 6) for text in counts if not is_blank(text))


def _asks(column: Column, said: set[str], found: Pairing) -> bool:
    """Whether a column that found no partner seems to hold answers all the same: it must not vanish in silence.

    It is numbered 1..5 under the name of a side, repeats a paired column, is asked like a pair, or holds the words
    that the paired columns hold.
    """
    given = {text: n for text, n in column.counts.items() if not is_blank(text)}
    if not given:
        return False
    if _role(column.name) is not None and _is_scale(column.counts):
        return True
    again = re.fullmatch(r"(.*) \(\d+\)", column.name)
    paired = {name for p in found.pairs for name in (p.functional, p.dysfunctional)}
    if (again and again[1] in paired) or _ASKED.search(column.name):
        return True
    words = sum(n for text, n in given.items() if text in said and number(text) is None)
    return words >= sum(given.values()) / 2


def _known_share(counts: dict[str, int]) -> float:
    """Share of known wordings; bare letters only count when there is nothing but L E N W D (Y/N is no answer)."""
    given = {text: n for text, n in counts.items() if not is_blank(text)}
    letters = {text for text in given if text in tuple(ANSWERS)}
    if letters and not (letters == set(given) and letters & {Answer.LIKE, Answer.DISLIKE}):
        return 0.0
    known = sum(n for text, n in given.items() if number(text) is None and meaning(text) not in (BLANK, OPEN))
    return known / sum(given.values()) if given else 0.0


def _flat(text: str) -> str:
    return re.sub(r"(?<!\d)[\W_]+|[\W_]+(?!\d)", "", text.casefold())


def _by_questionnaire(names: Sequence[str], questionnaire: Questionnaire) -> Pairing:
    """Our own forms: a column is titled with the question, its code, or `name_role`."""
    known = _titles(questionnaire)
    found: dict[tuple[int, str], str] = {}
    bare = []
    for name in names:
        code = _CODE.match(name)
        place = known.get(_flat(name)) or (code and known.get(_flat(code[3])))
        if place is None and code and not code[3] and int(code[1]) <= len(questionnaire.features):
            place = int(code[1]) - 1, _LETTER[code[2].lower()]
            bare.append(int(code[1]) - 1)
        if place:
            found.setdefault(place, name)
    pairing = _assemble(found, questionnaire.keys(), "questionnaire")
    if not bare:
        return pairing
    ends = [f"F{i + 1:02d} = {questionnaire.keys()[i]}" for i in (min(bare), max(bare))]
    return replace(pairing, questions=(Finding("pair-codes", values={"first": ends[0], "last": ends[1]}),))


def _titles(questionnaire: Questionnaire) -> dict[str, tuple[int, str]]:
    """What a column may be called: (place of the feature, role). A name goes before the id of another feature."""
    known: dict[str, tuple[int, str]] = {}
    for i, feature in enumerate(questionnaire.features):
        for lang in feature.functional:
            asked = importance_question(questionnaire.name(feature, lang), lang)
            texts = feature.functional[lang], feature.dysfunctional[lang], asked
            known |= {_flat(text): (i, role) for text, role in zip(texts, _ROLES, strict=True)}
        known |= {_flat(f"{name} {role}"): (i, role) for name in feature.name.values() for role in _ROLES}
    for i, feature in enumerate(questionnaire.features):
        for role in _ROLES:
            known.setdefault(_flat(f"{feature.id} {role}"), (i, role))
    return known


def _by_name(names: Sequence[str]) -> Pairing:
    """`F01a Question`, `Name_functional`, `functional: Name`, `Name（正向题）` and the like."""
    found: dict[tuple[int, str], str] = {}
    labels: dict[str, str] = {}
    for name in names:
        if place := _role(name):
            key, label, role = place
            labels.setdefault(key, label)
            found.setdefault((list(labels).index(key), role), name)
    return _assemble(found, tuple(labels.values()), "name")


def _role(name: str) -> tuple[str, str, str] | None:
    """(key, label, role) of a header that says its role."""
    if code := _CODE.match(name):
        return f"F{int(code[1])}", _label(code[3]) or f"F{code[1]}", _LETTER[code[2].lower()]
    for role, pattern in _role_patterns():
        if match := pattern.match(name):
            label = match["label"].strip(" _-–:：.|")
            return _flat(label), label, role
    return None


@cache
def _role_patterns() -> list[tuple[str, re.Pattern[str]]]:
    """`Label_role`, `Label (role)`, then `role: Label`; single letters only where no word fits (`Vitamin D_fun`)."""
    between, end = r"[\s_\-–:：.(（\[|]+", r"[)）\]]?$"
    patterns = []
    for letters in (False, True):
        words = {
            role: _alternatives(word for word in headers()[role] if (len(word) == 1) is letters) for role in _ROLES
        }
        behind = [(role, rf"^(?P<label>.*?\S){between}(?:{words[role]}){end}") for role in _ROLES]
        before = [(role, rf"^(?:{words[role]}){between}(?P<label>.*?\S){end}") for role in _ROLES]
        patterns += [(role, re.compile(form, re.IGNORECASE | re.DOTALL)) for role, form in behind + before]
    return patterns


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _assemble(found: dict[tuple[int, str], str], labels: Sequence[str], how: str) -> Pairing:
    pairs = []
    for i, label in enumerate(unique(labels)):
        functional, dysfunctional, importance = (found.get((i, role)) for role in _ROLES)
        if functional and dysfunctional:
            pairs.append(PairColumns(label, functional, dysfunctional, importance))
    return Pairing(tuple(pairs), how)


def _by_text(names: Sequence[str]) -> Pairing | None:
    """Each question with a negation finds the one question that says the same without one."""
    plain = [name for name in names if not negations(name)]
    denied = [name for name in names if negations(name)]
    if not plain or not denied:
        return None
    best = {d: max(plain, key=lambda p: likeness(p, d)) for d in denied}
    if len(set(best.values())) < len(denied) or any(likeness(p, d) < PARALLEL for d, p in best.items()):
        return None
    swapped = [p for d, p in best.items() if names.index(d) < names.index(p)]
    labels = unique([feature_name(p, d) for d, p in best.items()])
    pairs = tuple(PairColumns(label, p, d) for label, (d, p) in zip(labels, best.items(), strict=True))
    questions = (Finding("pair-reversed", values={"columns": "; ".join(swapped)}),) if swapped else ()
    return Pairing(pairs, "text", questions)


def _by_order(names: Sequence[str]) -> Pairing:
    """Neighbours, functional first: only ever a proposal."""
    couples = list(zip(names[::2], names[1::2], strict=False))
    labels = unique([feature_name(first, second) for first, second in couples])
    pairs = tuple(PairColumns(label, *couple) for label, couple in zip(labels, couples, strict=True))
    if not pairs:
        return Pairing((), "order")
    question = Finding("pair-order", values={"first": pairs[0].functional, "second": pairs[0].dysfunctional})
    return Pairing(pairs, "order", (question,))


def feature_name(functional: str, dysfunctional: str) -> str:
    """What two questions are about: the part in quotes or brackets that they share, else the bare statement."""
    for part in re.findall(r"[“「『\[\"]([^”」』\]\"]+)[”」』\]\"]", functional):
        if part in dysfunctional:
            return str(part)
    return _label(functional)


def _label(question: str) -> str:
    quoted = re.search(r"[“「『\[]([^”」』\]]+)[”」』\]]", question)
    bare = quoted[1] if quoted else re.sub(_HOW, "", re.sub(_IF, "", question, flags=re.I), flags=re.I)
    return bare.strip(" ?？。.") or question
