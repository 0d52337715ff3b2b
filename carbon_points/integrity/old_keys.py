"""The keys that a file had before: which backups and books each of them still opens."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.backup_plan import plan_of
from carbon_points.security import file_keys
from carbon_points.security.acts import permitted
from carbon_points.storage import key_facts
from carbon_points.storage import keys
from carbon_points.storage.backup import SUFFIX
from carbon_points.storage.backup_places import state_of
from carbon_points.storage.bringing_up import BEFORE
from carbon_points.storage.names import all_marked
from carbon_points.storage.restoring import set_aside
from carbon_points.storage.unlocking import salt_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from carbon_points.storage.key_facts import OldKey


@dataclass(frozen=True, slots=True)
class OldKeyUse:
    """An old key, the backups and books that it opens, and where nobody could look."""

    key: OldKey
    opens: tuple[Path, ...]
    absent: tuple[Path, ...]
    """Places of the plan that are not plugged in."""


def old_keys(db: Database, caller: Caller) -> tuple[OldKeyUse, ...]:
    """Every key of earlier days that is kept on this computer, oldest first.

    Raises:
        NotAllowedError: ROLE.
    """
    with db.reading() as session:
        permitted(session, file_keys.KEYS, caller)
        kept, plan = key_facts.old_keys(session), plan_of(session)
    if not kept:
        return ()
    states = [state_of(db.path, place) for place in plan.places]
    absent = tuple(state.folder for state in states if not state.present)
    folders = [state.folder for state in states if state.present]
    files = [file for folder in folders for file in sorted(folder.glob(f"*{SUFFIX}"))]
    # A restore and a change of the schema leave whole books beside the present ones.
    files += [*set_aside(db.path), *sorted(all_marked(db.path, BEFORE))]
    salts = list(_salts_of(files))
    return tuple(
        OldKeyUse(old, tuple(file for file, salt in salts if salt == old.salt), absent)
        for old in kept
    )


def forget_old_key(
    db: Database, caller: Caller, fingerprint: str, *, sure: bool = False
) -> OldKeyUse:
    """Delete an old key from this computer.

    Raises:
        NotAllowedError: ROLE.
        RefusedError: ``KEY_PRESENT``, ``KEY_NOT_OLD``, or ``KEY_STILL_OPENS`` unless
            the caller is sure: backups need it, or a place could not be looked at.
    """
    every = old_keys(db, caller)
    wanted = fingerprint.strip().upper()
    if wanted == keys.fingerprint(db.vault.salt):
        raise RefusedError("KEY_PRESENT", fingerprint=wanted)
    found = next((use for use in every if use.key.fingerprint == wanted), None)
    if found is None:
        raise RefusedError("KEY_NOT_OLD", fingerprint=wanted)
    if not sure and (found.opens or found.absent):
        raise _still_opens(found)
    file_keys.forget_old(db, caller, found.key)
    return found


def _still_opens(use: OldKeyUse) -> RefusedError:
    details = {"fingerprint": use.key.fingerprint}
    if use.opens:
        details["backups"] = "、".join(map(str, use.opens))
    if use.absent:
        details["places"] = "、".join(map(str, use.absent))
    return RefusedError("KEY_STILL_OPENS", **details)


def _salts_of(files: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    """Backups and books by the salt of their key; damaged ones have none."""
    for file in files:
        with suppress(UserError, OSError):
            yield file, salt_of(file)
