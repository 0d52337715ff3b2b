"""A process that dies while it registers leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select

from carbon_points.participants.models import Participant
from carbon_points.participants.models import SearchKey
from tests.participants.people import resident
from tests.participants.test_registration import taken

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

_DYING = """
import os, sys
from pathlib import Path
from carbon_points.evidence.service import keep
from carbon_points.participants.service import register_many
from carbon_points.security import chain
from carbon_points.storage.engine import open_database
from tests.participants.people import resident

folder = Path(sys.argv[1])
db = open_database(folder / "desk.db", key_file=folder / "key")
with db.writing() as session:
    position = chain.begin(session)
    register_many(session, db, position, [resident(n) for n in range(100, 3100)])
    keep(session, db, position, 1, b"evidence")
    session.flush()
    os._exit(9)
"""


def test_a_killed_registration_leaves_nothing(db: Database) -> None:
    taken(db, [resident(1)])
    command = [sys.executable, "-c", _DYING, str(db.path.parent)]
    root = Path(__file__).parents[2]

    died = subprocess.run(command, cwd=root, check=False, capture_output=True)  # noqa: S603

    assert died.returncode == 9, died.stderr.decode()
    assert taken(db, [resident(2)]) == ["accepted"]
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Participant)) == 2
        keyed = session.scalars(select(SearchKey.participant_id)).all()
        assert len(set(keyed)) == 2
