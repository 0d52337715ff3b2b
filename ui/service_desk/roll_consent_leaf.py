"""The leaf of consents: given when, to which text, by whom; withdrawn, given again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import from_day_number
from carbon_points.participants.drafts import Proxy
from carbon_points.participants.forms import FORMS
from carbon_points.participants.rules import normalise_phone
from ui.service_desk.register_fields import made
from ui.service_desk.roll_parts import ReasonLine
from ui.service_desk.roll_parts import tab_after
from ui.shared.tick_box import TickBox
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from carbon_points.participants.editing import GivenConsent
    from ui.service_desk.register_fields import Entry
    from ui.service_desk.roll_work import Profile

_PROXY = ("proxy_name", "proxy_relation", "proxy_phone")


class ConsentLeaf(QWidget):
    """What was agreed to; without a standing consent nothing new is logged."""

    withdraw_wanted = Signal(str)
    """The reason."""

    give_wanted = Signal(object)
    """The `Proxy`, or nobody."""

    print_wanted = Signal()

    def __init__(self, *, may_change: bool, may_print: bool) -> None:
        super().__init__()
        self._may_change = may_change
        self._proxy: dict[str, Entry] = {}
        self._list = column(gap=8)
        self._form = column(gap=8)
        self._sheet = box(self._form)
        self._sheet.hide()
        self.state = Label(role="strong", wrap=True)
        self.withdraw = Button(self.tr("撤回同意"), "circle-x", "danger")
        self.give = Button(self.tr("重新同意"), "check")
        self.print = Button(self.tr("打印同意书"), "printer")
        self.reason = ReasonLine(
            self.tr("撤回同意"), self.tr("撤回的原因，例如：本人要求"), "danger"
        )
        verbs = row(self.withdraw, self.give, self.print, STRETCH)
        parts = (self.state, verbs, self.reason, self._sheet, self._list, STRETCH)
        self.setLayout(column(*parts, gap=10))
        self.print.setVisible(may_print)
        self.withdraw.clicked.connect(self.reason.ask)
        self.reason.given.connect(self.withdraw_wanted)
        self.give.clicked.connect(self._ask_for_consent)
        self.print.clicked.connect(self.print_wanted)

    def show_profile(self, profile: Profile) -> None:
        """Show somebody's consents, the newest first."""
        self._kind = profile.summary.kind
        self._version = profile.consent_version
        stands = any(each.withdrawn_on is None for each in profile.consents)
        if stands:
            self.state.say(self.tr("同意有效，可以登记新的行为。"), Tone.OK)
        else:
            self.state.say(self.tr("同意已撤回：不能登记新的行为。"), Tone.WARN)
        self.withdraw.setVisible(self._may_change and stands)
        self.give.setVisible(self._may_change and not stands)
        self.reason.hide()
        self._close_form()
        empty(self._list)
        for each in profile.consents:
            self._list.addWidget(self._card(each))

    def _card(self, each: GivenConsent) -> QWidget:
        given = from_day_number(each.given_on).isoformat()
        lines = [self.tr("{day} 同意 · 文本第 {version} 版")]
        lines[0] = lines[0].format(day=given, version=each.text_version)
        if each.proxy_name:
            who = (each.proxy_relation, each.proxy_phone)
            inside = "，".join(filter(None, who))
            text = self.tr("代办：{name}（{relation}）")
            lines.append(text.format(name=each.proxy_name, relation=inside))
        if each.withdrawn_on is not None:
            day = from_day_number(each.withdrawn_on).isoformat()
            lines.append(self.tr("{day} 撤回").format(day=day))
        labels = [Label(line, "second", wrap=True) for line in lines]
        made_ = Card(column(*labels, margins=(12, 8, 12, 8), gap=4), "sunken")
        made_.setAccessibleName("，".join(lines))
        return made_

    def _ask_for_consent(self) -> None:
        """Ask whether the person agrees, themselves or through somebody."""
        if self._sheet.isVisibleTo(self):
            self._close_form()
            return
        text = self.tr("本人（单位）同意文本第 {version} 版")
        agree = TickBox(text.format(version=self._version))
        by_proxy = TickBox(self.tr("由他人代办"))
        fields = {field.name: field for field in FORMS[self._kind]}
        self._proxy = {name: made(fields[name], self._kind) for name in _PROXY}
        save = Button(self.tr("登记同意"), "check", "primary")
        save.setEnabled(False)
        for part in (agree, by_proxy, *self._proxy.values()):
            self._form.addWidget(part)
        self._form.addWidget(box(row(STRETCH, save)))
        for entry in self._proxy.values():
            entry.hide()
        agree.toggled.connect(save.setEnabled)
        by_proxy.toggled.connect(self._show_proxy)
        save.clicked.connect(lambda: self._send(by_proxy=by_proxy.isChecked()))
        proxies = [part for entry in self._proxy.values() for part in entry.parts]
        tab_after(self.print, [agree, by_proxy, *proxies, save])
        self._sheet.show()
        agree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_proxy(self, shown: bool) -> None:  # noqa: FBT001  (what the box says)
        for entry in self._proxy.values():
            entry.setVisible(shown)

    def _send(self, *, by_proxy: bool) -> None:
        answers = [str(self._proxy[name].value) for name in _PROXY]
        name, relation, phone = answers if by_proxy else ("", "", "")
        self.give_wanted.emit(Proxy(name, relation, normalise_phone(phone)))

    def _close_form(self) -> None:
        self._proxy = {}
        empty(self._form)
        self._sheet.hide()
