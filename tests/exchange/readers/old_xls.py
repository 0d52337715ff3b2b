"""The smallest old workbook (.xls, BIFF8 in a compound file) that readers accept."""

from __future__ import annotations

import struct
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SECTOR: Final = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xls_bytes(rows: Sequence[Sequence[str | float]]) -> bytes:
    """A workbook of one sheet with texts and numbers."""
    return container("Workbook", _workbook(rows))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _workbook(rows: Sequence[Sequence[str | float]]) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x06))
    name = b"Sheet1"
    bound_size = 4 + 6 + 2 + len(name)
    offset = len(begin) + bound_size + 4
    bound = _record(0x0085, struct.pack("<IHBB", offset, 0, len(name), 0) + name)
    return begin + bound + _record(0x000A) + _sheet(rows)


def _sheet(rows: Sequence[Sequence[str | float]]) -> bytes:
    width = max(map(len, rows))
    parts = [
        _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x06)),
        _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)),
    ]
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            place = struct.pack("<HHH", i, j, 0)
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                parts.append(_record(0x0204, place + text))
            else:
                parts.append(_record(0x0203, place + struct.pack("<d", cell)))
    return b"".join(parts) + _record(0x000A)


def container(name: str, stream: bytes) -> bytes:
    """A compound file: header, one FAT sector, the directory, one stream."""
    stream = stream.ljust(max(len(stream), 4096), b"\0")
    sectors = -(-len(stream) // _SECTOR)
    chain = [_FAT, _END, *range(3, 2 + sectors), _END]
    fat = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    directory = _entry("Root Entry", 5, child=1, start=_END, size=0)
    directory += _entry(name, 2, child=_FREE, start=2, size=len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    body = stream.ljust(sectors * _SECTOR, b"\0")
    return header + fat + directory.ljust(_SECTOR, b"\0") + body


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    tree = struct.pack("<III", _FREE, _FREE, child) + bytes(36)
    return head + tree + struct.pack("<IQ", start, size)
