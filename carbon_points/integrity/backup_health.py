"""What `doctor` says of backups: each place of the plan, its age and its proof."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import DAY_S
from carbon_points.common.days import local_moment
from carbon_points.integrity.backup_plan import plan_of
from carbon_points.integrity.backup_runs import last_proven
from carbon_points.integrity.backup_runs import last_try
from carbon_points.storage.backup_places import state_of
from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import Words
from carbon_points.storage.space import free_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.integrity.backup_runs import PlaceRun
    from carbon_points.storage.backup_places import PlaceState

OLD_S: Final = 7 * DAY_S
_NOW: Final = Words("做一次备份", "make a backup now")
_BRING: Final = Words(
    "接上这个位置（插好 U 盘）再备份", "connect it (put the stick in), then back up"
)
_ROOM: Final = Words(
    "清理这个位置，下一份备份快放不下了",
    "make room there: the next backup will hardly fit",
)
_COPIES: Final = 3
"""A backup is written beside the earlier ones and restored to be proven."""

_SECOND: Final = Words(
    "再加一个位置：第二块磁盘或 U 盘", "add another place: a second disk or a stick"
)


def checks(session: Session, database: Path, now: int) -> Iterator[HealthCheck]:
    """A row for each place, and one for whether one of them is another disk."""
    states = [state_of(database, place) for place in plan_of(session).places]
    for number, state in enumerate(states, start=1):
        proven = last_proven(session, state)
        found = _of_place(f"backup-{number}", state, proven, now)
        tried = last_try(session, state.place)
        if found.ok and tried is not None and not tried.ok and state.present:
            found = _failed(found, tried)
        yield found
    yield _apart(states)


def _of_place(
    name: str, state: PlaceState, proven: PlaceRun | None, now: int
) -> HealthCheck:
    folder = state.folder
    if proven is None:
        said = Words(f"{folder}：还没有备份", f"{folder}: no backup yet")
        remedy = _NOW if state.present else _BRING
        return HealthCheck(name, ok=False, says=said, remedy=remedy, act="backup")
    when = f"{local_moment(proven.at):%Y-%m-%d %H:%M}"
    old = now - proven.at > OLD_S
    size, free = proven.size >> 20, free_bytes(folder)
    says = Words(
        f"{folder}：{when}，{size:,} MB，试恢复通过，剩余 {free >> 20:,} MB",
        f"{folder}: {when}, {size:,} MB, proven by a restore; {free >> 20:,} MB left",
    )
    if not state.present:
        return HealthCheck(name, not old, says, _BRING)
    if free < _COPIES * proven.size:
        return HealthCheck(name, ok=False, says=says, remedy=_ROOM)
    if old:
        return HealthCheck(name, ok=False, says=says, remedy=_NOW, act="backup")
    return HealthCheck(name, ok=True, says=says)


def _failed(found: HealthCheck, tried: PlaceRun) -> HealthCheck:
    """A newer try than the proven one that did not come to its end."""
    short = f"，差 {tried.missing_mb} MB" if tried.missing_mb else ""
    lacks = f", {tried.missing_mb} MB short" if tried.missing_mb else ""
    says = Words(
        f"{found.says.zh}；之后一次没有完成（{tried.result}{short}），原有备份完好",
        f"{found.says.en}; the last try did not end ({tried.result}{lacks}), the "
        "earlier backup is whole",
    )
    return HealthCheck(found.name, ok=False, says=says, remedy=_NOW, act="backup")


def _apart(states: list[PlaceState]) -> HealthCheck:
    """Whether a backup outlives the disk that the books lie on."""
    apart = [state for state in states if state.own_disk or state.place.mount]
    if apart:
        said = Words("有一处备份在另一块磁盘上", "one place is on another disk")
        return HealthCheck("backup-apart", ok=True, says=said)
    said = Words(
        "备份都在账本所在的磁盘上：磁盘坏了，两样都没有",
        "every backup is on the disk of the books: if it breaks, both are gone",
    )
    return HealthCheck("backup-apart", ok=True, says=said, remedy=_SECOND, act="backup")
