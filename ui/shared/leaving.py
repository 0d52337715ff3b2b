"""Closing the program while it writes: the one question that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shared.messages import Message


def quits_anyway(window: QWidget, reason: Message) -> bool:
    """Whether the person wants to leave, told what is lost then."""
    dialog = QMessageBox(window)
    dialog.setWindowTitle(window.windowTitle())
    dialog.setText(reason.title)
    dialog.setInformativeText(reason.text)
    role = QMessageBox.ButtonRole
    leave = dialog.addButton(
        QCoreApplication.translate("MainWindow", "退出"), role.DestructiveRole
    )
    stay = dialog.addButton(
        QCoreApplication.translate("MainWindow", "继续写入"), role.RejectRole
    )
    dialog.setDefaultButton(stay)
    dialog.exec()
    return dialog.clickedButton() is leave
