"""The head of the register: which table, which lines, and what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from ui.scenario_desk.indicators_rows import ALL
from ui.scenario_desk.indicators_rows import KINDS
from ui.scenario_desk.indicators_rows import OPEN
from ui.scenario_desk.indicators_rows import OURS
from ui.shared.widgets import Button
from ui.shared.widgets import Choice
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH


class RegisterBar(QWidget):
    """Two tables, five filters; kinds are those of indicators only."""

    turned = Signal(int)
    filtered = Signal()
    export_wanted = Signal(object)
    """The path of the workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs = QButtonGroup(self)
        tabs = (Choice(self.tr("主要指标")), Choice(self.tr("重点项目")))
        for at, tab in enumerate(tabs):
            self.tabs.addButton(tab, at)
        tabs[0].setChecked(True)
        self.filters = {
            ALL: Choice(self.tr("全部")),
            OPEN: Choice(self.tr("未完成")),
            "binding": Choice(self.tr("约束")),
            "reference": Choice(self.tr("参考")),
            OURS: Choice(self.tr("本局负责")),
        }
        self._group = QButtonGroup(self)
        for choice in self.filters.values():
            self._group.addButton(choice)
        self.filters[ALL].setChecked(True)
        self.report = Button(self.tr("登记新值"), "plus", key="Enter")
        self.export = Button(self.tr("导出"), "table-export")
        right = (self.report, self.export)
        self.setLayout(row(*tabs, 8, *self.filters.values(), STRETCH, *right, gap=6))
        self.tabs.idClicked.connect(self.turned.emit)
        self._group.buttonClicked.connect(lambda _button: self.filtered.emit())
        self.export.clicked.connect(lambda _on: self.ask_and_export())

    @property
    def tab(self) -> int:
        """0: the indicators, 1: the key projects."""
        return max(self.tabs.checkedId(), 0)

    @property
    def filter(self) -> str:
        """Which lines are let through."""
        return next(n for n, each in self.filters.items() if each.isChecked())

    def turn(self, at: int) -> None:
        """Show one of the two tables."""
        self.tabs.button(at).setChecked(True)
        for name in KINDS.keys() & self.filters.keys():
            self.filters[name].setVisible(at == 0)
        if at == 1 and self.filter in KINDS:
            self.filters[ALL].setChecked(True)

    def say_all(self, number: int) -> None:
        """How many there are without a filter."""
        self.filters[ALL].setText(self.tr("全部 {n}").format(n=number))

    def ask_and_export(self) -> None:
        """Ask where to write the register."""
        name, _form = QFileDialog.getSaveFileName(
            self, self.tr("导出指标表"), self.tr("指标登记.xlsx"), "Excel (*.xlsx)"
        )
        if name:
            path = Path(name)
            is_named = path.suffix.lower() == ".xlsx"
            self.export_wanted.emit(path if is_named else Path(f"{name}.xlsx"))
