"""What may be typed after ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carbon_points.cli.arguments import Parser


def restore_options(restore: Parser) -> None:
    """A backup, or what an earlier restore has set aside."""
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument(
        "--dry-run", action="store_true", help="只比较，不改动 compare, change nothing"
    )
    restore.add_argument(
        "--halves",
        action="store_true",
        help="恢复密钥的两半，每行一半 the recovery key's halves, one a line",
    )
    restore.add_argument(
        "--no-remember",
        action="store_true",
        help="不在本机记住密钥 do not keep the key on this computer",
    )
