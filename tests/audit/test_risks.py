"""Each question is asked where it should be, and not beside it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.audit.risks import risks
from carbon_points.audit.risks import Seen
from carbon_points.audit.risks import similar
from carbon_points.audit.risks import TEXTS


def seen(number: int, **changes: Any) -> Seen:
    """A weigh-in of one person, different from every other."""
    plain = Seen(
        number, number, 0, 1, 100, 1000, amount=1000 + 137 * number**2, source="甲点"
    )
    return plain._replace(line=number, **changes)


def codes(*rows: Seen) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for risk in risks(rows):
        found.setdefault(risk.action_id, set()).add(risk.code)
    return found


def test_plain_entries_are_not_asked_about() -> None:
    assert codes(*(seen(n) for n in range(1, 40))) == {}


@pytest.mark.parametrize(("amount", "asked"), [(949, False), (950, True), (1000, True)])
def test_from_nineteen_twentieths_an_amount_is_near_its_limit(
    amount: int,
    asked: bool,  # noqa: FBT001  (a parameter)
) -> None:
    assert bool(codes(seen(1, amount=amount, limit=1000))) is asked


@pytest.mark.parametrize(("times", "asked"), [(3, 0), (4, 4), (6, 6)])
def test_the_fourth_same_amount_of_a_person_is_asked_about(
    times: int, asked: int
) -> None:
    rows = [
        seen(n, person=7, start=n * 9000, end=n * 9000 + 600, amount=2500)
        for n in range(1, times + 1)
    ]

    assert len(codes(*rows)) == asked


def test_the_same_distance_in_another_time_is_another_ride() -> None:
    rows = [
        seen(n, person=7, start=n * 9000, end=n * 9000 + 600 + n, amount=2500)
        for n in range(1, 9)
    ]

    assert codes(*rows) == {}


@given(st.integers(3, 9), st.integers(-400, 400), st.integers(0, 20))
def test_a_run_of_weights_is_asked_about_from_its_length_on(
    length: int, step: int, before: int
) -> None:
    first = before + 1
    run = [
        seen(n, amount=50_000 + step * (n - first))
        for n in range(first, first + length)
    ]
    rows = [seen(n) for n in range(1, first)] + run

    asked = {n for n, words in codes(*rows).items() if "WEIGHT_SERIES" in words}

    needed = 5 if step else 4
    assert asked == ({each.id for each in run} if length >= needed else set())


def test_a_run_that_another_source_interrupts_is_one_no_more() -> None:
    rows = [
        seen(n, amount=4400, source="甲点" if n % 2 else "乙点") for n in range(1, 7)
    ]

    assert codes(*rows) == {}


def test_a_source_far_above_the_others_is_asked_about() -> None:
    dice = random.Random(1)  # noqa: S311  (a simulation)
    rows = [
        seen(10 * s + n, source=f"点{s}", amount=dice.randrange(2000, 4000) + s)
        for s in range(1, 6)
        for n in range(1, 8)
    ]
    heavy = [seen(90 + n, source="山后", amount=9000 + 91 * n * n) for n in range(1, 8)]

    asked = codes(*rows, *heavy)

    assert set(asked) == {each.id for each in heavy}
    assert codes(*rows) == {}
    assert codes(*rows[:21], *heavy[:4]) == {}


def test_a_reading_is_compared_with_the_same_installations_earlier_ones() -> None:
    def period(number: int, mg: int, days: int, **changes: Any) -> Seen:
        values = {"installation": 5, "days": days, "mg": mg, "amount": 0}
        return seen(number, day=100 + number * 30, **{**values, **changes})

    before = [period(1, 3000, 30, waiting=False), period(2, 6000, 30, waiting=False)]

    assert codes(*before, period(3, 18_000, 30)) == {}
    assert codes(*before, period(3, 18_001, 30)) == {3: {"READING_JUMP"}}
    assert codes(*before, period(3, 36_000, 60)) == {}
    assert codes(*before, period(3, 99_000, 30, installation=6)) == {}


def test_one_person_is_at_one_place_at_a_time() -> None:
    ride = seen(1, person=7, start=10_000, end=12_000, amount=5000)
    entry = seen(2, person=7, at=11_000)

    assert codes(ride, entry) == {1: {"TWO_PLACES"}, 2: {"TWO_PLACES"}}
    assert codes(ride, entry._replace(at=12_030)) == {}
    assert codes(ride, entry._replace(person=8)) == {}
    here, there = seen(3, person=9, point="甲"), seen(4, person=9, point="乙")
    assert set(codes(here, there)) == {3, 4}
    assert codes(here, there._replace(day=101)) == {}


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("c26-0104 77", True),
        ("Ｃ26010477", True),
        ("乙：C26010477", True),
        ("C26010478", False),
        ("477", False),
    ],
)
def test_a_slip_in_another_spelling_is_asked_about(
    typed: str,
    asked: bool,  # noqa: FBT001  (a parameter)
) -> None:
    order = seen(1, slip="甲:C26010477", batch=5)
    entry = seen(2, slip=typed)

    assert bool(codes(order, entry)) is asked
    assert codes(order, entry._replace(batch=6)) == {}


def test_a_number_that_the_program_gave_is_no_slip() -> None:
    from carbon_points.common.ids import id_text  # noqa: PLC0415

    given_ = (12 << 48) + 10_482
    own = seen(1)._replace(id=given_, slip=id_text(given_))

    assert codes(own, seen(2, slip="甲:1210482", batch=5)) == {}


def test_what_was_decided_is_compared_with_and_not_asked_about() -> None:
    rows = [
        seen(n, person=7, start=n * 9000, end=n * 9000 + 600, amount=2500)
        for n in range(1, 5)
    ]

    assert set(codes(rows[0]._replace(waiting=False), *rows[1:])) == {2, 3, 4}


def test_every_question_reads_in_both_languages() -> None:
    rows = [seen(n, person=7, amount=2500, limit=2500) for n in range(1, 7)]

    for risk in risks(rows):
        assert "{" not in risk.says() + risk.says("en")
        assert risk.says() != risk.says("en")
    assert all(len(pair) == 2 for pair in TEXTS.values())


@given(
    st.lists(st.integers(0, (1 << 64) - 1), min_size=2, max_size=30, unique=True),
    st.data(),
)
def test_prints_that_differ_in_five_bits_are_found(
    prints: list[int], data: st.DataObject
) -> None:
    flips = data.draw(st.sets(st.integers(0, 63), min_size=1, max_size=5))
    copy = prints[0]
    for bit in flips:
        copy ^= 1 << bit
    rows = list(enumerate([*prints, copy]))

    found = set(similar(rows))

    plain = {
        (a, b)
        for b, y in rows
        for a, x in rows[:b]
        if (x ^ y).bit_count() <= 5
        and all(8 <= each.bit_count() <= 56 for each in (x, y))
    }
    assert found == plain


def test_an_amount_near_its_limit_is_said_in_kilograms() -> None:
    bag = seen(1, amount=28_600, limit=30_000, unit="g")

    [risk] = risks([bag])

    assert risk.says("zh") == "数量贴近上限（28.6 kg / 30 kg）。"
