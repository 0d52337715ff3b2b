"""The leaves of a file that list installations and certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import from_day_number
from carbon_points.methodology.texts import texts_of
from ui.shared import language
from ui.shared.amounts import mass
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.actions.owned import OwnedInstallation
    from carbon_points.certificates.held import HeldCertificate
    from ui.service_desk.desk_work import Visitor
    from ui.service_desk.roll_work import Profile
    from ui.shared.badges import Badge


class InstallationsLeaf(QWidget):
    """What the person owns that saves energy."""

    def __init__(self) -> None:
        super().__init__()
        self._owned: Sequence[OwnedInstallation] = ()
        self._list = column(gap=8)
        self.setLayout(column(self._list, STRETCH))

    def show_profile(self, profile: Profile) -> None:
        """Show somebody's; their kinds are named once the rules are known."""
        self._owned = profile.installations
        self._fill(None)

    def show_visitor(self, visitor: Visitor) -> None:
        """Name the kinds."""
        self._fill(visitor)

    def _fill(self, visitor: Visitor | None) -> None:
        empty(self._list)
        for device in self._owned:
            self._list.addWidget(self._card(device, visitor))
        if not self._owned:
            self._list.addWidget(Label(self.tr("没有登记设施。"), "caption"))

    def _card(self, device: OwnedInstallation, visitor: Visitor | None) -> QWidget:
        known = visitor.book.catalogue.get(device.methodology) if visitor else None
        name = device.methodology
        if known is not None:
            name = texts_of(known, language.in_force()).short_name
        first = [Elided(name, "strong")]
        withdrawn = device.state != "live"
        state = Pill(badge("stopped")) if withdrawn else None
        head = row((first[0], 1), state, gap=8)
        account = device.account_number or self.tr("户号未登记")
        number = self.tr("设备 {key} · {account}").format(
            key=device.device_key, account=account
        )
        return _card(head, number, self._days(device), self._sums(device))

    def _days(self, device: OwnedInstallation) -> str:
        since = from_day_number(device.commissioned_on).isoformat()
        text = self.tr("投运 {day}").format(day=since)
        if device.last_read_on is None:
            return text
        read = from_day_number(device.last_read_on).isoformat()
        return text + " · " + self.tr("最近抄表 {day}").format(day=read)

    def _sums(self, device: OwnedInstallation) -> str:
        periods = self.tr("%n 期", "", device.periods)
        return f"{periods} · {mass(device.reduction_mg)}"


class CertificatesLeaf(QWidget):
    """The certificates with what became of them."""

    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._list = column(gap=8)
        self.print = Button(self.tr("签发或重打证书"), "certificate")
        self.print.clicked.connect(self.print_wanted)
        self.setLayout(column(self._list, row(self.print, STRETCH), STRETCH, gap=10))

    def show_profile(self, profile: Profile) -> None:
        """Show somebody's."""
        empty(self._list)
        for each in profile.certificates:
            self._list.addWidget(self._card(each))
        if not profile.certificates:
            self._list.addWidget(Label(self.tr("还没有证书。"), "caption"))

    def _card(self, each: HeldCertificate) -> QWidget:
        head = row((Elided(each.serial, "strong"), 1), Pill(self._badge(each)), gap=8)
        days = (each.period_from, each.period_to, each.issued_on)
        first, last, issued = (from_day_number(day).isoformat() for day in days)
        text = self.tr("{day} 签发 · 行为 {first} 至 {last}")
        said = text.format(day=issued, first=first, last=last)
        return _card(head, said, self._paper(each))

    def _badge(self, each: HeldCertificate) -> Badge:
        names = {"valid": "approved", "revoked": "revoked", "replaced": "withdrawn"}
        words = {
            "valid": self.tr("有效"),
            "revoked": self.tr("已作废"),
            "replaced": self.tr("已被替换"),
        }
        like = badge(names[each.validity])
        return type(like)(words[each.validity], like.tone, like.shape)

    def _paper(self, each: HeldCertificate) -> str:
        words = {
            "recorded": self.tr("已登记"),
            "confirmed": self.tr("已签发"),
            "printed": self.tr("已打印"),
            "handed_over": self.tr("已交付"),
        }
        parts = [words.get(each.state, each.state)]
        if each.prints:
            parts.append(self.tr("打印 %n 次", "", each.prints))
        if each.replaced_by:
            parts.append(self.tr("由 {serial} 替换").format(serial=each.replaced_by))
        return " · ".join(parts)


def _card(head: object, *lines: str) -> QWidget:
    texts = [Label(line, "second", wrap=True) for line in lines]
    made = Card(column(head, *texts, margins=(12, 8, 12, 8), gap=4), "sunken")  # type: ignore[arg-type]
    made.setAccessibleName("，".join(lines))
    return made
