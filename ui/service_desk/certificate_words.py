"""How the states of a certificate and of its paper are said."""

from __future__ import annotations

from typing import Final

from ui.shared.badges import Badge
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.tokens import Tone

VALIDITIES: Final = {
    "valid": Badge(tr_later("certificates", "有效"), Tone.OK, "circle-check"),
    "replaced": Badge(tr_later("certificates", "已被替换"), Tone.MUTE, "refresh"),
    "revoked": Badge(tr_later("certificates", "已作废"), Tone.MUTE, "circle-x"),
}
PAPERS: Final = {
    "recorded": Badge(tr_later("certificates", "已登记"), Tone.MUTE, "pencil"),
    "confirmed": Badge(tr_later("certificates", "已签发"), Tone.INFO, "certificate"),
    "printed": Badge(tr_later("certificates", "已打印"), Tone.OK, "printer"),
    "handed_over": Badge(tr_later("certificates", "已交付"), Tone.OK, "checks"),
}


def validity_badge(code: str) -> Badge:
    """Whether a certificate is in force."""
    return _translated(VALIDITIES[code])


def paper_badge(code: str) -> Badge:
    """How far its paper has come."""
    return _translated(PAPERS[code])


def _translated(known: Badge) -> Badge:
    return Badge(translated("certificates", known.text), known.tone, known.shape)
