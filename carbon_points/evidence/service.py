"""Keeping files that prove something: sealed, content-addressed, linked."""

from __future__ import annotations

import hashlib
import hmac
import io
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import select

from carbon_points.common.problems import UserError
from carbon_points.evidence import vault
from carbon_points.evidence.models import Evidence
from carbon_points.evidence.models import EvidenceLink
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.engine import next_id
from carbon_points.storage.errors import explained_files
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from typing import BinaryIO

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database

SECRET: Final = "evidence"  # noqa: S105  (the name of a secret)
SUBJECTS: Final = (
    *("action", "batch", "installation", "participant"),
    "plan_value",
    *("disposal", "use"),
)
LARGEST: Final = 1_000_000_000
"""Bytes; as much as the largest file that is imported, which is evidence, too."""

_SUFFIX: Final = ".sealed"
_ABANDONED_S: Final = 86_400
"""A stored file may wait so long for the transaction that names it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that lies sealed in the folder, whether or not a record names it yet."""

    sha256: bytes
    size: int
    name: str
    stored_as: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The record of a file; a new one belongs into the caller's chain record."""

    evidence_id: int
    sha256: bytes
    fresh: bool


def store(db: Database, source: bytes | Path, name: str = "") -> Stored:
    """Seal a file into the folder, before the transaction that will name it.

    Raises:
        UserError: EVIDENCE_UNREADABLE, or EVIDENCE_CHANGED while it was read.
        DatabaseUnusableError: if the disk is full or the folder closed.
    """
    try:
        with db.reading() as session:
            key = db.secret_in(session, SECRET)
    except KeyError:
        with db.writing() as session:
            key = _key(session, db)
    return _store(db, key, source, name)


def keep(
    session: Session,
    db: Database,
    position: int,
    now: int,
    source: Stored | bytes | Path,
    name: str = "",
) -> Kept:
    """Record a file inside the caller's transaction; the same content is kept once.

    A file that was not stored before is sealed now; large ones are better stored
    first (`store`). After a rollback the sealed file stays until `tidy`: another
    process may have counted on it meanwhile.

    Args:
        session: inside a writing transaction.
        db: whose folder holds the file.
        position: of the chain record that will cover the row.
        now: seconds since 1970-01-01 UTC.
        source: the file.
        name: as people know it; by default that of the path.
    """
    if not isinstance(source, Stored):
        source = _store(db, _key(session, db), source, name)
    # What was deleted for good and is handed in again is another file.
    same = select(Evidence.id).where(
        Evidence.sha256 == source.sha256, Evidence.stored_as != ""
    )
    known = session.scalar(same)
    if known is not None:
        return Kept(known, source.sha256, fresh=False)
    evidence_id = next_id(session, Evidence, db.desk)
    session.execute(
        insert(Evidence).values(
            id=evidence_id,
            sha256=source.sha256,
            size=source.size,
            name=name or source.name,
            stored_as=source.stored_as,
            added_at=now,
            chain_position=position,
        )
    )
    return Kept(evidence_id, source.sha256, fresh=True)


def link(session: Session, evidence_id: int, kind: str, subjects: Iterable[int]) -> int:
    """Say what a file proves; what is said already stays. Answers how many are new."""
    if kind not in SUBJECTS:
        raise ValueError(kind)
    known = set(
        session.scalars(
            select(EvidenceLink.subject_id).where(
                EvidenceLink.evidence_id == evidence_id,
                EvidenceLink.subject_kind == kind,
            )
        )
    )
    fresh = sorted(set(subjects) - known)
    rows = [
        {"evidence_id": evidence_id, "subject_kind": kind, "subject_id": subject}
        for subject in fresh
    ]
    if rows:
        session.execute(insert(EvidenceLink), rows)
    return len(rows)


def read(db: Database, evidence_id: int) -> bytes:
    """The whole content of a kept file; see `blocks`."""
    return b"".join(blocks(db, evidence_id))


def blocks(db: Database, evidence_id: int) -> Iterator[bytes]:
    """The content of a kept file, block by block.

    Raises:
        UserError: EVIDENCE_UNKNOWN, EVIDENCE_DROPPED, EVIDENCE_MISSING or
            EVIDENCE_DAMAGED.
    """
    with db.reading() as session:
        row = session.get(Evidence, evidence_id)
        if row is None:
            raise UserError(code="EVIDENCE_UNKNOWN")
        if not row.stored_as:
            raise UserError(code="EVIDENCE_DROPPED")
        key = db.secret_in(session, SECRET)
    yield from opened(key, evidence_folder(db.path) / row.stored_as, row.sha256)


def opened(key: bytes, path: Path, sha256: bytes) -> Iterator[bytes]:
    """The content of a sealed file; after the last block its digest is compared."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            for block in vault.unseal(key, file):
                found.update(block)
                yield block
    except FileNotFoundError as error:
        raise UserError(code="EVIDENCE_MISSING", file=path.name) from error
    if found.digest() != sha256:
        raise UserError(code="EVIDENCE_DAMAGED", file=path.name)


def tidy(db: Database, now: float | None = None) -> int:
    """Delete files that no record names and that no transaction waits for any more.

    A crash or a rollback after storing leaves one. Answers how many were deleted.
    """
    place = evidence_folder(db.path)
    oldest = (time.time() if now is None else now) - _ABANDONED_S
    with db.writing() as session:
        named = set(session.scalars(select(Evidence.stored_as)))
        found = place.iterdir() if place.is_dir() else ()
        return sum(_let_go(path, oldest) for path in found if path.name not in named)


def _let_go(path: Path, oldest: float) -> bool:
    """Delete a file where it is found too old, at once: it may be counted on anew."""
    try:
        if path.stat().st_mtime >= oldest:
            return False
        path.unlink()
    except FileNotFoundError:  # it has got its name by now
        return False
    return True


def _key(session: Session, db: Database) -> bytes:
    try:
        return db.secret_in(session, SECRET)
    except KeyError:
        key = secrets.token_bytes(vault.KEY_BYTES)
        db.put_secret(session, SECRET, key)
        session.flush()
        return key


def _store(db: Database, key: bytes, source: bytes | Path, name: str) -> Stored:
    known_as = name or (source.name if isinstance(source, Path) else "")
    try:
        _check(source, known_as)
        with _open(source) as file:
            sha256, size = _measured(file)
    except OSError as error:
        raise UserError(code="EVIDENCE_UNREADABLE", file=known_as) from error
    # The digest of a scan says nothing, that of a short text can be guessed.
    stored_as = hmac.digest(key, sha256, "sha256")[:16].hex() + _SUFFIX
    path = evidence_folder(db.path) / stored_as
    with explained_files(path):
        if _holds(key, path, sha256):
            path.touch()  # `tidy` lets it wait anew
        else:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _open(source) as file:
                write_whole(
                    path, lambda target: vault.seal(key, file, target), mode=0o600
                )
            _read_back(key, path, sha256)
    return Stored(sha256, size, known_as, stored_as)


def _read_back(key: bytes, path: Path, sha256: bytes) -> None:
    """Believe only what is on the disk: the source may change between two readings."""
    if not _holds(key, path, sha256):
        path.unlink()
        raise UserError(code="EVIDENCE_CHANGED", file=path.name)


def _check(source: bytes | Path, known_as: str) -> None:
    """Refuse what never ends, and what would fill the disk, before it is read."""
    if not isinstance(source, Path):
        return
    if source.exists() and not source.is_file():
        raise UserError(code="EVIDENCE_UNREADABLE", file=known_as)
    if source.stat().st_size > LARGEST:
        most = f"{LARGEST // 1_000_000:,}"
        raise UserError(code="EVIDENCE_TOO_LARGE", file=known_as, most=most)


def _open(source: bytes | Path) -> BinaryIO:
    return source.open("rb") if isinstance(source, Path) else io.BytesIO(source)


def _measured(file: BinaryIO) -> tuple[bytes, int]:
    found, size = hashlib.sha256(), 0
    while block := file.read(vault.BLOCK):
        found.update(block)
        size += len(block)
    return found.digest(), size


def _holds(key: bytes, path: Path, sha256: bytes) -> bool:
    try:
        for _ in opened(key, path, sha256):
            pass
    except UserError:
        return False
    return True
