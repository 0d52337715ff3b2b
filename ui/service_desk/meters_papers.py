"""Papers of a commissioning that come later than the registration."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from ui.shared.widgets import Button


class PapersButton(Button):
    """Asks for files; its tool tip says which papers the methodology wants."""

    chosen = Signal(object)
    """The paths."""

    def __init__(self) -> None:
        super().__init__("", "paperclip", "link")
        self.setText(self.tr("补证件"))
        self.clicked.connect(lambda _checked: self._ask())

    def name_papers(self, names: str) -> None:
        """Say which papers are wanted."""
        text = self.tr("投运证件：{papers}").format(papers=names)
        self.setToolTip(text if names else "")

    def _ask(self) -> None:
        filters = self.tr("照片和文件 (*.jpg *.jpeg *.png *.pdf);;所有文件 (*)")
        dialog = QFileDialog(self, self.tr("选择投运证件"), "", filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(
            lambda names: self.chosen.emit([Path(name) for name in names])
        )
        dialog.open()
