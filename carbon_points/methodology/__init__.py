"""The contract of a methodology, the factor register, the trace, and discovery.

Re-exported here is all that a methodology's folder may import. The rest of the
program imports the modules: `registry`, `register`, `inputs`, `vectors`, `trace` and
`texts`.
"""

from __future__ import annotations

from carbon_points.common.units import exact_text
from carbon_points.methodology.checks import above
from carbon_points.methodology.checks import answering
from carbon_points.methodology.checks import below
from carbon_points.methodology.checks import Case
from carbon_points.methodology.checks import check_common
from carbon_points.methodology.checks import check_installation
from carbon_points.methodology.checks import conclude
from carbon_points.methodology.checks import metered_period
from carbon_points.methodology.checks import plain
from carbon_points.methodology.checks import read_case
from carbon_points.methodology.checks import Scope
from carbon_points.methodology.columns import ABSENT
from carbon_points.methodology.columns import Assessed
from carbon_points.methodology.columns import check_common_columns
from carbon_points.methodology.columns import COMMON_CODES
from carbon_points.methodology.columns import KINDS
from carbon_points.methodology.columns import NO_WORD
from carbon_points.methodology.columns import Rates
from carbon_points.methodology.columns import regimes
from carbon_points.methodology.columns import SAFE
from carbon_points.methodology.columns import UNKNOWN_WORD
from carbon_points.methodology.columns import Verdicts
from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import Factor
from carbon_points.methodology.contract import FactorNotFoundError
from carbon_points.methodology.contract import Field
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import FlagKind
from carbon_points.methodology.contract import Grade
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.contract import Measure
from carbon_points.methodology.contract import Methodology
from carbon_points.methodology.contract import MethodologyVersion
from carbon_points.methodology.contract import Per
from carbon_points.methodology.contract import Register
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.contract import Status
from carbon_points.methodology.contract import Step
from carbon_points.methodology.contract import Tally
from carbon_points.methodology.contract import Upkeep
from carbon_points.methodology.contract import Vintage
from carbon_points.methodology.contract import Window
from carbon_points.methodology.meters import energy_formula
from carbon_points.methodology.meters import energy_kwh
from carbon_points.methodology.meters import meter_flags
from carbon_points.methodology.meters import Segment
from carbon_points.methodology.periods import check_length
from carbon_points.methodology.periods import Period
from carbon_points.methodology.periods import prior_periods
from carbon_points.methodology.periods import seasons
from carbon_points.methodology.periods import Served
from carbon_points.methodology.periods import served
from carbon_points.methodology.periods import Span
from carbon_points.methodology.periods import vintages
from carbon_points.methodology.periods import years
from carbon_points.methodology.shapes import number
from carbon_points.methodology.shapes import read_moment

__all__ = [
    "ABSENT",
    "COMMON_CODES",
    "KINDS",
    "NO_WORD",
    "SAFE",
    "UNKNOWN_WORD",
    "Assessed",
    "Calculation",
    "Case",
    "Factor",
    "FactorNotFoundError",
    "Field",
    "FieldType",
    "FlagKind",
    "Grade",
    "Kind",
    "Measure",
    "Methodology",
    "MethodologyVersion",
    "Per",
    "Period",
    "Rates",
    "Register",
    "Rejection",
    "Scope",
    "Segment",
    "Served",
    "Span",
    "Status",
    "Step",
    "Tally",
    "Upkeep",
    "Verdicts",
    "Vintage",
    "Window",
    "above",
    "answering",
    "below",
    "check_common",
    "check_common_columns",
    "check_installation",
    "check_length",
    "conclude",
    "energy_formula",
    "energy_kwh",
    "exact_text",
    "meter_flags",
    "metered_period",
    "number",
    "plain",
    "prior_periods",
    "read_case",
    "read_moment",
    "regimes",
    "seasons",
    "served",
    "vintages",
    "years",
]
