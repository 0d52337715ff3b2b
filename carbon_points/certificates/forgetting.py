"""Certificates of somebody who is erased: the sums stay, the holder goes."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select

from carbon_points.certificates.content import from_canonical
from carbon_points.certificates.models import Certificate
from carbon_points.certificates.models import Passbook
from carbon_points.certificates.models import Withdrawal
from carbon_points.certificates.words import PRINT_RUN
from carbon_points.common.days import day_number
from carbon_points.participants.erasure import ERASED
from carbon_points.participants.erasure import NOBODY
from carbon_points.participants.models import Participant
from carbon_points.security.redacting import Replacement
from carbon_points.storage.engine import desk_of
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.certificates.content import CertificateContent
    from carbon_points.security.chain import Caller

REASON: Final = "持证人已注销账户，个人信息已匿名化"
"""Why the papers of somebody who was erased are out of force."""

_NO_TAIL: Final = "****"
RUN_FILE: Final = "print-run.pdf"
"""All fronts of an issue in one file, beside the papers."""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A certificate's file as it was written."""

    path: Path
    sha256: bytes | None
    serial: str


def certificates_left(session: Session, participant_id: int) -> list[Certificate]:
    """Somebody's certificates, the oldest first."""
    own = select(Certificate).where(Certificate.participant_id == participant_id)
    return list(session.scalars(own.order_by(Certificate.id)))


def end_certificates(
    session: Session, held: Sequence[Certificate], by: Caller, position: int
) -> int:
    """Put what is in force out of it, inside the caller's transaction.

    Who checks the paper learns that it is genuine and why it counts no more. The caller
    seals over `Withdrawal` and publishes the list.
    """
    valid = [row for row in held if row.validity == "valid"]
    first, day = next_id(session, Withdrawal, desk_of(session)), day_number(by.as_of)
    for offset, row in enumerate(valid):
        row.validity, row.invalid_since = "revoked", day
        values = {
            "id": first + offset,
            "certificate_id": row.id,
            "serial": row.serial,
            "revoked_on": day,
            "reason": REASON,
            "operator": by.operator,
            "at": by.now,
            "chain_position": position,
        }
        session.execute(insert(Withdrawal).values(**values))
    return len(valid)


def nameless_certificates(
    session: Session, held: Sequence[Certificate], hidden: Callable[[str], str]
) -> Iterator[Replacement]:
    """Contents without the holder, and reasons of revocations without their name."""
    for row in held:
        content = from_canonical(row.content)
        nobody = replace(content, holder=NOBODY, masked_id="", id_tail=_NO_TAIL)
        yield Replacement(Certificate, row.id, {"content": nobody.canonical()})
    own = select(Withdrawal).where(
        Withdrawal.certificate_id.in_([row.id for row in held])
    )
    for revoked in session.scalars(own):
        if (words := hidden(revoked.reason)) != revoked.reason:
            yield Replacement(Withdrawal, revoked.id, {"reason": words})


def forget_papers(session: Session, participant_id: int) -> None:
    """Drop how far the passbook was printed."""
    session.execute(delete(Passbook).where(Passbook.participant_id == participant_id))


def paper_files(held: Sequence[Certificate]) -> list[PaperFile]:
    """Where the papers were written to."""
    return [PaperFile(Path(row.file_name), row.file_sha256, row.serial) for row in held]


def papers_of_nobody(session: Session) -> list[PaperFile]:
    """Where papers of those who were erased had been written to."""
    erased = select(Participant.id).where(Participant.state == ERASED)
    theirs = select(Certificate).where(Certificate.participant_id.in_(erased))
    return paper_files(session.scalars(theirs).all())


def remove_papers(files: Sequence[PaperFile]) -> list[Path]:
    """Delete the files that are still what was written; answers those that are gone.

    A file for the printer that lies beside them and holds one of them goes, too: it is
    made anew from the papers of the others.
    """
    runs = {file.path.with_name(RUN_FILE): None for file in files}
    held = [run for run in runs if _holds_one(run, [file.serial for file in files])]
    for run in held:
        with suppress(OSError):
            run.unlink()
    return [file.path for file in files if _removed(file)]


def _holds_one(run: Path, serials: Sequence[str]) -> bool:
    """Whether a run for the printer is of serials among which these are."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  (0.1 s)

    try:
        with run.open("rb") as file, pypdfium2.PdfDocument(file) as document:
            title = str(document.get_metadata_value("Title"))
    except (OSError, pypdfium2.PdfiumError):
        return False
    kind, _, numbers = title.partition(" ")
    first, last = min(ends := numbers.split(" – ")), max(ends)
    return kind == PRINT_RUN and any(first <= serial <= last for serial in serials)


def _removed(file: PaperFile) -> bool:
    try:
        if hashlib.sha256(file.path.read_bytes()).digest() != file.sha256:
            return False
        file.path.unlink()
    except OSError:
        return False
    return True


def names_nobody(content: CertificateContent) -> bool:
    """Whether the holder of a certificate was erased."""
    return content.id_tail == _NO_TAIL
