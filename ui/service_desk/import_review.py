"""Step three of an import: what would be taken, and the rows that need mending."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget
from PySide6.QtWidgets import QListWidgetItem
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QStyle
from PySide6.QtWidgets import QStyledItemDelegate
from PySide6.QtWidgets import QWidget

from ui.service_desk import import_wording
from ui.service_desk.import_table import RowsModel
from ui.service_desk.import_table import RowsSource
from ui.shared import icons
from ui.shared.badges import SHAPES
from ui.shared.cards import CountCard
from ui.shared.fonts import font
from ui.shared.plain import plain_tip
from ui.shared.table import Table
from ui.shared.tokens import color
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import KeyCap
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem

    from ui.service_desk.import_work import Checked
    from ui.shared.table_model import Index

_NOTE: Final = Qt.ItemDataRole.UserRole
_TONE: Final = Qt.ItemDataRole.UserRole + 1


class FileList(Card):
    """The files of this import; hidden where there is only one."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(body := column(margins=(8, 12, 6, 8), gap=8))
        self._files: tuple[Checked, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("这次导入的文件"))
        self.list.setItemDelegate(FilePainter(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._choose)
        self._head = Label(role="section")
        body.addLayout(row(6, self._head))
        body.addWidget(self.list, 1)
        self.setFixedWidth(px(264))

    def show_files(self, files: Sequence[Checked], at: int) -> None:
        """Show the files, one of them looked at."""
        self.setVisible(len(files) > 1)
        self._head.setText(self.tr("%n 个文件", "", len(files)))
        self.list.blockSignals(True)
        if self._files != tuple(files):
            self._files = tuple(files)
            self.list.clear()
            for file in files:
                self.list.addItem(self._item(file))
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)

    def _choose(self, at: int) -> None:
        if at >= 0:
            self.chosen.emit(at)

    def _item(self, file: Checked) -> QListWidgetItem:
        tone = Tone.OK
        note = import_wording.file_line(file)
        if file.report is None:
            tone = Tone.BAD if file.table is None else Tone.WARN
        elif file.bad:
            tone = Tone.WARN
            note += " · " + self.tr("%Ln 行有问题", "", file.bad)
        item = QListWidgetItem(file.path.name)
        item.setData(_NOTE, note)
        item.setData(_TONE, tone)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{file.path.name}，{note}")
        item.setToolTip(plain_tip(f"{file.path.name}\n{note}"))
        return item


class FilePainter(QStyledItemDelegate):
    """A file in two lines, with a mark that says how it stands."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        room = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("primary_soft"))
            painter.drawRoundedRect(room, px(6), px(6))
        tone = Tone(index.data(_TONE))
        mark = icons.pixmap(SHAPES[tone], tone.ink, 18)
        painter.drawPixmap(room.topLeft() + QPointF(px(8), px(15)), mark)
        words = room.adjusted(px(34), px(6), -px(6), -px(6))
        name, note = str(index.data()), str(index.data(_NOTE))
        half = words.height() / 2
        upper = words.adjusted(0, 0, 0, -half)
        self._write(painter, upper, name, font(13, QFont.Weight.Medium), "text")
        self._write(painter, words.adjusted(0, half, 0, 0), note, font(12), "text3")
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(120), px(50))

    @staticmethod
    def _write(
        painter: QPainter, room: QRectF, text: str, face: QFont, ink: str
    ) -> None:
        painter.setFont(face)
        painter.setPen(color(ink))
        middle = Qt.TextElideMode.ElideMiddle
        cut = QFontMetrics(face).elidedText(text, middle, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)


class Counts(QWidget):
    """What would become of the rows, over all files."""

    def __init__(self) -> None:
        super().__init__()
        self.good = CountCard(self.tr("可导入"), Tone.OK)
        self.bad = CountCard(self.tr("需修正"), Tone.BAD)
        self.twice = CountCard(self.tr("重复（将跳过）"), Tone.WARN)
        self.nothing = CountCard(self.tr("不予计入"), Tone.MUTE)
        self.mass = CountCard(self.tr("预计减排量"), Tone.PRIMARY)
        self.people = CountCard(self.tr("新建档案"), Tone.INFO)
        cards = (self.good, self.bad, self.twice, self.nothing, self.mass, self.people)
        self.setLayout(row(*((card, 1) for card in cards), gap=12))

    def show_files(self, files: Sequence[Checked]) -> None:
        """Add up what the checks said."""
        reports = [file.report for file in files if file.report is not None]
        new = sum(f.good for f in files if f.is_register)
        not_creditable = sum(report.not_creditable for report in reports)
        bad = sum(report.rejected for report in reports) - not_creditable
        good = sum(report.accepted for report in reports)
        self.good.say(self.tr("%Ln 行", "", good))
        self.bad.say(self.tr("%Ln 行", "", bad))
        twice = sum(report.duplicates for report in reports)
        self.twice.say(self.tr("%Ln 行", "", twice))
        self.nothing.say(self.tr("%Ln 行", "", not_creditable))
        reduction_mg = sum(report.reduction_mg for report in reports)
        self.mass.say(" ".join(import_wording.mass(reduction_mg)))
        self.people.say(self.tr("%Ln 人（户）", "", new))
        has_people = any(file.is_register for file in files)
        self.people.setVisible(has_people)
        only_people = all(f.is_register for f in files if f.report)
        self.mass.setVisible(not only_people)
        self.nothing.setVisible(not only_people)


class ReviewPanel(QWidget):
    """Files, counts and rows; the foot writes or gives up."""

    file_chosen = Signal(int)
    commit_wanted = Signal()
    abandon_wanted = Signal()
    columns_wanted = Signal()
    rejects_wanted = Signal()
    mend_wanted = Signal(int, int, str)
    """(row number, column of the file, text)"""

    def __init__(self) -> None:
        super().__init__()
        self._file: Checked | None = None
        self._model: RowsModel | None = None
        self.table: Table | None = None
        self._place = row(gap=0)
        self.files = FileList()
        self.files.chosen.connect(self.file_chosen)
        self.counts = Counts()
        rows = Card(
            column(
                self._head(),
                (self._place, 1),
                Rule(),
                self._table_foot(),
                margins=(1, 8, 1, 8),
                gap=6,
            )
        )
        right = column(self.counts, (rows, 1), gap=12)
        middle = row(self.files, (right, 1), gap=12)
        self.setLayout(column((middle, 1), self._foot(), gap=10))

    def show_state(self, files: Sequence[Checked], at: int) -> None:
        """Show the files, and the rows of one of them."""
        self.files.show_files(files, at)
        self.counts.show_files(files)
        self._hint.say_whole(self._what_follows(files))
        if files[at] is not self._file:
            self._show_file(files[at])

    def show_mended(self, files: Sequence[Checked], at: int) -> None:
        """The same file after a cell was written anew; the caret stays."""
        self.files.show_files(files, at)
        self.counts.show_files(files)
        if self.table is None or self._model is None:
            return
        row, column = self.table.current, self.table.currentIndex().column()
        self._file = files[at]
        self._say_file(files[at])
        only_bad = self.only_bad.isChecked()
        self._model.show_rows_of(RowsSource(files[at], only_bad=only_bad))
        if self._model.rowCount():
            row = min(row, self._model.rowCount() - 1)
            self.table.setCurrentIndex(self._model.index(row, max(column, 0)))
        self._say_row(self.table.current)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _what_follows(self, files: Sequence[Checked]) -> str:
        news = [file for file in files if file.is_register and file.good]
        if news and len(news) < len(files):
            return self.tr("登记表先写入，其余文件届时再核对一次；审核前可整批撤回")
        return self.tr("审核前可整批撤回")

    def offer_commit(self, good: int, kept: int, *, can: bool) -> None:
        """Offer to write the good rows, or at least what is kept without a credit."""
        if good:
            self.commit.setText(self.tr("写入 %Ln 行", "", good))
        elif kept:
            self.commit.setText(self.tr("留存 %Ln 行（不予计入）", "", kept))
        else:
            self.commit.setText(self.tr("没有可写入的行"))
        self.commit.setEnabled(can)

    def show_written(self, *, written: bool) -> None:
        """Say whether this is before or after the writing."""
        self.commit.setVisible(not written)
        self._hint.setVisible(not written)
        back = self.tr("返回结果") if written else self.tr("放弃本次导入")
        self.abandon.setText(back)

    def next_problem(self, step: int = 1) -> None:
        """Go to the next row with a problem, or the one before."""
        if self.table is None or self._model is None:
            return
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        at = self._model.source.next_bad(self.table.current, step)
        if at is not None:
            self._go_to(at)

    def _show_file(self, file: Checked) -> None:
        self._file = file
        self._say_file(file)
        self.only_bad.setChecked(False)
        self._make_table(file)

    def _say_file(self, file: Checked) -> None:
        self._name.say_whole(file.path.name)
        note = [import_wording.file_line(file), import_wording.checked_in(file)]
        self._note.say_whole(" · ".join(note))
        remarks = import_wording.remarks(file)
        self._remarks.setText(self.tr("%n 条提示", "", len(remarks)))
        self._remarks.setToolTip(plain_tip("\n".join(remarks)))
        self._remarks.setAccessibleName("\n".join(remarks))
        self._remarks.setVisible(bool(remarks))
        self.only_bad.setText(self.tr("只看问题行 {n}").format(n=f"{file.bad:,}"))
        self.only_bad.setVisible(bool(file.bad))
        self.rejects.setVisible(bool(file.bad))
        self.columns.setVisible(file.table is not None and not file.is_written)
        changed = len(file.sheet.corrections) if file.sheet else 0
        self._changed.setText(self.tr("已改 %n 格，随文件留痕", "", changed))
        self._changed.setVisible(bool(changed))

    def _make_table(self, file: Checked) -> None:
        """A table with the columns of this file, in place of the one before."""
        self._model = RowsModel(RowsSource(file), fixed=file.is_written)
        self._model.mended.connect(self.mend_wanted)
        rows = f"{self._model.rowCount():,}"
        name = self.tr("文件里的行，共 {n} 行").format(n=rows)
        had_focus = self.table is not None and self.table.hasFocus()
        empty(self._place)
        self.table = Table(self._model, name)
        self.table.picked.connect(self._say_row)
        self._place.addWidget(self.table)
        if had_focus:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go_to_first()

    def _filter(self) -> None:
        if self._file is not None and self._model is not None:
            only_bad = self.only_bad.isChecked()
            self._model.show_rows_of(RowsSource(self._file, only_bad=only_bad))
            self._go_to_first()

    def _go_to_first(self) -> None:
        """The first problem, or the first row if there is none."""
        self._say_row(-1)
        if self._model is not None and self._model.rowCount():
            self._go_to(self._model.source.next_bad(-1) or 0)

    def _go_to(self, at: int) -> None:
        if self.table is not None and self._model is not None:
            column = self._model.source.bad_column(at)
            self.table.setCurrentIndex(self._model.index(at, column))

    def _say_row(self, at: int) -> None:
        problem = self._model.source.problem_at(at) if self._model else None
        if problem is not None:
            self._row.say_whole(import_wording.whole_sentence(problem))
        else:
            self._row.say_whole("")
        self.register.setVisible(bool(self.unregistered))

    @property
    def unregistered(self) -> str:
        """By which number nobody is registered yet; empty where there is no such."""
        if self._model is None or self.table is None:
            return ""
        return self._model.source.unregistered(self.table.current)

    def _head(self) -> QWidget:
        made = QWidget()
        self._name = Elided(role="section")
        self._note = Elided(role="caption")
        for part in (self._name, self._note):
            # As wide as its text, narrower where there is no room.
            fits = QSizePolicy.Policy.Maximum
            part.setSizePolicy(fits, QSizePolicy.Policy.Fixed)
        self._remarks = Label(tone=Tone.WARN)
        self._changed = Label(tone=Tone.INFO)
        self.only_bad = Choice(self.tr("只看问题行 {n}"), "filter")
        self.only_bad.clicked.connect(lambda _on: self._filter())
        self.rejects = Button(self.tr("下载问题行.xlsx"), "download")
        self.rejects.clicked.connect(lambda _on: self.rejects_wanted.emit())
        self.columns = Button(self.tr("对应列"), "list-check")
        self.columns.clicked.connect(lambda _on: self.columns_wanted.emit())
        left = (self._name, self._note, self._remarks, self._changed, STRETCH)
        right = (self.columns, self.rejects, self.only_bad)
        made.setLayout(row(*left, *right, margins=(14, 2, 10, 2), gap=8))
        return made

    def _table_foot(self) -> QWidget:
        made = QWidget()
        self._row = Elided(role="second")
        self._row.setProperty("tone", str(Tone.BAD))
        keys = (
            KeyCap("Enter"),
            Label(self.tr("改这一格"), "caption"),
            KeyCap("F8"),
            Label(self.tr("下一个问题"), "caption"),
            KeyCap("Shift+F8"),
            Label(self.tr("上一个"), "caption"),
        )
        self.register = Button(self.tr("登记此人"), "user-plus", "link", key="F3")
        self.register.hide()
        made.setLayout(
            row((self._row, 1), self.register, *keys, margins=(14, 0, 14, 0), gap=6)
        )
        return made

    def _foot(self) -> QWidget:
        made = QWidget()
        self.abandon = Button(self.tr("放弃本次导入"), "x")
        self.abandon.clicked.connect(lambda _on: self.abandon_wanted.emit())
        self._hint = Elided(role="caption")
        fits = QSizePolicy.Policy.Maximum
        self._hint.setSizePolicy(fits, QSizePolicy.Policy.Fixed)
        self.commit = Button(
            self.tr("写入"), "database-import", "primary", key="Ctrl+Enter"
        )
        self.commit.clicked.connect(lambda _on: self.commit_wanted.emit())
        made.setLayout(row(self.abandon, STRETCH, self._hint, self.commit, gap=12))
        return made
