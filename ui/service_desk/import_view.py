"""The import page: choose files, check their columns, look at their rows, write."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from ui.service_desk.import_choose import ChoosePanel
from ui.service_desk.import_columns import ColumnsPanel
from ui.service_desk.import_done import DonePanel
from ui.service_desk.import_presenter import ImportPresenter
from ui.service_desk.import_review import ReviewPanel
from ui.service_desk.import_state import Step
from ui.shared import dates
from ui.shared.cards import Stepper
from ui.shared.drafting import DraftKeeper
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.page import Command
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import column

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtGui import QDragLeaveEvent
    from PySide6.QtGui import QDropEvent
    from PySide6.QtGui import QResizeEvent

    from carbon_points.security.drafts import Draft
    from ui.service_desk.import_columns_work import Assignment
    from ui.service_desk.import_work import Checked
    from ui.shared.messages import Message
    from ui.shared.page import Context

_LOW: Final = 560


class ImportView(QWidget):
    """Shows what the presenter knows; one panel a step."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self._says_verdict = False
        self._said_about: tuple[Checked | None, Step] = (None, Step.CHOOSE)
        self.setAcceptDrops(True)
        self._stepper = Stepper(
            (
                self.tr("选文件"),
                self.tr("对应列"),
                self.tr("核对与修正"),
                self.tr("写入"),
            )
        )
        self.bar = MessageBar()
        self.progress = ProgressStrip()
        self.choose, self.columns = ChoosePanel(), ColumnsPanel()
        self.review, self.done = ReviewPanel(), DonePanel()
        self._panels = QStackedWidget()
        for panel in (self.choose, self.columns, self.review, self.done):
            self._panels.addWidget(panel)
        parts = (self._stepper, self.bar, self.progress, (self._panels, 1))
        self.setLayout(column(*parts, margins=(12, 12, 12, 12), gap=12))
        self._connect_panels()
        self._bind_keys()
        self._keeper = DraftKeeper(
            context, "import", lambda: self.presenter.unfinished, self
        )
        self._adopt(ImportPresenter(context, today))
        self._keeper.find(self._tell_found)

    # What the window asks of a page.

    def arrive(self, paths: tuple[Path, ...] = ()) -> None:
        """Come here, perhaps with files from elsewhere."""
        self.presenter.choose(paths)
        self.presenter.judge_again()
        if QApplication.focusWidget() in {None, self} and not self.presenter.busy:
            self._start_step()

    def snapshot(self) -> ImportPresenter:
        """The presenter holds all the state there is."""
        return self.presenter

    def restore(self, presenter: ImportPresenter) -> None:
        """Go on with the work of the page that stood here before."""
        idle = self.presenter
        self._adopt(presenter)
        idle.deleteLater()

    def before_quit(self) -> Message | None:
        """Why quitting would lose work."""
        return self.presenter.leaving_loses()

    def commit(self) -> None:
        """Ctrl+Enter: what this step is for."""
        step = self.presenter.step
        if step is Step.COLUMNS:
            self.columns.recheck()
        elif step is Step.DONE:
            self.presenter.abandon()
        else:
            self.presenter.commit()

    def undo(self) -> bool:
        """Ctrl+Z: the cell that was mended last says again what it said before."""
        return self.presenter.undo()

    def new_participant(self) -> None:
        """F3: register whom this row is about, or somebody else."""
        page = self._context.navigate("service")
        register = getattr(page, "new_participant", None)
        if register is not None:
            register(self.review.unregistered)

    def escape(self) -> bool:
        """Esc closes what is open on the page; nothing is lost by it."""
        reason = self.done.reason
        if reason.isVisible():
            reason.hide()
        elif self.bar.isVisible():
            self.bar.dismiss()
        else:
            return False
        return True

    def commands(self) -> list[Command]:
        """What the palette offers on this page."""
        return [
            Command(self.tr("选文件导入"), self.ask_for_files, "xwj", "folder"),
            Command(
                self.tr("下一个问题行"), self.review.next_problem, "xyg", note="F8"
            ),
        ]

    def ask_for_files(self) -> None:
        """Let the person choose files."""
        kinds = self.tr("表格文件 (*.xlsx *.xls *.csv *.txt *.html);;所有文件 (*)")
        names, _kind = QFileDialog.getOpenFileNames(
            self, self.tr("选择要导入的文件"), "", kinds
        )
        self.presenter.choose([Path(name) for name in names])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where it is low the rows are worth more than the figures over them.
        self.review.counts.setVisible(self.height() >= px(_LOW))

    # Files dropped on the page.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.presenter.busy:
            self.choose.zone.invite(inviting=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.choose.zone.invite(inviting=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.choose.zone.invite(inviting=False)
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        event.acceptProposedAction()
        self.presenter.choose(_files_in(paths))

    # Wiring.

    def _connect_panels(self) -> None:
        self.choose.zone.choose.clicked.connect(lambda _on: self.ask_for_files())
        self.columns.check_wanted.connect(self._check_again)
        self.columns.save_wanted.connect(self._save_mapping)
        self.review.rejects_wanted.connect(self._save_rejects)
        self.progress.cancelled.connect(self._cancel)

    def _bind_keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, act in (
            ("F8", self.review.next_problem),
            ("Shift+F8", lambda: self.review.next_problem(-1)),
            ("Ctrl+O", self.ask_for_files),
        ):
            shortcut = QShortcut(QKeySequence(key), self, context=within)
            shortcut.activated.connect(act)

    def _adopt(self, presenter: ImportPresenter) -> None:
        self.presenter = presenter
        self.choose.recent.take_back.connect(presenter.take_back)
        self.columns.back_wanted.connect(presenter.show_rows)
        self.review.file_chosen.connect(presenter.look_at)
        self.review.commit_wanted.connect(presenter.commit)
        self.review.abandon_wanted.connect(presenter.leave_rows)
        self.review.columns_wanted.connect(presenter.show_columns)
        self.review.mend_wanted.connect(presenter.mend)
        self.review.register.clicked.connect(self._register)
        presenter.mended.connect(self._show_mended)
        presenter.changed.connect(self._keeper.touched)
        self.done.next_wanted.connect(presenter.abandon)
        self.done.rows_wanted.connect(presenter.show_rows)
        self.done.take_back.connect(presenter.take_back)
        presenter.changed.connect(self._show)
        presenter.began.connect(self._begin)
        presenter.progressed.connect(self.progress.step)
        presenter.paced.connect(self.progress.say)
        presenter.ended.connect(self.progress.end)
        presenter.said.connect(self._say)
        presenter.done.connect(self._context.frame.toast)
        presenter.recent_known.connect(self.choose.recent.show_imports)
        self._show()
        presenter.look_back()

    def _show(self) -> None:
        state = self.presenter
        step, file, had_focus = state.step, state.file, self._has_focus
        is_other_step = self._panels.currentIndex() != step
        self._stepper.go_to(step)
        self._panels.setCurrentIndex(step)
        self.choose.setEnabled(not state.busy)
        self.columns.setEnabled(not state.busy)
        if step is Step.COLUMNS and file is not None:
            self.columns.show_file(file, can_go_back=state.can_show_rows)
        if step is Step.REVIEW and file is not None:
            self.review.show_state(state.files, state.at)
            self.review.offer_commit(state.good, state.kept, can=state.can_commit)
            self.review.show_written(written=bool(state.reports))
        if step is Step.DONE:
            self.done.show_files(state.files, state.reports, state.batches)
        self._say_verdict()
        begins = is_other_step or QApplication.focusWidget() is self
        if had_focus and begins and self.isVisible() and not state.busy:
            self._start_step()

    def _register(self) -> None:
        self.new_participant()

    def _tell_found(self, draft: Draft) -> None:
        """An earlier run was stopped while cells were being mended."""
        path, mends = Path(draft.content["path"]), draft.content["mends"]
        if self.presenter.file is not None or not path.exists():
            return
        text = self.tr("上次改到一半：{file}，已改 %n 格，尚未写入。", "", len(mends))
        self.bar.say(Tone.INFO, text.format(file=path.name))
        self.bar.offer(self.tr("继续"), lambda: self.presenter.resume(draft.content))
        self.bar.offer(self.tr("清空"), self._forget_found)

    def _forget_found(self) -> None:
        self._keeper.drop()
        self.bar.dismiss()

    def _show_mended(self) -> None:
        self._keeper.touched()
        state = self.presenter
        self.review.show_mended(state.files, state.at)
        self.review.offer_commit(state.good, state.kept, can=state.can_commit)
        self._say_verdict()

    @property
    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is None or focus is self or self.isAncestorOf(focus)

    def _start_step(self) -> None:
        """The focus to where the step begins."""
        starts = {
            Step.CHOOSE: self.choose.zone.choose,
            Step.COLUMNS: self.columns.kind,
            Step.REVIEW: self.review.table or self.review.abandon,
            Step.DONE: self.done.next,
        }
        starts[self.presenter.step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_verdict(self) -> None:
        """What the check found comes and goes with its file; other messages stay."""
        verdict = self.presenter.verdict
        about = (self.presenter.file, self.presenter.step)
        if verdict is None:
            if self._says_verdict:
                self.bar.dismiss()
            self._says_verdict = False
        elif about != self._said_about or self.bar.isHidden():
            self._say(verdict)
            self._says_verdict = True
        self._said_about = about

    def _say(self, said: Message) -> None:
        self._says_verdict = False
        self.bar.say(said.tone, said.title, said.text, said.code)

    def _begin(self, what: str) -> None:
        self.bar.dismiss()
        self.progress.begin(what)
        if self._has_focus:
            # What is disabled now would hand the focus on to another page.
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        self.progress.stopping()
        self.presenter.cancel()

    def _check_again(self, assignment: Assignment, keep: bool) -> None:  # noqa: FBT001
        self.presenter.check_again(assignment, keep=keep)

    def _save_rejects(self) -> None:
        file = self.presenter.file
        if file is None:
            return
        wanted = file.path.with_name(f"{file.path.stem}_问题行.xlsx")
        name, _kind = QFileDialog.getSaveFileName(
            self, self.tr("保存问题行"), str(wanted), "Excel (*.xlsx)"
        )
        if name:
            self.presenter.save_rejects(Path(name))

    def _save_mapping(self, assignment: Assignment) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, self.tr("另存列对应"), "列对应.json", "JSON (*.json)"
        )
        if name:
            self.presenter.save_mapping(assignment, Path(name))


def _files_in(paths: list[Path]) -> list[Path]:
    """The files, and of folders the tables in them."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [p for p in inside if p == path or p.suffix in _SUFFIXES]
    return found


_SUFFIXES = frozenset({".xlsx", ".xls", ".csv"})
