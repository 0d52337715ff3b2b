"""Rooftop PV 屋顶光伏: metered generation instead of grid electricity."""

from __future__ import annotations

from carbon_points.methodology import FlagKind
from carbon_points.methodology import Kind
from carbon_points.methodology import Methodology
from carbon_points.methodology import MethodologyVersion
from carbon_points.methodology import Status
from carbon_points.methodology import Upkeep
from methodologies.rooftop_pv.assess import assess
from methodologies.rooftop_pv.assess import SCOPE
from methodologies.rooftop_pv.fields import FIELDS

METHODOLOGY = Methodology(
    id="rooftop_pv",
    package=__name__,
    kind=Kind.INSTALLATION,
    participants=SCOPE.participants,
    points_group="installation",
    dated_by=SCOPE.dated_by,
    versions=(
        MethodologyVersion(
            version="1.0",
            valid_from=SCOPE.valid_from,
            shipped_status=Status.DRAFT,
            fields=FIELDS,
            assess=assess,
        ),
    ),
    flags={
        "COMMISSION_CLIPPED": FlagKind.NOTE,
        "CREDITING_CLIPPED": FlagKind.NOTE,
        "GEC_DEDUCTED": FlagKind.NOTE,
        "METER_REPLACED": FlagKind.NOTE,
        "METER_ROLLOVER": FlagKind.DOUBT,
        "NEG_CLAMPED": FlagKind.NOTE,
        "PERIOD_GAP": FlagKind.DOUBT,
        "SELF_USE_UNKNOWN": FlagKind.NOTE,
        "YIELD_HIGH": FlagKind.DOUBT,
        "YIELD_LOW": FlagKind.DOUBT,
    },
    upkeep=Upkeep(
        standing=("capacity_kw", "commissioning_date"),
        size="capacity_kw",
        papers=("grid_agreement", "nameplate", "meter_photo"),
    ),
    icon="solar-panel",
)
