"""What comes in from outside: read up to a limit, and JSON that hides nothing."""

from __future__ import annotations

import json
import os
import re
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_DOCUMENT: Final = 20_000_000
"""Bytes of a document in JSON or YAML; a year of a district's vectors is a tenth."""

_MB: Final = 1_000_000
_ROOM: Final = {"{": 72, "[": 64, '"': 40, ",": 40, ":": 40}
"""Bytes that an object, a list, a text or a number takes, by the marks in a JSON."""

_MOST_ROOM: Final = 150_000_000
_TOO_MANY: Final = "has too many parts"
_TOO_DEEP: Final = "nested too deeply"
_HALF: Final = "half a character"
_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")


def read_within(path: Path, most: int = LARGEST_DOCUMENT) -> bytes:
    """The bytes of a file that is no larger than it may be.

    Raises:
        UserError: FILE_NOT_FOUND, FILE_UNREADABLE (also a device or a pipe, which
            never ends) or FILE_TOO_LARGE.
    """
    # Told by its size, a file is not read to learn that it is too large.
    data = None if _is_larger(path, most) else read_start(path, most + 1)
    if data is None or len(data) > most:
        raise UserError("FILE_TOO_LARGE", file=str(path), size=f"> {most // _MB} MB")
    return data


def _is_larger(path: Path, most: int) -> bool:
    try:
        return path.is_file() and path.stat().st_size > most
    except (OSError, ValueError):
        return False


def read_start(path: Path, most: int) -> bytes:
    """The first bytes of a file, all of it if there are no more.

    Raises:
        UserError: FILE_NOT_FOUND, or FILE_UNREADABLE (also a device or a pipe).
    """
    try:
        if path.exists() and not path.is_file():
            raise UserError("FILE_UNREADABLE", file=str(path))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            # One more than there is: a file may grow while it is read.
            return file.read(min(size + 1, most))
    except FileNotFoundError:
        raise UserError("FILE_NOT_FOUND", file=str(path)) from None
    except OSError as error:
        why = error.strerror or ""
        raise UserError("FILE_UNREADABLE", file=str(path), why=why) from None
    except ValueError:  # a NUL in the name
        raise UserError("FILE_NOT_FOUND", file=ascii(str(path))) from None


def loads(text: str | bytes) -> Any:
    """The document of a JSON text in UTF-8, with or without a mark before it.

    Raises:
        ValueError: if it is none, is nested too deeply, names a key twice, holds half a
            character, or a number that is none or has thousands of digits, or has more
            parts than there is room for.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig")
    if sum(text.count(mark) * size for mark, size in _ROOM.items()) > _MOST_ROOM:
        raise ValueError(_TOO_MANY)
    try:
        found = json.loads(
            text, parse_constant=_no_number, object_pairs_hook=_each_key_once
        )
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    # Written as \\ud800 it passes every decoder and fails whoever writes it down.
    if "\\u" in text or "\\U" in text:
        _refuse_half_characters(found)
    return found


def _no_number(word: str) -> None:
    msg = f"{word} is no number"
    raise ValueError(msg)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        msg = f"the key {twice[:60]!r} is given twice"
        raise ValueError(msg)
    return found


def _refuse_half_characters(value: Any) -> None:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += [*each, *each.values()]
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str) and _HALF_CHARACTER.search(each):
            raise ValueError(_HALF)
