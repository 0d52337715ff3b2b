"""What was sent to a printer or saved, and what became of it.

A paper counts when it came out or was saved, or was sent and nobody said that it did
not come out; the same paper is never counted as a new one twice.
"""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import update

from carbon_points.certificates import desk_words
from carbon_points.certificates import why_words
from carbon_points.certificates.models import Certificate
from carbon_points.certificates.models import Passbook
from carbon_points.certificates.models import PrintJob
from carbon_points.certificates.passbook import LINES
from carbon_points.certificates.passbook import parse_subject
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.security.acts import permitted
from carbon_points.security.chain import Caller
from carbon_points.security.service import log
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.certificates.desk_paper import Paper
    from carbon_points.storage.engine import Database

PRINT: Final = "print"
"""The act of the operation log; the right is called the same."""

NOT_PRINTED: Final = "print-failed"
QUEUED: Final = "queued"
SENT: Final = "sent"
CONFIRMED: Final = "confirmed"
SAVED: Final = "saved"
FAILED: Final = "failed"
ANSWERED_S: Final = 600
"""After so long no printer answers any more."""

TITLES: Final = {
    "slip": desk_words.SLIP,
    "passbook": desk_words.PASSBOOK,
    "consent": desk_words.CONSENT,
    "explanation": why_words.TITLE,
    "certificate": "证书",
}
_COUNTED: Final = (SENT, CONFIRMED, SAVED)
_ENDS: Final = frozenset({CONFIRMED, SAVED, FAILED})


def prints_of(session: Session, kind: str, participant_id: int, subject: str) -> int:
    """How often the same paper was printed or saved before."""
    query = select(func.count()).where(
        PrintJob.paper == kind,
        PrintJob.subject == subject,
        PrintJob.participant_id == participant_id,
        PrintJob.state.in_(_COUNTED),
    )
    return session.scalar(query) or 0


def note_print(
    db: Database,
    caller: Caller,
    paper: Paper,
    printer: str,
    copies: int,
    state: str,
) -> int:
    """Note that a paper is on its way, or done; answers the job's id.

    Args:
        db: the programme database.
        caller: who prints.
        paper: what is printed.
        printer: empty if it is saved as a file.
        copies: how many.
        state: ``queued``, ``sent``, ``confirmed``, ``saved`` or ``failed``.
    """
    with db.writing() as session:
        by = permitted(session, "print", caller)
        job = PrintJob(
            id=next_id(session, PrintJob, db.desk),
            at=by.now,
            operator=by.operator,
            paper=paper.kind,
            participant_id=paper.participant_id,
            subject=paper.subject,
            printer=printer,
            copies=copies,
            state=state,
            ended_at=by.now if state in _ENDS else None,
        )
        session.add(job)
        session.flush()
        if state in _COUNTED:
            log(session, by, PRINT, _whose(job), _what(job, paper.title))
        _follow(session, job)
        return job.id


def end_print(
    db: Database, caller: Caller, job_id: int, state: str, title: str = ""
) -> bool:
    """Note what became of a job; False if that was noted before, which stays.

    The operation log has one row for a paper that is on its way or out, and none for
    one that the printer refused; a row more if it was sent and did not come out.

    Raises:
        UserError: PRINT_JOB_UNKNOWN.
    """
    with db.writing() as session:
        by = permitted(session, "print", caller)
        job = session.get(PrintJob, job_id)
        if job is None:
            raise UserError("PRINT_JOB_UNKNOWN")
        if job.state in _ENDS:
            return False
        _tell(session, by, job, (state, title))
        job.state = state
        job.ended_at = caller.now if state in _ENDS else None
        session.flush()
        _follow(session, job)
    return True


def _tell(session: Session, by: Caller, job: PrintJob, now: tuple[str, str]) -> None:
    """The row of the operation log, when a job changes into (state, of which title)."""
    state, title = now
    if job.state == QUEUED and state in _COUNTED:
        log(session, by, PRINT, _whose(job), _what(job, title))
    elif job.state == SENT and state == FAILED:
        log(session, by, NOT_PRINTED, _whose(job), _what(job, title))


def _whose(job: PrintJob) -> str:
    return id_text(job.participant_id) if job.participant_id else ""


def _what(job: PrintJob, title: str) -> str:
    return f"{title or job.paper} → {job.printer or 'PDF'} × {job.copies}"


def settle_cut_short(db: Database, now: int) -> int:
    """Jobs that a crash cut off from their answer: the paper may be out, so it counts.

    Answers how many there were; each has its row in the operation log, in the name of
    who printed.
    """
    with db.reading() as session:
        before = PrintJob.state == QUEUED, PrintJob.at < now - ANSWERED_S
        left = session.scalars(select(PrintJob.id).where(*before)).all()
    if left:
        with db.writing() as session:
            for job in session.scalars(select(PrintJob).where(PrintJob.id.in_(left))):
                _settle(session, job, now)
    return len(left)


def _settle(session: Session, job: PrintJob, now: int) -> None:
    by = Caller(job.operator, local_moment(job.at).date(), now, f"print-{job.id}")
    title = f"{TITLES.get(job.paper, job.paper)}（中断，可能已打印）"
    _tell(session, by, job, (SENT, title))
    job.state = SENT
    session.flush()


def _follow(session: Session, job: PrintJob) -> None:
    """What a finished print moves: the passbook, the state of a certificate."""
    if job.state in {CONFIRMED, SAVED} and job.paper == "passbook":
        _turn_passbook(session, job)
    if job.state == CONFIRMED and job.paper == "certificate":
        _count_certificate(session, job.subject)


def _turn_passbook(session: Session, job: PrintJob) -> None:
    """Go on after the last printed line; an earlier page moves nothing back."""
    if job.participant_id is None:
        return
    last_line, entry_id = parse_subject(job.subject)
    book = session.get(Passbook, job.participant_id)
    if book is None:
        book = Passbook(
            participant_id=job.participant_id, page=1, line=0, last_entry_id=0, at=0
        )
        session.add(book)
    if last_line <= (book.page - 1) * LINES + book.line:
        return
    full, line = divmod(last_line, LINES)
    book.page, book.line = full + 1, line
    book.last_entry_id, book.at = entry_id, job.at
    session.flush()


def _count_certificate(session: Session, serial: str) -> None:
    counted = {Certificate.prints: Certificate.prints + 1}
    mine = Certificate.serial == serial
    session.execute(update(Certificate).where(mine).values(counted))
    unprinted = Certificate.state.in_(("recorded", "confirmed"))
    session.execute(update(Certificate).where(mine, unprinted).values(state="printed"))
