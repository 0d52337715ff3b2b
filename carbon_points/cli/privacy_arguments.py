"""What may be typed after ``participant`` and ``retention``."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def participant_steps(step: Callable[[str, str], Any]) -> None:
    """The steps of ``participant``: a person's own rights."""
    copy = step("copy", "资料副本 everything kept of a person, as PDF and JSON")
    copy.add_argument("participant", metavar="ID")
    copy.add_argument("--out", type=Path, metavar="DIR", required=True)
    copy.add_argument("--reason", metavar="TEXT", default="本人申请")
    close = step("close", "销户 its points expire, nothing new is logged")
    close.add_argument("participant", metavar="ID")
    close.add_argument("--reason", metavar="TEXT", default="")
    erase = step("erase", "注销并匿名化 by two persons; the sums stay")
    erase.add_argument("participant", metavar="ID")
    erase.add_argument("--reason", metavar="TEXT", default="")
    erase.add_argument(
        "--dry-run", action="store_true", help="只看会怎样 what it would do"
    )


def retention_steps(step: Callable[[str, str], Any]) -> None:
    """The steps of ``retention``."""
    step("show", "保存期限 the rules, and what is past its time")
    run = step("run", "到期清理 let go what is past its time")
    run.add_argument("--dry-run", action="store_true", help="只看会怎样 what would go")
