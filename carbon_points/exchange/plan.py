"""What an import would do: worked out without a lock, written under one."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import ClassVar
from typing import Protocol
from typing import TYPE_CHECKING

from carbon_points.common.days import day_number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.actions.intake import Numbers
    from carbon_points.common.problems import Problem
    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers import Parsed
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.security.chain import Part
    from carbon_points.storage.base import Base
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """Where and under which rules a file is taken in."""

    db: Database
    caller: Caller
    rulebook: Rulebook
    progress: Progress

    @property
    def as_of(self) -> dt.date:
        """The day of registration."""
        return self.caller.as_of

    @property
    def as_of_number(self) -> int:
        """The same as a day number."""
        return day_number(self.caller.as_of)


@dataclass(slots=True)
class Counted:
    """The figures of a plan."""

    accepted: int = 0
    duplicates: int = 0
    not_creditable: int = 0
    flagged: int = 0
    actions: int = 0
    reduction_mg: int = 0
    repeated: Numbers = ()
    """The numbers of the rows that are duplicates."""

    flags: Mapping[int, str] = field(default_factory=dict)
    """By row number, of the flagged ones: what an auditor will look at."""

    @property
    def records(self) -> int:
        """How many rows leave a record."""
        return self.accepted + self.not_creditable


@dataclass(frozen=True, slots=True)
class Written:
    """Which chained tables a plan filled, and what is digested already."""

    models: Sequence[type[Base]]
    ready: tuple[Part, ...] = ()


class Plan(Protocol):
    """One file's rows, judged."""

    counted: Counted
    problems: Sequence[Problem]
    """Found with the database at hand, besides the reader's own."""

    references: ClassVar[bool]
    """False if all that the rows refer to was read while the plan was made."""

    def write(
        self, session: Session, desk: Desk, position: int, batch_id: int
    ) -> Written:
        """Write everything inside the transaction that `session` is in."""
        ...


class Planner(Protocol):
    """Makes the plan of one kind of file."""

    def __call__(self, session: Session, desk: Desk, parsed: Parsed) -> Plan:
        """Judge the rows that the reader found good; writes to ``stage`` at most."""
        ...
