"""The page takes what is dropped, keeps its work and fits a small screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtCore import QPointF
from PySide6.QtCore import Qt
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from tests.ui.service_desk.hand import nameless
from tests.ui.service_desk.importing.page import HOSTILE
from tests.ui.service_desk.importing.page import REGISTER
from ui.service_desk.import_state import Step
from ui.shared.drops import SheetDrops
from ui.shared.settings import Theme
from ui.shared.tokens import TextSize

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.service_desk.importing.page import Page
    from ui.shared.settings import Settings


def test_files_and_folders_are_dropped_on_the_page(page: Page, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "b.csv").write_bytes(REGISTER.read_bytes())
    (tmp_path / "inside" / "notes.txt").write_text("nothing")
    dropped = QMimeData()
    paths = (REGISTER, tmp_path / "inside")
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(50, 50), action, dropped, button, none)

    page.view.dropEvent(event)
    page.hand.wait()

    assert [f.path.name for f in page.view.presenter.files] == [
        "00_register.csv",
        "b.csv",
    ]


def test_a_change_of_the_look_keeps_the_work(page: Page, settings: Settings) -> None:
    page.choose(REGISTER)
    presenter = page.view.presenter

    settings.theme = Theme.DARK
    page.hand.wait()
    QApplication.processEvents()

    assert page.view.presenter is presenter
    assert page.step is Step.REVIEW
    assert page.model.rowCount() == 12
    settings.theme = Theme.LIGHT
    page.hand.wait()


def test_the_focus_stands_where_the_step_begins(page: Page) -> None:
    page.choose(REGISTER)
    in_review = page.hand.focus
    table = page.view.review.table
    page.hand.commit()

    assert in_review is table
    assert page.hand.focus is page.view.done.next


def test_esc_closes_what_is_open_and_loses_nothing(page: Page) -> None:
    page.choose(HOSTILE / "empty.csv")

    page.hand.press(Qt.Key.Key_Escape)
    closed = page.message
    page.choose(REGISTER)
    page.hand.press(Qt.Key.Key_Escape)

    assert closed == ""
    assert page.step is Step.REVIEW


def test_every_control_of_every_step_has_a_name(page: Page) -> None:
    found = nameless(page.view)
    page.choose(HOSTILE / "duplicate_header.csv", REGISTER)
    found += nameless(page.view)
    page.view.review.files.list.setCurrentRow(1)
    page.view.presenter.look_at(1)
    found += nameless(page.view)
    page.hand.commit()
    page.view.done._ask()
    found += nameless(page.view)

    assert found == []


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
def test_the_page_fits_on_a_small_screen(
    page: Page, settings: Settings, size: TextSize
) -> None:
    settings.text_size = size
    page.hand.wait()
    page.choose(REGISTER, HOSTILE / "dates.csv")

    least = page.hand.window.minimumSizeHint()

    assert least.width() <= 1366
    assert least.height() <= 690
    settings.text_size = TextSize.NORMAL
    page.hand.wait()


def test_a_sheet_dropped_on_another_page_is_checked_here(page: Page) -> None:
    window = page.hand.window
    window.navigate("service")
    page.hand.wait()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(REGISTER))])
    event = QDropEvent(
        QPointF(600, 400),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    # Qt sends a drop only to where a drag entered; the filter is what it would meet.
    drops = window.findChild(SheetDrops)
    assert drops is not None
    assert drops.eventFilter(window, event)
    page.hand.wait()

    assert page.step is Step.REVIEW
    assert [file.path for file in page.view.presenter.files] == [REGISTER]
