"""Cycling 自行车骑行: a ride on a shared or own bike instead of another trip."""

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
from methodologies.cycling.assess import assess
from methodologies.cycling.assess import SCOPE
from methodologies.cycling.fields import FIELDS

METHODOLOGY = Methodology(
    id="cycling",
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
        "ANNUAL_DISTANCE_HIGH": FlagKind.DOUBT,
        "CAP_DAILY_DISTANCE": FlagKind.NOTE,
        "EVIDENCE_WEAK": FlagKind.DOUBT,
        "NEG_CLAMPED": FlagKind.NOTE,
        "NIGHT_RIDE": FlagKind.DOUBT,
        "SPEED_HIGH": FlagKind.DOUBT,
        "SPEED_LOW": FlagKind.DOUBT,
    },
    grade_field="evidence",
    grade_words={
        "operator_order": Grade.MEASURED,
        "gps_track": Grade.MEASURED,
        "screenshot": Grade.DOCUMENTED,
        "self_declared": Grade.DECLARED,
    },
    tallies=(
        Tally("credited_m_today", Per.DAY, Measure.AMOUNT),
        Tally("trips_today", Per.DAY, Measure.COUNT),
        Tally("credited_m_year", Per.YEAR, Measure.AMOUNT),
    ),
    overlap=("start", "end"),
    icon="bike",
)
