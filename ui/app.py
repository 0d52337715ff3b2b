"""The desk application: which pages there are, who sees them, start and end."""

from __future__ import annotations

import logging
import os
import signal
import sys
from contextlib import contextmanager
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtCore import QTimer
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication

from ui.admin import PAGES as ADMIN_PAGES
from ui.audit_desk import PAGES as AUDIT_PAGES
from ui.scenario_desk import PAGES as SCENARIO_PAGES
from ui.service_desk import PAGES as SERVICE_PAGES
from ui.shared import icons
from ui.shared import language
from ui.shared.background import Lane
from ui.shared.background import TaskRunner
from ui.shared.desk_lock import release_all
from ui.shared.errors import catch_all
from ui.shared.errors import LOG
from ui.shared.errors import log_to_file
from ui.shared.guards import EventGuards
from ui.shared.page import Role
from ui.shared.pictures import take
from ui.shared.restyling import apply_settings
from ui.shared.settings import Settings
from ui.shared.settings import Theme
from ui.shared.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from PySide6.QtCore import QMessageLogContext

    from carbon_points.common.progress import Progress
    from carbon_points.storage.engine import Database
    from ui.shared.page import Opened
    from ui.shared.page import PageSpec

PAGES: Final[tuple[PageSpec, ...]] = (
    *SERVICE_PAGES,
    *AUDIT_PAGES,
    *SCENARIO_PAGES,
    *ADMIN_PAGES,
)

ORDER: Final = {
    Role.WORKER: (
        "service",
        "participants",
        "meters",
        "import",
        "redemption",
        "activities",
        "verify",
        "methodologies",
    ),
    Role.AUDITOR: (
        "audit",
        "scenarios",
        "pool",
        "participants",
        "meters",
        "import",
        "activities",
        "verify",
        "methodologies",
        "indicators",
        "log",
    ),
    Role.ADMIN: (
        "participants",
        "scenarios",
        "verify",
        "methodologies",
        "indicators",
        "redemption",
        "log",
        "health",
    ),
    Role.VIEWER: ("scenarios", "methodologies", "verify", "indicators"),
}
"""The rail of each role from top to bottom; settings stand at everyone's foot."""

_FOOT: Final = ("settings",)
_SIZE: Final = (1366, 768)
_STEP_MS: Final = 500


def rail_of(
    roles: Sequence[Role], pages: Sequence[PageSpec] = PAGES
) -> tuple[str, ...]:
    """The pages that these roles see, in order; who has two sees both sets."""
    wanted = [id_ for role in Role if role in roles for id_ in ORDER[role]]
    wanted += _FOOT
    seen = {page.id for page in pages if page.roles.intersection(roles)}
    return tuple(dict.fromkeys(id_ for id_ in wanted if id_ in seen))


def run(open_database: Callable[[], Opened]) -> int:
    """Show the desk until it is closed; the database opens after the first paint."""
    log_to_file()
    application = make_application()
    settings, tasks = Settings(), TaskRunner()
    window = make_window(settings, tasks)
    guards = EventGuards(application)
    window.guard(guards)
    catch_all(window.show_error)
    if not window.restoreGeometry(settings.geometry):
        window.resize(*_SIZE)
    window.show()
    opening = partial(_open, window, tasks, open_database)
    # The second turn of the event loop: in the first one the window paints.
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, opening))
    with _ended_by_interrupt(application):
        code = application.exec()
    ended = tasks.close()
    release_all()
    if not ended:
        # A thread that does not end would keep the process for ever.
        logging.shutdown()
        os._exit(code)
    return code


@contextmanager
def _ended_by_interrupt(application: QApplication) -> Iterator[None]:
    """Let Ctrl-C in the terminal close the program as its window would.

    Python hears of it between two of its own steps only: the timer makes them.
    """
    before = signal.signal(signal.SIGINT, lambda *_: application.quit())
    steps = QTimer(interval=_STEP_MS)
    steps.timeout.connect(lambda: None)
    steps.start()
    try:
        yield
    finally:
        steps.stop()
        signal.signal(signal.SIGINT, before)


def make_application() -> QApplication:
    """The one application object, with Qt's own complaints in the log."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    qInstallMessageHandler(_log_of_qt)
    return QApplication(sys.argv[:1])


def make_window(settings: Settings, tasks: TaskRunner) -> MainWindow:
    """The window in the look and language of the settings, nothing opened yet."""
    apply_settings(settings)
    window = MainWindow(settings, tasks, PAGES, rail_of)
    window.setWindowIcon(icons.icon("leaf", "primary", 64))
    return window


def screenshots(
    folder: Path,
    open_database: Callable[[], Opened] | None = None,
    *,
    pages: Sequence[str] = (),
    sizes: Sequence[tuple[int, int]] = (_SIZE,),
    themes: Sequence[Theme] = (Theme.LIGHT,),
    languages: Sequence[str] = (language.ZH,),
) -> list[Path]:
    """A picture of each page, drawn without a display; of all pages if none is named.

    Without `open_database` only the pages that need no database are drawn.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    folder.mkdir(parents=True, exist_ok=True)
    opened = open_database() if open_database is not None else None
    made: list[Path] = []
    with TemporaryDirectory() as scratch:
        for (width, height), wanted, spoken in product(sizes, themes, languages):
            settings, tasks = Settings(Path(scratch) / "desk.ini"), TaskRunner()
            settings.theme, settings.language = wanted, spoken
            window = make_window(settings, tasks)
            window.resize(width, height)
            window.show()
            target = folder / f"{width}x{height}-{wanted}-{spoken}.png"
            made += take(window, tasks, target, opened, pages)
            window.close()
            window.deleteLater()
            tasks.close()
    return made


def _open(
    window: MainWindow, tasks: TaskRunner, open_database: Callable[[], Opened]
) -> None:
    window.books_opened.connect(partial(_keep_up, window, tasks))

    def attempt() -> None:
        tasks.start(
            lambda _progress: open_database(),
            window.show_opened,
            partial(window.show_unopened, again=attempt),
            owner=window,
        )

    attempt()


def _keep_up(window: MainWindow, tasks: TaskRunner, opened: Opened) -> None:
    """However books were opened: finish what a crash left, make backups by the plan."""
    if not opened.read_only:
        repair = partial(_repair, opened.handle)
        tasks.start(repair, failed=_note_failure, owner=window, lane=Lane.LONG)
    window.keep_backups()


def _repair(database: Database, _progress: Progress) -> None:
    """Make good what a crash left, beside the work: nobody waits for it."""
    from carbon_points.integrity.starting import repair  # noqa: PLC0415

    repair(database)


def _note_failure(error: Exception) -> None:
    """A full disk or a folder that is gone tells itself where it matters."""
    LOG.warning("start-up repair", exc_info=error)


def _log_of_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    level = logging.INFO if kind is QtMsgType.QtInfoMsg else logging.WARNING
    LOG.log(level, "Qt: %s", text)
