"""The import page and the hand that works it, with files to give it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from carbon_points.exchange.queries import recent_imports
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.districts import AS_OF
from tests.districts import DATA
from tests.ui.service_desk.hand import CTRL
from ui.service_desk.import_view import ImportView

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from carbon_points.common.progress import Progress
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.service_desk.import_state import Step
    from ui.shared.table_model import TableModel
    from ui.shared.widgets import Button


HOSTILE = DATA / "hostile"


REGISTER = HOSTILE / "00_register.csv"


class Page:
    """The import page and the hand that works it."""

    def __init__(self, hand: Hand, patch: pytest.MonkeyPatch) -> None:
        self.hand = hand
        self._patch = patch
        hand.window.navigate("import")
        hand.wait()
        self.view.presenter._today = lambda: AS_OF

    @property
    def view(self) -> ImportView:
        """The page, which is another one after a change of the look."""
        found = self.hand.window.page
        assert isinstance(found, ImportView)
        return found

    @property
    def step(self) -> Step:
        return self.view.presenter.step

    @property
    def message(self) -> str:
        return self.view.bar.text if self.view.bar.isVisible() else ""

    def choose(self, *paths: Path) -> None:
        """Open the dialog with its key and take these files."""
        self._patch.setattr(
            QFileDialog, "getOpenFileNames", lambda *_: ([str(p) for p in paths], "")
        )
        self.hand.press(Qt.Key.Key_O, CTRL)

    def save_as(self, path: Path) -> None:
        """What every question for a place will be answered with."""
        self._patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    def click(self, button: Button | None) -> None:
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.hand.wait()

    def cells(self, row: int) -> list[str]:
        model = self.model
        return [
            str(model.index(row, column).data())
            for column in range(model.columnCount())
        ]

    @property
    def model(self) -> TableModel:
        found = self.view.review._model
        assert found is not None
        return found

    @property
    def row(self) -> int:
        """The number, in the file, of the row that is looked at."""
        table = self.view.review.table
        assert table is not None
        return int(self.cells(table.current)[0])


def imports(db: Database) -> list[str]:
    with db.reading() as session:
        return [each.file_name for each in recent_imports(session)]


def rides(tmp_path: Path) -> Path:
    """Three rides: a good one, the same again, and one of nobody."""
    return rides_file(tmp_path, [Ride("A1"), Ride("A1"), Ride("A3", person=77)])


def endless(*arguments: object) -> None:
    """Work that only a cancel ends."""
    progress: Progress = arguments[-1]  # type: ignore[assignment]
    for done in range(1_000_000):
        progress.step(done, 1_000_000)
        time.sleep(0.001)


def one_bad_ride(tmp_path: Path) -> Path:
    return rides_file(tmp_path, [Ride("A1"), Ride("A2", person=2, metres=0)])


def mend_here(page: Page, text: str) -> None:
    """Write the cell under the caret anew, with keys alone."""
    page.hand.press(Qt.Key.Key_Return)
    page.hand.press(Qt.Key.Key_A, CTRL)
    page.hand.type(text)
    page.hand.press(Qt.Key.Key_Return)
