"""The inputs of a period of air conditioners of one kind."""

from __future__ import annotations

from typing import Final

from carbon_points.methodology import Field
from carbon_points.methodology import FieldType

MODES: Final = ("deemed", "metered")
BASELINES: Final = ("new", "trade_in")

FIELDS: Final = (
    Field("mode", FieldType.CHOICE, choices=MODES, default="deemed"),
    Field("baseline", FieldType.CHOICE, choices=BASELINES, default="new"),
    Field("period_start", FieldType.DATE),
    Field("period_end", FieldType.DATE),
    Field("commissioning_date", FieldType.DATE),
    Field("cc_w", FieldType.INTEGER, "W", above="0", limit="cc_w_max"),
    Field("apf", FieldType.DECIMAL, "Wh/Wh"),
    # The label's own scale; what of it is eligible is a limit.
    Field("grade", FieldType.INTEGER, minimum="1", maximum="5", limit="grade_max"),
    Field("units", FieldType.INTEGER, default=1, minimum="1", limit="units_max"),
    Field(
        "segments",
        FieldType.SEGMENTS,
        "kWh",
        required=False,
        shown_when=("mode", ("metered",)),
    ),
    Field("evidence_ref", FieldType.TEXT),
)
