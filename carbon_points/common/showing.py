"""Names as they may be shown: nothing in them is obeyed, and nothing is lost."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_OBEYED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    # More accents than any script puts on one letter cover the lines above and below.
    f"|(?<={_MARKS}{_MARKS}{_MARKS}{_MARKS}){_MARKS}"
)
"""What a terminal acts on, what turns a line around, is not seen, or cannot be written.

The line's end and the tab stay, and so do the joiners that some scripts need.
"""


def harmless(text: str) -> str:
    r"""A text whose invisible orders are spelled out: ``\x1b[31m`` and not red.

    The spelling is that of JSON, so a document in it keeps its meaning.
    """
    return _OBEYED.sub(_spelled, text)


def on_one_line(text: str) -> str:
    """The same without line ends and tabs, for a name in a heading or a tip."""
    return " ".join(harmless(text).split())


def _spelled(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code > 0xFFFF:  # as JSON writes it: two halves
        high, low = divmod(code - 0x10000, 0x400)
        return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
    return f"\\u{code:04x}"
