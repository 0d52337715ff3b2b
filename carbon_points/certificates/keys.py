"""The desk's signing key, and the public files that verifiers need."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.certificates.forgetting import REASON as ERASED
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.keylist import Revocation
from carbon_points.certificates.keylist import revocation_file
from carbon_points.certificates.keylist import RevocationReason
from carbon_points.certificates.models import Certificate
from carbon_points.certificates.models import Withdrawal
from carbon_points.certificates.signers import bureau_key
from carbon_points.certificates.signers import key_list
from carbon_points.certificates.signers import key_list_bytes
from carbon_points.certificates.signers import last_editions
from carbon_points.certificates.signers import signers
from carbon_points.certificates.trust import load_keys
from carbon_points.certificates.trust import read_list_file
from carbon_points.common.days import from_day_number
from carbon_points.common.days import ZONE
from carbon_points.common.problems import UserError
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.certificates.keylist import KeyList
    from carbon_points.certificates.keylist import RevocationList
    from carbon_points.certificates.signing import DeskKey
    from carbon_points.certificates.trust import Keys
    from carbon_points.storage.engine import Database


def signing_key(db: Database) -> DeskKey:
    """The pair that this desk signs with today."""
    with db.reading() as session:
        able = signers(session, db)
    row = able.row_on(_today())
    return able.newest if row is None else able.on(_today())


def keys_folder() -> Path:
    """Where `verify` looks for public files: the user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("carbon-points") / "keys"


def publish(db: Database) -> tuple[Path, ...]:
    """Write the public-key file and the revocation list where `verify` looks."""
    return write_public(db, keys_folder(), f"{db.database_id}-")


def publish_missing(db: Database) -> bool:
    """Publish if this computer does not have the list in force; answers whether.

    So it is after a crash between the act and its file, and where a backup was restored
    on another computer.
    """
    with db.reading() as session:
        wanted = key_list_bytes(session, db)
    path = keys_folder() / f"{db.database_id}-keys.json"
    try:
        known = path.read_bytes()
    except OSError:
        known = b""
    if known == wanted or _is_later(path, read_list(wanted)):
        return False
    publish(db)
    return True


def write_public(db: Database, folder: Path, before: str = "") -> tuple[Path, ...]:
    """Write the public files into a folder, each name with something before it."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, data in public_files(db).items():
        path = folder / f"{before}{name}"
        if not _is_later(path, read_list(data)):
            write_whole(path, data)
        files.append(path)
    return tuple(files)


def _is_later(path: Path, ours: KeyList | RevocationList) -> bool:
    """Whether a file of the same bureau goes further: these books are an old copy."""
    try:
        there = read_list_file(path)
    except UserError:
        return False
    alike = type(there) is type(ours) and there.bureau == ours.bureau
    return alike and there.edition > ours.edition


def public_files(db: Database) -> dict[str, bytes]:
    """The files that a verifier needs, by name.

    ``keys.json`` and ``revoked.json`` are of the bureau that the desk belongs to. If it
    belonged to another one before, its last files follow, for the papers of that time.
    """
    with db.reading() as session:
        files = {
            "keys.json": key_list_bytes(session, db),
            "revoked.json": _revoked(session, db),
        }
        now, own = key_list(session, db).bureau, bureau_key(session, db)
        for bureau, file in last_editions(session, db).items():
            if bureau != now:
                files[f"keys-{bureau[:4].hex()}.json"] = file
        if own.public != now:
            entries = _revocations(session)
            files[f"revoked-{own.public[:4].hex()}.json"] = revocation_file(
                entries, _up_to(entries), own, edition=len(entries)
            )
    return files


def _revoked(session: Session, db: Database) -> bytes:
    """This desk's serials out of force, signed by its bureau's key or by its own."""
    entries = _revocations(session)
    keys, own = key_list(session, db), bureau_key(session, db)
    day, edition = _up_to(entries), len(entries)
    if keys.bureau == own.public:
        return revocation_file(entries, day, own, edition=edition)
    able = signers(session, db)
    key = able.on(day) if able.row_on(day) else able.newest
    joined = (keys.bureau, db.desk)
    return revocation_file(entries, day, key, edition=edition, of_desk=joined)


def _up_to(entries: Sequence[Revocation]) -> dt.date:
    """The day up to which the list is complete: today, if the clock is right."""
    return max([_today(), *(entry.on for entry in entries)])


def _today() -> dt.date:
    return dt.datetime.now(tz=ZONE).date()


def _revocations(session: Session) -> list[Revocation]:
    rows = session.execute(
        select(
            Certificate.serial,
            Certificate.validity,
            Certificate.replaced_by,
            Certificate.invalid_since,
            Withdrawal.reason,
        )
        .outerjoin(Withdrawal, Withdrawal.certificate_id == Certificate.id)
        .where(Certificate.validity != "valid")
    )
    return [
        Revocation(
            serial,
            from_day_number(since or 0),
            RevocationReason(validity),
            replaced_by,
            # Any other reason may name somebody; this one is a sentence of ours.
            ERASED if reason == ERASED else "",
        )
        for serial, validity, replaced_by, since, reason in rows
    ]


def trusted_keys(given: Sequence[Path] = ()) -> Keys:
    """The keys that `verify` trusts: those named, the user's, and the shipped ones.

    Raises:
        UserError: if a named file is missing or not a signed list.
    """
    shipped = Path(__file__).resolve().parents[2] / "resources" / "keys"
    return load_keys([*given, keys_folder(), shipped])
