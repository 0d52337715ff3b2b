"""How a database and its surroundings are, for `doctor`: what to do about each."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import local_moment
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage.backup import LAST_BACKUP
from carbon_points.storage.driver import load_driver
from carbon_points.storage.engine import open_database
from carbon_points.storage.keys import key_folder
from carbon_points.storage.models import Setting
from carbon_points.storage.pages import PAGE
from carbon_points.storage.schema import HEAD
from carbon_points.storage.vault import damaged_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database

LITTLE_SPACE: Final = 1 << 30
_BACKUP_IS_OLD_S: Final = 7 * 86_400
_REMEDIES: Final = {
    "DB_MISSING": "用 init 建立数据库，或用 restore 从备份恢复",
    "DB_NO_KEY": "把密钥文件放回用户配置目录，或用 --key-file 指定",
    "DB_WRONG_KEY": "用 --key-file 指定这个数据库的密钥文件",
    "KEY_FILE_DAMAGED": "用打印的恢复密钥重建密钥文件",
    "DB_DAMAGED": "用 restore 从最近的备份恢复；现有文件会先移到一旁",
    "DB_NEWER": "安装较新版本的程序",
    "DB_LOCKED": "关闭正在使用这个数据库的其他程序",
    "DB_READ_ONLY": "给予数据库文件及其目录写权限",
    "DB_DISK_FULL": "腾出磁盘空间",
    "DB_NO_CIPHER": "在装有 sqlcipher3 的电脑上打开",
    "DB_NOT_DURABLE": "把数据库移到本机磁盘（不要放在网络盘上）",
    "DB_FOREIGN": "检查 --db 指定的文件",
    "DB_OLDER": "以可写方式打开一次，程序会自动升级",
}


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that `doctor` looked at."""

    name: str
    ok: bool
    says: str
    """A Chinese sentence of what was found."""

    remedy: str = ""
    """What to do about it; empty if nothing."""


def checks(path: Path, key_file: Path | None = None) -> list[HealthCheck]:
    """Everything about the database under `path` and the place it lies in."""
    found = [_engine_version(), _free_space(path), _keys_at_hand(key_file)]
    try:
        with open_database(path, key_file=key_file) as db:
            found += [
                HealthCheck("database", ok=True, says=f"数据库可以打开：{path}"),
                *_of_database(db),
            ]
    except DatabaseUnusableError as error:
        remedy = _REMEDIES.get(error.code, "")
        says = f"数据库不能使用（{error.code}）：{path}"
        found.append(HealthCheck("database", ok=False, says=says, remedy=remedy))
        if error.code == "DB_DAMAGED":
            found.append(_damage(damaged_pages(path, key_file)))
    return found


def _of_database(db: Database) -> Iterator[HealthCheck]:
    yield _encryption(db)
    yield HealthCheck(
        "passphrase",
        ok=True,
        says="未设口令：密钥保存在本用户的密钥文件中，能登录本用户的人都能打开",
    )
    yield _durability(db)
    yield _integrity(db)
    yield _last_backup(db)


def _engine_version() -> HealthCheck:
    driver = load_driver()
    version = driver.module.sqlite_version
    if driver.encrypts:
        return HealthCheck("engine", ok=True, says=f"SQLCipher，SQLite {version}")
    return HealthCheck(
        "engine",
        ok=False,
        says=f"只有 Python 自带的 SQLite {version}：数据库未加密",
        remedy="安装 sqlcipher3",
    )


def _encryption(db: Database) -> HealthCheck:
    if db.encrypted:
        return HealthCheck("encryption", ok=True, says="数据库文件已加密")
    return HealthCheck(
        "encryption",
        ok=False,
        says="未加密：姓名和电话以明文保存在数据库文件中（身份证号仍单独加密）",
        remedy="在装有 sqlcipher3 的电脑上新建数据库",
    )


def _durability(db: Database) -> HealthCheck:
    with db.engine.connect() as connection:
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    ok = journal == db.vault.driver.journal_mode and synchronous == 2
    return HealthCheck(
        "durability",
        ok=ok,
        says=f"日志方式 {journal}，同步级别 {synchronous}，结构版本 {HEAD}",
        remedy="" if ok else _REMEDIES["DB_NOT_DURABLE"],
    )


def _integrity(db: Database) -> HealthCheck:
    pages = db.damaged_pages()
    with db.reading() as session:
        sound = session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if not pages and sound == "ok":
        return HealthCheck("integrity", ok=True, says="数据库文件完好")
    return _damage(pages, str(sound))


def _damage(pages: list[int], otherwise: str = "?") -> HealthCheck:
    listed = "、".join(str(page) for page in pages[:10]) or otherwise
    return HealthCheck(
        "integrity",
        ok=False,
        says=f"数据库文件已损坏，页（每页 {PAGE} 字节）：{listed}",
        remedy=_REMEDIES["DB_DAMAGED"],
    )


def _last_backup(db: Database) -> HealthCheck:
    remedy = "用 backup 做一次备份，并把文件存到另一台设备"
    with db.reading() as session:
        row = session.get(Setting, LAST_BACKUP)
    if row is None:
        return HealthCheck("backup", ok=False, says="还没有备份", remedy=remedy)
    at, _, file = row.value.partition(" ")
    when = local_moment(int(at)).strftime("%Y-%m-%d %H:%M")
    fresh = time.time() - int(at) < _BACKUP_IS_OLD_S
    return HealthCheck(
        "backup",
        ok=fresh,
        says=f"最近一次备份：{when}，{file}",
        remedy="" if fresh else remedy,
    )


def _free_space(path: Path) -> HealthCheck:
    place = next(p for p in (path.absolute(), *path.absolute().parents) if p.exists())
    free = shutil.disk_usage(place).free
    needed = max(LITTLE_SPACE, 3 * path.stat().st_size if path.is_file() else 0)
    return HealthCheck(
        "disk",
        ok=free >= needed,
        says=f"磁盘剩余 {free >> 20:,} MB",
        remedy="" if free >= needed else _REMEDIES["DB_DISK_FULL"],
    )


def _keys_at_hand(key_file: Path | None) -> HealthCheck:
    folder = key_folder()
    count = len(list(folder.glob("*.key")))
    if key_file is not None:
        says = f"密钥文件：{key_file}"
        return HealthCheck("keys", ok=key_file.is_file(), says=says)
    return HealthCheck("keys", ok=count > 0, says=f"{folder} 中有 {count} 个密钥文件")
