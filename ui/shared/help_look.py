"""What Qt makes of Markdown, in the program's own type and colours."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtGui import QTextBlockFormat
from PySide6.QtGui import QTextCharFormat
from PySide6.QtGui import QTextCursor
from PySide6.QtGui import QTextFrameFormat
from PySide6.QtGui import QTextLength
from PySide6.QtGui import QTextTable
from PySide6.QtGui import QTextTableFormat

from ui.shared.fonts import font
from ui.shared.tokens import color
from ui.shared.tokens import px

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

_LINE: Final = 135
_FIRST_COLUMN: Final = 36
"""Per cent of the width, for keys and for what is seen."""


def dress(document: QTextDocument) -> None:
    """Give a chapter its type, spaces and tables."""
    document.setDefaultFont(font(14))
    document.setDocumentMargin(px(4))
    document.setIndentWidth(px(24))
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(_spaces(block.blockFormat().headingLevel()))
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        if block.blockFormat().headingLevel():
            cursor.mergeCharFormat(_heading())
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def marked() -> QTextCharFormat:
    """How a place that was looked for is marked."""
    made = QTextCharFormat()
    made.setBackground(color("warn_soft"))
    made.setForeground(color("warn"))
    return made


def _spaces(heading: int) -> QTextBlockFormat:
    made = QTextBlockFormat()
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight
    made.setLineHeight(_LINE, proportional.value)
    made.setTopMargin(px(14 if heading else 2))
    made.setBottomMargin(px(6 if heading else 2))
    return made


def _heading() -> QTextCharFormat:
    made = QTextCharFormat()
    # Markdown's headings are larger by steps of their own.
    made.setProperty(QTextCharFormat.Property.FontSizeAdjustment.value, 0)
    made.setFont(font(16, QFont.Weight.Bold))
    made.setForeground(color("primary_text"))
    return made


def _dress_table(table: QTextTable) -> None:
    """Hair lines instead of boxes; the first column keeps its share."""
    made = QTextTableFormat(table.format())
    made.setBorder(1)
    made.setBorderCollapse(True)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(color("line"))
    made.setCellPadding(px(5))
    made.setCellSpacing(0)
    made.setMargin(px(4))
    percent = QTextLength.Type.PercentageLength
    made.setWidth(QTextLength(percent, 100))
    if table.columns() == 2:
        shares = (_FIRST_COLUMN, 100 - _FIRST_COLUMN)
        made.setColumnWidthConstraints([QTextLength(percent, each) for each in shares])
    table.setFormat(made)
    for at in range(table.columns()):
        cell = table.cellAt(0, at)
        strong = QTextCharFormat(cell.format())
        strong.setBackground(color("sunken"))
        cell.setFormat(strong)
