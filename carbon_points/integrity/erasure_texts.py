"""What was said for and against public notices, without the name of who is erased.

Whoever objects is never linked to the objection; yet a clerk may have written down who
it was, or about whom.
"""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.pool import models as pool
from carbon_points.scenarios import models as scenarios
from carbon_points.security.redacting import Replacement

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

_TEXTS: Final[tuple[tuple[Any, str], ...]] = (
    (pool.Objection, "content"),
    (pool.Answer, "text"),
    (pool.Cancelling, "reason"),
    (scenarios.ScenarioObjection, "text"),
    (scenarios.ScenarioAnswer, "text"),
)


def hidden_texts(
    session: Session, hidden: Callable[[str], str]
) -> Iterator[Replacement]:
    """Objections and answers that name somebody.

    Args:
        session: any.
        hidden: a text without the words that mean this person and nobody else.
    """
    for model, column in _TEXTS:
        for row in session.execute(select(model.id, getattr(model, column))).all():
            if (words := hidden(row[1])) != row[1]:
                yield Replacement(model, row[0], {column: words})
