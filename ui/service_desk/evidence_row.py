"""Photos and papers that prove an action: chosen, dropped, pasted or just taken."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTemporaryDir
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import ZONE
from ui.shared import language
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import IconButton
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtGui import QDropEvent

_FRESH: Final = dt.timedelta(minutes=10)
"""A photo that was taken longer ago belongs to somebody else's visit."""

_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})


class EvidenceRow(QWidget):
    """Holds the files of one action until it is logged, and says how good they are."""

    changed = Signal()

    def __init__(self, photos: Callable[[], Path | None] = lambda: None) -> None:
        """`photos` answers the folder that the desk's camera saves to, if there is."""
        super().__init__()
        self.setAcceptDrops(True)
        self._photos = photos
        self._files: list[Path] = []
        self._scratch: QTemporaryDir | None = None
        self._add = Button(self.tr("添加凭证照片或文件"), "paperclip", "link")
        self._paste = Button(self.tr("粘贴"), "copy", "link")
        self._newest = Button("", "photo", "link")
        self._names = Elided(role="second")
        self._clear = IconButton(self.tr("去掉凭证文件"), "x")
        self._grade = Elided(role="caption")
        self._add.clicked.connect(self._choose)
        self._paste.clicked.connect(lambda _checked=False: self.paste())
        self._newest.clicked.connect(self._take_newest)
        self._clear.clicked.connect(self.clear)
        ways = row(self._add, self._paste, self._newest, STRETCH, gap=6)
        self._chosen = QWidget()
        self._chosen.setLayout(row((self._names, 1), self._clear, gap=6))
        self._grade.hide()
        self.setLayout(column(ways, self._chosen, self._grade, gap=2))
        self._show()

    @property
    def files(self) -> tuple[Path, ...]:
        """What was chosen."""
        return tuple(self._files)

    @property
    def grade(self) -> str:
        """What is said about the grade of the evidence."""
        return self._grade.accessibleName()

    def say_grade(self, text: str) -> None:
        """Say how good the evidence is, and what would make it better."""
        if text != self.grade:
            self._grade.say_whole(text)
            self._grade.setVisible(bool(text))

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

    def look_for_photo(self) -> None:
        """Offer the newest picture of the camera's folder, if it is of this visit."""
        newest = newest_photo(self._photos(), dt.datetime.now(ZONE))
        self._newest.setVisible(newest is not None and newest not in self._files)
        if newest is not None:
            self._newest.setText(self.tr("用刚拍的 {name}").format(name=newest.name))

    def paste(self) -> bool:
        """Take what was copied: files, or a picture; False if it is neither."""
        copied = QGuiApplication.clipboard().mimeData()
        found = _paths(copied) or self._picture(copied)
        if found:
            self.take(found)
        return bool(found)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(_paths(event.mimeData()))

    def _take_newest(self) -> None:
        newest = newest_photo(self._photos(), dt.datetime.now(ZONE))
        if newest is not None:
            self.take([newest])

    def _choose(self) -> None:
        filters = self.tr("照片和文件 (*.jpg *.jpeg *.png *.pdf);;所有文件 (*)")
        dialog = QFileDialog(self, self.tr("选择凭证"), "", filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take(map(Path, names)))
        dialog.open()

    def _picture(self, data: QMimeData) -> list[Path]:
        """A copied picture as a file, gone with this window: evidence lies sealed."""
        picture = QImage(data.imageData()) if data.hasImage() else QImage()
        if picture.isNull():
            return []
        self._scratch = self._scratch or QTemporaryDir()
        name = f"{dt.datetime.now(ZONE):%Y%m%d-%H%M%S-%f}.png"
        file = Path(self._scratch.path()) / name
        return [file] if picture.save(str(file)) else []

    def _show(self) -> None:
        self._names.say_whole(language.listed(file.name for file in self._files))
        self._chosen.setVisible(bool(self._files))
        self.look_for_photo()


def newest_photo(folder: Path | None, now: dt.datetime) -> Path | None:
    """The picture that was saved last, if that was a few minutes ago at most."""
    if folder is None or not folder.is_dir():
        return None
    taken = [
        (file.stat().st_mtime, file)
        for file in folder.iterdir()
        if file.suffix.lower() in _PICTURES and file.is_file()
    ]
    if not taken:
        return None
    at, file = max(taken)
    return file if now - dt.datetime.fromtimestamp(at, ZONE) <= _FRESH else None


def existing(names: Iterable[str]) -> list[Path]:
    """Those files of an earlier run that are still where they were."""
    return [path for path in map(Path, names) if path.exists()]


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
