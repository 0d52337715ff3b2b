"""Restoring: find, prove and compare, ask for a key, replace; one step at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.admin import key_work
from ui.admin import restore_work
from ui.admin.key_form import REMEMBER
from ui.admin.restore_work import Replacing
from ui.shared import desk
from ui.shared.background import Lane
from ui.shared.opening import KEY_MISSING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from carbon_points.common.progress import Progress
    from carbon_points.integrity.restore_finding import FoundBackup
    from carbon_points.integrity.restore_preview import RestorePreview
    from ui.admin.key_work import KeyGiven
    from ui.shared.background import Task
    from ui.shared.page import Context
    from ui.shared.page import Opened
    from ui.shared.page import Operator


class RestorePresenter(QObject):
    """Everything up to `replace` changes nothing."""

    found = Signal(object)
    """A tuple of ``FoundBackup``."""

    progressed = Signal(object, object)
    compared = Signal(object)
    """A ``RestorePreview``."""

    key_wanted = Signal()
    key_refused = Signal(object)
    failed = Signal(object)
    ended = Signal()
    """Nothing runs any more, whatever came of it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._task: Task[Any] | None = None
        self.target = context.settings.database or desk.desk_path()
        self.file: Path | None = None
        self.is_aside = False
        self.seen: RestorePreview | None = None
        self.operator: Operator | None = None
        """The administrator who came from the settings."""

        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether something runs that may be waited for."""
        return self._task is not None

    @property
    def remembers(self) -> bool:
        """Whether this work place keeps keys, unless somebody wishes otherwise."""
        return self._context.settings.recall(REMEMBER, "1") == "1"

    def look(self) -> None:
        """Look for backups; `found` follows."""
        work = partial(restore_work.find, self.target, self._handle)
        self._context.tasks.start(
            work, self.found.emit, self.failed.emit, owner=self, key="restore.find"
        )

    def choose(self, chosen: FoundBackup) -> None:
        """This one is meant."""
        self.file, self.is_aside, self.seen = chosen.file, chosen.is_aside, None

    def choose_file(self, file: Path) -> None:
        """A file that nobody listed."""
        self.file, self.is_aside, self.seen = file, False, None

    def compare(self) -> None:
        """Prove it to the last row; `compared`, `key_wanted` or `failed` follows."""
        if self.file is not None and not self.busy:
            self._run(partial(restore_work.compare, self._wanted), self._compared)

    def give_key(self, given: KeyGiven) -> None:
        """Try a key on the file, then compare."""
        if self.file is None or self.busy:
            return
        self._context.settings.remember(REMEMBER, "1" if given.remember else "0")
        prove = partial(key_work.prove, self.file, given)
        self._run(lambda _progress: prove(), self._unlocked, self.key_refused.emit)

    def replace(self) -> None:
        """Put the chosen books in the place of the present ones."""
        if self.seen is None or self.busy:
            return
        wanted = self._wanted
        self._closed = wanted.handle is not None
        self._run(partial(restore_work.put_back, wanted), self._replaced)

    def cancel(self) -> None:
        """Stop what runs."""
        if self._task is not None:
            self._task.cancel()

    def leave(self) -> None:
        """Go back to where the administrator came from; nothing was changed."""
        opened = self._context.opened
        if self.operator is None or opened is None:
            return
        if self._closed:
            work = partial(desk.open_file, self.target)
            self._run(lambda _progress: work(), self._context.frame.show_opened)
        else:
            self._context.frame.enter(opened, self.operator)
            self._context.navigate("settings", section="keys")

    @property
    def _handle(self) -> Any:
        """The books of this window, if they are what would be replaced."""
        opened = self._context.opened
        if opened is None or opened.handle is None or self._closed:
            return None
        return opened.handle if opened.handle.path == self.target else None

    @property
    def _wanted(self) -> Replacing:
        who = self.operator.login if self.operator is not None else ""
        file = self.file or self.target
        return Replacing(file, self.target, self.is_aside, who, self._handle)

    def _run(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """One piece of work in the long lane, after a running import or backup."""

        def settle(tell: Callable[[Any], object], result: Any) -> None:
            self._task = None
            self.ended.emit()
            tell(result)

        self._task = self._context.tasks.start(
            work,
            partial(settle, done),
            partial(settle, failed or self._fail),
            owner=self,
            lane=Lane.LONG,
        )
        self._task.progressed.connect(self.progressed)
        self._task.cancelled.connect(partial(settle, lambda _none: None, None))

    def _unlocked(self, _nothing: object) -> None:
        self.compare()

    def _compared(self, seen: RestorePreview) -> None:
        self.seen = seen
        self.compared.emit(seen)

    def _replaced(self, opened: Opened) -> None:
        if self.target != desk.demo_path():  # who practises there stays where they are
            usual = self.target == desk.desk_path()
            self._context.settings.database = None if usual else self.target
        self._context.frame.show_opened(opened)

    def _fail(self, error: Exception) -> None:
        if getattr(error, "code", "") in KEY_MISSING:
            self.key_wanted.emit()
        else:
            self.failed.emit(error)
