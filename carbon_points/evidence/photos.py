"""How a photo looks: 64 bits that stay nearly the same when it is copied or resized."""

from __future__ import annotations

import io
import warnings
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy import text

from carbon_points.common.problems import UserError
from carbon_points.evidence.models import PhotoPrint
from carbon_points.evidence.service import read

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.common.progress import Progress
    from carbon_points.storage.engine import Database

_KINDS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"BM")
_LARGEST: Final = 40_000_000
"""Pixels; a larger picture is no photo of a slip."""

_LARGEST_WEBP: Final = 10_000_000
"""Its decoder holds a picture four times."""

_UNSEEN: Final = text("""
SELECT DISTINCT e.id FROM evidence e
JOIN evidence_link l ON l.evidence_id = e.id AND l.subject_kind = 'action'
WHERE NOT EXISTS (SELECT 1 FROM evidence_photo p WHERE p.evidence_id = e.id)
ORDER BY e.id LIMIT :most""")


def print64(data: bytes) -> int | None:
    """Whether each part of a photo is brighter than its right neighbour.

    None if it is no photo. A difference hash: 9 x 8 grey fields, 8 bits a row.
    """
    if not data.startswith(_KINDS):
        return None
    from PIL import Image  # noqa: PLC0415  (only a photo needs it)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as photo:
                most = _LARGEST_WEBP if photo.format == "WEBP" else _LARGEST
                if photo.width * photo.height > most:
                    return None
                photo.draft("L", (64, 64))
                small = photo.convert("L").resize((9, 8), Image.Resampling.BOX)
                grey = small.tobytes()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    bits = 0
    for place in range(64):
        here = place + place // 8
        bits = bits << 1 | (grey[here] > grey[here + 1])
    return bits


def look(db: Database, progress: Progress | None = None, most: int = 10_000) -> int:
    """Take the print of photos that nobody has looked at yet; answers how many."""
    with db.reading() as session:
        unseen = list(session.scalars(_UNSEEN, {"most": most}))
    rows = []
    for place, evidence_id in enumerate(unseen):
        if progress is not None:
            progress.step(place, len(unseen))
        rows.append({"evidence_id": evidence_id, "print64": _signed(db, evidence_id)})
    if rows:
        with db.writing() as session:
            session.execute(insert(PhotoPrint).prefix_with("OR IGNORE"), rows)
    return len(rows)


def _signed(db: Database, evidence_id: int) -> int | None:
    try:
        bits = print64(read(db, evidence_id))
    except UserError:
        return None  # `audit verify` says that the file is missing or damaged
    if bits is None:
        return None
    return bits - (1 << 64) if bits >> 63 else bits


def prints(session: Session) -> list[tuple[int, int]]:
    """Evidence and print of every photo that was looked at."""
    rows = session.execute(
        text("SELECT evidence_id, print64 FROM evidence_photo WHERE print64 NOT NULL")
    )
    return [(row[0], row[1] & (1 << 64) - 1) for row in rows]
