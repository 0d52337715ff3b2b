"""`audit verify`: every invariant of ``domain.md`` section 5 on a whole database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import carbon_points.actions.models
import carbon_points.audit.models
import carbon_points.certificates.models
import carbon_points.evidence.models
import carbon_points.indicators.models
import carbon_points.ledger.models
import carbon_points.participants.models
import carbon_points.pool.models
import carbon_points.rulebook.models
import carbon_points.scenarios.models
import carbon_points.security.models
from carbon_points.actions import checks as actions
from carbon_points.audit import change_checks
from carbon_points.audit import checks as audit
from carbon_points.certificates import checks as certificates
from carbon_points.certificates.checkpoints import noted
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.crediting import checks as crediting
from carbon_points.evidence import checks as evidence
from carbon_points.indicators import checks as indicators
from carbon_points.integrity import months
from carbon_points.ledger import checks as ledger
from carbon_points.participants import checks as participants
from carbon_points.pool import checks as pool
from carbon_points.rulebook.service import current
from carbon_points.scenarios import checks as scenarios
from carbon_points.security import guards
from carbon_points.security import log_seals
from carbon_points.security import people_checks
from carbon_points.security.acts import permitted
from carbon_points.security.verification import verify_chain
from carbon_points.statistics import checks as statistics
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


CHAINED_TABLES_OF = (
    carbon_points.actions.models,
    carbon_points.audit.models,
    carbon_points.certificates.models,
    carbon_points.evidence.models,
    carbon_points.indicators.models,
    carbon_points.ledger.models,
    carbon_points.participants.models,
    carbon_points.pool.models,
    carbon_points.rulebook.models,
    carbon_points.scenarios.models,
    carbon_points.security.models,
)
"""The chain's check finds the tables that it covers among the loaded models."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The answer to each check."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every check found everything as it must be."""
        return all(check.ok for check in self.checks)


def verify(
    db: Database,
    caller: Caller,
    *,
    recalculate: bool = False,
    progress: Progress | None = None,
    checkpoint: tuple[int, bytes] | None = None,
) -> Verified:
    """Check everything; with `recalculate` every reduction is computed again.

    Args:
        db: the programme database.
        caller: who asks.
        recalculate: take longer and trust no stored milligram.
        progress: told after each block of rows.
        checkpoint: position and hash that somebody kept; else the one noted here.
    """
    progress = progress or Progress()
    pages = _pages(db)
    if not pages.ok:
        return Verified((pages,))
    with db.reading() as session:
        permitted(session, "audit verify", caller)
        found = [pages, *_noted(db, checkpoint)]
        head = checkpoint or _noted_head(db)
        found += verify_chain(session, progress, head)
        for room in _rooms(session, db):
            found += _answered(room)
    if recalculate:
        found += _answered(_recalculated(db, caller, progress))
    return Verified(tuple(found))


def _noted_head(db: Database) -> tuple[int, bytes] | None:
    try:
        known = noted(db)
    except UserError:
        return None
    return known.head if known is not None else None


def _noted(db: Database, given: tuple[int, bytes] | None) -> Iterator[Check]:
    """The note of this computer was not changed, where it is what is compared with."""
    if given is not None:
        return
    try:
        known = noted(db)
    except UserError as error:
        finding = Finding(
            error.code,
            f"本机保存的检查点被改动或读不出：{error.details['file']}。",
            f"The checkpoint noted here was changed: {error.details['file']}.",
            dict(error.details),
        )
        yield Check("checkpoint_is_signed", 1, finding)
    else:
        yield Check("checkpoint_is_signed", int(known is not None))


def _answered(room: Iterator[Check]) -> list[Check]:
    """The answers of one room; a row that no program wrote must not end the others."""
    found: list[Check] = []
    try:
        found.extend(room)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as odd:
        finding = Finding(
            "RECORD_UNREADABLE",
            f"有记录的内容不是本程序写的，无法核对：{odd}",
            f"A record holds what this program never writes: {odd}",
        )
        found.append(Check("records_can_be_read", 1, finding))
    return found


def _recalculated(db: Database, caller: Caller, progress: Progress) -> Iterator[Check]:
    book = current(db, caller)
    with db.reading() as session:
        yield from crediting.recalculation(session, book, progress)


def _pages(db: Database) -> Check:
    """No page of the encrypted file was changed from outside."""
    damaged = db.damaged_pages()
    if not damaged:
        return Check("no_page_changed_from_outside", 1)
    named = ", ".join(str(page) for page in damaged[:5])
    finding = Finding(
        "PAGES_DAMAGED",
        f"数据库文件第 {named} 页被改动或损坏；请用最近的备份恢复。",
        f"Pages {named} of the database file were changed or are damaged.",
        {"pages": named},
    )
    return Check("no_page_changed_from_outside", 1, finding)


def _rooms(session: Session, db: Database) -> Iterator[Iterator[Check]]:
    for room in (
        *(ledger, actions, crediting, audit, change_checks, pool),
        *(certificates, scenarios, months, indicators),
        *(guards, log_seals, people_checks),
    ):
        yield room.checks(session)
    yield participants.checks(session, db)
    yield evidence.checks(session, db)
    yield _statistics(session)


def _statistics(session: Session) -> Iterator[Check]:
    compared = statistics.compare(session)
    finding = None
    if compared.problems:
        first = compared.problems[0]
        finding = Finding(
            "STATISTICS_DIFFER",
            f"统计与逐条复算不一致：{first}",
            f"Statistics differ from a recount: {first}",
        )
    yield Check("statistics_are_a_recount", compared.counted, finding)
