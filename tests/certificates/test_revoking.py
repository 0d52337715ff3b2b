"""A revoked certificate is told from a valid one, here and by whoever verifies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.certificates.forgetting import REASON
from carbon_points.certificates.keys import publish
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.revoking import revoke
from carbon_points.certificates.service import issue
from carbon_points.certificates.verify import verify_pdf
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.service import verify
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.service import Issued
    from carbon_points.storage.engine import Database


@pytest.fixture
def paper(busy: Database, tmp_path: Path) -> Issued:
    """A certificate on the disk."""
    return issue(busy, as_of("worker"), [person(1)], YEAR, tmp_path / "papers")[0]


def test_a_revoked_certificate_is_no_longer_valid_for_any_verifier(
    busy: Database, paper: Issued
) -> None:
    before = verify_pdf(paper.file.read_bytes(), trusted_keys())

    done = revoke(busy, as_of("auditor"), paper.serial.lower(), "登记错误，已冲正")

    after = verify_pdf(paper.file.read_bytes(), trusted_keys())
    assert (before.valid, after.valid, after.reason) == (True, False, "REVOKED")
    assert after.revocation is not None
    assert after.revocation.on == done.on == AS_OF
    assert all(file.is_file() for file in done.files)
    assert verify(busy, as_of("auditor"), recalculate=True).ok


def test_who_revoked_it_and_why_is_kept_and_cannot_be_changed(
    busy: Database, paper: Issued
) -> None:
    from sqlalchemy.exc import IntegrityError  # noqa: PLC0415

    revoke(busy, as_of("auditor"), paper.serial, "登记错误")

    with busy.reading() as session:
        row = session.execute(
            text("SELECT serial, reason, operator FROM certificate_withdrawal")
        ).one()
    assert tuple(row) == (paper.serial, "登记错误", "auditor")
    with pytest.raises(IntegrityError, match="append-only"), busy.writing() as session:
        session.execute(text("UPDATE certificate_withdrawal SET reason = ''"))


def test_a_revocation_that_is_undone_by_hand_is_found(
    busy: Database, paper: Issued
) -> None:
    revoke(busy, as_of("auditor"), paper.serial, "登记错误")
    with busy.writing() as session:
        session.execute(
            text("UPDATE certificate SET validity = 'valid', invalid_since = NULL")
        )

    found = verify(busy, as_of("auditor")).checks

    assert [c.name for c in found if not c.ok] == ["revoked_certificates_are_recorded"]


def test_a_certificate_is_revoked_once_and_for_a_reason(
    busy: Database, paper: Issued
) -> None:
    with pytest.raises(UserError, match="REASON_MISSING"):
        revoke(busy, as_of("auditor"), paper.serial, " ")
    with pytest.raises(UserError, match="CERTIFICATE_UNKNOWN"):
        revoke(busy, as_of("auditor"), "ZQ-2026-0012-000000-0", "x")
    revoke(busy, as_of("auditor"), paper.serial, "x")
    with pytest.raises(UserError, match="CERTIFICATE_NOT_VALID"):
        revoke(busy, as_of("auditor"), paper.serial, "x")


def test_a_new_certificate_follows_a_revoked_one(
    busy: Database, paper: Issued, tmp_path: Path
) -> None:
    revoke(busy, as_of("auditor"), paper.serial, "x")

    [fresh] = issue(busy, as_of("worker"), [person(1)], YEAR, tmp_path / "again")

    assert fresh.serial != paper.serial
    assert verify_pdf(fresh.file.read_bytes(), trusted_keys()).valid


@pytest.mark.parametrize("operator", ["worker", "admin", "viewer"])
def test_only_an_auditor_revokes(busy: Database, paper: Issued, operator: str) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        revoke(busy, as_of(operator), paper.serial, "x")


def test_the_public_list_tells_that_somebody_was_erased_and_no_other_reason(
    busy: Database, paper: Issued
) -> None:
    revoke(busy, as_of("auditor"), paper.serial, "张三代领")
    named = verify_pdf(paper.file.read_bytes(), trusted_keys()).revocation
    with busy.writing() as session:
        session.execute(text("DROP TRIGGER certificate_withdrawal_no_update"))
        change = text("UPDATE certificate_withdrawal SET reason = :reason")
        session.execute(change, {"reason": REASON})
    publish(busy)

    erased = verify_pdf(paper.file.read_bytes(), trusted_keys()).revocation

    assert named
    assert erased
    assert (named.note, erased.note) == ("", REASON)
