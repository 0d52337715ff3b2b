"""Step four of an import: what was written, file by file, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QWidget

from ui.service_desk import import_wording
from ui.service_desk.import_choose import ReasonBar
from ui.service_desk.import_columns_work import kind_name
from ui.shared import language
from ui.shared.notices import announce
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.exchange.report import FileReport
    from ui.service_desk.import_work import Checked
    from ui.shared.messages import Message

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DonePanel(QWidget):
    """The outcome of each file."""

    next_wanted = Signal()
    rows_wanted = Signal()
    take_back = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._batches: list[int] = []
        self._mark = Mark("circle-check", "ok", 44)
        self._title = Label(role="name")
        self._note = Label(role="second", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(24))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(0, 1)
        self.reason = ReasonBar()
        self.reason.confirmed.connect(self.take_back)
        words = column(self._title, self._note, gap=2)
        head = row(self._mark, (words, 1), gap=16)
        inside = scrolling(box(column(self._grid, STRETCH, margins=(0, 0, 8, 0))))
        parts = (head, self.reason, (inside, 1))
        card = Card(column(*parts, margins=(24, 20, 24, 16), gap=16))
        self.setLayout(column((card, 1), self._foot(), gap=10))

    def show_files(
        self,
        files: Sequence[Checked],
        reports: Sequence[FileReport],
        batches: Sequence[int],
    ) -> None:
        """Say what became of each file."""
        self._batches = list(batches)
        taken = any(report.accepted for report in reports)
        self._say(import_wording.written(list(reports)), taken=taken)
        self.back.setVisible(bool(batches))
        self.rows.setVisible(any(report.problems for report in reports))
        empty(self._grid)
        for at, head in enumerate(self._heads()):
            self._put(0, at, Label(head, "caption"))
        written = {report.path: report for report in reports}
        for number, file in enumerate(files, start=1):
            report = written.get(file.path)
            self._put(number, 0, Elided(file.path.name, "strong"))
            if report is None or report.error is not None:
                why = Label(self._why_not(file), "second", wrap=True)
                self._grid.addWidget(why, number, 1, 1, -1)
                continue
            for at, label in enumerate(self._figures(report), start=1):
                self._put(number, at, label)

    def _say(self, said: Message, *, taken: bool) -> None:
        shape, tone = ("circle-check", "ok") if taken else ("info-circle", "info")
        self._mark.show_icon(shape, tone, 44)
        self._title.setText(said.title)
        self._note.setText(said.text)
        self.setAccessibleName(said.whole)
        announce(self)

    def _why_not(self, file: Checked) -> str:
        if file.error is not None:
            return import_wording.file_error(file).title
        return self.tr("没有写入：没有可写入的行，或者轮到它之前已经取消。")

    def _heads(self) -> tuple[str, ...]:
        return (
            self.tr("文件"),
            self.tr("类别"),
            self.tr("写入"),
            self.tr("重复"),
            self.tr("不予计入"),
            self.tr("需修正"),
            self.tr("减排量（待审核）"),
        )

    def _figures(self, report: FileReport) -> tuple[Label, ...]:
        kind = kind_name(report.kind, language.in_force()) if report.kind else "—"
        mended = report.rejected - report.not_creditable
        number, unit = import_wording.mass(report.reduction_mg)
        return (
            Label(kind),
            Label(f"{report.accepted:,}", "strong", Tone.OK),
            Label(f"{report.duplicates:,}"),
            Label(f"{report.not_creditable:,}"),
            Label(f"{mended:,}", tone=Tone.BAD if mended else None),
            Label(f"{number} {unit}" if report.reduction_mg else "—"),
        )

    def _put(self, line: int, at: int, label: Label) -> None:
        if at > 1:
            label.setAlignment(_RIGHT)
        self._grid.addWidget(label, line, at)

    def _foot(self) -> QWidget:
        made = QWidget()
        self.back = Button(self.tr("整批撤回…"), "arrow-back-up", "danger")
        self.back.clicked.connect(lambda _on: self._ask())
        self.rows = Button(self.tr("查看问题行"), "list-check")
        self.rows.clicked.connect(lambda _on: self.rows_wanted.emit())
        self.next = Button(
            self.tr("再导入一个文件"), "file-import", "primary", key="Ctrl+Enter"
        )
        self.next.clicked.connect(lambda _on: self.next_wanted.emit())
        made.setLayout(row(self.back, STRETCH, self.rows, self.next, gap=12))
        return made

    def _ask(self) -> None:
        text = self.tr(
            "整批撤回刚才写入的 %n 个文件？还没审核的行为会标明“已撤销”。",
            "",
            len(self._batches),
        )
        self.reason.ask(text, self._batches)
