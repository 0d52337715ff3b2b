"""A new password that nobody could read is typed twice before it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from ui.admin.lock_parts import SecretField


class TypedTwice:
    """Asks in the same field: a slip of the finger would lock its owner out."""

    def __init__(self, field: SecretField) -> None:
        self._field = field
        self.forget()

    def forget(self) -> None:
        """Another password will be asked for."""
        self._first = self._sure = ""

    def still_asks(self) -> str:
        """What to tell who must type it (again); empty once it counts.

        Who has opened the eye has read what was typed and is not asked.
        """
        typed = self._field.text()
        read = self._field.echoMode() is QLineEdit.EchoMode.Normal
        waits = bool(self._first)
        if read or typed == (self._first if waits else self._sure):
            self._first, self._sure = "", typed
            return ""
        self._first = "" if waits else typed
        self._field.clear()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        if waits:
            return QCoreApplication.translate(
                "TypedTwice", "两次输入的密码不一样，请重新输入。别的内容都在。"
            )
        return QCoreApplication.translate(
            "TypedTwice",
            "请把密码再输一次，确认没有按错。（点开右边的眼睛看着输，就不用重复。）",
        )
