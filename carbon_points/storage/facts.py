"""What a database knows about itself from its first day: desk, identity, demo."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.ids import FIRST_STANDALONE_DESK
from carbon_points.common.ids import LAST_DESK
from carbon_points.common.problems import UserError
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from sqlalchemy import Engine


def first_facts(desk: int | None, *, demo: bool) -> dict[str, str]:
    """What a new database knows about itself.

    Raises:
        UserError: ``DESK_NUMBER``.
    """
    if desk is not None and not 0 < desk < FIRST_STANDALONE_DESK:
        raise UserError("DESK_NUMBER", desk=str(desk))
    standalone = secrets.randbelow(LAST_DESK + 1 - FIRST_STANDALONE_DESK)
    return {
        "desk": str(FIRST_STANDALONE_DESK + standalone if desk is None else desk),
        "demo": "1" if demo else "0",
        "database_id": secrets.token_hex(16),
        "created_at": str(int(time.time())),
    }


def facts_of(engine: Engine) -> dict[str, str]:
    """What a database knows about itself."""
    with engine.connect() as connection:
        query = select(Setting.name, Setting.value)
        return {row.name: row.value for row in connection.execute(query)}
