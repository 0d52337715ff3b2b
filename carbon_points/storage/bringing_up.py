"""Giving an older database this program's schema, after copies of it as it was.

A step has no way back but the copy that is set aside before it, so that copy is read
to its last row first. It holds the database alone: a step changes no evidence.
"""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from dataclasses import replace
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.storage import schema
from carbon_points.storage.backup import content_of
from carbon_points.storage.backup import prove_content
from carbon_points.storage.backup_places import BESIDE
from carbon_points.storage.backup_places import places_in
from carbon_points.storage.backup_places import PLAN
from carbon_points.storage.backup_places import state_of
from carbon_points.storage.files import beside
from carbon_points.storage.files import forget_cached
from carbon_points.storage.files import sync_file
from carbon_points.storage.names import marked

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from carbon_points.storage.backup import Content
    from carbon_points.storage.driver import Vault

BEFORE: Final = ".before-"
"""The mark of a copy that was set aside before the schema changed."""


def bring_up(engine: Engine, vault: Vault, *, read_only: bool) -> None:
    """Run the steps that a database has not seen.

    Raises:
        DatabaseUnusableError: if it is newer, or older and not to be written.
        UserError: ``BACKUP_DAMAGED``, if it cannot be copied as it is.
    """
    state = schema.check(engine)
    if state == "newer":
        raise DatabaseUnusableError("DB_NEWER", path=str(vault.path))
    if state == "behind":
        if read_only:
            raise DatabaseUnusableError("DB_OLDER", path=str(vault.path))
        _set_copies_aside(engine, vault)
        schema.upgrade(engine)


def _set_copies_aside(engine: Engine, vault: Vault) -> None:
    """One beside the database, and one in each other backup place that is there."""
    path = vault.path
    copy = marked(path, f"{BEFORE}{schema.HEAD}-{int(time.time())}")
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA query_only = OFF")
        with beside(copy) as part:
            raw.execute("VACUUM INTO ?", (str(part),))
            content = content_of(raw)
            _prove(vault, part, content)
        folders = _other_places(raw, path)
    for folder in folders:
        # The one beside the database is there; a stick may well be full or worn out.
        with suppress(OSError, UserError), beside(folder / copy.name) as part:
            shutil.copyfile(copy, part)
            _prove(vault, part, content)


def _prove(vault: Vault, part: Path, content: Content) -> None:
    sync_file(part)
    forget_cached(part)
    prove_content(replace(vault, path=part), content, part)


def _other_places(raw: Any, path: Path) -> list[Path]:
    query = "SELECT value FROM setting WHERE name = ?"
    row = raw.execute(query, (PLAN,)).fetchone()
    places = places_in(row[0]) if row else ()
    states = [state_of(path, place) for place in places if place.path != BESIDE]
    return [state.folder for state in states if state.present]
