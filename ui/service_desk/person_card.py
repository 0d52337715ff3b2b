"""Who is served: name, masked numbers, balance."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.reasons import reason_text
from carbon_points.common.units import mass_text
from ui.service_desk.parts import Figure
from ui.shared import language
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.cards import Avatar
from ui.shared.dates import today
from ui.shared.messages import message
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from ui.service_desk.desk_work import Visitor

_SOON_DAYS: Final = 90
"""From here on an expiry is told."""


class PersonCard(Card):
    """Everything that identifies the person without showing a whole number."""

    def __init__(self) -> None:
        self._avatar = Avatar()
        self._name = Label(role="name")
        self._kind = Pill(badge("resident"))
        self._frozen = Pill(badge("frozen"))
        self._numbers = Elided(role="second")
        self._waiting = Label(role="caption")
        self._frozen_why = Label(role="caption", wrap=True)
        first = row(self._name, self._kind, self._frozen, STRETCH, gap=8)
        words = column(first, self._numbers, gap=2)
        layout = row(margins=(14, 10, 14, 10), gap=14)
        super().__init__(layout)
        self._points = Figure(self.tr("可用积分"))
        self._reduction = Figure(self.tr("核定减排量"))
        figures = row(self._points, self._reduction, gap=28)
        held = column(figures, self._waiting, gap=0)
        words.addWidget(self._frozen_why)
        layout.addWidget(self._avatar)
        layout.addLayout(words, 1)
        layout.addLayout(held)
        self.setMinimumHeight(px(78))

    def show_visitor(self, visitor: Visitor) -> None:
        """Show a person and what they hold."""
        who, held = visitor.summary, visitor.account
        self._avatar.show_name(who.name)
        self._name.setText(who.name)
        self._kind.show_badge(badge(who.kind))
        frozen = who.state == "frozen"
        self._frozen.setVisible(frozen)
        self._frozen_why.setVisible(frozen)
        reason = reason_text(visitor.frozen_for, language.in_force())
        said = message("M34", reason=reason or self.tr("未写明原因"))
        self._frozen_why.say(said.whole, said.tone)
        place = " · ".join(filter(None, (who.subdistrict, who.community)))
        numbers = (who.masked_id, who.masked_phone, place)
        self._numbers.say_whole("　".join(filter(None, numbers)))
        self._points.say(f"{held.points:,}", self.tr("分"), Tone.PRIMARY)
        amount, unit = mass_text(held.reduction_mg)
        self._reduction.say(amount, f"{unit}CO₂e")
        self._waiting.setText(" · ".join(self._notes(visitor)))
        self._waiting.setVisible(bool(self._waiting.text()))
        spoken = (who.name, self._points.text, said.whole if frozen else "")
        self.setAccessibleName("，".join(filter(None, spoken)))

    def _notes(self, visitor: Visitor) -> list[str]:
        held, notes = visitor.account, []
        if held.waiting:
            notes.append(self.tr("待审核 %n 笔", "", held.waiting))
        if visitor.waiting_points:
            text = self.tr("约 {points} 分")
            notes.append(text.format(points=f"{visitor.waiting_points:,}"))
        expiry = held.next_expiry
        if expiry is not None and (expiry - today()).days <= _SOON_DAYS:
            text = self.tr("{points} 分到 {day} 到期")
            points = f"{held.next_expiry_points:,}"
            notes.append(text.format(points=points, day=expiry.isoformat()))
        return notes
