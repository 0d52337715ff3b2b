"""The pool's window, worked as an auditor does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from PySide6.QtWidgets import QPushButton

from tests.districts import AS_OF
from tests.participants.people import uscc
from ui.audit_desk.pool_batches import BatchesLeaf
from ui.audit_desk.pool_disposals import DisposalsLeaf
from ui.audit_desk.pool_notices import NoticesLeaf
from ui.audit_desk.pool_view import PoolView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ui.shared.window import MainWindow


OVER = AS_OF + dt.timedelta(days=14)


PASSWORD = "two-of-us"  # noqa: S105  (of a made-up auditor)


@dataclass
class Hand:
    """Works the page as an auditor does."""

    window: MainWindow
    wait: Callable[[], None]
    paper: Path

    @property
    def view(self) -> PoolView:
        found = self.window.page
        assert isinstance(found, PoolView)
        return found

    @property
    def amounts(self) -> list[str]:
        """What the four cards say."""
        return [card.accessibleName() for card in self.view.cards.values()]

    @property
    def words(self) -> str:
        """Everything that is to be read on the page."""
        labels = self.view.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisible())

    def on(self, day: dt.date) -> None:
        """Another day."""
        self.view.presenter._today = lambda: day
        self.view.presenter.refresh()
        self.wait()

    def turn(self, at: int) -> Any:
        self.click(self.view.tabs.button(at))
        return self.view.leaf

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.wait()

    def press(self, text: str) -> None:
        """Click the visible button that says this."""
        buttons = self.view.leaf.findChildren(QPushButton)
        self.click(
            next(each for each in buttons if text in each.text() and each.isVisible())
        )

    def commit(self) -> None:
        self.view.commit()
        self.wait()

    def announce(self) -> None:
        leaf = self.turn(0)
        assert isinstance(leaf, NoticesLeaf)
        leaf.form.text.setPlainText("关于碳普惠减排量登记的公示")
        leaf._preview()
        self.wait()
        self.commit()

    def register(self) -> BatchesLeaf:
        self.announce()
        self.on(OVER)
        leaf = self.turn(1)
        assert isinstance(leaf, BatchesLeaf)
        self.press("登记成批次")
        return leaf

    def fill(self, kilograms: str = "0.5") -> DisposalsLeaf:
        """Write a disposal of the first batch."""
        leaf = self.turn(2)
        assert isinstance(leaf, DisposalsLeaf)
        side = leaf.side
        next(iter(side.amounts.values())).draft = kilograms
        texts = (
            uscc(77),
            "章丘高新材料有限公司",
            "产品碳足迹抵减",
            "章环发〔2026〕12号",
        )
        for edit, text in zip(side._texts, texts, strict=True):
            edit.setText(text)
        side.file.put(self.paper)
        return leaf
