"""Changes to the bytes of a file: other encodings, a cut, a quote too few or too many, another delimiter."""

from __future__ import annotations

import csv
import io

from tests.roundtrip.cases import Person
from tests.roundtrip.mutants import Mutant, Mutation, Original
from tests.roundtrip.oracle import Truth, Truths

ENCODINGS = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "big5", "cp950",
    "big5hkscs", "shift_jis", "cp932", "euc-jp", "euc-kr", "cp949", "cp1252", "latin-1", "mac_roman", "cp437",
    "cp1251", "koi8-r", "utf-7",
]  # fmt: skip


def _written(of: Original) -> tuple[bytes, str]:
    """The bytes and their encoding; workbooks have none."""
    data = of.shape.write(of.sheet)
    return data, getattr(of.shape.write, "keywords", {}).get("encoding", "utf-8")


def _whole(of: Original) -> Truths:
    return (Truth(of.people),)


def encoded(of: Original) -> Mutant | None:
    """What an encoding cannot write becomes a question mark, as spreadsheets do."""
    if of.shape.suffix == "xlsx":
        return None
    data, old = _written(of)
    return Mutant(_whole(of), data=data.decode(old).encode(of.die.choice(ENCODINGS), "replace"))


def encoded_twice(of: Original) -> Mutant | None:
    """UTF-8 that somebody took for Windows' encoding and saved again."""
    if of.shape.suffix == "xlsx":
        return None
    data, old = _written(of)
    return Mutant(_whole(of), data=data.decode(old).encode().decode("latin-1").encode())


def cut(of: Original) -> Mutant | None:
    """The end of the file is missing."""
    data, old = _written(of)
    short = data[: of.die.randrange(1, len(data))]
    if of.shape.suffix == "xlsx":
        return Mutant((), data=short)
    return Mutant(_complete(of, short.decode(old, "ignore")), data=short)


def _complete(of: Original, text: str) -> Truths:
    """Those whose answers are there; of the last one something else may be missing, in silence only what is blank.

    Where nobody but those who tried the form is left, they are taken for people.
    """
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(of)))
    whole = list(csv.reader(io.StringIO(_text(of), newline=""), delimiter=_delimiter(of)))
    asked = [j for j, name in enumerate(of.sheet.codes) if name[:1] == "F"]
    rows = sum(_as_whole(one, other, asked) for one, other in zip(lines, whole, strict=False)) - len(of.sheet.head)
    who = of.sheet.who[: max(rows, 0)]
    kept: list[Person] = [of.case.people[i] for i in who if i is not None] or list(of.case.people[: len(who)])
    last = lines[-1]
    if len(last) > max(asked) and not last[max(asked)] and len(lines) - len(of.sheet.head) > rows:
        person = of.case.people[of.sheet.who[rows] or 0]
        return (Truth([*kept, {**person, of.sheet.codes[max(asked)]: ""}]),)
    return (Truth(kept),) if kept else ()


def _as_whole(line: list[str], whole: list[str], asked: list[int]) -> bool:
    return len(line) > max(asked) and all(line[j] == whole[j] for j in asked)


def _text(of: Original) -> str:
    data, old = _written(of)
    return data.decode(old).removeprefix("\ufeff")


def _delimiter(of: Original) -> str:
    return getattr(of.shape.write, "keywords", {}).get("delimiter", ",")


def _quoted(of: Original) -> list[int] | None:
    """Where quotes stand; None in workbooks."""
    return None if of.shape.suffix == "xlsx" else [i for i, sign in enumerate(_text(of)) if sign == '"']


def quote_lost(of: Original) -> Mutant | None:
    places = _quoted(of)
    if not places:
        return None
    at, text = of.die.choice(places), _text(of)
    return Mutant(_whole(of), data=(text[:at] + text[at + 1 :]).encode())


def quote_more(of: Original) -> Mutant | None:
    """At the beginning of a cell, where it does the most harm."""
    if _quoted(of) is None:
        return None
    text = _text(of)
    starts = [i + 1 for i, sign in enumerate(text[:-2]) if sign in (_delimiter(of), "\n")]
    at = of.die.choice(starts)
    return Mutant(_whole(of), data=(text[:at] + '"' + text[at:]).encode())


def line_end_lost(of: Original) -> Mutant | None:
    """Two people in one line."""
    if of.shape.suffix == "xlsx":
        return None
    parts = _text(of).split("\r\n")
    at = of.die.randrange(len(of.sheet.head), len(parts) - 1)
    joined = "\r\n".join([*parts[:at], parts[at] + parts[at + 1], *parts[at + 2 :]])
    return Mutant(_whole(of), data=joined.encode())


def line_ends(of: Original) -> Mutant | None:
    """As old and other systems write them, and none behind the last line."""
    if of.shape.suffix == "xlsx":
        return None
    return Mutant(_whole(of), data=_text(of).rstrip("\r\n").replace("\r\n", of.die.choice(["\n", "\r"])).encode())


def other_delimiter(of: Original) -> Mutant | None:
    if of.shape.suffix == "xlsx":
        return None
    rows = csv.reader(io.StringIO(_text(of), newline=""), delimiter=_delimiter(of))
    file = io.StringIO()
    csv.writer(file, delimiter=of.die.choice([";", "\t", "|", ","])).writerows(rows)
    return Mutant(_whole(of), data=file.getvalue().encode())


def other_header_delimiter(of: Original) -> Mutant | None:
    """Header and answers come from two programs."""
    if of.shape.suffix == "xlsx" or not of.sheet.head:
        return None
    rows = list(csv.reader(io.StringIO(_text(of), newline=""), delimiter=_delimiter(of)))
    file = io.StringIO()
    csv.writer(file, delimiter=";" if _delimiter(of) != ";" else ",").writerows(rows[:1])
    csv.writer(file, delimiter=_delimiter(of)).writerows(rows[1:])
    return Mutant(_whole(of), data=file.getvalue().encode())


def signs_inside(of: Original) -> Mutant | None:
    """A zero, a control sign or a mark somewhere in the text."""
    if of.shape.suffix == "xlsx":
        return None
    text = _text(of)
    at = of.die.randrange(len(text))
    return Mutant(_whole(of), data=(text[:at] + of.die.choice("\x00\x0b\x1a\ufeff\u200b") + text[at:]).encode())


def byte_lost(of: Original) -> Mutant | None:
    """One byte of the last answer column is another: the file is read with what is left of it, or not at all."""
    if of.shape.suffix != "xlsx":
        return None
    data = bytearray(of.shape.write(of.sheet))
    data[of.die.randrange(len(data))] ^= 0xFF
    return Mutant(_whole(of), data=bytes(data))


KINDS: dict[str, Mutation] = {
    function.__name__: function
    for function in (
        encoded, encoded_twice, cut, quote_lost, quote_more, line_end_lost, line_ends, other_delimiter,
        other_header_delimiter, signs_inside, byte_lost,
    )
}  # fmt: skip
