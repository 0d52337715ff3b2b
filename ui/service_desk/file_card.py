"""The file of one participant: who, what they hold, movements, actions."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from carbon_points.common.days import from_day_number
from carbon_points.common.units import mass_text
from ui.service_desk.parts import Elided
from ui.service_desk.parts import Figure
from ui.service_desk.wording import badge_of
from ui.service_desk.wording import mass
from ui.service_desk.wording import what
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.cards import Avatar
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import named_value
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from carbon_points.crediting.account import AccountAction
    from carbon_points.crediting.account import AccountEntry
    from ui.service_desk.desk_work import Visitor

_MOST: Final = 60
"""More lines than this nobody reads in a narrow column."""


class FileCard(Card):
    """Everything of one person in three leaves."""

    serve_wanted = Signal()
    certificate_wanted = Signal()

    def __init__(self, *, may_serve: bool) -> None:
        layout = column(margins=(14, 14, 14, 14), gap=10)
        super().__init__(layout)
        self._visitor: Visitor | None = None
        self._avatar = Avatar(size=44)
        self._name = Elided(role="title")
        self._kind = Pill(badge("resident"))
        self._numbers = Elided(role="second")
        self._points = Figure(self.tr("可用积分"))
        self._reduction = Figure(self.tr("核定减排量"))
        self._leaves = {
            "file": Choice(self.tr("档案")),
            "entries": Choice(self.tr("流水")),
            "actions": Choice(self.tr("记录")),
        }
        self._list = column(gap=6)
        self._serve = Button(self.tr("在服务台办理"), "building-community", key="Enter")
        self._certificate = Button(self.tr("打印证书"), "certificate", key="Ctrl+P")
        self._serve.clicked.connect(self.serve_wanted)
        self._certificate.clicked.connect(self.certificate_wanted)
        for name, leaf in self._leaves.items():
            leaf.setAutoExclusive(True)
            leaf.clicked.connect(lambda _checked=False, n=name: self._turn(n))
        self._leaves["file"].setChecked(True)
        first = row((self._name, 1), self._kind, gap=8)
        inside = scrolling(box(column(self._list, STRETCH, margins=(0, 0, 6, 0))))
        words = column(first, self._numbers, gap=0)
        layout.addLayout(row(self._avatar, (words, 1), gap=12))
        layout.addLayout(row(self._points, self._reduction, STRETCH, gap=28))
        layout.addLayout(row(*self._leaves.values(), STRETCH, gap=6))
        layout.addWidget(Rule())
        layout.addWidget(inside, 1)
        if may_serve:
            layout.addWidget(self._serve)
        layout.addWidget(self._certificate)
        self.clear()

    def clear(self) -> None:
        """Nobody is chosen."""
        self._visitor = None
        self._name.say_whole("")
        self._numbers.say_whole("")
        self._avatar.show_name("")
        empty(self._list)
        self._enable(on=False)

    def show_visitor(self, visitor: Visitor) -> None:
        """Show somebody's file."""
        self._visitor = visitor
        who, held = visitor.summary, visitor.account
        self._avatar.show_name(who.name)
        self._name.say_whole(who.name)
        self._kind.show_badge(badge("frozen" if who.state == "frozen" else who.kind))
        numbers = (who.masked_id, who.masked_phone)
        self._numbers.say_whole("　".join(filter(None, numbers)))
        self._points.say(f"{held.points:,}", self.tr("分"), Tone.PRIMARY)
        amount, unit = mass_text(held.reduction_mg)
        self._reduction.say(amount, f"{unit}CO₂e")
        self.setAccessibleName(self.tr("{name}的档案").format(name=who.name))
        self._enable(on=True)
        self._turn(next(n for n, leaf in self._leaves.items() if leaf.isChecked()))

    def _turn(self, name: str) -> None:
        empty(self._list)
        if self._visitor is None:
            return
        fill = {
            "file": self._fill_file,
            "entries": self._fill_entries,
            "actions": self._fill_actions,
        }
        fill[name](self._visitor)

    def _fill_file(self, visitor: Visitor) -> None:
        who, held = visitor.summary, visitor.account
        waiting = self.tr("%n 笔", "", held.waiting)
        expiry = ""
        if held.next_expiry is not None:
            text = self.tr("{day}，{points} 分")
            points = f"{held.next_expiry_points:,}"
            expiry = text.format(day=held.next_expiry.isoformat(), points=points)
        facts = (
            (self.tr("街道（镇）"), who.subdistrict),
            (self.tr("社区"), who.community),
            (self.tr("登记日期"), from_day_number(who.registered_on).isoformat()),
            (self.tr("授权"), self.tr("已授权") if who.consents else self.tr("已撤回")),
            (self.tr("联系人"), who.contact),
            (self.tr("行业"), who.industry),
            (self.tr("规模"), who.size_class),
            (self.tr("待审核"), waiting),
            (self.tr("最早到期"), expiry),
        )
        for name, value in facts:
            if value:
                self._list.addLayout(named_value(name, value))

    def _fill_entries(self, visitor: Visitor) -> None:
        entries = visitor.account.entries
        for entry in reversed(entries[-_MOST:]):
            self._list.addWidget(self._entry_row(entry))
        if not entries:
            self._list.addWidget(Label(self.tr("还没有积分变动"), "caption"))

    def _fill_actions(self, visitor: Visitor) -> None:
        for action in visitor.account.actions[:_MOST]:
            self._list.addWidget(self._action_row(visitor, action))
        if not visitor.account.actions:
            self._list.addWidget(Label(self.tr("还没有记录"), "caption"))

    def _entry_row(self, entry: AccountEntry) -> QWidget:
        words = {
            "approval": self.tr("核定入账"),
            "reversal": self.tr("冲正"),
            "order": self.tr("兑换"),
            "expiry": self.tr("到期"),
        }
        said = words.get(entry.cause.partition(":")[0], self.tr("其他"))
        tone = Tone.PRIMARY if entry.points > 0 else None
        change = Label(f"{entry.points:+,}", "strong", tone)
        left = self.tr("余 {points}").format(points=f"{entry.balance:,}")
        balance = Label(left, "caption")
        balance.setMinimumWidth(px(76))
        day = Label(entry.day.isoformat(), "caption")
        made = box(row(day, (Elided(said), 1), change, balance, gap=10))
        made.setMinimumHeight(px(30))
        return made

    def _action_row(self, visitor: Visitor, action: AccountAction) -> QWidget:
        known = visitor.book.catalogue.get(action.methodology)
        said = what(known, None) if known else action.methodology
        day = Label(action.day.isoformat(), "caption")
        state = Pill(badge(badge_of(action.state)))
        grams = Label(mass(action.reduction_mg), "second")
        made = box(row(day, (Elided(said), 1), grams, state, gap=8))
        made.setMinimumHeight(px(30))
        return made

    def _enable(self, *, on: bool) -> None:
        for button in (self._serve, self._certificate):
            button.setEnabled(on)
