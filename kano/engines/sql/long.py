"""A row per person and feature, or per side of it: people are put together in the database, and counted there."""

from __future__ import annotations

from dataclasses import dataclass, field

from kano.engines.cells import text_of
from kano.engines.meaning import Meaning
from kano.engines.sql.rows import Rows, Step
from kano.engines.tally import EVERYONE, Sums, Tally
from kano.errors import KanoError
from kano.readers.mapping import PAIR, SIDES
from kano.readers.spread import side_of

STEPS = 7


@dataclass
class Long:
    """A long source. `sides` are the raw cells by the side that they name, when answers stand below each other."""

    rows: Rows
    sides: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        roles = self.rows.asked.long
        self.person, self.feature = self.rows.column(roles["respondent"]), self.rows.column(roles["feature"])
        self.roles = {role: self.rows.column(name) for role, name in roles.items()}
        self.about = [self.rows.question(name) for name in self.rows.asked.questions]

    @property
    def is_spread(self) -> bool:
        return "side" in self.roles

    @property
    def given(self) -> list[str]:
        """What people said of a feature, as far as it was asked."""
        return [part for part in PAIR if part in (self.sides if self.is_spread else self.roles) or part in SIDES]

    def source(self, part: str) -> str:
        """The column in which a part stands."""
        return self.rows.asked.long["answer" if self.is_spread else part]

    @property
    def inner(self) -> str:
        roles = self.rows.asked.long
        return self.rows.inner([roles["respondent"], roles["feature"], *self.rows.asked.by])

    @property
    def cells(self) -> str:
        """A row per person and feature."""
        if not self.is_spread:
            made = ", ".join(f"{self.roles[part]} AS {part}" for part in self.given)
            return f"SELECT {self.person} AS person, {self.feature} AS feature, {made} FROM ({self.inner}) AS r"
        side, answer = self.roles["side"], self.roles["answer"]
        parts = [
            f"MAX(CASE WHEN {side} IN ({', '.join(self.sides.get(part, ['NULL']))}) THEN {answer} END) AS {part}"
            for part in self.given
        ]
        wanted = f"SELECT {self.person} AS person, {self.feature} AS feature, {', '.join(parts)}"
        return f"{wanted} FROM ({self.inner}) AS r GROUP BY {self.person}, {self.feature}"

    @property
    def people(self) -> str:
        """A row per person."""
        about = [*self.about, *(["w"] if self.rows.is_weighed else [])]
        made = "".join(f", MAX({name}) AS {name}" for name in about)
        return f"SELECT {self.person} AS person{made} FROM ({self.inner}) AS r GROUP BY {self.person}"

    @property
    def joined(self) -> str:
        """The cells, with what stands about their person."""
        about = [*self.about, *(["w"] if self.rows.is_weighed else [])]
        if not about:
            return self.cells
        made = "".join(f", p.{name}" for name in about)
        return f"SELECT c.*{made} FROM ({self.cells}) AS c JOIN ({self.people}) AS p ON c.person = p.person"


def count(rows: Rows, meaning: Meaning, step: Step) -> Tally:
    """The tally of a long source. Raises KanoError."""
    tally, long = Tally(), Long(rows)
    rows.check(tally)
    _filled(long)
    step()
    _sides(long)
    step()
    _once(long)
    step()
    _alike(long)
    step()
    people = _people(long, tally)
    step()
    _cells(long, people, tally)
    step()
    _silence(long, meaning, tally)
    step()
    return tally


def _filled(long: Long) -> None:
    """Raises KanoError when nobody knows whose answer a row is, or about what."""
    blank = ", ".join(f"COUNT(*) FILTER (WHERE {name} IS NULL)" for name in (long.person, long.feature))
    found = long.rows.database.one(f"SELECT {blank} FROM ({long.inner}) AS r") or ()
    for role, n in zip(("respondent", "feature"), found, strict=False):
        if n:
            raise KanoError("long-blank", column=long.rows.asked.long[role], n=int(n))


def _sides(long: Long) -> None:
    """Finds the cells of each side. Raises KanoError when one names none."""
    if not long.is_spread:
        return
    rows, unknown = long.rows, dict[str, None]()
    name = rows.asked.long["side"]
    for group in rows.database.grouped([(long.roles["side"],)], long.inner, False):
        text = rows.texts[name](group.values[0])
        side = side_of(text)
        if side is None:
            unknown[text] = None
        else:
            long.sides.setdefault(side, []).append(rows.database.value(group.values[0]))
    if unknown:
        raise KanoError("side-unknown", column=name, cells=", ".join(f"“{text}”" for text in unknown))


def _once(long: Long) -> None:
    """Raises KanoError when somebody answered a feature twice."""
    keys = f"{long.person}, {long.feature}"
    if long.is_spread:
        places = " ".join(f"WHEN {long.roles['side']} IN ({', '.join(s)}) THEN '{n}'" for n, s in long.sides.items())
        keys += f", CASE {places} END"
    wanted = f"SELECT {long.person}, {long.feature} FROM ({long.inner}) AS r GROUP BY {keys} HAVING COUNT(*) > 1"
    if found := long.rows.database.one(f"{wanted} LIMIT 1"):
        raise KanoError("answered-twice", respondent=text_of(found[0]), feature=text_of(found[1]))


def _alike(long: Long) -> None:
    """Raises KanoError when the rows of a person say different things about him."""
    rows = long.rows
    about = dict(zip(rows.asked.questions, long.about, strict=True))
    if rows.asked.weight:
        rows.check_weights(blank=False)
        about[rows.asked.weight] = "w"
    if not about:
        return
    differing = [f"MIN({short}) <> MAX({short})" for short in about.values()]
    wanted = f"SELECT {long.person}, {', '.join(differing)} FROM ({long.inner}) AS r GROUP BY {long.person}"
    if found := rows.database.one(f"{wanted} HAVING {' OR '.join(differing)} LIMIT 1"):
        column = next(name for name, differs in zip(about, found[1:], strict=True) if differs)
        raise KanoError("profile-differs", respondent=text_of(found[0]), column=column)


def _people(long: Long, tally: Tally) -> dict[tuple[str, str], Sums]:
    """By question and segment, put down; and with their weights. Raises KanoError when somebody has none."""
    rows, found = long.rows, dict[tuple[str, str], Sums]()
    if rows.is_weighed:
        lacking = rows.database.one(f"SELECT COUNT(*) FROM ({long.people}) AS p WHERE w IS NULL") or (0,)
        if lacking[0]:
            rows.refuse_weights({"": int(lacking[0])})
    sets = [rows.by(question) for question in rows.questions]
    for group in rows.database.grouped(sets, long.people, rows.is_weighed):
        question = rows.questions[group.place]
        for key in _places(rows, question, rows.segment(question, group.values)):
            found[key] = _plus(found.get(key, (0, 0, 0)), group.sums)
    tally.people = {key: sums[0] for key, sums in found.items()}
    return found


def _places(rows: Rows, question: str, segment: str) -> list[tuple[str, str]]:
    return [(question, segment), (EVERYONE, "")] if rows.is_everyone(question) else [(question, segment)]


def _plus(first: Sums, second: Sums, sign: int = 1) -> Sums:
    return first[0] + sign * second[0], first[1] + sign * second[1], first[2] + sign * second[2]


def _cells(long: Long, people: dict[tuple[str, str], Sums], tally: Tally) -> None:
    rows = long.rows
    asked = [(question, False) for question in rows.questions]
    asked += [(question, True) for question in rows.questions if "importance" in long.given]
    sets = [(*rows.by(q), "feature", *(["importance"] if rated else SIDES)) for q, rated in asked]
    seen = dict[tuple[str, str, str], Sums]()
    for group in rows.database.grouped(sets, long.joined, rows.is_weighed):
        question, rated = asked[group.place]
        values = group.values[len(rows.by(question)) :]
        feature = rows.texts[rows.asked.long["feature"]](values[0])
        parts = ["importance"] if rated else SIDES
        cells = [rows.texts[long.source(part)](value) for part, value in zip(parts, values[1:], strict=True)]
        for place in _places(rows, question, rows.segment(question, group.values)):
            if rated:
                key = (*place, feature, cells[0])
                tally.ratings[key] = tally.ratings.get(key, 0) + group.sums[0]
            else:
                tally.put((*place, feature, cells[0], cells[1]), group.sums)
                seen[(*place, feature)] = _plus(seen.get((*place, feature), (0, 0, 0)), group.sums)
    _absent(people, seen, tally)


def _absent(people: dict[tuple[str, str], Sums], seen: dict[tuple[str, str, str], Sums], tally: Tally) -> None:
    """Who has no row of a feature gave no answer to it."""
    for feature in {key[2] for key in seen}:
        for place, sums in people.items():
            lacking = _plus(sums, seen.get((*place, feature), (0, 0, 0)), -1)
            if lacking[0]:
                tally.put((*place, feature, "", ""), lacking)


def _silence(long: Long, meaning: Meaning, tally: Tally) -> None:
    """Who gave no answer at all, and the most complete pairs of one person."""
    rows = long.rows
    silent = [_is_silent(long, meaning, side) for side in SIDES]
    complete = f"SUM(CASE WHEN {' OR '.join(silent)} THEN 0 ELSE 1 END)"
    given = f"MAX(CASE WHEN {' AND '.join(silent)} THEN 0 ELSE 1 END)"
    people = f"SELECT person, {given} AS given, {complete} AS complete FROM ({long.cells}) AS c GROUP BY person"
    wanted = f"SELECT COUNT(*) FILTER (WHERE given = 0), MAX(complete) FROM ({people}) AS p"
    found = rows.database.one(wanted) or (0, 0)
    tally.silent, tally.most_pairs = int(found[0]), int(found[1] or 0)


def _is_silent(long: Long, meaning: Meaning, side: str) -> str:
    known = long.rows.texts[long.source(side)].known
    return long.rows.database.is_silent(side, [v for v, text in known.items() if meaning.is_silent(side, text)])
