"""Parts of the backup settings: the card of a place, and the list of tries."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from carbon_points.storage.backup_places import BESIDE
from ui.shared import backup_words
from ui.shared.badges import Badge
from ui.shared.badges import Pill
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.integrity.backup_runs import PlaceRun
    from carbon_points.integrity.backup_runs import PlaceSeen

_SHOWN: Final = 8


class PlaceCard(Card):
    """One place: when there was last a backup, and whether it was restored."""

    moved = Signal(object)
    removed = Signal(object)

    def __init__(self, seen: PlaceSeen, *, may_plan: bool, alone: bool) -> None:
        """`alone`: there is no other place, so it cannot be taken out."""
        self._seen = seen
        place = seen.state.place
        name = self.tr("账本旁") if place.path == BESIDE else self._disk()
        self.title = Label(name, "strong")
        self.told = Label(self._told(), "second", wrap=True)
        folder = Elided(str(seen.state.folder), "caption")
        head = row(self.title, *self._pills(), STRETCH, gap=8)
        words = column(head, self.told, folder, gap=2)
        verbs = []
        if may_plan:
            verbs.append(self._verb(self.tr("换位置"), "folder", self._move))
            if not alone:
                verbs.append(self._verb(self.tr("移除"), "x", self._remove))
        line = row((words, 1), *verbs, margins=(12, 8, 12, 8), gap=8)
        super().__init__(line, "sunken")
        self.setAccessibleName(f"{name}，{self.told.text()}")

    def _move(self) -> None:
        self.moved.emit(self._seen.state.place)

    def _remove(self) -> None:
        self.removed.emit(self._seen.state.place)

    def _disk(self) -> str:
        if self._seen.state.place.mount:
            return self.tr("U 盘或另一块硬盘")
        return self.tr("同一块硬盘上的文件夹")

    def _pills(self) -> list[Pill]:
        made, tried = self._seen.proven, self._seen.tried
        pills = []
        if made is not None:
            pills.append(Pill(Badge(self.tr("试恢复通过"), Tone.OK, "circle-check")))
        if not self._seen.state.present:
            pills.append(Pill(Badge(self.tr("现在不在"), Tone.WARN, "alert-triangle")))
        elif tried is not None and not tried.ok:
            said = self.tr("上一次没有完成")
            pills.append(Pill(Badge(said, Tone.BAD, "alert-octagon")))
        return pills

    def _told(self) -> str:
        made, trial = self._seen.proven, self._seen.trial
        if made is None:
            return self.tr("还没有备份到这里。")
        moment = f"{local_moment(made.at):%Y-%m-%d %H:%M}"
        said = self.tr("上次 {time} · {size}").format(
            time=moment, size=backup_words.megabytes(made.size)
        )
        if trial is None:
            return said
        again = f"{local_moment(trial.at):%m-%d %H:%M}"
        return said + " · " + self.tr("又试恢复过 {time}").format(time=again)

    def _verb(self, text: str, icon: str, act: Callable[[], object]) -> Button:
        made = Button(text, icon)
        made.setAccessibleName(f"{self.title.text()}：{text}")
        made.clicked.connect(lambda _checked: act())
        return made


class RunList(QWidget):
    """The last tries, the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(4, 1)
        self._none = Label(self.tr("还没有备份过。"), "second")
        head = Label(self.tr("最近的备份"), "strong")
        self.setLayout(column(head, self._none, self._grid, gap=6))

    def show_runs(self, runs: Sequence[PlaceRun]) -> None:
        """Fill the list anew."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._none.setVisible(not runs)
        for line, run in enumerate(runs[:_SHOWN]):
            for at, part in enumerate(self._cells(run)):
                self._grid.addWidget(part, line, at, Qt.AlignmentFlag.AlignVCenter)

    def _cells(self, run: PlaceRun) -> list[QWidget]:
        moment = f"{local_moment(run.at):%m-%d %H:%M}"
        why = backup_words.reason_words(run.why)
        if run.ok:
            state = Label(self.tr("✓ 试恢复通过"), tone=Tone.OK)
            size = backup_words.megabytes(run.size)
            gone = "" if run.is_there else self.tr("（文件已不在）")
            where = Elided(f"{gone}{run.file}", "caption")
        else:
            state = Label(self.tr("✗ 没有完成"), tone=Tone.BAD)
            size, where = "", Elided(backup_words.problem(run).title, "caption")
        texts = (Label(moment), Label(why, "second"), Label(size, "second"))
        return [*texts, state, where]
