"""What must not leave with a dossier: identity numbers, and what names a household."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.participants.rules import is_ric

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from collections.abc import Mapping

PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".bmp"})
_NUMBER: Final = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_HALF_HIDDEN: Final = re.compile(r"(?<!\d)(\d{3})\d{3}\*{8}\d{3}[\dXx](?!\d)")
"""As the books keep one that somebody typed: its ends are the desk's to see."""

_PHONE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_LARGEST: Final = 50_000_000
_PACKED_REMARK: Final = b"zTXt"
_KEPT: Final = 4


def scrubbed(words: str, today: dt.date) -> str:
    """A remark without the identity and phone numbers that somebody wrote into it."""

    def hidden(found: re.Match[str]) -> str:
        number = found.group().upper()
        return f"{number[:3]}***" if is_ric(number, today) else found.group()

    words = _HALF_HIDDEN.sub(r"\1***", _NUMBER.sub(hidden, words))
    return _PHONE.sub(lambda found: f"{found.group()[:3]}***", words)


def names_somebody(content: bytes, suffix: str, today: dt.date) -> bool:
    """Whether the text of a file holds a sound identity number.

    A file that cannot be read through is taken to hold one; what a picture shows is
    looked at by people before it leaves, what is written beside it is searched.
    """
    if len(content) > _LARGEST:
        return True
    try:
        texts = list(_texts(content, suffix))
    except (
        ValueError,
        OSError,
        EOFError,
        RuntimeError,
        zipfile.BadZipFile,
        zlib.error,
    ):
        return True
    found = (
        match.group().upper() for each in texts for match in _NUMBER.finditer(each)
    )
    return any(is_ric(number, today) for number in found)


def _texts(content: bytes, suffix: str) -> Iterator[str]:
    if suffix in PICTURES:
        yield from _remarks(content)
    elif suffix == ".pdf":
        yield from _pages(content)
        yield content.decode("latin-1")  # its title and keywords
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _LARGEST:
                raise ValueError(suffix)
            for name in packed.namelist():
                yield packed.read(name).decode("utf-8", "replace")
    else:
        yield content.decode("utf-8", "replace")
        yield content.decode("utf-16-le", "replace")


def _remarks(content: bytes) -> Iterator[str]:
    """What a camera, a phone or a person wrote into the file of a picture."""
    yield content.decode("latin-1")
    yield content.replace(b"\0", b"").decode("latin-1")
    at = content.find(_PACKED_REMARK)
    while at >= 0:
        packed = content[at + len(_PACKED_REMARK) :]
        name_ends = packed.find(b"\0") + 2  # the name, a nought, how it is packed
        yield _unpacked(packed[name_ends:]).decode("latin-1")
        at = content.find(_PACKED_REMARK, at + 1)


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST)
    except zlib.error:  # the four letters stood there by chance
        return b""


def _pages(content: bytes) -> Iterator[str]:
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  (0.1 s)

    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            yield str(page.get_textpage().get_text_range())


def masked_inputs(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs that compute the same and name no order, meter or account.

    Only whether two meters are one decides anything, so each gets a letter.
    """
    found = {name: value for name, value in inputs.items() if value is not None}
    if found.get("evidence_ref"):
        found["evidence_ref"] = masked(str(found["evidence_ref"]))
    if found.get("segments"):
        meters = list(dict.fromkeys(each["meter_id"] for each in found["segments"]))
        letters = {meter: f"METER-{place}" for place, meter in enumerate(meters, 1)}
        found["segments"] = [
            {**each, "meter_id": letters[each["meter_id"]]}
            for each in found["segments"]
        ]
    return found


def masked(number: str) -> str:
    """The end of a number, enough to compare it with the record."""
    return f"****{number[-_KEPT:]}" if len(number) > 2 * _KEPT else "****"
