"""What must be true of certificates (invariant 5 of ``domain.md``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.certificates.content import from_canonical
from carbon_points.certificates.models import Certificate
from carbon_points.certificates.serial import parse_serial
from carbon_points.common.days import day_number
from carbon_points.common.problems import UserError
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.certificates.content import CertificateContent

_BALANCES = text("""
SELECT c.id, COALESCE(SUM(p.amount), 0)
FROM certificate c
JOIN chain_record r ON r.position = c.chain_position
LEFT JOIN ledger_account a ON a.kind = 'participant' AND a.owner = c.participant_id
LEFT JOIN ledger_posting p ON p.account_id = a.id AND p.commodity = 1
  AND p.chain_position < c.chain_position
GROUP BY c.id""")


def checks(session: Session) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    name = "balance_is_what_the_certificate_says"
    held = {row[0]: row[1] for row in session.execute(_BALANCES)}
    for row in session.scalars(select(Certificate).order_by(Certificate.id)):
        finding = _wrong(row, held.get(row.id, 0))
        if finding is not None:
            yield Check(name, len(held), finding)
            break
    else:
        yield Check(name, len(held))
    yield _revoked(session)
    yield _replaced(session)
    yield _named_heads(session)


def _named_heads(session: Session) -> Check:
    """The head of the chain that each signed content names is still that record.

    A chain that was computed anew would need every paper in people's hands changed.
    """
    name = "certificates_name_the_chain"
    query = text("SELECT position, hash FROM chain_record")
    heads = {row.position: row.hash.hex() for row in session.execute(query)}
    counted = 0
    rows = select(Certificate.serial, Certificate.content).order_by(Certificate.id)
    for serial, canonical in session.execute(rows):
        try:
            position, _, start = from_canonical(canonical).chain.partition(":")
        except UserError:
            continue  # the check before this one names it
        counted += 1
        if start and not heads.get(int(position), "").startswith(start):
            finding = Finding(
                "CERTIFICATE_CHAIN",
                f"证书 {serial} 写明的链头（第 {position} 条）与现在的记录不符。",
                f"Certificate {serial} names a head of the chain, record {position},"
                " that is another one now.",
                {"serial": serial},
            )
            return Check(name, counted, finding)
    return Check(name, counted)


_REVOKED = text("""
SELECT c.serial FROM certificate c
LEFT JOIN certificate_withdrawal w ON w.certificate_id = c.id
WHERE (c.validity = 'revoked') != (w.id IS NOT NULL)
ORDER BY c.id LIMIT 1""")


def _revoked(session: Session) -> Check:
    """What is revoked has its chained record, and what has one stays revoked."""
    name = "revoked_certificates_are_recorded"
    query = text("SELECT COUNT(*) FROM certificate WHERE validity != 'valid'")
    counted = session.scalar(query) or 0
    serial = session.scalar(_REVOKED)
    if serial is None:
        return Check(name, counted)
    finding = Finding(
        "CERTIFICATE_REVOCATION",
        f"证书 {serial} 的吊销状态与吊销记录不符。",
        f"The state of certificate {serial} differs from the record of revocations.",
        {"serial": serial},
    )
    return Check(name, counted, finding)


_REPLACED = text("""
WITH later AS (
  SELECT c.id, n.serial
  FROM certificate c JOIN certificate n
    ON n.participant_id = c.participant_id AND n.id > c.id
    AND n.period_from = c.period_from AND n.period_to = c.period_to
)
SELECT serial FROM certificate c
WHERE (validity = 'valid') != (invalid_since IS NULL)
   OR validity = 'valid' AND id IN (SELECT id FROM later)
   OR validity = 'replaced' AND (id, replaced_by) NOT IN (SELECT id, serial FROM later)
ORDER BY id LIMIT 1""")


def _replaced(session: Session) -> Check:
    """What was replaced names the later one of the same person and period."""
    name = "replaced_certificates_name_the_later_one"
    query = text("SELECT COUNT(*) FROM certificate")
    counted = session.scalar(query) or 0
    serial = session.scalar(_REPLACED)
    if serial is None:
        return Check(name, counted)
    finding = Finding(
        "CERTIFICATE_REPLACED",
        f"证书 {serial} 的有效状态与登记的后一份证书不符。",
        f"The state of certificate {serial} does not fit the later one that is"
        " registered.",
        {"serial": serial},
    )
    return Check(name, counted, finding)


def _labels(row: Certificate) -> tuple[int, ...]:
    days = row.period_from, row.period_to, row.issued_on
    return row.year, row.desk, row.number, *days


def _labels_of(content: CertificateContent) -> tuple[int, ...]:
    own = parse_serial(content.serial)
    days = content.period_from, content.period_to, content.issued_on
    return own.year, own.desk, own.number, *map(day_number, days)


def _wrong(row: Certificate, held: int) -> Finding | None:
    where = {"serial": row.serial}
    try:
        content = from_canonical(row.content)
    except UserError:
        return Finding(
            "CERTIFICATE_CONTENT",
            f"证书 {row.serial} 存档的内容读不出来。",
            f"The stored content of certificate {row.serial} cannot be read.",
            where,
        )
    if _labels(row) != _labels_of(content):
        return Finding(
            "CERTIFICATE_LABELS",
            f"证书 {row.serial} 登记的编号、日期或期间与存档的内容不符。",
            f"Number, day or period of certificate {row.serial} in the register differ"
            " from its stored content.",
            where,
        )
    if content.serial != row.serial or content.balance_points != held:
        return Finding(
            "CERTIFICATE_BALANCE",
            f"证书 {row.serial} 写明余额 {content.balance_points}，按账应为 {held}。",
            f"Certificate {row.serial} says {content.balance_points} points;"
            f" the ledger held {held}.",
            where,
        )
    return None
