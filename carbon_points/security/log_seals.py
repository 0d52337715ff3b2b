"""The operation log, fixed: its rows are covered by the chain, block by block.

A look at somebody is no act that decides a number, so it makes no chain record of its
own; what has gathered is sealed with each backup, and after every `EVERY` rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import update

from carbon_points.common.ids import first_id
from carbon_points.common.ids import id_text
from carbon_points.security import chain
from carbon_points.security.models import LogRelease
from carbon_points.security.models import LogSeal
from carbon_points.security.models import OperationLog
from carbon_points.security.service import digest_of
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

KIND: Final = "log-seal"
RELEASE: Final = "log-release"
EVERY: Final = 100
"""So many rows wait at most: the sign-in that finds them seals them."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Rows of the log that were sealed just now."""

    rows: int
    last_id: int


def seal_log(db: Database, caller: Caller, *, at_least: int = 1) -> Sealed:
    """Cover everything that the log has gathered since the last seal."""
    with db.writing() as session:
        first = (_sealed_through(session) or first_id(db.desk)) + 1
        last, rows, digest = _block(session, first, None)
        if rows < max(at_least, 1):
            return Sealed(0, first - 1)
        position = chain.begin(session)
        session.add(
            LogSeal(
                id=next_id(session, LogSeal, db.desk),
                first_id=first,
                last_id=last,
                rows=rows,
                digest=digest,
                chain_position=position,
            )
        )
        chain.seal(session, db.desk, position, KIND, caller, (LogSeal,))
    return Sealed(rows, last)


def waiting_rows(session: Session) -> int:
    """How many rows no seal covers yet."""
    query = select(func.count()).where(OperationLog.id > _sealed_through(session))
    return session.scalar(query) or 0


def release_log(db: Database, caller: Caller, before: int, reason: str) -> int:
    """Delete whole blocks of rows older than a moment; answers how many.

    The caller has the right to it, and the chain keeps that it was done.
    """
    with db.writing() as session:
        through, rows = _released_by(session, before)
        if not rows:
            return 0
        position = chain.begin(session)
        session.add(
            LogRelease(
                id=next_id(session, LogRelease, db.desk),
                through_id=through,
                rows=rows,
                reason=reason,
                chain_position=position,
            )
        )
        session.flush()
        session.execute(delete(OperationLog).where(OperationLog.id <= through))
        chain.seal(session, db.desk, position, RELEASE, caller, (LogRelease,))
    return rows


def releasable(session: Session, before: int) -> int:
    """How many rows `release_log` would delete."""
    return _released_by(session, before)[1]


def forget_reasons(session: Session, row_ids: Sequence[int]) -> None:
    """Drop what was typed as the reason, inside the caller's transaction.

    The rows, and that they had a reason, stay covered.
    """
    rows = update(OperationLog).where(OperationLog.id.in_(row_ids))
    session.execute(rows.values(reason="", salt=None))


def checks(session: Session) -> Iterator[Check]:
    """Whether the log still holds what its seals cover."""
    yield _blocks(session)
    yield _reasons(session)


def _blocks(session: Session) -> Check:
    """Each seal's rows are there and unchanged; released ones may be gone."""
    gone, end, counted = _released_through(session), 0, 0
    for seal in session.scalars(select(LogSeal).order_by(LogSeal.id)):
        counted += seal.rows
        if end and seal.first_id != end + 1:
            return Check("log_is_sealed", counted, _broken(seal))
        end = seal.last_id
        if seal.last_id <= gone:
            continue
        _, rows, digest = _block(session, seal.first_id, seal.last_id)
        if (rows, digest) != (seal.rows, seal.digest):
            return Check("log_is_sealed", counted, _broken(seal))
    return Check("log_is_sealed", counted)


def _broken(seal: LogSeal) -> Finding:
    ids = f"{id_text(seal.first_id)} … {id_text(seal.last_id)}"
    return Finding(
        "LOG_CHANGED",
        f"操作日志 {ids} 与封存时不符：有记录被改动、插入或删除。",
        f"The operation log {ids} is not what was sealed.",
        {"ids": ids},
    )


def _reasons(session: Session) -> Check:
    """A reason is the one that its digest was made of, or it was dropped."""
    query = select(
        OperationLog.id,
        OperationLog.reason,
        OperationLog.salt,
        OperationLog.reason_digest,
    )
    counted = 0
    for row_id, reason, salt, kept in session.execute(query):
        counted += 1
        if reason if salt is None else digest_of(salt, reason) != kept:
            finding = Finding(
                "LOG_REASON_CHANGED",
                f"操作日志 {id_text(row_id)} 的原因被改动。",
                f"The reason of the log's row {id_text(row_id)} was changed.",
                {"id": id_text(row_id)},
            )
            return Check("log_reasons_are_as_written", counted, finding)
    return Check("log_reasons_are_as_written", counted)


def _block(session: Session, first: int, last: int | None) -> tuple[int, int, bytes]:
    """Last id, number and digest of the rows from `first` on."""
    query = select(
        OperationLog.id,
        OperationLog.at,
        OperationLog.operator,
        OperationLog.act,
        OperationLog.subject,
        OperationLog.reason_digest,
    ).where(OperationLog.id >= first)
    if last is not None:
        query = query.where(OperationLog.id <= last)
    rows = session.execute(query.order_by(OperationLog.id)).all()
    digest = hashlib.sha256(chain.packed_rows([tuple(row) for row in rows])).digest()
    return (rows[-1].id if rows else first - 1), len(rows), digest


def _sealed_through(session: Session) -> int:
    return session.scalar(select(func.max(LogSeal.last_id))) or 0


def _released_through(session: Session) -> int:
    return session.scalar(select(func.max(LogRelease.through_id))) or 0


def _released_by(session: Session, before: int) -> tuple[int, int]:
    """The last row of the sealed blocks that are wholly older, and their rows.

    The newest block stays: the next row's number is counted from the last one.
    """
    gone = _released_through(session)
    through, rows = gone, 0
    older = LogSeal.last_id.between(gone + 1, _sealed_through(session) - 1)
    for seal in session.scalars(select(LogSeal).where(older).order_by(LogSeal.id)):
        newest = select(func.max(OperationLog.at)).where(
            OperationLog.id.between(seal.first_id, seal.last_id)
        )
        if (session.scalar(newest) or before) >= before:
            break
        through, rows = seal.last_id, rows + seal.rows
    return through, rows
