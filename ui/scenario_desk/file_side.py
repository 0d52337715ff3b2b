"""What stands beside the tables: the countdown, one thing with its verbs, or a form."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QStackedWidget

from carbon_points.scenarios.targets import confirm_target
from carbon_points.scenarios.targets import drop_target
from ui.scenario_desk.file_countdown import CountdownPanel
from ui.scenario_desk.file_detail import DetailPanel
from ui.scenario_desk.file_detail import Verb
from ui.scenario_desk.file_form import ActForm
from ui.scenario_desk.file_forms import Forms
from ui.shared.errors import message_for
from ui.shared.widgets import Card
from ui.shared.widgets import column

if TYPE_CHECKING:
    from carbon_points.scenarios.documents import Document
    from carbon_points.scenarios.documents import DocumentFile
    from ui.scenario_desk.file_form import Form
    from ui.scenario_desk.file_presenter import FilePresenter
    from ui.scenario_desk.file_work import Seen

_COUNTDOWN, _DETAIL, _FORM = range(3)
_WITH_A_FILE: Final = frozenset({"publication", "verify"})
"""Needed documents that are shown by records and not by a paper."""


class FileSide(Card):
    """The countdown by default; what was opened takes its place until Esc."""

    elsewhere = Signal(str)
    """The kind of a needed document that is put right in another part."""

    def __init__(self, presenter: FilePresenter) -> None:
        self.presenter = presenter
        self.forms = Forms(presenter)
        self.seen: Seen | None = None
        self._left: tuple[Form, dict[str, Any]] | None = None
        self._sides = QStackedWidget()
        self.countdown, self.detail = CountdownPanel(), DetailPanel()
        self.form = ActForm(lambda: presenter.today)
        for side in (self.countdown, self.detail, self.form):
            self._sides.addWidget(side)
        super().__init__(column((self._sides, 1), margins=(16, 12, 8, 12)))
        presenter.refused.connect(self._refuse)
        presenter.recorded.connect(lambda _words: self.back())
        self.countdown.paper_wanted.connect(self.mend)
        self.countdown.extension_wanted.connect(self.next_stage)
        self.detail.copy_wanted.connect(self._save_copy)
        self.detail.left.connect(self.back)
        self.form.left.connect(self.back)
        self.form.wanted.connect(self.forms.record)

    def show_seen(self, seen: Seen) -> None:
        """Show how it stands; what is open stays open."""
        self.seen = seen
        self.countdown.show_seen(seen)
        if self._left is not None:
            (form, drafts), self._left = self._left, None
            self.go_on(form, drafts)

    # What is under way.

    @property
    def begun(self) -> tuple[Form | None, dict[str, Any]]:
        """The form that is open, and what stands in it."""
        if self._left is not None:
            return self._left
        if self._sides.currentIndex() != _FORM:
            return None, {}
        return self.form.form, self.form.drafts

    def go_on(self, form: Form, drafts: dict[str, Any]) -> None:
        """Open a form as it was left, once it is known what it is about."""
        if self.seen is None:
            self._left = form, drafts
            return
        self.open_form(self.forms.again(form, self.seen))
        self.form.write_again(drafts)

    def commit(self) -> None:
        """Ctrl+Enter: record what the form holds."""
        if self._sides.currentIndex() == _FORM:
            self.form.commit()

    def back(self) -> bool:
        """Back to the countdown; False if it is shown already."""
        if self._sides.currentIndex() == _COUNTDOWN:
            return False
        self._sides.setCurrentIndex(_COUNTDOWN)
        return True

    # What is opened.

    def open_form(self, form: Form) -> None:
        """Show a form."""
        self._sides.setCurrentIndex(_FORM)
        self.form.open(form)

    def open_document(self, document: Document) -> None:
        """Show a paper."""
        if self.seen is not None:
            verbs = self._paper_verbs(self.seen, document)
            self.detail.show_document(document, self.seen, verbs)
            self._sides.setCurrentIndex(_DETAIL)

    def open_criterion(self, criterion: str) -> None:
        """Show a criterion with its history."""
        if self.seen is not None:
            verbs = self._target_verbs(self.seen, criterion)
            self.detail.show_criterion(criterion, self.seen, verbs)
            self._sides.setCurrentIndex(_DETAIL)

    def add_paper(self, kind: str = "", files: tuple[Path, ...] = ()) -> None:
        """Begin a new paper, perhaps of a kind or with files."""
        if self.seen is not None and self.seen.may_write:
            self.open_form(self.forms.document(self.seen, kind, files))

    def next_stage(self) -> None:
        """Begin the next stage."""
        if self.seen is not None and self.seen.file.next_stages:
            self.open_form(self.forms.stage(self.seen))

    def mend(self, kind: str, files: tuple[Path, ...] = ()) -> None:
        """Begin what puts a missing document right, perhaps with dropped files."""
        seen = self.seen
        if seen is None:
            return
        if kind in _WITH_A_FILE and not files:
            self.elsewhere.emit(kind)
            return
        needed = {each.kind.id: each for each in seen.file.requirements}.get(kind)
        if not seen.may_write:
            return
        if needed is not None and needed.why == "NO_FILE":
            self.open_form(self.forms.attach(needed.papers[-1], files))
        else:
            self.add_paper("" if kind == "verify" else kind, files)

    # Verbs.

    def _paper_verbs(self, seen: Seen, document: Document) -> list[Verb]:
        if not seen.may_write or not document.in_force:
            return []
        forms, opened = self.forms, self.open_form
        return [
            Verb(
                self.tr("补附件"), "paperclip", lambda: opened(forms.attach(document))
            ),
            Verb(
                self.tr("新版本"),
                "refresh",
                lambda: opened(forms.newer(seen, document)),
            ),
            Verb(self.tr("作废"), "x", lambda: opened(forms.void_document(document))),
        ]

    def _target_verbs(self, seen: Seen, criterion: str) -> list[Verb]:
        if not seen.may_write:
            return []
        waiting = [e for e in seen.file.proposals if e.criterion == criterion]
        if not waiting:
            form = partial(self.forms.target, seen, criterion)
            change = self.tr("修改目标")
            return [Verb(change, "pencil", lambda: self.open_form(form()), "primary")]
        drop = partial(self._decide, criterion, confirms=False)
        verbs = [Verb(self.tr("撤回提议"), "x", drop)]
        if seen.operator not in waiting[0].operators:
            sign = partial(self._decide, criterion, confirms=True)
            verbs.insert(0, Verb(self.tr("确认新目标"), "check", sign, "primary"))
        return verbs

    def _decide(self, criterion: str, *, confirms: bool) -> None:
        words = self.tr("新目标已确认") if confirms else self.tr("提议已撤回")
        work = confirm_target if confirms else drop_target
        self.presenter.act(words, work, self.presenter.scenario_id, criterion)

    def _refuse(self, error: Exception) -> None:
        said = message_for(error)
        if self._sides.currentIndex() == _FORM:
            self.form.ask(said)
        else:
            self.detail.ask(said)

    def _save_copy(self, file: DocumentFile) -> None:
        title = self.tr("保存副本")
        name, _form = QFileDialog.getSaveFileName(self, title, file.name)
        if name:
            self.presenter.save_copy(file.evidence_id, Path(name))
