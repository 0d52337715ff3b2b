"""Installations and meter readings: a route of meters, read without the mouse."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from ui.service_desk import meters_words as words
from ui.service_desk.meters_draft import MetersDraft
from ui.service_desk.meters_list import InstallationList
from ui.service_desk.meters_new import NewPanel
from ui.service_desk.meters_presenter import MetersPresenter
from ui.service_desk.meters_reading import ReadingPanel
from ui.service_desk.meters_told import told
from ui.service_desk.meters_told import undone
from ui.shared import language
from ui.shared.notices import EmptyState
from ui.shared.page import Command
from ui.shared.tokens import is_short
from ui.shared.tokens import px
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.why import why
from ui.shared.why_panel import WhyPanel
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import row

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from carbon_points.crediting.fleet import InstallationDetail
    from carbon_points.crediting.metering import NewReading
    from carbon_points.crediting.readings import ReadingPreview
    from carbon_points.methodology.contract import Methodology
    from ui.service_desk.meters_presenter import Recorded
    from ui.shared.messages import Message
    from ui.shared.page import Context

_SIDE: Final = {Width.NARROW: 440, Width.NORMAL: 560, Width.WIDE: 640}


class MetersView(QWidget):
    """The list of installations; beside it the reading of the current one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.presenter = MetersPresenter(context)
        self.presenter.setParent(self)
        self._previewed: tuple[NewReading, ReadingPreview] | None = None
        self._asked: NewReading | None = None
        self._sent: NewReading | None = None
        self._commit_waits = False
        may = self.presenter.may_record
        self.list = InstallationList(self._today, may_record=may)
        self.reading = ReadingPanel(self._today, may_record=may)
        self.new = NewPanel(self._today)
        self._side = QStackedWidget()
        self._none = EmptyState(self.tr("选一处设施，开始抄表。"), "solar-panel")
        self._why = WhyPanel()
        self._why.as_drawer(drawer=True)
        for page in (self._none, self.reading, self.new, self._why):
            self._side.addWidget(page)
        self._card = Card(column(self._side, margins=(16, 12, 16, 12)))
        # Until the page knows its size; a wider card would widen the window.
        self._card.setFixedWidth(px(_SIDE[Width.NARROW]))
        self.setLayout(
            row((self.list, 1), self._card, margins=(12, 12, 12, 12), gap=12)
        )
        self.draft = MetersDraft(context, (self.presenter, self.reading, self.new))
        self.draft.setParent(self)
        self._connect()
        self.presenter.load_rules()
        self.presenter.load()
        if may:
            self.draft.look()

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.listed.connect(self.list.show_lines)
        presenter.opened.connect(self._show_detail)
        presenter.previewed.connect(self._show_preview)
        presenter.recorded.connect(self._show_recorded)
        presenter.refused.connect(self._show_refusal)
        presenter.undone.connect(self._show_undone)
        presenter.failed.connect(self._show_failure)
        presenter.found.connect(self.new.owner.show_found)
        presenter.owner_known.connect(self.new.show_owner)
        presenter.rules_known.connect(self._show_rules)
        self.list.picked.connect(self._pick)
        self.list.opened.connect(self._to_reading)
        self.list.add_wanted.connect(self.new_participant)
        self._connect_side()

    def _connect_side(self) -> None:
        self.reading.changed.connect(self._entered)
        self.draft.reading_is_back.connect(self._show_unfinished)
        self.draft.registration_is_back.connect(lambda _said: self.new_participant())
        self.reading.save_wanted.connect(self.commit)
        self.reading.step_wanted.connect(self.step)
        self.reading.change_wanted.connect(self.change_meter)
        self.reading.undo_wanted.connect(self.undo)
        self.reading.papers.chosen.connect(self.presenter.add_papers)
        self.reading.change.wanted.connect(self.commit)
        self.reading.change.closed.connect(self.escape)
        self._why.closed.connect(self.escape)
        self._why.methodology_wanted.connect(self._open_methodology)
        self.new.save_wanted.connect(self.commit)
        self.new.closed.connect(self.escape)
        self.new.owner.searched.connect(self.presenter.find_owner)
        self.new.owner.chosen.connect(self.presenter.choose_owner)

    # What the window asks of its pages.

    def arrive(self, participant_id: int = 0, installation_id: int = 0) -> None:
        """Show an installation, or register one of somebody."""
        if participant_id:
            self.new_participant()
            self.presenter.choose_owner(participant_id)
        elif installation_id:
            self.list.wish(installation_id)
            self.list.show_all()
        elif self._side.currentWidget() is self.reading:
            self.reading.take_focus()

    def pick(self, participant_id: int) -> None:
        """Show somebody's installations; register the first one if there is none."""
        theirs = [
            line.installation_id
            for line in self.presenter.lines
            if line.participant_id == participant_id
        ]
        if theirs:
            self.arrive(installation_id=theirs[0])
        else:
            self.arrive(participant_id)

    def scan(self, text: str) -> None:
        """The number of a device or an account was read: go to it."""
        self.list.look_up(text)

    def explain(self) -> None:
        """F1: why the reduction of this reading is what it is."""
        shown = self._previewed[1].judged if self._previewed else None
        if shown is None or shown.calculation is None:
            return
        rules, spoken = shown.methodology, language.in_force()
        found = why(rules, rules.current, shown.calculation, spoken, shown.inputs)
        self._why.show_why(found)
        self._side.setCurrentWidget(self._why)
        self._why.take_focus()

    def commands(self) -> list[Command]:
        """What the palette offers besides the pages."""
        if not self.presenter.may_record:
            return []
        add, swap = self.tr("登记新设施"), self.tr("换表")
        return [
            Command(add, self.new_participant, "djxss", "plus", "F3"),
            Command(swap, self.change_meter, "hb", "refresh"),
        ]

    def leave(self) -> None:
        """Another page comes: what is typed is kept at once."""
        self.draft.flush()

    def find_participant(self) -> None:
        """F2 or /: into the filter."""
        self.list.take_focus()

    def new_participant(self) -> None:
        """F3: register a new installation."""
        if self.presenter.may_record:
            self._side.setCurrentWidget(self.new)
            self.new.begin()

    def commit(self) -> None:
        """Ctrl+Enter: record what is open."""
        if self.presenter.saving or not self.presenter.may_record:
            return
        if self._side.currentWidget() is self.new:
            wanted = self.new.wanted
            if wanted is not None and not self.new.missing:
                self.presenter.register(wanted, self.new.paths)
        elif self._side.currentWidget() is self.reading:
            self._commit_reading()

    def _commit_reading(self) -> None:
        if not self.reading.change.isHidden():
            change = self.reading.change
            entered = change.entered(self.presenter.current, self.reading.paths)
            self.presenter.change(entered)
            return
        wanted = self.reading.wanted
        if wanted is None:
            return
        if self._previewed is None or self._previewed[0] != wanted:
            self._commit_waits = True  # what it comes to is on its way
            return
        self._save(*self._previewed)

    def _save(self, wanted: NewReading, shown: ReadingPreview) -> None:
        if shown.judged is None:
            return
        doubt = words.doubt(wanted, shown)
        if doubt is not None and self._asked != wanted:
            self._asked = wanted
            self.reading.ask(doubt)
            self.reading.notice.offer(self.tr("读数无误，照此保存"), self.commit)
            return
        self.reading.show_saving(saving=True)
        self._sent = wanted
        self.presenter.record(wanted, self.reading.paths)
        # Whoever types on while it is written types the value of the next meter.
        self.reading.put_value("")

    def undo(self) -> bool:
        """Ctrl+Z: take back the last entry of this sitting."""
        return self.presenter.undo(self.tr("当场撤销"))

    def escape(self) -> bool:
        """Esc: close what is open over the reading; nothing typed is thrown away."""
        if self._side.currentWidget() in {self.new, self._why}:
            open_one = self.reading if self.presenter.detail else self._none
            self._side.setCurrentWidget(open_one)
        elif not self.reading.change.isHidden():
            self.reading.change.hide()
        elif not self.reading.notice.isHidden():
            self.reading.notice.dismiss()
        else:
            return False
        self.reading.take_focus()
        return True

    def step(self, by: int) -> None:
        """Go on along the route; the caret keeps its column."""
        self.list.step(by)

    def change_meter(self) -> None:
        """Ask for the two readings of a replaced meter."""
        detail = self.presenter.detail
        if detail is not None and detail.readings:
            self.reading.show_change(self.reading.meter.text())

    def snapshot(self) -> dict[str, Any]:
        """The filter, the open installation, what is being registered."""
        return {
            "list": self.list.snapshot(),
            "open": self.presenter.current,
            "draft": self.draft.content(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be again as before."""
        self.list.restore(state["list"])
        self.list.wish(state["open"])
        if state["draft"]:
            self.draft.put(state["draft"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = self.size() + QSize(px(76), px(52))
        width = width_of(whole)
        self._card.setFixedWidth(px(_SIDE[width]))
        for part in (self.list, self.reading):
            part.fold(narrow=width is Width.NARROW)
        self.reading.fit_chart(room=not is_short(whole))

    # The list

    def _open_methodology(self) -> None:
        if self.presenter.detail is not None:
            chosen = self.presenter.detail.line.methodology.id
            self._context.navigate("methodologies", methodology=chosen)

    def _show_unfinished(self, said: Message, installation_id: int) -> None:
        """An earlier run's reading is there again, and is said to be."""
        self.list.wish(installation_id)
        self.list.show_all()
        self._reopen(installation_id)
        self._context.frame.show_message(said)

    def _today(self) -> dt.date:
        return self.presenter.today

    def _show_rules(self, known: tuple[Any, Sequence[Methodology]]) -> None:
        self.new.show_rules(known[1])

    def _to_reading(self) -> None:
        self.reading.take_focus()

    def _pick(self, installation_id: int) -> None:
        if installation_id != self.presenter.current:
            self.presenter.open(installation_id)

    # The reading

    def _show_detail(self, detail: InstallationDetail) -> None:
        first = self._side.currentWidget() is self._none
        column_ = "value" if first else self.reading.column
        had_focus = self.reading.has_caret
        self._previewed, self._asked, self._commit_waits = None, None, False
        ahead = self.reading.value.draft if self._sent is not None else ""
        self._sent = None
        self.reading.show_installation(detail)
        if self._side.currentWidget() is not self.new:
            self._side.setCurrentWidget(self.reading)
            if had_focus or first:
                self.reading.take_focus(column_)
        left = self.draft.value_of(detail.line.installation_id)
        self.reading.put_value(left or ahead)
        self._entered()

    def _entered(self) -> None:
        self._commit_waits = False
        wanted = self.reading.wanted
        if wanted is not None and self._sent is None and self.presenter.may_record:
            self.presenter.preview(wanted)

    def _show_preview(self, wanted: NewReading, shown: ReadingPreview) -> None:
        if wanted != self.reading.wanted:
            return
        self._previewed = (wanted, shown)
        self.reading.show_preview(wanted, shown)
        if self._commit_waits:
            self._commit_waits = False
            self._save(wanted, shown)

    def _show_recorded(self, recorded: Recorded) -> None:
        self.reading.show_saving(saving=False)
        self.draft.touched()
        text = told(recorded, self.presenter.lines)
        self._context.frame.toast(text, self.undo)
        if recorded.what == "installation":
            self.new.clear()
            self.list.wish(recorded.done.installation_id)
            self.list.show_all()
            self._side.setCurrentWidget(self._none)  # until it is read from the list
        elif recorded.what == "change":
            self._reopen(recorded.done.installation_id)
        else:
            self._after_reading(recorded.done.installation_id)
        self.presenter.load()

    def _after_reading(self, installation_id: int) -> None:
        """On to the next of the route; the last one stays."""
        if self.list.current != installation_id or not self.list.step(1):
            self._reopen(installation_id)

    def _reopen(self, installation_id: int) -> None:
        self._previewed = None
        self.presenter.open(installation_id)

    def _show_refusal(self, said: Message) -> None:
        self.reading.show_saving(saving=False)
        if self._sent is not None:
            self.reading.put_value(self._sent.value)
            self._sent = None
        panel = self.new if self._side.currentWidget() is self.new else self.reading
        panel.ask(said)

    def _show_undone(self, what: str) -> None:
        self._context.frame.toast(undone(what))
        self._previewed = None
        if what == "installation":
            self.presenter.detail = None
            self._side.setCurrentWidget(self._none)
        elif self.presenter.current:
            self._reopen(self.presenter.current)
        self.presenter.load()

    def _show_failure(self, said: Message) -> None:
        self.list.show_failure()
        self.reading.show_saving(saving=False)
        self._context.frame.show_message(said)
