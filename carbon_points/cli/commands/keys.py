"""``keys``: the key of the database file, what opens it, and where it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.cli.file_key import halves
from carbon_points.cli.file_key import new_passphrase
from carbon_points.cli.passwords import secret_line
from carbon_points.common.days import local_moment
from carbon_points.integrity.backup_runs import proven
from carbon_points.integrity.old_keys import forget_old_key
from carbon_points.integrity.old_keys import old_keys
from carbon_points.security import file_keys
from carbon_points.storage import keys

if TYPE_CHECKING:
    from carbon_points.cli.context import Context
    from carbon_points.integrity.old_keys import OldKeyUse
    from carbon_points.security.file_keys import KeyChanged
    from carbon_points.storage.key_facts import FileKey

_PLACES: Final = {
    "": ("没有记住", "not kept here"),
    "file": ("本用户的密钥文件", "a file of this user"),
    "keyring": ("系统钥匙串", "the system's keyring"),
}
"""Where a key is kept, in two languages."""


def show(context: Context) -> Answer:
    """How the file is protected."""
    with context.database() as db:
        known = file_keys.file_key(db, context.caller())
        older = old_keys(db, context.caller())
    document = {**_document(known), "old_keys": [_old(use) for use in older]}
    lines = [line for use in older for line in _old_lines(context, use)]
    return Answer(document, _lines(context, known) + lines)


def passphrase(context: Context) -> Answer:
    """Set the first passphrase, or another one."""
    with context.database() as db:
        caller = context.caller()
        present = _present(context, file_keys.file_key(db, caller))
        wanted = _protection(context, new_passphrase(context))
        done = file_keys.change_passphrase(db, caller, present, wanted)
    return _changed(context, done)


def rotate(context: Context) -> Answer:
    """Give the file a new key; a passphrase stays what it is."""
    with context.database() as db:
        caller = context.caller()
        present = _present(context, file_keys.file_key(db, caller))
        wanted, new = _protection(context, present), context.option("new_key_file")
        done = file_keys.rotate_key(db, caller, wanted, new)
    return _changed(context, done)


def encrypt(context: Context) -> Answer:
    """Encrypt a file that was made without SQLCipher."""
    with context.database() as db:
        words = new_passphrase(context) if context.option("passphrase") else ""
        wanted, new = _protection(context, words), context.option("new_key_file")
        with db.reading() as session:
            made = [run.file for run in proven(session) if Path(run.file).is_file()]
        done = file_keys.encrypt(db, context.caller(), wanted, new)
    return _encrypted(context, done, made)


def remember(context: Context) -> Answer:
    """Keep the key for this user of this computer."""
    with context.database() as db:
        known = file_keys.remember_key(db, context.caller())
    said = context.says(
        "已在这台电脑上记住密钥。能防止别人拿走数据库或备份后打开；"
        "不能防止能以您的系统账号登录的人。",
        "The key is kept on this computer. That protects a database or backup that is"
        " carried away, not from whoever works in your user's name.",
    )
    return Answer(_document(known), [said])


def forget(context: Context) -> Answer:
    """Delete the key, or one of earlier days, from this computer."""
    if context.option("old"):
        return _forget_old(context)
    with context.database() as db:
        known = file_keys.forget_key(db, context.caller())
    said = context.says(
        "已从这台电脑删除密钥，下次打开时要输入口令或恢复密钥。",
        "The key is no longer kept here; the next opening asks for it.",
    )
    return Answer(_document(known), [said])


def _forget_old(context: Context) -> Answer:
    fingerprint, sure = context.option("old"), bool(context.option("yes"))
    with context.database() as db:
        done = forget_old_key(db, context.caller(), fingerprint, sure=sure)
    said = context.says(
        f"已从这台电脑删除旧密钥 {done.key.fingerprint}。",
        f"The old key {done.key.fingerprint} is no longer kept here.",
    )
    return Answer(_old(done), [said])


def recovery(context: Context) -> Answer:
    """Two sheets with a half of the key each."""
    from carbon_points.integrity.recovery_paper import write_sheets  # noqa: PLC0415

    folder: Path = context.arguments.out
    files: list[Path] = []
    with context.database() as db:
        shown = file_keys.recovery_key(
            db,
            context.caller(),
            lambda shown: files.extend(write_sheets(shown, folder)),
        )
    document = {"files": [str(f) for f in files], "fingerprint": shown.fingerprint}
    said = context.says(
        f"已写入 {files[0]} 和 {files[1]}；请打印后分开保管，再删除这两个文件。",
        f"Written to {files[0]} and {files[1]}; print them, keep them in two places,"
        " and delete the files.",
    )
    return Answer(document, [said])


def recover(context: Context) -> Answer:
    """The key of a database or backup again, from the two halves."""
    file: Path = context.arguments.file
    key = halves(context, file)
    out: Path | None = context.option("out")
    place = str(keys.keep_key(key, out)) if out else keys.remember(key)
    zh, en = _PLACES.get(place, (place, place))
    document = {"kept": place, "fingerprint": keys.fingerprint(key.salt)}
    said = context.says(
        f"这两半能打开“{file.name}”；密钥已保存到{zh}。",
        f"The halves open “{file.name}”; the key is kept in {en}.",
    )
    return Answer(document, [said])


def _present(context: Context, known: FileKey) -> str:
    """The passphrase that the file has now, from who knows it."""
    if known.kind == "random":
        return ""
    return secret_line(context.says("现在的口令", "present passphrase"))


def _protection(context: Context, words: str) -> keys.Protection:
    return keys.Protection(words, remember=not context.option("no_remember"))


def _document(known: FileKey) -> dict[str, Any]:
    return {
        "file": known.file,
        "fingerprint": known.fingerprint,
        "kind": known.kind,
        "encrypted": known.encrypted,
        "remembered": known.remembered or None,
        "recovery_shown_at": known.recovery_shown_at,
    }


def _lines(context: Context, known: FileKey) -> list[str]:
    kinds = {"passphrase": ("口令", "passphrase"), "random": ("随机", "random")}
    never = context.says("还没有打印", "never printed")
    shown = known.recovery_shown_at
    facts = (
        (context.says("文件", "file"), known.file),
        (context.says("密钥指纹", "fingerprint"), known.fingerprint),
        (context.says("密钥来源", "key from"), context.says(*kinds[known.kind])),
        (context.says("本机保存", "kept in"), context.says(*_PLACES[known.remembered])),
        (
            context.says("恢复密钥", "recovery key"),
            f"{local_moment(shown):%Y-%m-%d %H:%M}" if shown else never,
        ),
    )
    gap = context.says("：", ": ")
    lines = [f"{name}{gap}{value}" for name, value in facts]
    if not known.encrypted:
        lines.append(context.says("未加密", "NOT ENCRYPTED"))
    return lines


def _old(use: OldKeyUse) -> dict[str, Any]:
    return {
        "fingerprint": use.key.fingerprint,
        "replaced_at": use.key.replaced_at,
        "remembered": use.key.kept,
        "opens": [str(file) for file in use.opens],
        "absent_places": [str(folder) for folder in use.absent],
    }


def _old_lines(context: Context, use: OldKeyUse) -> list[str]:
    old, count = use.key, len(use.opens)
    until = f"{local_moment(old.replaced_at):%Y-%m-%d %H:%M}"
    lines = [
        context.says(
            f"旧密钥 {old.fingerprint}：用到 {until}，还能打开 {count} 个备份",
            f"old key {old.fingerprint}: until {until}, opens {count} backups",
        )
    ]
    return lines + [f"  {file}" for file in use.opens]


def _encrypted(context: Context, done: KeyChanged, plain: list[str]) -> Answer:
    """The file is encrypted; the backups of before are as open as they were."""
    changed = _changed(context, done)
    warning = context.says(
        "账本已加密。以前的备份没有加密，谁拿到都能读出其中的姓名和电话："
        "请先做一次新备份，再删除它们。",
        "The file is encrypted. Earlier backups are not: whoever gets one reads the"
        " names and telephones in it. Make a new backup, then delete them.",
    )
    document = {**changed.document, "plain_backups": plain}
    return Answer(document, [warning, *plain, changed.lines[0]])


def _changed(context: Context, done: KeyChanged) -> Answer:
    """What opens the file now, and what still opens the backups made before."""
    document = {
        **_document(done.now),
        "old_fingerprint": done.old_fingerprint,
        "old_remembered": done.old_remembered or None,
    }
    old = context.says(
        f"以前的备份仍用原来的密钥（指纹 {done.old_fingerprint}）打开，",
        f"Earlier backups still open with the old key ({done.old_fingerprint}), ",
    )
    if done.old_remembered:
        old += context.says("本机已保留。", "which stays on this computer.")
    else:
        old += context.says(
            "请保管好原来的口令、密钥文件或恢复密钥。",
            "so keep its passphrase, key file or recovery key.",
        )
    now = context.says(
        f"账本已换用新的密钥（指纹 {done.now.fingerprint}）。"
        "请重新打印恢复密钥，并做一次备份。",
        f"The file has a new key ({done.now.fingerprint}). Print the recovery key"
        " again, and make a backup.",
    )
    return Answer(document, [now, old])
