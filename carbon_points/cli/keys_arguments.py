"""What may be typed after ``keys``: the key of the file, and the keys that sign."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.signing_arguments import signing_steps

if TYPE_CHECKING:
    from collections.abc import Callable


def keys_steps(step: Callable[[str, str], Any]) -> None:
    """The steps of ``keys``; passphrases come from standard input alone."""
    step("show", "账本密钥 how the file is protected, never the key itself")
    words = step("passphrase", "口令 set or change the file's passphrase")
    _no_remember(words)
    _new_key_file(step("rotate", "换密钥 give the file a new key"))
    plain = step("encrypt", "加密 encrypt a file made without SQLCipher")
    plain.add_argument(
        "--passphrase",
        action="store_true",
        help="口令 from a passphrase, not a random one",
    )
    _new_key_file(plain)
    step("remember", "记住 keep the key for this user of this computer")
    gone = step("forget", "不再记住 delete the key from this computer")
    gone.add_argument(
        "--old", metavar="FINGERPRINT", help="旧密钥 one of earlier days, as keys show"
    )
    gone.add_argument(
        "--yes", action="store_true", help="确认 though backups need the old one"
    )
    sheets = step("recovery", "恢复密钥 two sheets to print and keep apart")
    sheets.add_argument("--out", type=Path, metavar="DIR", required=True)
    again = step("recover", "找回密钥 the key again, from the two printed halves")
    again.add_argument("file", type=Path, metavar="FILE", help="a database or a backup")
    again.add_argument(
        "--out", type=Path, metavar="FILE", help="密钥文件 write a key file instead"
    )
    signing_steps(step)


def _new_key_file(parser: Any) -> None:
    _no_remember(parser)
    parser.add_argument(
        "--new-key-file",
        type=Path,
        metavar="FILE",
        help="密钥文件 keep it there instead of for this user",
    )


def _no_remember(parser: Any) -> None:
    parser.add_argument(
        "--no-remember",
        action="store_true",
        help="不在本机记住 ask for it at every opening",
    )
