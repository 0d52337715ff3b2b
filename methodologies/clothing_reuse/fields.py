"""The inputs of a drop-off."""

from __future__ import annotations

from typing import Final

from carbon_points.methodology import Field
from carbon_points.methodology import FieldType

WEIGHINGS: Final = ("scale", "smart_bin", "count")
DESTINATIONS: Final = ("mixed", "rewear", "recycle", "incineration", "landfill")
FATES: Final = ("reuse", "recycle", "dispose")

FIELDS: Final = (
    Field("date", FieldType.DATE),
    Field("weighing", FieldType.CHOICE, choices=WEIGHINGS, default="scale"),
    Field(
        "mass_g",
        FieldType.INTEGER,
        "g",
        required=False,
        shown_when=("weighing", ("scale", "smart_bin")),
        above="0",
        limit="mass_g_max",
    ),
    Field(
        "item_count",
        FieldType.INTEGER,
        "item",
        required=False,
        shown_when=("weighing", ("count",)),
        above="0",
    ),
    Field("destination", FieldType.CHOICE, choices=DESTINATIONS, default="mixed"),
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
        "batch_shares",
        FieldType.SHARES,
        "1",
        required=False,
        choices=FATES,
        shown_when=("tier", (2,)),
    ),
)
