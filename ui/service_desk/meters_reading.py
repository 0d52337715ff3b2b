"""The right half of the meters page: one reading, what it comes to, its history."""

from __future__ import annotations

from itertools import pairwise
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtCore import QSignalBlocker
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.crediting.metering import NewReading
from carbon_points.methodology.texts import texts_of
from ui.service_desk import meters_words as words
from ui.service_desk.evidence_row import EvidenceRow
from ui.service_desk.meters_change import ChangeForm
from ui.service_desk.meters_outcome import OutcomeCard
from ui.service_desk.meters_papers import PapersButton
from ui.service_desk.wording import refusal
from ui.shared import language
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.charts import Chart
from ui.shared.dates import parse_day
from ui.shared.editors import DayEditor
from ui.shared.editors import NumberEditor
from ui.shared.fields import FieldForm
from ui.shared.fitted import AskBar
from ui.shared.identity import LatinEdit
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject

    from carbon_points.crediting.fleet import InstallationDetail
    from carbon_points.crediting.readings import ReadingPreview
    from carbon_points.statistics.charts import ChartSpec
    from ui.shared.messages import Message

_STATUS: Final = {"withdrawn": "stopped"}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ReadingPanel(QWidget):
    """Takes a reading of the installation that is shown."""

    changed = Signal()
    """Something was entered: look again what it comes to."""

    save_wanted = Signal()
    step_wanted = Signal(int)
    """1 for the next installation of the route, -1 for the one before."""

    change_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, now: Callable[[], dt.date], *, may_record: bool) -> None:
        super().__init__()
        self._now = now
        self._may_record = may_record
        self._detail: InstallationDetail | None = None
        self._turns_at, self._starts_anew = "", False
        self._form: FieldForm | None = None
        self._spec: ChartSpec | None = None
        self._has_room = True
        self._make_head()
        self._make_fields()
        self.notice = AskBar()
        self.outcome = OutcomeCard()
        self.change = ChangeForm(now)
        self.files = EvidenceRow()
        self.chart = Chart(height=150)
        self.more = column(gap=0)
        self.open_more = Button(self.tr("其他数（可不填）"), "plus", "link")
        self._make_foot()
        self._place_all()
        self._connect()
        self.change.hide()
        photos = self.files.findChildren(QAbstractButton)
        then = (self.save, self.open_more, self._previous, self._next)
        for one, other in pairwise((self.value.line, *photos, *then)):
            QWidget.setTabOrder(one, other)

    def _make_head(self) -> None:
        self._title = Elided(role="section")
        self._badge = Pill(badge("trial"))
        self._about = Elided(role="second")
        self.papers = PapersButton()
        self.swap = Button(self.tr("换表"), "refresh", "link")

    def _make_fields(self) -> None:
        self.day = DayEditor(self.tr("抄表日期"), self._now)
        self._day_note = Label(role="caption")
        self.meter = LatinEdit(self.tr("表号"))
        self.meter.setReadOnly(True)
        self.meter.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._meter_note = Label(role="caption")
        self.value = NumberEditor(self.tr("正向总读数"), whole=False)
        self.value.line.setProperty("big", "true")
        self.value.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._before = Label(role="caption", wrap=True)
        self._value_name = Label(self.tr("正向总读数（kWh）"), "second")
        self._value_name.setBuddy(self.value.line)

    def _make_foot(self) -> None:
        self._previous = Button(self.tr("上一台"), "chevron-up", key="↑")
        self._next = Button(self.tr("下一台"), "chevron-down", key="↓")
        name = self.tr("保存并下一台")
        self.save = Button(name, "check", "primary", key="Ctrl+Enter")
        self._no_right = Label(self.tr("抄表由登记员录入，这里只供查看。"), "second")

    def _place_all(self) -> None:
        head = row((self._title, 1), self._badge, self.papers, self.swap, gap=8)
        self._day_name = Label(self.tr("抄表日期"), "second")
        self._day_name.setBuddy(self.day.line)
        left = column(self._day_name, self.day, self._day_note, gap=4)
        name = Label(self.tr("表号"), "second")
        self._meter_box = box(column(name, self.meter, self._meter_note, gap=4))
        self._value_box = box(column(self._value_name, self.value, gap=4))
        self._entry = box(
            column(
                row((left, 1), (self._meter_box, 1), gap=12),
                self._value_box,
                row((self._before, 1), self.open_more),
                self.more,
                self.outcome,
                self.files,
                gap=8,
            )
        )
        body = column(
            self.notice,
            self.change,
            self._entry,
            (self.chart, 1),
            STRETCH,
            margins=(0, 0, 6, 0),
            gap=8,
        )
        self._inside = box(body)
        foot = row(
            self._previous, self._next, self._no_right, STRETCH, self.save, gap=8
        )
        parts = (head, self._about, (scrolling(self._inside), 1), foot)
        self.setLayout(column(*parts, gap=6))

    def _connect(self) -> None:
        for editor in (self.day, self.value):
            editor.changed.connect(self._edited)
            for part in editor.parts:
                part.installEventFilter(self)
        self.open_more.clicked.connect(lambda _checked: self._unfold())
        self.swap.clicked.connect(lambda _checked: self.change_wanted.emit())
        self.save.clicked.connect(lambda _checked: self.save_wanted.emit())
        self._previous.clicked.connect(lambda _checked: self.step_wanted.emit(-1))
        self._next.clicked.connect(lambda _checked: self.step_wanted.emit(1))

    # What is entered

    @property
    def wanted(self) -> NewReading | None:
        """The reading as it stands; None while the date cannot be read."""
        day = parse_day(self.day.draft, self._now())
        if self._detail is None or day is None:
            return None
        more = self._form.values if self._form else {}
        value = str(self.value.value or "") if self._detail.is_metered else ""
        number = self._detail.line.installation_id
        anew = self._starts_anew
        return NewReading(number, day, value, self._turns_at, more, anew)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The photos of the meter."""
        return self.files.files

    def show_installation(self, detail: InstallationDetail) -> None:
        """Ask for a reading of this one; the caret stays in its field."""
        self._detail = detail
        line = detail.line
        size = words.size_text(line)
        names = (line.owner, f"{words.kind_name(line)} {size}".strip())
        self._title.say_whole(" · ".join(names))
        self._badge.show_badge(badge(_STATUS.get(detail.status, detail.status)))
        self._about.say_whole(" · ".join(words.facts(detail)))
        self._clear()
        self._show_more(detail)
        self._show_rights(detail)
        self._spec = words.history_chart(detail.readings)
        if self._spec is not None:
            self.chart.show_spec(self._spec)
        self.fit_chart(room=self._has_room)

    def _clear(self) -> None:
        self._turns_at, self._starts_anew = "", False
        self.change.hide()
        self.notice.dismiss()
        self.files.clear()
        self.outcome.clear()
        self.outcome.show()
        self._before.setText("")
        with QSignalBlocker(self.day):
            self.day.draft = self._now().isoformat()
        self.put_value("")
        for editor in (self.day, self.value):
            editor.mark(bad=False)

    def put_value(self, text: str) -> None:
        """Show a value that nobody types now."""
        with QSignalBlocker(self.value):
            self.value.draft = text

    def _show_more(self, detail: InstallationDetail) -> None:
        """The other inputs of a period, as the methodology declares them."""
        empty(self.more)
        self._form = None
        fields = words.of_a_reading(detail)
        if fields and self._may_record:
            texts = texts_of(detail.line.methodology, language.in_force())
            self._form = FieldForm(fields, texts, now=self._now)
            self._form.changed.connect(self.changed)
            self._form.finished.connect(self.save.setFocus)
            self.more.addWidget(self._form)
            self._form.hide()
        self.open_more.setVisible(self._form is not None)

    def _unfold(self) -> None:
        """Ask for what a period may have besides its meters."""
        if self._form is not None:
            self.open_more.hide()
            self._form.show()
            self._form.focus_first_empty()

    def _show_rights(self, detail: InstallationDetail) -> None:
        self._entry.setVisible(self._may_record)
        for part in (self._value_box, self._meter_box):
            part.setVisible(detail.is_metered)
        until = self.tr("抄表日期") if detail.is_metered else self.tr("核算到哪一天")
        self._day_name.setText(until)
        metered = self._may_record and detail.is_metered
        names = language.listed(words.papers_of(detail.line))
        self.papers.name_papers(names)
        self.papers.setVisible(self._may_record and bool(names) and not detail.papers)
        self.swap.setVisible(metered and bool(detail.readings))
        self.save.setVisible(self._may_record)
        self._no_right.setVisible(not self._may_record)

    # What it comes to

    def show_preview(self, wanted: NewReading, shown: ReadingPreview) -> None:
        """Say what the reading would come to."""
        ran = shown.course
        self.meter.setText(ran.meter_id)
        same = self.tr("与登记一致") if ran.previous is not None else self.tr("首抄")
        self._meter_note.say(same, Tone.OK)
        days = self.tr("距上次 %n 天", "", ran.days) if ran.since else ""
        if ran.since is not None and not shown.is_metered:
            since = self.tr("从 {day} 起，按铭牌核算")
            days = since.format(day=ran.since.isoformat())
        self._day_note.setText(days or self.day.remark)
        self._before.setText(words.before_line(shown))
        said = words.band_words(shown)
        name = self.tr("正向总读数")
        self.value.line.setAccessibleName(f"{name}，{said}" if said else name)
        self.outcome.show_preview(wanted, shown)
        self._tell(wanted, shown)

    def _tell(self, wanted: NewReading, shown: ReadingPreview) -> None:
        back = words.backwards(wanted, shown)
        self.outcome.setVisible(back is None)
        self.value.mark(bad=shown.problem is not None)
        if back is not None:
            self.ask(back)
            self.notice.offer(self.tr("换表"), self.change_wanted.emit, "refresh")
            if shown.turns_at:
                top = shown.turns_at
                text = self.tr("走满归零（满码 {top}）").format(top=top)
                self.notice.offer(text, lambda: self.turn(top), "history")
            return
        if shown.may_start_anew and shown.problem is not None:
            self.ask(refusal(shown.problem))
            self.notice.offer(self.tr("从这次读数重新起算"), self.start_anew, "clock")
            return
        remark = words.gap(shown)
        if remark is not None:
            self.ask(remark)
        else:
            self.notice.dismiss()

    def ask(self, said: Message) -> None:
        """Show a message at the top of the form."""
        self.notice.say(said.tone, said.title, said.text, said.code)

    def turn(self, top: str) -> None:
        """The counter passed zero: the reader says so."""
        self._turns_at = top
        self.notice.dismiss()
        self.changed.emit()

    def start_anew(self) -> None:
        """The gap is too long for one period: the next one begins here."""
        self._starts_anew = True
        self.notice.dismiss()
        self.changed.emit()

    def show_change(self, meter: str) -> None:
        """Ask for the last value of the old meter and the first of the new."""
        self.change.begin(meter)
        self.change.show()
        self.notice.dismiss()

    def show_saving(self, *, saving: bool) -> None:
        """The act is on its way; a second press does nothing."""
        self.save.setEnabled(not saving)

    def take_focus(self, column_: str = "value") -> None:
        """Put the caret into a column of the route."""
        metered = self._detail is not None and self._detail.is_metered
        editor = self.day if column_ == "day" or not metered else self.value
        editor.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        editor.line.selectAll()

    @property
    def has_caret(self) -> bool:
        """Whether the keyboard works in this half."""
        inside = QApplication.focusWidget()
        return inside is not None and self.isAncestorOf(inside)

    @property
    def column(self) -> str:
        """The column of the route that has the caret."""
        return "day" if self.day.line.hasFocus() else "value"

    def fold(self, *, narrow: bool) -> None:
        """Where there is little width the arrow keys alone lead on."""
        self._next.setVisible(not narrow)

    def fit_chart(self, *, room: bool) -> None:
        """The chart is the first to go where there is little height."""
        self._has_room = room
        self.chart.setVisible(room and self._spec is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        undoes = event.matches(QKeySequence.StandardKey.Undo)
        if undoes and isinstance(watched, QLineEdit) and not watched.isUndoAvailable():
            self.undo_wanted.emit()  # nothing was typed here since the last entry
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in _ENTER:
            self._next_field(watched)
            return True
        return False

    def _next_field(self, watched: QObject) -> None:
        metered = self._detail is not None and self._detail.is_metered
        if watched is self.day.line and metered:
            self.take_focus("value")
        elif self._form is not None and not self._form.isHidden():
            self._form.focus_first_empty()
        else:
            self.save.setFocus(Qt.FocusReason.TabFocusReason)

    def _edited(self) -> None:
        self._turns_at, self._starts_anew = "", False
        self.changed.emit()
