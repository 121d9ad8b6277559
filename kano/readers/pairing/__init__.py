"""Which columns of a wide file belong together: by questionnaire, name, matrix, parallel text; by order at last."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from kano.answers import ANSWERS, Answer
from kano.errors import Finding
from kano.questionnaire import Questionnaire
from kano.readers.mapping import PairColumns
from kano.readers.pairing.checks import doubts
from kano.readers.pairing.codes import by_name, by_questionnaire, role_of
from kano.readers.pairing.found import Pairing, couples, named
from kano.readers.pairing.names import ASKED, feature_name, in_quotes, unnumbered
from kano.readers.pairing.parts import by_parts
from kano.readers.pairing.texts import by_text
from kano.readers.scales import coded, is_scored
from kano.readers.table import Column, Table
from kano.readers.wordings import BLANK, OPEN, is_blank, meaning, number, rating_of
from kano.wording import RATINGS

__all__ = ["Pairing", "answer_columns", "feature_name", "pair_columns"]

FEWEST_CODES = 4
"""A column of fewer options (`A1`, `A2`) is a question about the person: every answer of LimeSurvey is coded so."""

MOST_TEXTS = 30
"""Columns with more distinct texts than this, hardly any of them an answer, are what people wrote."""

MOST_WORDINGS = 12
"""Columns with more distinct texts than this hold no answers to choose from."""


def pair_columns(table: Table, questionnaire: Questionnaire | None) -> Pairing:
    """The most certain way that finds a pair; answer columns that it leaves alone become a question."""
    answers = answer_columns(table)
    found = _found(table, questionnaire, answers)
    found = replace(found, pairs=tuple(_with_importance(found.pairs, table)))
    said = {text for p in found.pairs for name in (p.functional, p.dysfunctional) for text in table[name].values}
    alone = [name for name in _unpaired(table, found) if name in answers or _asks(table[name], said, found)]
    questions = [*found.questions, *(doubts(found, table) if found.pairs else ())]
    if found.pairs and alone:
        questions.append(Finding("column-alone", values={"columns": "; ".join(alone)}))
    return replace(found, questions=tuple(questions), alone=tuple(alone))


def _found(table: Table, questionnaire: Questionnaire | None, answers: list[str]) -> Pairing:
    worded, scales = [table[name] for name in answers], _scales(table)
    ways: list[Callable[[], Pairing]] = [
        lambda: by_questionnaire(table.columns, questionnaire) if questionnaire else Pairing(),
        lambda: by_name([column for column in table.columns if _closed(column)]),
        lambda: _decided(by_parts(worded)),
        lambda: _unopposed(_by_text(worded, table), by_parts(worded)),
        lambda: by_parts(worded),
        lambda: _decided(by_parts(scales)),
        lambda: _unopposed(by_text(scales), by_parts(scales)),
        lambda: _for_most(by_text(_unknown(table)), table),
        lambda: _by_order(worded),
    ]
    for way in ways:
        if (found := way()).pairs:
            return found
    return Pairing()


def _decided(found: Pairing) -> Pairing:
    return Pairing() if found.questions else found


def _unopposed(found: Pairing, matrix: Pairing) -> Pairing:
    """Two features of a matrix may read like a pair, when one of them denies something: then nothing is found."""
    return found if not matrix.pairs or couples(found) <= couples(matrix) else Pairing()


def _by_text(worded: Sequence[Column], table: Table) -> Pairing:
    """Pairs of answer columns, and with them those that are asked and answered alike in words that nobody knows."""
    found, names = by_text(worded), {column.name for column in (*worded, *_unknown(table))}
    if not found.pairs or len(names) == len(worded):
        return found
    more = by_text([column for column in table.columns if column.name in names])
    return more if len(more.pairs) > len(found.pairs) else found


def _for_most(found: Pairing, table: Table) -> Pairing:
    """Questions in words nobody knows are pairs only where most of what is asked so finds a partner."""
    asked = sum(bool(ASKED.search(unnumbered(column.title))) for column in table.columns)
    return found if 2 * len(found.pairs) >= asked / 2 else Pairing()


def _with_importance(pairs: Sequence[PairColumns], table: Table) -> Iterator[PairColumns]:
    """The pairs, each with the rating that speaks of importance: the one that names the feature in quotes or brackets,
    else the one that stands right behind the pair.
    """
    names = list(table.names)
    taken = {name for pair in pairs for name in pair.names}
    rated = [column for column in table.columns if column.name not in taken and _rates(column)]
    features = {pair.feature for pair in pairs}
    of = {part: column.name for column in rated[::-1] for part in in_quotes(column.title) if part in features}
    free = {column.name for column in rated} - set(of.values())
    known = [pair.importance or of.get(pair.feature) for pair in pairs]
    behind = [rating or _behind(pair, names, free) for pair, rating in zip(pairs, known, strict=True)]
    # Where only some have a rating behind them, it may stand before the others.
    for pair, rating in zip(pairs, behind if all(behind) else known, strict=True):
        yield replace(pair, importance=rating)


def _behind(pair: PairColumns, names: Sequence[str], ratings: Collection[str]) -> str | None:
    """The one rating right behind the two columns of a pair; of several, as behind a matrix, nobody knows whose."""
    first, last = sorted((names.index(pair.functional), names.index(pair.dysfunctional)))
    following = names[last + 1 : last + 3]
    rated = [name in ratings for name in following]
    return following[0] if last - first == 1 and rated[:1] == [True] and sum(rated) == 1 else None


def _rates(column: Column) -> bool:
    """Whether a column holds ratings and speaks of importance; a rank or a number of things is none."""
    speaks = re.search("importan|wichtig|重要|중요", column.title, re.I)
    other = re.search(
        r"unimportan|unwichtig|不重要的|\brank|\brang|how many|wie viele|排序|排名|几个|幾個", column.title, re.I
    )
    return bool(speaks) and not other and _is_rating(column.counts)


def _is_rating(counts: dict[str, int]) -> bool:
    return all(rating_of(text) in RATINGS for text in counts if not is_blank(text))


def _unpaired(table: Table, found: Pairing) -> list[str]:
    used = {name for pair in found.pairs for name in pair.names}
    return [name for name in table.names if name not in used]


def answer_columns(table: Table) -> list[str]:
    """Columns in which at least half of what people wrote is a known answer."""
    return [column.name for column in table.columns if _known_share(column.counts) >= 0.5]


def _scales(table: Table) -> list[Column]:
    """Columns that hold nothing but the codes of a scale: answers as numbers, if their headers say so."""
    return [column for column in table.columns if column.filled and _is_scale(column.counts)]


def _is_scale(counts: dict[str, int]) -> bool:
    texts = [text for text in counts if not is_blank(text)]
    codes = [coded(text) for text in texts]
    if None in codes or not codes:
        return False
    found = {code for code in codes if code is not None}
    return max(found) - min(found) <= 4 or is_scored(texts)


def _closed(column: Column) -> bool:
    """Whether people chose what stands there, rather than wrote it."""
    texts = [text for text in column.values if coded(text) is None and not is_blank(text)]
    return len(texts) <= MOST_TEXTS or _known_share(column.counts) >= 0.5


def _unknown(table: Table) -> list[Column]:
    """Columns of a few texts that nobody knows, asked like a pair and answered in the words of another such column."""
    asked = [column for column in table.columns if _chosen(column) and ASKED.search(unnumbered(column.title))]
    return [column for column in asked if any(_same_words(column, other) for other in asked if other is not column)]


def _chosen(column: Column) -> bool:
    texts = [text for text in column.values if not is_blank(text)]
    return 1 <= len(texts) <= MOST_WORDINGS and not any(number(text) is not None for text in texts)


def _same_words(one: Column, other: Column) -> bool:
    ones, others = ({text for text in c.values if not is_blank(text)} for c in (one, other))
    return 2 * len(ones & others) >= min(len(ones), len(others))


def _asks(column: Column, said: set[str], found: Pairing) -> bool:
    """Whether a column that found no partner seems to hold answers all the same: it must not vanish in silence.

    It is numbered 1..5 under the name of a side, repeats a paired column, is asked like a pair, or holds the words
    that the paired columns hold.
    """
    given = {text: n for text, n in column.counts.items() if not is_blank(text)}
    if not given:
        return False
    if (role := role_of(column)) is not None and role[2] != "importance" and _is_scale(column.counts):
        return True
    again = re.fullmatch(r"(.*) \(\d+\)", column.name)
    paired = {name for pair in found.pairs for name in pair.names}
    if (again and again[1] in paired) or (len(given) <= MOST_WORDINGS and ASKED.search(unnumbered(column.title))):
        return True
    if len(given) < FEWEST_CODES and all(coded(text) is not None for text in given):
        return False
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


def _by_order(columns: Sequence[Column]) -> Pairing:
    """Neighbours, functional first: only ever a proposal."""
    couples = list(zip(columns[::2], columns[1::2], strict=False))
    pairs = named((feature_name(unnumbered(f.title), unnumbered(d.title)), f.name, d.name) for f, d in couples)
    if not pairs:
        return Pairing()
    question = Finding("pair-order", values={"first": pairs[0].functional, "second": pairs[0].dysfunctional})
    return Pairing(pairs, "order", (question,))
