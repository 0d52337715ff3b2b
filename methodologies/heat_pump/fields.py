"""The inputs of a period of a heat pump."""

from __future__ import annotations

from typing import Final

from carbon_points.methodology import Field
from carbon_points.methodology import FieldType

VARIANTS: Final = ("space", "water")
BASELINES: Final = ("coal", "gas", "electric", "biomass", "district")
METERINGS: Final = ("submeter", "deemed")
REFRIGERANTS: Final = ("R32", "R410A", "R22", "R134a", "R290")

FIELDS: Final = (
    Field("variant", FieldType.CHOICE, choices=VARIANTS, default="space"),
    Field("baseline", FieldType.CHOICE, choices=BASELINES, default="coal"),
    Field("metering", FieldType.CHOICE, choices=METERINGS, default="submeter"),
    Field("period_start", FieldType.DATE),
    Field("period_end", FieldType.DATE),
    Field("commissioning_date", FieldType.DATE),
    Field("refrigerant", FieldType.CHOICE, choices=REFRIGERANTS, default="R32"),
    Field("charge_kg", FieldType.DECIMAL, "kg", required=False, above="0"),
    Field(
        "area_m2",
        FieldType.DECIMAL,
        "m2",
        required=False,
        above="0",
        shown_when=("variant", ("space",)),
        limit="area_m2_max",
    ),
    Field(
        "segments",
        FieldType.SEGMENTS,
        "kWh",
        required=False,
        shown_when=("metering", ("submeter",)),
    ),
    Field(
        "heat_kwh",
        FieldType.DECIMAL,
        "kWh",
        required=False,
        shown_when=("metering", ("submeter",)),
    ),
    Field(
        "persons",
        FieldType.INTEGER,
        "person",
        required=False,
        shown_when=("metering", ("deemed",)),
        limit="persons_max",
    ),
    Field("scop", FieldType.DECIMAL, "1", required=False),
    Field("evidence_ref", FieldType.TEXT),
)
