"""Begins in one of three ways and seats who began."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.admin import first_run_work
from ui.shared import desk
from ui.shared.background import Lane
from ui.shared.opening import KEY_MISSING

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.common.progress import Progress
    from ui.admin.first_run_work import Beginning
    from ui.shared.page import Context
    from ui.shared.page import Opened
    from ui.shared.page import Operator


class Way(StrEnum):
    """How to begin."""

    REAL = "real"
    DEMO = "demo"
    RESTORE = "restore"


class FirstRunPresenter(QObject):
    """One beginning at a time; `ended` follows, whatever came of it."""

    progressed = Signal(object, object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.district = first_run_work.shipped_district()
        self.busy = False

    @property
    def path(self) -> Path:
        """Where the books of this work place are or will be."""
        return self._context.settings.database or desk.desk_path()

    @property
    def demo_is_open(self) -> bool:
        """Whether the way back leads to the demo that is open already."""
        opened = self._context.opened
        return opened is not None and opened.demo and bool(opened.operators)

    def begin(self, wanted: Beginning) -> None:
        """Make new books."""

        def work(progress: Progress) -> tuple[Opened, Operator]:
            return first_run_work.begin(wanted, progress)

        def done(made: tuple[Opened, Operator]) -> None:
            self._keep_place(wanted.path)
            self._enter(*made)

        self._start()
        task = self._context.tasks.start(
            work, done, self._failed, owner=self, lane=Lane.LONG
        )
        task.progressed.connect(self.progressed)

    def open_kept(self, path: Path) -> None:
        """Open the books that are there already."""

        def done(opened: Opened) -> None:
            self._keep_place(path)
            self._show(opened)

        def failed(error: Exception) -> None:
            if getattr(error, "code", "") in KEY_MISSING:
                self._keep_place(path)
            self._failed(error)

        self._start()
        self._context.tasks.start(
            lambda _progress: desk.open_file(path), done, failed, owner=self
        )

    def open_demo(self) -> None:
        """Show the demo; it is made on first use."""
        opened = self._context.opened
        if opened is not None and self.demo_is_open:
            self._context.frame.enter(opened, opened.operators[0])
            return
        self._start()
        task = self._context.tasks.start(
            desk.open_demo, self._show, self._failed, owner=self, lane=Lane.LONG
        )
        task.progressed.connect(self.progressed)

    def restore(self, target: Path) -> None:
        """Choose and compare a backup on a page of its own."""
        self._context.frame.show_alone("restore", back="first_run", target=target)

    def _keep_place(self, path: Path) -> None:
        usual = path == desk.desk_path()
        self._context.settings.database = None if usual else path

    def _show(self, opened: Opened) -> None:
        """The books are open: sign in, or sit down where there is no password."""
        self.busy = False
        self._context.frame.show_opened(opened)
        self._leave()

    def _enter(self, opened: Opened, operator: Operator) -> None:
        self.busy = False
        self._context.frame.enter(opened, operator)
        self._leave()

    def _leave(self) -> None:
        before = self._context.opened
        if before is not None and before.handle is not None:
            # Its pages are gone; the file is given back once nothing of them runs.
            self._context.tasks.start(lambda _progress: desk.close(before.handle))

    def _start(self) -> None:
        self.busy = True

    def _failed(self, error: Exception) -> None:
        self.busy = False
        if getattr(error, "code", "") in KEY_MISSING:
            self.ended.emit()
            path = str(self.path)
            frame = self._context.frame
            frame.show_alone("unlock", back="first_run", path=path, error=error)
            return
        self.failed.emit(error)
        self.ended.emit()
