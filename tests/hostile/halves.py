"""What somebody may type where the two halves of the recovery key are asked for."""

from __future__ import annotations

import random
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.storage import keys
from tests.hostile.kinds import given
from tests.hostile.kinds import spoilt
from tests.hostile.names import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.kinds import Hostile

_MEGA: Final = 1_000_000
_FIRST, _SECOND = keys.halves_of(bytes(range(32)))
"""Sound halves, of a key that opens nothing here."""

_TO_WIDE: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_RAW: Final = {
    "empty": b"",
    "blank": b"\n\n\n",
    "one-line": _FIRST.encode(),
    "noise": random.Random(1).randbytes(4096),  # noqa: S311  (the same file each time)
    "not-utf-8": _FIRST.encode() + b"\xff\n",
    "second-not-utf-8": f"{_FIRST}\n".encode() + b"\xc3(\xa0\n",
    "half-surrogates": b"\xed\xa0\x80\xed\xb0\x80" * 32,
    "utf-16": f"{_FIRST}\n{_SECOND}\n".encode("utf-16"),
    "gb18030": "恢复密钥第一半\n恢复密钥第二半\n".encode("gb18030"),
    "nul": b"\0" * 39 + b"\n" + b"\0" * 39,
    "key-file": b'{"format": "carbon-points/key/1", "key": "00"}',
    "zip": b"PK\x03\x04" + b"\0" * 60,
}
_LINES: Final = {
    "foreign": (_FIRST, _SECOND),
    "turned": (_SECOND, _FIRST),
    "twice": (_FIRST, _FIRST),
    "lower": (_FIRST.lower(), _SECOND.lower()),
    "wide": (_FIRST.translate(_TO_WIDE), _SECOND.translate(_TO_WIDE)),
    "padded": (f"{_FIRST}======", f"{_SECOND}======"),
    "only-padding": ("=" * 32, "=" * 32),
    "no-key": ("A" * 32, "A" * 32),
    "both-on-one": (f"{_FIRST} {_SECOND}", ""),
    "nul-inside": (_FIRST.replace("-", "\0"), _SECOND),
    "controls": (_FIRST.replace("-", "\x1b[2J"), _SECOND.replace("-", "\x07")),
    "breaks": (_FIRST.replace("-", "\x0b"), _SECOND.replace("-", "\u2028")),
    "bidi": (f"\u202e{_FIRST}\u2066", f"\u200f{_SECOND}"),
    "invisible": ("\u200b".join(_FIRST), "\ufeff" + _SECOND),
    "combining": ("A" + "\u0301" * 5000, _SECOND),
    "look-alike": (_FIRST.replace("A", "\u0410"), _SECOND.replace("B", "\u0392")),
    "digits": ("0189" * 8, "0189" * 8),
}
_LONG: Final = {
    "line": b"A" * 10 * _MEGA,
    "second-line": f"{_FIRST}\n".encode() + b"A" * 10 * _MEGA,
    "groups": b"AAAA-" * 2 * _MEGA,
    "lines": b"\n" * 10 * _MEGA,
    "nul": b"\0" * 10 * _MEGA,
    "grows": "\ufdfa".encode() * 3 * _MEGA,
    "blanks": b" " * 10 * _MEGA + _FIRST.encode(),
}
"""Ten megabytes each; ``grows`` is eighteen times as long when it is normalised."""


def corpus() -> Iterator[Hostile]:
    """Everything that may stand on standard input instead of two halves."""
    sound = f"{_FIRST}\n{_SECOND}\n".encode()
    yield from spoilt("halves", "halves", ".txt", lambda: sound, 6)
    for what, content in _RAW.items():
        yield given("halves", f"halves-{what}.txt", content)
    for what, (first, second) in _LINES.items():
        yield given("halves", f"typed-{what}.txt", f"{first}\n{second}\n")
    for what, name in NAMES.items():
        typed = f"{_FIRST}\n{name}\n".encode("utf-8", "surrogatepass")
        yield given("halves", f"named-{what}.txt", typed)
    for what, content in _LONG.items():
        yield given("halves", f"long-{what}.txt", content)
