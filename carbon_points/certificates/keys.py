"""The desk's signing key, and the public files that verifiers need."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.certificates.keylist import own_key_list
from carbon_points.certificates.keylist import Revocation
from carbon_points.certificates.keylist import revocation_file
from carbon_points.certificates.keylist import RevocationReason
from carbon_points.certificates.models import Certificate
from carbon_points.certificates.signing import DeskKey
from carbon_points.certificates.trust import load_keys
from carbon_points.common.days import from_day_number
from carbon_points.places.queries import district
from carbon_points.storage.files import write_whole
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.certificates.trust import Keys
    from carbon_points.storage.engine import Database

SIGNING_KEY = "signing_key"
_SINCE = "signing_key_since"
PROGRAMME_START = dt.date(2024, 1, 1)
"""A certificate may be dated by ``--as-of``; none is older than the programme."""


def create_signing_key(session: Session, db: Database) -> None:
    """Give a new database its pair of keys; it is its own bureau until it joins one."""
    db.put_secret(session, SIGNING_KEY, DeskKey.generate().seed)
    session.add(Setting(name=_SINCE, value=PROGRAMME_START.isoformat()))


def signing_key(db: Database) -> DeskKey:
    """The pair that this desk signs with."""
    return DeskKey.from_seed(db.secret(SIGNING_KEY))


def keys_folder() -> Path:
    """Where `verify` looks for public files: the user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("carbon-points") / "keys"


def publish(db: Database) -> tuple[Path, ...]:
    """Write the public-key file and the revocation list where `verify` looks."""
    folder = keys_folder()
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, data in public_files(db).items():
        path = folder / f"{db.database_id}-{name}"
        write_whole(path, data)
        files.append(path)
    return tuple(files)


def public_files(db: Database) -> dict[str, bytes]:
    """The two files that a verifier needs, by name."""
    key = signing_key(db)
    with db.reading() as session:
        since = session.get(Setting, _SINCE)
        start = dt.date.fromisoformat(since.value) if since else PROGRAMME_START
        name = district(session).full_name
        entries = _revocations(session)
    today = max([start, *(entry.on for entry in entries)])
    return {
        "keys.json": own_key_list(key, db.desk, name, start, demo=db.demo),
        "revoked.json": revocation_file(entries, today, key),
    }


def _revocations(session: Session) -> list[Revocation]:
    rows = session.execute(
        select(
            Certificate.serial,
            Certificate.validity,
            Certificate.replaced_by,
            Certificate.invalid_since,
        ).where(Certificate.validity != "valid")
    )
    return [
        Revocation(
            serial,
            from_day_number(since or 0),
            RevocationReason(validity),
            replaced_by,
        )
        for serial, validity, replaced_by, since in rows
    ]


def trusted_keys(given: Sequence[Path] = ()) -> Keys:
    """The keys that `verify` trusts: those named, the user's, and the shipped ones.

    Raises:
        UserError: if a named file is missing or not a signed list.
    """
    shipped = Path(__file__).resolve().parents[2] / "resources" / "keys"
    return load_keys([*given, keys_folder(), shipped])
