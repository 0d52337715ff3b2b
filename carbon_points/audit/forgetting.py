"""What auditors wrote about somebody's actions, without the name."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy import select

from carbon_points.audit.models import Finding
from carbon_points.audit.models import FindingStep
from carbon_points.audit.models import Mark
from carbon_points.audit.models import SampleStep
from carbon_points.security.redacting import Replacement

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_OF_ACTION: Final[tuple[Any, ...]] = (Finding, SampleStep)
_AT_ONCE: Final = 500


def hidden_notes(
    session: Session, action_ids: Sequence[int], hidden: Callable[[str], str]
) -> Iterator[Replacement]:
    """The notes on some actions that name somebody."""
    wanted, findings = frozenset(action_ids), set()
    for model in _OF_ACTION:
        for row in session.scalars(select(model)).all():
            if row.action_id in wanted:
                findings |= {row.id} if model is Finding else set()
                yield from _hidden(model, row, hidden)
    for step in session.scalars(select(FindingStep)).all():
        if step.finding_id in findings:
            yield from _hidden(FindingStep, step, hidden)


def drop_marks(session: Session, action_ids: Sequence[int]) -> None:
    """Take some actions out of the batches that auditors have not signed."""
    for start in range(0, len(action_ids), _AT_ONCE):
        own = Mark.action_id.in_(action_ids[start : start + _AT_ONCE])
        session.execute(delete(Mark).where(own))


def _hidden(
    model: Any, row: Any, hidden: Callable[[str], str]
) -> Iterator[Replacement]:
    if (words := hidden(row.note)) != row.note:
        yield Replacement(model, row.id, {"note": words})
