"""How a database file and the place it lies in are, and what to do about each."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage.driver import load_driver
from carbon_points.storage.engine import open_database
from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import NOTHING
from carbon_points.storage.health import Words
from carbon_points.storage.key_health import key_at_hand
from carbon_points.storage.key_health import protection
from carbon_points.storage.lock_file import elsewhere
from carbon_points.storage.lock_file import holder_of
from carbon_points.storage.moves import moves_are_planned
from carbon_points.storage.pages import PAGE
from carbon_points.storage.schema import HEAD
from carbon_points.storage.scratch import leftovers
from carbon_points.storage.space import free_bytes
from carbon_points.storage.vault import damaged_pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database

LITTLE_SPACE: Final = 1 << 30
_LONG_JOURNAL: Final = 256 << 20
_BACKUP_IS_OLD_S: Final = 7 * 86_400
_FULL: Final = 2
_LEAVE: Final = Words(
    "请对方退出，再点“重试”或重新打开", "have it closed there, then open it here again"
)
REMEDIES: Final = {
    "DB_MISSING": Words(
        "用 init 建立数据库，或用 restore 从备份恢复",
        "make one with init, or restore a backup",
    ),
    "DB_NO_KEY": Words(
        "在终端打开并输入口令或恢复密钥，或用 --key-file 指定密钥文件",
        "open it at a terminal with the passphrase or the recovery key, "
        "or name the key file with --key-file",
    ),
    "DB_WRONG_KEY": Words(
        "用 --key-file 指定这个数据库的密钥文件",
        "name this database's key file with --key-file",
    ),
    "KEY_FILE_DAMAGED": Words(
        "用 keys recover 和打印的恢复密钥重建密钥文件",
        "make the key file again with keys recover and the printed recovery key",
    ),
    "DB_DAMAGED": Words(
        "用 restore 从最近的备份恢复；现有文件会先移到一旁",
        "restore the latest backup; the present file is set aside first",
    ),
    "DB_NEWER": Words("安装较新版本的程序", "install the newer program"),
    "DB_LOCKED": Words(
        "关闭正在使用这个数据库的其他程序",
        "close the other program that uses this database",
    ),
    "DB_READ_ONLY": Words(
        "给予数据库文件及其目录写权限",
        "give the right to write to the file and its folder",
    ),
    "DB_DISK_FULL": Words("腾出磁盘空间", "make room on the disk"),
    "DB_NO_CIPHER": Words(
        "安装 sqlcipher3（pip install sqlcipher3），或在装有它的电脑上打开",
        "install sqlcipher3 (pip install sqlcipher3), or open it where it is",
    ),
    "DB_NOT_DURABLE": Words(
        "把数据库移到本机磁盘（不要放在网络盘上）",
        "move the database to a disk of this computer, not to a network drive",
    ),
    "DB_FOREIGN": Words("检查 --db 指定的文件", "look which file was named with --db"),
    "DB_OLDER": Words(
        "以可写方式打开一次，程序会自动升级",
        "open it for writing once; the program brings it up",
    ),
}
"""What to do about a database that cannot be used, by the code of the reason."""


def checks(
    path: Path,
    key_file: Path | None = None,
    more: Callable[[Database], Iterable[HealthCheck]] = lambda _db: (),
) -> list[HealthCheck]:
    """Everything about the database under `path` and the place it lies in.

    Args:
        path: of the database.
        key_file: its key, if it is not the user's.
        more: what higher rooms ask of it while it is open.
    """
    found = [engine_version(), *around(path), key_at_hand(path, key_file)]
    try:
        with _opened(path, key_file) as db:
            found += [*of_database(db), *more(db)]
    except DatabaseUnusableError as error:
        found.append(_unusable(path, error.code))
        if error.code == "DB_DAMAGED":
            found.append(_damage(damaged_pages(path, key_file)))
    return found


def around(path: Path) -> Iterator[HealthCheck]:
    """The place that a database lies in: room, who has it, what a crash left."""
    yield _free_space(path)
    yield _holder(path)
    if path.parent.is_dir():
        yield _leftovers(path)
        yield _journal(path)


def _opened(path: Path, key_file: Path | None) -> Database:
    """For writing, as that proves the settings that lose nothing; else for reading."""
    if elsewhere(path) is not None:
        return open_database(path, key_file=key_file, read_only=True)
    try:
        return open_database(path, key_file=key_file)
    except DatabaseUnusableError as error:
        if error.code != "DB_READ_ONLY":
            raise
        return open_database(path, key_file=key_file, read_only=True)


def of_database(db: Database) -> Iterator[HealthCheck]:
    """What is asked of a database that is open."""
    yield _writable(db)
    yield _encryption(db)
    yield protection(db)
    yield _durability(db)
    yield _integrity(db)


def _writable(db: Database) -> HealthCheck:
    if not db.read_only:
        said = Words(f"数据库可以打开：{db.path}", f"the database opens: {db.path}")
        return HealthCheck("database", ok=True, says=said)
    said = Words(
        f"数据库只读打开，不能写入：{db.path}",
        f"the database is open for reading only: {db.path}",
    )
    return HealthCheck("database", ok=False, says=said, remedy=_why_read_only(db))


def _why_read_only(db: Database) -> Words:
    if db.stopped is not None and db.stopped.code == "CHAIN_BROKEN":
        return Words("见“流水链”一项", "see the chain")
    holder = holder_of(db.path)
    if holder is not None and not holder.is_own:
        return _LEAVE
    return REMEDIES["DB_READ_ONLY"]


def _holder(path: Path) -> HealthCheck:
    """Which window has it; on another computer that stops the writing here."""
    found = holder_of(path)
    if found is None or found.is_own:
        said = Words("没有别的窗口在使用账本", "no other window has the books open")
        return HealthCheck("holder", ok=True, says=said)
    says = Words(
        f"账本在窗口中打开（{found.named}）",
        f"the books are open in a window ({found.named})",
    )
    if found.is_here:
        remedy = Words(
            "命令行可以同时写入；恢复和换密钥前先关闭窗口",
            "commands may write beside it; close it before a restore or a new key",
        )
        return HealthCheck("holder", ok=True, says=says, remedy=remedy)
    return HealthCheck("holder", ok=False, says=says, remedy=_LEAVE)


def _leftovers(path: Path) -> HealthCheck:
    count = len(leftovers(path)) + moves_are_planned(path)
    if not count:
        said = Words("没有中断留下的临时文件", "nothing left by a crash")
        return HealthCheck("leftovers", ok=True, says=said)
    return HealthCheck(
        "leftovers",
        ok=True,
        says=Words(
            f"{count} 个中断留下的临时文件",
            f"{count} files left half-written by a crash",
        ),
        remedy=Words(
            "下次打开时自动清理，或用 doctor --repair",
            "cleared at the next start, or by doctor --repair",
        ),
        act="repair",
    )


def _journal(path: Path) -> HealthCheck:
    journal = path.with_name(f"{path.name}-wal")
    size = journal.stat().st_size if journal.exists() else 0
    ok = size <= _LONG_JOURNAL
    remedy = Words(
        "有程序长时间未关闭：关闭所有窗口和命令后重新打开",
        "some program has held it open for long: close all windows and commands",
    )
    return HealthCheck(
        "journal",
        ok=ok,
        says=Words(f"预写日志 {size >> 20:,} MB", f"journal of {size >> 20:,} MB"),
        remedy=NOTHING if ok else remedy,
        act="" if ok else "repair",
    )


def _unusable(path: Path, code: str) -> HealthCheck:
    said = Words(
        f"数据库不能使用（{code}）：{path}",
        f"the database cannot be used ({code}): {path}",
    )
    remedy = REMEDIES.get(code, NOTHING)
    act = "restore" if code in {"DB_MISSING", "DB_DAMAGED"} else ""
    return HealthCheck("database", ok=False, says=said, remedy=remedy, act=act)


def engine_version() -> HealthCheck:
    """Which SQLite the program runs on, and whether it encrypts."""
    driver = load_driver()
    version = driver.module.sqlite_version
    if driver.encrypts:
        said = Words(f"SQLCipher，SQLite {version}", f"SQLCipher, SQLite {version}")
        return HealthCheck("engine", ok=True, says=said)
    return HealthCheck(
        "engine",
        ok=False,
        says=Words(
            f"只有 Python 自带的 SQLite {version}：数据库未加密",
            f"only Python's own SQLite {version}: databases are not encrypted",
        ),
        remedy=Words("安装 sqlcipher3", "install sqlcipher3"),
    )


def _encryption(db: Database) -> HealthCheck:
    if db.encrypted:
        said = Words("数据库文件已加密", "the database file is encrypted")
        return HealthCheck("encryption", ok=True, says=said)
    return HealthCheck(
        "encryption",
        ok=False,
        says=Words(
            "未加密：姓名和电话以明文保存在数据库文件中（身份证号仍单独加密）",
            "not encrypted: names and phones lie readable in the database file "
            "(identity numbers are sealed all the same)",
        ),
        remedy=Words(
            "装好 sqlcipher3 后用 keys encrypt 加密",
            "install sqlcipher3, then encrypt it with keys encrypt",
        ),
    )


def _durability(db: Database) -> HealthCheck:
    if db.read_only and db.stopped is None:
        said = Words(
            "只读打开，没有要保住的写入", "open for reading: nothing is written"
        )
        return HealthCheck("durability", ok=True, says=said)
    with db.engine.connect() as connection:
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    ok = journal == db.vault.driver.journal_mode and synchronous == _FULL
    return HealthCheck(
        "durability",
        ok=ok,
        says=Words(
            f"日志方式 {journal}，同步级别 {synchronous}，结构版本 {HEAD}",
            f"journal {journal}, synchronous {synchronous}, schema {HEAD}",
        ),
        remedy=NOTHING if ok else REMEDIES["DB_NOT_DURABLE"],
    )


def _integrity(db: Database) -> HealthCheck:
    pages = db.damaged_pages()
    with db.reading() as session:
        sound = session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if not pages and sound == "ok":
        said = Words("数据库文件完好", "the database file is whole")
        return HealthCheck("integrity", ok=True, says=said)
    return _damage(pages, str(sound))


def _damage(pages: list[int], otherwise: str = "?") -> HealthCheck:
    zh = "、".join(str(page) for page in pages[:10]) or otherwise
    en = ", ".join(str(page) for page in pages[:10]) or otherwise
    return HealthCheck(
        "integrity",
        ok=False,
        says=Words(
            f"数据库文件已损坏，页（每页 {PAGE} 字节）：{zh}",
            f"the database file is damaged, pages (of {PAGE} bytes each): {en}",
        ),
        remedy=REMEDIES["DB_DAMAGED"],
        act="restore",
    )


def _free_space(path: Path) -> HealthCheck:
    free = free_bytes(path)
    needed = max(LITTLE_SPACE, 3 * path.stat().st_size if path.is_file() else 0)
    return HealthCheck(
        "disk",
        ok=free >= needed,
        says=Words(
            f"磁盘剩余 {free >> 20:,} MB", f"{free >> 20:,} MB free on the disk"
        ),
        remedy=NOTHING if free >= needed else REMEDIES["DB_DISK_FULL"],
    )
