"""A tally and a mapping: what the cells mean, whatever engine found them."""

from dataclasses import replace

import numpy as np
import pytest

from kano.engines.asked import asked
from kano.engines.meaning import Meaning, understood
from kano.engines.tally import EVERYONE, MOST_CELLS, Tally
from kano.errors import KanoError
from kano.readers import Layout, Mapping
from kano.readers.mapping import PairColumns

MAPPING = Mapping(
    pairs=(PairColumns("Wifi", "f", "d", "i"),),
    answers={"1": "L", "2": "E", "3": "N", "4": "W", "5": "D", "skip": ""},
    codes="like-first",
    segments=("city",),
)


def tally(cells, **more):
    """From (city, functional, dysfunctional) to rows, everyone and the question beside it."""
    made = Tally(**more)
    for (city, functional, dysfunctional), n in cells.items():
        made.put((EVERYONE, "", "Wifi", functional, dysfunctional), (n, 0, 0))
        made.put(("city", city, "Wifi", functional, dysfunctional), (n, 0, 0))
        made.people["city", city] = made.people.get(("city", city), 0) + n
        made.people[EVERYONE, ""] = made.people.get((EVERYONE, ""), 0) + n
    return made


def read(found, mapping=MAPPING, date=None, period="month"):
    return understood(found, Meaning(mapping), ["Wifi"], date, period)


def test_cells_that_mean_the_same_are_one():
    data, weighed, said = read(tally({("b", "1", "5"): 3, ("a", "I like it", "5"): 2, ("", "skip", "n/a"): 1}))
    assert data.everyone.grid[0, 0, 1, 5] == 5
    assert data.everyone.grid[0, 0, 0, 0] == 1
    assert data.questions["city"].segments == ("a", "b", "")
    assert data.questions["city"].grid[:, 0, 1, 5].tolist() == [2, 3, 0]
    assert (data.people, weighed) == (6, None)
    assert [finding.code for finding in said] == ["took-blank"]


def test_unknown_wordings_block_and_are_listed_with_their_numbers():
    found = tally({("a", "1", "5"): 3, ("a", "6", "maybe"): 2, ("b", "maybe", "5"): 7})
    with pytest.raises(KanoError) as caught:
        read(found)
    assert caught.value.code == "count-unresolved"
    assert caught.value.values["answers"] == "“maybe” × 9, “6” × 2"


def test_an_answer_that_the_mapping_leaves_open_blocks_before_anything_is_counted():
    with pytest.raises(KanoError) as caught:
        Meaning(replace(MAPPING, answers={"perhaps": "?"}))
    assert caught.value.code == "answers-unresolved"


def test_a_cell_may_be_silent_on_one_side_only():
    meaning = Meaning(replace(MAPPING, dysfunctional_answers={"2": ""}))
    assert not meaning.is_silent("functional", "2")
    assert meaning.is_silent("dysfunctional", "2")
    assert meaning.is_silent("functional", "N/A")


def test_importance_is_number_sum_and_squares_and_the_rest_is_said():
    found = tally({("a", "1", "5"): 4})
    for question, segment in ((EVERYONE, ""), ("city", "a")):
        found.ratings |= {(question, segment, "Wifi", text): n for text, n in {"9": 2, "3 - low": 1, "high": 1}.items()}
    data, _, said = read(found)
    assert data.everyone.importance[0, 0].tolist() == [3, 21, 171]
    assert data.questions["city"].importance[0, 0].tolist() == [3, 21, 171]
    assert [(finding.code, finding.values["n"]) for finding in said] == [("importance-unread", 1)]


def test_days_become_periods_and_a_blank_date_is_said():
    days = {("2026-03-01", "1", "5"): 1, ("2026-03-31", "1", "5"): 2, ("2026-04-01", "1", "5"): 4, ("", "1", "5"): 8}
    data, _, said = read(tally(days), date="city")
    assert data.questions["city"].segments == ("2026-03", "2026-04", "")
    assert data.questions["city"].grid[:, 0, 1, 5].tolist() == [3, 4, 8]
    assert [finding.code for finding in said] == ["count-dateless"]


def test_a_date_that_says_no_period_blocks():
    with pytest.raises(KanoError) as caught:
        read(tally({("2026-03-01", "1", "5"): 1, ("31.3.2026", "1", "5"): 2}), date="city")
    assert (caught.value.code, caught.value.values["cells"]) == ("count-undated", "“31.3.2026” × 2")


def test_a_column_of_names_is_no_segment():
    with pytest.raises(KanoError) as caught:
        read(tally({(f"person {i}", "1", "5"): 1 for i in range(1001)}))
    assert caught.value.code == "count-segments"


def test_weights_are_summed_exactly_up_to_their_limit():
    found = tally({("a", "1", "5"): 2})
    found.put((EVERYONE, "", "Wifi", "1", "4"), (1, 15_000, 15_000**2))
    _, weighed, _ = read(found)
    assert weighed.everyone[:, 0, 0, 1, 4].tolist() == [15_000, 225_000_000]
    found.put((EVERYONE, "", "Wifi", "1", "4"), (1, 1, 2**62))
    with pytest.raises(KanoError, match="weights"):
        read(found)


def test_features_behind_those_that_are_known_stand_by_name():
    found = tally({("a", "1", "5"): 1})
    for feature in ("Zebra", "Bar"):
        found.put((EVERYONE, "", feature, "1", "1"), (1, 0, 0))
        found.put(("city", "a", feature, "1", "1"), (1, 0, 0))
    data, _, _ = read(found)
    assert data.features == ("Wifi", "Bar", "Zebra")


def test_a_tally_has_an_end(monkeypatch):
    monkeypatch.setattr("kano.engines.tally.MOST_CELLS", 2)
    assert MOST_CELLS > 2
    with pytest.raises(KanoError) as caught:
        tally({("a", str(i), "5"): 1 for i in range(3)})
    assert caught.value.code == "count-endless"


def test_tallies_of_other_people_add_up():
    first, second = tally({("a", "1", "5"): 1}, silent=1, most_pairs=3), tally({("a", "1", "5"): 2, ("b", "2", "5"): 4})
    first.add(second)
    assert first.cells[EVERYONE, "", "Wifi", "1", "5"] == (3, 0, 0)
    assert first.people == {("city", "a"): 3, (EVERYONE, ""): 7, ("city", "b"): 4}
    assert (first.silent, first.most_pairs) == (1, 3)


def test_what_is_asked_of_a_source():
    made = asked(MAPPING, weight="w", date="when", known=("f", "d", "i", "city", "w", "when", "other"))
    assert made.columns == ("f", "d", "i", "city", "when", "w")
    assert made.questions == ("city", "when")
    assert asked(MAPPING, by=[], known=("f", "d", "i")).questions == ()
    assert asked(MAPPING, weight="city", known=("f", "d", "i", "city")).questions == ()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"by": ["town"]}, "column-unknown"),
        ({"by": ["f"]}, "mapping-repeats"),
        ({"by": ["city"], "weight": "city"}, "mapping-repeats"),
    ],
)
def test_a_column_is_one_thing_and_there(more, code):
    with pytest.raises(KanoError) as caught:
        asked(MAPPING, known=("f", "d", "i", "city"), **more)
    assert caught.value.code == code


def test_counts_are_not_counted_again():
    with pytest.raises(KanoError) as caught:
        asked(Mapping(Layout.COUNTS, columns={"feature": "f"}), known=("f",))
    assert caught.value.code == "count-counted"


def test_empty_grids_are_of_whole_numbers():
    data, _, _ = read(tally({("a", "", ""): 5}))
    assert data.everyone.grid.dtype == np.int64
    assert data.everyone.n.tolist() == [[0]]
