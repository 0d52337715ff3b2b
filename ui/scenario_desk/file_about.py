"""Who runs a scenario and where, by which methodologies, and when it was verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.methodology.contract import Status
from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from ui.scenario_desk import file_words
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from carbon_points.scenarios.file import Member
    from carbon_points.scenarios.file import ScenarioFile


class AboutLeaf(QWidget):
    """Facts in lines; the stages with who decided them stand below."""

    verify_wanted = Signal()
    methodology_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._facts = column(gap=10, margins=(16, 14, 16, 14))
        self.verify = Button(self.tr("运行核验并记入档案"), "shield-check")
        self.verify.clicked.connect(lambda _on: self.verify_wanted.emit())
        self.setLayout(column((scrolling(box(self._facts)), 1), self.verify, gap=0))

    def show_file(self, file: ScenarioFile, *, may_write: bool) -> None:
        """Show a scenario's facts."""
        empty(self._facts)
        detail = file.detail
        self._fact(self.tr("承办单位"), detail.host or self.tr("还没有登记"))
        self._fact(self.tr("统一社会信用代码"), detail.host_code)
        self._fact(self.tr("联系方式"), detail.contact)
        places = language.listed(place.name for place in file.places)
        whole = self.tr("全区 {n} 个街道（镇）").format(n=len(file.places))
        self._fact(self.tr("实施范围"), places if detail.places else whole)
        self._facts.addWidget(Rule())
        for member in file.members:
            self._facts.addLayout(self._member(member))
        self._facts.addWidget(Rule())
        self._show_verification(file)
        self._facts.addWidget(Rule())
        for stage in file.stages:
            words = "　".join(filter(None, (stage.responsible, stage.document)))
            name = file_words.stage_word(stage.stage)
            self._fact(f"{stage.day.isoformat()}　{name}", words)
            self._fact("", stage.note)
        self._facts.addStretch(1)
        self.verify.setVisible(may_write)

    def _show_verification(self, file: ScenarioFile) -> None:
        last = file.verification
        if last is None:
            self._fact(self.tr("全库核验"), self.tr("还没有核验"))
            return
        ok = Badge(self.tr("全部通过"), Tone.OK)
        bad = Badge(self.tr("未通过"), Tone.BAD)
        said = self.tr("{day}，{n} 项，到链位置 {at}").format(
            day=last.day.isoformat(), n=last.checks, at=last.checked_position
        )
        pill = Pill(bad if last.failed else ok)
        name = Label(self.tr("全库核验"), "second")
        self._facts.addLayout(row(name, Label(said), pill, STRETCH, gap=10))

    def _fact(self, name: str, value: str) -> None:
        if value:
            label = Label(name, "second")
            self._facts.addLayout(row(label, (Label(value, wrap=True), 1), gap=12))

    def _member(self, member: Member) -> QHBoxLayout:
        texts = texts_of(discover()[member.id], language.in_force())
        known = "stopped" if member.status is Status.WITHDRAWN else member.status.value
        open_it = Button(texts.name, "books", "link")
        open_it.clicked.connect(
            lambda _on=False: self.methodology_wanted.emit(member.id)
        )
        return row(open_it, Pill(badge(known)), STRETCH, gap=8)
