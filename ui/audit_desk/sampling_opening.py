"""A finding at a record that nobody drew: its id, the reason, and how much."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.audit.findings import Opening
from carbon_points.common.ids import parse_id
from ui.audit_desk import queue_words
from ui.audit_desk import sampling_words as words
from ui.shared.identity import CodeEdit
from ui.shared.identity import LatinEdit
from ui.shared.identity import Writing
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Select

if TYPE_CHECKING:
    from collections.abc import Sequence

_REASONS: Final = range(1, 10)
_OTHER: Final = "R9"


class OpeningStrip(QWidget):
    """Two lines under the list; Enter in its last field opens the finding."""

    wanted = Signal(object)
    """An `Opening`."""

    def __init__(self) -> None:
        super().__init__()
        self.action = LatinEdit(self.tr("行为编号"))
        self.reason = Select(self.tr("理由"), _reasons())
        self.overstated = CodeEdit(Writing.DECIMAL, self.tr("多计，千克；空着为全部"))
        self.note = QLineEdit()
        self.open = Button(self.tr("提出问题"), "flag")
        self._says = Label(role="caption", wrap=True)
        self._says.hide()
        self._fill()
        self.open.clicked.connect(lambda _on: self.tell())
        self.note.returnPressed.connect(self.tell)

    def _fill(self) -> None:
        self.action.setPlaceholderText(self.tr("行为编号"))
        self.action.setFixedWidth(px(112))
        self.overstated.setPlaceholderText(self.tr("多计 kg"))
        self.overstated.setFixedWidth(px(92))
        self.note.setPlaceholderText(self.tr("对一条记录提出问题：发现了什么"))
        self.note.setAccessibleName(self.tr("发现了什么"))
        self.note.setMaxLength(200)
        about = row(self.action, (self.reason, 1), self.overstated, gap=6)
        lines = (self._says, about, row((self.note, 1), self.open, gap=6))
        self.setLayout(column(*lines, margins=(12, 8, 12, 8), gap=6))

    def tell(self) -> None:
        """Open it, or say what is missing."""
        typed, note = self.action.text().strip(), self.note.text().strip()
        mass = self.overstated.text().strip()
        try:
            number = parse_id(typed)
        except ValueError:
            text = self.tr("“{text}”不是行为编号，请写成 12-345。")
            self._complain(text.format(text=typed), self.action)
            return
        if mass and words.milligrams(mass) is None:
            text = self.tr("“{text}”读不成千克数，请写成 0.076。")
            self._complain(text.format(text=mass), self.overstated)
            return
        if self.reason.code == _OTHER and not note:
            self._complain(self.tr("“其他”须写明发现了什么。"), self.note)
            return
        self._says.hide()
        code = self.reason.code
        reason = f"{code}: {note}" if code == _OTHER else code
        too_much = words.milligrams(mass) if mass else None
        self.wanted.emit(Opening(number, reason, note, too_much))

    def clear(self) -> None:
        """It is opened: ready for another one."""
        self._says.hide()
        for line in (self.action, self.overstated, self.note):
            line.clear()

    def _complain(self, sentence: str, part: QLineEdit) -> None:
        self._says.say(sentence, Tone.BAD)
        self._says.show()
        part.setFocus()
        part.selectAll()


def _reasons() -> Sequence[tuple[str, str]]:
    return [(f"R{number}", queue_words.reason_whole(number)) for number in _REASONS]
