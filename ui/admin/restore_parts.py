"""Parts of the restore page: what was found, and the difference that it would make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from ui.admin.first_run_parts import WayCard
from ui.shared.messages import message
from ui.shared.messages import split
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import Rule

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.integrity.restore_finding import FoundBackup
    from carbon_points.integrity.restore_preview import Books
    from carbon_points.integrity.restore_preview import RestorePreview
    from ui.shared.messages import Message

_RIGHT = Qt.AlignmentFlag.AlignRight


class FoundCard(WayCard):
    """One thing that could be restored: when, where, how much."""

    def __init__(self, found: FoundBackup) -> None:
        icon = "arrow-back-up" if found.is_aside else "database-import"
        super().__init__(icon, "", "")
        self.found = found
        when = f"{local_moment(found.made_at):%Y-%m-%d %H:%M}"
        name = self.tr("{time} 的备份")
        if found.is_aside:
            name = self.tr("{time} 另存的账本")
        elif found.demo:
            name = self.tr("{time} 的演示备份")
        self.say(name.format(time=when), self._told())

    def _told(self) -> str:
        """What it says that it holds, how large it is, where it lies."""
        found, parts = self.found, []
        if found.people is not None and found.actions is not None:
            held = self.tr("{people} 人、{actions} 笔")
            parts.append(
                held.format(people=f"{found.people:,}", actions=f"{found.actions:,}")
            )
        parts += [f"{max(found.size >> 20, 1):,} MB", str(found.file.parent)]
        return "　·　".join(parts)


class PickedCard(WayCard):
    """A file that somebody chose, where none was found or another is meant."""

    def __init__(self, file: Path) -> None:
        super().__init__("folder", file.name, str(file.parent))
        self.file = file


def moment_words(at: int | None) -> str:
    """A true time, or a dash."""
    return "—" if at is None else f"{local_moment(at):%Y-%m-%d %H:%M}"


def question(seen: RestorePreview) -> Message:
    """What is asked before present books are replaced."""
    when = moment_words(seen.made_at or seen.coming.newest_at)
    if seen.trouble:
        told = QCoreApplication.translate(
            "Restore",
            "现在的账本打不开，将用 {time} 的备份替换。"
            "打不开的账本会先另存一份，不会删除。",
        )
        return split(Tone.WARN, told.format(time=when), seen.trouble)
    lost = seen.lost
    if lost.records and not (lost.actions or lost.people):
        told = QCoreApplication.translate(
            "Restore",
            "将用 {time} 的备份替换当前数据：少 {n} 条审核、证书或设置的记录。"
            "当前数据会先另存一份，可再换回来。",
        )
        return split(Tone.WARN, told.format(time=when, n=f"{lost.records:,}"))
    return message("M40", time=when, n=f"{lost.actions:,}", m=f"{lost.people:,}")


class Difference(QWidget):
    """Present and coming books side by side, and what is lost or gained."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(0, 2)
        for column in (1, 2, 3):
            self._grid.setColumnStretch(column, 3)

    def show_preview(self, seen: RestorePreview) -> None:
        """Fill the table."""
        empty(self._grid)
        heads = ("", self.tr("现在"), self.tr("恢复后"), self.tr("变化"))
        for column, text in enumerate(heads):
            self._put(0, column, Label(text, "caption"))
        self._grid.addWidget(Rule(), 1, 0, 1, 4)
        now, then = seen.present, seen.coming
        lost, gained = seen.lost, seen.gained
        rows = (
            (self.tr("参与者（人）"), "people", lost.people, gained.people),
            (self.tr("行为（笔）"), "actions", lost.actions, gained.actions),
            (self.tr("积分流水（条）"), "entries", lost.entries, gained.entries),
            (self.tr("凭证文件（个）"), "evidence_files", *_files(now, then)),
            (self.tr("全部记录（条）"), "position", lost.records, gained.records),
        )
        for at, (name, field, less, more) in enumerate(rows, start=2):
            self._put(at, 0, Label(name, "second"))
            self._put(at, 1, Label(_count(now, field)))
            self._put(at, 2, Label(_count(then, field), "strong"))
            self._put(at, 3, self._change(less, more))
        foot = len(rows) + 2
        self._put(foot, 0, Label(self.tr("最近一笔"), "second"))
        self._put(foot, 1, Label(moment_words(now.newest_at if now else None)))
        self._put(foot, 2, Label(moment_words(then.newest_at), "strong"))

    def _change(self, less: int, more: int) -> Label:
        words = []
        if less:
            words.append(self.tr("少 {n}").format(n=f"{less:,}"))
        if more:
            words.append(self.tr("多 {n}").format(n=f"{more:,}"))
        tone = Tone.BAD if less else Tone.OK if more else None
        text = "，".join(words) or self.tr("不变")
        return Label(text, "strong" if words else "second", tone)

    def _put(self, line: int, column: int, label: Label) -> None:
        if column:
            label.setAlignment(_RIGHT)
        self._grid.addWidget(label, line, column)


def _files(now: Books | None, then: Books) -> tuple[int, int]:
    present = now.evidence_files if now else 0
    more = then.evidence_files - present
    return max(-more, 0), max(more, 0)


def _count(books: Books | None, field: str) -> str:
    return "—" if books is None else f"{getattr(books, field):,}"
