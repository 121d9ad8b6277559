"""Who guesses join codes is stopped, and a room that joins from one address is not."""

import math
import types

import pytest

from kano.workshop.guesses import Guesses, network
from kano.workshop.tokens import ALPHABET, CODE_LENGTH

VENUE, GUESSER = "192.0.2.1", "192.0.2.66"


@pytest.fixture
def hands(monkeypatch):
    """Both clocks: the one that cannot be set back, and the library's, which can."""
    both = types.SimpleNamespace(steady=1000.0, wall=1_000_000.0)
    monkeypatch.setattr("limits.storage.memory.time", types.SimpleNamespace(time=lambda: both.wall))
    return both


@pytest.fixture
def guesses(hands):
    return Guesses(clock=lambda: hands.steady)


def passes(hands, seconds):
    hands.steady += seconds
    hands.wall += seconds


def wrong(guesses, address, times):
    """How many of these wrong codes are looked up at all."""
    looked_up = 0
    for _ in range(times):
        if guesses.allowed(address):
            looked_up += 1
            guesses.failed(address)
    return looked_up


def right(guesses, address, times):
    return sum(guesses.allowed(address) for _ in range(times))


def test_one_address_has_thirty_wrong_codes_a_minute_and_all_of_them_without_the_limit(hands, guesses):
    assert wrong(guesses, GUESSER, 5000) == 30
    assert wrong(Guesses(10**6, 10**6), GUESSER, 5000) == 5000
    passes(hands, 59)
    assert wrong(guesses, GUESSER, 100) == 0
    passes(hands, 2)
    assert wrong(guesses, GUESSER, 100) == 30


def test_the_window_moves_with_each_wrong_code(hands, guesses):
    assert wrong(guesses, GUESSER, 15) == 15
    passes(hands, 40)
    assert wrong(guesses, GUESSER, 100) == 15
    passes(hands, 21)
    assert wrong(guesses, GUESSER, 100) == 15


def test_a_room_joins_from_one_address_while_others_guess(guesses):
    assert wrong(guesses, GUESSER, 100) == 30
    assert right(guesses, VENUE, 500) == 500


def test_many_addresses_have_six_hundred_together_and_all_they_like_without_the_common_limit(hands, guesses):
    many = [f"10.0.{n // 250}.{n % 250}" for n in range(200)]
    assert sum(wrong(guesses, address, 25) for address in many) == 600
    endless = Guesses(30, 10**6)
    assert sum(wrong(endless, address, 25) for address in many) == 5000
    passes(hands, 61)
    assert right(guesses, VENUE, 500) == 500


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%wlan1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("testclient", "testclient", True),
    ],
)
def test_an_ipv6_network_counts_as_one_address(guesses, one, other, same):
    assert (network(one) == network(other)) == same
    assert wrong(guesses, one, 100) == 30
    assert wrong(guesses, other, 100) == (0 if same else 30)


def test_no_address_is_kept_in_clear_nor_longer_than_the_window(hands, guesses):
    wrong(guesses, GUESSER, 3)
    assert GUESSER not in f"{vars(guesses)} {vars(guesses._store)}"
    assert guesses._name(GUESSER) in str(guesses._store.events)
    passes(hands, 60)
    assert guesses.allowed(VENUE)
    assert guesses._name(GUESSER) not in f"{vars(guesses)} {vars(guesses._store)}"
    assert guesses._store.events == {}


def test_memory_is_bounded_whatever_number_of_addresses_guesses(guesses):
    for n in range(5000):
        guesses.failed(f"10.{n // 65536}.{n // 256 % 256}.{n % 256}")
    assert len(guesses._store.events) == 601
    assert len(guesses._last) == 601


def test_a_wall_clock_that_was_set_back_locks_nobody_out_for_longer_than_the_window(hands, guesses):
    assert sum(wrong(guesses, f"10.0.0.{n}", 30) for n in range(30)) == 600
    hands.wall -= 86400
    assert not guesses.allowed(VENUE)
    passes(hands, 61)
    assert guesses.allowed(VENUE)
    assert wrong(guesses, GUESSER, 100) == 30


def test_a_day_of_guessing_by_all_the_world_hardly_finds_one_of_a_hundred_rooms():
    codes, rooms, guessed = len(ALPHABET) ** CODE_LENGTH, 100, 600 * 60 * 24
    assert 1 - math.exp(-guessed * rooms / codes) < 0.007
