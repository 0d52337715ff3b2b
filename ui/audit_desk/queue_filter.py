"""What the audit queue is narrowed to: segment, methodology, place, question, words."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup

from ui.audit_desk import queue_words
from ui.audit_desk.queue_work import SEGMENTS
from ui.audit_desk.queue_work import Wanted
from ui.shared.tokens import px
from ui.shared.widgets import box
from ui.shared.widgets import Choice
from ui.shared.widgets import KeyCap
from ui.shared.widgets import row
from ui.shared.widgets import search_box
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ui.audit_desk.queue_work import Loaded

_TYPING_MS: Final = 150
_SELECT: Final = 92


class QueueFilter(QObject):
    """Two lines of controls: `corner` beside the page's tabs, `line` over the table."""

    changed = Signal()
    entered = Signal()
    """Enter in the search box."""

    def __init__(self, *more: QWidget) -> None:
        """`more` stands at the right of the second line."""
        super().__init__()
        self.edit = search_box(self.tr("单号、姓名、拼音首字母、登记点"))
        self.methodology = Select(self.tr("方法学"))
        self.place = Select(self.tr("登记点"))
        self.flag = Select(self.tr("疑点"))
        self.bare = Choice(self.tr("缺凭据"), "paperclip")
        self._names = self._segment_names()
        self.segments = QButtonGroup(self)
        self.typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self.corner, self.line = self._corner(), self._line(more)
        self._offer(self.methodology, self.tr("全部方法学"), ())
        self._offer(self.place, self.tr("全部登记点"), ())
        self._offer(self.flag, self.tr("全部疑点"), ())
        self._connect()

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        return Wanted(
            SEGMENTS[max(self.segments.checkedId(), 0)],
            self.methodology.code,
            int(self.place.code or 0),
            self.flag.code,
            self.bare.isChecked(),
            self.edit.text().strip(),
        )

    def choose(self, wanted: Wanted) -> None:
        """Be narrowed to this."""
        self.segments.button(SEGMENTS.index(wanted.segment)).setChecked(True)
        codes = (
            (self.methodology, wanted.methodology),
            (self.place, str(wanted.subdistrict_id or "")),
            (self.flag, wanted.flag),
        )
        for select, code in codes:
            _silently(select, code)
        self.bare.setChecked(wanted.without_evidence)
        self.edit.blockSignals(True)
        self.edit.setText(wanted.words)
        self.edit.blockSignals(False)
        self.typing.stop()
        self.changed.emit()

    def step(self, by: int) -> None:
        """The next segment, or the one before."""
        at = (self.segments.checkedId() + by) % len(SEGMENTS)
        self.segments.button(at).setChecked(True)
        self.changed.emit()

    def show_loaded(self, loaded: Loaded) -> None:
        """Offer what there is, and say how many are in each segment."""
        for at, segment in enumerate(SEGMENTS):
            count = loaded.segments.get(segment)
            name = self._names[at]
            text = name if segment == "approved" else f"{name} {count or 0:,}"
            self.segments.button(at).setText(text)
        kinds = sorted({row.methodology for row in loaded.rows})
        names = [(kind, queue_words.methodology_name(kind)) for kind in kinds]
        self._offer(self.methodology, self.tr("全部方法学"), names)
        places = [(str(id_), name) for id_, name in loaded.places.items()]
        self._offer(self.place, self.tr("全部登记点"), places)
        said = {f.code: queue_words.brief(f.says) for r in loaded.rows for f in r.flags}
        counted = [
            (code, f"{said[code]} {loaded.codes[code]}") for code in sorted(said)
        ]
        self._offer(self.flag, self.tr("全部疑点"), counted)

    def take_focus(self) -> None:
        """The caret into the search box."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def summary(self, wanted: Wanted) -> str:
        """A filter in a few words, which name a kept view."""
        parts = [self._names[SEGMENTS.index(wanted.segment)]]
        for select, code in (
            (self.methodology, wanted.methodology),
            (self.place, str(wanted.subdistrict_id or "")),
        ):
            if code and (at := select.findData(code)) >= 0:
                parts.append(select.itemText(at))
        if wanted.flag and (at := self.flag.findData(wanted.flag)) >= 0:
            parts.append(self.flag.itemText(at).rpartition(" ")[0])
        if wanted.without_evidence:
            parts.append(self.tr("缺凭据"))
        if wanted.words:
            parts.append(f"“{wanted.words}”")
        return " · ".join(parts)

    def _segment_names(self) -> tuple[str, ...]:
        return (
            self.tr("待初审"),
            self.tr("待复核"),
            self.tr("有风险"),
            self.tr("已冻结"),
            self.tr("已通过"),
        )

    def _corner(self) -> QWidget:
        for select in (self.methodology, self.place, self.flag):
            select.setMinimumWidth(px(_SELECT))
            select.setSizeAdjustPolicy(
                Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            select.setMinimumContentsLength(4)
            select.setMaximumWidth(px(180))
        self.edit.setMinimumWidth(px(150))
        self.edit.setMaximumWidth(px(320))
        parts: Sequence[Any] = (
            *(STRETCH, (self.methodology, 2), (self.place, 2), (self.flag, 2)),
            *((self.edit, 4), KeyCap("/")),
        )
        return box(row(*parts, gap=6))

    def _line(self, more: Sequence[QWidget]) -> QWidget:
        line = row(gap=6)
        for at, name in enumerate(self._names):
            choice = Choice(name)
            self.segments.addButton(choice, at)
            line.addWidget(choice)
        line.addWidget(self.bare)
        line.addStretch(1)
        for part in more:
            line.addWidget(part)
        self.segments.button(0).setChecked(True)
        return box(line)

    def _connect(self) -> None:
        self.segments.idClicked.connect(lambda _at: self.changed.emit())
        self.bare.clicked.connect(lambda _on: self.changed.emit())
        for select in (self.methodology, self.place, self.flag):
            select.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.typing.timeout.connect(self.changed)
        self.edit.textChanged.connect(lambda _text: self.typing.start())
        self.edit.returnPressed.connect(self.entered)

    def _offer(
        self, select: Select, every: str, options: Sequence[tuple[str, str]]
    ) -> None:
        """Fill a list anew; what was chosen stays chosen, even if nothing has it."""
        before, text = select.code, select.currentText()
        select.blockSignals(True)
        select.clear()
        select.addItem(every, "")
        for code, name in options:
            select.addItem(name, code)
        if before and select.findData(before) < 0:
            select.addItem(text, before)
        select.choose(before)
        select.blockSignals(False)


def _silently(select: Select, code: str) -> None:
    select.blockSignals(True)
    if select.findData(code) < 0:
        select.addItem(code, code)
    select.choose(code)
    select.blockSignals(False)
