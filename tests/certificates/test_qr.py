"""The QR text: short, signed, and with one spelling only."""

from __future__ import annotations

import base64
import datetime as dt
import random

import msgspec
import pytest
import segno
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.certificates.qr import cut_name
from carbon_points.certificates.qr import parse_qr_text
from carbon_points.certificates.qr import payload_of
from carbon_points.certificates.qr import PREFIX
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.signing import base32_text
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_text
from tests.certificates.samples import certificate
from tests.certificates.samples import CLOTHING
from tests.certificates.samples import ISSUED
from tests.certificates.samples import KEY
from tests.certificates.samples import keys
from tests.certificates.samples import SERIAL

TEXT = qr_text(certificate(), KEY)
FIELDS = [
    *(1, KEY.key_id, SERIAL, "张晓明", "251X"),
    *(2515, 2192, 2514, 64_310_000, 64_310, b"d" * 16),
]


han = st.characters(min_codepoint=0x4E00, max_codepoint=0x2FFFF, categories=["Lo"])


def unpadded(text: str) -> bytes:
    """The bytes behind the prefix of a text."""
    body = text.removeprefix(PREFIX)
    return base64.b32decode(body + "=" * (-len(body) % 8))


def packed(fields: list[object]) -> str:
    """The text of any array, rightly signed."""
    payload = msgspec.msgpack.encode(fields)
    return PREFIX + base32_text(payload + KEY.sign(b"CP1" + payload))


def version(text: str) -> int:
    """How large the code is."""
    found = segno.make_qr(text, error="m", boost_error=False).version
    assert isinstance(found, int)
    return found


def test_the_payload_is_the_array_that_the_format_names() -> None:
    content = certificate(demo=True)
    data = unpadded(qr_text(content, KEY))

    fields = msgspec.msgpack.decode(data[:-64])

    days = [
        (day - dt.date(2020, 1, 1)).days
        for day in (ISSUED, dt.date(2026, 1, 1), dt.date(2026, 11, 19))
    ]
    sums = [content.total_mg, content.total_points]
    who = [SERIAL, "张晓明", "251X"]
    assert fields == [5, KEY.key_id, *who, *days, *sums, content.digest()[:16]]


def test_flags_tell_demo_enterprise_and_trial() -> None:
    plain = payload_of(certificate(lines=(CLOTHING,)), KEY.key_id)
    all_three = payload_of(certificate(demo=True, kind="sme"), KEY.key_id)

    assert (plain.flags, plain.demo, plain.sme, plain.trial) == (0, False, False, False)
    assert (all_three.flags, all_three.demo, all_three.sme) == (7, True, True)


def test_a_resident_s_code_is_of_version_9() -> None:
    assert version(TEXT) == 9


@settings(deadline=None)
@given(st.text(han, min_size=1))
def test_the_longest_name_stays_within_version_11(name: str) -> None:
    content = certificate(name, kind="sme")

    assert version(qr_text(content, KEY)) <= 11


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_name_is_cut_at_a_character(name: str) -> None:
    cut = cut_name(name)

    assert name.startswith(cut)
    assert len(cut.encode()) <= 60
    assert cut == name or len(name[: len(cut) + 1].encode()) > 60


def test_the_text_says_what_the_paper_says() -> None:
    document = parse_qr_text(TEXT).payload.document()

    content = certificate().document()
    shared = set(document) & set(content)
    assert {name: document[name] for name in shared} == {n: content[n] for n in shared}
    assert {"serial", "holder", "total_mg", "total_points"} <= shared


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT.lower(),
        TEXT.replace("CP1", "cp1"),
        TEXT.replace("CP1", "CP2"),
        f" {TEXT}",
        f"{TEXT} ",
        f"{TEXT}\n",
        f"{TEXT}A",
        f"{TEXT}====",
        TEXT[:-1],
        f"{TEXT}{'A' * 400}",
        PREFIX,
    ],
)
def test_only_the_one_spelling_is_read(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_qr_text(text)


def test_the_spare_bits_of_the_last_character_are_fixed() -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    readable = []
    for last in alphabet:
        try:
            readable.append(parse_qr_text(TEXT[:-1] + last).signature)
        except ValueError:
            continue

    assert len(set(readable)) == len(readable)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 8),
        (0, -1),
        (0, True),
        (1, b"abc"),
        (2, "ZQ-2026-0012-003186-1"),
        (3, "张" * 21),
        (3, b"name"),
        (5, 10**7),
        (5, -(10**9)),
        (6, 2515.0),
        (7, 2191),
        (8, "64310000"),
        (9, None),
        (10, b"d" * 15),
    ],
)
def test_a_signed_array_of_another_shape_is_refused(place: int, value: object) -> None:
    fields = list(FIELDS)
    assert parse_qr_text(packed(fields)).payload.name == "张晓明"
    fields[place] = value

    with pytest.raises(ValueError, match=r".*"):
        parse_qr_text(packed(fields))


@pytest.mark.parametrize("fields", [FIELDS[:-1], [*FIELDS, 1], []])
def test_an_array_of_another_length_is_refused(fields: list[object]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_qr_text(packed(fields))


def test_a_longer_spelling_of_a_number_is_refused() -> None:
    payload = msgspec.msgpack.encode(FIELDS).replace(b"\x9b\x01", b"\x9b\xcc\x01", 1)

    with pytest.raises(ValueError, match=r".*"):
        parse_qr_text(PREFIX + base32_text(payload + KEY.sign(b"CP1" + payload)))


def test_none_of_many_forged_payloads_is_accepted() -> None:
    trusted = keys()
    chance = random.Random(20261120)  # noqa: S311  (the same forgeries every time)
    data = unpadded(TEXT)
    accepted = 0

    for _ in range(3_000):
        forged = bytearray(data)
        for _ in range(chance.randint(1, 3)):
            forged[chance.randrange(len(forged))] ^= chance.randint(1, 255)
        if bytes(forged) != data:
            found = verify_text(PREFIX + base32_text(bytes(forged)), trusted)
            accepted += found.reason is Reason.OK

    assert accepted == 0


@given(st.text(max_size=700))
def test_no_text_whatsoever_raises(text: str) -> None:
    for found in (verify_text(text, keys()), verify_text(PREFIX + text, keys())):
        assert not found.valid
