"""What a methodology must provide, and what it is given. Pure: no I/O, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from fractions import Fraction
from typing import Any
from typing import Final
from typing import Protocol
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from carbon_points.common.units import MilligramsCO2e


class Status(StrEnum):
    """How binding a methodology is in the district; a draft gives no points."""

    PUBLISHED = "published"
    TRIAL = "trial"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """What is credited: a behaviour, or a metered period of an installation."""

    EVENT = "event"
    INSTALLATION = "installation"


class Grade(StrEnum):
    """How an action is evidenced; the declared kind is never creditable."""

    MEASURED = "measured"
    DOCUMENTED = "documented"
    DECLARED = "declared"


class FlagKind(StrEnum):
    """A note informs; a doubt keeps the careful policy from approving."""

    NOTE = "note"
    DOUBT = "doubt"


class FieldType(StrEnum):
    """How an input is written in a vector, and how it is stored.

    ================  ==========================================  ====================
    type              in a vector (JSON)                          stored
    ================  ==========================================  ====================
    INTEGER           integer (m, g, W, pieces)                   int
    DECIMAL           text, at most 6 decimals                    int of millionths
    DATE              text ``2026-04-15``                         int, day number
    MOMENT            text, ISO 8601 with offset                  int, seconds UTC
    CHOICE            text, one of `choices`                      text
    TEXT              text                                        text
    SEGMENTS          list of meter segments (objects)            list
    SHARES            object of decimal texts                     map of millionths
    ================  ==========================================  ====================
    """

    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    TEXT = "text"
    SEGMENTS = "segments"
    SHARES = "shares"


@dataclass(frozen=True, slots=True)
class Field:
    """One input, as a form shows it, an import finds it and a record stores it."""

    name: str
    type: FieldType
    unit: str = ""
    """Of the value in a vector, e.g. ``m``, ``g``, ``kWh``."""

    required: bool = True
    """Always needed; what is needed only sometimes is checked by `assess`."""

    choices: tuple[str, ...] = ()
    """Code words of a CHOICE in form order, or the names of SHARES."""

    default: Any = None
    """What a form starts with; a vector in which the field is absent means None."""

    shown_when: tuple[str, tuple[Any, ...]] | None = None
    """A form shows it only while another field has one of these values."""

    limit: str = ""
    """Id of the limit that the form states beside the field, e.g. ``mass_g_max``;
    where the register tells kinds apart, ``_resident`` or ``_sme`` is appended."""

    above: str = ""
    """INPUT_RANGE unless the number is greater than this exact text."""

    minimum: str = "0"
    """INPUT_RANGE below this exact text."""

    maximum: str = ""
    """INPUT_RANGE above this exact text, where it is given."""

    known_words: bool = True
    """An unknown code word is INPUT_RANGE; False leaves it to `assess`."""

    hidden: bool = False
    """A form does not ask for it and records the default."""


class Per(StrEnum):
    """The span of earlier actions of the same participant that a tally covers."""

    DAY = "day"
    YEAR = "year"
    WINDOW = "window"
    """0 <= day - earlier day < `Tally.days`."""

    OTHERS = "others"
    """All other installations of the participant, each with its latest amount."""


class Measure(StrEnum):
    """What a tally adds up."""

    AMOUNT = "amount"
    """`Calculation.credited` of the earlier actions."""

    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Tally:
    """What the context tells about the participant's earlier credited actions.

    Earlier means registered earlier, accepted by the methodology, and not rejected,
    reversed or withdrawn since (methodologies README, section 8).
    """

    name: str
    """Key in the context, e.g. ``credited_m_today``."""

    per: Per
    measure: Measure
    days: int = 0


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of the factor register; its window is [valid_from, valid_to)."""

    id: str
    value: str
    """The exact decimal text of the register."""

    unit: str
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    """Key of the register's sources."""

    confidence: str
    """``published``, ``secondary`` or ``assumed``."""

    clause: str = ""
    vintage: int | None = None
    name_zh: str = ""
    name_en: str = ""
    region: str = ""
    note: str = ""
    source_title: str = ""
    """Title and issuer of the source, as the register prints them."""

    owner: str = ""
    """The methodology in whose folder the row lies; empty if it is shared."""

    exact: Fraction = field(init=False, repr=False, compare=False)
    """The value as an exact number."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "exact", Fraction(self.value))


@dataclass(frozen=True, slots=True)
class Window:
    """A factor row and the days of a period for which it is in force."""

    factor: Factor
    days: int


class FactorNotFoundError(Exception):
    """No row of a factor is in force on a day; `assess` answers FACTOR_NOT_FOUND."""

    def __init__(self, factor_id: str, day: dt.date) -> None:
        super().__init__(f"{factor_id} {day}")
        self.factor_id = factor_id
        self.day = day


class Register(Protocol):
    """The dated factors and limits that a methodology may ask for."""

    def at(self, factor_id: str, day: dt.date) -> Factor:
        """The row in force on `day`; raises FactorNotFoundError."""
        ...

    def windows(self, factor_id: str, start: dt.date, end: dt.date) -> Sequence[Window]:
        """The rows in force in [start, end), in order; raises FactorNotFoundError."""
        ...

    def limit(self, name: str, day: dt.date) -> str:
        """A limit's text, e.g. ``speed_kmh_max`` of this methodology or ``common``.

        Before its first row the first row holds, so that what is too old is refused
        for its age; raises FactorNotFoundError if there is no such limit.
        """
        ...


@dataclass(frozen=True, slots=True)
class Vintage:
    """One row of the `vintages` intermediate."""

    vintage: int | None
    days: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation, as printed under "how was this computed"."""

    name: str
    """As in the golden ``intermediate``."""

    symbol: str
    unit: str
    value: Fraction | int | str | dt.date | tuple[Vintage, ...]
    """Exact; numbers are Fraction or int."""

    formula: str = ""
    """In the symbols of the steps before, e.g. ``d_c x net x k``."""

    factors: tuple[Factor, ...] = ()
    """The register rows that this line used."""

    aside: bool = False
    """Printed in the trace for whoever recomputes, but no `intermediate`."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """A reduction and every number it was made of, in order."""

    reduction: MilligramsCO2e
    flags: tuple[str, ...]
    """Sorted."""

    steps: tuple[Step, ...]
    credited: int = 0
    """What counts against the caps of later actions: m, g, units; else 0."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why an action is not creditable as it stands."""

    code: str
    input: str = ""
    """The input that decided, where it is one."""

    details: Mapping[str, str] = field(default_factory=dict)
    """What the sentence names, e.g. ``{"limit": "25", "value": "31.2"}``."""


@dataclass(frozen=True, slots=True)
class MethodologyVersion:
    """One formula in force from a date; old versions stay to recompute old results."""

    version: str
    valid_from: dt.date
    shipped_status: Status
    fields: tuple[Field, ...]
    assess: Callable[
        [Mapping[str, Any], Mapping[str, Any], Register], Calculation | Rejection
    ]
    assess_columns: str = ""
    """``module:function`` of the path for many rows, imported only when it runs."""

    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How an installation is registered once and then read again and again."""

    standing: tuple[str, ...]
    """Fields of the installation itself: asked at its registration, not again."""

    size: str = ""
    """The standing field that says how big it is, e.g. ``capacity_kw``."""

    papers: tuple[str, ...] = ()
    """Code words of the papers that prove its commissioning, in form order."""

    exclusive: bool = True
    """Its owner must declare that no other scheme credits it."""

    reading_days: int = 31
    """A reading is due so many days after the last one."""

    per_account: int = 1
    """So many of one household account (methodologies README, section 9, R3)."""


OF_A_PERIOD: Final = frozenset({"period_start", "period_end", "evidence_ref"})
"""Fields that every metered period has for itself, besides its meters."""


@dataclass(frozen=True, slots=True)
class Methodology:
    """What one folder under ``methodologies/`` exports as ``METHODOLOGY``."""

    id: str
    package: str
    """Where factors.yaml, cases.json, texts.yaml and method.md lie."""

    kind: Kind
    participants: tuple[str, ...]
    """``resident``, ``sme``."""

    points_group: str
    """``event`` or ``installation``: which of the two dated rates applies."""

    dated_by: str
    """The field whose local day is the statistics day; ``period_end`` means the day
    before it."""

    versions: tuple[MethodologyVersion, ...]
    flags: Mapping[str, FlagKind]
    grade_field: str = ""
    grade_words: Mapping[str, Grade] = field(default_factory=dict)
    default_grade: Grade = Grade.MEASURED
    tallies: tuple[Tally, ...] = ()
    overlap: tuple[str, str] | None = None
    """Two MOMENT fields: earlier credited trips that overlap [start, end) come as
    ``prior_trips`` in the context."""

    icon: str = "leaf"
    """A name of ``resources/icons``."""

    upkeep: Upkeep | None = None
    """Of a methodology of installations; without it, what its fields suggest."""

    @property
    def current(self) -> MethodologyVersion:
        """The newest version."""
        return self.versions[-1]

    @property
    def care(self) -> Upkeep:
        """The declared upkeep, or the one that the fields suggest."""
        if self.upkeep is not None:
            return self.upkeep
        lasting = [
            field.name
            for field in self.current.fields
            if field.name not in OF_A_PERIOD
            and field.type is not FieldType.SEGMENTS
            and (field.required or field.type is FieldType.CHOICE)
        ]
        return Upkeep(tuple(lasting))

    def grade(self, inputs: Mapping[str, Any]) -> Grade:
        """The evidence grade that the inputs' own word declares."""
        word = inputs.get(self.grade_field) if self.grade_field else None
        return self.grade_words.get(str(word), self.default_grade)
