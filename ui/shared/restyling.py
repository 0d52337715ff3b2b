"""From the settings to the look: theme, text size and language in force."""

from __future__ import annotations

from typing import cast
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QWidget

from ui.shared import language
from ui.shared import theme
from ui.shared.settings import Theme
from ui.shared.tokens import look
from ui.shared.tokens import TextSize

if TYPE_CHECKING:
    from ui.shared.settings import Settings

DISPLAY_KEYS: Final = ("display/text_size", "display/theme", "display/language")

_SIZES: Final = tuple(TextSize)


def apply_settings(settings: Settings) -> bool:
    """Bring look and language in line with the settings.

    Returns:
        Whether the look is another one now, so that every page must be built anew.
    """
    application = cast("QApplication", QApplication.instance())
    first = not application.styleSheet()
    if first or settings.language != language.in_force():
        language.use(settings.language)
    wanted = settings.theme
    dark = theme.system_is_dark() if wanted is Theme.SYSTEM else wanted is Theme.DARK
    changed = first or (dark, settings.text_size) != (look.dark, look.size)
    if changed:
        theme.apply(application, dark=dark, size=settings.text_size)
    return changed


def step_text_size(settings: Settings, step: int) -> None:
    """Larger (1), smaller (-1) or normal (0) text."""
    at = _SIZES.index(settings.text_size) + step if step else 0
    settings.text_size = _SIZES[max(0, min(at, len(_SIZES) - 1))]


class LookWatch(QObject):
    """Says when the window must be built anew: in another look or language."""

    due = Signal()

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._is_wanted = False
        # Not at once: the button that changed the setting is still being clicked.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.due)
        settings.changed.connect(self._setting_changed)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._want)

    def language_changed(self) -> None:
        """Another window has chosen the language.

        Choosing it once more here would let two windows of different settings change it
        to and fro for ever.
        """
        self._soon.start()

    def apply(self) -> bool:
        """Bring the look in line with the settings, if that is what makes it due.

        Returns:
            Whether the look is another one now.
        """
        is_wanted, self._is_wanted = self._is_wanted, False
        return is_wanted and apply_settings(self._settings)

    def _setting_changed(self, key: str) -> None:
        if key in DISPLAY_KEYS:
            self._want()

    def _want(self) -> None:
        self._is_wanted = True
        self._soon.start()


def focus_name(window: QWidget) -> tuple[str, str]:
    """What has the focus, so that it can be found after a rebuild."""
    focus = _focused(window)
    if focus is None:
        return "", ""
    return type(focus).__name__, focus.accessibleName()


def focus_again(window: QWidget, name: tuple[str, str]) -> None:
    """Give the focus back to the widget that stands where the other one stood."""
    for widget in window.findChildren(QWidget):
        same = (type(widget).__name__, widget.accessibleName()) == name
        # What was replaced is still there, hidden, until the event loop turns.
        if same and widget.isVisibleTo(window):
            widget.setFocus()
            return


def _focused(window: QWidget) -> QWidget | None:
    return window.focusWidget()
