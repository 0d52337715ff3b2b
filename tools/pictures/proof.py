"""What is wrong in a window, as far as a program can see it.

Words that are cut, controls without a name, and Chinese left in an English window.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QComboBox
from PySide6.QtWidgets import QLabel
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QScrollArea
from PySide6.QtWidgets import QTextEdit
from PySide6.QtWidgets import QToolButton
from PySide6.QtWidgets import QWidget

from ui.shared.language import EN
from ui.shared.widgets import Elided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QObject

_TS: Final = Path(__file__).parents[2] / "resources" / "i18n" / "carbon_en.ts"
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_GAP: Final = re.compile(r"\\\{\w*\\\}|%L?n|%\d")
_SLACK: Final = 2
_NAMES: Final = frozenset({"社区工作人员", "审核员", "复核审核员", "系统管理员"})
"""People of the demo who are called like their role."""

_CONTROLS: Final = (QAbstractButton, QLineEdit, QComboBox, QTextEdit)


def problems(window: QWidget, language: str) -> list[str]:
    """One line for each thing that is wrong."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and widget.width() > 1:
            if not widget.visibleRegion().isEmpty():  # else it is not laid out yet
                found += _cut(widget)
            found += _nameless(widget)
            found += _too_wide(widget)
            if language == EN:
                found += _untranslated(widget)
    return list(dict.fromkeys(found))


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and not isinstance(widget, Elided):
        text, room = widget.text(), widget.contentsRect()
        if widget.textFormat() is Qt.TextFormat.RichText or not text:
            return
        if widget.wordWrap():
            lacks = widget.heightForWidth(widget.width()) - widget.height()
        else:
            lines = text.splitlines()
            metrics = widget.fontMetrics()
            lacks = max(map(metrics.horizontalAdvance, lines)) - room.width()
        if lacks > _SLACK:
            yield f"cut by {lacks} px: {text!r} in {_place(widget)}"
    elif isinstance(widget, QAbstractButton) and widget.text():
        if isinstance(widget, QToolButton):  # of the rail, its text below the icon
            wanted = widget.fontMetrics().horizontalAdvance(widget.text())
        else:
            wanted = widget.minimumSizeHint().width()
        lacks = wanted - widget.width()
        if lacks > _SLACK:
            yield f"cut by {lacks} px: {widget.text()!r} in {_place(widget)}"


def _too_wide(widget: QWidget) -> Iterator[str]:
    """What stands in a part that scrolls up and down only must not be wider."""
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if isinstance(widget, QScrollArea) and inside is not None:
        lacks = inside.minimumSizeHint().width() - widget.viewport().width()
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if lacks > _SLACK and widget.horizontalScrollBarPolicy() is never:
            yield f"wider than its room by {lacks} px: {_place(widget)}"


def _nameless(widget: QWidget) -> Iterator[str]:
    inner = isinstance(widget.parentWidget(), (QComboBox, QLineEdit))
    if isinstance(widget, _CONTROLS) and not widget.accessibleName() and not inner:
        yield f"no accessible name: {_place(widget)}"


def _untranslated(widget: QWidget) -> Iterator[str]:
    for text in _texts(widget):
        said = text.strip()
        if _CHINESE.search(said) and said not in _NAMES and _sources().fullmatch(said):
            yield f"not translated: {text!r} in {_place(widget)}"


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text().partition("  ")[0]
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()


@cache
def _sources() -> re.Pattern[str]:
    """Whatever a window says in Chinese, any value in its places."""
    tree = ET.parse(_TS)  # noqa: S314  (our own file)
    texts = {each.text or "" for each in tree.iter("source")}
    patterns = (_GAP.sub(".+", re.escape(text)) for text in texts)
    said = (each for each in patterns if len(_CHINESE.findall(each)) > 1)
    return re.compile("|".join(sorted(said, key=len, reverse=True)))


def _place(widget: QObject) -> str:
    """The widget and what it lies in, the window left out."""
    names: list[str] = []
    at: QObject | None = widget
    while at is not None and len(names) < 4:
        name = type(at).__name__
        if not name.startswith("Q") or not names:
            names.append(name)
        at = at.parent()
    return " < ".join(names)
