"""Settings: how the backups stand, where they go and when, and what came of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from carbon_points.integrity.backup_plan import Keep
from carbon_points.integrity.backup_plan import MOST_PLACES
from carbon_points.storage.backup_places import BESIDE
from ui.admin.backup_parts import PlaceCard
from ui.admin.backup_parts import RunList
from ui.admin.backup_presenter import BackupPresenter
from ui.admin.backup_work import Change
from ui.admin.settings_parts import Question
from ui.admin.settings_parts import Section
from ui.shared.errors import message_for
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.integrity.backup_runs import Overview
    from carbon_points.storage.backup_places import Place
    from ui.admin.backup_work import Seen
    from ui.shared.messages import Message
    from ui.shared.page import Context

_HOURS: Final = (8, 12, 17)
_NEVER: Final = -1
_KEEPS: Final = (Keep(3, 2, 3), Keep(), Keep(14, 8, 24))


class BackupSection(Section):
    """The card of each place, the plan, the last tries."""

    def __init__(self, context: Context) -> None:
        self.presenter = BackupPresenter(context)
        self._frame = context.frame
        self.bar, self.strip = MessageBar(), ProgressStrip()
        self.places, self.sticks = column(gap=10), column(gap=4)
        self.plan = column(gap=12)
        self.runs = RunList()
        super().__init__("backup", "history", self.tr("备份"), [self._top(), self.runs])
        self.presenter.setParent(self)
        self._connect()
        self.presenter.load()

    def _top(self) -> QWidget:
        self.now = Button(self.tr("立即备份"), "database", "primary")
        self.trial = Button(self.tr("试恢复"), "shield-check")
        self.trial.setToolTip(
            self.tr("把最近的备份恢复到一份临时副本，与账本逐项比较；不动现在的数据")
        )
        self.add = Button(self.tr("添加一处（U 盘或第二块硬盘）…"), "plus")
        self.alone = Label(
            self.tr(
                "备份和账本在同一块硬盘上，硬盘坏了会一起丢。"
                "请再添加一处：U 盘或第二块硬盘。"
            ),
            tone=Tone.WARN,
            wrap=True,
        )
        for part in (self.now, self.trial, self.add, self.alone):
            part.hide()
        foot = row(self.now, self.trial, STRETCH, self.add, gap=8)
        made = QWidget()
        told = (self.bar, self.strip, self.places, self.alone, self.sticks)
        made.setLayout(column(*told, foot, self.plan, gap=10))
        return made

    def _connect(self) -> None:
        presenter = self.presenter
        self.now.clicked.connect(lambda _checked: presenter.back_up())
        self.trial.clicked.connect(lambda _checked: presenter.try_out())
        self.add.clicked.connect(lambda _checked: self._add())
        self.strip.cancelled.connect(presenter.cancel)
        presenter.seen.connect(self._show)
        presenter.told.connect(self._tell)
        presenter.failed.connect(lambda error: self._tell(message_for(error)))
        presenter.running.connect(self._show_running)
        presenter.progressed.connect(self.strip.step)

    def _show(self, seen: Seen) -> None:
        found, may_plan = seen.overview, self.presenter.may_plan
        empty(self.places)
        for place in found.places:
            card = PlaceCard(place, may_plan=may_plan, alone=len(found.places) == 1)
            card.moved.connect(self._move)
            card.removed.connect(self.presenter.remove)
            self.places.addWidget(card)
        own = any(place.state.own_disk for place in found.places)
        absent = any(not place.state.present for place in found.places)
        self.alone.setVisible(not own and not absent)
        self.now.setVisible(self.presenter.may_back_up)
        made = any(place.proven is not None for place in found.places)
        self.trial.setVisible(self.presenter.may_back_up and made)
        more = may_plan and len(found.places) < MOST_PLACES
        self.add.setVisible(more)
        self._offer(seen.sticks if more else ())
        self._show_plan(found)
        self.runs.show_runs(found.runs)

    def _show_plan(self, found: Overview) -> None:
        empty(self.plan)
        for question in (self._hour(found), self._closing(found), self._keep(found)):
            question.setEnabled(self.presenter.may_plan)
            self.plan.addWidget(question)

    def _hour(self, found: Overview) -> Question:
        chosen = _NEVER if found.plan.hour is None else found.plan.hour
        hours = sorted({*_HOURS, chosen} - {_NEVER})
        answers: list[tuple[object, str]] = [(h, f"{h:02d}:00") for h in hours]
        answers.append((_NEVER, self.tr("不定时")))
        note = self.tr("到点自动备份到每一处；当时没有开机，下次打开程序时补做。")
        return Question(self.tr("每日钟点"), note, answers, chosen, self._choose_hour)

    def _closing(self, found: Overview) -> Question:
        answers = [(True, self.tr("先备份")), (False, self.tr("直接退出"))]
        note = self.tr("有新记录时，关闭程序前先备份；可以不等它，直接退出。")
        return Question(
            self.tr("关闭程序时"),
            note,
            answers,
            found.plan.at_closing,
            lambda answer: self.presenter.decide(Change(at_closing=bool(answer))),
        )

    def _keep(self, found: Overview) -> Question:
        keep = found.plan.keep
        keeps = [*_KEEPS, *([keep] if keep not in _KEEPS else [])]
        said = self.tr("{d} 天 {w} 周 {m} 月")
        answers: list[tuple[object, str]] = [
            (one, said.format(d=one.days, w=one.weeks, m=one.months)) for one in keeps
        ]
        note = self.tr("每天、每周、每月各留最新的一份；最近一份通过的永远不删。")
        title = self.tr("保留多少")
        return Question(title, note, answers, keep, self._choose_keep)

    def _choose_hour(self, answer: object) -> None:
        none = answer == _NEVER
        hour = answer if isinstance(answer, int) and not none else None
        self.presenter.decide(Change(hour=hour, no_hour=none))

    def _choose_keep(self, answer: object) -> None:
        if isinstance(answer, Keep):
            self.presenter.decide(Change(keep=answer))

    def _offer(self, sticks: Sequence[Path]) -> None:
        """A button for each stick that is plugged in and takes no backups yet."""
        empty(self.sticks)
        for stick in sticks:
            said = self.tr("备份到已插上的 {disk}").format(disk=stick.name or stick)
            button = Button(said, "database-import", "link")
            folder = stick / self.tr("碳普惠备份")
            button.clicked.connect(partial(self._take, folder))
            self.sticks.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _take(self, folder: Path, _checked: object = None) -> None:
        self.presenter.add(folder)

    def _add(self) -> None:
        folder = self._asked("")
        if folder is not None:
            self.presenter.add(folder)

    def _move(self, place: Place) -> None:
        folder = self._asked(place.path)
        if folder is not None:
            self.presenter.move(place, folder)

    def _asked(self, start: str) -> Path | None:
        title = self.tr("备份到哪个文件夹")
        chosen = QFileDialog.getExistingDirectory(self, title, start or BESIDE)
        return Path(chosen) if chosen else None

    def _tell(self, shown: Message) -> None:
        self.bar.say(shown.tone, shown.title, shown.text, shown.code)
        if shown.tone is not Tone.OK and self.presenter.may_back_up:
            self.bar.offer(self.tr("重试"), self.presenter.back_up, "refresh")

    def _show_running(self, words: str) -> None:
        for button in (self.now, self.trial, self.add):
            button.setEnabled(not words)
        if words:
            self.bar.dismiss()
            self.strip.begin(words)
        else:
            self.strip.end()
