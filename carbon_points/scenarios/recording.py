"""One act on the file of a scenario: asked for, written and chained in one go."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import insert

from carbon_points.common.problems import RefusedError
from carbon_points.security import chain
from carbon_points.security.acts import permitted
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.base import Base
    from carbon_points.storage.engine import Database

LONGEST: Final = 2_000
"""Characters of one text; whatever is longer is a file of its own."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A writing transaction that ends with one chain record."""

    session: Session
    by: Caller
    position: int
    desk: int

    def add(self, model: Any, **values: object) -> int:
        """Write a row with who wrote it and when; answers its id."""
        row_id = next_id(self.session, model, self.desk)
        signed = {
            "operator": self.by.operator,
            "at": self.by.now,
            "chain_position": self.position,
        }
        row = {"id": row_id, **signed, **values}
        self.session.execute(insert(model).values(**row))
        return row_id


@contextlib.contextmanager
def recording(
    db: Database, caller: Caller, command: str, models: Sequence[type[Base]]
) -> Iterator[Recording]:
    """Begin an act; leaving the block seals and commits it, an error undoes it.

    Raises:
        NotAllowedError: if the caller may not give the command.
        RefusedError: ALREADY_DONE.
    """
    with db.writing() as session:
        by = permitted(session, command, caller)
        chain.refuse_repetition(session, by.operation_id)
        position = chain.begin(session)
        yield Recording(session, by, position, db.desk)
        kind = command.replace(" ", "-")
        chain.seal(session, db.desk, position, kind, by, models)


def said(text: str, what: str) -> str:
    """A text that must be there, without the space around it.

    Raises:
        RefusedError: SCENARIO_TEXT_MISSING, SCENARIO_TEXT_LONG.
    """
    clean = limited(text, what)
    if not clean:
        raise RefusedError("SCENARIO_TEXT_MISSING", field=what)
    return clean


def limited(text: str, what: str) -> str:
    """A text that may be empty, without the space around it.

    Raises:
        RefusedError: SCENARIO_TEXT_LONG.
    """
    clean = text.strip()
    if len(clean) > LONGEST:
        raise RefusedError("SCENARIO_TEXT_LONG", field=what, limit=str(LONGEST))
    return clean


def not_ahead(day: dt.date, caller: Caller) -> dt.date:
    """A day that is not in the future.

    Raises:
        RefusedError: SCENARIO_DAY_AHEAD.
    """
    if day > caller.as_of:
        raise RefusedError("SCENARIO_DAY_AHEAD", value=day.isoformat())
    return day
