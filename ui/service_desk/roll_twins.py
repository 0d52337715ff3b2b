"""Accounts that may be one person's: the question, and two files side by side."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.units import mass_text
from carbon_points.participants.twins import WHY
from ui.service_desk.roll_parts import ReasonLine
from ui.shared import language
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import search_box
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from carbon_points.participants.search import Match
    from ui.service_desk.roll_work import Pair
    from ui.service_desk.roll_work import Profile
    from ui.service_desk.roll_work import Side

_MOST: Final = 5
_AT_ONCE: Final = 2
"""More questions than this would hide the file."""


class TwinBox(QWidget):
    """Who may be the same person; a question that holds nothing up."""

    compare_wanted = Signal(object)
    """The id of the other one."""

    look_wanted = Signal(str)

    def __init__(self, *, may_mark: bool) -> None:
        super().__init__()
        self.compares: list[Button] = []
        self._list = column(gap=6)
        self.questions = box(self._list)
        """Marks and likely twins; they stand at the head of the file."""

        self._found = column(gap=4)
        self.mark = Button(self.tr("标记重复…"), "users", "link")
        self.edit = search_box(self.tr("另一份档案：证件、手机或姓名，按 Enter"))
        self.edit.hide()
        line = row(self.mark, STRETCH)
        self.setLayout(column(line, self.edit, self._found, gap=6))
        self.mark.setVisible(may_mark)
        self.mark.clicked.connect(self._ask)
        self.edit.returnPressed.connect(self._look)

    def show_profile(self, profile: Profile) -> None:
        """Show the marks and the likely twins of somebody."""
        empty(self._list)
        empty(self._found)
        self.compares = []
        self.edit.hide()
        for pair in profile.pairs:
            self._list.addWidget(self._marked(pair))
        for twin in profile.twins[:_AT_ONCE]:
            why = WHY[twin.why][0 if language.in_force() == language.ZH else 1]
            text = self.tr("可能重复：{name}（{street}，{number}），{why}。")
            who = twin.who
            said = text.format(
                name=who.name, street=who.subdistrict, number=who.masked_id, why=why
            )
            self._list.addWidget(self._line(said, who.participant_id))
        if more := len(profile.twins[_AT_ONCE:]):
            text = self.tr("另有 %n 位姓名相同的，可用“标记重复”查找。", "", more)
            self._list.addWidget(Label(text, "caption", wrap=True))
        self.questions.setVisible(bool(self.compares))

    def show_matches(self, found: Sequence[Match]) -> None:
        """Offer whom the search meant."""
        empty(self._found)
        for match in found[:_MOST]:
            text = f"{match.name}　{match.masked_id}　{match.subdistrict}"
            made = Button(text.replace("&", "&&"), "user", "link")
            person = match.participant_id
            made.clicked.connect(
                lambda _checked=False, p=person: self.compare_wanted.emit(p)
            )
            self._found.addWidget(made)
        if not found:
            nobody = Label(self.tr("没有找到另一份档案。"), "caption")
            self._found.addWidget(nobody)
            return
        first = self._found.itemAt(0)
        if first is not None and (widget := first.widget()) is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _marked(self, pair: Pair) -> QWidget:
        text = self.tr(
            "待合并：与 {name}（{number}），{who} 标记：{reason}。由审核员合并。"
        )
        said = text.format(
            name=pair.other.name,
            number=id_text(pair.other.participant_id),
            who=pair.mark.operator,
            reason=pair.mark.reason,
        )
        return self._line(said, pair.other.participant_id)

    def _line(self, said: str, person: int) -> QWidget:
        words = Label(said, "second", Tone.WARN, wrap=True)
        compare = Button(self.tr("对比"), "git-compare", "link")
        compare.setAccessibleName(self.tr("对比") + "：" + said)
        compare.clicked.connect(lambda: self.compare_wanted.emit(person))
        self.compares.append(compare)
        inside = row((words, 1), compare, margins=(10, 6, 4, 6))
        return Card(inside, "sunken")

    def _ask(self) -> None:
        self.edit.setVisible(not self.edit.isVisible())
        if self.edit.isVisible():
            self.edit.clear()
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        if text := self.edit.text().strip():
            self.look_wanted.emit(text)


class CompareSheet(QWidget):
    """Two files side by side: what differs is marked, and three answers."""

    mark_wanted = Signal(object, str)
    """(the other one's id, reason)"""

    apart_wanted = Signal(object, str)
    """(the other one's id, reason)"""

    dismiss_wanted = Signal(object, str)
    """(the mark's id, reason)"""

    other_wanted = Signal(object)
    closed = Signal()

    def __init__(self, *, may_mark: bool) -> None:
        super().__init__()
        self._may_mark = may_mark
        self._sides: tuple[Side, Side] | None = None
        self._mark_id = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))
        self.title = Label(self.tr("两份档案对比"), "section")
        self.back = Button(self.tr("返回"), key="Esc")
        self.same = Button(self.tr("是同一人"), "users", "primary")
        self.apart = Button(self.tr("不是同一人"), "circle-x")
        self.open = Button(self.tr("打开另一份"), "user", "link")
        self.same_why = ReasonLine(self.tr("标为待合并"), self.tr("为什么认为是同一人"))
        self.apart_why = ReasonLine(
            self.tr("记下不是同一人"), self.tr("为什么不是同一人")
        )
        note = self.tr("标记只是提请：由审核员合并，两人签批；合并前两份档案照常使用。")
        self.setLayout(
            column(
                row(self.title, STRETCH, self.back),
                box(self._grid),
                Label(note, "caption", wrap=True),
                row(self.same, self.apart, STRETCH),
                self.same_why,
                self.apart_why,
                row(self.open, STRETCH),
                STRETCH,
                gap=10,
            )
        )
        self._connect()

    def _connect(self) -> None:
        self.back.clicked.connect(self.closed)
        self.same.clicked.connect(self._ask_same)
        self.apart.clicked.connect(self._ask_apart)
        self.open.clicked.connect(lambda: self.other_wanted.emit(self.other))
        self.same_why.given.connect(lambda why: self.mark_wanted.emit(self.other, why))
        self.apart_why.given.connect(self._tell_apart)

    @property
    def other(self) -> int:
        """Who stands at the right."""
        return self._sides[1].summary.participant_id if self._sides else 0

    def show_sides(self, sides: tuple[Side, Side], mark_id: int) -> None:
        """Compare these two; `mark_id` is that of their open mark, 0 for none."""
        self._sides, self._mark_id = sides, mark_id
        for reason in (self.same_why, self.apart_why):
            reason.hide()
        self.same.setVisible(self._may_mark and not mark_id)
        self.apart.setVisible(self._may_mark)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line, (name, left, right) in enumerate(self._rows(*sides)):
            self._add(line, name, left, right)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        first = self.same if self.same.isVisibleTo(self) else self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, line: int, name: str, left: str, right: str) -> None:
        differs = left != right
        mark = f"{name} ≠" if differs else name
        self._grid.addWidget(Label(mark, "caption"), line, 0)
        for at, text in ((1, left), (2, right)):
            tone = Tone.INFO if differs else None
            label = Label(text or "—", "second", tone, wrap=True)
            label.setAccessibleName(f"{name} {text or '—'}")
            self._grid.addWidget(label, line, at)

    def _rows(self, a: Side, b: Side) -> Iterator[tuple[str, str, str]]:
        one, two = a.summary, b.summary
        names = (self.tr("记录号"), self.tr("登记日期"))
        yield names[0], id_text(one.participant_id), id_text(two.participant_id)
        yield names[1], _day(one.registered_on), _day(two.registered_on)
        yield self.tr("姓名"), one.name, two.name
        yield self.tr("证件"), one.masked_id, two.masked_id
        yield self.tr("电话"), one.masked_phone, two.masked_phone
        yield self.tr("街道（镇）"), one.subdistrict, two.subdistrict
        yield self.tr("社区"), one.community, two.community
        held = (a.account, b.account)
        points = [f"{account.points:,}" for account in held]
        yield self.tr("积分"), points[0], points[1]
        grams = [" ".join(mass_text(account.reduction_mg)) for account in held]
        yield self.tr("减排量"), grams[0], grams[1]
        counts = [str(len(account.actions)) for account in held]
        yield self.tr("记录"), counts[0], counts[1]

    def _ask_same(self) -> None:
        self.apart_why.hide()
        self.same_why.ask()

    def _ask_apart(self) -> None:
        self.same_why.hide()
        self.apart_why.ask()

    def _tell_apart(self, reason: str) -> None:
        if self._mark_id:
            self.dismiss_wanted.emit(self._mark_id, reason)
        else:
            self.apart_wanted.emit(self.other, reason)


def _day(number: int) -> str:
    return from_day_number(number).isoformat()
