"""Ratings as numbers: shape, scale, people who rated everything."""

import numpy as np
import pytest

from kano.errors import KanoError
from kano.ratings import Ratings

NAN = np.nan


def made():
    return Ratings(("speed", "price"), np.array([[1, 4.0], [5, NAN], [3, 2]]))


def test_the_scale_is_what_was_seen_until_it_is_given():
    ratings = made()
    assert (ratings.lowest, ratings.highest) == (1, 5)
    assert ratings.spans == {"speed": (1, 5), "price": (2, 4)}
    given = ratings.on(0, 10)
    assert (given.lowest, given.highest) == (0, 10)
    assert given.of(["price"]).highest == 10


def test_who_rated_everything():
    assert made().complete.tolist() == [True, False, True]
    assert len(made().rows(made().complete)) == 2


def test_nothing_rated_has_no_scale():
    empty = Ratings(("speed",), np.array([[NAN]]))
    assert empty.lowest is empty.highest is empty.spans["speed"] is None


@pytest.mark.parametrize(
    ("scale", "code"), [((1, 4), "scale-outside"), ((2, 5), "scale-outside"), ((5, 1), "scale-empty")]
)
def test_a_scale_must_hold_what_was_seen(scale, code):
    with pytest.raises(KanoError) as problem:
        made().on(*scale)
    assert problem.value.code == code


def test_an_unknown_column_is_named():
    with pytest.raises(KanoError, match=r"“taste”.*speed, price"):
        made().of(["taste"])


@pytest.mark.parametrize("values", [np.zeros(3), np.zeros((3, 1)), np.full((2, 2), np.inf)])
def test_other_shapes_and_infinite_values_are_refused(values):
    with pytest.raises(ValueError, match="ratings must"):
        Ratings(("a", "b"), values)


def test_as_a_frame():
    frame = made().to_frame()
    assert list(frame.columns) == ["speed", "price"]
    assert frame["price"].isna().sum() == 1
