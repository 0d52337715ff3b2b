"""What must always be true of participants, for ``audit verify``."""

from __future__ import annotations

import hmac
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.ids import id_text
from carbon_points.participants.erasure import NOBODY
from carbon_points.participants.names import folded
from carbon_points.participants.queries import LIVE
from carbon_points.participants.registration import identity_digest
from carbon_points.participants.rules import masked_id
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.security.sealing import Sealer
    from carbon_points.storage.engine import Database

_BLOCK: Final = 10_000


class _Sealed(NamedTuple):
    """What is stored of one identity."""

    id: int
    name: str
    sealed: bytes
    token: bytes
    tail: bytes
    masked: str
    salt: bytes
    digest: bytes


def checks(session: Session, db: Database) -> Iterator[Check]:
    """One answer for each thing that must be true."""
    yield _one_account(session)
    yield _identities(session, db.sealer_in(session))
    yield _consents(session)
    yield _keys(session)
    yield _erased(session)


def _one_account(session: Session) -> Check:
    """One person, one open account (invariant 4 of ``domain.md``)."""
    counted = _live(session)
    row = _first(
        session,
        "SELECT MIN(id), MAX(id) FROM participant"  # noqa: S608
        f" WHERE state IN {LIVE} AND identity_token IS NOT NULL"
        " GROUP BY identity_token HAVING COUNT(*) > 1",
    )
    name = "one_person_one_open_account"
    if row is None:
        return Check(name, counted)
    first, second = map(id_text, row)
    finding = Finding(
        "ACCOUNT_TWICE",
        f"{first} 和 {second} 是同一证件的两个账户。",
        f"{first} and {second} are two open accounts of one number.",
        {"first": first, "second": second},
    )
    return Check(name, counted, finding)


def _identities(session: Session, sealer: Sealer) -> Check:
    """Every number opens, and agrees with its tokens, its digest and its mask."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415

    name, counted = "every_identity_opens_and_agrees", 0
    for row in _sealed(session):
        counted += 1
        try:
            wrong = _disagreement(sealer, row)
        except (InvalidTag, UnicodeDecodeError):
            wrong = "identity_sealed"
        if wrong:
            return Check(name, counted, _altered(row.id, wrong))
    return Check(name, counted)


def _sealed(session: Session) -> Iterator[_Sealed]:
    cursor: Any = _cursor(
        session,
        "SELECT id, name, identity_sealed, identity_token, tail_token,"
        " identity_masked, identity_salt, identity_digest FROM participant"
        " WHERE state != 'erased' ORDER BY id",
    )
    while block := cursor.fetchmany(_BLOCK):
        yield from map(_Sealed._make, block)


def _disagreement(sealer: Sealer, row: _Sealed) -> str:
    """The column that does not fit the sealed number; empty if all do."""
    if None in row:
        return "identity_sealed"
    number = sealer.open(row.id, row.sealed)
    made = {
        "identity_token": (sealer.token(number), row.token),
        "tail_token": (sealer.tail_token(number), row.tail),
        "identity_masked": (masked_id(number).encode(), row.masked.encode()),
        "identity_digest": (identity_digest(row.salt, number, row.name), row.digest),
    }
    wrong = (c for c, pair in made.items() if not hmac.compare_digest(*pair))
    return next(wrong, "")


def _altered(participant: int, column: str) -> Finding:
    which = id_text(participant)
    return Finding(
        "IDENTITY_ALTERED",
        f"参与者 {which} 的证件信息被改动（{column}）。",
        f"The identity of participant {which} was altered ({column}).",
        {"participant": which, "column": column},
    )


def _consents(session: Session) -> Check:
    """No consent, no account."""
    counted = _number(session, "SELECT COUNT(*) FROM consent")
    row = _first(
        session,
        "SELECT id FROM participant p WHERE NOT EXISTS"
        " (SELECT 1 FROM consent c WHERE c.participant_id = p.id)",
    )
    name = "every_account_has_a_consent"
    if row is None:
        return Check(name, counted)
    which = id_text(row[0])
    finding = Finding(
        "CONSENT_MISSING",
        f"参与者 {which} 没有授权记录。",
        f"Participant {which} has no record of consent.",
        {"participant": which},
    )
    return Check(name, counted, finding)


def _keys(session: Session) -> Check:
    """Everybody whose name has a letter is found by it."""
    name = "every_name_is_found"
    cursor: Any = _cursor(
        session,
        "SELECT id, name FROM participant p"  # noqa: S608
        f" WHERE state IN {LIVE} AND NOT EXISTS"
        " (SELECT 1 FROM search_key k WHERE k.participant_id = p.id)",
    )
    counted = _live(session)
    for person, text in cursor:
        if folded(text):
            return Check(name, counted, _unfound(person))
    return Check(name, counted)


def _erased(session: Session) -> Check:
    """Nothing is kept of who was erased, and only they look so."""
    name = "erased_people_are_nobody"
    counted = _number(session, "SELECT COUNT(*) FROM erasure")
    row = _first(
        session,
        "SELECT p.id FROM participant p LEFT JOIN erasure e ON e.participant_id = p.id"  # noqa: S608
        " WHERE (p.state = 'erased') != (e.id IS NOT NULL) OR p.state = 'erased' AND ("
        f" p.name != '{NOBODY}' OR p.phone || p.phone_reversed || p.platform_account"
        " || p.contact || p.note || p.identity_masked != ''"
        " OR COALESCE(p.identity_sealed, p.identity_token, p.tail_token,"
        "   p.identity_salt) IS NOT NULL)",
    )
    if row is None:
        return Check(name, counted)
    which = id_text(row[0])
    finding = Finding(
        "ERASURE_DIFFERS",
        f"参与者 {which} 的匿名化状态与记录不符，或又有了个人信息。",
        f"Participant {which} is not erased as the record says, or has data again.",
        {"participant": which},
    )
    return Check(name, counted, finding)


def _unfound(participant: int) -> Finding:
    which = id_text(participant)
    return Finding(
        "SEARCH_KEYS_MISSING",
        f"按姓名查不到参与者 {which}。",
        f"Participant {which} is not found by the name.",
        {"participant": which},
    )


def _cursor(session: Session, query: str) -> Any:
    return session.connection().exec_driver_sql(query).cursor


def _first(session: Session, query: str) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = _cursor(session, f"{query} LIMIT 1").fetchone()
    return found


def _live(session: Session) -> int:
    query = f"SELECT COUNT(*) FROM participant WHERE state IN {LIVE}"  # noqa: S608
    return _number(session, query)


def _number(session: Session, query: str) -> int:
    return int(_cursor(session, query).fetchone()[0])
