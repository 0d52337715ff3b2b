"""Verification: every forgery is told apart by its reason, nothing raises."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
import subprocess
import sys
import time
import zlib
from functools import cache
from typing import Any
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.certificates import layout
from carbon_points.certificates.content import CertificateContent
from carbon_points.certificates.keylist import key_list_file
from carbon_points.certificates.keylist import KeyList
from carbon_points.certificates.keylist import ListedKey
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.keylist import Revocation
from carbon_points.certificates.keylist import RevocationReason
from carbon_points.certificates.paper import Drawing
from carbon_points.certificates.paper import Paper
from carbon_points.certificates.pdf import certificate_pdf
from carbon_points.certificates.pdf import merged_pdf
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.seal import CONTENT_NAME
from carbon_points.certificates.seal import seal_file
from carbon_points.certificates.seal import SEAL_NAME
from carbon_points.certificates.seal import with_last_line
from carbon_points.certificates.signing import base32_text
from carbon_points.certificates.trust import Keys
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import SENTENCES
from carbon_points.certificates.verify import verify_pdf
from carbon_points.certificates.verify import verify_text
from tests.certificates.samples import agreed
from tests.certificates.samples import certificate
from tests.certificates.samples import CLOTHING
from tests.certificates.samples import CYCLING
from tests.certificates.samples import DESK
from tests.certificates.samples import DISTRICT
from tests.certificates.samples import ISSUED
from tests.certificates.samples import KEY
from tests.certificates.samples import key_on
from tests.certificates.samples import keys
from tests.certificates.samples import numbered
from tests.certificates.samples import OTHER_KEY
from tests.certificates.samples import SERIAL
from tests.certificates.samples import SINCE

if TYPE_CHECKING:
    from carbon_points.certificates.signing import DeskKey

_A_DAY = dt.timedelta(days=1)
CONTENT = certificate()
CHANGES: dict[str, dict[str, Any]] = {
    "demo": {"demo": True},
    "kind": {"kind": "sme"},
    "serial": {"serial": numbered(3187)},
    "district": {"district": "历城区"},
    "holder": {"holder": "张晓朋"},
    "masked_id": {"masked_id": "370181********2511"},
    "id_tail": {"id_tail": "2511"},
    "issued_on": {"issued_on": ISSUED + dt.timedelta(days=1)},
    "period_from": {"period_from": dt.date(2025, 1, 1)},
    "period_to": {"period_to": dt.date(2026, 11, 20)},
    "lines": {
        "lines": (dataclasses.replace(CYCLING, actions=8), CLOTHING),
    },
    "rates": {"rates": ()},
    "balance_points": {"balance_points": 6432},
    "assumed": {"assumed": ()},
    "replaces": {"replaces": numbered(1)},
    "chain": {"chain": ""},
}


SPACED = seal_file(CONTENT.canonical(), KEY).replace(b":", b": ")


@cache
def paper() -> bytes:
    """One genuine certificate."""
    return certificate_pdf(CONTENT, KEY)


def forged(attached: dict[str, bytes], last_line_by: DeskKey | None = None) -> bytes:
    """A well-formed file of a forger who has the program but not the desk's key."""
    characters = layout.characters()
    file = Paper(characters, "碳普惠积分证书", ISSUED)
    file.page(Drawing(characters))
    for name, data in attached.items():
        file.attach(name, data, "application/json")
    return with_last_line(file.finish(), last_line_by or OTHER_KEY)


def test_a_genuine_file_is_valid_and_says_what_was_signed() -> None:
    found = verify_pdf(paper(), keys())

    assert (found.reason, found.valid, found.demo) == (Reason.OK, True, False)
    assert (found.serial, found.content) == (SERIAL, CONTENT)


def test_a_genuine_code_is_valid_and_says_what_was_signed() -> None:
    found = verify_text(qr_text(CONTENT, KEY), keys())

    assert (found.reason, found.serial) == (Reason.OK, SERIAL)
    assert found.summary
    assert found.summary.name == "张晓明"


def test_a_demonstration_is_valid_as_a_demonstration() -> None:
    content = certificate(demo=True)

    for found in (
        verify_pdf(certificate_pdf(content, KEY), keys()),
        verify_text(qr_text(content, KEY), keys()),
    ):
        assert (found.valid, found.demo) == (True, True)


def test_a_demo_database_cannot_sign_anything_but_demonstrations() -> None:
    demo_keys = keys(demo=True)

    assert verify_pdf(paper(), demo_keys).demo
    assert verify_text(qr_text(CONTENT, KEY), demo_keys).demo


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_an_altered_field_is_found_in_the_attached_content(
    changes: dict[str, Any],
) -> None:
    altered = certificate(**changes)
    seal = seal_file(CONTENT.canonical(), KEY)

    found = verify_pdf(
        forged({CONTENT_NAME: altered.canonical(), SEAL_NAME: seal}), keys()
    )

    assert (found.reason, found.content) == (Reason.CONTENT_ALTERED, None)


def test_every_field_of_a_content_was_altered_once() -> None:
    fields = {field.name for field in dataclasses.fields(CertificateContent)}

    # These follow from others: a content that contradicts itself is not readable.
    assert fields - set(CHANGES) == {"desk", "total_mg", "total_points"}


def test_a_content_that_contradicts_itself_is_found_altered() -> None:
    altered = CONTENT.canonical().replace(b"64310000", b"94310000")
    assert altered != CONTENT.canonical()

    attached = {CONTENT_NAME: altered, SEAL_NAME: seal_file(CONTENT.canonical(), KEY)}
    found = verify_pdf(forged(attached), keys())

    assert (found.reason, found.serial) == (Reason.CONTENT_ALTERED, "")


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_a_code_does_not_fit_an_altered_field(changes: dict[str, Any]) -> None:
    altered = certificate(**changes)
    stolen = qr_text(CONTENT, KEY)[-103:]
    text = qr_text(altered, KEY)[:-103] + stolen

    assert verify_text(text, keys()).reason is Reason.BAD_SIGNATURE


def test_a_seal_by_another_hand_in_the_desk_s_name_is_a_bad_signature() -> None:
    canonical = certificate("李四").canonical()
    seal = json.loads(seal_file(canonical, OTHER_KEY)) | {"key": KEY.key_id.hex()}
    spelled = json.dumps(seal, sort_keys=True, separators=(",", ":")).encode()

    found = verify_pdf(forged({CONTENT_NAME: canonical, SEAL_NAME: spelled}), keys())

    assert (found.reason, found.serial) == (Reason.BAD_SIGNATURE, SERIAL)


def test_a_genuine_content_in_a_new_file_is_a_changed_file() -> None:
    canonical = CONTENT.canonical()
    attached = {CONTENT_NAME: canonical, SEAL_NAME: seal_file(canonical, KEY)}

    found = verify_pdf(forged(attached), keys())

    assert (found.reason, found.content) == (Reason.FILE_CHANGED, CONTENT)


def test_a_desk_that_is_in_no_list_is_unknown() -> None:
    other = keys(key=OTHER_KEY)

    assert verify_pdf(paper(), other).reason is Reason.UNKNOWN_KEY
    assert verify_text(qr_text(CONTENT, KEY), other).reason is Reason.UNKNOWN_KEY
    assert verify_pdf(paper(), Keys([])).reason is Reason.UNKNOWN_KEY


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        (ListedKey(DESK + 1, KEY.public, SINCE), Reason.BAD_SIGNATURE),
        (ListedKey(DESK, KEY.public, SINCE, ISSUED), Reason.UNKNOWN_KEY),
        (ListedKey(DESK, KEY.public, ISSUED), Reason.OK),
        (ListedKey(DESK, KEY.public, SINCE, None, ISSUED), Reason.KEY_LOST),
        (ListedKey(DESK, KEY.public, SINCE, ISSUED, ISSUED), Reason.KEY_LOST),
        (ListedKey(DESK, KEY.public, SINCE, None, ISSUED + _A_DAY), Reason.OK),
    ],
)
def test_a_desk_signs_its_own_serials_while_its_key_is_in_force(
    listed: ListedKey, reason: Reason
) -> None:
    document = KeyList(
        DISTRICT,
        demo=False,
        edition=1,
        issued_on=ISSUED,
        keys=(agreed(listed, OTHER_KEY),),
    )
    trusted = Keys([read_list(key_list_file(document, OTHER_KEY))])

    for found in (
        verify_pdf(paper(), trusted),
        verify_text(qr_text(CONTENT, KEY), trusted),
    ):
        assert found.reason is reason
        assert bool(found.content or found.summary) == found.valid


@pytest.mark.parametrize(
    ("why", "by", "reason"),
    [
        (RevocationReason.REVOKED, "", Reason.REVOKED),
        (RevocationReason.REPLACED, numbered(4000), Reason.REPLACED),
    ],
)
def test_a_certificate_out_of_force_is_genuine_but_not_valid(
    why: RevocationReason, by: str, reason: Reason
) -> None:
    entry = Revocation(SERIAL, ISSUED, why, by, "重复签发")
    trusted = keys(entry)

    for found in (
        verify_pdf(paper(), trusted),
        verify_text(qr_text(CONTENT, KEY), trusted),
    ):
        assert (found.reason, found.valid, found.revocation) == (reason, False, entry)
        assert found.revocations_as_of == ISSUED
    assert verify_pdf(
        certificate_pdf(certificate(serial=numbered(9)), KEY), trusted
    ).valid


def test_any_changed_byte_of_the_file_is_found() -> None:
    data, trusted = paper(), keys()
    # The last line and the ends of the file whole, and a sample of the rest.
    tail = range(len(data) - 130, len(data))
    places = {*range(20), *range(7, len(data), 251), *tail}

    for place in places:
        changed = bytearray(data)
        changed[place] ^= 0x15
        found = verify_pdf(bytes(changed), trusted)
        assert not found.valid, place
        assert found.reason in {
            Reason.FILE_CHANGED,
            Reason.CONTENT_ALTERED,
            Reason.UNKNOWN_KEY,
            Reason.NOT_A_CERTIFICATE,
        }


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"\n",
        lambda data: data + b"x",
        lambda data: data[:-1],
        lambda data: data[: data.rfind(b"%CP1")],
        lambda data: data[:-103],
        lambda data: data + data[data.rfind(b"\n%CP1") :],
        lambda data: b" " + data,
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data[:-103] + data[-103:].lower(),
    ],
)
def test_a_file_with_more_or_less_than_was_signed_is_changed(change: Any) -> None:
    found = verify_pdf(change(paper()), keys())

    assert (found.reason, found.content) == (Reason.FILE_CHANGED, CONTENT)


def test_the_spare_bits_of_the_last_character_are_fixed() -> None:
    accepted = [
        last
        for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
        if verify_pdf(paper()[:-1] + last.encode(), keys()).valid
    ]

    assert accepted == [chr(paper()[-1])]


def test_a_print_run_is_no_certificate_by_itself() -> None:
    found = verify_pdf(merged_pdf([CONTENT], key_on), keys())

    assert found.reason is Reason.NOT_A_CERTIFICATE


def test_a_file_that_the_desk_signed_for_another_purpose_is_no_certificate() -> None:
    found = verify_pdf(forged({}, KEY), keys())

    assert found.reason is Reason.NOT_A_CERTIFICATE


@pytest.mark.parametrize(
    ("sealed_as", "reason"),
    [
        (certificate("李四"), Reason.CONTENT_ALTERED),
        (CONTENT, Reason.OK),
    ],
)
def test_content_and_seal_in_a_signed_file_must_fit(
    sealed_as: CertificateContent, reason: Reason
) -> None:
    seal = seal_file(sealed_as.canonical(), KEY)
    attached = {CONTENT_NAME: CONTENT.canonical(), SEAL_NAME: seal}

    assert verify_pdf(forged(attached, KEY), keys()).reason is reason


def test_a_wrong_seal_in_a_signed_file_is_a_bad_signature() -> None:
    seal = seal_file(CONTENT.canonical(), OTHER_KEY)
    attached = {CONTENT_NAME: CONTENT.canonical(), SEAL_NAME: seal}

    assert verify_pdf(forged(attached, KEY), keys()).reason is Reason.BAD_SIGNATURE


@pytest.mark.parametrize(
    "seal",
    [b"", b"{}", b"[]", b"[" * 5_000, b'{"key":7}', b'{"key":"zz"}', b"\xff", SPACED],
)
def test_a_seal_that_cannot_be_read_is_a_changed_file(seal: bytes) -> None:
    attached = {CONTENT_NAME: CONTENT.canonical(), SEAL_NAME: seal}

    found = verify_pdf(forged(attached), keys())

    assert found.reason is Reason.FILE_CHANGED
    assert "genuine" not in found.sentence[1]


@settings(deadline=None)
@given(st.binary(max_size=300), st.booleans(), st.booleans())
def test_no_bytes_whatsoever_raise(data: bytes, head: bool, tail: bool) -> None:  # noqa: FBT001  (drawn)
    whole = b"%PDF-1.7\n" * head + data + b"\n%CP1 " * tail + data * tail

    assert not verify_pdf(whole, keys()).valid


def test_no_torn_file_raises() -> None:
    chance = random.Random(7)  # noqa: S311  (the same cuts every time)
    data = paper()

    for _ in range(60):
        start, end = sorted(chance.choices(range(len(data)), k=2))
        assert not verify_pdf(data[:start] + data[end:], keys()).valid


def test_an_answer_is_told_in_plain_values_and_sentences() -> None:
    found = verify_pdf(paper(), keys()).document()

    assert found == {
        "valid": True,
        "demo": False,
        "serial": SERIAL,
        "reason": "OK",
        "content": CONTENT.document(),
    }
    assert verify_text("", keys()).document()["content"] is None
    assert set(SENTENCES) == set(Reason)
    assert json.dumps(found)


def test_verifying_needs_neither_reportlab_nor_the_database() -> None:
    code = (
        "import sys; from carbon_points.certificates.verify import verify_text;"
        "from carbon_points.certificates.trust import Keys;"
        "verify_text('CP1:', Keys([]));"
        "print({'reportlab', 'sqlalchemy', 'pypdfium2', 'segno'} & set(sys.modules))"
    )

    done = subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"


def test_a_signature_of_the_file_is_no_signature_of_a_code() -> None:
    line = paper()[-103:].decode()
    assert base32_text(b"") == ""

    text = qr_text(CONTENT, KEY)

    assert verify_text(text[:-103] + line, keys()).reason is not Reason.OK


def test_content_that_nobody_signed_is_never_called_genuine() -> None:
    paper_of_nobody = b"%PDF-1.7\nstream\n" + b'{"made": "up"}' + b"\nendstream"

    found = verify_pdf(paper_of_nobody, keys())

    assert not found.valid
    assert "genuine" not in found.sentence[1]
    assert "是真的" not in found.sentence[0]


def test_a_paper_full_of_packed_objects_keeps_nobody_busy() -> None:
    packed = zlib.compress(b'{"' + b"a" * 300_000)
    stream = b"stream\n" + packed + b"\nendstream\n"
    started = time.process_time()

    found = verify_pdf(b"%PDF-1.7\n" + stream * 20_000, keys())

    assert not found.valid
    assert time.process_time() - started < 3
