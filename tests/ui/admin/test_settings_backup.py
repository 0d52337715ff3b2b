"""The backups of the settings page: how they stand, one now, another plan."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from carbon_points.integrity import backup_run
from carbon_points.integrity.backup_plan import BackupPlan
from carbon_points.integrity.backup_plan import Keep
from carbon_points.integrity.backup_plan import plan_of
from carbon_points.integrity.backup_plan import set_plan
from carbon_points.integrity.backup_run import run
from carbon_points.storage.backup import last_backup
from carbon_points.storage.backup_places import Place
from tests.districts import as_of
from tests.ui.admin.test_settings_people import seat
from tests.ui.admin.test_settings_people import section
from ui.admin import backup_work
from ui.admin.backup_parts import PlaceCard
from ui.admin.settings_backup import BackupSection
from ui.admin.settings_parts import Question
from ui.shared.pictures import settle
from ui.shared.widgets import Button
from ui.shared.widgets import Elided
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow


@pytest.fixture(autouse=True)
def _no_stray_tasks(tasks: TaskRunner) -> Iterator[None]:
    yield
    settle(tasks, 0.01)


def opened(window: MainWindow, tasks: TaskRunner, login: str) -> BackupSection:
    found = section(seat(window, tasks, login), BackupSection)
    settle(tasks, 0.01)
    return found


def cards(section_: BackupSection) -> list[PlaceCard]:
    at = section_.places.indexOf
    return sorted((c for c in section_.findChildren(PlaceCard) if at(c) >= 0), key=at)


def words(section_: BackupSection) -> str:
    QCoreApplication.processEvents()  # what was just laid out shows with the next one
    labels = (label for label in section_.findChildren(Label) if not label.isHidden())
    return "\n".join(label.text() for label in labels)


def plan_in(db: Database) -> BackupPlan:
    with db.reading() as session:
        return plan_of(session)


def chosen(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folder)


def test_before_the_first_backup_the_card_says_so(
    window: MainWindow, tasks: TaskRunner
) -> None:
    found = opened(window, tasks, "worker")

    assert "还没有备份到这里" in cards(found)[0].told.text()
    assert "还没有备份过" in words(found)
    assert found.trial.isHidden()
    assert not found.alone.isHidden()


def test_a_backup_from_the_settings_is_shown_with_its_proof(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    found = opened(window, tasks, "worker")

    found.now.click()
    settle(tasks, 0.01)

    assert "上次 20" in cards(found)[0].told.text()
    assert "试恢复通过" in found.bar.text
    assert "手动" in words(found)
    with district.reading() as session:
        assert last_backup(session) is not None


def test_the_newest_backup_is_tried_out_at_a_click(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    run(district, as_of("admin"))
    found = opened(window, tasks, "admin")

    found.trial.click()
    settle(tasks, 0.01)

    assert "能完整恢复" in found.bar.text
    assert "又试恢复过" in cards(found)[0].told.text()


def test_a_full_stick_is_told_as_such_and_can_be_tried_again(
    window: MainWindow,
    tasks: TaskRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = opened(window, tasks, "worker")
    usage = shutil.disk_usage("/")._replace(free=0)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _place: usage)
        found.now.click()
        settle(tasks, 0.01)

    assert found.bar.text.startswith("备份没有完成：U 盘空间不足（差")
    assert "原有备份完好" in found.bar.text
    found.presenter.back_up()
    settle(tasks, 0.01)
    assert "试恢复通过" in found.bar.text


def test_an_administrator_adds_moves_and_takes_out_a_place(
    window: MainWindow,
    tasks: TaskRunner,
    district: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = opened(window, tasks, "admin")

    chosen(monkeypatch, str(tmp_path / "一"))
    found.add.click()
    settle(tasks, 0.01)
    assert [p.path for p in plan_in(district).places] == ["", str(tmp_path / "一")]

    chosen(monkeypatch, str(tmp_path / "二"))
    cards(found)[1]._move()
    settle(tasks, 0.01)
    assert [p.path for p in plan_in(district).places] == ["", str(tmp_path / "二")]

    cards(found)[0]._remove()
    settle(tasks, 0.01)
    assert [p.path for p in plan_in(district).places] == [str(tmp_path / "二")]


def test_no_folder_chosen_changes_nothing(
    window: MainWindow,
    tasks: TaskRunner,
    district: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = opened(window, tasks, "admin")
    chosen(monkeypatch, "")

    found.add.click()
    settle(tasks, 0.01)

    assert plan_in(district) == BackupPlan()


def test_a_folder_that_cannot_be_used_is_refused_in_words(
    window: MainWindow,
    tasks: TaskRunner,
    district: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = opened(window, tasks, "admin")
    chosen(monkeypatch, "/proc/nothing")

    found.add.click()
    settle(tasks, 0.01)

    assert "不能作备份位置" in found.bar.text
    assert plan_in(district) == BackupPlan()


def test_every_answer_of_the_plan_holds_at_once(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    found = opened(window, tasks, "admin")

    for text in ("17:00", "直接退出", "3 天 2 周 3 月"):
        answer(found, text)
        settle(tasks, 0.01)

    assert plan_in(district) == BackupPlan(
        hour=17, at_closing=False, keep=Keep(3, 2, 3)
    )
    answer(found, "不定时")
    settle(tasks, 0.01)
    assert plan_in(district).hour is None


def answer(found: BackupSection, text: str) -> None:
    from ui.shared.widgets import Choice  # noqa: PLC0415

    choices = [c for c in found.findChildren(Choice) if c.text().strip() == text]
    choices[-1].click()


def test_a_worker_sees_the_plan_and_cannot_change_it(
    window: MainWindow, tasks: TaskRunner
) -> None:
    found = opened(window, tasks, "worker")

    assert found.add.isHidden()
    assert not found.now.isHidden()
    assert [q.isEnabled() for q in found.findChildren(Question)] == [False] * 3


def test_a_stick_that_is_absent_is_shown_as_such(
    window: MainWindow, tasks: TaskRunner, district: Database, tmp_path: Path
) -> None:
    places = (Place(), Place(str(tmp_path / "stick")))
    set_plan(district, as_of("admin"), BackupPlan(places))
    (tmp_path / "stick").rmdir()
    found = opened(window, tasks, "admin")

    found.now.click()
    settle(tasks, 0.01)

    assert "现在不在" in cards(found)[1].findChildren(Label)[1].text() + words(found)
    assert "现在不在（U 盘没有插上" in found.bar.text


def test_a_backup_that_is_not_right_says_that_the_others_are_whole(
    window: MainWindow, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.integrity.test_backup_run import refusing  # noqa: PLC0415

    monkeypatch.setattr(backup_run, "against", lambda db, *_: refusing(db))
    found = opened(window, tasks, "worker")

    found.now.click()
    settle(tasks, 0.01)

    assert "没有保留" in found.bar.text
    assert "✗ 没有完成" in words(found)


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A stick that was just plugged in."""
    plugged = Path("/dev/shm")  # noqa: S108  (a memory disk: another device)
    if not os.access(plugged, os.W_OK):
        pytest.skip("there is one disk only")
    monkeypatch.setattr(backup_work, "volumes", lambda: iter((plugged, Path("/"))))
    yield plugged / "碳普惠备份"
    shutil.rmtree(plugged / "碳普惠备份", ignore_errors=True)


def test_a_stick_that_is_plugged_in_is_taken_at_a_click(
    window: MainWindow, tasks: TaskRunner, district: Database, stick: Path
) -> None:
    found = opened(window, tasks, "admin")
    button = found.sticks.itemAt(0)
    assert button is not None

    offered = button.widget()
    assert isinstance(offered, Button)
    assert "已插上的 shm" in offered.text()
    offered.click()
    settle(tasks, 0.01)

    (_, place) = plan_in(district).places
    assert (place.path, place.mount) == (str(stick), "/dev/shm")  # noqa: S108
    assert found.sticks.count() == 0
    assert found.alone.isHidden()


def test_a_backup_whose_file_has_gone_is_told_as_such(
    window: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    (made,) = run(district, as_of("admin"))
    Path(made.file).unlink()

    found = opened(window, tasks, "worker")

    assert any("文件已不在" in e.accessibleName() for e in found.findChildren(Elided))
