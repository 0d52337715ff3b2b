"""Marks and first signatures that a decision of somebody else makes void."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def forget_marks(session: Session, action_ids: Sequence[int]) -> None:
    """Take actions out of everybody's open batch: they are not what was marked."""
    listed = {"ids": json.dumps(list(action_ids))}
    for table in ("audit_first", "audit_mark"):
        session.execute(
            text(
                f"DELETE FROM {table} WHERE action_id IN"  # noqa: S608  (two names)
                " (SELECT value FROM json_each(:ids))"
            ),
            listed,
        )
