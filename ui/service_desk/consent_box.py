"""The consent of a registration: the tick, the version, and the text to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from carbon_points.participants.consent_texts import consent_text
from carbon_points.participants.forms import FORMS
from ui.shared import language
from ui.shared.tick_box import TickBox
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.service_desk.register_work import Setting


class ConsentBox(QFrame):
    """Ticked once the person has been told and agrees."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tick = TickBox(_label())
        self._version = Label(role="caption")
        self._read = Button("", "book", "link")
        self._text = column(margins=(14, 10, 14, 10), gap=6)
        self.sheet = Card(self._text, "sunken")
        self.sheet.hide()
        head = row(self.tick, self._version, self._read, STRETCH, gap=10)
        self.setLayout(column(head, self.sheet, gap=8))
        self._read.setVisible(False)
        self.tick.toggled.connect(self.changed)
        self._read.clicked.connect(self.turn)
        self._say_verb()

    @property
    def parts(self) -> list[QWidget]:
        """What Tab reaches, in reading order."""
        return [self.tick, self._read]

    @property
    def value(self) -> bool:
        """Whether consent was given."""
        return self.tick.isChecked()

    def put(self, value: object) -> None:
        """Tick or untick it."""
        self.tick.setChecked(value is True)

    def know(self, setting: Setting, kind: str) -> None:
        """Offer the text that is signed here today."""
        text = consent_text(setting.consent_version, kind)
        if text is None:
            return
        empty(self._text)
        self._text.addWidget(Label(text.title, "strong"))
        for line in text.lines(setting.district_name, setting.issuer):
            self._text.addWidget(Label(line, "second", wrap=True))
        said = self.tr("文本第 {version} 版").format(version=text.version)
        self._version.setText(said)
        self._read.show()

    def turn(self) -> None:
        """Show the text, or fold it away."""
        self.sheet.setVisible(not self.sheet.isVisibleTo(self))
        self._say_verb()

    def _say_verb(self) -> None:
        open_ = self.sheet.isVisibleTo(self)
        self._read.setText(self.tr("收起文本") if open_ else self.tr("阅读文本"))


def _label() -> str:
    """The core's words for it."""
    field = next(f for f in FORMS["resident"] if f.name == "consent")
    if language.in_force() == language.ZH:
        return f"{field.label_zh}（{field.help_zh}）"
    return f"{field.label_en} ({field.help_en})"
