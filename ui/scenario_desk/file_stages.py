"""The line of a scenario's stages: what is behind it, and where it stands."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QWidget

from ui.scenario_desk.file_words import stage_word
from ui.shared import icons
from ui.shared.fonts import font
from ui.shared.tokens import color
from ui.shared.tokens import px
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import row

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from carbon_points.scenarios.file import ScenarioFile
    from carbon_points.scenarios.stages import Stage

_USUAL: Final = ("applied", "review", "trial", "published", "running", "acceptance")
"""The stages of every scenario; 延期 and 结束 stand there once they were reached."""

_DISC: Final = 11


class StageCard(Card):
    """The line, and the button that leads to the next stage."""

    wanted = Signal()

    def __init__(self) -> None:
        self.line = StageLine()
        self.next = Button(self.tr("进入下一阶段"), "arrow-right")
        super().__init__(row((self.line, 1), self.next, margins=(16, 8, 14, 8), gap=16))
        self.next.clicked.connect(lambda _on: self.wanted.emit())

    def show_file(self, file: ScenarioFile, *, may_write: bool) -> None:
        """Show where a scenario stands."""
        self.line.show_stages(file.stages)
        self.next.setVisible(may_write and bool(file.next_stages))
        first = not file.stages
        self.next.setText(self.tr("登记申报") if first else self.tr("进入下一阶段"))


class StageLine(QWidget):
    """Discs with their names and days, painted."""

    def __init__(self) -> None:
        super().__init__()
        self._stops: list[tuple[str, Stage | None, bool]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(62))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (named by Qt)
        return self.sizeHint()

    def show_stages(self, stages: tuple[Stage, ...]) -> None:
        """Show these stages; one that was entered again has its last day."""
        latest = {each.stage: each for each in stages}
        now = stages[-1].stage if stages else ""
        shown = [*_USUAL, *(each for each in ("extended", "ended") if each in latest)]
        # What was reached and left again, e.g. a review that sent it back, lies ahead.
        behind = shown[: shown.index(now) + 1] if now else []
        self._stops = [
            (name, latest.get(name) if name in behind else None, name == now)
            for name in shown
        ]
        self.setAccessibleName(self._spoken(now, latest.get(now)))
        self.update()

    def _spoken(self, now: str, stage: Stage | None) -> str:
        if stage is None:
            return self.tr("阶段：还没有申报")
        words = self.tr("阶段：{name}，{day} 起，{who}，{document}")
        return words.format(
            name=stage_word(now),
            day=stage.day.isoformat(),
            who=stage.responsible,
            document=stage.document,
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._stops:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            room = self.width() / len(self._stops)
            for at in range(len(self._stops) - 1):
                self._paint_thread(painter, room, at)
            for at, stop in enumerate(self._stops):
                self._paint_stop(
                    painter, QRectF(at * room, 0, room, self.height()), stop
                )

    def _paint_thread(self, painter: QPainter, room: float, at: int) -> None:
        behind = self._stops[at][1] is not None and self._stops[at + 1][1] is not None
        painter.setPen(QPen(color("primary" if behind else "line"), px(2)))
        gap = px(_DISC) + px(4)
        y = px(_DISC) + 2
        left, right = (at + 0.5) * room + gap, (at + 1.5) * room - gap
        painter.drawLine(QPointF(left, y), QPointF(right, y))

    def _paint_stop(
        self, painter: QPainter, room: QRectF, stop: tuple[str, Stage | None, bool]
    ) -> None:
        name, stage, now = stop
        centre = QPointF(room.center().x(), px(_DISC) + 2)
        solid = stage is not None
        painter.setPen(QPen(color("primary" if solid else "outline"), 1.5))
        painter.setBrush(
            color("primary" if now else "primary_soft" if solid else "surface")
        )
        painter.drawEllipse(centre, px(_DISC), px(_DISC))
        if solid:
            tick = icons.pixmap("check", "on_primary" if now else "primary_text", 14)
            painter.drawPixmap(centre - QPointF(px(7), px(7)), tick)
        weight = QFont.Weight.Bold if now else QFont.Weight.Normal
        painter.setFont(font(13, weight))
        painter.setPen(color("text" if solid else "text2"))
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        line = QRectF(room.left(), px(25), room.width(), px(20))
        painter.drawText(line, middle, stage_word(name))
        if stage is not None:
            painter.setFont(font(12))
            painter.setPen(color("text3"))
            line = QRectF(room.left(), px(44), room.width(), px(18))
            painter.drawText(line, middle, stage.day.isoformat())
