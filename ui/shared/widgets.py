"""The small parts of every page: labels, buttons, cards, rows and columns of them."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import TypeVar

from PySide6.QtCore import QPointF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout
from PySide6.QtWidgets import QComboBox
from PySide6.QtWidgets import QFrame
from PySide6.QtWidgets import QHBoxLayout
from PySide6.QtWidgets import QLabel
from PySide6.QtWidgets import QLayout
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QPushButton
from PySide6.QtWidgets import QScrollArea
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QVBoxLayout
from PySide6.QtWidgets import QWidget

from carbon_points.common.showing import harmless
from ui.shared import icons
from ui.shared.plain import plain_tip
from ui.shared.tokens import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtGui import QResizeEvent

    from ui.shared.tokens import Tone

Part: TypeAlias = QWidget | QLayout
Item: TypeAlias = "Part | int | tuple[Part, int] | None"
"""Of a row or column: a part, a gap, STRETCH, nothing, or a part with its stretch."""

Margins: TypeAlias = "tuple[int, int, int, int]"

STRETCH: Final = -1
_NONE: Final = (0, 0, 0, 0)

L = TypeVar("L", bound=QBoxLayout)


def row(*items: Item, margins: Margins = _NONE, gap: int = 8) -> QHBoxLayout:
    """Items from left to right."""
    return _filled(QHBoxLayout(), items, margins, gap)


def column(*items: Item, margins: Margins = _NONE, gap: int = 8) -> QVBoxLayout:
    """Items from top to bottom."""
    return _filled(QVBoxLayout(), items, margins, gap)


def box(layout: QLayout) -> QWidget:
    """A plain widget around a layout."""
    made = QWidget()
    made.setProperty("plain", "true")
    made.setLayout(layout)
    return made


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


class Label(QLabel):
    """Text in one of the roles: figure name title section strong second caption."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        tone: Tone | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(harmless(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("t", role)
        if tone:
            self.setProperty("tone", str(tone))

    def setText(self, text: str) -> None:  # noqa: N802  (named by Qt)
        """Show another text; what nobody sees in it is spelled out."""
        super().setText(harmless(text))

    def say(self, text: str, tone: Tone | None = None) -> None:
        """Show another text, in another tone."""
        self.setText(text)
        dress(self, "tone", str(tone) if tone else "")


class Elided(Label):
    """A line that gives way: what does not fit ends in dots, the tool tip has it."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__("", role)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say_whole(text)

    def say_whole(self, text: str) -> None:
        """Show another text."""
        self._whole = harmless(text)
        self.setAccessibleName(self._whole)
        self.setToolTip(plain_tip(text))
        self.updateGeometry()
        self._cut()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole)
        return QSize(width + px(2), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (named by Qt)
        return QSize(px(40), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        dots = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, dots, self.width()))


class KeyCap(QLabel):
    """The picture of a key."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.setProperty("t", "key")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(px(20))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Mark(QLabel):
    """An icon that is not a control."""

    def __init__(self, name: str, ink: str = "text2", size: int = 20) -> None:
        super().__init__()
        self.setFixedSize(px(size), px(size))
        self.show_icon(name, ink, size)

    def show_icon(self, name: str, ink: str = "text2", size: int = 20) -> None:
        """Show another drawing."""
        self.setPixmap(icons.pixmap(name, ink, size))


_INK_OF_KIND: Final = {
    "primary": "on_primary",
    "danger": "bad",
    "link": "info",
    "onrail": "rail_text",
}


class Button(QPushButton):
    """A verb, with an icon and the key that does the same; kinds: primary danger link.

    The key is shown, not bound: keys belong to the window and its pages.
    """

    def __init__(
        self, text: str, icon: str = "", kind: str = "", key: str = ""
    ) -> None:
        super().__init__()
        self._key = key
        self._space = " " if icon else ""
        self.setProperty("kind", kind)
        self.setText(text)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            self.setIcon(icons.icon(icon, _INK_OF_KIND.get(kind, "text2"), 18))
            self.setIconSize(QSize(px(18), px(18)))

    def setText(self, text: str) -> None:  # noqa: N802  (named by Qt)
        shown = f"{self._space}{text}" if text else ""
        super().setText(f"{shown}  {self._key}" if self._key else shown)
        self.setAccessibleName(text)


class IconButton(Button):
    """A button of one icon; `name` is what a screen reader and the tool tip say."""

    def __init__(self, name: str, icon: str, key: str = "") -> None:
        super().__init__("", icon, "link")
        self.setAccessibleName(name)
        self.setToolTip(f"{name} {key}".strip())
        self.setFixedWidth(px(36))


class Choice(Button):
    """One of a few answers side by side; checkable."""

    def __init__(self, text: str, icon: str = "") -> None:
        super().__init__(text, icon, "choice")
        self.setCheckable(True)


class Card(QFrame):
    """A sheet of paper on the desk: plain, soft (green) or sunken."""

    def __init__(self, layout: QLayout, kind: str = "plain") -> None:
        super().__init__()
        self.setProperty("card", kind)
        self.setLayout(layout)


class Stack(QStackedWidget):
    """Pages one at a time; only the one that is shown may demand room.

    Qt asks all of them, also for the height that their wrapped lines would like, and
    makes the window as large as the most demanding one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (named by Qt)
        shown = self.currentWidget()
        if shown is None:
            return super().minimumSizeHint()
        return shown.minimumSizeHint().expandedTo(shown.minimumSize())

    def hasHeightForWidth(self) -> bool:  # noqa: N802  (named by Qt)
        return False


class Rule(QFrame):
    """A hair line, lying or standing."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self.setProperty("line", "true")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class Select(QComboBox):
    """A drop-down list; its arrow is painted, so no picture file is needed."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]] = ()) -> None:
        """`options` are (code, text); `name` is for screen readers."""
        super().__init__()
        self.setAccessibleName(name)
        for code, text in options:
            self.addItem(text, code)

    @property
    def code(self) -> str:
        """The code of the chosen option."""
        chosen = self.currentData()
        return "" if chosen is None else str(chosen)

    def choose(self, code: str) -> None:
        """Select an option by its code; an unknown code changes nothing."""
        at = self.findData(code)
        if at >= 0:
            self.setCurrentIndex(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = icons.pixmap("chevron-down", "text2" if self.isEnabled() else "text3")
        at = QPointF(self.width() - px(29), (self.height() - px(20)) / 2)
        with QPainter(self) as painter:
            painter.drawPixmap(at, arrow)


def search_box(placeholder: str, *, big: bool = False) -> QLineEdit:
    """A field with a magnifying glass; its placeholder is its name."""
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    made.setAccessibleName(placeholder)
    made.setClearButtonEnabled(True)
    if big:
        made.setProperty("big", "true")
    glass = icons.icon("search", "text2", 18)
    made.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
    return made


def scrolling(inside: QWidget) -> QScrollArea:
    """A part that scrolls up and down when it does not fit, never sideways."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setProperty("plain", "true")
    made.setWidget(inside)
    return made


def named_value(name: str, value: str, tone: Tone | None = None) -> QHBoxLayout:
    """A caption to the left, its value to the right."""
    return row(Label(name, "caption"), STRETCH, Label(value, "strong", tone), gap=6)


def figure(
    value: str, unit: str, role: str = "title", tone: Tone | None = None
) -> QHBoxLayout:
    """A number with its unit, on one base line."""
    small = Label(unit, "caption")
    small.setAlignment(Qt.AlignmentFlag.AlignBottom)
    return row(Label(value, role, tone), small, STRETCH, gap=4)


def dress(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at; the same again costs nothing."""
    if (widget.property(name) or "") != value:
        widget.setProperty(name, value)
        repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let a changed dynamic property take effect."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _filled(layout: L, items: Sequence[Item], margins: Margins, gap: int) -> L:
    layout.setContentsMargins(*(px(side) for side in margins))
    layout.setSpacing(px(gap))
    for item in items:
        _put(layout, item)
    return layout


def _put(layout: QBoxLayout, item: Item) -> None:
    if item is None:
        return
    if isinstance(item, int):
        if item == STRETCH:
            layout.addStretch(1)
        else:
            layout.addSpacing(px(item))
        return
    part, stretch = item if isinstance(item, tuple) else (item, 0)
    if isinstance(part, QWidget):
        layout.addWidget(part, stretch)
    else:
        layout.addLayout(part, stretch)
