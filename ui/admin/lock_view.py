"""The lock page: who are you, a password, and certificates for anybody."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QWidget

from carbon_points.certificates.qr import PREFIX
from carbon_points.common.days import ZONE
from ui.admin.lock_parts import dark_sheet
from ui.admin.lock_parts import day_words
from ui.admin.lock_parts import OperatorTile
from ui.admin.lock_parts import PasswordField
from ui.admin.lock_parts import TILE
from ui.admin.lock_presenter import LockPresenter
from ui.shared.errors import message_for
from ui.shared.messages import message
from ui.shared.notices import announce
from ui.shared.tokens import hex_of
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.shared.page import Context
    from ui.shared.page import Operator

_GAP = 14
_MINUTE_S = 60
_LONG_S = 120
"""From here on a wait is told in minutes."""

_FEW_TRIES = 2
"""So many are left when it is told who sets a new password."""


class LockView(QWidget):
    """Stands where the pages stood; nothing of them is seen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.presenter = LockPresenter(context)
        self.presenter.setParent(self)
        self.tiles: list[OperatorTile] = []
        self._wanted = context.settings.last_operator
        self._build()
        self._connect()
        self._tick()
        self.presenter.load()

    def arrive(self, chosen: str = "", *, left: str = "", why: str = "") -> None:
        """Offer `chosen` first; `left` has locked the screen, perhaps in mid-form.

        `why` tells who was put out that it is not a lock like any other.
        """
        if left:
            self.presenter.note_lock(left)
        if chosen:
            self._wanted = chosen
            self._choose(chosen)
        opened = self._context.opened
        writes = opened is None or not opened.read_only
        usual = message("M50").whole if left and writes else self._greeting
        self.hint.setText(why or usual)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def snapshot(self) -> object:
        """Who was chosen; never what was typed."""
        return self.presenter.chosen

    def restore(self, state: object) -> None:
        """Choose the same person again."""
        self._wanted = str(state)

    def scan(self, text: str) -> None:
        """Somebody holds a certificate before the reader."""
        if text.startswith(PREFIX):
            self._verify()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @property
    def _greeting(self) -> str:
        """What everybody should know who comes here."""
        opened = self._context.opened
        if opened is not None and opened.read_only:
            return opened.read_only
        return self.tr("输入密码，按 Enter 登录。")

    def _build(self) -> None:
        self.setObjectName("lock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(_sheet())
        self.clock, self.day = Label(role="clock"), Label(role="second")
        self.hint = Label(self._greeting, "second", wrap=True)
        self.keys = Label(role="second")
        for label in (self.clock, self.day, self.hint, self.keys):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setMinimumWidth(px(560))
        self.password = PasswordField(self.tr("密码或数字口令"))
        self.password.setFixedWidth(px(330))
        self.verify = Button(self.tr("核验证书（不用登录）"), "qrcode", "onrail")
        self._grid = QGridLayout()
        self._grid.setSpacing(px(_GAP))
        self._people = scrolling(box(row(STRETCH, self._grid, STRETCH)))
        field = row(STRETCH, self.password, STRETCH)
        note = row(STRETCH, self.hint, STRETCH)
        foot = row(STRETCH, self.verify, STRETCH)
        top = (STRETCH, self.clock, self.day, 24, self._people, 16)
        parts = (*top, field, note, self.keys, STRETCH, foot)
        self.setLayout(column(*parts, margins=(24, 16, 24, 24), gap=10))
        self.setFocusProxy(self.password)

    def _connect(self) -> None:
        presenter, field = self.presenter, self.password
        field.returnPressed.connect(lambda: presenter.try_password(field.text()))
        field.turned.connect(self._turn)
        field.state_changed.connect(self._say_keys)
        self.verify.clicked.connect(lambda _checked: self._verify())
        presenter.offered.connect(self._offer)
        presenter.waits.connect(self._say_wait)
        presenter.wrong.connect(self._say_wrong)
        presenter.failed.connect(self._say_failed)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def _verify(self) -> None:
        self._context.frame.show_alone("verify", back="lock")

    def _offer(self, operators: tuple[Operator, ...]) -> None:
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self.tiles = [OperatorTile(operator) for operator in operators]
        for tile in self.tiles:
            tile.clicked.connect(lambda _checked, one=tile: self._turn_to(one.login))
        self._lay_out()
        logins = [tile.login for tile in self.tiles]
        if logins:
            self._choose(self._wanted if self._wanted in logins else logins[0])

    def _lay_out(self) -> None:
        """As many tiles side by side as there is room for."""
        room = max(1, (self.width() - px(48)) // px(TILE + _GAP))
        for number, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number // room, number % room)
        rows = -(-len(self.tiles) // room) or 1
        least = px(TILE + 8)
        wanted = rows * px(TILE + _GAP) + px(8)
        # Not fixed: the window could not be made lower than it is.
        self._people.setMinimumHeight(min(wanted, least))
        self._people.setMaximumHeight(min(wanted, max(least, self.height() - px(430))))

    def _choose(self, login: str) -> None:
        for tile in self.tiles:
            tile.setChecked(tile.login == login)
            if tile.isChecked():
                self._people.ensureWidgetVisible(tile)
        if login != self.presenter.chosen:
            # Else somebody types already, before the list of people has come.
            self.password.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.presenter.choose(login)

    def _turn_to(self, login: str) -> None:
        """Somebody else wants in: what was said to the one before is not theirs."""
        if login != self.presenter.chosen:
            self.password.setReadOnly(False)
            self.hint.setText(self._greeting)
        self._choose(login)

    def _turn(self, by: int) -> None:
        logins = [tile.login for tile in self.tiles]
        if logins:
            at = logins.index(self.presenter.chosen) + by
            self._turn_to(logins[at % len(logins)])

    def _tick(self) -> None:
        now = dt.datetime.now(ZONE)
        point = self._context.opened.service_point if self._context.opened else ""
        day = day_words(now.date())
        self.clock.setText(f"{now:%H:%M}")
        self.day.setText("　•　".join(filter(None, (day, point))))

    def _say_keys(self) -> None:
        self.keys.setText(self.password.state)

    def _say_wait(self, seconds: int) -> None:
        waited = self.password.isReadOnly()
        self.password.setReadOnly(bool(seconds))
        if not seconds:
            if waited:
                self._say(self.tr("现在可以再试。"))
            return
        minutes = -(-seconds // _MINUTE_S)
        told = self.tr(
            "错误次数较多，请等 %n 秒再试。其他人可以照常登录。", "", seconds
        )
        if seconds > _LONG_S:
            told = self.tr(
                "错误次数较多，请等 %n 分钟再试。其他人可以照常登录。", "", minutes
            )
        if waited:
            self.hint.setText(told)  # not read out again with every second
        else:
            self._say(told)

    def _say_wrong(self, left: int) -> None:
        state = self.tr("开") if self.password.caps else self.tr("关")
        told = message("M49", n=left, on=state).whole
        if left <= _FEW_TRIES:
            told += "\n" + self.tr("忘记密码的，请管理员在“设置 · 人员”里重设。")
        self._say(told)
        self.password.selectAll()

    def _say_failed(self, error: Exception) -> None:
        self._say(message_for(error).whole)

    def _say(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setAccessibleName(text)
        announce(self.hint)


def _sheet() -> str:
    """The dark ground, and every line of text on it."""
    ink, size = hex_of("rail_text"), px(15)
    return f"{dark_sheet('lock')} #lock QLabel {{ color:{ink}; font-size:{size}px; }}"
