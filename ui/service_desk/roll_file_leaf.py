"""The first leaf of a file: who it is, what may be changed, the number for a reason."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.participants.editing import DETAILS
from carbon_points.participants.forms import FORMS
from ui.service_desk.register_fields import made
from ui.service_desk.register_fields import PhoneEntry
from ui.service_desk.roll_parts import ENTER
from ui.service_desk.roll_parts import ReasonLine
from ui.service_desk.roll_parts import tab_after
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import named_value
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from PySide6.QtCore import QObject

    from ui.service_desk.desk_work import Visitor
    from ui.service_desk.register_fields import Entry
    from ui.service_desk.roll_work import Profile

SHOWN_S: Final = 30
"""How long a whole number is shown."""


class FileLeaf(QWidget):
    """Facts, an editor in their place, and the whole number for half a minute."""

    edit_wanted = Signal()
    saved = Signal(object)
    """The details as they were typed."""

    editing = Signal(bool)
    """Whether the editor has taken the place of the facts."""

    dropped = Signal()
    """What was typed is not wanted."""

    number_wanted = Signal(str)
    """The reason for which the whole number is shown."""

    def __init__(self, *, may_edit: bool, may_unmask: bool) -> None:
        super().__init__()
        self._profile: Profile | None = None
        self._visitor: Visitor | None = None
        self._entries: dict[str, Entry] = {}
        self._before: dict[str, str] = {}
        self._left_s = 0
        self._facts = column(gap=6)
        self._form = column(gap=8)
        self.number = Label(role="strong")
        self.number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.number.hide()
        self.unmask = Button(self.tr("显示证件号"), "eye", "link")
        self.edit = Button(self.tr("修改"), "pencil", "link")
        self.reason = ReasonLine(
            self.tr("显示 30 秒"), self.tr("为什么要看完整证件号（会留下记录）")
        )
        verbs = row(self.unmask, self.edit, STRETCH, gap=4)
        self._sheet = box(self._form)
        self._sheet.hide()
        self._view = box(column(verbs, self.number, self.reason, self._facts, gap=8))
        self.setLayout(column(self._view, self._sheet, gap=8))
        self.unmask.setVisible(may_unmask)
        self.edit.setVisible(may_edit)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self.unmask.clicked.connect(self._ask_or_hide)
        self.edit.clicked.connect(self.edit_wanted)
        self.reason.given.connect(self.number_wanted)

    def show_profile(self, profile: Profile) -> None:
        """Show somebody; an open editor of somebody else is closed."""
        before = self._profile
        self._profile = profile
        if before is None or before.summary.participant_id != (
            profile.summary.participant_id
        ):
            self._visitor = None
            self.hide_number()
            self.reason.hide()
        self.stop_editing()
        self._fill()

    def show_visitor(self, visitor: Visitor) -> None:
        """Add what the person holds."""
        self._visitor = visitor
        self._fill()

    # The number

    def show_number(self, number: str) -> None:
        """Show the whole number, for a while."""
        self.number.setText(number)
        self.number.setAccessibleName(self.tr("证件号") + " " + " ".join(number))
        self.number.show()
        self._left_s = SHOWN_S
        self._clock.start()
        self._say_verb()

    def hide_number(self) -> None:
        """Mask it again."""
        self._clock.stop()
        self.number.clear()
        self.number.hide()
        self._say_verb()

    def _ask_or_hide(self) -> None:
        if self.number.text():
            self.hide_number()
        else:
            self.reason.ask()

    def _tick(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self.hide_number()
        else:
            self._say_verb()

    def _say_verb(self) -> None:
        if self.number.text():
            verb = self.tr("遮住证件号（{n} 秒）").format(n=self._left_s)
        else:
            verb = self.tr("显示证件号")
        self.unmask.setText(verb)

    # The editor

    @property
    def is_editing(self) -> bool:
        """Whether the editor is open."""
        return bool(self._entries)

    @property
    def typed(self) -> dict[str, str]:
        """What the editor says; empty if it says nothing new."""
        now = {name: str(entry.value) for name, entry in self._entries.items()}
        return {} if now == self._before else now

    def start_editing(
        self, details: Mapping[str, str], typed: Mapping[str, str] | None = None
    ) -> None:
        """Open the editor with what is there now, or what was typed before."""
        if self._profile is None or not details:
            return
        self.stop_editing()
        kind = self._profile.summary.kind
        for field in FORMS[kind]:
            if field.name in DETAILS:
                entry = made(field, kind)
                if isinstance(entry, PhoneEntry):
                    entry.keep(details[field.name])
                else:
                    entry.put(details[field.name])
                self._entries[field.name] = entry
                self._form.addWidget(entry)
        phone = self._entries.get("phone")
        if isinstance(phone, PhoneEntry) and not details["phone"]:
            phone.none.setChecked(True)
        for stop in self._stops():
            stop.installEventFilter(self)
        self._before = {n: str(e.value) for n, e in self._entries.items()}
        for name, value in (typed or {}).items():
            self._entries[name].put(value)
        self._add_foot()
        self._view.hide()
        self._sheet.show()
        self.editing.emit(True)
        self._stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_editing(self) -> None:
        """Close the editor."""
        self._entries, self._before = {}, {}
        empty(self._form)
        self._sheet.hide()
        self._view.show()
        self.editing.emit(False)

    def _drop(self) -> None:
        self.stop_editing()
        self.dropped.emit()

    def save(self) -> None:
        """Hand over what was typed, or say what is wrong with it."""
        problems = {n: e.problem for n, e in self._entries.items() if e.problem}
        for name, said in problems.items():
            self._entries[name].complain(said)
        if problems:
            first = self._entries[next(iter(problems))]
            first.stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.saved.emit({n: str(e.value) for n, e in self._entries.items()})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in ENTER and plain:
                stops = self._stops()
                at = stops.index(watched) + 1 if watched in stops else len(stops)
                if at < len(stops):
                    stops[at].setFocus(Qt.FocusReason.TabFocusReason)
                else:
                    self.save()
                return True
        return super().eventFilter(watched, event)

    def _stops(self) -> list[QWidget]:
        return [stop for entry in self._entries.values() for stop in entry.stops]

    def _add_foot(self) -> None:
        why = Label(
            self.tr(
                "姓名、证件号、街道和社区已写入防改链，不能修改。换证或迁居请重新登记，"
                "再标记重复，由审核员合并。"
            ),
            "caption",
            wrap=True,
        )
        cancel = Button(self.tr("不改了"))
        save = Button(self.tr("保存"), "check", "primary", "Ctrl+Enter")
        cancel.clicked.connect(self._drop)
        save.clicked.connect(self.save)
        self._form.addWidget(why)
        self._form.addWidget(box(row(STRETCH, cancel, save, gap=8)))
        entries = self._entries.values()
        fields = [part for entry in entries for part in entry.parts]
        tab_after(self.edit, [*fields, cancel, save])

    # The facts

    def _fill(self) -> None:
        empty(self._facts)
        for name, value in self._all_facts():
            if value:
                self._facts.addLayout(named_value(name, value))

    def _all_facts(self) -> Iterator[tuple[str, str]]:
        if self._profile is None:
            return
        who = self._profile.summary
        agreed = self.tr("已同意") if who.consents else self.tr("已撤回")
        day = from_day_number(who.registered_on).isoformat()
        yield self.tr("记录号"), id_text(who.participant_id)
        yield self.tr("证件"), who.masked_id
        yield self.tr("电话"), who.masked_phone or self.tr("无")
        yield self.tr("街道（镇）"), who.subdistrict
        yield self.tr("社区"), who.community
        yield self.tr("登记日期"), day
        yield self.tr("同意书"), agreed
        yield self.tr("骑行平台账号"), who.platform_account
        yield self.tr("联系人"), who.contact
        yield self.tr("行业"), who.industry
        yield self.tr("规模"), who.size_class
        yield self.tr("备注"), who.note
        if self._visitor is not None:
            yield from self._held(self._visitor)

    def _held(self, visitor: Visitor) -> Iterator[tuple[str, str]]:
        held = visitor.account
        yield self.tr("待审核"), self.tr("%n 笔", "", held.waiting)
        if held.next_expiry is not None:
            text = self.tr("{day}，{points} 分")
            points = f"{held.next_expiry_points:,}"
            day = held.next_expiry.isoformat()
            yield self.tr("最早到期"), text.format(day=day, points=points)
