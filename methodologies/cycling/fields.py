"""The inputs of a ride."""

from __future__ import annotations

from typing import Final

from carbon_points.methodology import Field
from carbon_points.methodology import FieldType

VEHICLES: Final = ("shared_bike", "shared_ebike", "own_bike")
EVIDENCE: Final = ("operator_order", "gps_track", "screenshot", "self_declared")
MODES: Final = ("car", "taxi", "bus", "metro", "motorcycle", "ebike", "none")

FIELDS: Final = (
    Field("vehicle", FieldType.CHOICE, choices=VEHICLES, default="shared_bike"),
    Field("start", FieldType.MOMENT),
    Field("end", FieldType.MOMENT),
    Field("distance_m", FieldType.INTEGER, "m", above="0", limit="distance_m_max"),
    Field("evidence", FieldType.CHOICE, choices=EVIDENCE, default="operator_order"),
    Field("evidence_ref", FieldType.TEXT),
    Field(
        "tier",
        FieldType.INTEGER,
        required=False,
        default=1,
        minimum="1",
        maximum="2",
        hidden=True,
    ),
    Field(
        "mode_shares",
        FieldType.SHARES,
        "1",
        required=False,
        choices=MODES,
        shown_when=("tier", (2,)),
    ),
)
