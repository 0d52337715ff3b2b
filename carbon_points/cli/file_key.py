"""The key of a file, asked for on a terminal and never on the command line."""

from __future__ import annotations

import sys
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.cli.passwords import secret_line
from carbon_points.common.problems import UserError
from carbon_points.storage import keys
from carbon_points.storage import unlocking

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.cli.context import Context
    from carbon_points.storage.keys import Key

_TRIES: Final = 3


def ensure_key(context: Context, file: Path) -> None:
    """See that this process has the key of a database or backup, if it can be asked.

    Raises:
        UserError: ``PASSPHRASE_WRONG`` the third time, ``RECOVERY_KEY_WRONG`` or
            ``RECOVERY_KEY_MISREAD``.
    """
    if context.option("key_file") is not None or not sys.stdin.isatty():
        return
    if not file.is_file():
        return  # whoever wants to read it says so
    if keys.find_key(unlocking.salt_of(file)) is not None:
        return
    keys.hold(_asked(context, file))
    _tell(
        context,
        "密钥只用于这一次；要在这台电脑上记住，请运行 carbon-points keys remember。",
        "The key serves this call; carbon-points keys remember keeps it.",
    )


def halves(context: Context, file: Path) -> Key:
    """The key of the two printed halves, a line each.

    Raises:
        UserError: ``RECOVERY_KEY_MISREAD``, ``RECOVERY_KEY_WRONG``.
    """
    first = secret_line(
        context.says("恢复密钥第一半", "first half of the recovery key")
    )
    second = secret_line(
        context.says("恢复密钥第二半", "second half of the recovery key")
    )
    return unlocking.by_halves(file, first, second)


def new_passphrase(context: Context) -> str:
    """A passphrase to set; a terminal is asked twice, standard input is read once.

    Raises:
        UserError: ``PASSPHRASE_DIFFERS``.
    """
    first = secret_line(context.says("新口令", "new passphrase"))
    if (
        first
        and sys.stdin.isatty()
        and first != secret_line(context.says("再输一次", "once more"))
    ):
        raise UserError("PASSPHRASE_DIFFERS")
    return first


def first_protection(context: Context) -> keys.Protection:
    """How a new file is protected: a terminal is asked, nothing is a random key.

    Raises:
        UserError: ``PASSPHRASE_DIFFERS``, ``PASSPHRASE_WEAK``.
    """
    from carbon_points.security.passwords import check_passphrase  # noqa: PLC0415

    key_file: Path | None = context.option("key_file")
    if not sys.stdin.isatty() or (key_file is not None and key_file.exists()):
        return keys.RANDOM
    _tell(
        context,
        "为账本设一个口令；直接回车则由程序生成密钥，只存在这台电脑上。",
        "Set a passphrase for the file; none makes a random key, kept on this"
        " computer alone.",
    )
    words = new_passphrase(context)
    if not words:
        return keys.RANDOM
    check_passphrase(words)
    return keys.Protection(words)


def _asked(context: Context, file: Path) -> Key:
    about = context.says(
        f"“{file.name}”的口令（没有就直接回车，改输恢复密钥）",
        f"passphrase of “{file.name}” (empty for the recovery key)",
    )
    for left in reversed(range(_TRIES)):
        words = secret_line(about)
        if not words:
            break
        try:
            return unlocking.by_passphrase(file, words)
        except UserError as error:
            if error.code != "PASSPHRASE_WRONG" or not left:
                raise
            _tell(
                context,
                f"口令不对，还可试 {left} 次。",
                f"Wrong; {left} tries are left.",
            )
    return halves(context, file)


def _tell(context: Context, zh: str, en: str) -> None:
    print(context.says(zh, en), file=sys.stderr)  # noqa: T201  (a terminal is there)
