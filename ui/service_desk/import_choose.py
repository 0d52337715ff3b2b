"""Step one of an import: choose files or drop them; the latest imports beside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QFrame
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from ui.service_desk.import_columns_work import kind_name
from ui.service_desk.import_columns_work import kinds
from ui.shared import language
from ui.shared.tokens import color
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import repolish
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from carbon_points.exchange.queries import Imported


class DropZone(QWidget):
    """Where files are dropped; the page around it takes them."""

    def __init__(self) -> None:
        super().__init__()
        self._inviting = False
        self.choose = Button(self.tr("选文件…"), "folder", "primary", key="Ctrl+O")
        title = Label(self.tr("把文件拖到这里"), "title")
        how = Label(
            self.tr(
                "一个或几个都可以，xlsx、xls、csv 都认得。"
                "先核对，写入之前什么都不会变。"
            ),
            "second",
            wrap=True,
        )
        how.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        how.setMinimumWidth(px(300))
        names = "　·　".join(name for _id, name in kinds(language.in_force()))
        known = Label(names, "caption", wrap=True)
        known.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        mark = Mark("file-import", "primary_text", 56)
        parts = (
            STRETCH,
            row(STRETCH, mark, STRETCH),
            6,
            row(STRETCH, title, STRETCH),
            how,
            8,
            row(STRETCH, self.choose, STRETCH),
            STRETCH,
            known,
        )
        self.setLayout(column(*parts, margins=(40, 24, 40, 24), gap=10))

    def invite(self, *, inviting: bool) -> None:
        """Show that files may be let go here."""
        self._inviting = inviting
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(color("primary_soft" if self._inviting else "surface"))
            pen = QPen(color("primary" if self._inviting else "outline"), px(3) / 2)
            pen.setDashPattern([5, 4])
            painter.setPen(pen)
            frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, px(10), px(10))


class ReasonBar(QFrame):
    """Asks why something is taken back; hidden until it is asked."""

    confirmed = Signal(object, str)
    """(batch ids, reason)"""

    def __init__(self) -> None:
        super().__init__()
        self._batches: list[int] = []
        self._text = Label(role="strong", tone=Tone.WARN, wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("为什么撤回（写入记录）"))
        self.reason.setAccessibleName(self.tr("撤回的原因，必填"))
        self.reason.returnPressed.connect(self._confirm)
        self.confirm = Button(self.tr("整批撤回"), "arrow-back-up", "danger")
        self.confirm.clicked.connect(lambda _checked: self._confirm())
        self.never_mind = Button(self.tr("不撤了"))
        self.never_mind.clicked.connect(lambda _checked: self.hide())
        line = row((self.reason, 1), self.confirm, self.never_mind, gap=8)
        self.setProperty("card", "sunken")
        self.setLayout(column(self._text, line, margins=(12, 10, 12, 12), gap=8))
        self.hide()

    def ask(self, what: str, batches: Sequence[int]) -> None:
        """Ask for the reason."""
        self._batches = list(batches)
        self._text.setText(what)
        self.reason.clear()
        self._mark(missing=False)
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        self._mark(missing=not reason)
        if not reason:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self.confirmed.emit(self._batches, reason)

    def _mark(self, *, missing: bool) -> None:
        self.reason.setProperty("state", "bad" if missing else "")
        repolish(self.reason)


class RecentCard(Card):
    """The latest imports, each to be taken back as a whole."""

    take_back = Signal(object, str)

    def __init__(self) -> None:
        super().__init__(body := column(margins=(16, 12, 10, 12), gap=8))
        self._list = column(gap=0)
        self._reason = ReasonBar()
        self._reason.confirmed.connect(self.take_back)
        self._nothing = Label(self.tr("还没有导入过文件。"), "second")
        around = box(column(self._list, STRETCH, gap=0))
        body.addWidget(Label(self.tr("最近的导入"), "section"))
        body.addWidget(self._reason)
        body.addWidget(self._nothing)
        self._scroll = scrolling(around)
        body.addWidget(self._scroll, 1)

    def show_imports(self, imports: Sequence[Imported]) -> None:
        """Show these, the newest first."""
        empty(self._list)
        self._nothing.setVisible(not imports)
        for number, each in enumerate(imports):
            if number:
                self._list.addWidget(Rule())
            self._list.addWidget(self._line(each))
        self._scroll.verticalScrollBar().setValue(0)

    def _line(self, each: Imported) -> QWidget:
        name = Elided(each.file_name, "strong")
        kind = kind_name(each.kind, language.in_force())
        at = f"{local_moment(each.at):%m-%d %H:%M}"
        figures = self.tr("写入 {n} 行，共 {m} 行").format(
            n=f"{each.accepted:,}", m=f"{each.rows:,}"
        )
        note = Elided(f"{kind} · {figures} · {at} · {each.operator}", "caption")
        back = Button(self.tr("整批撤回"), "arrow-back-up", "link")
        back.setAccessibleName(self.tr("整批撤回 {file}").format(file=each.file_name))
        question = self.tr("整批撤回“{file}”？还没审核的行为会标明“已撤销”。")
        ask = partial(
            self._reason.ask, question.format(file=each.file_name), [each.batch_id]
        )
        back.clicked.connect(lambda _checked: ask())
        words = column(name, note, gap=1)
        return box(row((words, 1), back, margins=(0, 7, 4, 7), gap=8))


class ChoosePanel(QWidget):
    """Files at the left, what came before at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.zone = DropZone()
        self.recent = RecentCard()
        self.setLayout(row((self.zone, 3), (self.recent, 2), gap=12))
