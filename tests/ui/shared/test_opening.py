"""What is told and offered when books do not open, or another one has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from carbon_points.common.problems import DatabaseUnusableError
from ui import app
from ui.shared.desk_lock import Seat
from ui.shared.page import Opened
from ui.shared.page import Operator
from ui.shared.page import Role
from ui.shared.pictures import settle
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings

SOMEBODY = Operator("worker", "王芳", (Role.WORKER,))


def test_books_that_did_not_open_are_tried_again_at_a_click(
    qtbot: QtBot, application: QApplication, settings: Settings, tasks: TaskRunner
) -> None:
    del application
    window = app.make_window(settings, tasks)
    qtbot.addWidget(window)
    answers: list[Opened | Exception] = [
        DatabaseUnusableError("DB_LOCKED"),
        DatabaseUnusableError("DB_LOCKED"),
        Opened(None, (SOMEBODY,)),
    ]

    def open_database() -> Opened:
        if isinstance(answer := answers.pop(0), Exception):
            raise answer
        return answer

    app._open(window, tasks, open_database)
    said = []
    for _ in range(2):
        settle(tasks, 0.01)
        said.append("稍等后重试" in window.around.bar.text)
        verbs = window.around.bar.findChildren(Button)
        next(
            b
            for b in verbs
            if b.accessibleName() == "重试" and b.isVisibleTo(b.window())
        ).click()
    settle(tasks, 0.01)

    assert said == [True, True]
    assert answers == []
    assert window._operator == SOMEBODY


def test_books_of_another_computer_are_named_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Seat(tmp_path / "a.db")
    seat = Seat(tmp_path / "a.db")
    own = seat.holder
    monkeypatch.setattr(
        QLockFile, "getLockInfo", lambda _lock: (7, "三楼窗口-PC", "carbon-points")
    )

    assert own == "本机的另一个窗口"
    assert seat.holder == "三楼窗口-PC"
    held.give_back()
