"""Waiting after wrong passwords, restated with a clock that may lie."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from carbon_points.security.throttle import failed
from carbon_points.security.throttle import FREE_TRIES
from carbon_points.security.throttle import LONGEST_WAIT_S
from carbon_points.security.throttle import looked_at
from carbon_points.security.throttle import Tries
from carbon_points.security.throttle import wait_after

moments = st.integers(0, 4_000_000_000)


def test_the_first_tries_are_free_and_then_the_wait_doubles_to_an_hour() -> None:
    waits = [wait_after(failures) for failures in range(1, 14)]

    assert waits[:4] == [0] * 4
    assert waits[4:] == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


@given(st.integers(0, 10_000))
def test_the_wait_never_shrinks_and_never_exceeds_an_hour(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= LONGEST_WAIT_S


@given(st.integers(FREE_TRIES, 40), moments, st.lists(moments, min_size=1))
def test_only_time_that_runs_forward_shortens_the_wait(
    failures: int, start: int, clock: list[int]
) -> None:
    tries = failed(Tries(failures - 1), start)
    whole = tries.wait_s

    for now in clock:
        tries = looked_at(tries, now)

    seen = [start, *clock]
    forward = sum(max(b - a, 0) for a, b in itertools.pairwise(seen))
    assert tries.wait_s == max(whole - forward, 0)
    assert tries.failures == failures


@given(st.lists(st.integers(0, 50_000), min_size=20, max_size=20))
def test_twenty_wrong_tries_at_any_clock_get_no_more_than_the_rule_gives(
    clock: list[int],
) -> None:
    tries, let_in, allowed = Tries(), 0, FREE_TRIES
    forward, before = 0, clock[0]

    for now in clock:
        forward += max(now - before, 0)
        before = now
        tries = looked_at(tries, now)
        if not tries.wait_s:
            tries, let_in = failed(tries, now), let_in + 1

    while sum(map(wait_after, range(1, allowed + 1))) <= forward:
        allowed += 1
    assert let_in <= allowed
