"""Tool tips that are text, whatever the name in them looks like."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt

from carbon_points.common.showing import harmless


def plain_tip(text: str) -> str:
    """A tool tip that shows a text as it was written.

    Qt takes what looks like markup for markup: a file called ``<img src=…>`` would
    have the picture fetched when the mouse rests on it.
    """
    shown = harmless(text)
    if not Qt.mightBeRichText(shown):
        return shown
    return f"<qt>{escape(shown).replace(chr(10), '<br>')}</qt>"
