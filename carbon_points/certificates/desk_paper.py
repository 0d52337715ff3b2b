"""A finished paper of the desk, as it is shown, printed and noted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PaperSize(StrEnum):
    """What a paper of the desk is printed on."""

    ROLL = "80mm"
    A5 = "a5"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper, and what two prints of the same one share."""

    kind: str
    """``slip``, ``passbook``, ``consent``, ``explanation`` or ``certificate``."""

    pdf: bytes
    title: str
    subject: str
    pages: int
    participant_id: int
    reprints: int = 0
    """How often the same paper was printed before; it says so."""
