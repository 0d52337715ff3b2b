"""Heat pump 空气源热泵: heat that coal, gas or direct electricity made before."""

from __future__ import annotations

from carbon_points.methodology import FlagKind
from carbon_points.methodology import Grade
from carbon_points.methodology import Kind
from carbon_points.methodology import Methodology
from carbon_points.methodology import MethodologyVersion
from carbon_points.methodology import Status
from carbon_points.methodology import Upkeep
from methodologies.heat_pump.assess import assess
from methodologies.heat_pump.assess import SCOPE
from methodologies.heat_pump.fields import FIELDS

METHODOLOGY = Methodology(
    id="heat_pump",
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
        "CAP_HEAT_DEMAND": FlagKind.NOTE,
        "CHARGE_DEFAULT": FlagKind.NOTE,
        "COMMISSION_CLIPPED": FlagKind.NOTE,
        "COP_DEFAULT": FlagKind.NOTE,
        "COP_HIGH": FlagKind.DOUBT,
        "CREDITING_CLIPPED": FlagKind.NOTE,
        "DEEMED": FlagKind.NOTE,
        "METER_REPLACED": FlagKind.NOTE,
        "METER_ROLLOVER": FlagKind.DOUBT,
        "NEG_CLAMPED": FlagKind.NOTE,
        "PERIOD_GAP": FlagKind.DOUBT,
        "SEASON_CLIPPED": FlagKind.NOTE,
    },
    grade_field="metering",
    grade_words={
        "submeter": Grade.MEASURED,
        "deemed": Grade.DOCUMENTED,
    },
    # A season has 121 or 122 days: one reading at its start and one at its end do.
    upkeep=Upkeep(
        standing=(
            "variant",
            "baseline",
            "metering",
            "commissioning_date",
            "refrigerant",
            "charge_kg",
            "area_m2",
            "persons",
            "scop",
        ),
        size="area_m2",
        papers=("nameplate", "installation_record", "old_device", "area_paper"),
        reading_days=122,
        per_account=2,  # one for space heating, one for hot water
    ),
    icon="flame",
)
