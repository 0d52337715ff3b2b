"""What came of a backup, in words: for the top bar, the messages and the settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from carbon_points.common.days import local_moment
from carbon_points.common.problems import UserError
from ui.shared.errors import message_for
from ui.shared.messages import Message
from ui.shared.messages import message
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.integrity.backup_runs import PlaceRun
    from ui.shared.standing import PlaceStanding

_NO_ROOM: Final = "BACKUP_NO_ROOM"
_ABSENT: Final = "BACKUP_PLACE_ABSENT"


def outcome(runs: Sequence[PlaceRun]) -> Message:
    """What to tell after a backup to some places: the gravest of them first."""
    count = sum(run.ok for run in runs)
    short = next((run for run in runs if run.result == _NO_ROOM), None)
    if short is not None:
        return _beside(message("M42", x=f"{short.missing_mb:,}"), count)
    failed = [run for run in runs if not run.ok]
    if failed:
        failed.sort(key=lambda run: run.result == _ABSENT)
        return _beside(problem(failed[0]), count)
    said = QCoreApplication.translate(
        "backup", "已备份到 %n 处，逐个试恢复通过。", "", count
    )
    lost = len({name for run in runs for name in run.gaps})
    if not lost:
        return Message(Tone.OK, said)
    more = QCoreApplication.translate(
        "backup",
        "但有 %n 个凭证文件在备份之前就已不见或损坏，备份里也没有。"
        "请管理员从较早的备份取回；有这些文件的备份不会被轮换删掉。",
        "",
        lost,
    )
    return Message(Tone.WARN, said, more)


def _beside(said: Message, sound: int) -> Message:
    """The same, and that the other places have their backup."""
    if not sound:
        return said
    more = QCoreApplication.translate(
        "backup", "其余 %n 处已备份，试恢复通过。", "", sound
    )
    return replace(said, text="\n".join(filter(None, (said.text, more))))


def problem(run: PlaceRun) -> Message:
    """Why there is no backup in one place."""
    details = {"place": run.place, "reason": run.reason}
    known = {name: value for name, value in details.items() if value}
    return message_for(UserError(run.result, **known))


def place_line(place: PlaceStanding) -> str:
    """``U 盘 /media/… · 今天 12:00 · 38 MB · 试恢复通过 ✓``."""
    return " · ".join(filter(None, (str(place.folder), state_words(place))))


def state_words(place: PlaceStanding) -> str:
    """When there was last a proven backup in a place, and what is wrong since."""
    parts = [_made(place)]
    if not place.present:
        parts.append(QCoreApplication.translate("backup", "现在不在"))
    elif place.failed:
        parts.append(QCoreApplication.translate("backup", "上一次没有完成"))
    return " · ".join(parts)


def megabytes(size: int) -> str:
    """Whole megabytes, never nought."""
    return f"{max(-(-size >> 20), 1):,} MB"


def _made(place: PlaceStanding) -> str:
    if place.proven_at is None:
        return QCoreApplication.translate("backup", "还没有备份")
    moment = local_moment(place.proven_at)
    proven = QCoreApplication.translate("backup", "试恢复通过 ✓")
    return f"{moment:%m-%d %H:%M} · {megabytes(place.size)} · {proven}"


def good(sentence: str) -> Message:
    """A message that all is well."""
    return Message(Tone.OK, sentence)


def reason_words(why: str) -> str:
    """Why a backup was made."""
    words = {
        "asked": QCoreApplication.translate("backup", "手动"),
        "hour": QCoreApplication.translate("backup", "每日"),
        "closing": QCoreApplication.translate("backup", "收工"),
        "trial": QCoreApplication.translate("backup", "试恢复"),
    }
    return words.get(why, why)
