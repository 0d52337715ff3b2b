"""What operators typed about somebody who is erased: reasons and unfinished forms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from sqlalchemy import delete
from sqlalchemy import select

from carbon_points.security.drafts import opened
from carbon_points.security.log_seals import forget_reasons
from carbon_points.security.models import FormDraft
from carbon_points.security.models import OperationLog

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database

    Names = Callable[[str], bool]


def forget_typed(
    session: Session,
    db: Database,
    subjects: Collection[str],
    names: tuple[Names, Names],
) -> tuple[int, int]:
    """Drop reasons and drafts that name somebody; answers how many of each.

    Args:
        session: inside a writing transaction.
        db: whose seal the drafts have.
        subjects: how rows of the log that are about the person call them.
        names: whether a text about the person names them, and whether any other does.
    """
    near, far = names
    rows = session.execute(
        select(OperationLog.id, OperationLog.subject, OperationLog.reason).where(
            OperationLog.reason != ""
        )
    )
    named = [
        row_id
        for row_id, subject, reason in rows
        if (near if subject in subjects else far)(reason)
    ]
    if named:
        forget_reasons(session, named)
    drafts = _drafts_of(session, db, far)
    for draft in drafts:
        session.execute(
            delete(FormDraft).where(
                FormDraft.operator == draft.operator, FormDraft.form == draft.form
            )
        )
    return len(named), len(drafts)


def _drafts_of(session: Session, db: Database, names: Names) -> list[FormDraft]:
    """The drafts that name somebody, and those that nobody can read any more."""
    found = []
    for draft in session.scalars(select(FormDraft)):
        try:
            plain = opened(db, draft)
        except InvalidTag:
            found.append(draft)
            continue
        if names(json.dumps(json.loads(plain), ensure_ascii=False)):
            found.append(draft)
    return found
