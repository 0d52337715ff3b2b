"""A filled form becomes a draft, or is refused for what cannot be understood."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from carbon_points.common.days import day_number
from carbon_points.common.problems import UserError
from carbon_points.participants.drafts import draft_problem
from carbon_points.participants.drafts import KINDS
from carbon_points.participants.forms import draft_of
from carbon_points.participants.forms import FORMS
from carbon_points.participants.names import is_private
from carbon_points.participants.names import rare_character
from carbon_points.participants.texts import TEXTS
from tests.participants.people import company
from tests.participants.people import resident
from tests.participants.people import ric
from tests.participants.people import TODAY

FORM = {
    "kind": "resident",
    "name": " 王  芳 ",
    "identity": "３７０１１４ " + ric(1)[6:].lower(),
    "phone": "+86 139-0000-0001",
    "subdistrict": "明水街道",
    "consent": True,
}


def test_a_filled_form_is_cleaned() -> None:
    draft = draft_of(FORM, TODAY)

    assert (draft.name, draft.identity, draft.phone) == ("王芳", ric(1), "13900000001")
    assert draft.registered_on == day_number(TODAY)
    assert draft_problem(draft, TODAY) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "person"}, "KIND_UNKNOWN"),
        ({"kind": None}, "KIND_UNKNOWN"),
        ({"shoe_size": "44"}, "FIELD_UNKNOWN"),
        ({"industry": "食品"}, "FIELD_UNKNOWN"),
        ({"name": 7}, "FIELD_TYPE"),
        ({"consent": "yes"}, "FIELD_TYPE"),
        ({"registered_on": "2026-02-30"}, "DATE_UNREADABLE"),
    ],
)
def test_a_form_that_cannot_be_understood_is_refused(
    changes: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError) as caught:
        draft_of(FORM | changes, TODAY)

    assert caught.value.code == code
    assert code in TEXTS


def test_a_missing_consent_is_none() -> None:
    form = {name: value for name, value in FORM.items() if name != "consent"}

    assert draft_problem(draft_of(form, TODAY), TODAY) == ("consent", "NO_CONSENT")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": ""}, ("name", "NAME_MISSING")),
        ({"name": "王" * 101}, ("name", "NAME_TOO_LONG")),
        ({"identity": ""}, ("identity", "ID_MISSING")),
        ({"identity": ric(1)[:17] + "?"}, ("identity", "ID_CHECKSUM")),
        ({"phone": "1390000000"}, ("phone", "PHONE_LENGTH")),
        ({"subdistrict": ""}, ("subdistrict", "UNKNOWN_STREET")),
        ({"registered_on": 99_999}, ("registered_on", "DATE_FUTURE")),
        ({"proxy_name": "李强"}, ("proxy_relation", "PROXY_RELATION_MISSING")),
        ({"proxy_relation": "子女"}, ("proxy_name", "PROXY_NAME_MISSING")),
        (
            {"proxy_name": "李强", "proxy_relation": "子女", "proxy_phone": "call"},
            ("proxy_phone", "PROXY_PHONE"),
        ),
        ({"consent": False}, ("consent", "NO_CONSENT")),
    ],
)
def test_what_is_wrong_with_a_draft_is_named(
    changes: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert draft_problem(resident(1, **changes), TODAY) == problem
    assert problem[1] in TEXTS


def test_a_company_may_have_a_landline_and_a_person_may_not() -> None:
    landline = "053183200000"

    assert draft_problem(company(1, phone=landline), TODAY) is None
    assert draft_problem(company(1, phone="call us"), TODAY) == (
        "phone",
        "PHONE_LENGTH",
    )
    assert draft_problem(replace(resident(1), phone=landline), TODAY) is not None
    assert draft_problem(replace(resident(1), phone=""), TODAY) is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_form_is_a_field_of_a_draft(kind: str) -> None:
    for field in FORMS[kind]:
        assert hasattr(resident(1), field.name)
        assert field.label_zh
        assert field.label_en


def test_a_name_tells_its_rare_and_its_invented_characters() -> None:
    assert rare_character("何𬱖") == "𬱖"
    assert rare_character("朱镕基") == "镕"
    assert not rare_character("王芳")
    assert not rare_character("Ali·Khan")
    assert is_private("\ue123")
    assert not is_private("𬱖")
