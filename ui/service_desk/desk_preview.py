"""What logging a form would give, and which of its fields decides; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.crediting import desk
from carbon_points.methodology.contract import Rejection
from ui.service_desk import desk_work
from ui.service_desk.wording import refusal
from ui.shared import language
from ui.shared.why import why

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from carbon_points.crediting.desk import Logged
    from carbon_points.crediting.desk import Wanted
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from ui.service_desk.desk_work import Visitor
    from ui.shared.messages import Message
    from ui.shared.why import Why


@dataclass(frozen=True, slots=True)
class Preview:
    """What logging the form as it stands would give, or why it would not."""

    logged: Logged | None = None
    why: Why | None = None
    problem: Message | None = None
    field: str = ""
    """The field that the problem is about."""


def previewed(
    db: Database, caller: Caller, visitor: Visitor, wanted: Wanted
) -> Preview:
    """The preview of one form."""
    try:
        logged = desk.preview(db, caller, wanted)
    except RefusedError as error:
        field = field_of(error, visitor, wanted, caller.as_of)
        return Preview(problem=refusal(error), field=field)
    if logged.calculation is None:
        return Preview(logged)
    methodology = visitor.book.methodology(wanted.methodology)
    spoken = language.in_force()
    version, calculation = methodology.current, logged.calculation
    return Preview(
        logged, why(methodology, version, calculation, spoken, wanted.inputs)
    )


def field_of(error: Exception, visitor: Visitor, wanted: Wanted, day: dt.date) -> str:
    """The field of the form that an error is about; empty if it is none."""
    if not isinstance(error, UserError):
        return ""
    now = _context(visitor, day)
    return desk_work.deciding_field(error, visitor.book, wanted, now)


def lacking(
    visitor: Visitor, methodology_id: str, inputs: Mapping[str, Any], day: dt.date
) -> str:
    """The field that these inputs make necessary and that is empty."""
    methodology = visitor.book.methodology(methodology_id)
    full = {"evidence_ref": "-", **inputs}
    register = visitor.book.register(methodology_id)
    answer = methodology.current.assess(full, _context(visitor, day), register)
    missing = isinstance(answer, Rejection) and answer.code == "INPUT_MISSING"
    return answer.input if isinstance(answer, Rejection) and missing else ""


def _context(visitor: Visitor, day: dt.date) -> dict[str, Any]:
    """What a methodology is told besides the inputs, before anything is known."""
    return {"as_of": day.isoformat(), "participant_kind": visitor.summary.kind}
