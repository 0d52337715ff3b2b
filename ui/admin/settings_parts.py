"""Parts of the settings page: titled sections and single questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QWidget

from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence


class Section(Card):
    """A titled group of settings, found by its words."""

    def __init__(
        self, name: str, icon: str, title: str, rows: Sequence[QWidget]
    ) -> None:
        """`name` is how the palette and other pages call it."""
        self.name = name
        self.title = title
        self.icon = icon
        head = row(Mark(icon, "primary_text", 20), Label(title, "section"), STRETCH)
        self._lines = column(head, margins=(20, 14, 20, 14), gap=12)
        for one in rows:
            self._lines.addWidget(Rule())
            self._lines.addWidget(one)
        super().__init__(self._lines)
        self.reset: Button | None = None

    @property
    def words(self) -> str:
        """Everything that it says."""
        labels = (label.text() for label in self.findChildren(Label))
        buttons = (button.accessibleName() for button in self.findChildren(Button))
        return " ".join((*labels, *buttons)).lower()

    def escape(self) -> bool:
        """Close what was opened in it last, if anything was."""
        return False

    def typed(self) -> object:
        """What was typed in an open form, over a change of look; never a password."""
        return None

    def put_back(self, state: object) -> None:
        """Put it back."""

    def offer_reset(self, reset: Callable[[], object]) -> Button:
        """The way back to the defaults, at the foot."""
        verb = self.tr("恢复默认")
        self.reset = Button(verb, "refresh", "link")
        self.reset.setAccessibleName(f"{self.title}：{verb}")
        self.reset.clicked.connect(lambda _checked: reset())
        self._lines.addLayout(row(STRETCH, self.reset))
        return self.reset


class Question(QWidget):
    """One setting: what it is, and a few answers."""

    def __init__(
        self,
        title: str,
        note: str,
        answers: Sequence[tuple[object, str]],
        chosen: object,
        choose: Callable[[object], None],
    ) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._answers: dict[object, Choice] = {}
        for value, text in answers:
            button = Choice(text)
            button.setChecked(value == chosen)
            button.setAccessibleName(f"{title}：{text}")
            button.clicked.connect(lambda _checked, answer=value: choose(answer))
            self._group.addButton(button)
            self._answers[value] = button
        words = column(Label(title, "strong"), Label(note, "caption", wrap=True), gap=2)
        self.setLayout(row((words, 1), *self._answers.values(), gap=8))

    def show_answer(self, value: object) -> None:
        """Mark what is in force."""
        if value in self._answers:
            self._answers[value].setChecked(True)


def line(title: str, note: str, *parts: QWidget) -> QWidget:
    """A setting with its controls at the right."""
    made = QWidget()
    words = column(Label(title, "strong"), Label(note, "caption", wrap=True), gap=2)
    made.setLayout(row((words, 1), *parts, gap=8))
    return made
