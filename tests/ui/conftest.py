"""Qt without a screen, in the program's own look."""

from __future__ import annotations

import gc
from typing import Any
from typing import Final
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QEvent
from pytestqt.qtbot import QtBot

from ui import app
from ui.shared import desk
from ui.shared import language
from ui.shared import leaving
from ui.shared import theme
from ui.shared.background import TaskRunner
from ui.shared.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Generator
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from carbon_points.storage.engine import Database
    from ui.shared.window import MainWindow

_PATIENCE_MS: Final = 60_000
"""How long a test waits for what a busy machine does late."""


class PatientBot(QtBot):
    """Waits as long as it takes: a test that gives up says nothing of the program."""

    def waitUntil(  # noqa: N802  (the name in Qt)
        self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802  (the name in Qt)
        self, signal: Any, *, timeout: int = _PATIENCE_MS, **others: Any
    ) -> Any:
        return super().waitSignal(signal, timeout=timeout, **others)

    def waitExposed(  # noqa: N802  (the name in Qt)
        self, widget: Any, *, timeout: int = _PATIENCE_MS
    ) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None]:
    """What a failed test left at work must not ask whether it may be closed."""
    with patch.object(leaving, "goes_on", return_value=True):
        return (yield)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """As pytest-qt's own, with more patience."""
    del qapp
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _windows_do_not_outlive_their_test() -> Iterator[None]:
    """Delete what a test closed: without a running event loop Qt keeps it for ever.

    A window left alive would restyle and rebuild itself in every later test.
    """
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    """The application in light colours, normal size and Chinese."""
    if not qapp.styleSheet():
        theme.apply(qapp)
    yield qapp
    if qapp.styleSheet() != _LIGHT:
        theme.apply(qapp)
    if language.in_force() != language.ZH:
        language.use(language.ZH)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a work place that was never used."""
    return Settings(tmp_path / "desk.ini")


@pytest.fixture
def tasks(application: QApplication) -> Iterator[TaskRunner]:
    """A task runner that is closed again."""
    runner = TaskRunner()
    yield runner
    application.aboutToQuit.disconnect(runner.close)
    if not runner.close():
        # A busy machine outlasted the program's patience: the tests that follow must
        # not go on without the search for cycles.
        gc.enable()


@pytest.fixture
def wait(tasks: TaskRunner, qtbot: QtBot) -> Callable[[], None]:
    """Wait until everything has been answered and shown."""

    def until_quiet() -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: not tasks.busy)
            qtbot.wait(1)

    return until_quiet


@pytest.fixture
def program(qtbot: QtBot, settings: Settings, tasks: TaskRunner) -> MainWindow:
    """The program's own window, with nothing opened and not on screen yet."""
    made = app.make_window(settings, tasks)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def seated(
    settings: Settings, tasks: TaskRunner, qtbot: QtBot
) -> Iterator[Callable[[Database, str], MainWindow]]:
    """Seats the first who has a login or a role at a window of their own."""
    windows = []

    def sit_down(db: Database, who: str) -> MainWindow:
        window = app.make_window(settings, tasks)
        windows.append(window)
        window.resize(1366, 768)
        window.show()
        whole = desk.opened(db)
        people = whole.operators
        window.enter(whole, next(o for o in people if who in {o.login, *o.roles}))
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield sit_down
    for window in windows:
        window.close()
        window.deleteLater()


_LIGHT = theme.style_sheet()
