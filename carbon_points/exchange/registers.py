"""Registers of residents and SMEs, as a plan."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar
from typing import TYPE_CHECKING

from carbon_points.common.days import day_number
from carbon_points.common.problems import Problem
from carbon_points.exchange.plan import Counted
from carbon_points.exchange.plan import Written
from carbon_points.participants.drafts import ACCEPTED
from carbon_points.participants.drafts import Draft
from carbon_points.participants.drafts import DUPLICATE
from carbon_points.participants.registration import insert
from carbon_points.participants.registration import prepare
from carbon_points.participants.rules import masked_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.exchange.plan import Desk
    from carbon_points.exchange.readers import Parsed
    from carbon_points.participants.registration import Prepared

_FIELD = {"UNKNOWN_STREET": "subdistrict", "NO_CONSENT": "consent"}


class RegisterPlan:
    """People who would be registered."""

    references: ClassVar = True

    def __init__(
        self, prepared: Prepared, rows: Sequence[int], counted: Counted
    ) -> None:
        self._prepared = prepared
        self.counted = counted
        self.problems = [
            _problem(outcome.kind, row, draft)
            for outcome, row, draft in zip(
                prepared.outcomes, rows, prepared.drafts, strict=True
            )
            if outcome.kind not in {ACCEPTED, DUPLICATE}
        ]

    def write(
        self, session: Session, desk: Desk, position: int, batch_id: int
    ) -> Written:
        """Insert the new participants."""
        done = insert(session, desk.db, position, self._prepared, batch_id)
        return Written(done.models)


def plan_residents(session: Session, desk: Desk, parsed: Parsed) -> RegisterPlan:
    """A register of residents; the signed form in the file is the consent."""
    c = parsed.columns
    drafts = [
        Draft(
            "resident",
            c["name"][i],
            c["ric"][i],
            c["subdistrict"][i],
            _registered(desk, c["registered_on"][i]),
            phone=c["phone"][i],
            community=c["community"][i],
            platform_account=c["account"][i],
        )
        for i in range(len(parsed.numbers))
    ]
    return _plan(session, desk, parsed, drafts)


def plan_smes(session: Session, desk: Desk, parsed: Parsed) -> RegisterPlan:
    """A register of small enterprises."""
    c = parsed.columns
    drafts = [
        Draft(
            "sme",
            c["name"][i],
            c["uscc"][i],
            c["subdistrict"][i],
            _registered(desk, c["registered_on"][i]),
            phone=c["phone"][i],
            community=c["community"][i],
            contact=c["contact"][i],
            size_class=c["size"][i],
        )
        for i in range(len(parsed.numbers))
    ]
    return _plan(session, desk, parsed, drafts)


def _registered(desk: Desk, day: dt.date | None) -> int:
    return desk.as_of_number if day is None else day_number(day)


def _plan(
    session: Session, desk: Desk, parsed: Parsed, drafts: Sequence[Draft]
) -> RegisterPlan:
    prepared = prepare(session, desk.db, drafts)
    kinds = Counter(outcome.kind for outcome in prepared.outcomes)
    rows: list[int] = parsed.numbers.tolist()
    counted = Counted(
        accepted=kinds[ACCEPTED],
        duplicates=kinds[DUPLICATE],
        repeated=[rows[o.index] for o in prepared.outcomes if o.kind == DUPLICATE],
    )
    return RegisterPlan(prepared, rows, counted)


def _problem(code: str, row: int, draft: Draft) -> Problem:
    if code == "UNKNOWN_STREET":
        return Problem(row, _FIELD[code], code, draft.subdistrict)
    column = _FIELD.get(code, "ric" if draft.kind == "resident" else "uscc")
    return Problem(row, column, code, masked_id(draft.identity))
