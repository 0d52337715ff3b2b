"""The box that shows what a card reader types: each key, and the time between."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QPlainTextEdit
from PySide6.QtWidgets import QWidget

from ui.shared.guards import SCAN_GAP_MS
from ui.shared.guards import SCAN_LENGTH
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

_MOST = 200
_PAUSE_MS = 1000
"""After such a pause the next key begins another burst."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key as it arrived."""

    name: str
    gap_ms: int
    """Since the key before it; 0 for the first."""


class KeyBox(QLineEdit):
    """A field that takes down every key with its time."""

    came = Signal(object)

    def __init__(self, name: str, clock_ms: Callable[[], int] | None = None) -> None:
        super().__init__()
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._clock_ms = clock_ms or (lambda: time.monotonic_ns() // 1_000_000)
        self._last_ms = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self._clock_ms()
        gap = now - self._last_ms
        self._last_ms = now
        name = event.text() if event.text().isprintable() else ""
        shown = name or QKeySequence(event.key()).toString() or hex(event.key())
        self.came.emit(Key(shown, gap if gap < _PAUSE_MS else 0))
        super().keyPressEvent(event)


class ReaderTest(QWidget):
    """Scan or type here: is it a reader's pace, and what exactly does it send?"""

    def __init__(self, clock_ms: Callable[[], int] | None = None) -> None:
        super().__init__()
        self.keys: list[Key] = []
        self.box = KeyBox(self.tr("点这里，再刷一次卡或扫一次码"), clock_ms)
        self.box.came.connect(self._take)
        self.verdict = Label(self.tr("还没有收到按键。"), "second", wrap=True)
        self.raw = QPlainTextEdit()
        self.raw.setReadOnly(True)
        self.raw.setTabChangesFocus(True)
        self.raw.setAccessibleName(self.tr("收到的按键"))
        self.raw.setFixedHeight(px(110))
        clear = Button(self.tr("清空"), "trash", "link")
        clear.clicked.connect(lambda _checked: self.clear())
        note = Label(
            self.tr("逐键显示读卡器发来的内容和间隔（毫秒），不保存。"),
            "caption",
            wrap=True,
        )
        head = (Label(self.tr("读卡器测试"), "strong"), note)
        self.setLayout(
            column(*head, row((self.box, 1), clear), self.verdict, self.raw, gap=6)
        )

    def clear(self) -> None:
        """Begin anew."""
        self.keys.clear()
        self.box.clear()
        self.raw.clear()
        self.verdict.say(self.tr("还没有收到按键。"))

    def scanned(self, text: str) -> None:
        """The program took the last keys for a scan: it works."""
        longest = max((key.gap_ms for key in self.keys[-len(text) :]), default=0)
        said = self.tr("读卡器正常：收到 {n} 个字符，最长间隔 {ms} 毫秒，以回车结束。")
        self.verdict.say(said.format(n=len(text), ms=longest), Tone.OK)

    def _take(self, key: Key) -> None:
        if not key.gap_ms:
            self.keys.clear()
        self.keys = [*self.keys, key][-_MOST:]
        self.raw.setPlainText(
            "　".join(f"{one.name} +{one.gap_ms}" for one in self.keys)
        )
        longest = max(one.gap_ms for one in self.keys)
        if longest > SCAN_GAP_MS:
            said = self.tr(
                "像是手工输入：最长间隔 {ms} 毫秒。读卡器应不超过 {limit} 毫秒，"
                "至少 {n} 个字符并以回车结束；太慢请在读卡器里调快键盘输出。"
            )
            text = said.format(ms=longest, limit=SCAN_GAP_MS, n=SCAN_LENGTH)
            self.verdict.say(text, Tone.WARN)
        else:
            self.verdict.say(
                self.tr("已收到 %n 个按键，等待回车。", "", len(self.keys))
            )
