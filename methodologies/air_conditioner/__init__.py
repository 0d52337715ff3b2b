"""Air conditioner 节能空调: an efficient unit instead of a common one."""

from __future__ import annotations

from carbon_points.methodology import FlagKind
from carbon_points.methodology import Grade
from carbon_points.methodology import Kind
from carbon_points.methodology import Measure
from carbon_points.methodology import Methodology
from carbon_points.methodology import MethodologyVersion
from carbon_points.methodology import Per
from carbon_points.methodology import Status
from carbon_points.methodology import Tally
from carbon_points.methodology import Upkeep
from methodologies.air_conditioner.assess import assess
from methodologies.air_conditioner.assess import SCOPE
from methodologies.air_conditioner.fields import FIELDS

METHODOLOGY = Methodology(
    id="air_conditioner",
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
        "DEEMED": FlagKind.NOTE,
        "METER_REPLACED": FlagKind.NOTE,
        "METER_ROLLOVER": FlagKind.DOUBT,
        "NEG_CLAMPED": FlagKind.NOTE,
        "PERIOD_GAP": FlagKind.DOUBT,
        "USE_HIGH": FlagKind.DOUBT,
    },
    grade_field="mode",
    grade_words={
        "metered": Grade.MEASURED,
        "deemed": Grade.DOCUMENTED,
    },
    tallies=(Tally("units_credited", Per.OTHERS, Measure.AMOUNT),),
    upkeep=Upkeep(
        standing=(
            "mode",
            "baseline",
            "commissioning_date",
            "cc_w",
            "apf",
            "grade",
            "units",
        ),
        size="cc_w",
        papers=("energy_label", "invoice"),
        reading_days=365,
        per_account=5,
    ),
    icon="air-conditioning",
)
