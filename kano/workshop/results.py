"""From the rows of a room to a file that every reader of answers understands, and to a study of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Row

from kano.answers import ANSWERS
from kano.errors import Finding
from kano.forms.questions import questions
from kano.i18n import catalogue
from kano.questionnaire import Questionnaire
from kano.readers import Mapping, Table, open_table
from kano.readers.mapping import PairColumns
from kano.responses import Responses
from kano.study import Study
from kano.study import study as make_study
from kano.text import csv_cell
from kano.wording import answer_set
from kano.workshop.answers import speakers
from kano.workshop.filing import Taken, shuffled
from kano.workshop.privacy import Codes, hide_together
from kano.workshop.room import LEAST, Asks, Room

Rows = Sequence[Row[Any]]
WRITTEN = Mapping(encoding="utf-8-sig", delimiter=",")
"""How a file of answers is written, and therefore read."""


def people(room: Room, pairs: Rows) -> list[int]:
    """Who answered something, in an order that is neither that of their arrival nor that of another round."""
    return shuffled(speakers(pairs), room.id, pairs[0].round) if pairs else []


def responses(room: Room, pairs: Rows, who: Sequence[int] | None = None) -> Responses:
    """The pairs of these people, one row each in their order; pairs that were not asked or passed over are blank.

    So is a feature with fewer than five complete pairs (`withheld`).
    """
    who = people(room, pairs) if who is None else who
    place = {number: i for i, number in enumerate(who)}
    keys = room.questionnaire.keys()
    functional, dysfunctional = (np.zeros((len(who), len(keys)), dtype=np.int8) for _ in range(2))
    importance = np.full((len(who), len(keys)), np.nan)
    for row in (row for row in pairs if row.participant in place):
        at = place[row.participant], row.feature
        functional[at], dysfunctional[at] = row.functional, row.dysfunctional
        importance[at] = np.nan if row.importance is None else row.importance
    few = ((functional > 0) & (dysfunctional > 0)).sum(axis=0) < LEAST
    functional[:, few], dysfunctional[:, few], importance[:, few] = 0, 0, np.nan
    return Responses(keys, functional, dysfunctional, importance if room.options.importance else None)


def withheld(said: Responses) -> list[str]:
    """The features that nobody answered, or too few to be told of."""
    told: list[bool] = np.logical_or(said.functional.any(axis=0), said.dysfunctional.any(axis=0)).tolist()
    return [feature for feature, is_told in zip(said.features, told, strict=True) if not is_told]


def answers_csv(room: Room, pairs: Rows, profiles: Rows, lang: str) -> bytes:
    """A row per person, questions with their codes as columns, answers in words. Raises KanoError.

    Groups of fewer than five are blank in the questions about the person, by every combination of them: the first
    question keeps most. No person has a name, a number or a time.
    """
    who = people(room, pairs)
    said = responses(room, pairs, who)
    asked = _asked(room.questionnaire, room.options.importance, lang)
    words = ["", *answer_set(room.questionnaire.answer_set, lang)]
    labels = [["", *(option.label.get(lang, option.id) for option in s.options)] for s in room.questionnaire.segments]
    shown = _profiles(room, profiles, who, said)
    file = io.StringIO()
    sheet = csv.writer(file, quoting=csv.QUOTE_ALL)
    sheet.writerow(map(csv_cell, asked))
    for i in range(len(who)):
        about = [label[codes[i]] for label, codes in zip(labels, shown, strict=True)]
        sheet.writerow([*_pairs(said, i, words), *map(csv_cell, about)])
    return ("\ufeff" + file.getvalue()).encode()


def _pairs(said: Responses, i: int, words: list[str]) -> list[str]:
    cells: list[str] = []
    for f in range(len(said.features)):
        cells += [words[said.functional[i, f]], words[said.dysfunctional[i, f]]]
        if said.importance is not None:
            given = said.importance[i, f]
            cells.append("" if np.isnan(given) else f"{given:.0f}")
    return cells


def _asked(questionnaire: Questionnaire, importance: bool, lang: str) -> list[str]:
    return [q.title(lang) for q in questions(replace(questionnaire, importance=importance), [lang])]


def _profiles(room: Room, profiles: Rows, who: Sequence[int], said: Responses) -> list[Codes]:
    """What people said about themselves, without what would single anybody out."""
    return hide_together(_given(room, profiles, who), complete(said))


def _given(room: Room, profiles: Rows, who: Sequence[int]) -> list[Codes]:
    """(N,) options per question about the person, 0 for none."""
    place = {number: i for i, number in enumerate(who)}
    codes = [np.zeros(len(who), dtype=np.int64) for _ in room.questionnaire.segments]
    for row in (row for row in profiles if row.participant in place):
        codes[row.question][place[row.participant]] = row.option
    return codes


def reasons_csv(room: Room, pairs: Rows, lang: str) -> bytes:
    """What people wrote, by feature and sorted by its words: nobody's other answers stand beside it."""
    names = room.questionnaire.labels(lang)
    keys = room.questionnaire.keys()
    said = sorted((row.feature, row.why) for row in pairs if row.why)
    t = catalogue(lang)
    file = io.StringIO()
    sheet = csv.writer(file, quoting=csv.QUOTE_ALL)
    sheet.writerow([t("column.feature"), t("workshop.why")])
    for feature, why in said:
        sheet.writerow([csv_cell(names[keys[feature]]), csv_cell(why)])
    return ("\ufeff" + file.getvalue()).encode()


def study(taken: Taken, turn: int, lang: str) -> Study:
    """The round as a study, read from its file; the columns are ours, so nothing is in doubt. Raises KanoError."""
    room, t = taken.room, catalogue(lang)
    name = t(f"workshop.file-{room.options.asks}", code=room.code, round=turn)
    asked = room.spoken(lang)
    table = open_table(answers_csv(room, taken.pairs, taken.profiles, asked), f"{name}.csv", WRITTEN)
    made = make_study(table, _mapping(room, table, asked), room.questionnaire)
    keys = room.questionnaire.keys()
    reasons = tuple(sorted((keys[row.feature], row.why) for row in taken.pairs if row.why))
    return replace(made, findings=(*made.findings, *remarks(taken, lang)), reasons=reasons)


def remarks(taken: Taken, lang: str) -> tuple[Finding, ...]:
    """Whose answers a file of a round holds, and what of them it does not."""
    who = people(taken.room, taken.pairs)
    said = responses(taken.room, taken.pairs, who)
    return (
        *of_people(taken),
        *_withheld(taken.room, said, lang),
        *_blanked(taken, who, said, lang),
        *_unasked(taken.room, said),
    )


def of_people(taken: Taken) -> tuple[Finding, ...]:
    """Whose answers they are, and how many people are not in them."""
    guessed = [Finding("workshop-guessed")] if taken.room.options.asks is Asks.CUSTOMERS else []
    values = {"n": taken.left_out, "least": LEAST}
    return *guessed, *([Finding("workshop-left-out", values=values)] if taken.left_out else [])


def _withheld(room: Room, said: Responses, lang: str) -> Iterator[Finding]:
    if few := withheld(said):
        names = room.questionnaire.labels(lang)
        yield Finding("workshop-withheld", values={"features": "; ".join(names[key] for key in few), "least": LEAST})


def _blanked(taken: Taken, who: Sequence[int], said: Responses, lang: str) -> Iterator[Finding]:
    """The questions about the person of which answers are blank: as many as whoever has the file can count."""
    given, shown = _given(taken.room, taken.profiles, who), _profiles(taken.room, taken.profiles, who, said)
    for asked, before, after in zip(taken.room.questionnaire.segments, given, shown, strict=True):
        if (before != after).any():
            question = asked.question.get(lang) or next(iter(asked.question.values()))
            values = {"question": question, "n": int((after == 0).sum()), "all": len(who), "least": LEAST}
            yield Finding("workshop-blanked", values=values)


def _unasked(room: Room, said: Responses) -> Iterator[Finding]:
    """Of a room that asks each person some pairs only: a blank pair is seldom one that somebody passed over."""
    if every := len(said.features) - room.asked:
        unasked, blank = every * len(said), int((~complete(said)).sum())
        values = {"blank": blank, "unasked": unasked, "rest": blank - unasked}
        yield Finding("workshop-unasked", values={**values, "asked": room.asked, "all": len(said.features)})


def complete(said: Responses) -> npt.NDArray[np.bool_]:
    """(N, F): who answered both questions."""
    return np.asarray((said.functional > 0) & (said.dysfunctional > 0))


def _mapping(room: Room, table: Table, lang: str) -> Mapping:
    """What the columns of `answers_csv` mean, by their places. A question needs two answers to split by."""
    keys, each = room.questionnaire.keys(), 3 if room.options.importance else 2
    pairs = tuple(PairColumns(key, *table.names[each * i : each * (i + 1)]) for i, key in enumerate(keys))
    words = zip(answer_set(room.questionnaire.answer_set, lang), map(str, ANSWERS), strict=True)
    about = tuple(name for name in table.names[each * len(keys) :] if len({*table[name].values} - {""}) > 1)
    return replace(WRITTEN, pairs=pairs, answers=dict(words), segments=about)
