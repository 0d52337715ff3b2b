"""Issuing certificates: the serial is reserved first, then the paper is made.

What was reserved without a file, because the power went, is made again when the next
ones are issued: the content is frozen, so the paper is the same to the byte.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from carbon_points.certificates.addressees import addressed
from carbon_points.certificates.content import from_canonical
from carbon_points.certificates.issue import Contents
from carbon_points.certificates.keys import publish
from carbon_points.certificates.models import Certificate
from carbon_points.certificates.serial import serial
from carbon_points.certificates.signers import signers
from carbon_points.common.days import day_number
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.participants.erasure import ERASED
from carbon_points.participants.models import Participant
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from carbon_points.security import service as security
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted
from carbon_points.security.taking import taken_along
from carbon_points.storage.engine import next_id
from carbon_points.storage.files import write_whole
from carbon_points.storage.scratch import remove_parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.issue import Period
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

AGAIN: Final = "certificate-again"


@dataclass(frozen=True, slots=True)
class Issued:
    """One certificate on the disk."""

    serial: str
    participant_id: int
    file: Path
    sha256: str
    reprint: bool = False
    """Its content was unchanged, so it is the same certificate again."""


@dataclass(frozen=True, slots=True)
class _Reserved:
    row_id: int
    participant_id: int
    content: CertificateContent
    file: Path
    reprint: bool


def issue(
    db: Database,
    caller: Caller,
    participants: Sequence[int] | None,
    period: Period,
    folder: Path,
    progress: Progress | None = None,
) -> list[Issued]:
    """Issue a certificate to each participant, as signed PDF files in a folder.

    Args:
        db: the programme database.
        caller: its day is the day of issue.
        participants: record ids; everyone with an approved action if None, in the
            caller's own subdistrict if there is one.
        period: statistics days.
        folder: made if it is missing.
        progress: reports by certificate; cancelling keeps what is finished.

    Raises:
        RefusedError: PERIOD_REVERSED, NOTHING_TO_CERTIFY, SIGNING_KEY_NONE.
        OSError: if the folder cannot be written to; then no serial is given.
    """
    if period.first > period.last:
        raise RefusedError("PERIOD_REVERSED")
    progress = progress or Progress()
    book = current(db, caller)
    with db.reading() as session:
        by = permitted(session, "certificate issue", caller)
        signers(session, db).on(by.as_of)  # before a serial is given
    _try_folder(folder)
    finish_interrupted(db)
    with db.writing() as session:
        contents = Contents(session, db, book, caller.as_of)
        meant = addressed(session, by, participants)
        reserved = _reserve(session, db, by, (contents, meant, period, folder))
    return _make(db, reserved, progress)


def _try_folder(folder: Path) -> None:
    """Fail before serials are given, not after."""
    folder.mkdir(parents=True, exist_ok=True)
    remove_parts(folder)
    with TemporaryFile(dir=folder):
        pass


def print_run(
    db: Database,
    caller: Caller,
    issued: Sequence[Issued],
    file: Path,
    progress: Progress | None = None,
) -> Path:
    """All fronts of some certificates in one file for the printer.

    Each page is verified by its own QR code; the file as a whole is no certificate.

    Raises:
        NotAllowedError: ROLE.
        UserError: SERIAL_UNKNOWN.
        OSError: if the file cannot be written.
    """
    from carbon_points.certificates.pdf import merged_pdf  # noqa: PLC0415

    by = ask_first(db, "certificate issue", caller)
    serials = [paper.serial for paper in issued]
    contents: dict[str, CertificateContent] = {}
    with db.reading() as session:
        for start in range(0, len(serials), 500):
            rows = session.execute(
                select(Certificate.serial, Certificate.content).where(
                    Certificate.serial.in_(serials[start : start + 500])
                )
            )
            contents.update({name: from_canonical(data) for name, data in rows})
        able = signers(session, db)
    if unknown := set(serials) - set(contents):
        raise UserError("SERIAL_UNKNOWN", value=min(unknown))
    chosen = [contents[name] for name in serials]
    with taken_along(db, by, file, reason=f"{len(issued)} 份"):
        write_whole(file, merged_pdf(chosen, able.on, progress))
    return file


def _reserve(
    session: Session,
    db: Database,
    by: Caller,
    wanted: tuple[Contents, Sequence[int] | None, Period, Path],
) -> list[_Reserved]:
    """Freeze contents and give serials; unchanged ones keep theirs."""
    contents, participants, period, folder = wanted
    sums = contents.sums(period, participants)
    if not sums:
        raise RefusedError("NOTHING_TO_CERTIFY")
    earlier = _earlier(session, period)
    first = _next_number(session, by.as_of.year, db.desk)
    serials = {
        person: serial(contents.district.prefix, by.as_of.year, db.desk, first + i)
        for i, person in enumerate(sums)
    }
    replaces = {p: earlier[p].serial for p in sums if p in earlier}
    made = contents.contents(sums, period, serials, replaces)
    same = {
        person
        for person, content in made.items()
        if person in earlier and _unchanged(content, earlier[person])
    }
    fresh = [person for person in made if person not in same]
    numbered = _renumbered(fresh, made, contents, by, (first, db.desk))
    reserved = [_again(earlier[person], folder) for person in made if person in same]
    _note_again(session, by, reserved)
    if numbered:
        reserved += _record(session, db, by, (numbered, earlier, folder))
    return reserved


def _earlier(session: Session, period: Period) -> dict[int, Certificate]:
    """The valid certificates of the same period, by participant."""
    rows = session.scalars(
        select(Certificate).where(
            Certificate.validity == "valid",
            Certificate.period_from == day_number(period.first),
            Certificate.period_to == day_number(period.last),
        )
    )
    return {row.participant_id: row for row in rows}


_VOLATILE = ("serial", "issued_on", "chain", "replaces")


def _unchanged(content: CertificateContent, row: Certificate) -> bool:
    old, new = from_canonical(row.content).document(), content.document()
    for name in _VOLATILE:
        old.pop(name), new.pop(name)
    return old == new


def _renumbered(
    fresh: Sequence[int],
    made: Mapping[int, CertificateContent],
    contents: Contents,
    by: Caller,
    numbers: tuple[int, int],
) -> dict[int, tuple[int, CertificateContent]]:
    """Numbers without gaps for those that are new."""
    from dataclasses import replace  # noqa: PLC0415

    first, desk = numbers
    year, prefix = by.as_of.year, contents.district.prefix
    return {
        person: (
            first + i,
            replace(made[person], serial=serial(prefix, year, desk, first + i)),
        )
        for i, person in enumerate(fresh)
    }


def _again(row: Certificate, folder: Path) -> _Reserved:
    content = from_canonical(row.content)
    file = folder / f"{row.serial}.pdf"
    return _Reserved(row.id, row.participant_id, content, file, reprint=True)


def _note_again(session: Session, by: Caller, again: Sequence[_Reserved]) -> None:
    """Of papers that are written once more nothing is in the chain: the log has it."""
    if again:
        one, many = again[0].content.serial, f"{len(again)} 份"
        security.log(session, by, AGAIN, one if len(again) == 1 else many)


def _record(
    session: Session,
    db: Database,
    by: Caller,
    work: tuple[
        Mapping[int, tuple[int, CertificateContent]], Mapping[int, Certificate], Path
    ],
) -> list[_Reserved]:
    numbered, earlier, folder = work
    position = chain.begin(session)
    first_id = next_id(session, Certificate, db.desk)
    reserved: list[_Reserved] = []
    rows = []
    for place, (person, (number, content)) in enumerate(numbered.items()):
        file = (folder / f"{content.serial}.pdf").resolve()
        reserved.append(
            _Reserved(first_id + place, person, content, file, reprint=False)
        )
        rows.append(
            {
                "id": first_id + place,
                "serial": content.serial,
                "year": by.as_of.year,
                "desk": db.desk,
                "number": number,
                "participant_id": person,
                "period_from": day_number(content.period_from),
                "period_to": day_number(content.period_to),
                "issued_on": day_number(content.issued_on),
                "content": content.canonical(),
                "state": "recorded",
                "validity": "valid",
                "replaced_by": "",
                "invalid_since": None,
                "file_name": str(file),
                "file_sha256": None,
                "prints": 0,
                "chain_position": position,
            }
        )
        if person in earlier:
            earlier[person].validity = "replaced"
            earlier[person].replaced_by = content.serial
            earlier[person].invalid_since = day_number(by.as_of)
    session.execute(insert(Certificate), rows)
    chain.seal(session, db.desk, position, "certificate", by, (Certificate,))
    return reserved


def _next_number(session: Session, year: int, desk: int) -> int:
    last = session.scalar(
        select(func.max(Certificate.number)).where(
            Certificate.year == year, Certificate.desk == desk
        )
    )
    return (last or 0) + 1


def finish_interrupted(db: Database) -> int:
    """Make the papers whose serial was reserved before the program stopped.

    One whose folder is gone or closed is made when it is asked for again; the others
    do not wait for it.
    """
    with db.reading() as session:
        own = Certificate
        rows = session.execute(
            select(own.id, own.participant_id, own.content, own.file_name)
            .join(Participant, Participant.id == own.participant_id)
            .where(own.state == "recorded", Participant.state != ERASED)
        ).all()
    left = [
        _Reserved(row_id, person, from_canonical(content), Path(file), reprint=False)
        for row_id, person, content, file in rows
        if Path(file).parent.is_dir() and os.access(Path(file).parent, os.W_OK)
    ]
    return len(_make(db, left, Progress())) if left else 0


def _make(
    db: Database, reserved: Sequence[_Reserved], progress: Progress
) -> list[Issued]:
    from carbon_points.certificates.pdf import certificate_pdf  # noqa: PLC0415

    with db.reading() as session:
        able = signers(session, db)
    issued: list[Issued] = []
    try:
        for place, paper in enumerate(reserved):
            progress.step(place, len(reserved))
            data = certificate_pdf(paper.content, able.on(paper.content.issued_on))
            write_whole(paper.file, data)
            digest = hashlib.sha256(data).hexdigest()
            issued.append(_issued(paper, digest))
    finally:
        _confirm(db, reserved, issued)
    publish(db)
    return issued


def _issued(paper: _Reserved, digest: str) -> Issued:
    serial_text = paper.content.serial
    return Issued(serial_text, paper.participant_id, paper.file, digest, paper.reprint)


def _confirm(
    db: Database, reserved: Sequence[_Reserved], issued: Sequence[Issued]
) -> None:
    """Say of the papers that are on the disk that they are."""
    done = zip(reserved, issued, strict=False)
    fresh = [(paper, made) for paper, made in done if not paper.reprint]
    if not fresh:
        return
    with db.writing() as session:
        for paper, made in fresh:
            session.execute(
                update(Certificate)
                .where(Certificate.id == paper.row_id, Certificate.state == "recorded")
                .values(state="confirmed", file_sha256=bytes.fromhex(made.sha256))
            )
