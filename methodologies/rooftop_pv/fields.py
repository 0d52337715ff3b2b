"""The inputs of a metered period of a PV plant."""

from __future__ import annotations

from typing import Final

from carbon_points.methodology import Field
from carbon_points.methodology import FieldType

FIELDS: Final = (
    Field("period_start", FieldType.DATE),
    Field("period_end", FieldType.DATE),
    Field("capacity_kw", FieldType.DECIMAL, "kW", above="0", limit="capacity_kw_max"),
    Field("commissioning_date", FieldType.DATE),
    Field("segments", FieldType.SEGMENTS, "kWh"),
    Field("export_kwh", FieldType.DECIMAL, "kWh", required=False),
    Field("gec_kwh", FieldType.DECIMAL, "kWh", required=False),
    Field("evidence_ref", FieldType.TEXT),
)
