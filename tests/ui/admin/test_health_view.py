"""The health page says what is well and what to do about the rest."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import text

from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import Words
from tests.integrity.test_tail import spoil
from ui import app
from ui.admin import health_work
from ui.admin.health_view import HealthView
from ui.shared import desk
from ui.shared import language
from ui.shared.pictures import settle
from ui.shared.widgets import Button
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow


@pytest.fixture
def window(program: MainWindow) -> MainWindow:
    """The program as it is, nothing opened."""
    return program


def shown(window: MainWindow, tasks: TaskRunner) -> HealthView:
    page = window.navigate("health")
    assert isinstance(page, HealthView)
    settle(tasks, 0.01)
    return page


def texts(page: HealthView) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label))


def button(page: HealthView, name: str) -> Button:
    buttons = page.findChildren(Button)
    return next(b for b in buttons if b.accessibleName() == name)


def test_a_sound_database_is_told_so(
    window: MainWindow, tasks: TaskRunner, busy: Database
) -> None:
    window.show_opened(desk.opened(busy))

    page = shown(window, tasks)

    assert "正常" in page.summary.text() or "要处理" in page.summary.text()
    assert "流水链末端核对一致" in texts(page)
    assert "每个编号都有证书文件" in texts(page)


def test_what_is_not_well_stands_on_top_with_its_button(
    window: MainWindow, tasks: TaskRunner, busy: Database
) -> None:
    with busy.reading() as session:
        admin = session.scalar(text("SELECT name FROM operator WHERE roles = 'admin'"))
    spoil(busy, "UPDATE chain_record SET at = at + 1 WHERE position = 3")
    opened = desk.opened(busy)
    seat = next(one for one in opened.operators if one.login == admin)
    window.enter(opened, seat)

    page = shown(window, tasks)

    said = texts(page)
    assert said.index("流水第 3 条核对不上") < said.index("正常 ")
    assert button(page, "流水链：从备份恢复").isEnabled()


def test_without_a_database_the_file_is_looked_at(
    window: MainWindow, tasks: TaskRunner, settings: Settings, tmp_path: Path
) -> None:
    settings.database = tmp_path / "gone" / "desk.db"
    window.show_unopened(RuntimeError())
    settle(tasks, 0.01)

    page = shown(window, tasks)

    assert "DB_MISSING" in texts(page)
    assert not page.presenter.can_repair


def test_a_bundle_is_written_where_somebody_wants_it(
    window: MainWindow,
    tasks: TaskRunner,
    busy: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.show_opened(desk.opened(busy))
    page = shown(window, tasks)
    file = str(tmp_path / "help.zip")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (file, ""))

    page.bundle.click()
    settle(tasks, 0.01)

    assert "诊断包已存到" in page.bar.text
    assert zipfile.is_zipfile(file)
    with busy.reading() as session:
        acts = session.scalars(text("SELECT act FROM operation_log")).all()
    assert "export" in acts


def test_a_repair_says_what_it_did(
    window: MainWindow, tasks: TaskRunner, busy: Database
) -> None:
    window.show_opened(desk.opened(busy))
    page = shown(window, tasks)

    page.repair.click()
    settle(tasks, 0.01)

    assert "修复完成" in page.bar.text
    assert "补做证书 0 份，清理文件 0 个" in page.bar.text


def test_a_look_that_failed_offers_another_one(
    window: MainWindow,
    tasks: TaskRunner,
    busy: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(*_: object) -> None:
        raise OSError(5, "input/output error")

    window.show_opened(desk.opened(busy))
    with monkeypatch.context() as broken:
        broken.setattr(health_work, "look", failing)
        page = shown(window, tasks)
    told = page.bar.text

    button(page, "重试").click()
    settle(tasks, 0.01)

    assert "这一步没有做完" in told
    assert "流水链末端核对一致" in texts(page)


def test_a_check_that_has_no_title_shows_its_name(
    window: MainWindow, tasks: TaskRunner, busy: Database
) -> None:
    window.show_opened(desk.opened(busy))
    page = shown(window, tasks)
    odd = HealthCheck(
        "odd", ok=True, says=Words("奇", "odd"), remedy=Words("看", "see")
    )

    page.presenter.take((odd,))

    assert page.summary.text() == "可以正常使用，1 项请留意"
    assert "odd" in texts(page)


def test_everybody_comes_here_from_the_settings(
    window: MainWindow, tasks: TaskRunner, busy: Database
) -> None:
    opened = desk.opened(busy)
    worker = next(one for one in opened.operators if one.login == "worker")
    window.enter(opened, worker)
    settings = window.navigate("settings")
    assert settings is not None
    settle(tasks, 0.01)

    buttons = settings.findChildren(Button)
    next(b for b in buttons if b.accessibleName() == "健康检查").click()
    settle(tasks, 0.01)

    assert isinstance(window.page, HealthView)


def test_it_speaks_english(
    qtbot: QtBot,
    application: QApplication,
    settings: Settings,
    tasks: TaskRunner,
    busy: Database,
) -> None:
    del application
    settings.language = language.EN
    window = app.make_window(settings, tasks)
    qtbot.addWidget(window)
    window.show_opened(desk.opened(busy))

    page = shown(window, tasks)

    assert "The end of the chain agrees" in texts(page)
    assert "Chain" in texts(page)
