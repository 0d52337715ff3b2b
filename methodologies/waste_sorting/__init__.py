"""Waste sorting 生活垃圾分类: recyclables weighed at a registered point."""

from __future__ import annotations

from carbon_points.methodology import FlagKind
from carbon_points.methodology import Kind
from carbon_points.methodology import Measure
from carbon_points.methodology import Methodology
from carbon_points.methodology import MethodologyVersion
from carbon_points.methodology import Per
from carbon_points.methodology import Status
from carbon_points.methodology import Tally
from methodologies.waste_sorting.assess import assess
from methodologies.waste_sorting.assess import SCOPE
from methodologies.waste_sorting.fields import FIELDS

METHODOLOGY = Methodology(
    id="waste_sorting",
    package=__name__,
    kind=Kind.EVENT,
    participants=SCOPE.participants,
    points_group="event",
    dated_by=SCOPE.dated_by,
    versions=(
        MethodologyVersion(
            version="0.1",
            valid_from=SCOPE.valid_from,
            shipped_status=Status.DRAFT,
            fields=FIELDS,
            assess=assess,
        ),
    ),
    flags={
        "CAP_ANNUAL_MASS": FlagKind.NOTE,
        "NEG_CLAMPED": FlagKind.NOTE,
    },
    tallies=(Tally("credited_g_year", Per.YEAR, Measure.AMOUNT),),
    icon="recycle",
)
