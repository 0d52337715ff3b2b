"""What the certificate page asks of the core; run in the lanes, so no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.certificates.attached import LARGEST_PAPER
from carbon_points.certificates.issue import Period
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.register import certificate_paper
from carbon_points.certificates.register import register_ids
from carbon_points.certificates.register import register_lines
from carbon_points.certificates.register import registered
from carbon_points.certificates.register import verify_serial
from carbon_points.certificates.serial import typed_serial
from carbon_points.certificates.service import issue
from carbon_points.certificates.verify import verify_pdf
from carbon_points.certificates.verify import verify_text
from carbon_points.common.ids import id_text
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError
from carbon_points.participants.queries import summary
from carbon_points.security.acts import permitted
from carbon_points.security.service import saw
from ui.service_desk import desk_work
from ui.service_desk.verdicts import unlisted
from ui.service_desk.verdicts import verdict
from ui.service_desk.wording import refusal
from ui.shared.language import tr_later
from ui.shared.language import translated

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.desk_paper import Paper
    from carbon_points.certificates.register import RegisterFilter
    from carbon_points.certificates.register import RegisterLine
    from carbon_points.certificates.verify import Verification
    from carbon_points.common.progress import Progress
    from carbon_points.participants.queries import Summary
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from ui.service_desk.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Made:
    """A certificate that was issued: its paper, what it says, what became of it."""

    file: Path
    paper: Paper
    content: CertificateContent
    line: RegisterLine
    key_id: str
    again: bool
    """Nothing had changed, so it is the same paper as before."""


class RegisterRows:
    """The certificates that fit; a page is read when it is wanted."""

    def __init__(self, db: Database, ids: Sequence[int]) -> None:
        self._db = db
        self._ids = ids

    def count(self) -> int:
        """How many there are."""
        return len(self._ids)

    def lines(self, first: int, count: int) -> list[RegisterLine]:
        """Some of them."""
        with self._db.reading() as session:
            return register_lines(session, self._ids[first : first + count])


def holder(db: Database, participant_id: int) -> Summary:
    """Whose certificate it will be.

    Raises:
        UserError: PARTICIPANT_UNKNOWN.
    """
    with db.reading() as session:
        who = summary(session, participant_id)
    if who is None:
        raise UserError("PARTICIPANT_UNKNOWN")
    return who


def issue_one(
    db: Database,
    by: Caller,
    wanted: tuple[int, dt.date, dt.date],
    folder: Path,
    progress: Progress,
) -> Made:
    """Issue somebody's certificate of a period, or find the same one again."""
    person, first, last = wanted
    issued = issue(db, by, [person], Period(first, last), folder, progress)[0]
    return known(db, by, issued.serial, again=issued.reprint)


def known(db: Database, by: Caller, serial: str, *, again: bool = False) -> Made:
    """A certificate of the register with its paper; whose it is counts as opened.

    Raises:
        UserError: SERIAL_UNKNOWN.
    """
    paper = certificate_paper(db, by, serial)
    with db.reading() as session:
        found = registered(session, serial)
        who = summary(session, found.line.participant_id) if found else None
        where = desk_work.elsewhere(session, by, who) if who else ""
    if found is None:
        raise UserError("SERIAL_UNKNOWN", value=serial)
    saw(db, by, id_text(found.line.participant_id), reason=where)
    key = verify_pdf(paper.pdf, trusted_keys()).key
    key_id = key.listed.key_id.hex().upper() if key else ""
    return Made(found.file, paper, found.content, found.line, key_id, again)


def listed(db: Database, by: Caller, wanted: RegisterFilter) -> RegisterRows:
    """The register, narrowed."""
    with db.reading() as session:
        permitted(session, "certificate issue", by)
        return RegisterRows(db, register_ids(session, wanted))


def verify_file(db: Database | None, path: Path) -> Verdict:
    """The verdict on a PDF.

    Raises:
        UserError: FILE_NOT_FOUND, FILE_UNREADABLE, FILE_TOO_LARGE.
    """
    data = read_within(path, LARGEST_PAPER)
    return _looked_up(db, verify_pdf(data, trusted_keys()))


def verify_code(db: Database | None, by: Caller, text: str) -> Verdict:
    """The verdict on what was scanned, pasted or typed: a QR text or a serial."""
    try:
        serial = typed_serial(text)
    except UserError as error:
        return unlisted(error.details["value"], refusal(error).whole)
    if serial is None:
        return _looked_up(db, verify_text(text, trusted_keys()))
    if db is None:
        words = tr_later(
            "verdicts", "没有打开登记簿，只凭编号不能核验；请扫二维码或拖入 PDF。"
        )
        return unlisted(serial, translated("verdicts", words))
    try:
        found, line = verify_serial(db, by, serial, trusted_keys())
    except UserError as error:
        return unlisted(serial, refusal(error).whole)
    return verdict(found, line, has_register=True)


def _looked_up(db: Database | None, found: Verification) -> Verdict:
    """The verdict, and whether the register of this desk knows the serial."""
    if db is None:
        return verdict(found)
    with db.reading() as session:
        line = registered(session, found.serial) if found.serial else None
    return verdict(found, line, has_register=True)
