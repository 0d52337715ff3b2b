"""The inputs of a boarding."""

from __future__ import annotations

from typing import Final

from carbon_points.methodology import Field
from carbon_points.methodology import FieldType

MODES: Final = ("bus", "metro")
EVIDENCE: Final = ("card_record", "qr_record", "screenshot", "self_declared")

FIELDS: Final = (
    Field("mode", FieldType.CHOICE, choices=MODES, default="bus"),
    Field("date", FieldType.DATE),
    Field("evidence", FieldType.CHOICE, choices=EVIDENCE, default="card_record"),
    Field("evidence_ref", FieldType.TEXT),
    Field(
        "distance_m",
        FieldType.INTEGER,
        "m",
        required=False,
        above="0",
        limit="distance_m_max",
    ),
)
