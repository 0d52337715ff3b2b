"""The list of participants into a workbook: where to, how far, what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ui.service_desk import roll_work
from ui.shared.dates import today
from ui.shared.notices import ProgressStrip

if TYPE_CHECKING:
    from carbon_points.crediting.roll_export import Exported
    from ui.service_desk.roll_presenter import RollPresenter
    from ui.service_desk.roll_work import RollSource
    from ui.shared.background import Task
    from ui.shared.page import Frame


class ExportStrip(ProgressStrip):
    """One export at a time; cancelled, it leaves no file."""

    def __init__(self, presenter: RollPresenter, frame: Frame) -> None:
        super().__init__()
        self._presenter = presenter
        self._frame = frame
        self._task: Task[Exported] | None = None
        self.cancelled.connect(self._stop_export)
        presenter.exported.connect(self._tell_export)

    def export(self, source: RollSource | None) -> None:
        """Ask where to, and write these people, masked as they are shown."""
        if source is None or self._task is not None:
            return
        name, _kind = QFileDialog.getSaveFileName(
            self,
            self.tr("导出（脱敏）"),
            str(Path.home() / roll_work.export_name(today())),
            self.tr("Excel 工作簿 (*.xlsx)"),
        )
        if name:
            self.begin(self.tr("正在导出…"))
            self._task = self._presenter.export(source, Path(name), self.step)
            self._task.finished.connect(self._end_export)

    def _stop_export(self) -> None:
        if self._task is not None:
            self.stopping()
            self._task.cancel()

    def _end_export(self) -> None:
        self._task = None
        self.end()

    def _tell_export(self, done: Exported) -> None:
        text = self.tr("已导出 {n} 行（脱敏）：{path}。导出已记入操作日志。")
        self._frame.toast(text.format(n=f"{done.rows:,}", path=done.path))
