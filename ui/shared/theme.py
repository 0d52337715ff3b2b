"""From tokens to Qt: one palette and one short style sheet.

The palette carries the colours, the style sheet only shapes, chosen by the dynamic
properties ``card``, ``t`` (text role), ``kind`` (button), ``tone`` and ``state``.
"""

from __future__ import annotations

import re
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtGui import QPalette

from ui.shared import icons
from ui.shared.fonts import font
from ui.shared.fonts import load_faces
from ui.shared.tokens import color
from ui.shared.tokens import hex_of
from ui.shared.tokens import look
from ui.shared.tokens import px
from ui.shared.tokens import TextSize
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_ROLES: Final = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on_primary",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "info",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "outline",
    QPalette.ColorRole.Shadow: "outline",
    QPalette.ColorRole.Accent: "primary",
}
_INKS: Final = (
    QPalette.ColorRole.Text,
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.ButtonText,
)

# @name is a colour, 12~ a length of the drawing board at the text size in force.
_SHEET: Final = """
QToolTip { background:@surface; color:@text; border:1px solid @outline; }
#rail { background:@rail; }
#rail QToolButton { color:@rail_text2; background:@rail; border:2px solid @rail; border-radius:8~; padding:5~ 0 3~ 0; font-size:12~; }
#rail QToolButton:hover { background:@rail_hover; border-color:@rail_hover; color:@rail_text; }
#rail QToolButton:checked { background:@rail_active; border-color:@rail_active; color:#FFFFFF; font-weight:500; }
#rail QToolButton:focus { border-color:@focus; }
#topbar { background:@surface; border-bottom:1px solid @line; }
QFrame[card="plain"] { background:@surface; border:1px solid @line; border-radius:10~; }
QFrame[card="soft"] { background:@primary_soft; border:none; border-radius:10~; }
QFrame[card="sunken"] { background:@sunken; border:none; border-radius:8~; }
QFrame[line="true"] { background:@line; border:none; }
QLabel { background:transparent; }
QLabel[t="figure"] { font-size:28~; font-weight:700; }
QLabel[t="name"] { font-size:24~; font-weight:700; }
QLabel[t="title"] { font-size:20~; font-weight:700; }
QLabel[t="section"] { font-size:16~; font-weight:700; }
QLabel[t="strong"] { font-weight:500; }
QLabel[t="second"] { color:@text2; font-size:13~; }
QLabel[t="caption"] { color:@text3; font-size:12~; }
QLabel[t="key"] { color:@text2; background:@sunken; border:1px solid @line; border-bottom:2px solid @line; border-radius:4~; padding:0 5~; font-size:11~; }
@tones
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractSpinBox { background:@surface; color:@text; border:1px solid @outline; border-radius:6~; padding:0 10~; min-height:34~; }
QPlainTextEdit, QTextEdit { padding:6~ 9~; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus { border:2px solid @focus; padding:0 9~; min-height:32~; }
QLineEdit[state="bad"], QComboBox[state="bad"] { border:2px solid @bad; padding:0 9~; min-height:32~; }
QLineEdit[big="true"] { font-size:20~; min-height:46~; border-radius:8~; }
QLineEdit[big="true"]:focus { min-height:44~; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { background:@sunken; color:@text3; border-color:@line; }
QComboBox::drop-down { border:none; width:26~; } QComboBox::down-arrow { image:none; }
QComboBox QAbstractItemView { background:@surface; border:1px solid @outline; selection-background-color:@primary_soft; selection-color:@text; outline:0; padding:4~; }
QPushButton { background:@surface; color:@text; border:1px solid @outline; border-radius:6~; padding:0 14~; min-height:34~; }
QPushButton:hover { background:@hover; }
QPushButton:disabled { color:@text3; border-color:@line; background:@sunken; }
QPushButton[small="true"] { min-height:24~; padding:0 10~; font-size:13~; }
QPushButton[kind="primary"] { background:@primary; color:@on_primary; border-color:@primary; font-weight:500; }
QPushButton[kind="primary"]:hover { background:@primary_hover; }
QPushButton[kind="primary"]:disabled { background:@mute_soft; color:@mute; border-color:@mute_soft; }
QPushButton[kind="danger"] { color:@bad; border-color:@bad; }
QPushButton[kind="link"] { background:transparent; border-color:transparent; color:@info; padding:0 8~; }
QPushButton[kind="person"] { border-color:transparent; background:transparent; font-weight:500; padding:0 8~; }
QPushButton[kind="person"]::menu-indicator { width:0; }
QPushButton[kind="choice"] { border-color:@outline; color:@text2; }
QPushButton[kind="choice"]:checked { background:@primary_soft; border-color:@primary; color:@primary_text; font-weight:500; }
QPushButton:focus { border:2px solid @focus; min-height:32~; padding:0 13~; }
QPushButton[small="true"]:focus { min-height:22~; padding:0 9~; }
QCheckBox, QRadioButton { spacing:8~; min-height:24~; }
QTableView, QListView, QTreeView { background:@surface; border:none; gridline-color:@line; outline:0; selection-background-color:@primary_soft; selection-color:@text; }
QHeaderView, QHeaderView::section, QTableCornerButton::section { background:@surface; color:@text3; border:none; font-size:12~; font-weight:500; }
QHeaderView::section { border-bottom:1px solid @line; padding:6~ 10~; }
QScrollArea, QScrollArea > QWidget > QWidget[plain="true"] { background:transparent; border:none; }
QScrollBar:vertical { background:transparent; width:12~; } QScrollBar:horizontal { background:transparent; height:12~; }
QScrollBar::handle { background:@outline; border-radius:4~; min-height:36~; min-width:36~; margin:2~; }
QScrollBar::add-line, QScrollBar::sub-line { width:0; height:0; } QScrollBar::add-page, QScrollBar::sub-page { background:transparent; }
QProgressBar { background:@mute_soft; border:none; border-radius:4~; min-height:8~; max-height:8~; } QProgressBar::chunk { background:@primary; border-radius:4~; }
QMenu { background:@surface; color:@text; border:1px solid @outline; padding:4~; } QMenu::item { padding:7~ 16~; } QMenu::item:selected { background:@primary_soft; color:@primary_text; }
"""  # noqa: E501  (a rule stays on its line)


def apply(
    application: QApplication,
    *,
    dark: bool = False,
    size: TextSize = TextSize.NORMAL,
) -> None:
    """Give the whole application this look."""
    look.dark, look.size = dark, size
    icons.forget()
    load_faces()
    if application.style().name() != "fusion":
        application.setStyle("Fusion")
    application.setPalette(palette())
    application.setFont(font(14))
    application.setStyleSheet(style_sheet())


def palette() -> QPalette:
    """The base colours, also of what is disabled."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, color(token))
    for role in _INKS:
        made.setColor(QPalette.ColorGroup.Disabled, role, color("text3"))
    return made


def style_sheet() -> str:
    """The shapes, with every token and length filled in."""
    tones = "".join(f'QLabel[tone="{tone}"] {{ color:@{tone.ink}; }} ' for tone in Tone)
    rules = _SHEET.replace("@tones", tones)
    coloured = re.sub(r"@(\w+)", lambda found: hex_of(found[1]), rules)
    return re.sub(r"(\d+)~", lambda found: f"{px(int(found[1]))}px", coloured)


def system_is_dark() -> bool:
    """What the desktop asks for; light where it does not say."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
