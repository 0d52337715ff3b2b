"""What the toolkit must not do to us."""

from __future__ import annotations

import sys
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel
from PySide6.QtCore import QSortFilterProxyModel
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtCore import QPersistentModelIndex
    from pytestqt.qtbot import QtBot

SLACK = 50


class Nothing(QAbstractTableModel):
    """A model that answers None to everything."""

    def rowCount(self, _parent: object = None) -> int:
        return 1

    def columnCount(self, _parent: object = None) -> int:
        return 1

    def data(self, _index: QModelIndex | QPersistentModelIndex, _role: int = 0) -> Any:
        return None


def test_calls_that_return_nothing_leave_none_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for _ in range(1000):
        label.setText("减排量 kgCO₂e")

    assert abs(sys.getrefcount(None) - before) <= SLACK


def test_a_model_that_answers_none_leaves_none_alone() -> None:
    model, proxy = Nothing(), QSortFilterProxyModel()
    proxy.setSourceModel(model)
    index = proxy.index(0, 0)
    before = sys.getrefcount(None)

    for _ in range(1000):
        index.data()

    assert abs(sys.getrefcount(None) - before) <= SLACK
