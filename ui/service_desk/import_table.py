"""The rows of a checked file as a table: bad cells framed, verdict and reason."""

from __future__ import annotations

from bisect import bisect_left
from bisect import bisect_right
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel
from PySide6.QtCore import QModelIndex
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QAbstractItemView
from PySide6.QtWidgets import QHeaderView
from PySide6.QtWidgets import QStyle
from PySide6.QtWidgets import QStyledItemDelegate
from PySide6.QtWidgets import QTableView

from carbon_points.exchange.readers.values import line
from ui.service_desk import import_wording
from ui.shared.badges import Badge
from ui.shared.badges import paint_pill
from ui.shared.badges import pill_size
from ui.shared.fonts import font
from ui.shared.tokens import color
from ui.shared.tokens import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem
    from PySide6.QtWidgets import QWidget

    from carbon_points.common.problems import Problem
    from ui.service_desk.import_work import Checked

Index = QModelIndex | QPersistentModelIndex

BAD = Qt.ItemDataRole.UserRole
"""Whether a cell is what is wrong with its row."""

BADGE = Qt.ItemDataRole.UserRole + 1
_SAMPLE: Final = 60
_MOST_IN_FRONT: Final = 6
"""With more columns than these the verdict stands before them."""

_NUMBERS: Final = frozenset(
    {"distance", "mass", "capacity_kw", "reading_kwh", "area_m2", "rated_kw"}
    | {"start_kwh", "end_kwh", "heat_kwh", "charge_kg", "apf", "cc_w", "annual_kwh"}
)
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_NOWHERE: Final = QModelIndex()


class RowsModel(QAbstractTableModel):
    """The rows that count of one file; all of them, or those with a problem."""

    def __init__(self) -> None:
        super().__init__()
        self._file: Checked | None = None
        self._fields: list[tuple[str, int]] = []
        self._shown: Sequence[int] = ()
        self._bad: list[int] = []
        self._only_bad = False
        self._heads: list[str] = []

    def show_file(self, file: Checked | None, *, only_bad: bool = False) -> None:
        """Show another file, or other rows of it."""
        self.beginResetModel()
        self._file, self._only_bad = file, only_bad
        self._fields, self._bad, self._shown = [], [], ()
        self._heads = []
        if file is not None and file.table is not None and file.recognised is not None:
            columns = file.recognised.columns.items()
            self._fields = sorted(columns, key=lambda pair: pair[1])
            numbers = file.table.numbers
            self._bad = [p for p in file.positions if numbers[p] in file.problems]
            self._shown = self._bad if only_bad else file.positions
            self._heads = self._headings(file)
        self.endResetModel()

    @property
    def has_bad(self) -> bool:
        """Whether any row of the file has a problem."""
        return bool(self._bad)

    @property
    def verdict_column(self) -> int:
        """Where the badge of a row stands; its reason stands behind it."""
        front = len(self._fields) > _MOST_IN_FRONT
        return 1 if front else 1 + len(self._fields)

    @property
    def numeric_columns(self) -> list[int]:
        """The columns of amounts."""
        return [
            self._column_of(at)
            for at, (field, _column) in enumerate(self._fields)
            if field in _NUMBERS
        ]

    def problem_at(self, row: int) -> Problem | None:
        """What is wrong with a shown row."""
        if self._file is None or not 0 <= row < len(self._shown):
            return None
        return self._file.problems.get(self._number(row))

    def bad_column(self, row: int) -> int:
        """Where the cell stands that is wrong in a row; the reason if it is none."""
        problem = self.problem_at(row)
        at = self._field_of(problem) if problem is not None else None
        return self.verdict_column + 1 if at is None else self._column_of(at)

    def next_bad(self, after: int, step: int = 1) -> int | None:
        """The next row with a problem, or the one before; it goes round."""
        if not self._bad:
            return None
        if self._only_bad:
            return (after + step) % len(self._bad)
        here = self._shown[after] if 0 <= after < len(self._shown) else -1
        if step > 0:
            at = bisect_right(self._bad, here) % len(self._bad)
        else:
            at = bisect_left(self._bad, here) - 1
        return bisect_left(self._shown, self._bad[at])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section == 0 or section in self.numeric_columns
            return _RIGHT if right else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == BADGE:
            return self._badge(index)
        if role == BAD:
            bad = self.problem_at(index.row()) is not None
            return bad and index.column() == self.bad_column(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            problem = self.problem_at(index.row())
            return import_wording.whole_sentence(problem) if problem else None
        return None

    def _headings(self, file: Checked) -> list[str]:
        names = [file.recognised.header[c] for _f, c in self._fields if file.recognised]
        names.insert(self.verdict_column - 1, self.tr("结果"))
        names.insert(self.verdict_column, self.tr("问题"))
        return [self.tr("行"), *names]

    def _column_of(self, at: int) -> int:
        """Where the field number `at` stands."""
        return 1 + at if self.verdict_column > 1 else 3 + at

    def _at(self, column: int) -> int:
        return column - 1 if self.verdict_column > 1 else column - 3

    def _field_of(self, problem: Problem) -> int | None:
        column = self._file.column_of(problem) if self._file else None
        places = [place for _field, place in self._fields]
        return places.index(column) if column in places else None

    def _number(self, row: int) -> int:
        table = self._file.table if self._file else None
        return table.numbers[self._shown[row]] if table else 0

    def _badge(self, index: Index) -> Badge | None:
        if self._file is None or index.column() != self.verdict_column:
            return None
        return import_wording.row_badge(self.problem_at(index.row()), self._file)

    def _text(self, row: int, column: int) -> str:
        if column == 0:
            return str(self._number(row))
        problem = self.problem_at(row)
        if column == self.verdict_column:
            return ""
        if column == self.verdict_column + 1:
            return import_wording.says(problem) if problem else ""
        return self._cell(row, self._at(column), problem)

    def _cell(self, row: int, at: int, problem: Problem | None) -> str:
        if self._file is None or self._file.table is None:
            return ""
        field, place = self._fields[at]
        cells = self._file.table.rows[self._shown[row]]
        text = line(cells[place]) if place < len(cells) else ""
        if problem is not None and self._field_of(problem) == at:
            return text
        return import_wording.shown_cell(field, text)

    def _spoken(self, index: Index) -> str:
        """``证件号 370181…，第 4 行有问题：…``."""
        head = self._heads[index.column()]
        if (badge := self._badge(index)) is not None:
            return f"{head} {badge.text}"
        text = f"{head} {self._text(index.row(), index.column())}"
        if self.data(index, BAD):
            problem = self.problem_at(index.row())
            return import_wording.whole_sentence(problem) if problem else text
        return text


class RowPainter(QStyledItemDelegate):
    """Cells as text, the verdict as a badge, what is wrong in a red frame."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        room = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, color("primary_soft"))
        painter.setPen(color("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        badge = index.data(BADGE)
        if isinstance(badge, Badge):
            paint_pill(painter, room.adjusted(px(8), 0, -px(4), 0), badge)
        else:
            self._paint_text(painter, room, index)
        painter.restore()

    def _paint_text(self, painter: QPainter, room: QRectF, index: Index) -> None:
        model = index.model()
        text = str(index.data() or "")
        is_framed = bool(index.data(BAD)) and not self._is_reason(index)
        if is_framed:
            self._paint_frame(painter, room)
        ink = "bad" if is_framed else "text"
        right = index.column() == 0
        if isinstance(model, RowsModel):
            right = right or index.column() in model.numeric_columns
        if index.column() == 0:
            ink = "text3"
        painter.setFont(font(14))
        painter.setPen(color(ink))
        inside = room.adjusted(px(10), 0, -px(10), 0)
        cut = QFontMetrics(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, int(inside.width())
        )
        painter.drawText(inside, _RIGHT if right else _LEFT, cut)

    def _is_reason(self, index: Index) -> bool:
        model = index.model()
        reason = isinstance(model, RowsModel) and model.verdict_column + 1
        return index.column() == reason

    def _paint_frame(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(QPen(color("bad"), px(2) * 0.7))
        painter.setBrush(color("bad_soft"))
        frame = room.adjusted(px(3), px(4), -px(3), -px(4))
        painter.drawRoundedRect(frame, px(4), px(4))

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        badge = index.data(BADGE)
        if isinstance(badge, Badge):
            return pill_size(badge) + QSize(px(16), 0)
        metrics = QFontMetrics(font(14))
        wide = metrics.horizontalAdvance(str(index.data() or "")) + px(22)
        return QSize(wide, px(38))


class RowsTable(QTableView):
    """The table; F8 and Shift+F8 go from problem to problem."""

    row_changed = Signal(int)

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(RowPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(38))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(px(36))
        self.selectionModel().currentRowChanged.connect(
            lambda current, _before: self.row_changed.emit(current.row())
        )
        model.modelReset.connect(self._fit)

    def go_to_problem(self, step: int = 1) -> bool:
        """Select the next row with a problem, or the one before."""
        row = self._rows.next_bad(self.currentIndex().row(), step)
        if row is None:
            return False
        self._select(row, self._rows.bad_column(row))
        return True

    def select_first(self) -> None:
        """Select the first problem, or the first row if there is none."""
        if not self.go_to_problem() and self._rows.rowCount():
            self._select(0, 0)

    def _select(self, row: int, column: int) -> None:
        index = self._rows.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _fit(self) -> None:
        """Widths from some of the rows; never from all of them."""
        rows = min(self._rows.rowCount(), _SAMPLE)
        reason = self._rows.verdict_column + 1
        metrics = QFontMetrics(font(12))
        for column in range(self._rows.columnCount()):
            wide = metrics.horizontalAdvance(self._heading(column)) + px(24)
            if column != reason:
                wide = max([wide, *(self._hint(row, column) for row in range(rows))])
            self.setColumnWidth(column, min(max(wide, px(56)), px(230)))
        head = self.horizontalHeader()
        head.setStretchLastSection(reason == self._rows.columnCount() - 1)
        if not head.stretchLastSection() and self._rows.columnCount() > reason:
            self.setColumnWidth(reason, px(300) if self._rows.has_bad else px(72))

    def _heading(self, column: int) -> str:
        return str(self._rows.headerData(column, Qt.Orientation.Horizontal))

    def _hint(self, row: int, column: int) -> int:
        return self.sizeHintForIndex(self._rows.index(row, column)).width()
