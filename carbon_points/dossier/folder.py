"""A folder that is there as a whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from contextlib import contextmanager
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.dossier import manifest as manifests
from carbon_points.storage.files import sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LITTER: Final = frozenset({"Thumbs.db", "desktop.ini", ".DS_Store"})
"""What file managers leave in a folder that they showed."""


def files_in(folder: Path) -> list[str]:
    """The files in a folder, by their paths inside it."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if (path.is_file() or path.is_symlink()) and path.name not in LITTER
    )


def may_replace(folder: Path) -> None:
    """Whether a new dossier may stand here: nothing, an empty folder, or an older one.

    Raises:
        UserError: DOSSIER_FOLDER_TAKEN, DOSSIER_FOLDER_NOTES, OUT_UNWRITABLE.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UserError("DOSSIER_FOLDER_TAKEN", file=str(folder))
    found = files_in(folder)
    if not found:
        return
    earlier = manifests.read(folder / manifests.NAME)
    if earlier is None:
        raise UserError("DOSSIER_FOLDER_TAKEN", file=str(folder))
    known = {manifests.NAME, *(each.path for each in earlier.files)}
    strange = [name for name in found if name not in known]
    if strange:
        # Somebody put it there; it would be lost with the older dossier.
        raise UserError("DOSSIER_FOLDER_NOTES", file=str(folder), name=strange[0])


@contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """A temporary folder beside `folder` that takes its place if nothing fails."""
    target = folder.absolute()
    token = secrets.token_hex(4)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{token}.part")
    temporary.mkdir()
    try:
        yield temporary
        for inner in [*(p for p in temporary.rglob("*") if p.is_dir()), temporary]:
            sync_folder(inner)
        _swap(temporary, target, token)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _swap(temporary: Path, target: Path, token: str) -> None:
    """Put the new folder in place; the older one goes once the new one stands."""
    may_replace(target)
    older = None
    if target.exists():
        older = target.with_name(f".{target.name}.{token}.old")
        target.rename(older)
    try:
        temporary.rename(target)
    except OSError:
        if older is not None:
            older.rename(target)
        raise
    sync_folder(target.parent)
    if older is not None:
        shutil.rmtree(older, ignore_errors=True)
