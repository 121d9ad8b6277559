"""What a reader may check, as formulas of a spreadsheet: the same steps as `kano.coefficients`, `certainty`, `rules`.

Each takes where the numbers of its row stand (`at["A"]` is the cell of that count) and gives the text of a formula
without its =. A denominator of 0 gives a blank, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kano.answers import CATEGORIES
from kano.conventions import Settings
from kano.reports.workbook.key import Key
from kano.rules import GROUPS, TIE_ORDER

At = Mapping[str, str]
NEAR = "1E-9"
"""How near percentages and margins are compared, as in `kano.rules`."""


def sum_of(at: At, letters: Sequence[str]) -> str:
    """Of neighbouring columns as a range, of others as a sum."""
    first, last = list(map(str, CATEGORIES)).index(letters[0]), list(map(str, CATEGORIES)).index(letters[-1])
    if last - first == len(letters) - 1 > 0:
        return f"SUM({at[letters[0]]}:{at[letters[-1]]})"
    return "+".join(at[letter] for letter in letters)


def n(at: At) -> str:
    return sum_of(at, "AOMIRQ")


def base(at: At) -> str:
    return sum_of(at, "AOMI")


def better(at: At) -> str:
    return f'IF({at["base"]}=0,"",({at["A"]}+{at["O"]})/{at["base"]})'


def worse(at: At) -> str:
    return f'IF({at["base"]}=0,"",-({at["O"]}+{at["M"]})/{at["base"]})'


def bounds(at: At, of: str, key: Key) -> tuple[str, str]:
    """(low, high) of better or worse: Wilson's interval; worse is the share with a minus, so its ends change places."""
    sign = "-" if of == "worse" else ""
    p, n, z = f"({sign}{at[of]})", at["base"], key.z
    spread = f"{z}^2/{n}"
    centre, half = f"({p}+{spread}/2)", f"{z}*SQRT({p}*(1-{p})/{n}+{spread}/(4*{n}))"
    low = f"IF({p}=0,0,MAX(({centre}-{half})/(1+{spread}),0))"
    high = f"IF({p}=1,1,MIN(({centre}+{half})/(1+{spread}),1))"
    ends = (f"{sign}{high}", f"{sign}{low}") if sign else (low, high)
    first, last = (f'IF({n}=0,"",{end})' for end in ends)
    return first, last


def category_strength(at: At) -> str:
    counts = f"{at['A']}:{at['Q']}"
    return f'IF({n(at)}=0,"",100*(LARGE({counts},1)-LARGE({counts},2))/{n(at)})'


def total_strength(at: At) -> str:
    return f'IF({n(at)}=0,"",100*{sum_of(at, "AOM")}/{n(at)})'


def category(at: At, settings: Settings, key: Key) -> str:
    """The first of the tied categories in the order of the tie rule."""
    is_tied = tied_cells(at, settings, key)
    *order, last = map(str, TIE_ORDER)
    chosen = f'IF({is_tied[last]},"{last}","")'
    for letter in reversed(order):
        chosen = f'IF({is_tied[letter]},"{letter}",{chosen})'
    return chosen


def tied(at: At, settings: Settings, key: Key) -> str:
    """The letters of all that are tied, if they are more than one."""
    is_tied = tied_cells(at, settings, key)
    many = "+".join(f"({each})" for each in is_tied.values())
    letters = "&".join(f'IF({each},"{letter}","")' for letter, each in is_tied.items())
    return f'IF({many}>1,{letters},"")'


def tied_cells(at: At, settings: Settings, key: Key) -> dict[str, str]:
    """For each letter the condition under which the rule gives it, alone or tied."""
    if settings.rule == "mode":
        return {letter: _largest(at, letter, "AOMIRQ", settings, key) for letter in map(str, CATEGORIES)}
    sides = ["".join(c for c, inside in zip(CATEGORIES, group, strict=True) if inside) for group in GROUPS]
    leads = f"{sum_of(at, sides[0])}-{sum_of(at, sides[1])}"
    conditions = (f"{leads}>{NEAR}", f"{leads}<={NEAR}")
    parts = zip(sides, conditions, strict=True)
    return {
        letter: f"AND({condition},{_largest(at, letter, side, settings, key)})"
        for side, condition in parts
        for letter in side
    }


def _largest(at: At, letter: str, among: str, settings: Settings, key: Key) -> str:
    """Whether a count is the largest of some neighbours, or within the margin of it; nothing never is."""
    top = f"MAX({at[among[0]]}:{at[among[-1]]})"
    near = f"{top}={at[letter]}"
    if settings.tie_margin:
        near = f"{top}-{at[letter]}<=({key.margin}+{NEAR})*{sum_of(at, among)}"
    return f"AND({at[letter]}>0,{near})"


def words(letter: str, key: Key) -> str:
    """The category of a cell in words."""
    return f'IF({letter}="",{key.nothing},INDEX({key.words},MATCH({letter},{key.letters},0)))'


def apart(cells: Sequence[tuple[str, str]], letters: Sequence[tuple[str, str]]) -> str:
    """The largest difference of pairs of cells, blanks being 0; 1 if letters differ."""
    gaps = [f"ABS(N({one})-N({other}))" for one, other in cells]
    return f"MAX({','.join([*gaps, *(f'IF({one}={other},0,1)' for one, other in letters)])})"
