"""The papers of the desk: made from the records, the same bytes from the same ones.

Nothing is recorded by making one; `print_log` notes what was sent or saved.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from carbon_points.certificates import desk_words
from carbon_points.certificates import why_words
from carbon_points.certificates.consent_paper import consent_pdf
from carbon_points.certificates.consent_paper import ConsentPaper
from carbon_points.certificates.desk_paper import Paper
from carbon_points.certificates.desk_paper import PaperSize
from carbon_points.certificates.explaining import why_paper
from carbon_points.certificates.gathering import Gathering
from carbon_points.certificates.passbook import Book
from carbon_points.certificates.passbook import LINES
from carbon_points.certificates.passbook import passbook_pdf
from carbon_points.certificates.passbook import subject_of
from carbon_points.certificates.print_log import end_print
from carbon_points.certificates.print_log import note_print
from carbon_points.certificates.print_log import prints_of
from carbon_points.certificates.slip import Slip
from carbon_points.certificates.slip import slip_pdf
from carbon_points.certificates.why_paper import why_pdf
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.account import account
from carbon_points.crediting.account import waiting_points
from carbon_points.crediting.explain import explain
from carbon_points.places.queries import district
from carbon_points.rulebook.service import current
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

__all__ = [
    "Paper",
    "PaperSize",
    "consent_form",
    "end_print",
    "explanation",
    "note_print",
    "passbook",
    "slip",
]


def slip(
    db: Database,
    caller: Caller,
    participant_id: int,
    action_ids: Sequence[int],
    size: PaperSize,
    *,
    large: bool = False,
) -> Paper:
    """The slip of a visit; without actions, of the account alone.

    Raises:
        UserError: PARTICIPANT_UNKNOWN; ACTION_UNKNOWN if one is somebody else's.
    """
    with _reading(db, caller) as (session, book, by):
        read = Gathering(session, db, book, by)
        head = read.head(participant_id)
        held = account(session, participant_id)
        lines = tuple(read.slip_lines(participant_id, held, action_ids))
        waiting = waiting_points(session, book, participant_id, by.as_of)
        # A statement of the account is of its minute: a later one is another paper.
        subject = ",".join(line.record for line in lines) or head.at.isoformat()
        again = prints_of(session, "slip", participant_id, subject)
    expiry = held.next_expiry, held.next_expiry_points
    content = Slip(head, lines, held.points, waiting, *expiry, again)
    pdf, pages = slip_pdf(content, size, large=large)
    title = f"{desk_words.SLIP} {head.holder}"
    return Paper("slip", pdf, title, subject, pages, participant_id, again)


def passbook(
    db: Database,
    caller: Caller,
    participant_id: int,
    *,
    again: bool = False,
    large: bool = False,
) -> Paper:
    """What is new in the passbook, at its place; or the last page once more, whole.

    Raises:
        UserError: PARTICIPANT_UNKNOWN.
        RefusedError: PASSBOOK_UP_TO_DATE, PASSBOOK_EMPTY.
    """
    with _reading(db, caller) as (session, book, by):
        read = Gathering(session, db, book, by)
        head = read.head(participant_id)
        lines, entries = read.book_lines(participant_id)
        done, last_entry = read.printed_lines(participant_id)
        # Older movements of another desk have come in: only a new book is in order.
        renewed = done > 0 and entries[done - 1 : done] != [last_entry]
        if renewed:
            done, again = 0, False
        again = again and done > 0
        first = (done - 1) // LINES * LINES if again else done
        shown = tuple(lines[first : done if again else None])
        if not shown:
            raise RefusedError("PASSBOOK_UP_TO_DATE" if lines else "PASSBOOK_EMPTY")
        newest = entries[shown[-1].place - 1]
        subject = subject_of(shown[0].place, shown[-1].place, newest, again=again)
        count = prints_of(session, "passbook", participant_id, subject) + again
    pdf = passbook_pdf(Book(head, shown, count, whole=again), large=large)
    title = f"{desk_words.PASSBOOK} {head.holder}"
    pages = shown[-1].page - shown[0].page + 1
    return Paper("passbook", pdf, title, subject, pages, participant_id, count)


def consent_form(
    db: Database, caller: Caller, participant_id: int, *, large: bool = False
) -> Paper:
    """The consent that was recorded last, to be signed.

    Raises:
        UserError: PARTICIPANT_UNKNOWN, CONSENT_UNKNOWN.
    """
    with _reading(db, caller) as (session, book, by):
        read = Gathering(session, db, book, by)
        head = read.head(participant_id)
        given = read.consent(participant_id)
        subject = id_text(given.consent_id)
        count = prints_of(session, "consent", participant_id, subject)
        content = ConsentPaper(
            head,
            district(session).issuer,
            given.version,
            given.given_on,
            given.proxy_name,
            given.proxy_relation,
            count,
        )
    pdf, pages = consent_pdf(content, large=large)
    title = f"{desk_words.CONSENT} {head.holder}"
    return Paper("consent", pdf, title, subject, pages, participant_id, count)


def explanation(
    db: Database, caller: Caller, action_id: int, *, large: bool = False
) -> Paper:
    """One page that says in plain words why an action counts as it does.

    Raises:
        UserError: ACTION_UNKNOWN, ACTION_DAMAGED, METHODOLOGY_NOT_INSTALLED.
    """
    with _reading(db, caller) as (session, book, by):
        read = Gathering(session, db, book, by)
        explained = explain(session, book, action_id)
        person, subject = explained.participant_id, id_text(action_id)
        head = read.head(person)
        held = account(session, person)
        day = next(a.day for a in held.actions if a.action_id == action_id)
        status = book.status(explained.methodology.id, day)
        expected = read.expected(person, held.actions).get(action_id, 0)
        count = prints_of(session, "explanation", person, subject)
    content = why_paper(head, explained, expected, (day, status), count)
    pdf, pages = why_pdf(content, large=large)
    title = f"{why_words.TITLE} {content.what} {head.holder}"
    return Paper("explanation", pdf, title, subject, pages, person, count)


@contextmanager
def _reading(
    db: Database, caller: Caller
) -> Iterator[tuple[Session, Rulebook, Caller]]:
    """One view of the records for somebody who may print."""
    book = current(db, caller)
    with db.reading() as session:
        yield session, book, permitted(session, "print", caller)
