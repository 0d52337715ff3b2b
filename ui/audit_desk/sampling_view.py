"""The sampling leaf: plan, list and checks, findings, working paper."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QWidget

from carbon_points.audit.finding_rows import OPEN
from carbon_points.common.ids import id_text
from ui.audit_desk import sampling_words as words
from ui.audit_desk.sampling_findings import FindingsPage
from ui.audit_desk.sampling_list import ListPage
from ui.audit_desk.sampling_paper import ask_where
from ui.audit_desk.sampling_plan import PlanPage
from ui.audit_desk.sampling_presenter import SamplingPresenter
from ui.audit_desk.why_over import WhyOver
from ui.shared import dates
from ui.shared.errors import message_for
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import Skeleton
from ui.shared.page import Command
from ui.shared.print_drawer import PrintDrawer
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import IconButton
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import Select
from ui.shared.widgets import Stack

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.audit.sample_paper import SamplePaper
    from ui.audit_desk.sampling_work import Overview
    from ui.shared.page import Context

PLAN: Final = 0
LIST: Final = 1
FINDINGS: Final = 2


class SamplingView(QWidget):
    """Three pages of one work: plan, check, settle; Ctrl+P shows the paper."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self.presenter = SamplingPresenter(context, today)
        self.bar = MessageBar()
        self.plan, self.list = PlanPage(today), ListPage()
        self.findings = FindingsPage(self.presenter.login)
        self.drawer = PrintDrawer(context, self)
        self.why = WhyOver(context, self, self.presenter.caller)
        self.tabs = QButtonGroup(self)
        self.samples = Select(self.tr("抽样"))
        self.printing = Button(self.tr("工作底稿"), "printer", key="Ctrl+P")
        self.saving = IconButton(self.tr("另存工作底稿"), "download", "Ctrl+S")
        self._stack, self._skeleton = Stack(), Skeleton()
        self._no_list = EmptyState(
            self.tr("还没有抽样。先定方案，请检查人员说出种子，再抽取名单。"),
            "list-check",
        )
        self._no_list.offer(self.tr("定抽样方案"), lambda: self.turn(PLAN))
        for page in (
            *(self._skeleton, self.plan, self.list, self.findings),
            self._no_list,
        ):
            self._stack.addWidget(page)
        self._at: int | None = None
        self.corner = self._head()
        """Stands beside the tabs of the page; a line of its own has no room."""

        self.setLayout(column(self.bar, (self._stack, 1), gap=10))
        self._connect()

    def _head(self) -> QWidget:
        line = row(6, Rule(upright=True), 6, gap=6)
        for at, name in enumerate(
            (self.tr("方案"), self.tr("名单与核查"), self.tr("问题"))
        ):
            tab = Choice(name)
            self.tabs.addButton(tab, at)
            line.addWidget(tab)
        self.samples.setMinimumWidth(px(150))
        self.samples.setMaximumWidth(px(260))
        self.samples.hide()
        for verb in (self.printing, self.saving):
            verb.setEnabled(False)
        line.addStretch(1)
        line.addWidget(self.samples, 1)
        line.addWidget(self.saving)
        line.addWidget(self.printing)
        made = QWidget()
        made.setProperty("plain", "true")
        made.setLayout(line)
        return made

    def _connect(self) -> None:
        presenter, checks = self.presenter, self.list.panel
        presenter.seen.connect(self._show_overview)
        presenter.measured.connect(self.plan.show_measure)
        presenter.opened.connect(self._show_paper)
        presenter.drawn.connect(self._tell_drawn)
        presenter.looked.connect(checks.show_beside)
        presenter.photo_read.connect(checks.show_photo)
        presenter.settled.connect(self._tell_settled)
        presenter.paper_made.connect(self._show_pdf)
        presenter.saved.connect(self._tell_saved)
        presenter.failed.connect(self._refuse)
        self.plan.changed.connect(presenter.measure)
        self.plan.wanted.connect(presenter.draw)
        self.list.picked.connect(presenter.look)
        checks.why_wanted.connect(self.explain)
        checks.judged.connect(presenter.judge)
        checks.judged.connect(lambda _said: self.findings.panel.let_go())
        checks.file_wanted.connect(presenter.read_photo)
        self.findings.opening.wanted.connect(presenter.open_finding)
        self.findings.panel.corrected.connect(presenter.correct)
        self.findings.panel.settled.connect(
            lambda number, note, close: presenter.settle(number, note, close=close)
        )
        self.tabs.idClicked.connect(self.turn)
        self.samples.activated.connect(self._choose_sample)
        self.printing.clicked.connect(lambda _on: self.print_page())
        self.saving.clicked.connect(lambda _on: self.save_paper())
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        save = QShortcut(QKeySequence("Ctrl+S"), self, context=within)
        save.activated.connect(self.save_paper)

    # What the page asks of a leaf.

    def arrive(self, finding: int = 0) -> None:
        """Come here; what was drawn and found is fetched anew."""
        if finding:
            self.turn(FINDINGS)
        self.presenter.refresh()
        self.plan.ask()

    def commit(self) -> None:
        """Ctrl+Enter: draw, or take the finding a step further."""
        if self._at == PLAN:
            self.plan.commit()
        elif self._at == FINDINGS:
            self.findings.panel.commit()

    def explain(self) -> None:
        """F1: how the number of the current action came about."""
        ids = {LIST: self.list.panel.action_id, FINDINGS: self.findings.panel.action_id}
        if action_id := ids.get(self._at or PLAN, 0):
            self.why.open(action_id)

    def print_page(self) -> None:
        """Ctrl+P: the working paper of the open sample."""
        if self.printing.isEnabled():
            self.presenter.make_paper()

    def save_paper(self) -> None:
        """Ctrl+S: keep the working paper as a file."""
        if self.saving.isEnabled():
            number = id_text(self.presenter.sample_id)
            name = self.tr("抽样底稿_{number}").format(number=number)
            ask_where(self, name, self.presenter.save_paper)

    def escape(self) -> bool:
        """Esc: close the paper, or stop waiting for a reason."""
        if self.drawer.escape() or self.why.escape():
            return True
        return self.list.panel.drop() if self._at == LIST else False

    def snapshot(self) -> object:
        """Which page is looked at, which sample, and what the plan says."""
        return self._at, self.presenter.sample_id, self.plan.snapshot()

    def restore(self, state: object) -> None:
        """Look at the same again."""
        if isinstance(state, tuple):
            at, self.presenter.sample_id, plan = state
            self.plan.restore(plan)
            if at is not None:
                self.turn(at)

    def commands(self) -> list[Command]:
        """What the palette offers."""
        return [
            Command(self.tr("抽样：定方案"), lambda: self.turn(PLAN), "dfa"),
            Command(self.tr("抽样：名单与核查"), lambda: self.turn(LIST), "mdyhc"),
            Command(self.tr("抽样：问题"), lambda: self.turn(FINDINGS), "wt"),
        ]

    def focusInEvent(self, event: object) -> None:
        del event
        page = self._stack.currentWidget()
        if page is not None and page not in {self._skeleton, self._no_list}:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, at: int) -> None:
        """Show a page."""
        self._at = at
        self.tabs.button(at).setChecked(True)
        self._show_page()
        page = self._stack.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_page(self) -> None:
        if self._at is None:
            return
        pages: tuple[QWidget, ...] = (self.plan, self.list, self.findings)
        page = pages[self._at]
        if page is self.list and self.presenter.paper is None:
            page = self._skeleton if self.presenter.sample_id else self._no_list
        self._stack.setCurrentWidget(page)

    # What comes back.

    def _show_overview(self, found: Overview) -> None:
        self.list.panel.people = found.people
        self.findings.show_overview(found)
        left = sum(each.unsettled for each in found.findings)
        name = self.tr("问题")
        self.tabs.button(FINDINGS).setText(f"{name} {left}" if left else name)
        self.samples.clear()
        for each in found.samples:
            self.samples.addItem(words.sample_name(each), str(each.sample_id))
        self.samples.setVisible(bool(found.samples))
        for verb in (self.printing, self.saving):
            verb.setEnabled(bool(found.samples))
        if found.samples and not self.presenter.sample_id:
            self.presenter.open(found.samples[0].sample_id)
        self.samples.choose(str(self.presenter.sample_id))
        self.samples.setToolTip(self.samples.currentText())
        if self._at is None:
            self.turn(LIST if found.samples else PLAN)

    def _show_paper(self, paper: SamplePaper) -> None:
        self.list.show_paper(paper)
        self._show_page()

    def _choose_sample(self, _at: int) -> None:
        self.presenter.open(int(self.samples.code))
        self.turn(LIST)

    def _tell_drawn(self, sample_id: int) -> None:
        text = self.tr("名单已固定，编号 {number}。逐条核查；名单不能再改。")
        self._say(Tone.OK, text.format(number=id_text(sample_id)))
        self.plan.seed.clear()
        self.presenter.paper = None
        self.turn(LIST)

    def _tell_settled(self, state: str) -> None:
        if state == OPEN:
            self.findings.opening.clear()
            self.findings.panel.let_go()
        said = {
            OPEN: self.tr("问题已提出，列在最上面。"),
            "corrected": self.tr("整改已记下。请另一位审核员复核后关闭。"),
            "closed": self.tr("问题已关闭。"),
            "dismissed": self.tr("已改判无误，抽样结果随之更新。"),
        }
        self._say(Tone.OK, said[state])

    def _show_pdf(self, pdf: bytes) -> None:
        number = id_text(self.presenter.sample_id)
        title = self.tr("抽样核查工作底稿")
        self.drawer.open(f"{title} {number}", pdf)

    def _tell_saved(self, path: Path) -> None:
        text = self.tr("工作底稿已保存到“{path}”。")
        self._say(Tone.OK, text.format(path=path))

    def _refuse(self, error: Exception) -> None:
        if self._stack.currentWidget() is self._skeleton:
            self.turn(PLAN)
        said = message_for(error)
        self._say(said.tone, said.title, said.text, said.code)

    def _say(self, tone: Tone, title: str, text: str = "", code: str = "") -> None:
        self.bar.say(tone, title, text, code)
