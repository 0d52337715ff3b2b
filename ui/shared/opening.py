"""What is told when books are opened: read only, broken, or left by a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.shared.messages import Message
from ui.shared.messages import message
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from ui.shared.page import Opened

CRASHED = "M53"


def how_it_opened(opened: Opened) -> Message | None:
    """The message above the first page; None if all is as on any other day."""
    if opened.broken_at:
        return message("M45", n=opened.broken_at)
    if opened.read_only:
        return Message(Tone.WARN, opened.read_only)
    if opened.was_left and opened.saved_at is not None:
        return message(CRASHED, time=f"{opened.saved_at:%m-%d %H:%M}")
    return None
