"""Which backup is meant on the restore page: always the one that is seen chosen."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from carbon_points.integrity import restore_finding
from carbon_points.integrity.restore_preview import Beyond
from carbon_points.integrity.restore_preview import Books
from carbon_points.integrity.restore_preview import RestorePreview
from carbon_points.storage.backup import backup
from ui.admin import restore_work
from ui.admin.restore_parts import question
from ui.admin.restore_view import RestoreView
from ui.shared.page import Opened
from ui.shared.pictures import settle

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow


@pytest.fixture(autouse=True)
def _no_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore_finding, "volumes", lambda: iter(()))


@pytest.fixture
def other(
    district: Database,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A backup in a folder that nobody looks through; one lies beside the books."""
    backup(district)
    found = next(district.path.parent.glob("backups/*"))
    kept = tmp_path / "stick" / "旧的.cpbackup"
    kept.parent.mkdir()
    shutil.copy(found, kept)
    district.close()
    settings.database = district.path
    answer = str(kept), ""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_more: answer)
    return kept


def arrive(window: MainWindow, tasks: TaskRunner) -> RestoreView:
    window.show_opened(Opened(None, (), alone="first_run"))
    window.show_alone("restore", back="first_run")
    settle(tasks, 0.01)
    assert isinstance(window.page, RestoreView)
    return window.page


def chosen(view: RestoreView) -> list[str]:
    every = [*view.cards, *([view.picked] if view.picked else [])]
    return [card.text() for card in every if card.isChecked()]


def test_a_file_that_was_picked_is_the_one_that_stays_chosen(
    window: MainWindow, tasks: TaskRunner, other: Path
) -> None:
    view = arrive(window, tasks)
    before = view.presenter.file
    view.pick.click()
    settle(tasks, 0.01)
    compared = view.presenter.seen

    view.escape()
    meant = view.presenter.file

    assert before is not None
    assert before != other
    assert compared is not None
    assert meant == other
    assert chosen(view) == [other.name]
    view.cards[0].click()
    assert view.presenter.file == before
    assert chosen(view) == [view.cards[0].text()]


def test_a_file_that_is_listed_already_is_chosen_where_it_stands(
    window: MainWindow,
    tasks: TaskRunner,
    other: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del other
    view = arrive(window, tasks)
    listed = view.cards[0].found.file
    answer = str(listed), ""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_more: answer)

    view.pick.click()
    settle(tasks, 0.01)

    assert view.picked is None
    assert view.presenter.file == listed


def test_nothing_to_compare_cannot_be_compared(
    window: MainWindow,
    tasks: TaskRunner,
    other: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del other
    monkeypatch.setattr(restore_work, "find", lambda *_more: ())

    view = arrive(window, tasks)

    assert not view.go.isEnabled()
    assert not view._nothing.isHidden()
    assert view.pick.hasFocus()


def test_a_search_that_fails_says_so_and_waits_no_longer(
    window: MainWindow,
    tasks: TaskRunner,
    other: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del other

    def refuse(*_more: object) -> None:
        raise PermissionError(13, "no", "E:/")

    monkeypatch.setattr(restore_work, "find", refuse)

    view = arrive(window, tasks)

    assert view._waiting.isHidden()
    assert view.bar.text


def test_what_is_lost_is_told_where_it_is_neither_an_action_nor_a_person() -> None:
    books = Books(2, 3, 4, 0, 40, 1_782_757_200)
    seen = RestorePreview(
        file=Path("a.cpbackup"),
        target=Path("a.db"),
        made_at=1_782_757_200,
        desk=12,
        demo=False,
        coming=books,
        present=books,
        trouble="",
        lost=Beyond(31, 0, 0, 0),
        gained=Beyond(0, 0, 0, 0),
    )

    told = question(seen).whole

    assert "少 31 条" in told
    assert "少 0 笔" not in told
