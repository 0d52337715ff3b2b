"""All that `doctor` and the health page look at, from the file to the papers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.certificates import health as certificates
from carbon_points.certificates import key_health
from carbon_points.common.days import local_moment
from carbon_points.evidence.models import Evidence
from carbon_points.integrity import backup_health
from carbon_points.integrity.clock import clock_behind
from carbon_points.integrity.tail import broken_at
from carbon_points.security import health as security
from carbon_points.storage import database_health
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database


def of_file(path: Path, key_file: Path | None = None) -> list[HealthCheck]:
    """A database that is opened for this, and the place it lies in."""
    return database_health.checks(path, key_file, of_rooms)


def of_open(db: Database) -> list[HealthCheck]:
    """The same of a database that is open already."""
    found = [database_health.engine_version(), *database_health.around(db.path)]
    return [*found, *database_health.of_database(db), *of_rooms(db)]


def of_rooms(db: Database) -> Iterator[HealthCheck]:
    """What the rooms say of an open database."""
    yield _chain(db)
    now = int(time.time())
    with db.reading() as session:
        yield _clock(session, now)
        if not db.demo:
            yield from backup_health.checks(session, db.path, now)
        yield _evidence(session, db)
        yield from certificates.checks(session)
        yield from key_health.checks(session, db, local_moment(now).date())
        yield from security.checks(session)


def _chain(db: Database) -> HealthCheck:
    position = broken_at(db)
    if not position:
        said = Words("流水链末端核对一致", "the end of the chain agrees")
        return HealthCheck("chain", ok=True, says=said)
    return HealthCheck(
        "chain",
        ok=False,
        says=Words(
            f"流水第 {position} 条核对不上，已停止写入；之前完好",
            f"record {position} of the chain does not agree; writing has stopped, "
            "all before it is whole",
        ),
        remedy=Words(
            "导出诊断包并联系管理员；用 audit verify 找到改动处，必要时从备份恢复",
            "export the diagnosis and call the administrator; audit verify names what "
            "was changed; restore a backup if need be",
        ),
        act="restore",
    )


def _evidence(session: Session, db: Database) -> HealthCheck:
    """Whether the files are there; what is in them is the work of `audit verify`."""
    folder = evidence_folder(db.path)
    there = {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()
    named = set(session.scalars(select(Evidence.stored_as)))
    missing = len(named - there - {""})
    if not missing:
        said = Words("凭证文件都在", "all evidence files are there")
        return HealthCheck("evidence", ok=True, says=said)
    return HealthCheck(
        "evidence",
        ok=False,
        says=Words(
            f"有 {missing} 个凭证文件不见了", f"{missing} evidence files have gone"
        ),
        remedy=Words(
            "用 audit verify 看是哪些，从较早的备份取回；不要删除较早的备份",
            "audit verify names them; take them from an earlier backup, and keep it",
        ),
    )


def _clock(session: Session, now: int) -> HealthCheck:
    behind = clock_behind(session, now)
    if behind is None:
        said = Words("本机时间不早于最后一笔流水", "not behind the newest record")
        return HealthCheck("clock", ok=True, says=said)
    zh, en = behind
    return HealthCheck(
        "clock",
        ok=False,
        says=Words(
            f"本机时间比最后一笔流水早 {zh}",
            f"this computer's clock is {en} behind the newest record",
        ),
        remedy=Words(
            "先校准时间再登记，避免记错日期；流水的先后按序号，不受影响",
            "set the clock before working, else days are wrong; the order of records "
            "is that of their numbers and stays",
        ),
    )
