"""Identity numbers and telephones."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.participants.rules import is_ric
from carbon_points.participants.rules import is_uscc
from carbon_points.participants.rules import masked_id
from carbon_points.participants.rules import masked_name
from carbon_points.participants.rules import masked_phone
from carbon_points.participants.rules import native_place
from carbon_points.participants.rules import normalise_id
from carbon_points.participants.rules import normalise_phone
from carbon_points.participants.rules import owner_problem
from carbon_points.participants.rules import phone_problem
from carbon_points.participants.rules import ric_birth_date
from carbon_points.participants.rules import ric_problem
from carbon_points.participants.rules import ric_sex
from carbon_points.participants.rules import rics_of_old_number
from carbon_points.participants.rules import uscc_problem

TODAY: Final = dt.date(2026, 6, 30)
RIC: Final = "370114196705269988"
RIC_X: Final = "37011420010309928X"
USCC: Final = "91370114XX3094540X"

digits17 = st.builds(
    lambda area, born, serial: f"{area:06d}{born:%Y%m%d}{serial:03d}",
    st.integers(110000, 999999),
    st.dates(dt.date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)
uscc17 = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17)


@given(digits17)
def test_one_check_character_of_eleven_is_right(body: str) -> None:
    sound = [c for c in "0123456789X" if is_ric(body + c, TODAY)]

    assert len(sound) == 1


@given(digits17, st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_mistyped_digit_is_always_noticed(body: str, at: int, digit: str) -> None:
    right = next(body + c for c in "0123456789X" if is_ric(body + c, TODAY))
    assume(right[at] != digit)

    assert ric_problem(right[:at] + digit + right[at + 1 :], TODAY) is not None


@given(uscc17)
def test_one_check_letter_of_thirty_one_is_right(body: str) -> None:
    sound = [c for c in "0123456789ABCDEFGHJKLMNPQRTUWXY" if is_uscc(body + c)]

    assert len(sound) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RIC, None),
        (RIC_X, None),
        ("", "ID_MISSING"),
        (RIC[:16], "ID_LENGTH"),
        ("370114670526998", "ID_LENGTH"),
        (RIC[:17] + "1", "ID_CHECKSUM"),
        (RIC[:10] + "****" + RIC[14:], "ID_CHECKSUM"),
        ("X" + RIC[1:], "ID_CHECKSUM"),
        ("370114196702309988", "ID_IMPOSSIBLE_DATE"),
        ("370114209905269988", "ID_IMPOSSIBLE_DATE"),
        ("370114180005269988", "ID_IMPOSSIBLE_DATE"),
    ],
)
def test_a_resident_id_is_sound_or_says_why_not(text: str, code: str | None) -> None:
    assert ric_problem(text, TODAY) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (USCC, None),
        ("", "ID_MISSING"),
        (USCC[:15], "USCC_LENGTH"),
        (USCC[:9] + "O" + USCC[10:], "USCC_LETTER"),
        (USCC[:17] + "1", "USCC_CHECKSUM"),
    ],
)
def test_a_company_code_is_sound_or_says_why_not(text: str, code: str | None) -> None:
    assert uscc_problem(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RIC, None),
        (USCC, None),
        ("", "ID_MISSING"),
        (RIC[:17] + "1", "ID_CHECKSUM"),
        (USCC[:17] + "1", "USCC_CHECKSUM"),
        (USCC[:15], "USCC_LENGTH"),
        (RIC[:15], "ID_LENGTH"),
    ],
)
def test_an_owner_is_judged_as_what_the_number_looks_like(
    text: str, code: str | None
) -> None:
    assert owner_problem(text, TODAY) == code


@given(
    st.sampled_from([RIC, RIC_X, USCC]),
    st.lists(st.sampled_from(" \t\u00a0\u3000\u200b\ufeff-'"), max_size=5),
    st.data(),
)
def test_the_way_a_number_is_typed_does_not_matter(
    number: str, noise: list[str], data: st.DataObject
) -> None:
    full = number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})
    typed = data.draw(st.sampled_from([number, number.lower(), full]))
    for mark in noise:
        at = data.draw(st.integers(0, len(typed)))
        typed = typed[:at] + mark + typed[at:]

    assert normalise_id(typed) == number


@given(st.text("09xXoＡａ０９－— \u00a0\u3000\u200b'`+"))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_id(text)

    assert normalise_id(once) == once


def test_birth_date_and_sex_are_read_from_the_number() -> None:
    assert ric_birth_date(RIC) == dt.date(1967, 5, 26)
    assert ric_birth_date("370114199902301234") is None
    assert ric_sex(RIC) == "female"
    assert ric_sex("37011419840417913X") == "male"


@pytest.mark.parametrize(
    "typed",
    [
        "16984970182",
        " 169-8497-0182",
        "+86 16984970182",
        "008616984970182",
        "8616984970182",
        "１６９８４９７０１８２",
    ],
)
def test_a_telephone_is_kept_as_eleven_digits(typed: str) -> None:
    phone = normalise_phone(typed)

    assert phone == "16984970182"
    assert phone_problem(phone) is None


@pytest.mark.parametrize("typed", ["1698497018", "169849701822", "0531-83212345", "无"])
def test_what_is_no_mobile_number_is_a_problem(typed: str) -> None:
    assert phone_problem(normalise_phone(typed)) == "PHONE_LENGTH"


def test_nobody_needs_a_telephone() -> None:
    assert phone_problem("") is None


def test_masks_keep_the_ends() -> None:
    assert masked_id("37011420010309001X") == "370114********001X"
    assert masked_phone("13800006021") == "138****6021"
    assert masked_id("3701141967") == "37******67"
    assert masked_id("") == ""


def test_a_masked_name_keeps_its_beginning_and_no_length() -> None:
    names = ("张", "张三", "欧阳娜", "阿依古丽", "章丘某某制造有限公司", "")

    assert [masked_name(name) for name in names] == [
        *("**", "张**", "欧**", "阿依**", "章丘**", "")
    ]


@given(st.text(min_size=1))
def test_a_mask_always_hides_something(text: str) -> None:
    masked = masked_id(text)

    assert len(masked) == len(text)
    assert masked.count("*") >= min(len(text) / 4, 4)


@given(digits17)
def test_a_number_is_among_those_that_its_old_one_may_have_become(body: str) -> None:
    right = next(body + c for c in "0123456789X" if is_ric(body + c, TODAY))
    assume(right[6:8] == "19")

    found = rics_of_old_number(right[:6] + right[8:17])

    assert found[0] == right
    assert all(number[8:17] == right[8:17] for number in found)


@pytest.mark.parametrize("text", ["", "37011467052699", "3701146713269988"[:15], RIC])
def test_what_is_no_old_number_becomes_none(text: str) -> None:
    assert rics_of_old_number(text) == ()


def test_the_native_place_is_the_district_or_the_province() -> None:
    full = "山东省济南市章丘区"

    assert native_place(RIC, "370114", full) == full
    assert native_place("370102", "370114", full) == "山东省"
    assert native_place("110101", "370114", full) == "北京市"
    assert native_place("99", "370114", full) == ""
    assert native_place("37", "", "") == "山东省"
