"""The person at the desk: card, kinds, form, preview, this visit, recent actions."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from carbon_points.methodology.contract import Status
from ui.service_desk.evidence_row import EvidenceRow
from ui.service_desk.evidence_row import existing
from ui.service_desk.grade_words import grade_text
from ui.service_desk.log_form import LogForm
from ui.service_desk.parts import FocusFollower
from ui.service_desk.person_card import PersonCard
from ui.service_desk.preview_bar import PreviewBar
from ui.service_desk.records import HistoryCard
from ui.service_desk.records import VisitCard
from ui.service_desk.tiles import TileRow
from ui.shared.messages import message
from ui.shared.tokens import is_short
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtGui import QDropEvent
    from PySide6.QtGui import QResizeEvent

    from carbon_points.methodology.contract import Methodology
    from ui.service_desk.desk_presenter import DeskPresenter
    from ui.service_desk.desk_preview import Preview
    from ui.service_desk.desk_work import Record
    from ui.service_desk.desk_work import Visitor
    from ui.shared.messages import Message

_GAP = 12


class WorkPage(QWidget):
    """Shows one person; the preview bar never scrolls out of sight."""

    explained = Signal(object)
    """The `Why` of the form as it stands, or None."""

    said = Signal(object)
    """A `Message` that belongs above the page."""

    booked = Signal(object)

    def __init__(self, presenter: DeskPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.setAcceptDrops(True)
        self._person = 0
        self._drafts: dict[tuple[int, str], object] = {}
        self.person = PersonCard()
        self.tiles = TileRow()
        self.form = LogForm(lambda: presenter.today)
        self.bar = PreviewBar()
        self.visit = VisitCard(presenter)
        self.history = HistoryCard(presenter)
        self._hint = Label(role="caption")
        head = row(Label(self.tr("记录低碳行为"), "section"), STRETCH, self._hint)
        self.evidence = EvidenceRow(presenter.photo_folder)
        self.evidence.hide()
        parts = (head, self.tiles, self.form, self.evidence)
        self._log = column(*parts, margins=(14, 12, 14, 14))
        self._log.setSpacing(px(10))
        self._card = Card(self._log)
        cards = (self.person, self._card, self.visit, self.history, STRETCH)
        self._inside = box(column(*cards, gap=_GAP))
        self._scroll = scrolling(self._inside)
        FocusFollower(self._scroll)
        self._outside = column((self._scroll, 1), gap=8)
        self.setLayout(self._outside)
        self._is_docked = False
        self._log.addWidget(self.bar)
        # A form's height is known only after its layout was done.
        self._docking = QTimer(self, singleShot=True, interval=0)
        self._docking.timeout.connect(self._dock)
        self._connect()

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.opened.connect(self._show_visitor)
        presenter.refreshed.connect(self._show_figures)
        presenter.previewed.connect(self._show_preview)
        presenter.booked.connect(self._show_booked)
        presenter.refused.connect(self._show_refused)
        presenter.visit_changed.connect(self.visit.show_visit)
        self.tiles.chosen.connect(self._show_kind)
        self.form.changed.connect(self._follow)
        self.evidence.changed.connect(self._evidence_changed)
        self.form.finished.connect(
            lambda: self.bar.save.setFocus(Qt.FocusReason.TabFocusReason)
        )
        self.bar.save.clicked.connect(self.commit)
        self.visit.undo_wanted.connect(
            lambda record: presenter.withdraw(record, self._on_the_spot)
        )
        self.history.withdraw_wanted.connect(presenter.withdraw)
        self.history.why_wanted.connect(presenter.explain)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.evidence.paste)
        for digit in range(1, 10):
            keys = QKeySequence(f"Alt+{digit}")
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda n=digit: self.tiles.pick(n))

    @property
    def _on_the_spot(self) -> str:
        return self.tr("当场撤销")

    @property
    def hint(self) -> str:
        """What stands above the kinds."""
        return self._hint.text()

    def undo(self) -> bool:
        """Take back the newest undecided action of this visit."""
        return self._presenter.undo(self._on_the_spot)

    def commit(self) -> None:
        """Log the form, or say what it lacks and go there."""
        methodology = self.form.methodology
        if methodology is None:
            self.tiles.take_focus()
            return
        if self._is_incomplete(methodology.id):
            self.form.focus_first_empty()
            return
        self.bar.show_saving()
        files = self.evidence.files
        self._presenter.log(methodology.id, self.form.inputs, files)

    def take_focus(self) -> None:
        """Wait for a digit."""
        self.tiles.take_focus()

    def set_room(self, size: QSize) -> None:
        """Use the room there is."""
        self._short = is_short(size)
        self._docking.start()

    def snapshot(self) -> dict[str, Any]:
        """What was typed, for every person and kind."""
        self._keep_draft()
        kind = self.form.methodology.id if self.form.methodology else ""
        return {"drafts": self._drafts, "kind": kind}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Type it again."""
        self._drafts = dict(state["drafts"])
        if self._presenter.visitor is not None:
            self._show_visitor(self._presenter.visitor)
            if state["kind"]:
                self.tiles.choose(state["kind"])

    @property
    def unfinished(self) -> dict[str, Any]:
        """What is typed for the person at the desk, as plain values."""
        self._keep_draft()
        kept = {
            methodology: state
            for (person, methodology), state in self._drafts.items()
            if person == self._person
        }
        kind = self.form.methodology.id if self.form.methodology else ""
        files = [str(path) for path in self.evidence.files]
        return {"forms": kept, "kind": kind, "files": files}

    def forget(self) -> None:
        """Away with everything that was typed for this person."""
        self._drafts = {
            key: state for key, state in self._drafts.items() if key[0] != self._person
        }
        self.form.clear()
        self.evidence.clear()

    def put_back(self, unfinished: Mapping[str, Any]) -> None:
        """Type what was typed for this person when the program stopped."""
        for methodology, state in unfinished["forms"].items():
            self._drafts[self._person, methodology] = state
        if unfinished["kind"] in self.tiles.ids:
            self.tiles.choose(unfinished["kind"])
            self.evidence.take(existing(unfinished["files"]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.form.methodology is not None:
            self.evidence.dragEnterEvent(event)
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        self.evidence.dropEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._docking.start()

    # The person

    def _show_visitor(self, visitor: Visitor) -> None:
        self._keep_draft()
        self._person = visitor.summary.participant_id
        self.form.clear()
        statuses = {
            name: self._presenter.status(name) for name in visitor.book.catalogue
        }
        self.tiles.show_kinds(visitor, statuses)
        self._say_hint()
        self.evidence.hide()
        self.bar.show_lacking(())
        self.explained.emit(None)
        self._show_figures(visitor)
        self._scroll.verticalScrollBar().setValue(0)
        self._docking.start()

    def _show_figures(self, visitor: Visitor) -> None:
        self.person.show_visitor(visitor)
        now = {record.action_id for record in self._presenter.visit}
        earlier = [each for each in visitor.recent if each.action_id not in now]
        self.history.show_records(earlier, len(visitor.account.actions))

    # The form

    def _show_kind(self, methodology_id: str) -> None:
        visitor = self._presenter.visitor
        if visitor is None:
            return
        known = self.form.methodology
        if known is None or known.id != methodology_id:
            self._keep_draft()
            self._show_form(visitor, methodology_id)
        self.form.focus_first_empty()

    def _show_form(self, visitor: Visitor, methodology_id: str) -> None:
        book = visitor.book
        self.form.show_kind(
            book.methodology(methodology_id),
            book.register(methodology_id),
            visitor.summary.kind,
        )
        kept = self._drafts.get((visitor.summary.participant_id, methodology_id))
        if kept:
            self.form.restore(kept)
        self.explained.emit(None)
        self._say_hint(methodology_id)
        self.evidence.clear()
        self.evidence.look_for_photo()
        self.evidence.show()
        self._follow()
        self._docking.start()

    def _empty_form(self) -> None:
        """The same form for the next action."""
        self.form.renew()
        self.evidence.clear()
        self.explained.emit(None)
        self._follow()

    def _say_hint(self, methodology_id: str = "") -> None:
        """How to choose; for a draft, what choosing it means."""
        status = self._presenter.status(methodology_id) if methodology_id else None
        if status is Status.DRAFT:
            self._hint.say(self.tr("研究稿：只作摸底核算，不发分"), Tone.WARN)
            return
        count = min(len(self.tiles.ids), 9)
        self._hint.say(self.tr("按数字键 1–{n} 选类别").format(n=count))

    def _keep_draft(self) -> None:
        methodology = self.form.methodology
        state = self.form.snapshot()
        if methodology is not None and state is not None and self._person:
            self._drafts[self._person, methodology.id] = state

    def _is_incomplete(self, methodology_id: str) -> bool:
        """Whether something is missing, which the bar then names."""
        missing = self.form.missing
        if not missing:
            also = self._presenter.lacking(methodology_id, self.form.inputs)
            missing = (self.form.label(also),) if also else ()
        if missing:
            self.bar.show_lacking(missing)
        return bool(missing)

    def _follow(self) -> None:
        """Say at once what the form as it stands would give."""
        methodology = self.form.methodology
        if methodology is None:
            return
        self._presenter.forget_preview()
        self.form.show_problem()
        self._say_grade(methodology)
        if not self._is_incomplete(methodology.id):
            self._presenter.preview(methodology.id, self.form.inputs)

    def _evidence_changed(self) -> None:
        if self.form.methodology is not None:
            self._say_grade(self.form.methodology)

    def _say_grade(self, methodology: Methodology) -> None:
        has_files = bool(self.evidence.files)
        text = grade_text(methodology, self.form.inputs, has_files=has_files)
        self.evidence.say_grade(text)

    def _show_preview(self, preview: Preview) -> None:
        if preview.problem is not None:
            self._complain(preview.problem, preview.field)
            return
        visitor = self._presenter.visitor
        if preview.logged is not None and visitor is not None:
            flags = preview.why.flags if preview.why else ()
            self.bar.show_logged(preview.logged, visitor.account.points, flags)
        self.explained.emit(preview.why)

    def _show_booked(self, record: Record) -> None:
        visitor = self._presenter.visitor
        if visitor is None:
            return
        words = self._presenter.words(record)
        said = message("M19", what=words, p=f"{record.points:,}")
        self._drafts.pop((visitor.summary.participant_id, record.methodology), None)
        self._empty_form()
        self.tiles.take_focus()
        self.booked.emit((said.title, record))

    def redo(self) -> bool:
        """Log again what was taken back last."""
        return self._presenter.redo()

    def undo_record(self, record: Record) -> None:
        """Take back what was just logged."""
        self._presenter.withdraw(record, self._on_the_spot)

    def _show_refused(self, said: Message, field: str) -> None:
        """What was typed stays; the caret goes to the field that is wrong."""
        self._complain(said, field)
        self.form.focus_field(field)

    def _complain(self, said: Message, field: str) -> None:
        self.bar.show_problem(said)
        self.form.show_problem(field, said.whole)

    # The room

    def _dock(self) -> None:
        """Put the bar into the card while it fits, else below what scrolls."""
        parts = (self.person, self.tiles, self.form, self.bar)
        needed = sum(part.sizeHint().height() for part in parts) + px(150)
        docked = self._short or needed > self.height()
        if docked == self._is_docked:
            return
        self._is_docked = docked
        held = self.bar.save.hasFocus()
        if docked:
            self._log.removeWidget(self.bar)
            self._outside.addWidget(self.bar)
        else:
            self._outside.removeWidget(self.bar)
            self._log.addWidget(self.bar)
        self.bar.show()
        if held:
            self.bar.save.setFocus(Qt.FocusReason.OtherFocusReason)

    _short = False
