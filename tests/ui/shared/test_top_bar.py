"""The top bar: the state of the books in one line, and what gives way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.days import DAY_S
from carbon_points.common.days import ZONE
from carbon_points.storage.backup import backup
from tests.ui.shared.test_window import OPENED
from tests.ui.shared.test_window import WANG
from ui import app
from ui.shared import desk
from ui.shared import standing
from ui.shared.pictures import settle
from ui.shared.standing import Standing
from ui.shared.tokens import Tone
from ui.shared.top_bar import TopBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

NOW = 1_790_000_000
SOUND = Standing(Path("/账/a.db"), NOW - 30 * DAY_S, NOW - DAY_S, Path("/b"), 12, 900)


@pytest.fixture
def bar(qtbot: QtBot, application: QApplication) -> TopBar:
    del application
    made = TopBar()
    qtbot.addWidget(made)
    made.resize(1290, 52)
    made.show()
    made.show_opened(replace(OPENED, demo=False), WANG)
    return made


@pytest.mark.parametrize(
    ("seen", "tone", "words"),
    [
        (SOUND, Tone.OK, "本机已保存 10:42"),
        (replace(SOUND, backup_at=NOW - 3 * DAY_S), Tone.WARN, "备份已 3 天未做"),
        (replace(SOUND, backup_at=None), Tone.WARN, "备份已 30 天未做"),
        (replace(SOUND, backup_at=None, began_at=NOW), Tone.OK, "本机已保存 10:42"),
        (replace(SOUND, free_mb=180), Tone.BAD, "磁盘只剩 180 MB"),
    ],
)
def test_the_gravest_thing_is_said_first(
    bar: TopBar, seen: Standing, tone: Tone, words: str
) -> None:
    bar.show_standing(seen, NOW, decides=True)

    assert bar._state.tone is tone
    assert bar._state.text().strip() == words


def test_the_list_behind_it_says_everything(bar: TopBar) -> None:
    bar.show_standing(SOUND, NOW, decides=True)
    bar._state.menu().aboutToShow.emit()

    texts = [action.text() for action in bar._state.menu().actions()]

    assert texts[0] == "数据文件 /账/a.db"
    assert any(text.startswith("最近一次备份 2026-") for text in texts)
    assert {"待审核 12 笔", "磁盘剩余 900 MB", "现在备份"} <= set(texts)


def test_a_demo_needs_no_backup(bar: TopBar) -> None:
    bar.show_opened(OPENED, WANG)

    bar.show_standing(replace(SOUND, backup_at=None), NOW, decides=False)

    assert bar._state.tone is Tone.OK
    assert not bar._waiting.isEnabled()


def test_what_does_not_fit_gives_way_and_comes_back(bar: TopBar) -> None:
    bar.show_standing(SOUND, NOW, decides=True)
    wide = bar._offline.isVisible(), bar._state.isVisible()

    bar.resize(600, 52)
    narrow = bar._offline.isVisible(), bar._state.isVisible()
    bar.resize(1290, 52)

    assert wide == (True, True)
    assert narrow == (False, True)
    assert bar._offline.isVisible()


@pytest.fixture
def window(
    qtbot: QtBot,
    application: QApplication,
    settings: Settings,
    tasks: TaskRunner,
    busy: Database,
) -> MainWindow:
    del application
    made = app.make_window(settings, tasks)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show_opened(desk.opened(busy))
    made.show()
    return made


def test_what_is_committed_anywhere_is_seen(
    qtbot: QtBot, window: MainWindow, tasks: TaskRunner, busy: Database
) -> None:
    from carbon_points.audit.service import approve  # noqa: PLC0415
    from tests.districts import as_of  # noqa: PLC0415

    settle(tasks, 0.01)
    before = window._watch.standing
    approve(busy, as_of(), "all")
    qtbot.waitUntil(lambda: window._watch.standing is not before, timeout=5000)

    assert before is not None
    assert before.waiting > 0
    assert window._watch.standing is not None
    assert window._watch.standing.waiting == 0


def test_a_backup_is_made_from_the_bar(window: MainWindow, tasks: TaskRunner) -> None:
    window._top.backup_wanted.emit()
    settle(tasks, 0.01)

    assert "读回核对无误" in window._toast.text
    seen = window._watch.standing
    assert seen is not None
    assert seen.backup_file is not None
    assert seen.backup_file.exists()


def test_a_proven_backup_is_known_by_the_books(busy: Database, tmp_path: Path) -> None:
    before = standing.look(busy)

    made = backup(busy, tmp_path / "x.cpbackup")
    after = standing.look(busy)

    assert before.backup_at is None
    assert after.backup_file == made.file
    assert after.days_without_backup(int(dt.datetime.now(ZONE).timestamp())) == 0
