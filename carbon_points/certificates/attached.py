"""The signed content in a PDF that may come from anybody.

Only what begins like a JSON object is unpacked, and never further than a content may be
long. A library that understands the whole of PDF would unpack whatever the file names:
a file of some kilobytes holds a gigabyte.
"""

from __future__ import annotations

import zlib
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.content import MAX_BYTES
from carbon_points.certificates.seal import CONTENT_NAME
from carbon_points.certificates.seal import SEAL_FORMAT
from carbon_points.certificates.seal import SEAL_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_PAPER: Final = 20_000_000
"""Bytes; a certificate has some tens of thousands, a scanned one some millions."""

_MOST_UNPACKED: Final = 64 * MAX_BYTES
"""Bytes of all objects in a paper; it has two, and no other program adds many."""

_BEGIN: Final = b"stream"
_END: Final = b"endstream"
_OBJECT: Final = b'{"'


def attached(data: bytes) -> dict[str, bytes]:
    """Content and seal of a certificate by name, as far as they are there."""
    found: dict[str, bytes] = {}
    if b"%PDF-" not in data[:1024]:
        return found
    left = _MOST_UNPACKED
    for content in _objects(data):
        left -= len(content)
        if left < 0 or len(found) == len((CONTENT_NAME, SEAL_NAME)):
            break
        name = SEAL_NAME if SEAL_FORMAT.encode() in content else CONTENT_NAME
        found.setdefault(name, content)
    return found


def _objects(data: bytes) -> Iterator[bytes]:
    """Streams that hold a JSON object, packed or not."""
    at = 0
    while (begin := data.find(_BEGIN, at)) >= 0:
        end = data.find(_END, begin)
        if end < 0:
            return
        packed = data[begin + len(_BEGIN) : end].lstrip(b"\r\n")
        at = end + len(_END)
        if packed.startswith(_OBJECT):
            yield packed.rstrip(b"\r\n")
        elif _unpacked(packed, len(_OBJECT)) == _OBJECT:
            yield _unpacked(packed, MAX_BYTES + 1)


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
