"""Qt without a screen, in the program's own look."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

# Before the first QApplication: without a display Qt would abort the interpreter.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QEvent

from ui.shared import language
from ui.shared import theme
from ui.shared.background import TaskRunner
from ui.shared.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


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
    runner.close()


_LIGHT = theme.style_sheet()
