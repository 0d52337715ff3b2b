"""The frozen content: one spelling for one meaning, and nothing half true."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.certificates.content import ContentError
from carbon_points.certificates.content import from_canonical
from carbon_points.certificates.content import Rate
from carbon_points.certificates.content import StocktakingSheet
from carbon_points.certificates.serial import SerialError
from tests.certificates.samples import ALL_FIVE
from tests.certificates.samples import certificate
from tests.certificates.samples import CYCLING
from tests.certificates.samples import line
from tests.certificates.samples import numbered

if TYPE_CHECKING:
    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.content import MethodologyLine

names = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["C", "Z"]), min_size=1
)
lines = st.builds(
    line,
    st.sampled_from(["cycling", "rooftop_pv", "heat_pump"]),
    names,
    st.integers(0, 2**53),
    st.integers(0, 10**9),
    status=st.sampled_from(["trial", "published"]),
)


@given(names, st.lists(lines, max_size=8).map(tuple))
def test_a_content_is_read_back_from_its_bytes(
    name: str, drawn: tuple[MethodologyLine, ...]
) -> None:
    content = certificate(name, drawn, demo=len(drawn) % 2 == 0)

    assert from_canonical(content.canonical()) == content


def test_the_bytes_are_plain_sorted_json_of_integers_and_text() -> None:
    content = certificate(lines=ALL_FIVE, replaces=numbered(17))

    document = json.loads(content.canonical())

    again = json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert again.encode() == content.canonical()
    assert set(map(type, _leaves(document))) == {int, str}


@given(st.data())
def test_no_other_bytes_spell_the_same_content(data: st.DataObject) -> None:
    text = certificate().canonical().decode()
    place = data.draw(st.integers(0, len(text)))
    changed = (
        text[:place] + data.draw(st.sampled_from(" 0\\")) + text[place:]
    ).encode()

    try:
        found = from_canonical(changed)
    except ContentError:
        return

    assert (found == certificate(), found.canonical()) == (False, changed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"demo":0', '"demo":false'),
        ('"demo":0', '"demo":2'),
        ('"demo":0', '"demo":0,"demo":0'),
        ('"demo":0', '"demo":0,"extra":1'),
        ('"desk":12', '"desk":12.0'),
        ('"desk":12', '"desk":"12"'),
        ('"desk":12,', ""),
        ('"kind":"resident"', '"kind":"person"'),
        ('"issued_on":"2026-11-20"', '"issued_on":"2026-11-20T00:00"'),
        ('"format":"carbon-points/certificate/1"', '"format":"x"'),
        ("章丘区", "\\u7ae0\\u4e18\\u533a"),
    ],
)
def test_what_is_not_the_format_is_refused(old: str, new: str) -> None:
    text = certificate().canonical().decode()
    changed = text.replace(old, new)
    assert changed != text

    with pytest.raises(ContentError):
        from_canonical(changed.encode())


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"format":[]}', b" " * 300_000],
)
def test_bytes_of_any_other_kind_are_refused(data: bytes) -> None:
    with pytest.raises(ContentError):
        from_canonical(data)


@pytest.mark.parametrize(
    "changes",
    [
        {"total_mg": 1},
        {"total_points": 1},
        {"desk": 13},
        {"issued_on": dt.date(2025, 1, 1)},
        {"period_from": dt.date(2027, 1, 1)},
        {"serial": "ZQ-2026-0012-003186-1"},
        {"replaces": "ZQ-1"},
        {"holder": "  "},
        {"holder": "张\u202e晓明"},
        {"holder": "张\n晓明"},
        {"holder": "\ud800"},
        {"id_tail": "51X"},
    ],
)
def test_a_content_that_contradicts_itself_cannot_be_made(
    changes: dict[str, Any],
) -> None:
    with pytest.raises((ValueError, SerialError)):
        certificate(**changes)


def test_a_draft_methodology_gives_no_certificate() -> None:
    with pytest.raises(ValueError, match="draft"):
        certificate(lines=(replace(CYCLING, status="draft"),))


@pytest.mark.parametrize(
    "changes",
    [{"status": "withdrawn"}, {"actions": -1}, {"measured_mg": 0}, {"name_zh": "\x07"}],
)
def test_a_line_is_sound(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        replace(CYCLING, **changes)


def test_a_point_costs_something() -> None:
    with pytest.raises(ValueError, match="rate"):
        Rate("event", 0, dt.date(2024, 1, 1))


def test_a_trial_line_makes_the_certificate_one_of_a_trial() -> None:
    published = replace(CYCLING, status="published")

    assert certificate(lines=(CYCLING,)).trial
    assert not certificate(lines=(published,)).trial


def test_a_balance_may_be_below_zero() -> None:
    content = certificate(balance_points=-5)

    assert from_canonical(content.canonical()).balance_points == -5


def test_a_stock_taking_sheet_holds_drafts_without_points_only() -> None:
    draft = replace(CYCLING, status="draft", points=0)
    sheet = _sheet(draft)

    assert sheet.lines == (draft,)
    for wrong in (CYCLING, replace(draft, points=1)):
        with pytest.raises(ValueError, match=r"draft|points"):
            _sheet(wrong)


def _sheet(row: MethodologyLine) -> StocktakingSheet:
    content: CertificateContent = certificate()
    return StocktakingSheet(
        demo=False,
        kind="resident",
        district=content.district,
        holder=content.holder,
        masked_id=content.masked_id,
        made_on=content.issued_on,
        period_from=content.period_from,
        period_to=content.period_to,
        lines=(row,),
    )


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for child in value.values() for leaf in _leaves(child)]
    if isinstance(value, list):
        return [leaf for child in value for leaf in _leaves(child)]
    return [value]
