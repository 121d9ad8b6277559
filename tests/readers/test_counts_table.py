"""A published table: counts, percentages or shares, told apart by what they add up to, never by a guess."""

import numpy as np
import pytest

from kano.counts import CategoryCounts
from kano.errors import KanoError
from kano.readers import apply, open_table, propose

HEAD = "feature,A,O,M,I,R,Q"


def read(*rows, head=HEAD, **options):
    made = open_table("\n".join([head, *rows, ""]).encode(), "a.csv")
    return apply(made, propose(made).mapping, **options)


def values(reading, segment=0):
    return reading.data.counts[segment].tolist()


def problem(*rows, head=HEAD, **options):
    with pytest.raises(KanoError) as caught:
        read(*rows, head=head, **options)
    return caught.value


def test_whole_numbers_are_counts():
    reading = read("Tea,1,21,1,0,0,0", "Wifi,0,0,22,0,0,1")
    assert isinstance(reading.data, CategoryCounts)
    assert reading.data.features == ("Tea", "Wifi")
    assert values(reading) == [[1, 21, 1, 0, 0, 0], [0, 0, 22, 0, 0, 1]]
    assert not reading.data.shares_only


def test_columns_in_any_order_end_in_the_order_a_o_m_i_r_q():
    assert values(read("6,5,4,3,2,1,Tea", head="q,r,i,m,o,a,feature")) == [[1, 2, 3, 4, 5, 6]]


def test_counts_without_reverse_and_questionable_have_none():
    assert values(read("Tea,1,2,3,4", head="feature,A,O,M,I")) == [[1, 2, 3, 4, 0, 0]]


def test_whole_numbers_that_add_up_to_100_are_counts_and_doubted_later():
    reading = read("Tea,50,20,20,10,0,0", "Wifi,10,20,30,40,0,0")
    assert not reading.data.shares_only


def test_percentages_are_kept_as_such_without_people():
    # Sauerwein et al. (1996), Figs 10-11, edge grip: 7 / 32.3 / 49.3 / 9.5 / 0.3 / 1.5 adds up to 99.9.
    reading = read("Edge grip,7,32.3,49.3,9.5,0.3,1.5")
    assert reading.data.shares_only
    assert values(reading) == [[7, 32.3, 49.3, 9.5, 0.3, 1.5]]


def test_shares_of_one_become_percentages():
    reading = read("Save files,0.02,0.06,0.91,0.02,0.0,0.01")
    assert reading.data.shares_only
    assert values(reading) == [[2, 6, 91, 2, 0, 1]]


@pytest.mark.parametrize("row", ["Tea;10,5;20;30;30,5;5;4", "Tea;10.5;20;30;30.5;5;4", "Tea;10,5 %;20%;30;30.5％;5;4"])
def test_a_decimal_comma_and_a_percent_sign_are_read(row):
    assert values(read(row, head=HEAD.replace(",", ";"))) == [[10.5, 20, 30, 30.5, 5, 4]]


def test_the_number_of_people_turns_percentages_into_counts():
    reading = read("Tea,10.5,20,30,30.5,5,4", n=200)
    assert np.allclose(values(reading), [[21, 40, 60, 61, 10, 8]])
    assert not reading.data.shares_only


def test_a_column_n_gives_each_row_its_own_people():
    reading = read("Tea,10.5,20,30,30.5,5,4,200", "Wifi,12.5,12.5,25,50,0,0,8", head=HEAD + ",n")
    assert np.allclose(values(reading), [[21, 40, 60, 61, 10, 8], [1, 1, 2, 4, 0, 0]])
    assert reading.data.n.round(9).tolist() == [[200, 8]]


def test_the_number_given_overrides_the_column():
    assert read("Tea,12.5,12.5,25,50,0,0,8", head=HEAD + ",n", n=16).data.n.tolist() == [[16]]


def test_rounded_percentages_are_scaled_to_the_people():
    assert read("Edge grip,7,32.3,49.3,9.5,0.3,1.5", n=1500).data.n.round(9).tolist() == [[1500]]


def test_a_blank_cell_is_zero():
    assert values(read("Tea,1,,3,4,,")) == [[1, 0, 3, 4, 0, 0]]


@pytest.mark.parametrize("cell", ["x", "-1", "1..2", "nan", "inf", "1e999", "12 people", "=1+1"])
def test_a_cell_that_is_no_count_is_named(cell):
    error = problem("Tea,1,2,3,4,5,6", f"Wifi,1,{cell},3,4,5,6")
    assert error.code == "count-bad"
    assert error.values == {"column": "O", "row": "Wifi", "cell": cell}


@pytest.mark.parametrize("row", ["Tea,1.5,2,3,4,5,6", "Tea,0.5,0.6,0.2,0,0,0"])
def test_numbers_that_are_neither_counts_nor_shares_are_refused(row):
    assert problem(row).code == "counts-not-whole"


def test_one_row_that_does_not_add_up_stops_the_whole_table():
    assert problem("Tea,10.5,20,30,30.5,5,4", "Wifi,10.5,20,30,30.5,5,40").code == "counts-not-whole"


def test_a_stated_total_that_differs_is_reported_and_the_counts_are_used():
    # Berger et al. (1993), Fig. 12 prints a total of 90 beside counts that add up to 80.
    reading = read("CR1,19,18,18,20,2,3,90", "CR2,7,6,9,36,2,2,62", "CR3,1,1,1,1,1,1,", head=HEAD + ",total")
    assert [(f.code, f.feature, f.values) for f in reading.findings] == [
        ("total-differs", "CR1", {"stated": "90", "sum": "80"})
    ]
    assert reading.data.n.tolist() == [[80, 62, 6]]


def test_a_feature_that_stands_there_twice_is_refused():
    error = problem("Tea,1,2,3,4,5,6", "Tea,1,2,3,4,5,6")
    assert (error.code, error.values["names"]) == ("features-repeat", "Tea")


def test_a_column_can_divide_the_rows_into_segments():
    rows = ["Tea,North,1,2,3,4,5,6", "Tea,South,6,5,4,3,2,1", "Wifi,South,1,1,1,1,1,1"]
    reading = read(*rows, head="feature,branch,A,O,M,I,R,Q", by="branch")
    assert (reading.data.segments, reading.data.by) == (("North", "South"), "branch")
    assert values(reading, 0) == [[1, 2, 3, 4, 5, 6], [0] * 6]
    assert values(reading, 1) == [[6, 5, 4, 3, 2, 1], [1] * 6]


def test_a_segment_column_that_does_not_exist_is_named():
    error = problem("Tea,1,2,3,4,5,6", by="branch")
    assert (error.code, error.values["column"]) == ("column-unknown", "branch")


def test_blank_rows_under_the_table_are_no_features():
    assert read("Tea,1,2,3,4,5,6", ",,,,,,", ",,,,,,").data.features == ("Tea",)


@pytest.mark.parametrize("cell", ['"1,000"', '"12,345"', "1.000", "1.234.567"])
def test_a_thousand_that_may_be_one_is_asked_about(cell):
    assert problem(f"Tea,{cell},2,3,4,5,6").code == "count-thousands"


def test_whole_percentages_become_people_when_the_file_says_how_many():
    text = "feature,A,O,M,I,R,Q,n\nTea,40,30,20,10,0,0,1000\n"
    table = open_table(text.encode(), "t.csv")
    assert apply(table, propose(table).mapping).data.counts[0, 0].tolist() == [400, 300, 200, 100, 0, 0]


def test_a_row_that_is_the_sum_of_the_others_is_left_out_and_said():
    text = "feature,A,O,M,I,R,Q\nTea,1,2,3,4,0,0\nWifi,4,3,2,1,1,0\nTotal,5,5,5,5,1,0\n"
    table = open_table(text.encode(), "t.csv")
    reading = apply(table, propose(table).mapping)
    assert reading.data.features == ("Tea", "Wifi")
    assert [finding.code for finding in reading.findings] == ["total-row"]


def test_a_row_without_a_name_is_refused():
    table = open_table(b"feature,A,O,M,I\nTea,1,2,3,4\n,4,3,2,1\n", "t.csv")
    with pytest.raises(KanoError) as caught:
        apply(table, propose(table).mapping)
    assert caught.value.code == "feature-blank"


SIGNED = ("Tea,40%,20%,10%,25%,3%,2%", "Wifi,10%,20%,50%,15%,3%,2%")


def test_a_percent_sign_makes_percentages_of_whole_numbers_too():
    reading = read(*SIGNED)
    assert reading.data.shares_only
    assert values(reading)[0] == [40, 20, 10, 25, 3, 2]
    people = read(*SIGNED, n=200)
    assert not people.data.shares_only
    assert values(people)[0] == [80, 40, 20, 50, 6, 4]


def test_percent_signs_that_do_not_add_up_are_refused():
    assert problem(SIGNED[0], "Wifi,10%,20%,50%,55%,3%,2%").code == "counts-not-whole"
