"""The file's key in the settings: how it stands, and what an administrator does."""

from __future__ import annotations

from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.storage.keys import Protection
from ui.admin import file_key_work
from ui.admin.key_form import REMEMBER
from ui.shared.background import Lane
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.security.file_keys import KeyChanged
    from carbon_points.storage.key_facts import FileKey
    from ui.shared.page import Context


class FileKeyPresenter(QObject):
    """One act at a time; `seen` follows each."""

    seen = Signal(object)
    """A ``FileKey``."""

    changed = Signal(object)
    """A ``KeyChanged``: the file has another key now."""

    sheets = Signal(object)
    """Both halves as the bytes of a PDF."""

    saved = Signal(object)
    """The files of both halves."""

    failed = Signal(object)
    running = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        # In set-up mode nobody has signed in: the core takes the administrator.
        operator = context.operator
        self._who = operator.login if Role.ADMIN in operator.roles else ""
        self.known: FileKey | None = None
        self.busy = False

    def load(self) -> None:
        """Ask how the file is protected."""
        self._run(partial(file_key_work.look, self._db, self._who), self._seen)

    def change_passphrase(self, present: str, words: str, *, remember: bool) -> None:
        """Another passphrase."""
        self._note_wish(remember=remember)
        wanted = Protection(words, remember=remember)
        work = partial(
            file_key_work.change_passphrase, self._db, self._who, present, wanted
        )
        self._run(work, self._changed)

    def rotate(self) -> None:
        """A random new key, kept here."""
        work = partial(file_key_work.rotate, self._db, self._who, remember=True)
        self._run(work, self._changed)

    def encrypt(self) -> None:
        """Encrypt books that are not."""
        self._run(partial(file_key_work.encrypt, self._db, self._who), self._changed)

    def keep(self, *, here: bool) -> None:
        """Keep the key on this computer, or no longer."""
        self._note_wish(remember=here)
        work = partial(file_key_work.keep, self._db, self._who, here=here)
        self._run(work, self._seen)

    def print_sheets(self) -> None:
        """Show both halves as they will be printed."""
        work = partial(file_key_work.print_sheets, self._db, self._who)
        self._run(work, self._sheets)

    def save_sheets(self, folder: Path) -> None:
        """Write both halves into a folder."""
        work = partial(file_key_work.save_sheets, self._db, self._who, folder)
        self._run(work, self._saved)

    def _note_wish(self, *, remember: bool) -> None:
        self._context.settings.remember(REMEMBER, "1" if remember else "0")

    def _run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """In the long lane: a new key waits for a running import."""
        if self.busy:
            return
        self.busy = True
        self.running.emit(True)
        self._context.tasks.start(
            lambda _progress: work(),
            partial(self._settle, done),
            partial(self._settle, self.failed.emit),
            owner=self,
            lane=Lane.LONG,
        )

    def _settle(self, tell: Callable[[Any], object], result: Any) -> None:
        self.busy = False
        self.running.emit(False)
        tell(result)

    def _seen(self, known: FileKey) -> None:
        self.known = known
        self.seen.emit(known)

    def _changed(self, done: KeyChanged) -> None:
        self._seen(done.now)
        self.changed.emit(done)

    def _sheets(self, pdf: bytes) -> None:
        self.sheets.emit(pdf)
        self.load()

    def _saved(self, files: tuple[Path, Path]) -> None:
        self.saved.emit(files)
        self.load()
