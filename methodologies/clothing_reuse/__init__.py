"""Clothing reuse 废旧衣物再利用: used textiles handed in instead of thrown away."""

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
from methodologies.clothing_reuse.assess import assess
from methodologies.clothing_reuse.assess import SCOPE
from methodologies.clothing_reuse.fields import FIELDS

METHODOLOGY = Methodology(
    id="clothing_reuse",
    package=__name__,
    kind=Kind.EVENT,
    participants=SCOPE.participants,
    points_group="event",
    dated_by=SCOPE.dated_by,
    versions=(
        MethodologyVersion(
            version="1.0",
            valid_from=SCOPE.valid_from,
            shipped_status=Status.TRIAL,
            fields=FIELDS,
            assess=assess,
            assess_columns=f"{__name__}.columns:assess_columns",
        ),
    ),
    flags={
        "CAP_ANNUAL_MASS": FlagKind.NOTE,
        "CAP_DAILY_MASS": FlagKind.NOTE,
        "EVIDENCE_WEAK": FlagKind.DOUBT,
        "FREQUENT_VISITS": FlagKind.DOUBT,
        "MASS_HIGH": FlagKind.DOUBT,
        "MASS_ROUND": FlagKind.DOUBT,
        "NEG_CLAMPED": FlagKind.NOTE,
    },
    grade_field="weighing",
    grade_words={
        "scale": Grade.MEASURED,
        "smart_bin": Grade.MEASURED,
        "count": Grade.DOCUMENTED,
    },
    tallies=(
        Tally("credited_g_today", Per.DAY, Measure.AMOUNT),
        Tally("credited_g_year", Per.YEAR, Measure.AMOUNT),
        Tally("visits_30d", Per.WINDOW, Measure.COUNT, days=30),
    ),
    icon="hanger",
)
