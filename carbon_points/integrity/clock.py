"""A clock that is behind the books: what would be dated wrongly."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.days import DAY_S
from carbon_points.security.chain import newest_at

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_BEHIND_S: Final = 180
"""A clock that is further behind the newest record would date the next ones wrongly."""


def clock_behind(session: Session, now: int) -> tuple[str, str] | None:
    """By how much the clock is behind the newest record, in Chinese and English."""
    behind = newest_at(session) - now
    return _span(behind) if behind > _BEHIND_S else None


def _span(seconds: int) -> tuple[str, str]:
    for size, zh, en in ((DAY_S, "天", "days"), (3_600, "小时", "hours")):
        if seconds >= size:
            return f"{seconds // size} {zh}", f"{seconds // size} {en}"
    return f"{seconds // 60} 分钟", f"{seconds // 60} minutes"
