"""A new programme database, ready to work: places, operators, keys, rules."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from carbon_points.actions.cuts import remember_membership
from carbon_points.certificates.keys import publish
from carbon_points.certificates.signers import create_signing_key
from carbon_points.common.problems import RefusedError
from carbon_points.places.service import load_district
from carbon_points.rulebook.service import adopt
from carbon_points.rulebook.service import current
from carbon_points.security.service import create_operators
from carbon_points.storage.engine import create
from carbon_points.storage.keys import RANDOM
from carbon_points.storage.scratch import remove_database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from carbon_points.storage.keys import Protection


@dataclass(frozen=True, slots=True)
class Founding:
    """How a new database begins."""

    district: Path | None = None
    desk: int | None = None
    trial: Sequence[str] = ()
    """Drafts adopted at once, from the start of each."""

    document: str = ""
    demo: bool = False
    key_file: Path | None = None
    protection: Protection = RANDOM
    """Where the file's key comes from."""


def found(path: Path, caller: Caller, founding: Founding) -> Database:
    """Make a database and open it.

    Raises:
        DatabaseUnusableError: DB_EXISTS, or the place cannot be written.
        RefusedError: DOCUMENT_MISSING, METHODOLOGY_UNKNOWN, NOT_A_DRAFT; then no
            database is left behind.
    """
    if founding.trial and not founding.document.strip():
        raise RefusedError("DOCUMENT_MISSING")
    db = create(
        path,
        desk=founding.desk,
        demo=founding.demo,
        key_file=founding.key_file,
        protection=founding.protection,
    )
    try:
        _furnish(db, caller, founding)
    except BaseException:
        db.close()
        remove_database(path)
        raise
    return db


def _furnish(db: Database, caller: Caller, founding: Founding) -> None:
    with db.writing() as session:
        load_district(session, db.desk, founding.district)
        create_operators(session)
        create_signing_key(session, db)
        remember_membership(session)
    current(db, caller)
    if founding.trial:
        by = replace(caller, operation_id=f"{caller.operation_id}/adopt")
        adopt(db, by, founding.trial, None, founding.document)
    publish(db)
