"""The head of the participants page: segments, street, state, the filter box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.service_desk.roll_work import Wanted
from ui.shared.widgets import Button
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import search_box
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPING_MS = 120
_MARKED = "marked"
_STATES = frozenset({"frozen", _MARKED})


class RollFilterBar(QWidget):
    """Says what the list is narrowed to; typing is answered a moment later."""

    changed = Signal()
    entered = Signal()
    """Enter in the filter box."""

    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = search_box(self.tr("筛选：姓名、证件、手机，按 / 键"))
        self.kinds = self._made_kinds()
        self.place = Select(self.tr("街道"), (("", self.tr("全部街道")),))
        self.state = Select(self.tr("状态"), self._states())
        self.export = Button(self.tr("导出（脱敏）"), "table-export")
        self.count = Label(role="second")
        self.typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._line = row(gap=8)
        self._second = row(gap=8)
        self.setLayout(column(self._line, self._second, gap=8))
        self.arrange(narrow=False)
        self.typing.timeout.connect(self.changed)
        self.edit.textChanged.connect(lambda _text: self.typing.start())
        self.edit.returnPressed.connect(self.entered)
        self.place.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.state.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.export.clicked.connect(self.export_wanted)
        for choice in self.kinds.values():
            choice.clicked.connect(lambda _checked=False: self._chosen())

    @property
    def wanted(self) -> Wanted:
        """What the list is narrowed to."""
        chosen = self.chosen
        state = "frozen" if chosen == "frozen" else self.state.code
        return Wanted(
            "" if chosen in _STATES else chosen,
            state,
            self.place.code,
            self.edit.text(),
            chosen == _MARKED,
        )

    @property
    def chosen(self) -> str:
        """The segment that is chosen."""
        return next(name for name, c in self.kinds.items() if c.isChecked())

    def restore(self, wanted: Wanted) -> None:
        """Be narrowed as before; nothing is asked for yet."""
        frozen = wanted.state == "frozen" and not wanted.kind
        segment = _MARKED if wanted.marked else "frozen" if frozen else wanted.kind
        self.kinds[segment].setChecked(True)
        for part, code in (
            (self.place, wanted.subdistrict),
            (self.state, wanted.state),
        ):
            part.blockSignals(True)
            part.choose(code)
            part.blockSignals(False)
        self.state.setEnabled(segment not in _STATES)
        self.edit.setText(wanted.text)

    def clear(self) -> None:
        """Narrow it to nothing."""
        self.restore(Wanted())
        self.typing.stop()
        self.changed.emit()

    def show_places(self, names: Sequence[str]) -> None:
        """Offer these subdistricts."""
        self.place.blockSignals(True)
        for name in names:
            self.place.addItem(name, name)
        self.place.blockSignals(False)

    def take_focus(self) -> None:
        """The caret into the filter."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def arrange(self, *, narrow: bool) -> None:
        """One line where there is room, else two."""
        for line in (self._line, self._second):
            while line.takeAt(0) is not None:
                pass
        for choice in self.kinds.values():
            self._line.addWidget(choice)
        last = self._second if narrow else self._line
        if narrow:
            self._line.addStretch(1)
        for part in (self.place, self.state):
            last.addWidget(part)
        last.addWidget(self.edit, 1)
        (self._line if narrow else last).addWidget(self.count)
        (self._line if narrow else last).addWidget(self.export)

    def _chosen(self) -> None:
        self.state.setEnabled(self.chosen not in _STATES)
        self.changed.emit()

    def _states(self) -> tuple[tuple[str, str], ...]:
        return (
            ("", self.tr("全部状态")),
            ("open", self.tr("正常")),
            ("frozen", self.tr("已冻结")),
            ("closed", self.tr("已销户")),
        )

    def _made_kinds(self) -> dict[str, Choice]:
        made = {
            "": Choice(self.tr("全部")),
            "resident": Choice(self.tr("居民")),
            "sme": Choice(self.tr("小微企业")),
            "frozen": Choice(self.tr("已冻结")),
            _MARKED: Choice(self.tr("待合并")),
        }
        for choice in made.values():
            choice.setAutoExclusive(True)
        made[""].setChecked(True)
        return made
