"""What proves a backup: restored aside, it is compared with the books.

The chain's head, the sums of the ledger, the approved reductions and the number of
participants must be those that the books had at that record of the chain, and every
piece of evidence in the backup must open and be what its row says.
"""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import closing
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.common.problems import UserError
from carbon_points.evidence import vault as sealed_files
from carbon_points.evidence.service import SECRET
from carbon_points.ledger.rules import Commodity
from carbon_points.storage import keys
from carbon_points.storage.archive import DATABASE
from carbon_points.storage.archive import EVIDENCE
from carbon_points.storage.backup import check_backup
from carbon_points.storage.backup import Proving
from carbon_points.storage.driver import connect
from carbon_points.storage.errors import explained
from carbon_points.storage.sealing import open_secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.storage.archive import Archive
    from carbon_points.storage.backup import BackupChecked
    from carbon_points.storage.driver import Vault
    from carbon_points.storage.engine import Database

_LAST: Final = (1 << 63) - 1
_LEDGER: Final = """
SELECT p.commodity, a.kind, SUM(p.amount)
FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
WHERE p.chain_position <= ? GROUP BY p.commodity, a.kind
"""
_APPROVED: Final = """
SELECT COALESCE(SUM(a.reduction_mg), 0)
FROM (
  SELECT action_id, state, MAX(id) FROM decision
  WHERE chain_position <= ? GROUP BY action_id
) d JOIN action a ON a.id = d.action_id
WHERE d.state = ?
"""
_PEOPLE: Final = "SELECT COUNT(*) FROM participant WHERE chain_position <= ?"
_FILES: Final = "SELECT stored_as, sha256, size FROM evidence WHERE stored_as <> ''"
_GONE: Final = " AND id NOT IN (SELECT evidence_id FROM evidence_dropped)"


def totals(connection: Any, position: int = _LAST) -> dict[str, int]:
    """The sums of a database as they were at one record of its chain.

    Ledger, decisions and participants are append-only and name their record, so a
    database that has gone on since still knows what it summed to then.
    """
    found = {
        f"{Commodity(commodity).name.lower()} {kind}": amount
        for commodity, kind, amount in connection.execute(_LEDGER, (position,))
    }
    approved = connection.execute(_APPROVED, (position, int(State.APPROVED)))
    found["approved_mg"] = approved.fetchone()[0]
    found["participants"] = connection.execute(_PEOPLE, (position,)).fetchone()[0]
    return found


def against(db: Database, progress: Progress, gaps: list[str] | None = None) -> Proving:
    """The comparison of a backup with the books that it was made of.

    Args:
        db: the books.
        progress: told over the evidence.
        gaps: takes the names of evidence that is not what its row says. The backup's
            own bytes agree with its manifest, so the books had lost it before: one
            file that is gone must not keep everything else from being copied. None
            makes it an error.
    """

    def prove(found: Archive, copy: Vault) -> None:
        _compare_copy(found, copy, progress, gaps)
        _compare_books(db, found)

    return Proving(totals, prove)


def alone(progress: Progress) -> Proving:
    """The comparison of a backup with what it says of itself, without its books."""

    def prove(found: Archive, copy: Vault) -> None:
        _compare_copy(found, copy, progress)

    return Proving(totals, prove)


def check(file: Path, key_file: Path | None, progress: Progress) -> BackupChecked:
    """Restore a backup into a scratch copy and compare everything that it holds.

    Raises:
        UserError: ``BACKUP_UNREADABLE``, ``BACKUP_DAMAGED`` or ``BACKUP_DIFFERS``.
        DatabaseUnusableError: if its key is not at hand.
    """
    return check_backup(file, key_file, alone(progress), progress)


def check_against(
    db: Database, file: Path, progress: Progress, gaps: list[str] | None = None
) -> BackupChecked:
    """The same for a backup of books that are open: it is compared with them, too.

    Args:
        db: the books.
        file: the backup.
        progress: told over the evidence.
        gaps: as of `against`.

    Raises:
        UserError: as `check`.
    """
    # Their key may have come from a file or a passphrase, and be kept nowhere.
    keys.hold(keys.Key(db.vault.key, db.vault.salt))
    return check_backup(file, None, against(db, progress, gaps), progress)


def _compare_copy(
    found: Archive, copy: Vault, progress: Progress, gaps: list[str] | None = None
) -> None:
    """The unpacked database sums to what is told, and its evidence is all there."""
    with explained(copy), closing(connect(copy, "fixed")) as connection:
        told = found.manifest.totals
        if told and told != totals(connection):
            raise UserError("BACKUP_DIFFERS", file=str(found.path), what="totals")
        for name in _read_evidence(found, copy, connection, progress):
            if gaps is None:
                part = EVIDENCE + name
                raise UserError("BACKUP_DAMAGED", file=str(found.path), part=part)
            gaps.append(name)


def _compare_books(db: Database, found: Archive) -> None:
    told = found.manifest
    with explained(db.vault), closing(db.connect()) as connection:
        connection.execute("BEGIN")
        if told.database_id != db.database_id:
            raise UserError("BACKUP_DIFFERS", file=str(found.path), what="database_id")
        if _hash_at(connection, told.chain_position).hex() != told.chain_hash:
            raise UserError("BACKUP_DIFFERS", file=str(found.path), what="chain")
        if not told.totals:  # of before backups told their sums
            return
        books = totals(connection, told.chain_position)
    for name in sorted(books.keys() | told.totals.keys()):
        if books.get(name, 0) != told.totals.get(name, 0):
            raise UserError("BACKUP_DIFFERS", file=str(found.path), what=name)


def _hash_at(connection: Any, position: int) -> bytes:
    """The chain's hash at a record; of nothing where the books do not reach it."""
    if position == 0:
        return bytes(32)
    query = "SELECT hash FROM chain_record WHERE position = ?"
    row = connection.execute(query, (position,)).fetchone()
    return row[0] if row else b""


def _read_evidence(
    found: Archive, copy: Vault, connection: Any, progress: Progress
) -> Iterator[str]:
    """Unseal every file out of the backup itself; which is not what its row says."""
    rows = connection.execute(_FILES + _dropped(connection)).fetchall()
    if not rows:
        return
    key = _evidence_key(copy, connection)
    total, done = sum(size for _, _, size in rows), 0
    with zipfile.ZipFile(found.path) as packed:
        for name, sha256, size in rows:
            if _digest_in(packed, EVIDENCE + name, key) != (sha256, size):
                yield name
            done += size
            progress.step(done, total)


def _dropped(connection: Any) -> str:
    """What retention or an erasure has taken out is not looked for."""
    known = "SELECT 1 FROM sqlite_master WHERE name = 'evidence_dropped'"
    return _GONE if connection.execute(known).fetchone() else ""


def _digest_in(packed: zipfile.ZipFile, part: str, key: bytes) -> object:
    """SHA-256 and size of what a sealed file holds; None if it does not open."""
    try:
        with packed.open(part) as file:
            return _digest(key, file)
    except (KeyError, UserError):
        return None


def _digest(key: bytes, file: Any) -> tuple[bytes, int]:
    digest, size = hashlib.sha256(), 0
    for block in sealed_files.unseal(key, file):
        digest.update(block)
        size += len(block)
    return digest.digest(), size


def _evidence_key(copy: Vault, connection: Any) -> bytes:
    query = "SELECT value FROM secret WHERE name = ?"
    row = connection.execute(query, (SECRET,)).fetchone()
    if row is None:
        raise UserError("BACKUP_DAMAGED", file=str(copy.path), part=DATABASE)
    return open_secret(keys.subkey(copy.key, "secrets"), SECRET, row[0])
