"""The evaluation tables, against the grids as their sources print them (method.md section 1)."""

from itertools import product

import numpy as np
import pytest

from kano.answers import ANSWERS, CATEGORIES, CODE_OF, THREE_LEVELS, Answer
from kano.errors import KanoError
from kano.evaluation import TABLES, EvaluationTable, load_table, parse_table

# Rows: functional answer, columns: dysfunctional answer.
PRINTED = {
    # Berger et al. (1993), CQM Journal 2(4), Fig. 4; Matzler & Hinterhuber (1996, 1998).
    "standard": """
          L E N W D
        L Q A A A O
        E R I I I M
        N R I I I M
        W R I I I M
        D R R R R Q
    """,
    # Pouliot, in Berger et al. (1993), sec. Vc, Fig. 34; its R_A, R_O, R_M are R here.
    "pouliot": """
          L E N W D
        L Q A A A O
        E R Q I I M
        N R I I I M
        W R I I Q M
        D R R R R Q
    """,
    # The corners of Fig. 4 (method.md 1.6 a).
    "three-level": """
          L N D
        L Q A O
        N R I M
        D R R Q
    """,
}
STANDARD = "QAAAO/RIIIM/RIIIM/RIIIM/RRRRQ"


def cells(text: str) -> list[tuple[str, str, str]]:
    """(functional, dysfunctional, category) of every cell of a printed grid."""
    header, *rows = [line.split() for line in text.strip().splitlines()]
    return [(row[0], column, letter) for row in rows for column, letter in zip(header, row[1:], strict=True)]


EVERY_CELL = [(name, *cell) for name, text in PRINTED.items() for cell in cells(text)]


@pytest.mark.parametrize(("name", "functional", "dysfunctional", "category"), EVERY_CELL)
def test_every_cell_of_a_shipped_table_is_as_printed(name, functional, dysfunctional, category):
    assert load_table(name)[Answer(functional), Answer(dysfunctional)] == category


def test_every_shipped_table_is_checked_here():
    assert set(TABLES) == set(PRINTED)
    assert len(EVERY_CELL) == 25 + 25 + 9


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("standard", {"A": 3, "O": 1, "M": 3, "I": 9, "R": 7, "Q": 2}),  # method.md 1.1
        ("pouliot", {"A": 3, "O": 1, "M": 3, "I": 7, "R": 7, "Q": 4}),  # method.md 1.2
        ("three-level", {"A": 1, "O": 1, "M": 1, "I": 1, "R": 3, "Q": 2}),  # method.md 1.6 a
    ],
)
def test_the_letters_of_a_table_are_as_many_as_the_source_counts(name, letters):
    grid = load_table(name).grid.replace("/", "")
    assert {letter: grid.count(letter) for letter in "AOMIRQ"} == letters


def test_the_standard_table_is_the_default():
    assert load_table().name == "standard"
    assert load_table().grid == STANDARD


def test_pouliot_differs_from_standard_in_two_cells_only():
    standard, pouliot = load_table("standard"), load_table("pouliot")
    changed = {(f, d) for f, d in product(ANSWERS, ANSWERS) if standard[f, d] != pouliot[f, d]}
    assert changed == {(Answer.EXPECT, Answer.EXPECT), (Answer.LIVE_WITH, Answer.LIVE_WITH)}


def test_the_three_level_table_is_the_corners_of_the_standard_one():
    standard, three = load_table("standard"), load_table("three-level")
    assert all(three[f, d] == standard[f, d] for f, d in product(THREE_LEVELS, THREE_LEVELS))


@pytest.mark.parametrize("name", TABLES)
def test_a_shipped_table_names_its_source(name):
    assert "Berger et al. (1993)" in load_table(name).citation


@pytest.mark.parametrize("name", TABLES)
def test_swapping_the_two_answers_makes_a_o_m_reverse_and_leaves_i_and_q(name):
    table = load_table(name)
    for functional, dysfunctional in product(table.answers, table.answers):
        here, swapped = table[functional, dysfunctional], table[dysfunctional, functional]
        if here in "AOM":
            assert swapped == "R"
        elif here == "R":
            assert swapped in "AOM"
        else:
            assert swapped == here


def test_reading_numeric_codes_the_wrong_way_round_makes_a_o_m_reverse():
    # method.md 1.5: with 5 = like, (5,3) = A, (3,1) = M and (5,1) = O become R when 1 is taken for like.
    table, right, wrong = load_table(), dict(enumerate(reversed(ANSWERS), 1)), dict(enumerate(ANSWERS, 1))
    for f, d, meant in ((5, 3, "A"), (3, 1, "M"), (5, 1, "O"), (1, 1, "Q"), (3, 3, "I")):
        assert table[right[f], right[d]] == meant
        assert table[wrong[f], wrong[d]] == ("R" if meant in "AOM" else meant)


def test_good_mileage_liked_and_poor_mileage_disliked_is_performance():
    assert load_table()[Answer.LIKE, Answer.DISLIKE] == "O"  # Berger et al. (1993), p. 5


# --- reading a grid ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "QAAAO\nRIIIM\nRIIIM\nRIIIM\nRRRRQ",
        "Q A A A O\nR I I I M\nR I I I M\nR I I I M\nR R R R Q",
        "q a a a o\nr i i i m\nr i i i m\nr i i i m\nr r r r q\n\n",
        "f\\d,L,E,N,W,D\nL,Q,A,A,A,O\nE,R,I,I,I,M\nN,R,I,I,I,M\nW,R,I,I,I,M\nD,R,R,R,R,Q",
        ";L;E;N;W;D\nL;Q;A;A;A;O\nE;R;I;I;I;M\nN;R;I;I;I;M\nW;R;I;I;I;M\nD;R;R;R;R;Q",
        "L\tQ\tA\tA\tA\tO\nE\tR\tI\tI\tI\tM\nN\tR\tI\tI\tI\tM\nW\tR\tI\tI\tI\tM\nD\tR\tR\tR\tR\tQ",
        "| L | E | N | W | D |\n|Q|A|A|A|O|\n|R|I|I|I|M|\n|R|I|I|I|M|\n|R|I|I|I|M|\n|R|R|R|R|Q|",
    ],
    ids=["solid", "spaces", "small letters", "csv", "semicolons", "tabs, row names only", "bars, column names only"],
)
def test_a_grid_is_read_however_it_is_set_out(text):
    assert parse_table(text, "mine").grid == STANDARD


def test_a_chinese_table_printed_from_dislike_to_like_is_the_standard_table():
    # The 180-degree rotation that comes with codes 1 = dislike .. 5 = like (method.md 1.5, trap 1; Yu 2023 table 3).
    rotated = """
          D W N E L
        D Q R R R R
        W M I I I R
        N M I I I R
        E M I I I R
        L O A A A Q
    """
    assert parse_table(rotated, "rotated").cells == load_table("standard").cells


def test_the_same_rotated_grid_without_names_is_another_table():
    bare = parse_table("QRRRR\nMIIIR\nMIIIR\nMIIIR\nOAAAQ", "bare")
    assert bare[Answer.LIKE, Answer.DISLIKE] == "R"
    assert bare.grid != STANDARD


def test_rows_and_columns_may_be_named_in_different_orders():
    text = """
          D W N E L
        L O A A A Q
        E M I I I R
        N M I I I R
        W M I I I R
        D Q R R R R
    """
    assert parse_table(text, "mine").grid == STANDARD


def test_a_three_level_grid_may_be_named_in_another_order():
    assert parse_table("  D N L\nD Q R R\nN M I R\nL O A Q", "mine").cells == load_table("three-level").cells


def test_comment_lines_are_the_citation_and_no_cells():
    table = parse_table("# Kano (1984)\n# and others\nQAO\nRIM\nRRQ", "mine")
    assert table.citation == "Kano (1984) and others"
    assert table.answers == THREE_LEVELS


@pytest.mark.parametrize(("row", "column"), list(product(range(5), range(5))))
def test_a_letter_that_is_no_category_is_refused_by_its_cell(row, column):
    rows = [list(line) for line in STANDARD.split("/")]
    rows[row][column] = "X"
    with pytest.raises(KanoError) as caught:
        parse_table("\n".join(" ".join(line) for line in rows), "mine.txt")
    assert caught.value.code == "table-cell"
    assert caught.value.values == {"table": "mine.txt", "row": row + 1, "column": column + 1, "letter": "X"}
    assert f"row {row + 1}, column {column + 1}: “X”" in str(caught.value)


def test_the_cell_of_a_bad_letter_is_counted_as_printed_not_as_sorted():
    with pytest.raises(KanoError) as caught:
        parse_table("  D N L\nD ? R R\nN M I R\nL O A Q", "mine")
    assert (caught.value.values["row"], caught.value.values["column"]) == (1, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "table-shape"),
        ("# only a citation", "table-shape"),
        ("QAAAO\nRIIIM\nRIIIM\nRIIIM", "table-shape"),
        ("QAAAO\nRIIIM\nRIIM\nRIIIM\nRRRRQ", "table-shape"),
        ("QAAAOO\nRIIIM\nRIIIM\nRIIIM\nRRRRQ", "table-shape"),
        ("QAAO\nRIIM\nRIIM\nRRRQ", "table-shape"),  # four levels have no field standard, method.md 1.7
        ("  L E N W W\nL Q A A A O\nE R I I I M\nN R I I I M\nW R I I I M\nD R R R R Q", "table-labels"),
        ("L Q A A A O\nE R I I I M\nE R I I I M\nW R I I I M\nD R R R R Q", "table-labels"),
        ("  L E N W D L\nL Q A A A O\nE R I I I M\nN R I I I M\nW R I I I M\nD R R R R Q", "table-labels"),
        ("L E D\nQAO\nRIM\nRRQ", "table-labels"),
    ],
)
def test_a_grid_of_another_shape_or_with_wrong_names_is_refused(text, code):
    with pytest.raises(KanoError) as caught:
        parse_table(text, "mine")
    assert caught.value.code == code
    assert "mine" in str(caught.value)


def test_a_grid_file_of_the_user_is_read_by_its_path(tmp_path):
    # Richter's option for people who already own a competitor's product: (E,W) is M (Berger et al. 1993, p. 14, D).
    file = tmp_path / "richter.txt"
    file.write_text("# Richter\nQAAAO\nRIIMM\nRIIIM\nRIIIM\nRRRRQ\n", encoding="utf-8-sig")
    table = load_table(file)
    assert table == load_table(str(file))
    assert (table.name, table.citation) == ("richter.txt", "Richter")
    assert table[Answer.EXPECT, Answer.LIVE_WITH] == "M"


@pytest.mark.parametrize("name", ["standrad", "no/such/file.txt"])
def test_a_table_that_is_neither_shipped_nor_a_file_is_refused_with_the_known_names(name):
    with pytest.raises(KanoError) as caught:
        load_table(name)
    assert caught.value.code == "table-unknown"
    assert "standard, pouliot, three-level" in str(caught.value)


def test_a_grid_file_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\xff\xfe\x00")
    with pytest.raises(KanoError) as caught:
        load_table(file)
    assert caught.value.code == "table-unknown"


# --- counting with a table --------------------------------------------------------------------------------------


def pairs(**numbers: int) -> np.ndarray:
    """(5, 5) from keywords like LD=3: functional like, dysfunctional dislike, three people."""
    grid = np.zeros((5, 5), dtype=np.int64)
    for pair, n in numbers.items():
        grid[CODE_OF[Answer(pair[0])] - 1, CODE_OF[Answer(pair[1])] - 1] = n
    return grid


def letters(counts: np.ndarray) -> dict[str, int]:
    return {str(c): int(n) for c, n in zip(CATEGORIES, counts, strict=True) if n}


def test_tally_counts_every_pair_once_under_the_table():
    given = pairs(LN=4, LD=3, WD=2, NN=5, EE=1, WW=1, DL=6, LL=7)
    assert letters(load_table("standard").tally(given)) == {"A": 4, "O": 3, "M": 2, "I": 7, "R": 6, "Q": 7}
    assert letters(load_table("pouliot").tally(given)) == {"A": 4, "O": 3, "M": 2, "I": 5, "R": 6, "Q": 9}


@pytest.mark.parametrize("name", ["standard", "pouliot"])
def test_tally_agrees_with_looking_up_each_cell(name):
    table, given = load_table(name), np.arange(25).reshape(5, 5)
    slow = dict.fromkeys("AOMIRQ", 0)
    for (i, f), (j, d) in product(enumerate(ANSWERS), enumerate(ANSWERS)):
        slow[table[f, d]] += int(given[i, j])
    assert table.tally(given).tolist() == [slow[c] for c in "AOMIRQ"]


def test_tally_keeps_leading_axes():
    given = np.stack([pairs(LD=1), pairs(ND=2), pairs(LN=3)]).reshape(3, 1, 5, 5)
    assert load_table().tally(given).tolist() == [[[0, 1, 0, 0, 0, 0]], [[0, 0, 2, 0, 0, 0]], [[3, 0, 0, 0, 0, 0]]]


def test_three_levels_count_only_their_three_answers():
    assert letters(load_table("three-level").tally(pairs(LN=4, LD=3, ND=2, DL=1))) == {"A": 4, "O": 3, "M": 2, "R": 1}


def test_three_levels_refuse_answers_of_five_levels():
    with pytest.raises(KanoError) as caught:
        load_table("three-level").tally(pairs(LN=4, EN=1))
    assert caught.value.code == "table-levels"
    assert "L N D" in str(caught.value)


def test_a_table_is_a_value():
    assert load_table() == load_table("standard")
    assert isinstance(load_table(), EvaluationTable)
    with pytest.raises(AttributeError):
        load_table().name = "other"
