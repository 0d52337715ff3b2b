"""The window's own backups: at the set hour, when asked, before it closes."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carbon_points.integrity import backup_run
from carbon_points.integrity.backup_plan import BackupPlan
from carbon_points.integrity.backup_plan import set_plan
from carbon_points.integrity.backup_run import run
from carbon_points.integrity.backup_runs import ABSENT
from carbon_points.integrity.backup_runs import PlaceRun
from carbon_points.integrity.backup_runs import PROVEN
from carbon_points.integrity.backup_runs import runs
from tests.districts import as_of
from tests.integrity.test_backup_run import refusing
from ui import app
from ui.shared import backup_words
from ui.shared import desk
from ui.shared.closing_panel import ClosingPanel
from ui.shared.page import Operator
from ui.shared.page import Role
from ui.shared.pictures import settle
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

WORKER = Operator("worker", "王芳", (Role.WORKER,))


@pytest.fixture
def window(
    qtbot: QtBot,
    application: QApplication,
    settings: Settings,
    tasks: TaskRunner,
    small: Database,
) -> MainWindow:
    """The program with the district open, as it runs at a desk."""
    del application
    made = app.make_window(settings, tasks)
    qtbot.addWidget(made, before_close_func=leave)
    made.show_opened(desk.opened(small))
    made.show()
    settle(tasks, 0.01)
    return made


def leave(window: MainWindow) -> None:
    """Nothing holds a window of a finished test."""
    window._care.closing._leaves = True


def known(db: Database) -> list[tuple[str, bool]]:
    with db.reading() as session:
        return [(one.why, one.ok) for one in runs(session)]


def old(db: Database) -> None:
    """The district was made long ago: its daily backup is due."""
    db.created_at = 0


def test_a_missed_daily_backup_is_made_up_when_the_program_starts(
    window: MainWindow, tasks: TaskRunner, small: Database
) -> None:
    old(small)

    window.keep_backups()
    settle(tasks, 0.01)
    window._care.keeper.look()
    settle(tasks, 0.01)

    assert known(small) == [("hour", True)]
    assert "逐个试恢复通过" in window.around.toast.text


def test_without_a_set_hour_nothing_is_made(
    window: MainWindow, tasks: TaskRunner, small: Database
) -> None:
    old(small)
    set_plan(small, as_of("admin"), BackupPlan(hour=None))

    window.keep_backups()
    settle(tasks, 0.01)

    assert known(small) == []


def test_a_window_that_was_not_armed_makes_none_by_itself(
    window: MainWindow, tasks: TaskRunner, small: Database
) -> None:
    old(small)

    window.close()
    settle(tasks, 0.01)

    assert known(small) == []
    assert not window.isVisible()


def test_a_backup_is_made_when_the_top_bar_is_asked(
    window: MainWindow, tasks: TaskRunner, small: Database
) -> None:
    window.around.top.backup_wanted.emit()
    window.around.top.backup_wanted.emit()
    settle(tasks, 0.01)

    assert known(small) == [("asked", True)]
    assert "✓" in window.around.top._state.text()


def test_closing_waits_for_the_last_backup_and_then_goes(
    window: MainWindow, tasks: TaskRunner, small: Database
) -> None:
    window.keep_backups()
    settle(tasks, 0.01)

    window.close()
    assert window.isVisible()
    settle(tasks, 0.01)

    assert known(small) == [("closing", True)]
    assert not window.isVisible()


def test_where_nothing_is_new_the_window_closes_at_once(
    window: MainWindow, tasks: TaskRunner, small: Database
) -> None:
    run(small, as_of("worker"))
    window.keep_backups()
    window._care.watch.look()
    settle(tasks, 0.01)

    window.close()

    assert not window.isVisible()
    assert known(small) == [("asked", True)]


def panel(window: MainWindow) -> ClosingPanel:
    return window.findChildren(ClosingPanel)[-1]


def test_who_is_in_a_hurry_leaves_without_a_backup(
    window: MainWindow, tasks: TaskRunner, small: Database
) -> None:
    window.keep_backups()
    settle(tasks, 0.01)
    window.close()

    panel(window).without.click()
    settle(tasks, 0.01)

    assert not window.isVisible()
    backups = small.path.with_name("backups")
    assert not [p for p in small.path.parent.iterdir() if ".scratch-" in p.name]
    assert not backups.is_dir() or all(
        p.suffix == ".cpbackup" for p in backups.iterdir()
    )


def test_who_goes_back_to_work_keeps_the_window(
    window: MainWindow, tasks: TaskRunner
) -> None:
    window.keep_backups()
    settle(tasks, 0.01)
    window.close()

    panel(window).stay.click()
    settle(tasks, 0.01)

    assert window.isVisible()


def test_a_closing_backup_that_fails_everywhere_says_why(
    window: MainWindow,
    tasks: TaskRunner,
    small: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backup_run, "against", lambda db, *_: refusing(db))
    window.keep_backups()
    settle(tasks, 0.01)

    window.close()
    settle(tasks, 0.01)

    assert window.isVisible()
    assert "没有保留" in panel(window).bar.text
    assert not panel(window).again.isHidden()
    monkeypatch.undo()
    panel(window).again.click()
    settle(tasks, 0.01)
    assert not window.isVisible()
    assert known(small) == [("closing", True), ("closing", False)]


def test_closing_twice_asks_once(window: MainWindow, tasks: TaskRunner) -> None:
    window.keep_backups()
    settle(tasks, 0.01)

    window.close()
    window.close()
    asked = len(window.findChildren(ClosingPanel))
    settle(tasks, 0.01)

    assert asked == 1
    assert not window.isVisible()


def test_a_computer_that_is_shut_down_is_not_held_up(
    window: MainWindow, tasks: TaskRunner
) -> None:
    window.keep_backups()
    settle(tasks, 0.01)

    window._care.closing._hurry()
    window.close()

    assert not window.isVisible()


def test_a_failed_backup_is_offered_again_above_the_page(
    window: MainWindow,
    tasks: TaskRunner,
    small: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(backup_run, "against", lambda db, *_: refusing(db))
        window._care.keeper.back_up(WORKER)
        settle(tasks, 0.01)
    assert "没有保留" in window.message
    assert window.around.top._state.text().strip() == "备份没有完成"

    window._care.keeper.back_up(WORKER)
    settle(tasks, 0.01)

    assert known(small) == [("asked", True), ("asked", False)]


def test_days_without_a_backup_are_told_where_none_is_planned(
    window: MainWindow, tasks: TaskRunner, small: Database
) -> None:
    set_plan(small, as_of("admin"), BackupPlan(hour=None))
    small.created_at = int(time.time()) - 5 * 86_400

    window._care.watch.standing = None
    window._care.watch.look()
    settle(tasks, 0.01)

    assert window.message.startswith("已 5 天没有备份。")
    assert "不影响办理" in window.message


def test_a_place_that_is_absent_does_not_hide_that_the_others_have_theirs() -> None:
    gone = PlaceRun(0, "asked", "", "E:/", result=ABSENT)
    sound = replace(gone, place="", result=PROVEN)

    told = backup_words.outcome([sound, gone])

    assert "现在不在" in told.whole
    assert "其余 1 处已备份，试恢复通过。" in told.text
    assert "其余" not in backup_words.outcome([gone]).whole
    assert backup_words.outcome([sound]).tone is Tone.OK


def test_evidence_that_the_books_had_lost_is_told_with_a_backup_that_lacks_it() -> None:
    made = PlaceRun(0, "asked", "", "", result=PROVEN, gaps=("ab12.jpg",))

    told = backup_words.outcome([made, replace(made, place="E:/")])

    assert told.tone is Tone.WARN
    assert "已备份到 2 处" in told.title
    assert "有 1 个凭证文件" in told.text
