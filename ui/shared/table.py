"""The view of every table: fixed rows, painted cells, an empty state over it."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF
from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtGui import QPolygonF
from PySide6.QtWidgets import QAbstractItemView
from PySide6.QtWidgets import QHeaderView
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QStyle
from PySide6.QtWidgets import QStyledItemDelegate
from PySide6.QtWidgets import QTableView

from ui.shared import icons
from ui.shared.badges import Badge
from ui.shared.badges import paint_pill
from ui.shared.fonts import font
from ui.shared.table_model import alignment
from ui.shared.table_model import CELL
from ui.shared.table_model import Flawed
from ui.shared.table_model import Heading
from ui.shared.table_model import Tick
from ui.shared.table_model import Trend
from ui.shared.tokens import color
from ui.shared.tokens import px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem
    from PySide6.QtWidgets import QWidget

    from ui.shared.notices import EmptyState
    from ui.shared.table_model import TableModel

ROW: Final = 38
COMPACT_ROW: Final = 32
_HEAD: Final = 36


class Cells(QStyledItemDelegate):
    """Paints text, badges, flaws, ticks and trends."""

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._fonts = {
            strong: font(14, QFont.Weight.Medium if strong else QFont.Weight.Normal)
            for strong in (False, True)
        }
        self._metrics = {key: QFontMetrics(f) for key, f in self._fonts.items()}

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        room: QRectF = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(room, color("primary_soft"))
            if index.column() == 0:
                bar = QRectF(room.left(), room.top(), px(4), room.height())
                painter.fillRect(bar, color("primary"))
        painter.setPen(color("line"))
        foot = room.bottom() - 0.5
        painter.drawLine(QLineF(room.left(), foot, room.right(), foot))
        special = index.data(CELL)
        if special is None:
            self._paint_text(painter, room, index.column(), str(index.data()))
        else:
            self._paint_special(painter, room, index.column(), special[0])

    def createEditor(  # noqa: N802  (named by Qt)
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        made = QLineEdit(parent)
        made.setAccessibleName(self._model.columns[index.column()].title)
        made.setStyleSheet("min-height:0; padding:0 4px;")
        return made

    def _paint_text(
        self, painter: QPainter, room: QRectF, column: int, text: str
    ) -> None:
        shown = self._model.columns[column]
        painter.setFont(self._fonts[shown.strong])
        painter.setPen(color("text3" if shown.quiet or text == "—" else "text"))
        inner = room.adjusted(px(10), 0, -px(10), 0)
        cut = self._metrics[shown.strong].elidedText(
            text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1
        )
        painter.drawText(inner, alignment(shown), cut)

    def _paint_special(
        self, painter: QPainter, room: QRectF, column: int, cell: object
    ) -> None:
        if isinstance(cell, Badge):
            paint_pill(painter, room.adjusted(px(8), 0, -px(4), 0), cell)
        elif isinstance(cell, Flawed):
            _paint_frame(painter, room.adjusted(px(4), px(4), -px(4), -px(4)))
            self._paint_text(painter, room, column, cell.text)
        elif isinstance(cell, Tick):
            name = "square-check" if cell.on else "square"
            ink = "primary" if cell.on else "outline"
            at = room.center() - QPointF(px(10), px(10))
            painter.drawPixmap(at, icons.pixmap(name, ink))
        elif isinstance(cell, Heading):
            _paint_heading(painter, room, cell)
        elif isinstance(cell, Trend):
            _paint_trend(painter, room.adjusted(px(10), px(11), -px(14), -px(11)), cell)
        else:
            self._paint_text(painter, room, column, "—")


class Table(QTableView):
    """A table over a `TableModel`; Enter or a double click opens a row."""

    opened = Signal(int)
    picked = Signal(int)
    """The current row has changed."""

    def __init__(self, model: TableModel, name: str, row_height: int = ROW) -> None:
        super().__init__()
        self._model = model
        self._empty: EmptyState | None = None
        self.setModel(model)
        self.setItemDelegate(Cells(model, self))
        self.setAccessibleName(name)
        self._set_manners()
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(px(row_height))
        rows.setMinimumSectionSize(px(row_height))
        self._set_columns()
        self.doubleClicked.connect(self._opened)
        self.selectionModel().currentRowChanged.connect(self._picked)
        model.modelReset.connect(self._show_empty)

    @property
    def current(self) -> int:
        """The current row; -1 without one."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Make `row` the current one and show it."""
        row = max(0, min(row, self._model.rowCount() - 1))
        column = max(self.currentIndex().column(), 0)
        self.setCurrentIndex(self._model.index(row, column))

    def span_headings(self, rows: Iterable[int]) -> None:
        """Let the headings in these rows reach over all columns."""
        self.clearSpans()
        for row in rows:
            self.setSpan(row, 0, 1, len(self._model.columns))

    def show_when_empty(self, state: EmptyState) -> None:
        """What stands over the table while it has no rows."""
        self._empty = state
        state.setParent(self.viewport())
        self._show_empty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        editing = self.state() == QAbstractItemView.State.EditingState
        if enter and not editing and self.current >= 0 and not event.modifiers():
            self._opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:  # noqa: N802  (named by Qt)
        """Letters are keys of the page, never a search in the rows."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_what_does_not_fit()
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    def _set_manners(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        by_pixel = QAbstractItemView.ScrollMode.ScrollPerPixel
        self.setVerticalScrollMode(by_pixel)
        self.setHorizontalScrollMode(by_pixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )

    def _set_columns(self) -> None:
        head = self.horizontalHeader()
        head.setFixedHeight(px(_HEAD))
        head.setHighlightSections(False)
        head.setMinimumSectionSize(px(24))
        for at, column in enumerate(self._model.columns):
            self.setColumnWidth(at, px(column.width))
            if column.stretch:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def _hide_what_does_not_fit(self) -> None:
        columns = self._model.columns
        room = self.viewport().width()
        shown = set(range(len(columns)))
        goers = sorted(
            (at for at, column in enumerate(columns) if column.optional),
            key=lambda at: -columns[at].optional,
        )
        for at in goers:
            if sum(px(columns[each].width) for each in shown) <= room:
                break
            shown.discard(at)
        for at in range(len(columns)):
            self.setColumnHidden(at, at not in shown)

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(self._model.rowCount() == 0)

    def _opened(self, index: QModelIndex) -> None:
        if not self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(index.row())
        elif self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)

    def _picked(self, current: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit(current.row())


def _paint_frame(painter: QPainter, frame: QRectF) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(color("bad_soft"))
    painter.setPen(QPen(color("bad"), 1.2))
    painter.drawRoundedRect(frame, px(4), px(4))
    painter.restore()


def _paint_heading(painter: QPainter, room: QRectF, heading: Heading) -> None:
    painter.fillRect(room.adjusted(0, 0, 0, -1), color("sunken"))
    strong, small = font(13, QFont.Weight.Medium), font(12)
    inner = room.adjusted(px(10), 0, -px(10), 0)
    left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setFont(strong)
    painter.setPen(color("text2"))
    painter.drawText(inner, left, heading.text)
    inner.setLeft(
        inner.left() + QFontMetrics(strong).horizontalAdvance(heading.text) + px(10)
    )
    painter.setFont(small)
    painter.setPen(color("text3"))
    painter.drawText(inner, left, heading.note)


def _paint_trend(painter: QPainter, room: QRectF, trend: Trend) -> None:
    values = trend.values
    if len(values) < 2:
        return
    low, span = min(values), max(max(values) - min(values), 1)
    points = [
        QPointF(
            room.left() + room.width() * at / (len(values) - 1),
            room.bottom() - room.height() * (value - low) / span,
        )
        for at, value in enumerate(values)
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color("c1"), 1.8))
    painter.drawPolyline(QPolygonF(points))
    painter.setBrush(color("c1"))
    painter.drawEllipse(points[-1], 2.5, 2.5)
    painter.restore()
