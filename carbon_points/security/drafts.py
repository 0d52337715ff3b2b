"""What operators have typed and not yet saved, kept over a crash or a power cut.

A draft is no act: it has a short transaction of its own and stands outside of the
chain. It may hold an identity number, so its content is sealed.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from sqlalchemy import delete
from sqlalchemy import select

from carbon_points.security.models import FormDraft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database
    from carbon_points.storage.sealing import Sealer


@dataclass(frozen=True, slots=True)
class Draft:
    """The state of one form as it was kept last."""

    content: Mapping[str, Any] = field(repr=False)
    at: int
    """True time, seconds since 1970-01-01 UTC."""


def save(
    db: Database, operator: str, form: str, content: Mapping[str, Any], now: int
) -> None:
    """Keep the state of a form in place of what was kept before."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    with db.writing() as session:
        sealed = db.sealer_in(session).seal(_place(operator, form), plain)
        session.merge(FormDraft(operator=operator, form=form, at=now, content=sealed))


def load(db: Database, operator: str, form: str) -> Draft | None:
    """What an operator left in a form; None if nothing, or if it cannot be read."""
    with db.reading() as session:
        row = session.get(FormDraft, (operator, form))
    if row is None:
        return None
    try:
        plain = opened(db, row)
    except InvalidTag:  # put there by other means than `save`: nobody's typing is lost
        return None
    return Draft(json.loads(plain), row.at)


def opened(db: Database, row: FormDraft) -> str:
    """The JSON of a kept draft.

    Raises:
        cryptography.exceptions.InvalidTag: if it was altered or moved.
    """
    return db.sealer.open(_place(row.operator, row.form), row.content)


def reseal(session: Session, old: Sealer, new: Sealer) -> int:
    """Every draft under other keys; what cannot be read stays. Answers how many."""
    done = 0
    for row in session.scalars(select(FormDraft)):
        place = _place(row.operator, row.form)
        with suppress(InvalidTag):
            row.content = new.seal(place, old.open(place, row.content))
            done += 1
    session.flush()
    return done


def drop(db: Database, operator: str, form: str) -> None:
    """Forget the draft: it was saved for good, or its writer gave it up."""
    with db.writing() as session:
        session.execute(
            delete(FormDraft).where(
                FormDraft.operator == operator, FormDraft.form == form
            )
        )


def _place(operator: str, form: str) -> int:
    """What the seal is bound to, so that no draft passes for that of somebody else."""
    digest = hashlib.sha256(f"draft\0{operator}\0{form}".encode()).digest()
    return int.from_bytes(digest[:8], "big")
