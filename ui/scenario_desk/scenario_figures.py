"""The key figures of a scenario: people, actions, reduction, points."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.common.units import mass_text
from ui.scenario_desk.scenario_rows import few
from ui.shared.cards import KpiCard
from ui.shared.widgets import row

if TYPE_CHECKING:
    from ui.scenario_desk.scenario_work import Seen


class FigureRow(QWidget):
    """Four cards; a figure that may not be shown says so."""

    opened = Signal(str)
    """``people actions reduction points`` or ``waiting``: its records are wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.people = KpiCard("users", self.tr("参与人数"))
        self.deeds = KpiCard("route", self.tr("核定行为"))
        self.reduction = KpiCard("leaf", self.tr("核定减排量"))
        self.points = KpiCard("coins", self.tr("发放积分"))
        see = self.tr("看明细")
        for name, card in (
            ("people", self.people),
            ("actions", self.deeds),
            ("reduction", self.reduction),
            ("points", self.points),
        ):
            if name == "actions":
                waits = self.tr("看待审核的")
                card.offer(waits, "clock", partial(self.opened.emit, "waiting"))
            card.offer(see, "list-check", partial(self.opened.emit, name))
        cards = (self.people, self.deeds, self.reduction, self.points)
        self.setLayout(row(*((card, 1) for card in cards), gap=12))

    def show_seen(self, seen: Seen) -> None:
        """Show the figures of a scenario and period."""
        total, waiting = seen.totals.totals, seen.waiting.totals
        kinds = {each.key[0]: each.participants for each in seen.kinds.rows}
        smes = _number(kinds.get("sme", 0))
        reached = self.tr("{here} / {all} 个街道（镇）").format(
            here=seen.places_reached, all=seen.places_all
        )
        self.people.say(
            _number(total.participants),
            self.tr("人（户）"),
            self.tr("其中中小微企业 {n} 家 · {reached}").format(
                n=smes, reached=reached
            ),
        )
        self.deeds.say(
            _number(total.actions), self.tr("笔"), self._waiting(waiting.actions)
        )
        number, unit = _mass(total.reduction_mg)
        waits = " ".join(_mass(waiting.reduction_mg)).strip()
        self.reduction.say(
            number, unit, self.tr("待审核 {mass} · 未经核证").format(mass=waits)
        )
        each = "—"
        if total.points is not None and total.participants:
            each = f"{total.points // total.participants:,}"
        self.points.say(
            _number(total.points), self.tr("分"), self.tr("人均 {n} 分").format(n=each)
        )

    def _waiting(self, actions: int | None) -> str:
        if actions is None:
            return self.tr("待审核 {few}").format(few=few())
        return self.tr("待审核 {n} 笔").format(n=f"{actions:,}")


def _number(value: int | None) -> str:
    return few() if value is None else f"{value:,}"


def _mass(reduction_mg: int | None) -> tuple[str, str]:
    if reduction_mg is None:
        return few(), ""
    number, unit = mass_text(reduction_mg)
    return number, f"{unit}CO₂e"
