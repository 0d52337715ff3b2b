"""Actions as rows: those of this visit, each with its way back, and recent ones."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QVBoxLayout
from PySide6.QtWidgets import QWidget

from ui.service_desk.wording import badge_of
from ui.service_desk.wording import is_undecided
from ui.shared.amounts import mass
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.plain import plain_tip
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QAbstractButton

    from ui.service_desk.desk_presenter import DeskPresenter
    from ui.service_desk.desk_work import Record

_TAKEN_BACK: Final = frozenset({"withdrawn", "reversed", "rejected"})
"""States in which an action counts for nothing."""


class VisitCard(Card):
    """What was logged since the person came."""

    undo_wanted = Signal(object)
    slip_wanted = Signal()
    passbook_wanted = Signal()
    certificate_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, presenter: DeskPresenter) -> None:
        self._presenter = presenter
        self._note = Elided(role="caption")
        self._title = Label(role="section")
        self._slip = Button("", "printer", key="Ctrl+P")
        self._passbook = Button("", "printer")
        self._certificate = Button("", "certificate")
        self._end = Button("", "checks", key="F12")
        papers = (self._slip, self._passbook, self._certificate)
        head = row(self._title, (self._note, 1), *papers, self._end, gap=8)
        self._list = QVBoxLayout()
        self._list.setSpacing(px(4))
        parts = (head, Rule(), self._list)
        super().__init__(column(*parts, margins=(14, 10, 14, 10), gap=8))
        self._title.setText(self.tr("本次办理"))
        self._slip.setText(self.tr("凭条"))
        self._slip.setAccessibleName(self.tr("打印凭条"))
        self._passbook.setText(self.tr("存折"))
        self._passbook.setAccessibleName(self.tr("打印存折"))
        self._certificate.setText(self.tr("证书"))
        self._certificate.setAccessibleName(self.tr("打印证书"))
        self._end.setText(self.tr("结束办理"))
        self._slip.clicked.connect(self.slip_wanted)
        self._passbook.clicked.connect(self.passbook_wanted)
        self._certificate.clicked.connect(self.certificate_wanted)
        self._end.clicked.connect(self.end_wanted)
        self.show_visit()

    def show_visit(self) -> None:
        """Show the visit as it is now, newest first."""
        empty(self._list)
        visit = self._presenter.visit
        self._slip.setEnabled(bool(self._presenter.live))
        if visit:
            note = self.tr("%n 笔 · 可逐笔撤销", "", len(visit))
        else:
            note = self.tr("还没有记录")
        self._note.say_whole(note)
        for number, record in reversed(list(enumerate(visit, 1))):
            self._list.addWidget(self._row(record, number))

    def _row(self, record: Record, number: int) -> QWidget:
        made = RecordRow(self._presenter, record)
        if is_undecided(record.state):
            undo = Button(self.tr("撤销"), "arrow-back-up", "link")
            said = self.tr("本次办理第 {number} 笔，撤销")
            undo.setAccessibleName(said.format(number=number))
            undo.clicked.connect(lambda _checked=False: self.undo_wanted.emit(record))
            made.add(undo)
        return made


class HistoryCard(Card):
    """Recent actions with their states; an undecided one is withdrawn for a reason."""

    why_wanted = Signal(object)
    paper_wanted = Signal(object)
    """Print why the number of this record is what it is."""

    withdraw_wanted = Signal(object, str)
    """(record, reason)"""

    def __init__(self, presenter: DeskPresenter) -> None:
        self._presenter = presenter
        self._title = Label(role="section")
        self._note = Label(role="caption")
        self._list = QVBoxLayout()
        self._list.setSpacing(px(2))
        self._asking: int = 0
        head = row(self._title, self._note, STRETCH)
        parts = (head, Rule(), self._list)
        super().__init__(column(*parts, margins=(14, 10, 14, 10), gap=8))
        self._title.setText(self.tr("最近记录"))
        self._records: Sequence[Record] = ()

    def show_records(self, records: Sequence[Record], total: int) -> None:
        """Show these."""
        self._records = records
        self._asking = 0
        self._note.setText(self.tr("共 %n 笔", "", total))
        self._fill()

    def _fill(self) -> None:
        empty(self._list)
        if not self._records:
            self._list.addWidget(Label(self.tr("还没有记录"), "caption"))
        for record in self._records:
            self._list.addWidget(self._row(record))
            if record.action_id == self._asking:
                self._list.addWidget(self._question(record))

    def _row(self, record: Record) -> QWidget:
        made = RecordRow(self._presenter, record, dated=True)
        name = self._presenter.words(record)
        if is_undecided(record.state):
            undo = Button(self.tr("撤销"), "arrow-back-up", "link")
            undo.setAccessibleName(self.tr("撤销 {what}").format(what=name))
            undo.clicked.connect(lambda _checked=False: self._ask(record))
            made.add(undo)
        else:
            made.leave_room(self.tr("撤销"))
        why = Button(self.tr("为什么"), "help-circle", "link")
        why.setAccessibleName(self.tr("{what}，为什么是这个数").format(what=name))
        why.clicked.connect(lambda _checked=False: self.why_wanted.emit(record))
        made.add(why)
        paper = IconButton(self.tr("打印 {what} 的说明").format(what=name), "printer")
        paper.clicked.connect(lambda _checked=False: self.paper_wanted.emit(record))
        made.add(paper)
        return made

    def _ask(self, record: Record) -> None:
        """Ask for the reason right below the row."""
        self._asking = 0 if self._asking == record.action_id else record.action_id
        self._fill()
        edit = self.findChild(QLineEdit)
        if self._asking and isinstance(edit, QLineEdit):
            edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _question(self, record: Record) -> QWidget:
        edit = QLineEdit()
        edit.setPlaceholderText(self.tr("撤销理由，例如：重量录错"))
        edit.setAccessibleName(self.tr("撤销理由"))
        act = Button(self.tr("撤销这笔"), "arrow-back-up", "danger")
        act.setEnabled(False)
        edit.textChanged.connect(lambda text: act.setEnabled(bool(text.strip())))

        def send() -> None:
            if edit.text().strip():
                self.withdraw_wanted.emit(record, edit.text().strip())

        act.clicked.connect(lambda _checked=False: send())
        edit.returnPressed.connect(send)
        return box(row((edit, 1), act, margins=(28, 2, 0, 6)))


class RecordRow(QWidget):
    """One action: icon, words, grams, points, state, and buttons."""

    def __init__(
        self, presenter: DeskPresenter, record: Record, *, dated: bool = False
    ) -> None:
        super().__init__()
        name = presenter.words(record)
        shown = badge(badge_of(record.state))
        day = Label(f"{record.day:%m-%d}" if record.day else "", "caption")
        day.setFixedWidth(px(38))
        if not dated:
            day.hide()
        taken_back = badge_of(record.state) in _TAKEN_BACK
        grams = Label("—" if taken_back else mass(record.reduction_mg), "second")
        said = "" if taken_back else self._points(record)
        points = Label(said, "strong", None if dated else Tone.PRIMARY)
        points.setMinimumWidth(px(76))
        points.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        pill = Pill(shown)
        pill.setToolTip(plain_tip(record.decided))
        state = box(row(pill, STRETCH))
        state.setFixedWidth(px(88))
        mark = Mark(presenter.icon(record.methodology), "text2", 18)
        self._line = row(day, mark, (Elided(name), 1), grams, points, state, gap=8)
        lines = column(self._line, gap=0)
        if taken_back and record.decided:
            why = Elided(record.decided, "caption")
            lines.addLayout(row((why, 1), margins=(px(38) + 34, 0, 0, 4)))
        self.setLayout(lines)
        self.setMinimumHeight(px(34))
        words = (name, grams.text(), said, shown.text, record.decided)
        self.setAccessibleName("，".join(filter(None, words)))

    def add(self, button: QAbstractButton) -> None:
        """Put a button at the end of the row."""
        self._line.addWidget(button)

    def leave_room(self, verb: str) -> None:
        """Leave the room of a button, so that the columns stay columns."""
        like = Button(verb, "arrow-back-up", "link")
        self._line.addSpacing(like.sizeHint().width())
        like.deleteLater()

    def _points(self, record: Record) -> str:
        if not record.points:
            return ""
        return self.tr("+{points} 分").format(points=f"{record.points:,}")
