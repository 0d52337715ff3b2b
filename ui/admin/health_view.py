"""The health page: what needs somebody, what is well, and a bundle for a helper."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import ZONE
from ui.admin.health_presenter import HealthPresenter
from ui.shared.badges import SHAPES
from ui.shared.errors import message_for
from ui.shared.notices import MessageBar
from ui.shared.notices import Skeleton
from ui.shared.page import Command
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.integrity.starting import Repaired
    from ui.admin.health_presenter import Finding
    from ui.shared.page import Context

_WIDTH = 900
_TITLE = 132
_TOP = Qt.AlignmentFlag.AlignTop


class HealthView(QWidget):
    """Looks when it is arrived at; what is not well stands on top."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.presenter = HealthPresenter(context)
        self.presenter.setParent(self)
        self.bar = MessageBar()
        self.summary = Label(role="section")
        self.told = Label(self._about(), "second", wrap=True)
        self.again = Button(self.tr("再查一次"), "refresh", key="F5")
        self.bundle = Button(self.tr("导出诊断包…"), "download")
        self.repair = Button(self.tr("修复"), "checks")
        self._rows = column(gap=12)
        self._build()
        self._connect()

    def arrive(self) -> None:
        """Look now."""
        self.look()

    def look(self) -> None:
        """Ask everything again."""
        self._wait()
        self.presenter.look()

    def commands(self) -> list[Command]:
        """What the palette offers here."""
        return [
            Command(self.tr("再查一次"), self.look, "zcyc", "refresh"),
            Command(self.tr("导出诊断包…"), self.choose_bundle, "dczdb", "download"),
        ]

    def choose_bundle(self) -> None:
        """Ask where the bundle goes."""
        name = f"carbon-points-{dt.datetime.now(ZONE):%Y%m%d-%H%M}.zip"
        start = str(Path.home() / name)
        title = self.tr("导出诊断包")
        chosen, _form = QFileDialog.getSaveFileName(self, title, start, "*.zip")
        if chosen:
            self.bundle.setEnabled(False)
            self.presenter.export(Path(chosen))

    def _build(self) -> None:
        self.repair.setVisible(self.presenter.can_repair)
        buttons = (self.again, self.repair, self.bundle)
        head = row((self.summary, 1), *buttons, gap=8)
        inside = QWidget()
        sheet = column(head, self.told, self.bar, self._rows, STRETCH, gap=10)
        sheet.setContentsMargins(px(12), px(12), px(12), px(12))
        inside.setLayout(sheet)
        inside.setMaximumWidth(px(_WIDTH))
        self.setLayout(column(scrolling(inside), gap=0))
        self.setFocusProxy(self.again)

    def _connect(self) -> None:
        self.again.clicked.connect(lambda _checked: self.look())
        self.again.setShortcut("F5")
        self.bundle.clicked.connect(lambda _checked: self.choose_bundle())
        self.repair.clicked.connect(lambda _checked: self._act("repair"))
        self.presenter.looked.connect(self._show)
        self.presenter.failed.connect(self._fail)
        self.presenter.exported.connect(self._exported)
        self.presenter.repaired.connect(self._repaired)

    def _about(self) -> str:
        return self.tr("程序每次打开都会自己检查流水链末端；这里看全部，并说明怎么办。")

    def _wait(self) -> None:
        self._busy(True)
        self.summary.setText(self.tr("正在检查…"))
        empty(self._rows)
        self._rows.addWidget(Skeleton(6))

    def _busy(self, busy: bool) -> None:  # noqa: FBT001  (a state, not an option)
        for button in (self.again, self.repair, self.bundle):
            button.setEnabled(not busy)

    def _show(self, findings: Sequence[Finding]) -> None:
        self._busy(False)
        open_ = [found for found in findings if found.tone is not Tone.OK]
        well = [found for found in findings if found.tone is Tone.OK]
        bad = sum(found.tone is Tone.BAD for found in findings)
        self.summary.setText(self._summary(bad, len(open_) - bad))
        empty(self._rows)
        if open_:
            title = self.tr("要处理的") if bad else self.tr("请留意")
            self._rows.addWidget(self._card(title, open_))
        if well:
            title = self.tr("正常 %n 项", "", len(well))
            self._rows.addWidget(self._card(title, well))

    def _summary(self, bad: int, hints: int) -> str:
        if bad:
            return self.tr("%n 项要处理", "", bad)
        if hints:
            return self.tr("可以正常使用，%n 项请留意", "", hints)
        return self.tr("一切正常")

    def _card(self, title: str, findings: Sequence[Finding]) -> Card:
        body = column(Label(title, "strong"), margins=(18, 12, 18, 12), gap=8)
        for found in findings:
            body.addWidget(Rule())
            body.addWidget(self._line(found))
        return Card(body)

    def _line(self, found: Finding) -> QWidget:
        title = Label(found.title, "strong", wrap=True)
        title.setFixedWidth(px(_TITLE))
        says = Label(found.says, wrap=True)
        says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = column(says, gap=2)
        if found.remedy:
            words.addWidget(Label(found.remedy, "second", wrap=True))
        mark = Mark(SHAPES[found.tone], found.tone.ink, 20)
        line = row(mark, title, (words, 1), gap=10)
        if found.act:
            line.addWidget(self._button(found), 0, _TOP)
        for part in (mark, title):
            line.setAlignment(part, _TOP)
        made = QWidget()
        made.setLayout(line)
        made.setAccessibleName(f"{found.title}：{found.says} {found.remedy}".strip())
        return made

    def _button(self, found: Finding) -> Button:
        made = Button(found.verb)
        made.setAccessibleName(f"{found.title}：{found.verb}")
        made.clicked.connect(lambda _checked: self._act(found.act))
        return made

    def _act(self, name: str) -> None:
        if name == "repair":
            self._busy(True)
        self.presenter.act(name)

    def _fail(self, error: Exception) -> None:
        self._busy(False)
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)
        self.bar.offer(self.tr("重试"), partial(self.look), "refresh")
        if not self.presenter.has_looked:
            empty(self._rows)
            self.summary.setText(self.tr("没有查完"))

    def _exported(self, file: Path) -> None:
        self.bundle.setEnabled(True)
        said = self.tr(
            "诊断包已存到 {file}。里面没有任何人的信息，可以直接发给管理员。"
        )
        self.bar.say(Tone.OK, said.format(file=file))

    def _repaired(self, done: Repaired) -> None:
        papers = self.tr("补做证书 %n 份", "", done.certificates)
        files = self.tr("清理文件 %n 个", "", done.files)
        self.bar.say(Tone.OK, self.tr("修复完成。"), f"{papers}，{files}")
