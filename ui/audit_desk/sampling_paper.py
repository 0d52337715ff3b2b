"""Where a working paper is saved: .pdf to print, .xlsx to work on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_KINDS = "PDF (*.pdf);;Excel (*.xlsx)"


def ask_where(over: QWidget, name: str, done: Callable[[Path], object]) -> QFileDialog:
    """Ask for a file called `name` unless the person says otherwise."""
    title = QCoreApplication.translate("sampling", "另存工作底稿")
    dialog = QFileDialog(over, title, str(Path.home()), _KINDS)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(f"{name}.pdf")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filterSelected.connect(
        lambda kind: dialog.setDefaultSuffix("xlsx" if "xlsx" in kind else "pdf")
    )
    dialog.fileSelected.connect(lambda path: done(Path(path)))
    dialog.open()
    return dialog
