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
from tests.ui.shared.window_pages import OPENED
from tests.ui.shared.window_pages import WANG
from ui.shared import desk
from ui.shared import standing
from ui.shared.pictures import settle
from ui.shared.standing import Backups
from ui.shared.standing import PlaceStanding
from ui.shared.standing import Standing
from ui.shared.tokens import Tone
from ui.shared.top_bar import TopBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow

NOW = 1_790_000_000
SOUND = Standing(Path("/账/a.db"), NOW - 30 * DAY_S, NOW - DAY_S, Path("/b"), 12, 900)

SAVED, OLD = "本机已保存 10:42", "备份 1 天前 ✓"
HERE = PlaceStanding(Path("/账/backups"), proven_at=NOW - 60, size=38 << 20)
STICK = replace(HERE, folder=Path("/media/盘"))
BARE, STALE = replace(STICK, proven_at=None), replace(STICK, proven_at=NOW - 4 * DAY_S)
FULL, ABSENT = (
    replace(STICK, failed=code) for code in ("BACKUP_NO_ROOM", "BACKUP_PLACE_ABSENT")
)
BACKED_UP = replace(SOUND, backup_at=NOW - 60, backups=Backups((HERE, STICK)))


def with_stick(stick: PlaceStanding) -> Standing:
    """The books with one good backup place, and the stick."""
    return replace(BACKED_UP, backups=Backups((HERE, stick)))


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
        (BACKED_UP, Tone.OK, "本机已保存 10:42 · 备份 22:12 ✓"),
        (
            replace(BACKED_UP, backup_at=NOW - DAY_S),
            Tone.OK,
            f"{SAVED} · 备份 1 天前 ✓",
        ),
        (with_stick(BARE), Tone.WARN, "1 处还没有备份"),
        (with_stick(STALE), Tone.WARN, "有一处备份已 4 天未做"),
        (with_stick(FULL), Tone.WARN, "备份没有完成"),
        (with_stick(ABSENT), Tone.OK, f"{SAVED} · 备份 22:12 ✓"),
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


def test_the_list_names_every_place_with_its_proof(bar: TopBar) -> None:
    bar.show_standing(with_stick(replace(STICK, present=False)), NOW, decides=True)
    bar._state.menu().aboutToShow.emit()

    texts = [action.text() for action in bar._state.menu().actions()]

    assert "/账/backups · 09-21 22:12 · 38 MB · 试恢复通过 ✓" in texts
    assert "/media/盘 · 09-21 22:12 · 38 MB · 试恢复通过 ✓ · 现在不在" in texts


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
def window(program: MainWindow, busy: Database) -> MainWindow:
    """The program over a district with a little of everything."""
    program.resize(1366, 768)
    program.show_opened(desk.opened(busy))
    program.show()
    return program


def test_what_is_committed_anywhere_is_seen(
    qtbot: QtBot, window: MainWindow, tasks: TaskRunner, busy: Database
) -> None:
    from carbon_points.audit.service import approve  # noqa: PLC0415
    from tests.districts import as_of  # noqa: PLC0415

    settle(tasks, 0.01)
    before = window._care.watch.standing
    approve(busy, as_of(), "all")
    qtbot.waitUntil(lambda: window._care.watch.standing is not before, timeout=5000)

    assert before is not None
    assert before.waiting > 0
    assert window._care.watch.standing is not None
    assert window._care.watch.standing.waiting == 0


def test_a_backup_is_made_from_the_bar(window: MainWindow, tasks: TaskRunner) -> None:
    window.around.top.backup_wanted.emit()
    settle(tasks, 0.01)

    assert "逐个试恢复通过" in window.around.toast.text
    seen = window._care.watch.standing
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
