"""The unlock page: the books are encrypted and this computer does not know the key."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import ZONE
from ui.admin.key_form import KeyForm
from ui.admin.key_work import KeyWay
from ui.admin.lock_parts import dark_sheet
from ui.admin.lock_parts import day_words
from ui.admin.unlock_presenter import UnlockPresenter
from ui.shared.errors import message_for
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtGui import QResizeEvent

    from ui.shared.page import Context

_WIDTH = 560
_HIGH = 740


class UnlockView(QWidget):
    """Stands where the pages will stand, dark like the lock page."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.presenter = UnlockPresenter(context)
        self.presenter.setParent(self)
        self._build()
        self._connect()
        self._tick()

    def arrive(self, path: str = "", error: Exception | None = None) -> None:
        """Ask for the key of the books under `path`; `error` is why they are shut."""
        if path:
            self.presenter.path = Path(path)
        self.where.say_whole(str(self.presenter.path))
        if error is not None and getattr(error, "code", "") != "DB_NO_KEY":
            shown = message_for(error)
            self.form.bar.say(shown.tone, shown.title, shown.text, shown.code)
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def snapshot(self) -> object:
        """Which file, and by what it is opened; never what was typed."""
        return str(self.presenter.path), str(self.form.way)

    def restore(self, state: object) -> None:
        """The same question again."""
        if isinstance(state, tuple):
            path, way = state
            self.presenter.path = Path(str(path))
            self.where.say_whole(str(path))
            self.form.choose(KeyWay(str(way)))

    def scan(self, text: str) -> None:
        """A reader read a printed half."""
        self.form.scan(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What must be typed comes before the time of day.
        for part in (self.clock, self.day):
            part.setVisible(self.height() >= px(_HIGH))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.form.setFocus(event.reason())

    def _build(self) -> None:
        self.setObjectName("unlock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(dark_sheet("unlock"))
        self.clock, self.day = Label(role="clock"), Label(role="onrail")
        for label in (self.clock, self.day):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verify = Button(self.tr("核验证书（不用登录）"), "qrcode", "onrail")
        self.backup = Button(self.tr("从备份恢复"), "history", "onrail")
        sheet = row(STRETCH, (self._new_sheet(), 100), STRETCH)
        parts = (STRETCH, self.clock, self.day, 12, sheet, STRETCH)
        area = scrolling(box(column(*parts)))
        foot = row(STRETCH, self.verify, self.backup, STRETCH, gap=12)
        self.setLayout(column((area, 1), foot, margins=(24, 12, 24, 20), gap=10))

    def _new_sheet(self) -> Card:
        """What is asked, on paper."""
        self.where = Elided(str(self.presenter.path), "caption")
        self.form = KeyForm(self.tr("解锁"), remember=self.presenter.remembers)
        note = self.tr("账本已加密，这台电脑没有记住它的密钥。解锁以后照常登录。")
        title = Label(self.tr("解锁账本"), "name")
        parts = (title, Label(note, "second", wrap=True), self.where, self.form)
        made = Card(column(*parts, margins=(24, 18, 24, 18), gap=8))
        made.setMaximumWidth(px(_WIDTH))
        return made

    def _connect(self) -> None:
        self.form.given.connect(self.presenter.unlock)
        self.presenter.refused.connect(self.form.refuse)
        self.presenter.opened.connect(self.form.accepted)
        self.verify.clicked.connect(lambda _checked: self.presenter.verify())
        self.backup.clicked.connect(lambda _checked: self.presenter.restore())
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def _tick(self) -> None:
        now = dt.datetime.now(ZONE)
        self.clock.setText(f"{now:%H:%M}")
        self.day.setText(day_words(now.date()))
