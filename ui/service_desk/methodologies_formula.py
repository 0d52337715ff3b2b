"""A formula, painted: symbols in the colours of the legend, subscripts below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtCore import QRectF
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontMetricsF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy
from PySide6.QtWidgets import QWidget

from ui.shared.fonts import font
from ui.shared.tokens import color
from ui.shared.tokens import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ui.service_desk.methodologies_work import Symbol

_INKS: Final = ("info", "violet", "ok", "warn", "bad")
_WORDS: Final = ((" x ", " × "), (" / ", " ÷ "), (" - ", " − "), ("sum of ", "Σ "))
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:_\w+)?|\d[\d ]*\d|\d|\S")
_SYMBOL: Final = re.compile(r"[^\W\d_]+(_\w+)?")
_FUNCTIONS: Final = frozenset({"min", "max"})


@dataclass(frozen=True, slots=True)
class Token:
    """One part of a formula."""

    text: str
    below: str = ""
    """Its subscript."""

    ink: str = "text"
    is_symbol: bool = False


def tokens(formula: str) -> list[Token]:
    """The parts of a formula; each symbol gets its colour at its first use."""
    for written, shown in _WORDS:
        formula = formula.replace(written, shown)
    left, equals, right = formula.partition("=")
    inks: dict[str, str] = {}
    parts = [_token(text, {}) for text in _TOKEN.findall(left)] if equals else []
    parts = [Token(each.text, each.below, "text", each.is_symbol) for each in parts]
    parts += [Token("=")] if equals else []
    body = right if equals else left
    return parts + [_token(text, inks) for text in _TOKEN.findall(body)]


def _token(text: str, inks: dict[str, str]) -> Token:
    if not _SYMBOL.fullmatch(text) or text in _FUNCTIONS or text == "Σ":
        return Token(text)
    main, _, below = text.partition("_")
    ink = inks.setdefault(text, _INKS[len(inks) % len(_INKS)])
    return Token(main, below, ink, is_symbol=True)


class FormulaView(QWidget):
    """The formula in large type; under it what its symbols mean."""

    def __init__(self) -> None:
        super().__init__()
        self._tokens: list[Token] = []
        self._legend: list[tuple[str, str]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_formula(
        self, formula: str, reading: str, symbols: Sequence[Symbol]
    ) -> None:
        """Paint another one; `reading` is what a screen reader says."""
        self._tokens = tokens(formula)
        meanings = {each.symbol: each for each in symbols}
        self._legend = []
        for token in self._tokens:
            name = "_".join(filter(None, (token.text, token.below)))
            known = meanings.get(name)
            if token.is_symbol and known is not None:
                plain = f"{token.text}{token.below}"
                words = " ".join(filter(None, (plain, known.meaning, known.unit)))
                if (words, token.ink) not in self._legend:
                    self._legend.append((words, token.ink))
        self.setAccessibleName(self.tr("公式读法：{text}").format(text=reading))
        self.updateGeometry()
        self.update()

    @property
    def legend(self) -> list[str]:
        """What the symbols mean."""
        return [words for words, _ in self._legend]

    def sizeHint(self) -> QSize:
        return QSize(px(420), self.heightForWidth(px(700)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (named by Qt)
        return QSize(px(260), px(60))

    def heightForWidth(self, width: int) -> int:  # noqa: N802  (named by Qt)
        rows = self._laid_out(width)
        below = self._legend_rows(width)
        return px(12) + rows * px(44) + below * px(22) + px(12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(color("sunken"))
            painter.setBrush(color("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()), px(8), px(8))
            rows = self._laid_out(self.width(), painter)
            self._paint_legend(painter, px(12) + rows * px(44))

    def _laid_out(self, width: int, painter: QPainter | None = None) -> int:
        """Place the parts in rows, painting them if asked to; how many rows."""
        x, row = float(px(16)), 0
        for token in self._tokens:
            large, small = _fonts(token)
            wide = QFontMetricsF(large).horizontalAdvance(token.text)
            under = QFontMetricsF(small).horizontalAdvance(token.below)
            whole = wide + under + px(9)
            if x + whole > width - px(12) and x > px(16):
                x, row = float(px(16)), row + 1
            if painter is not None:
                base = px(12) + row * px(44) + px(30)
                painter.setPen(color(token.ink))
                painter.setFont(large)
                painter.drawText(QPointF(x, base), token.text)
                painter.setFont(small)
                painter.drawText(QPointF(x + wide + 1, base + px(7)), token.below)
            x += whole
        return row + 1

    def _legend_rows(self, width: int) -> int:
        return self._flow(width, None, 0) if self._legend else 0

    def _paint_legend(self, painter: QPainter, top: int) -> None:
        painter.setFont(font(13))
        self._flow(self.width(), painter, top)

    def _flow(self, width: int, painter: QPainter | None, top: int) -> int:
        metrics = QFontMetricsF(font(13))
        x, row = float(px(16)), 0
        for words, ink in self._legend:
            wide = metrics.horizontalAdvance(words)
            if x + wide > width - px(12) and x > px(16):
                x, row = float(px(16)), row + 1
            if painter is not None:
                painter.setPen(color(ink))
                painter.drawText(QPointF(x, top + row * px(22) + px(15)), words)
            x += wide + px(24)
        return row + 1


def _fonts(token: Token) -> tuple[QFont, QFont]:
    large, small = font(24), font(14)
    if token.is_symbol and token.text.isascii():
        large.setItalic(True)
    if token.ink == "text" and token.is_symbol:
        large.setWeight(QFont.Weight.Medium)
    return large, small
