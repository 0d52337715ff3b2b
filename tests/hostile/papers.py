"""Certificates, their codes, and pictures that come as evidence."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.pdf import certificate_pdf
from carbon_points.certificates.qr import qr_text
from tests.certificates.samples import certificate
from tests.certificates.samples import KEY
from tests.hostile.kinds import given
from tests.hostile.kinds import Hostile
from tests.hostile.kinds import spoilt
from tests.hostile.names import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PDF: Final = b"%PDF-1.7\n"


def corpus() -> Iterator[Hostile]:
    """Everything that `certificate verify` and a picture's reader may be given."""
    yield from spoilt("certificate", "certificate", ".pdf", _paper, 20)
    yield from _tricks()
    yield from _codes()
    yield from _pictures()


@cache
def _paper() -> bytes:
    return certificate_pdf(certificate(), KEY)


def _tricks() -> Iterator[Hostile]:
    def bomb(levels: int) -> bytes:
        inner = b'{"' + b"a" * 200_000_000
        for _ in range(levels):
            inner = zlib.compress(inner, 9)
        return inner

    def object_(entries: str, stream: bytes = b"") -> bytes:
        body = b"stream\n" + stream + b"\nendstream" if stream else b""
        return f"1 0 obj << {entries} >> ".encode() + body + b" endobj\n"

    file = "/Type /EmbeddedFile /Filter /FlateDecode"
    last = _paper()[_paper().rfind(b"\n%CP1 ") :]
    yield Hostile(
        "certificate", "bomb.pdf", lambda: _PDF + object_(file, bomb(1)) + last
    )
    yield Hostile(
        "certificate", "bomb-twice.pdf", lambda: _PDF + object_(file, bomb(2)) + last
    )
    loops = "<< /Names 1 0 R /Kids [1 0 R] /Parent 1 0 R >>"
    for what, content in {
        "streams": b"stream\n" * 300_000,
        "streams-ends": b"stream\nendstream" * 200_000,
        "loops": object_(loops) * 1_000,
        "deep": b"<<" * 200_000 + b"[" * 200_000,
        "script": object_("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        "launch": object_("/OpenAction << /S /Launch /F (/bin/sh) >>"),
        "web": object_("/OpenAction << /S /URI /URI (http://127.0.0.1/) >>"),
        "encrypted": object_("/Encrypt << /Filter /Standard /V 1 >>"),
        "endless-number": b"9" * 2_000_000 + b" 0 obj",
        "xref": b"xref\n0 4294967295\n",
        "last-lines": last * 5_000,
        "json": object_(file, zlib.compress(b'{"' * 100_000)),
        "nothing": b"",
    }.items():
        yield given("certificate", f"{what}.pdf", _PDF + content)
        yield given("certificate", f"{what}-signed.pdf", _PDF + content + last)
    yield given("certificate", "not-a-pdf.pdf", b"GIF89a" + last)
    yield Hostile("certificate", "objects.pdf", _full_of_objects)
    yield Hostile("certificate", "large.pdf", lambda: _PDF + b"\0" * 21_000_000)


def _full_of_objects() -> bytes:
    packed = zlib.compress(b'{"' + b"a" * 300_000)
    return _PDF + (b"stream\n" + packed + b"\nendstream\n") * 40_000


def _codes() -> Iterator[Hostile]:
    sound = qr_text(certificate(), KEY)
    yield from spoilt("code", "code", ".txt", sound.encode, 8)
    for what, name in NAMES.items():
        yield given("code", f"code-{what}.txt", f"CP1:{name}")
    for what, text in {
        "prefix": "CP1:",
        "lower": sound.lower(),
        "second": sound.replace("CP1:", "CP2:"),
        "spaces": " ".join(sound),
        "long": "CP1:" + "A" * 1_000_000,
        "deep": "CP1:" + "TGMZTGMZ" * 5_000,
        "padded": sound + "======",
        "address": "http://127.0.0.1/?" + sound,
    }.items():
        yield given("code", f"text-{what}.txt", text)


def _pictures() -> Iterator[Hostile]:
    yield from spoilt("evidence", "photo", ".jpg", lambda: _photo("JPEG"))
    yield from spoilt("evidence", "photo", ".png", lambda: _photo("PNG"))
    yield from spoilt("evidence", "photo", ".webp", lambda: _photo("WEBP"), 2)
    yield from spoilt("evidence", "photo", ".bmp", lambda: _photo("BMP"), 2)
    for what, (width, height) in {
        "wide": (2**31 - 1, 1),
        "square": (60_000, 60_000),
        "just-large": (6_300, 6_300),
        "nothing": (0, 0),
        "negative": (2**32 - 1, 2**32 - 1),
    }.items():
        yield Hostile("evidence", f"png-{what}.png", partial(_png, width, height))
    yield Hostile("evidence", "png-text.png", lambda: _png(8, 8, _text_bomb()))
    yield Hostile("evidence", "png-deep.png", lambda: _png(6_300, 6_300, depth=16))
    yield Hostile(
        "evidence", "jpeg-large.jpg", lambda: _large("JPEG", progressive=True)
    )
    yield Hostile("evidence", "webp-large.webp", lambda: _large("WEBP"))
    for what, content in {
        "picture.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/>',
        "picture.heic": b"\0\0\0\x18ftypheic" + b"\xff" * 500,
        "script.pdf": _PDF + b"1 0 obj << /OpenAction << /S /JavaScript >> >>",
        "program.jpg": b"MZ\x90\0" + b"\xcc" * 500,
        "nothing.jpg": b"",
        "riff.webp": b"RIFF\xff\xff\xff\xffWEBPVP8L\xff\xff\xff\xff",
        "head.bmp": b"BM" + b"\xff" * 60,
    }.items():
        yield given("evidence", what, content)


def _photo(form: str) -> bytes:
    from PIL import Image  # noqa: PLC0415  (slow, and only for pictures)

    made = io.BytesIO()
    Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(made, form)
    return made.getvalue()


def _large(form: str, **options: bool) -> bytes:
    """As many points as a photo may have, in as few bytes as it can be."""
    from PIL import Image  # noqa: PLC0415  (slow, and only for pictures)

    made = io.BytesIO()
    Image.new("RGB", (6_300, 6_300), "white").save(made, form, quality=1, **options)
    return made.getvalue()


def _png(width: int, height: int, extra: bytes = b"", depth: int = 8) -> bytes:
    head = struct.pack(
        ">IIBBBBB", width & 0xFFFFFFFF, height & 0xFFFFFFFF, depth, 6, 0, 0, 0
    )
    packer = zlib.compressobj(9)
    rows = min(width * height * depth // 2, 400_000_000)
    packed = b"".join(
        packer.compress(b"\0" * 1_000_000) for _ in range(rows // 1_000_000)
    )
    packed += packer.flush()
    chunks = _chunk(b"IHDR", head) + extra + _chunk(b"IDAT", packed)
    return _PNG + chunks + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
    )


def _text_bomb() -> bytes:
    return _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 200_000_000, 9))
