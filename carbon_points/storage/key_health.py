"""Whether a file's key is at hand, and whether it would survive this computer."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import local_moment
from carbon_points.common.problems import UserError
from carbon_points.storage import keys
from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import NOTHING
from carbon_points.storage.health import Words
from carbon_points.storage.key_facts import known_key
from carbon_points.storage.unlocking import salt_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from carbon_points.storage.key_facts import FileKey

_PLACES: Final = {
    "keyring": Words("保存在系统钥匙串中", "kept in the system's keyring"),
    "file": Words("保存在本用户的密钥文件中", "kept in this user's key file"),
    "": Words(
        "本机没有保存，每次打开时输入", "not kept here, asked for at each opening"
    ),
}
_PRINT: Final = Words(
    "用 keys recovery 打印恢复密钥，两半分开保管",
    "print the recovery key with keys recovery and keep the halves apart",
)


def key_at_hand(path: Path, key_file: Path | None) -> HealthCheck:
    """Whether the program can open the file without asking anybody."""
    if key_file is not None:
        says = Words(f"密钥文件：{key_file}", f"key file: {key_file}")
        return HealthCheck("keys", ok=key_file.is_file(), says=says)
    try:
        place = keys.remembered(salt_of(path))
    except UserError:  # there is no file, or none that has a key
        folder = keys.key_folder()
        count = len(list(folder.glob("*.key")))
        says = Words(
            f"{folder} 中有 {count} 个密钥文件", f"{count} key files in {folder}"
        )
        return HealthCheck("keys", ok=True, says=says)
    kept = _PLACES[place]
    return HealthCheck(
        "keys",
        ok=bool(place),
        says=Words(f"这个数据库的密钥{kept.zh}", f"the file's key: {kept.en}"),
        remedy=NOTHING if place else _remember(),
        act="" if place else "keys",
    )


def protection(db: Database) -> HealthCheck:
    """Where the key comes from, and what opens the file if this computer is lost."""
    with db.reading() as session:
        known = known_key(db, session)
    source, paper = _source(known), _paper(known)
    lost = known.only_here and not db.demo
    return HealthCheck(
        "passphrase",
        ok=not lost,
        says=Words(f"{source.zh}，{paper.zh}", f"{source.en}; {paper.en}"),
        remedy=_PRINT if known.recovery_shown_at is None else NOTHING,
        act="keys" if known.recovery_shown_at is None else "",
    )


def _source(known: FileKey) -> Words:
    if known.kind == "passphrase":
        return Words("已设口令", "the file has a passphrase")
    return Words("未设口令，密钥由程序生成", "no passphrase, the key is a random one")


def _paper(known: FileKey) -> Words:
    if known.recovery_shown_at is not None:
        when = f"{local_moment(known.recovery_shown_at):%Y-%m-%d}"
        return Words(
            f"恢复密钥 {when} 已打印", f"the recovery key was printed on {when}"
        )
    if known.kind == "passphrase":
        return Words("恢复密钥还没有打印", "the recovery key was never printed")
    return Words(
        "恢复密钥还没有打印：这台电脑坏了就再也打不开账本和备份",
        "the recovery key was never printed: if this computer is lost, "
        "nothing opens the file and its backups",
    )


def _remember() -> Words:
    return Words(
        "在终端打开一次并输入口令或恢复密钥，再用 keys remember 记住",
        "open it once at a terminal with the passphrase or the recovery key, "
        "then keep it with keys remember",
    )
