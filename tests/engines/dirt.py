"""Random tables with the dirt of real ones, and what must come of them, counted in plain Python one cell at a time.

`wide`, `long` and `spread` make the same table from the same seed. Every engine is held against `expected`, and
`counted` brings a tally into its form.
"""

from __future__ import annotations

import csv
import datetime
import io
import math
import random
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kano.engines.asked import Asked, asked
from kano.engines.meaning import Meaning
from kano.engines.tally import EVERYONE, Tally
from kano.readers import Layout, Mapping
from kano.readers.mapping import PairColumns

CODES = {"1": "L", "2": "E", "3": "N", "4": "W", "5": "D"}
WORDS = {
    **{"I like it": "L", "I expect it": "E", "I am neutral": "N", "I can tolerate it": "W", "I dislike it": "D"},
    **{"我很喜欢": "L", "它理应如此": "E", "无所谓": "N", "勉强接受": "W", "我很不喜欢": "D"},
    **{"Délicieux, “vraiment”": "L", "x\"y'; --": "D", "tab and line": "N"},
}
NOTHING = {"": "", "N/A": "", "-": "", "skip": ""}
SIDED = {"yes": ("L", "D"), "no": ("D", "L")}
"""What means one thing of a feature and another of its absence."""

LEFT = {"status": ("Survey Preview", "Test, 测试")}
CITIES = ["Berlin", "Köln", "São Paulo", "上海", "Oslo, N", 'The "Hague"', "", "Rome\nIT", "x" * 40, "0", "false"]
"""Köln is written in one way or the other: both are one name."""

Key = tuple[str, str, int, int]
Sums = tuple[int, int, int]


def tidy(text: str) -> str:
    """A cell as it is counted."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\x00", " ")).split())


@dataclass(frozen=True)
class Dirty:
    """`columns` are the raw texts by name, `mapping`, `by`, `date` and `weight` what is asked of them."""

    columns: dict[str, list[str]]
    mapping: Mapping
    by: tuple[str, ...]
    date: str | None
    weight: str | None
    seed: int

    @property
    def asked(self) -> Asked:
        return asked(self.mapping, self.by, self.date, self.weight, tuple(self.columns))

    @property
    def rows(self) -> list[dict[str, str]]:
        """Those that are not left out."""
        every = [dict(zip(self.columns, row, strict=True)) for row in zip(*self.columns.values(), strict=True)]
        return [row for row in every if not _is_left_out(row, self.mapping)]

    @property
    def left(self) -> dict[str, int]:
        return {
            name: sum(tidy(text) in values for text in self.columns[name])
            for name, values in self.mapping.rows_left_out.items()
        }

    @property
    def features(self) -> list[str]:
        """Raw, in the order of the mapping, or as they first stand in a long table."""
        if self.mapping.pairs:
            return [pair.feature for pair in self.mapping.pairs]
        return list(dict.fromkeys(tidy(row[self.mapping.columns["feature"]]) for row in self.rows))

    def persons(self) -> list[_Person]:
        if self.mapping.layout is Layout.WIDE:
            return [self._wide(row) for row in self.rows]
        people: dict[str, list[dict[str, str]]] = {}
        for row in self.rows:
            people.setdefault(tidy(row[self.mapping.columns["respondent"]]), []).append(row)
        return [self._long(rows) for rows in people.values()]

    def _wide(self, row: dict[str, str]) -> _Person:
        cells = {
            pair.feature: (
                tidy(row[pair.functional]),
                tidy(row[pair.dysfunctional]),
                tidy(row[pair.importance]) if pair.importance else "",
            )
            for pair in self.mapping.pairs
        }
        return self._person(cells, [row])

    def _long(self, rows: list[dict[str, str]]) -> _Person:
        columns, cells = self.mapping.columns, {name: ["", "", ""] for name in self.features}
        sides = ("functional", "dysfunctional", "importance")
        for row in rows:
            cell = cells[tidy(row[columns["feature"]])]
            if "side" in columns:
                cell[("with", "without").index(tidy(row[columns["side"]]).casefold())] = tidy(row[columns["answer"]])
            else:
                cell[:] = [tidy(row[columns[side]]) if side in columns else "" for side in sides]
        return self._person({name: (c[0], c[1], c[2]) for name, c in cells.items()}, rows)

    def _person(self, cells: dict[str, tuple[str, str, str]], rows: list[dict[str, str]]) -> _Person:
        def first(name: str) -> str:
            return next((tidy(row[name]) for row in rows if tidy(row[name])), "")

        segments = {EVERYONE: "", **{name: first(name) for name in self.by}}
        if self.date:
            segments[self.date] = first(self.date)[:10].strip()
        return _Person(cells, segments, math.floor(float(first(self.weight)) * 10_000 + 0.5) if self.weight else 0)

    def expected(self) -> dict[str, dict[Key, Sums]]:
        """By question from segment, feature and the codes 0..5 of both sides to people, weights and their squares."""
        made: dict[str, dict[Key, Sums]] = {}
        for person in self.persons():
            for question, segment in person.segments.items():
                for name, (functional, dysfunctional, _) in person.cells.items():
                    key = segment, name, code(functional, 0), code(dysfunctional, 1)
                    n, k, squares = made.setdefault(question, {}).get(key, (0, 0, 0))
                    made[question][key] = n + 1, k + person.weight, squares + person.weight**2
        return made

    @property
    def ratings(self) -> dict[tuple[str, str, str], tuple[int, int, int]]:
        """By question, segment and feature: how many rated, the sum of the ratings and of their squares."""
        made: dict[tuple[str, str, str], tuple[int, int, int]] = {}
        for person in self.persons():
            for question, segment in person.segments.items():
                for name, (_, _, text) in person.cells.items():
                    if text:
                        n, total, squares = made.get((question, segment, name), (0, 0, 0))
                        made[question, segment, name] = n + 1, total + int(text), squares + int(text) ** 2
        return made

    @property
    def people(self) -> dict[tuple[str, str], int]:
        """By question and segment."""
        made: dict[tuple[str, str], int] = {}
        for person in self.persons():
            for key in person.segments.items():
                made[key] = made.get(key, 0) + 1
        return made

    @property
    def silent(self) -> int:
        return sum(all(not code(f, 0) and not code(d, 1) for f, d, _ in p.cells.values()) for p in self.persons())

    @property
    def most_pairs(self) -> int:
        complete = (sum(bool(code(f, 0) and code(d, 1)) for f, d, _ in p.cells.values()) for p in self.persons())
        return max(complete, default=0)

    def write_csv(self, path: Path, **how: Any) -> Path:
        path.write_bytes(self.csv(**how))
        return path

    def csv(
        self,
        delimiter: str = ",",
        encoding: str = "utf-8",
        end: str = "\n",
        quote_all: bool = False,
        blank_lines: bool = True,
        names: list[str] | None = None,
    ) -> bytes:
        """The bytes of a file, with lines and rows in which nothing stands strewn in; `names` are another order."""
        out, draw = io.StringIO(newline=""), random.Random(self.seed)
        quoting = csv.QUOTE_ALL if quote_all or end == "\r" else csv.QUOTE_MINIMAL
        writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
        header = names or list(self.columns)
        writer.writerow(header)
        for row in zip(*(self.columns[name] for name in header), strict=True):
            if blank_lines and draw.random() < 0.05:
                out.write(end if draw.random() < 0.5 else delimiter * (len(header) - 1) + end)
            writer.writerow(row)
        return out.getvalue().encode(encoding)

    def write_parquet(self, path: Path, typed: bool = True, names: list[str] | None = None, **how: Any) -> Path:
        """`typed` columns of whole numbers, weights and days are such, at random of one width or another."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        draw = random.Random(self.seed)
        arrays = {name: _array(self.columns[name], draw, typed, name == self.weight) for name in names or self.columns}
        pq.write_table(pa.table(arrays), path, **how)
        return path


@dataclass(frozen=True)
class _Person:
    """`cells` by feature: functional, dysfunctional, importance."""

    cells: dict[str, tuple[str, str, str]]
    segments: dict[str, str]
    weight: int


def code(text: str, side: int) -> int:
    """0..5 for none, L, E, N, W, D."""
    if text in SIDED:
        return "-LENWD".index(SIDED[text][side])
    letter = NOTHING.get(text, CODES.get(text, WORDS.get(text)))
    assert letter is not None, text
    return "-LENWD".index(letter) if letter else 0


def counted(tally: Tally, mapping: Mapping) -> dict[str, dict[Key, Sums]]:
    """A tally in the form of `Dirty.expected`."""
    codes, _ = Meaning(mapping).codes(tally)
    made: dict[str, dict[Key, Sums]] = {}
    for (question, segment, feature, functional, dysfunctional), sums in tally.cells.items():
        key = segment, feature, codes["functional"][functional], codes["dysfunctional"][dysfunctional]
        before = made.setdefault(question, {}).get(key, (0, 0, 0))
        made[question][key] = before[0] + sums[0], before[1] + sums[1], before[2] + sums[2]
    return made


def rated(tally: Tally) -> dict[tuple[str, str, str], tuple[int, int, int]]:
    """The ratings of a tally in the form of `Dirty.ratings`."""
    made: dict[tuple[str, str, str], tuple[int, int, int]] = {}
    for (question, segment, feature, text), n in tally.ratings.items():
        if text:
            before = made.get((question, segment, feature), (0, 0, 0))
            made[question, segment, feature] = tuple(b + n * int(text) ** power for power, b in enumerate(before))  # type: ignore[assignment]
    return made


def wide(seed: int, rows: int | None = None, features: int | None = None) -> Dirty:
    """A row per person."""
    draw = random.Random(seed)
    n = draw.randint(1, 60) if rows is None else rows
    names = _features(draw, features)
    columns = {"id": [str(i) for i in range(n)], 'comment, "free"': [_comment(draw) for _ in range(n)]}
    pairs = []
    for i, name in enumerate(names):
        pool, rating = _pool(draw), draw.random() < 0.3
        for side in ("+", "-"):
            columns[f"f{i}{side}"] = [_answer(draw, pool) for _ in range(n)]
        if rating:
            columns[f"f{i}!"] = [draw.choice(["", "1", "5", "9"]) for _ in range(n)]
        pairs.append(PairColumns(name, f"f{i}+", f"f{i}-", f"f{i}!" if rating else None))
    about = _about(draw, n)
    mapping = _mapping({**columns, **about}, pairs=tuple(pairs))
    return _dirty(_shuffled(draw, {**columns, **about}), mapping, about, seed)


def long(seed: int, people: int | None = None) -> Dirty:
    """A row per person and feature, not of each: in no order."""
    return _of_rows(seed, people, _pair_rows, {side: side for side in ("functional", "dysfunctional")})


def spread(seed: int, people: int | None = None) -> Dirty:
    """A row per person, feature and side."""
    return _of_rows(seed, people, _side_rows, {"side": "side", "answer": "answer"})


def _of_rows(seed: int, people: int | None, rows_of: Any, roles: dict[str, str]) -> Dirty:
    draw = random.Random(seed)
    n, names, pool = draw.randint(1, 25) if people is None else people, _features(draw, None), _pool(draw)
    about, person = _about(draw, n), [_respondent(draw, i) for i in range(n)]
    rows: list[dict[str, str]] = []
    for i in range(n):
        mine = [row for name in names if draw.random() < 0.8 for row in rows_of(draw, pool, name)]
        if "status" in about:  # What is left out is whole people.
            mine = mine or rows_of(draw, pool, names[0])
        given = draw.randrange(len(mine)) if mine else 0
        for place, row in enumerate(mine):
            said = {name: _given(draw, name, texts[i], place == given) for name, texts in about.items()}
            rows.append({"respondent": _written(draw, person[i]), **row, **said})
    if not rows:
        said = {name: texts[0] for name, texts in about.items()}
        rows = [{"respondent": person[0], **row, **said} for row in rows_of(draw, pool, names[0])]
    draw.shuffle(rows)
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    columns |= {'comment, "free"': [_comment(draw) for _ in rows]}
    mapping = _mapping(columns, layout=Layout.LONG, columns={"respondent": "respondent", "feature": "feature", **roles})
    return _dirty(_shuffled(draw, columns), mapping, about, seed)


def _given(draw: random.Random, name: str, text: str, must: bool) -> str:
    """What stands about a person may stand in some of the rows only; whether they count, and how much, in each."""
    return text if must or name == "status" or draw.random() < 0.7 else ""


def _pair_rows(draw: random.Random, pool: list[str], name: str) -> list[dict[str, str]]:
    return [{"feature": name, "functional": _answer(draw, pool), "dysfunctional": _answer(draw, pool)}]


def _side_rows(draw: random.Random, pool: list[str], name: str) -> list[dict[str, str]]:
    sides = draw.choice([["With", "without "], ["with"], [" Without"]])
    return [{"feature": name, "side": side, "answer": _answer(draw, pool)} for side in sides]


def _dirty(columns: dict[str, list[str]], mapping: Mapping, about: dict[str, list[str]], seed: int) -> Dirty:
    by = tuple(name for name in about if name.startswith("q"))
    return Dirty(columns, mapping, by, "day" if "day" in about else None, "weight" if "weight" in about else None, seed)


def _mapping(known: dict[str, list[str]], **more: Any) -> Mapping:
    answers = {**CODES, **WORDS, "skip": "", "-": "", **{text: first for text, (first, _) in SIDED.items()}}
    return Mapping(
        answers=answers,
        dysfunctional_answers={text: second for text, (_, second) in SIDED.items()},
        codes="like-first",
        segments=tuple(name for name in known if name.startswith("q")),
        rows_left_out=LEFT if "status" in known else {},
        header_rows=1,
        **more,
    )


def _features(draw: random.Random, n: int | None) -> list[str]:
    names = ["Wifi", "Late check-out, 24 h", '"Quiet" room', "早餐", "0", "true", "Ünlü"]
    return names[: n or draw.randint(1, len(names))] + [f"Feature {i}" for i in range(len(names), n or 0)]


def _about(draw: random.Random, n: int) -> dict[str, list[str]]:
    """Questions about the person, some of them; `q` is how those by which people are split begin."""
    about: dict[str, list[str]] = {}
    if draw.random() < 0.7:
        cities = draw.sample(CITIES, draw.randint(1, len(CITIES)))
        about["q city"] = [_written(draw, draw.choice(cities)) for _ in range(n)]
    if draw.random() < 0.4:
        about["q age, years"] = [draw.choice(["", "1", "2", "30", "-5"]) for _ in range(n)]
    if draw.random() < 0.5:
        about["day"] = _days(draw, n)
    if draw.random() < 0.5:
        about["weight"] = [draw.choice(["1", "0.5", "1.23456", "0", "999.99995", "2.", ".25", "10"]) for _ in range(n)]
    if draw.random() < 0.5:
        said = ["IP Address", "IP Address", "", *LEFT["status"]]
        about["status"] = ["IP Address", *(draw.choice(said) for _ in range(n - 1))]
    return about


def _days(draw: random.Random, n: int) -> list[str]:
    if draw.random() < 0.5:
        return [str(datetime.date(2026, 1, 1) + datetime.timedelta(draw.randrange(90))) for _ in range(n)]
    texts = ["2026-03-01T10:00:00Z", "2026/3/1 10:23", "2026-03-01", "", " 2026-04-30 23:59:59", "2026年3月1日"]
    return [draw.choice(texts) for _ in range(n)]


def _pool(draw: random.Random) -> list[str]:
    kinds = [list(CODES), list(CODES), [*WORDS], [*CODES, *WORDS, *SIDED], list(CODES) * 5 + ["I like it"]]
    pool = draw.choice(kinds) + draw.choice([[], [""], ["", *NOTHING]])
    return pool if draw.random() < 0.8 else draw.sample(pool, min(2, len(pool)))


def _answer(draw: random.Random, pool: list[str]) -> str:
    return _written(draw, draw.choice(pool))


def _written(draw: random.Random, text: str) -> str:
    """The same cell as somebody else may have written it."""
    chance = draw.random()
    if chance < 0.9 or not text:
        return text
    if chance < 0.94:
        return unicodedata.normalize("NFD", text)
    return draw.choice([" {}", "{} ", "  {}", "\u00a0{}"]).format(text) if chance < 0.97 else text.replace(" ", "\n")


def _comment(draw: random.Random) -> str:
    return draw.choice(
        ["", "fine", 'he said "no", twice', "two\nlines", '"', '""', ",", ";\t|", "\n", "行1\n行2", "a\r\nb"]
    )


def _respondent(draw: random.Random, i: int) -> str:
    return draw.choice([f"p{i}", f"{i}", f"Ä{i}", f"p, {i}"])


def _shuffled(draw: random.Random, columns: dict[str, list[str]]) -> dict[str, list[str]]:
    names = list(columns)
    draw.shuffle(names)
    return {name: columns[name] for name in names}


def _is_left_out(row: dict[str, str], mapping: Mapping) -> bool:
    return any(tidy(row[name]) in values for name, values in mapping.rows_left_out.items())


def _array(texts: list[str], draw: random.Random, typed: bool, is_weight: bool) -> Any:
    import pyarrow as pa

    cells = [text or draw.choice([None, ""]) for text in texts]
    if typed and any(cells) and all(not c or (c.isdecimal() and c == str(int(c))) for c in cells):
        numbers = [int(c) if c else None for c in cells]
        return pa.array(numbers, draw.choice([pa.int8(), pa.int64(), pa.uint16(), pa.float64(), pa.decimal128(9, 2)]))
    if typed and is_weight:
        return pa.array([float(c) if c else None for c in cells], pa.float64())
    if typed and any(cells) and all(c and c[4:5] == "-" and len(c) == 10 for c in cells):
        days = pa.array([datetime.date.fromisoformat(c) for c in cells if c])
        return days.cast(draw.choice([pa.date32(), pa.date64(), pa.timestamp("us", "UTC"), pa.timestamp("ms")]))
    return pa.array(cells, draw.choice([pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]))
