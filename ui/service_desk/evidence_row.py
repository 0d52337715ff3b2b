"""Photos and papers that prove an action, chosen or dropped before it is logged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from ui.service_desk.parts import Elided
from ui.shared.widgets import Button
from ui.shared.widgets import IconButton
from ui.shared.widgets import row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtGui import QDropEvent


class EvidenceRow(QWidget):
    """Holds the files of one action until it is logged."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._files: list[Path] = []
        self._add = Button(self.tr("添加凭证照片或文件"), "paperclip", "link")
        self._names = Elided(role="second")
        self._clear = IconButton(self.tr("去掉凭证文件"), "x")
        self._add.clicked.connect(self._choose)
        self._clear.clicked.connect(self.clear)
        self.setLayout(row(self._add, (self._names, 1), self._clear, gap=6))
        self._show()

    @property
    def files(self) -> tuple[Path, ...]:
        """What was chosen."""
        return tuple(self._files)

    def take(self, files: Iterable[Path]) -> None:
        """Add files; one that is there already is not taken twice."""
        self._files = list(dict.fromkeys([*self._files, *files]))
        self._show()
        self.changed.emit()

    def clear(self) -> None:
        """Let go of all of them."""
        self._files = []
        self._show()
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(_paths(event))

    def _choose(self) -> None:
        filters = self.tr("照片和文件 (*.jpg *.jpeg *.png *.pdf);;所有文件 (*)")
        dialog = QFileDialog(self, self.tr("选择凭证"), "", filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take(map(Path, names)))
        dialog.open()

    def _show(self) -> None:
        self._names.say_whole("、".join(file.name for file in self._files))
        self._clear.setVisible(bool(self._files))


def _paths(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def existing(names: Iterable[str]) -> list[Path]:
    """Those files of an earlier run that are still where they were."""
    return [path for path in map(Path, names) if path.exists()]
