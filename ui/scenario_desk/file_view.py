"""The file of a scenario: stages, papers, notice, criteria, host, and the countdown."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from ui.scenario_desk.file_about import AboutLeaf
from ui.scenario_desk.file_lists import CriteriaTable
from ui.scenario_desk.file_lists import PapersTable
from ui.scenario_desk.file_notices import NoticeBoard
from ui.scenario_desk.file_presenter import FilePresenter
from ui.scenario_desk.file_side import FileSide
from ui.scenario_desk.file_stages import StageCard
from ui.shared import language
from ui.shared.errors import message_for
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.notices import Skeleton
from ui.shared.page import Command
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import Qt
    from PySide6.QtGui import QResizeEvent

    from carbon_points.scenarios.verifications import Verification
    from ui.scenario_desk.file_form import Form
    from ui.scenario_desk.file_lists import Paper
    from ui.scenario_desk.file_work import Seen
    from ui.shared.page import Context

PAPERS, NOTICES, CRITERIA, ABOUT = range(4)
_SIDE: Final = 380
_SIDE_NARROW: Final = 340


@dataclass(frozen=True, slots=True)
class FileState:
    """What survives when the page is built anew."""

    part: int
    form: Form | None = None
    drafts: dict[str, Any] = field(default_factory=dict)


class FileView(QWidget):
    """The line of stages above, four parts at the left, the side at the right."""

    def __init__(self, context: Context, scenario_id: str) -> None:
        super().__init__()
        self._context = context
        self.presenter = FilePresenter(context, scenario_id)
        self.presenter.setParent(self)
        self.bar, self.progress = MessageBar(), ProgressStrip()
        self.stages, self.side = StageCard(), FileSide(self.presenter)
        self.papers, self.board = PapersTable(), NoticeBoard()
        self.criteria, self.about = CriteriaTable(), AboutLeaf()
        self._parts, self._whole = QStackedWidget(), QStackedWidget()
        self._whole.addWidget(Skeleton())
        self._whole.addWidget(box(column(self.stages, (self._middle(), 1), gap=10)))
        parts = (self.bar, self.progress, (self._whole, 1))
        self.setLayout(column(*parts, gap=10))
        self._connect()

    @property
    def seen(self) -> Seen | None:
        """What is shown; None before the first answer."""
        return self.side.seen

    # What the page asks of its leaves.

    def arrive(self) -> None:
        """It was turned to: what it shows is fetched anew."""
        self.presenter.refresh()

    def take_focus(self, reason: Qt.FocusReason) -> None:
        """Let the keys go to the first control."""
        self.tabs.button(self.tabs.checkedId()).setFocus(reason)

    def snapshot(self) -> FileState:
        """What is looked at, and what was begun."""
        return FileState(self.tabs.checkedId(), *self.side.begun)

    def restore(self, state: FileState) -> None:
        """Look at the same again."""
        self.turn(state.part)
        if state.form is not None:
            self.side.go_on(state.form, state.drafts)

    def commands(self) -> list[Command]:
        """What the palette offers here."""
        if not self._writes:
            return []
        return [
            Command(self.tr("添加档案文件"), self.side.add_paper, "tjdawj", "plus"),
            Command(self.tr("进入下一阶段"), self.side.next_stage, "jrxyjd"),
            Command(self.tr("登记公示"), self.announce, "djgs"),
        ]

    def commit(self) -> None:
        """Ctrl+Enter: record what the form holds."""
        self.side.commit()

    def escape(self) -> bool:
        """Esc: back to the countdown."""
        return self.side.back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = width_of(self.window().size()) is Width.NARROW
        self.side.setFixedWidth(px(_SIDE_NARROW if narrow else _SIDE))

    def turn(self, part: int) -> None:
        """Show papers, notices, criteria or the host."""
        self.tabs.button(part).setChecked(True)
        self._parts.setCurrentIndex(part)
        self._name_add()

    def announce(self) -> None:
        """Begin a public notice."""
        if self.seen is not None:
            self.turn(NOTICES)
            self.side.open_form(self.side.forms.notice(self.seen))

    def open_criterion(self, criterion: str) -> None:
        """Show a criterion with its history at the right."""
        self.turn(CRITERIA)
        self.side.open_criterion(criterion)

    # Parts.

    def _middle(self) -> QWidget:
        self.tabs = QButtonGroup(self)
        tabs = [Choice(name) for name in self._names()]
        for at, tab in enumerate(tabs):
            self.tabs.addButton(tab, at)
        tabs[PAPERS].setChecked(True)
        self.add = Button("", "plus", "primary")
        self.add.hide()
        for part in (self.papers, self.board, self.criteria, self.about):
            self._parts.addWidget(part)
        head = row(*tabs, STRETCH, self.add, margins=(12, 10, 12, 0), gap=6)
        left = Card(column(head, (self._parts, 1), gap=8))
        return box(row((left, 1), self.side, gap=12))

    def _names(self, papers: str = "", criteria: str = "") -> tuple[str, ...]:
        """Of the tabs, two of them with how far they are."""
        return (
            " ".join(filter(None, (self.tr("文件"), papers))),
            self.tr("公示"),
            " ".join(filter(None, (self.tr("验收条件"), criteria))),
            self.tr("承办与范围"),
        )

    def _connect(self) -> None:
        presenter, side = self.presenter, self.side
        presenter.seen.connect(self._show)
        presenter.failed.connect(self._fail)
        presenter.recorded.connect(self._context.frame.toast)
        presenter.written.connect(self._written)
        presenter.verifying.connect(self._show_verifying)
        presenter.verify_step.connect(self.progress.step)
        presenter.verified.connect(self._verified)
        self.progress.cancelled.connect(presenter.cancel)
        self.tabs.idClicked.connect(self.turn)
        self.add.clicked.connect(lambda _on: self._add())
        self.stages.wanted.connect(side.next_stage)
        self.papers.opened.connect(self._open_paper)
        self.papers.dropped.connect(self._take_files)
        self.criteria.opened.connect(side.open_criterion)
        forms, opened = side.forms, side.open_form
        self.board.objection_wanted.connect(lambda each: opened(forms.objection(each)))
        self.board.answer_wanted.connect(lambda each: opened(forms.answer(each)))
        self.board.void_wanted.connect(lambda each: opened(forms.void_notice(each)))
        self.about.verify_wanted.connect(presenter.verify)
        self.about.methodology_wanted.connect(
            lambda name: self._context.navigate("methodologies", methodology=name)
        )
        side.countdown.criterion_wanted.connect(self.open_criterion)
        side.countdown.findings_wanted.connect(
            lambda: self._context.navigate("audit", leaf="sampling")
        )
        side.elsewhere.connect(
            lambda kind: self.turn(ABOUT if kind == "verify" else NOTICES)
        )

    # What comes back.

    def _show(self, seen: Seen) -> None:
        self.bar.dismiss()
        file, writes = seen.file, seen.may_write
        self.side.show_seen(seen)
        self.stages.show_file(file, may_write=writes)
        self.papers.show_file(file)
        self.board.show_file(file, may_write=writes)
        self.criteria.show_seen(seen)
        self.about.show_file(file, may_write=writes)
        held = sum(each.held for each in file.requirements)
        papers = f"{held}/{len(file.requirements)}"
        criteria = f"{file.countdown.met}/{len(file.criteria)}"
        for at, name in enumerate(self._names(papers, criteria)):
            self.tabs.button(at).setText(name)
        self._name_add()
        self._whole.setCurrentIndex(1)

    def _fail(self, error: Exception) -> None:
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)
        self.bar.offer(self.tr("重试"), self.presenter.refresh, "refresh")

    def _written(self, path: Path) -> None:
        self._context.frame.toast(self.tr("已保存到 {path}").format(path=path))

    def _show_verifying(self, running: bool) -> None:  # noqa: FBT001  (a Qt signal)
        self.about.verify.setEnabled(not running)
        if running:
            self.progress.begin(self.tr("正在核验全部记录…"))
        else:
            self.progress.end()

    def _verified(self, done: Verification) -> None:
        if not done.failed:
            words = self.tr("核验 {n} 项，全部通过，已记入档案")
            self._context.frame.toast(words.format(n=done.checks))
            return
        title = self.tr("核验有 {n} 项未通过").format(n=len(done.failed))
        text = self.tr("结果已记入档案；请先查清再验收：{names}")
        names = language.listed(done.failed)
        self.bar.say(Tone.BAD, title, text.format(names=names))

    # Small steps.

    @property
    def _writes(self) -> bool:
        return self.seen is not None and self.seen.may_write

    def _add(self) -> None:
        part = self.tabs.checkedId()
        if part == NOTICES:
            self.announce()
        elif part == ABOUT and self.seen is not None:
            self.side.open_form(self.side.forms.detail(self.seen))
        else:
            self.side.add_paper()

    def _name_add(self) -> None:
        names = {
            PAPERS: self.tr("添加文件"),
            NOTICES: self.tr("登记公示"),
            ABOUT: self.tr("修改"),
        }
        name = names.get(self.tabs.checkedId(), "")
        self.add.setVisible(self._writes and bool(name))
        self.add.setText(name)

    def _open_paper(self, paper: Paper) -> None:
        if paper.document is None:
            self.side.mend(paper.kind)
        else:
            self.side.open_document(paper.document)

    def _take_files(self, files: tuple[Path, ...]) -> None:
        """Files were dropped: for the row that lacks one, else a new paper."""
        paper = self.papers.current
        lacks = paper is not None and paper.lacks
        kind = paper.kind if paper is not None and lacks else ""
        self.side.mend(kind, files)
