"""Which backups stay: the newest of each day, week and month, and never none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_day
from carbon_points.common.problems import UserError
from carbon_points.storage.archive import EVIDENCE
from carbon_points.storage.archive import told_manifest
from carbon_points.storage.backup import SUFFIX
from carbon_points.storage.errors import explained_files
from carbon_points.storage.files import sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.integrity.backup_plan import Keep

_NAMED: Final = re.compile(rf".+-\d{{8}}-\d{{6}}{re.escape(SUFFIX)}")
"""Names that the program gives; what a person has named is left alone."""


@dataclass(frozen=True, slots=True)
class OwnBackup:
    """A backup of this very database, by what its manifest says."""

    file: Path
    made_at: int
    position: int


def own_backups(folder: Path, database_id: str) -> list[OwnBackup]:
    """The backups of one database in a folder that the program named."""
    found = []
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        if not _NAMED.fullmatch(file.name) or not file.is_file() or file.is_symlink():
            continue
        try:
            told = told_manifest(file)
        except UserError:
            continue  # not readable, so not known to be ours
        if told.database_id == database_id:
            found.append(OwnBackup(file, told.made_at, told.chain_position))
    return found


def rotate(
    folder: Path, database_id: str, keep: Keep, spared: Collection[Path]
) -> list[Path]:
    """Delete what nobody needs any more; answers what went.

    Args:
        folder: where backups lie, and perhaps other things.
        database_id: whose backups are meant; all others stay.
        keep: how many days, weeks and months.
        spared: the newest proven one, whatever the clock says of it.

    Raises:
        DatabaseUnusableError: if the place is closed.
    """
    ours = own_backups(folder, database_id)
    gone = [one.file for one in superfluous(ours, keep) if one.file not in spared]
    with explained_files(folder):
        for file in gone:
            file.unlink(missing_ok=True)
        if gone:
            sync_folder(folder)
    return gone


def holding(newest: Path, database_id: str, gaps: Collection[str]) -> set[Path]:
    """For each piece of evidence that is lost now, the last backup that had another.

    Args:
        newest: the backup in which they are missing or damaged.
        database_id: whose backups are meant.
        gaps: the names of the sealed files.
    """
    if not gaps:
        return set()
    now, found = told_manifest(newest).files, {}
    for one in sorted(own_backups(newest.parent, database_id), key=_age):
        then = told_manifest(one.file).files
        for name in (EVIDENCE + gap for gap in gaps):
            if name in then and then[name] != now.get(name):
                found[name] = one.file
    return set(found.values())


def _age(one: OwnBackup) -> tuple[int, int]:
    return one.position, one.made_at


def superfluous(backups: Sequence[OwnBackup], keep: Keep) -> list[OwnBackup]:
    """What may go: all but what the plan keeps and the newest one.

    The newest is that of the latest chain record: the clock may have been turned back.
    """
    stays = kept(backups, keep)
    newest = max(backups, key=lambda one: one.position, default=None)
    return [one for one in backups if one not in stays and one is not newest]


def kept(backups: Iterable[OwnBackup], keep: Keep) -> set[OwnBackup]:
    """The newest backup of each of the last days, weeks and months that have one.

    A desk that was shut for a summer loses none of its older ones by that.
    """
    newest_first = sorted(backups, key=lambda one: one.made_at, reverse=True)
    stays: set[OwnBackup] = set()
    for count, span in (
        (keep.days, local_day),
        (keep.weeks, _week),
        (keep.months, _month),
    ):
        stays |= _newest_of_each(newest_first, span, count)
    return stays


def _newest_of_each(
    newest_first: Iterable[OwnBackup], span: Callable[[int], object], count: int
) -> set[OwnBackup]:
    chosen: dict[object, OwnBackup] = {}
    for one in newest_first:
        if span(one.made_at) not in chosen and len(chosen) < count:
            chosen[span(one.made_at)] = one
    return set(chosen.values())


def _week(moment: int) -> tuple[int, int]:
    return from_day_number(local_day(moment)).isocalendar()[:2]


def _month(moment: int) -> tuple[int, int]:
    day = from_day_number(local_day(moment))
    return day.year, day.month
