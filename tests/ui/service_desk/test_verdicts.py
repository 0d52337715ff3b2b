"""What a verification says to whoever asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carbon_points.certificates.keylist import ListedKey
from carbon_points.certificates.keylist import Revocation
from carbon_points.certificates.keylist import RevocationReason
from carbon_points.certificates.keys import signing_key
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.trust import TrustedKey
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import Verification
from tests.ui.service_desk.certificates import issued
from tests.ui.service_desk.certificates import shown
from ui.service_desk.verdicts import verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def test_a_replaced_certificate_names_the_new_one() -> None:
    out = Revocation(
        "ZQ-2026-0012-000001-4",
        dt.date(2026, 11, 20),
        RevocationReason.REPLACED,
        "ZQ-2026-0012-000002-2",
    )
    found = verdict(Verification(Reason.REPLACED, serial=out.serial, revocation=out))

    assert found.title == "已被替换"
    assert "ZQ-2026-0012-000002-2" in found.sentence


def test_a_revoked_certificate_says_since_when_and_why() -> None:
    out = Revocation(
        "ZQ-2026-0012-000001-4",
        dt.date(2026, 11, 20),
        RevocationReason.REVOKED,
        note="重复签发",
    )
    found = verdict(Verification(Reason.REVOKED, serial=out.serial, revocation=out))

    assert found.sentence == "签名真实，但该证书已于 2026-11-20 作废（重复签发）。"


def _listed(
    valid_to: dt.date | None = None, lost_from: dt.date | None = None
) -> TrustedKey:
    row = ListedKey(12, bytes(32), dt.date(2024, 1, 1), valid_to, lost_from)
    return TrustedKey(row, bytes(32), "章丘区", demo=False)


def test_a_lost_key_says_since_when_and_believes_nothing() -> None:
    key = _listed(lost_from=dt.date(2026, 11, 20))

    found = verdict(Verification(Reason.KEY_LOST, key=key))

    passed = {check.name: check.passed for check in found.checks}
    assert found.title == "钥匙已挂失"
    assert found.sentence.endswith("自 2026-11-20 起挂失。")
    assert passed["钥匙在签发日有效"] is False
    assert passed["数字签名与内容一致"] is None
    assert not found.facts


def test_a_key_outside_of_its_days_is_told_from_a_desk_that_is_unknown() -> None:
    key = _listed(valid_to=dt.date(2026, 11, 20))

    known = verdict(Verification(Reason.UNKNOWN_KEY, key=key))
    unknown = verdict(Verification(Reason.UNKNOWN_KEY))

    assert (known.title, unknown.title) == ("钥匙当日无效", "非本区签发")
    assert "签发方在公钥名单里" in known.sentence
    assert "不在本机的公钥名单里" in unknown.sentence
    days = {check.name: check.detail for check in known.checks}
    assert days["钥匙在签发日有效"] == "2024-01-01 → 2026-11-19"


@pytest.mark.parametrize("reason", [Reason.BAD_SIGNATURE, Reason.CONTENT_ALTERED])
def test_what_was_altered_is_no_proof(reason: Reason) -> None:
    sentence = verdict(Verification(reason)).sentence

    assert sentence == "签名对不上：二维码或内容被改动过，不能作为凭据。"


def test_a_demo_certificate_answers_that_it_is_one(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    content = replace(issued(hand).content, demo=True)
    hand.window.scan(qr_text(content, signing_key(certified)))
    hand.wait()

    assert shown(hand).title == "演示"
    assert "不作凭据" in shown(hand).sentence


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_verdict(reason: Reason) -> None:
    found = verdict(Verification(reason, serial="ZQ-2026-0012-000001-1"))

    assert found.title
    assert found.sentence
    assert found.icon
