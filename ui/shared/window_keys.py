"""What the keys do to the whole window; the shown page answers the rest of them."""

from __future__ import annotations

from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from ui.shared.keys import bind
from ui.shared.keys import HOME_METHODS
from ui.shared.keys import PAGE_KEYS
from ui.shared.keys import SIZE_KEYS
from ui.shared.page_stack import answers
from ui.shared.page_stack import call
from ui.shared.restyling import step_text_size

if TYPE_CHECKING:
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

HOME: Final = "service"


class WindowKeys:
    """Bound once; what stands in the window comes and goes behind them."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        self._window = window
        for key, method in PAGE_KEYS.items():
            bind(window, key, partial(self.press, method))
        for digit in range(1, 10):
            bind(window, f"Ctrl+{digit}", partial(self._go_to, digit))
        bind(window, "Shift+F1", self._open_help)
        bind(window, "Ctrl+K", window.open_palette)
        bind(window, "Ctrl+L", window.lock)
        for key, step in SIZE_KEYS.items():
            bind(window, key, partial(step_text_size, settings, step))

    def press(self, method: str) -> None:
        """The key was pressed that the shown page answers by this method."""
        window, toast = self._window, self._window.around.toast
        if method == "undo" and toast.isVisible() and toast.undo():
            return
        if method == "explain" and not answers(window.page, method):
            self._open_help()
        elsewhere = method in HOME_METHODS and not window.alone
        if elsewhere and not answers(window.page, method):
            window.navigate(HOME)
        done = call(window.page, method)
        if method == "escape" and not done:
            window.go_back()
            window.around.bar.dismiss()

    def _open_help(self) -> None:
        self._window.around.help.open(self._window.shown_id)

    def _go_to(self, digit: int) -> None:
        ids = self._window.around.rail.ids
        if not self._window.alone and digit <= len(ids):
            self._window.navigate(ids[digit - 1])
