"""What the restore page asks of the core; runs in a lane, without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from ui.shared import desk

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from carbon_points.integrity.restore_finding import FoundBackup
    from carbon_points.integrity.restore_preview import RestorePreview
    from ui.shared.page import Opened


@dataclass(frozen=True, slots=True)
class Replacing:
    """Which books come to stand where."""

    file: Path
    target: Path
    is_aside: bool
    operator: str = ""
    """Who has signed in; empty for nobody."""

    handle: Any = None
    """The present books, if this window has them open."""


def find(target: Path, handle: Any, progress: Progress) -> tuple[FoundBackup, ...]:
    """What could be restored: in the usual places, on sticks, where the plan says."""
    from carbon_points.integrity.restore_finding import find_backups  # noqa: PLC0415

    return find_backups(target, _planned_places(target, handle), progress)


def compare(wanted: Replacing, progress: Progress) -> RestorePreview:
    """Prove the books that would come, and compare them with the present ones.

    Raises:
        UserError, RefusedError, DatabaseUnusableError, Cancelled: as
            ``integrity.restore_preview.preview``.
    """
    from carbon_points.integrity import restore_preview  # noqa: PLC0415

    if wanted.is_aside:
        return restore_preview.preview_aside(wanted.file, wanted.target)
    return restore_preview.preview(wanted.file, wanted.target, progress=progress)


def put_back(wanted: Replacing, progress: Progress) -> Opened:
    """Set the present books aside, put the others in their place and open them.

    Raises:
        NotAllowedError, UserError, RefusedError, DatabaseUnusableError, Cancelled: as
            ``integrity.putting_back``; the present books stand as they did.
    """
    from carbon_points.integrity import putting_back  # noqa: PLC0415

    if wanted.handle is not None:
        desk.close(wanted.handle)
    caller = desk.caller_now(wanted.operator)
    if wanted.is_aside:
        putting_back.put_aside_back(wanted.file, wanted.target, caller)
    else:
        putting_back.put_back(wanted.file, wanted.target, caller, progress=progress)
    return desk.open_file(wanted.target)


def _planned_places(target: Path, handle: Any) -> tuple[Path, ...]:
    """Where the backups of books that are open go to."""
    if not hasattr(handle, "reading"):
        return ()
    from carbon_points.integrity.backup_plan import plan_of  # noqa: PLC0415
    from carbon_points.storage.backup_places import folder_of  # noqa: PLC0415

    with handle.reading() as session:
        return tuple(folder_of(target, place) for place in plan_of(session).places)
