"""The list of methodologies: icon, name, version, for whom, status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QKeyEvent
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QSizePolicy

from carbon_points.methodology.contract import Kind
from carbon_points.methodology.contract import Status
from carbon_points.methodology.texts import texts_of
from ui.shared import icons
from ui.shared import language
from ui.shared.badges import badge
from ui.shared.badges import paint_pill
from ui.shared.badges import pill_size
from ui.shared.fonts import font
from ui.shared.notices import EmptyState
from ui.shared.tokens import color
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import scrolling
from ui.shared.widgets import search_box
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPaintEvent

    from carbon_points.methodology.contract import Methodology
    from ui.service_desk.methodologies_presenter import MethodologiesPresenter
    from ui.service_desk.methodologies_work import Library
    from ui.shared.badges import Badge

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ROW = 56


class MethodologyList(Card):
    """↑↓ choose from the filter as well as from the rows."""

    picked = Signal(object)
    """A `Methodology`."""

    def __init__(self, presenter: MethodologiesPresenter) -> None:
        self._presenter = presenter
        self._rows: list[_Row] = []
        self._box = column(gap=8)
        self.edit = search_box("")
        self._foot = Label(role="caption", wrap=True)
        area = scrolling(box(column(self._box, STRETCH)))
        parts = (self.edit, (area, 1), self._foot)
        super().__init__(column(*parts, margins=(12, 12, 12, 12), gap=10))
        self.edit.setPlaceholderText(self.tr("名称、编号"))
        self.edit.setAccessibleName(self.tr("筛选方法学"))
        self._foot.setText(
            self.tr(
                "正式：核算并计分。试行：核算并计分，证书注明“试行”。"
                "研究稿：只作摸底核算，不计分、不入池、不发证书。"
                "停用：只受理停用日以前的行为。"
            )
        )
        self._none = EmptyState(self.tr("没有这样的方法学。"), "books")
        self._none.offer(self.tr("看全部"), self.edit.clear)
        self._none.hide()
        self._box.addWidget(self._none)
        self.edit.textChanged.connect(lambda _text: self._filter())
        self.edit.installEventFilter(self)

    def show_library(self, found: Library) -> None:
        """List these, those in force first."""
        for each in self._rows:
            self._box.removeWidget(each)
            each.hide()
            each.deleteLater()
        rank = list(Status)
        in_order = sorted(
            found.catalogue.values(),
            key=lambda m: (rank.index(self._presenter.status(m)), m.kind, m.id),
        )
        self._rows = [self._made(each) for each in in_order]
        self._filter()

    def choose(self, methodology_id: str) -> None:
        """Open one; the first of the list if there is no such one."""
        rows = [each for each in self._rows if each.methodology.id == methodology_id]
        for chosen in (rows or self._shown)[:1]:
            chosen.setChecked(True)
            self.picked.emit(chosen.methodology)

    def take_focus(self) -> None:
        """The keyboard onto the chosen row."""
        for each in self._rows:
            if each.isChecked():
                each.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> list[str]:
        """The ids of the rows that are listed."""
        return [each.methodology.id for each in self._shown]

    @property
    def _shown(self) -> list[_Row]:
        return [each for each in self._rows if not each.isHidden()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(1 if event.key() == Qt.Key.Key_Down else -1, watched)
            return True
        return False

    def _step(self, by: int, watched: QObject) -> None:
        rows = self._shown
        at = next((n for n, each in enumerate(rows) if each.isChecked()), -1)
        if rows:
            target = rows[max(0, min(at + by, len(rows) - 1))]
            target.setChecked(True)
            if watched is not self.edit:
                target.setFocus(Qt.FocusReason.TabFocusReason)
            self.picked.emit(target.methodology)

    def _made(self, methodology: Methodology) -> _Row:
        status = self._presenter.status(methodology)
        state = "stopped" if status is Status.WITHDRAWN else status.value
        made = _Row(methodology, self._about(methodology), badge(state))
        made.clicked.connect(lambda _checked=False: self.picked.emit(methodology))
        made.installEventFilter(self)
        self._box.insertWidget(self._box.count() - 1, made)
        return made

    def _about(self, methodology: Methodology) -> str:
        words = {"resident": self.tr("居民"), "sme": self.tr("企业")}
        people = "/".join(words.get(each, each) for each in methodology.participants)
        kinds = {Kind.EVENT: self.tr("逐次"), Kind.INSTALLATION: self.tr("抄表")}
        version = f"v{methodology.current.version}"
        return " · ".join((version, people, kinds[methodology.kind]))

    def _filter(self) -> None:
        wanted = self.edit.text().strip().lower()
        for each in self._rows:
            each.setVisible(wanted in each.searched)
        self._none.setVisible(bool(self._rows) and not self._shown)


class _Row(QAbstractButton):
    """One methodology."""

    def __init__(self, methodology: Methodology, about: str, shown: Badge) -> None:
        super().__init__()
        self.methodology = methodology
        self._about = about
        self._badge = shown
        name = texts_of(methodology, language.in_force()).name
        self.searched = f"{name} {methodology.id} {about}".lower()
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(f"{name}，{shown.text}，{about}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(_ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        chosen = self.isChecked()
        ground = "primary_soft" if chosen else "sunken"
        if self.underMouse() and not chosen:
            ground = "hover"
        edge = "focus" if self.hasFocus() else ground
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(color(ground))
            painter.setPen(QPen(color(edge), 2 if self.hasFocus() else 1))
            frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, px(8), px(8))
            ink = "primary_text" if chosen else "text2"
            mark = icons.pixmap(self.methodology.icon, ink, 24)
            painter.drawPixmap(QPointF(px(12), px(16)), mark)
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        pill = pill_size(self._badge).width()
        at = self.width() - pill - px(10)
        paint_pill(painter, QRectF(at, 0, pill, self.height()), self._badge)
        large, small = font(14, QFont.Weight.Medium), font(12)
        room = at - px(50)
        for top, kind, ink, text in (
            (9, large, "text", self.text()),
            (30, small, "text3", self._about),
        ):
            cut = QFontMetrics(kind).elidedText(
                text, Qt.TextElideMode.ElideRight, int(room)
            )
            painter.setFont(kind)
            painter.setPen(color(ink))
            painter.drawText(QRectF(px(46), px(top), room, px(20)), _LEFT, cut)
