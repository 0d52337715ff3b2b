"""What a certificate will say: sums of approved actions, read for many at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.certificates.content import AssumedFactor
from carbon_points.certificates.content import CertificateContent
from carbon_points.certificates.content import MethodologyLine
from carbon_points.certificates.content import printable
from carbon_points.certificates.content import Rate
from carbon_points.certificates.content import StocktakingSheet
from carbon_points.common.days import day_number
from carbon_points.common.days import from_day_number
from carbon_points.crediting.explain import explain
from carbon_points.ledger.queries import balances
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.texts import texts_of
from carbon_points.participants.models import Participant
from carbon_points.places.queries import district
from carbon_points.rulebook.rules import rule_on
from carbon_points.rulebook.shipped import points_rules
from carbon_points.security.models import ChainRecord

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.certificates.content import Kind
    from carbon_points.methodology.contract import Status
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.storage.engine import Database

GROUPS = ("event", "installation")

_SUMS = """
SELECT participant_id, version_id, grade, flags, MIN(id), MAX(day), COUNT(*),
       SUM(reduction_mg), SUM(points)
FROM action WHERE state = :state AND day BETWEEN :first AND :last {chosen}
  AND participant_id NOT IN (SELECT id FROM participant WHERE state = 'erased')
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Period:
    """The statistics days that a certificate covers, both inclusive."""

    first: dt.date
    last: dt.date


@dataclass(slots=True)
class _Line:
    status: Status
    actions: int = 0
    points: int = 0
    layers: list[int] = field(default_factory=lambda: [0, 0, 0])


@dataclass(slots=True)
class Sums:
    """One participant's approved actions of the period."""

    lines: dict[int, _Line] = field(default_factory=dict)
    """By methodology version id."""

    assumed: set[AssumedFactor] = field(default_factory=set)


class Contents:
    """Contents of certificates for one period and day, from one view of the data."""

    def __init__(
        self, session: Session, db: Database, rulebook: Rulebook, issued_on: dt.date
    ) -> None:
        self._session = session
        self._db = db
        self._rulebook = rulebook
        self._issued_on = issued_on
        self._assumed: dict[tuple[int, int, str], frozenset[AssumedFactor]] = {}
        self.district = district(session)

    def sums(
        self,
        period: Period,
        participants: Sequence[int] | None,
        state: State = State.APPROVED,
    ) -> dict[int, Sums]:
        """Sums by participant; all with an action in this state if none are named."""
        found: dict[int, Sums] = defaultdict(Sums)
        for chosen, binds in _portions(participants):
            rows = self._session.execute(
                text(_SUMS.format(chosen=chosen)),
                {
                    "state": int(state),
                    "first": day_number(period.first),
                    "last": day_number(period.last),
                    **binds,
                },
            )
            for person, version_id, grade, flags, first_id, day, *numbers in rows:
                count, mg, points = numbers
                sums = found[person]
                line = sums.lines.get(version_id) or self._line(version_id, day)
                sums.lines[version_id] = line
                line.actions += count
                line.points += points
                line.layers[grade] += mg
                sums.assumed |= self._assumed_of((version_id, grade, flags), first_id)
        return dict(found)

    def _line(self, version_id: int, day: int) -> _Line:
        methodology, _ = self._rulebook.versions[version_id]
        return _Line(self._rulebook.status(methodology.id, from_day_number(day)))

    def _assumed_of(
        self, like: tuple[int, int, str], action_id: int
    ) -> frozenset[AssumedFactor]:
        """The assumed factors of actions alike; one of them is traced."""
        found = self._assumed.get(like)
        if found is None:
            answer = explain(self._session, self._rulebook, action_id).answer
            steps = () if isinstance(answer, Rejection) else answer.steps
            found = frozenset(
                AssumedFactor(row.id, row.name_zh, row.value, row.unit)
                for step in steps
                for row in step.factors
                if row.confidence == "assumed"
            )
            self._assumed[like] = found
        return found

    def contents(
        self,
        sums: dict[int, Sums],
        period: Period,
        serials: dict[int, str],
        replaces: dict[int, str],
    ) -> dict[int, CertificateContent]:
        """The frozen content of each participant's certificate."""
        people = self._people(list(sums))
        held = balances(self._session, list(sums))
        chain = self._chain()
        return {
            person: self._content(
                people[person],
                sums[person],
                period,
                (serials[person], replaces.get(person, ""), chain),
                held.get(person, 0),
            )
            for person in sums
        }

    def sheets(
        self, sums: dict[int, Sums], period: Period
    ) -> dict[int, StocktakingSheet]:
        """What the survey by draft methodologies found of each participant."""
        people = self._people(list(sums))
        return {
            person: StocktakingSheet(
                demo=self._db.demo,
                kind=_kind(people[person]),
                district=self.district.full_name,
                holder=printable(people[person].name),
                masked_id=people[person].identity_masked,
                made_on=self._issued_on,
                period_from=period.first,
                period_to=period.last,
                lines=self._lines(found),
                assumed=_by_name(found),
            )
            for person, found in sums.items()
        }

    def _lines(self, sums: Sums) -> tuple[MethodologyLine, ...]:
        return tuple(
            self._methodology_line(version_id, line)
            for version_id, line in sorted(sums.lines.items())
        )

    def _content(
        self,
        person: Participant,
        sums: Sums,
        period: Period,
        numbers: tuple[str, str, str],
        balance: int,
    ) -> CertificateContent:
        lines = self._lines(sums)
        serial, replaces, chain = numbers
        return CertificateContent(
            demo=self._db.demo,
            kind=_kind(person),
            serial=serial,
            district=self.district.full_name,
            desk=self._db.desk,
            holder=printable(person.name),
            masked_id=person.identity_masked,
            id_tail=person.identity_masked[-4:],
            issued_on=self._issued_on,
            period_from=period.first,
            period_to=period.last,
            lines=lines,
            rates=self.rates(),
            total_mg=sum(line.reduction_mg for line in lines),
            total_points=sum(line.points for line in lines),
            balance_points=balance,
            assumed=_by_name(sums),
            replaces=replaces,
            chain=chain,
        )

    def _methodology_line(self, version_id: int, line: _Line) -> MethodologyLine:
        methodology, version = self._rulebook.versions[version_id]
        return MethodologyLine(
            methodology.id,
            texts_of(methodology, "zh").name,
            version.version,
            line.status.value,
            line.actions,
            sum(line.layers),
            line.points,
            *line.layers,
        )

    def rates(self) -> tuple[Rate, ...]:
        """Both rates in force on the day of issue."""
        return tuple(
            Rate(
                "event" if group == "event" else "installation",
                rule.mg_per_point,
                rule.valid_from,
            )
            for group in GROUPS
            for rule in [rule_on(points_rules(), group, self._issued_on)]
        )

    def _people(self, ids: Sequence[int]) -> dict[int, Participant]:
        found: dict[int, Participant] = {}
        for start in range(0, len(ids), 500):
            rows = self._session.scalars(
                select(Participant).where(Participant.id.in_(ids[start : start + 500]))
            )
            found.update({row.id: row for row in rows})
        return found

    def _chain(self) -> str:
        head = self._session.execute(
            select(ChainRecord.position, ChainRecord.hash)
            .order_by(ChainRecord.position.desc())
            .limit(1)
        ).first()
        return f"{head[0]}:{head[1].hex()[:16]}" if head else ""


def _kind(person: Participant) -> Kind:
    return "sme" if person.kind == "sme" else "resident"


def _by_name(sums: Sums) -> tuple[AssumedFactor, ...]:
    return tuple(sorted(sums.assumed, key=lambda row: (row.factor, row.value)))


def _portions(
    participants: Sequence[int] | None,
) -> Iterable[tuple[str, dict[str, int]]]:
    if participants is None:
        yield "", {}
        return
    for start in range(0, len(participants), 500):
        part = participants[start : start + 500]
        binds = {f"p{i}": person for i, person in enumerate(part)}
        marks = ", ".join(f":{name}" for name in binds)
        yield f"AND participant_id IN ({marks})", binds
