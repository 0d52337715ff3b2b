"""One action beside the list: who, what, evidence, questions, and the decision."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QStackedWidget

from ui.audit_desk import queue_words
from ui.audit_desk.queue_beside import Life
from ui.audit_desk.queue_beside import Neighbours
from ui.audit_desk.queue_check import CheckLeaf
from ui.audit_desk.queue_reasons import Reasons
from ui.shared.badges import Badge
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.notices import EmptyState
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QLayout

    from carbon_points.audit.queue import QueueRow
    from ui.audit_desk.queue_work import Beside
    from ui.audit_desk.queue_work import Loaded

LEAVES: Final = ("check", "person", "installation", "life")


class QueuePanel(Card):
    """Shows the current action; its buttons say what the keys do."""

    decided = Signal(str)
    """approve, reject, freeze, release or reverse."""

    person_wanted = Signal()
    """The owner is to be frozen or released."""

    why_wanted = Signal()

    def __init__(self) -> None:
        layout = column(margins=(14, 12, 14, 10), gap=8)
        super().__init__(layout)
        self.row: QueueRow | None = None
        self.read_only = False
        """Nothing can be written: whoever sits here may look."""

        self._people: Mapping[str, str] = {}
        self.check, self.life = CheckLeaf(), Life()
        self.person = Neighbours(
            self.tr("同一人的其他行为"), self.tr("90 天内没有同类行为。")
        )
        self.installation = Neighbours(
            self.tr("同一设施的其他时段"), self.tr("没有其他时段。")
        )
        self.reasons = Reasons()
        self._title, self._who = Elided(role="section"), Label(role="second", wrap=True)
        self._pill = Pill(badge("waiting"))
        self._stack, self._tabs = QStackedWidget(), QButtonGroup(self)
        self.approve = Button(self.tr("通过"), "check", "primary", "A")
        self.reject = Button(self.tr("驳回"), "arrow-back-up", "danger", "R")
        self.freeze = Button(self.tr("冻结"), "snowflake", key="F")
        self.freeze_person = IconButton(self.tr("冻结此人"), "user", "Shift+F")
        self.hint = Label(role="caption", wrap=True)
        self._nothing = EmptyState(self.tr("在左边选一笔，这里显示凭证。"), "checklist")
        self._whole = box(self._body())
        layout.addWidget(self._nothing, 1)
        layout.addWidget(self._whole, 1)
        self._connect()
        self.clear()

    def _body(self) -> QLayout:
        names = (
            self.tr("核对"),
            self.tr("本人"),
            self.tr("设施"),
            self.tr("经过"),
        )
        tabs = row(gap=4)
        for at, (name, leaf) in enumerate(
            zip(
                names,
                (self.check, self.person, self.installation, self.life),
                strict=True,
            )
        ):
            tab = Choice(name)
            tab.setStyleSheet(f"padding:0 {px(6)}px; min-height:{px(26)}px;")
            self._tabs.addButton(tab, at)
            tabs.addWidget(tab)
            self._stack.addWidget(leaf)
        why = IconButton(self.tr("为什么是这个数"), "math-function", "F1")
        why.clicked.connect(lambda _on: self.why_wanted.emit())
        head = row((self._title, 1), self._pill, gap=8)
        leaves_row = row(tabs, STRETCH, why, self.freeze_person, gap=0)
        for button in (self.freeze, self.reject, self.approve):
            button.setStyleSheet(f"padding:0 {px(6)}px;")
        verbs = row(self.freeze, (self.reject, 1), (self.approve, 1), gap=6)
        return column(
            *(head, self._who, leaves_row, Rule(), (self._stack, 99), STRETCH, Rule()),
            *(self.reasons, verbs, self.hint),
            gap=6,
        )

    def _connect(self) -> None:
        self.reasons.asking.connect(self._stack.setHidden)
        self.reasons.asking.connect(self.hint.setHidden)
        self._tabs.idClicked.connect(self._stack.setCurrentIndex)
        self._tabs.button(0).setChecked(True)
        self.approve.clicked.connect(lambda _on: self.decided.emit("approve"))
        self.reject.clicked.connect(lambda _on: self.decided.emit(self.taking_back))
        self.freeze.clicked.connect(lambda _on: self.decided.emit(self.freezing))
        self.freeze_person.clicked.connect(lambda _on: self.person_wanted.emit())

    @property
    def taking_back(self) -> str:
        """What R means: an approved action is reversed, another one rejected."""
        return "reverse" if self.row and self.row.state == "approved" else "reject"

    @property
    def freezing(self) -> str:
        """What F means."""
        return "release" if self.row and self.row.state == "frozen" else "freeze"

    def turn(self, leaf: str) -> None:
        """Show another leaf."""
        at = LEAVES.index(leaf)
        self._tabs.button(at).setChecked(True)
        self._stack.setCurrentIndex(at)

    def turn_on(self) -> None:
        """The next leaf."""
        shown = [
            leaf
            for at, leaf in enumerate(LEAVES)
            if self._tabs.button(at).isVisibleTo(self)
        ]
        here = LEAVES[self._stack.currentIndex()]
        at = shown.index(here) if here in shown else -1
        self.turn(shown[(at + 1) % len(shown)])

    def clear(self) -> None:
        """No action is chosen."""
        self.row = None
        self._whole.hide()
        self._nothing.show()

    def show_row(self, row: QueueRow, loaded: Loaded, forbidden: str) -> None:
        """Show an action at once, as far as the list knows it.

        `forbidden`: code of the rule that keeps the auditor from approving it.
        """
        if self.row is None or row.action_id != self.row.action_id:
            self.reasons.drop()
        self.row, self._people = row, loaded.people
        self._nothing.hide()
        self._whole.show()
        self._title.say_whole(queue_words.methodology_name(row.methodology))
        who = loaded.people.get(row.logged_by, row.logged_by)
        place = loaded.places.get(row.subdistrict_id, "")
        logged = self.tr("{who}登记 {time}").format(
            who=who, time=queue_words.moment(row.logged_at)
        )
        self._who.setText(f"{row.name}　{place}　{logged}")
        self._show_state(row)
        self._show_verbs(row, forbidden)
        self.check.show_action(row, None)

    def show_beside(self, row: QueueRow, loaded: Loaded, beside: Beside) -> None:
        """What stands beside it has come."""
        methodology = loaded.book.methodology(row.methodology)
        amount = queue_words.quantity(
            methodology, beside.line.inputs if beside.line else None
        )
        name = queue_words.methodology_name(row.methodology)
        self._title.say_whole(f"{name} · {amount}")
        if beside.person is not None:
            masked = beside.person.masked_id
            self._who.setText(self._who.text().replace("　", f"　{masked}　", 1))
        self.check.show_action(row, beside)
        record = beside.record
        self.person.show_neighbours(record.of_person)
        self.installation.show_neighbours(record.of_installation)
        self.life.show_history(record.history, loaded.people)
        counts = (len(record.of_person), len(record.of_installation))
        names = (self.tr("本人"), self.tr("设施"))
        for at, (word, count) in enumerate(zip(names, counts, strict=True), 1):
            self._tabs.button(at).setText(f"{word} {count}" if count else word)
        self._tabs.button(2).setVisible(bool(record.of_installation))

    def _show_state(self, row: QueueRow) -> None:
        shown = queue_words.question(row)
        if row.state != "waiting":
            second = Badge(self.tr("待复核"), Tone.INFO, "users")
            shown = second if row.state == "second" else badge(row.state)
        self._pill.setVisible(shown is not None)
        if shown is not None:
            self._pill.show_badge(shown)

    def _show_verbs(self, row: QueueRow, forbidden: str) -> None:
        is_approved = row.state == "approved"
        self.approve.setVisible(not is_approved)
        self.approve.setEnabled(not forbidden)
        self.reject.setText(self.tr("冲正") if is_approved else self.tr("驳回"))
        self.freeze.setVisible(not is_approved)
        self.freeze.setText(
            self.tr("解冻") if row.state == "frozen" else self.tr("冻结")
        )
        named = self.tr("解冻此人") if row.person_frozen else self.tr("冻结此人")
        self.freeze_person.setAccessibleName(named)
        self.freeze_person.setToolTip(f"{named} Shift+F")
        self.hint.say(*self._hint(row, forbidden))
        if self.read_only:
            verbs = (self.approve, self.reject, self.freeze, self.freeze_person)
            for part in (*verbs, self.reasons):
                part.setEnabled(False)

    def _hint(self, row: QueueRow, forbidden: str) -> tuple[str, Tone | None]:
        if forbidden and row.state in {"waiting", "second"}:
            return queue_words.refusal_text(forbidden), Tone.WARN
        if row.state == "second":
            who = self._people.get(row.first_by, row.first_by)
            return self.tr("已由 {who} 初审，您是复核人。").format(who=who), Tone.INFO
        if row.state == "approved":
            return self.tr("冲正另记一笔相反的流水，原记录保留。"), None
        if row.needs_second:
            return self.tr("有疑点或数额大，须第二人复核；您是初审人。"), None
        return self.tr("A、R、F 先记入本批，Ctrl+Enter 签批后入账。"), None
