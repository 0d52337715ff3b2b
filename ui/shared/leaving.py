"""The questions that stand in the way: each with a safe answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from ui.shared.messages import Message
from ui.shared.page_stack import call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


def all_let_go(window: QWidget, pages: Iterable[QWidget]) -> bool:
    """Whether the window may close: no page has a reason that the person minds."""
    reasons = (call(page, "before_quit") for page in pages)
    return all(
        quits_anyway(window, reason)
        for reason in reasons
        if isinstance(reason, Message)
    )


def quits_anyway(window: QWidget, reason: Message) -> bool:
    """Whether the person wants to leave, told what is lost then."""
    leave = QCoreApplication.translate("MainWindow", "退出")
    stay = QCoreApplication.translate("MainWindow", "继续写入")
    return goes_on(window, reason, leave, stay)


def goes_on(window: QWidget, reason: Message, go: str, stay: str) -> bool:
    """Whether somebody wants it, told what comes of it; to stay is what Enter does."""
    dialog = QMessageBox(window)
    dialog.setWindowTitle(window.windowTitle())
    dialog.setTextFormat(Qt.TextFormat.PlainText)
    dialog.setText(reason.title)
    dialog.setInformativeText(reason.text)
    role = QMessageBox.ButtonRole
    wanted = dialog.addButton(go, role.DestructiveRole)
    safe = dialog.addButton(stay, role.RejectRole)
    dialog.setDefaultButton(safe)
    dialog.setEscapeButton(safe)
    dialog.exec()
    return dialog.clickedButton() is wanted
