"""The operation log as an administrator or an auditor reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import python_calamine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.security.journal import Wanted
from carbon_points.security.service import note
from tests.districts import as_of
from ui import app
from ui.admin import log_work
from ui.admin.log_view import LogView
from ui.shared import dates
from ui.shared.desk import caller_now
from ui.shared.desk import seats
from ui.shared.page import Role
from ui.shared.pictures import settle

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow

_REASON = "当面核对身份，居民本人在场，复印件已归档备查" * 2


@pytest.fixture
def watched(district: Database) -> Database:
    """Somebody looked, somebody exported, today and long ago."""
    now = caller_now("worker")
    note(district, now, "reveal-id", "12-1", _REASON)
    note(district, replace(now, operator="auditor"), "export", "统计<b>x</b>.xlsx")
    note(district, replace(now, now=1_700_000_000), "view", "12-9")
    return district


def at_log(window: MainWindow, tasks: TaskRunner, login: str) -> LogView:
    """Somebody is signed in and looks at the log."""
    assert window._opened is not None
    person = next(o for o in seats(window._opened.handle) if o.login == login)
    window.enter(window._opened, person)
    window.navigate("log")
    settle(tasks, 0.01)
    assert isinstance(window.page, LogView)
    return window.page


def texts(view: LogView, column: int) -> list[str]:
    """What the table shows in one column."""
    model = view.model
    shown = (model.index(at, column).data() for at in range(model.rowCount()))
    return [text or "" for text in shown]


def found(db: Database) -> int:
    """How many lines the last seven days have."""
    week = Wanted(since=log_work.since("week", dates.today()))
    return log_work.look(db, as_of("auditor"), week).total


def test_who_keeps_watch_has_the_log_in_the_rail() -> None:
    for role in Role:
        has = "log" in app.rail_of((role,))
        assert has == (role in {Role.ADMIN, Role.AUDITOR})


def test_the_newest_lines_of_the_week_are_shown(
    window: MainWindow, tasks: TaskRunner, watched: Database
) -> None:
    del watched
    view = at_log(window, tasks, "admin")

    assert {"查看完整证件号", "导出"} <= set(texts(view, 3))
    assert "12-9" not in texts(view, 4)
    assert not view.line.isHidden()
    assert view.foot.toolTip().startswith("共 ")


def test_words_kind_person_and_days_narrow_it(
    window: MainWindow, tasks: TaskRunner, watched: Database
) -> None:
    del watched
    view = at_log(window, tasks, "auditor")
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Slash)
    assert view.filter.edit.hasFocus()

    QTest.keyClicks(view.filter.edit, "12-1")
    view.refresh()
    settle(tasks, 0.01)
    assert texts(view, 3) == ["查看完整证件号"]

    QTest.keyClicks(view.filter.edit, "qq")
    view.refresh()
    settle(tasks, 0.01)
    assert texts(view, 3) == []
    assert view.line.isHidden()

    assert view.escape()
    view.filter.period.choose("all")
    view.filter.group.choose("seen")
    settle(tasks, 0.01)
    assert "12-9" in texts(view, 4)
    view.filter.operator.choose("auditor")
    settle(tasks, 0.01)
    assert set(texts(view, 1)) <= {"审核员"}
    assert view.escape()
    assert not view.escape()


def test_a_line_is_said_in_full_and_its_markup_is_only_text(
    window: MainWindow, tasks: TaskRunner, watched: Database
) -> None:
    del watched
    view = at_log(window, tasks, "admin")

    view.table.go_to(texts(view, 3).index("查看完整证件号"))
    assert _REASON in view.line.text.text()
    view.table.go_to(texts(view, 3).index("导出"))

    assert "<b>x</b>" in view.line.text.text()
    assert view.line.text.textFormat() == Qt.TextFormat.PlainText


def test_all_of_it_is_exported_and_that_is_in_the_log(
    window: MainWindow,
    tasks: TaskRunner,
    watched: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "日志.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    view = at_log(window, tasks, "admin")
    everything = found(watched)

    view.export()
    settle(tasks, 0.01)

    sheet = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    assert len(sheet) >= everything + 1, "a line each, and the heading"
    assert "导出操作日志" in texts(view, 3)


def test_a_log_that_cannot_be_read_says_so_and_can_be_asked_again(
    window: MainWindow,
    tasks: TaskRunner,
    watched: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del watched
    view = at_log(window, tasks, "admin")
    with monkeypatch.context() as patch:

        def damaged(*_: object) -> None:
            raise DatabaseUnusableError("DB_DAMAGED")

        patch.setattr(log_work, "page", damaged)
        view.refresh()
        settle(tasks, 0.01)
        assert view.model.rowCount() == 0
        assert not view.bar.isHidden()

    view.refresh()
    settle(tasks, 0.01)

    assert view.model.rowCount() > 0
    assert view.bar.isHidden()


def test_what_was_filtered_survives_a_rebuild(
    window: MainWindow, tasks: TaskRunner, watched: Database
) -> None:
    del watched
    view = at_log(window, tasks, "admin")
    view.filter.group.choose("in")
    view.filter.operator.choose("worker")
    kept = view.snapshot()
    view.clear()

    view.restore(kept)
    settle(tasks, 0.01)

    assert (view.filter.group.code, view.filter.operator.code) == ("in", "worker")


def test_reading_the_log_is_a_line_of_it(
    window: MainWindow, tasks: TaskRunner, watched: Database
) -> None:
    view = at_log(window, tasks, "admin")
    view.refresh()
    settle(tasks, 0.01)
    view.refresh()
    settle(tasks, 0.01)

    assert texts(view, 3).count("查看操作日志") == 1
    seen = log_work.look(watched, as_of("auditor"), Wanted())
    assert seen.waiting >= 4


def test_the_people_lead_to_what_each_of_them_did(
    window: MainWindow, tasks: TaskRunner, watched: Database
) -> None:
    del watched
    view = at_log(window, tasks, "admin")

    window.navigate("log", operator="worker")
    settle(tasks, 0.01)

    assert window.page is view
    assert "12-9" in texts(view, 4), "long ago as well"
    assert set(texts(view, 1)) == {"社区工作人员"}
