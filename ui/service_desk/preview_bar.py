"""What logging the form would give, and the button that logs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtGui import QAccessibleEvent
from PySide6.QtWidgets import QSizePolicy

from carbon_points.common.units import mass_text
from carbon_points.methodology.contract import Status
from ui.service_desk.parts import Figure
from ui.shared.fields import still_missing
from ui.shared.messages import message
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.crediting.desk import Logged
    from ui.shared.messages import Message


class PreviewBar(Card):
    """Grams and points side by side; it stays in sight whatever scrolls."""

    def __init__(self) -> None:
        self._mark = Mark("leaf", "primary_text", 28)
        self._lacking = Label(role="strong", wrap=True)
        self._note = Label(role="second", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout = row(margins=(16, 10, 16, 10), gap=14)
        super().__init__(layout, "soft")
        self._reduction = Figure(self.tr("本笔减排量"), "figure")
        self._points = Figure(self.tr("本笔积分"), "figure")
        self.save = Button(
            self.tr("记入本次办理"), "check", "primary", key="Ctrl+Enter"
        )
        self._figures = (self._reduction, self._points)
        layout.addWidget(self._mark)
        for figure in self._figures:
            figure.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            layout.addWidget(figure)
        right = column(STRETCH, self._note, row(STRETCH, self.save), STRETCH, gap=6)
        layout.addWidget(self._lacking, 1)
        layout.addLayout(right, 1)
        self.show_lacking(())

    @property
    def text(self) -> str:
        """What it says, for whoever cannot see it."""
        if self._lacking.isVisibleTo(self):
            return self._lacking.text()
        return f"{self._reduction.text} {self._points.text}"

    def show_lacking(self, names: Sequence[str]) -> None:
        """The form is incomplete: say what is missing, never 0."""
        text = still_missing(names) if names else self.tr("选一个类别，开始记录")
        self._show(text, None, ready=False)
        self._note.setText("")

    def show_problem(self, problem: Message) -> None:
        """The form cannot be logged as it stands."""
        self._show(problem.whole, problem.tone, ready=False)
        self._note.setText("")

    def show_logged(self, logged: Logged, balance: int, flags: Sequence[str]) -> None:
        """The form is complete: grams and points."""
        self._show("", None, ready=True)
        amount, unit = mass_text(logged.reduction_mg)
        self._reduction.say(amount, f"{unit}CO₂e", Tone.PRIMARY)
        is_draft = logged.status is Status.DRAFT
        points = "—" if is_draft else f"+{logged.points_expected:,}"
        self._points.say(points, "" if is_draft else self.tr("分"), Tone.PRIMARY)
        self._note.say(self._told(logged, balance, flags))
        self._announce()

    def show_saving(self) -> None:
        """The act is on its way; a second press does nothing."""
        self.save.setEnabled(False)

    def _told(self, logged: Logged, balance: int, flags: Sequence[str]) -> str:
        if logged.status is Status.DRAFT:
            return self.tr("研究稿：只作摸底核算，不发分")
        if flags:
            return "；".join(flags)
        if not logged.points_expected:
            grams = f"{logged.reduction_mg // 1000:,}"
            return message("M15", g=grams).whole
        after = f"{balance + logged.points_expected:,}"
        return self.tr("通过后共 {points} 分 · 待审核后可用").format(points=after)

    def _show(self, lacking: str, tone: Tone | None, *, ready: bool) -> None:
        self._lacking.say(lacking, tone)
        self._lacking.setVisible(not ready)
        self._note.setVisible(ready)
        for figure in self._figures:
            figure.setVisible(ready)
        self.save.setEnabled(ready)
        self.setAccessibleName(lacking)

    def _announce(self) -> None:
        """A screen reader hears the new figures without leaving the field."""
        said = self.tr("本笔减排量 {reduction}，积分 {points}").format(
            reduction=self._reduction.text, points=self._points.text
        )
        self.setAccessibleName(said)
        event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(event)
