"""What may be typed after ``backup``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carbon_points.cli.arguments import Parser


def backup_options(backup: Parser) -> None:
    """A file to write, or a word that says what to do; and what a plan may hold."""
    words = "[FILE | run | list | check FILE | plan [show | set]]"
    backup.add_argument("words", nargs="*", metavar=words)
    backup.add_argument(
        "--place",
        action="append",
        metavar="DIR",
        help="备份位置，可重复；beside = 数据库旁 folder, again for more; or `beside`",
    )
    backup.add_argument(
        "--hour",
        type=_hour,
        default=argparse.SUPPRESS,  # None is an answer: no daily backup
        metavar="H|off",
        help="每日钟点 hour of the day, 0 to 23",
    )
    backup.add_argument(
        "--at-closing",
        action=argparse.BooleanOptionalAction,
        help="关程序时备份 when the window is closed",
    )
    backup.add_argument(
        "--keep",
        type=_counts,
        metavar="D,W,M",
        help="保留 天,周,月 newest of so many days, weeks, months",
    )


def _hour(text: str) -> int | None:
    if text == "off":
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 2:
        message = f"“{text}” 不是钟点，请写 0 到 23 或 off (an hour, or off)"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _counts(text: str) -> tuple[int, int, int]:
    parts = text.split(",")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts):
        message = f"“{text}” 应写成 7,5,12 (days,weeks,months)"
        raise argparse.ArgumentTypeError(message)
    days, weeks, months = (int(part[:4]) for part in parts)
    return days, weeks, months
