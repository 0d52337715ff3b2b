"""Public transport 公共交通: a boarding of a bus or the metro."""

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
from methodologies.public_transport.assess import assess
from methodologies.public_transport.assess import SCOPE
from methodologies.public_transport.fields import FIELDS

METHODOLOGY = Methodology(
    id="public_transport",
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
        "DISTANCE_DEFAULT": FlagKind.DOUBT,
        "EVIDENCE_WEAK": FlagKind.DOUBT,
        "NEG_CLAMPED": FlagKind.NOTE,
    },
    grade_field="evidence",
    grade_words={
        "card_record": Grade.MEASURED,
        "qr_record": Grade.MEASURED,
        "screenshot": Grade.DOCUMENTED,
        "self_declared": Grade.DECLARED,
    },
    tallies=(Tally("trips_today", Per.DAY, Measure.COUNT),),
    icon="bus",
)
