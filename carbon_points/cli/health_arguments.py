"""What may be typed after ``doctor``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def doctor_options(doctor: argparse.ArgumentParser) -> None:
    """Look only, or also mend what a crash left, or write a bundle for a helper."""
    doctor.add_argument(
        "--repair",
        action="store_true",
        help="修复中断留下的问题 finish what a crash cut",
    )
    doctor.add_argument(
        "--bundle",
        type=Path,
        metavar="FILE.zip",
        help="诊断包（不含个人信息） a bundle without anybody's data",
    )
