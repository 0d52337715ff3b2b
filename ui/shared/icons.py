"""Icons: our own line drawings, in the colour of a token, sharp on every screen."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from PySide6.QtCore import QByteArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtGui import QIcon
from PySide6.QtGui import QPainter
from PySide6.QtGui import QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.shared.tokens import hex_of
from ui.shared.tokens import px

_STROKE: Final = 'stroke-width="1.75"'

_pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}


def pixmap(name: str, ink: str = "text2", size: int = 20) -> QPixmap:
    """The drawing `name` in the colour of the token `ink`, `size` of the board wide."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    key = (name, hex_of(ink), px(size), ratio)
    found = _pixmaps.get(key)
    if found is None:
        found = _pixmaps[key] = _drawn(*key)
    return found


def icon(name: str, ink: str = "text2", size: int = 20) -> QIcon:
    """The same as an icon, paler where the control is disabled."""
    made = QIcon(pixmap(name, ink, size))
    made.addPixmap(pixmap(name, "text3", size), QIcon.Mode.Disabled)
    return made


def forget() -> None:
    """Empty the cache; after a change of theme or size."""
    _pixmaps.clear()


def _drawn(name: str, colour: str, width: int, ratio: float) -> QPixmap:
    source = _source(name).replace("currentColor", colour)
    drawing = QSvgRenderer(QByteArray(source.encode()))
    made = QPixmap(round(width * ratio), round(width * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    drawing.render(painter)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@cache
def _source(name: str) -> str:
    text = (files("resources") / "icons" / f"{name}.svg").read_text("utf-8")
    return text.replace('stroke-width="2"', _STROKE)
