"""An erasure is killed in the middle: the person is there whole, or gone whole."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.evidence.service import tidy
from carbon_points.integrity.erasing import erase
from carbon_points.integrity.retention import run
from carbon_points.storage.engine import open_database
from carbon_points.storage.scratch import remove_leftovers
from drills import ground
from drills.killing import BEGUN
from tests.deeds import person
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from drills.killing import Tell
    from drills.tally import Tally

_FAR = 9_999_999_999


class Erasing:
    """One of the people of a busy district is erased; each try begins with all."""

    name = "erasing somebody"

    def __init__(self, folder: Path) -> None:
        self._first = ground.made_busy(folder, "first")
        self._database = folder / "district" / self._first.name
        self._who = person(1)

    def prepare(self, attempt: int) -> None:
        """Everybody is there again; each of the first three has their turn."""
        ground.copy_of(self._first, self._database.parent)
        self._who = person(1 + attempt % 3)

    def work(self, tell: Tell) -> None:
        """Erase, and tell it when it was answered."""
        with open_database(self._database) as db:
            tell(BEGUN)
            self._erase(db)
            tell("erased")

    def judge(self, told: list[str], tally: Tally) -> Database:
        """Nobody is half erased; a second try, or the next run, does the rest."""
        db = open_database(self._database)
        state = _state(db, self._who)
        if told and state != "erased":
            tally.problem("lost", f"told erased, is {state}")
        if state != "erased":
            self._erase(db)
        tidy(db, _FAR)
        run(db, as_of("admin", key=uuid.uuid4().hex))
        once = "SELECT COUNT(*) FROM erasure WHERE participant_id = :who"
        if ground.number(db, once, who=self._who) != 1:
            tally.problem("double", "erased other than once")
        if ground.number(
            db, "SELECT COUNT(*) FROM setting WHERE name = 'cleaning_due'"
        ):
            tally.problem("lost", "the file was not swept")
        remove_leftovers(self._database)
        return db

    def _erase(self, db: Database) -> None:
        # A fork counts on by itself: its operations need names of their own.
        caller = as_of("auditor", second="auditor2", key=uuid.uuid4().hex)
        erase(db, caller, self._who, "本人申请")


def _state(db: Database, who: int) -> str:
    with db.reading() as session:
        query = text("SELECT state FROM participant WHERE id = :who")
        return str(session.scalar(query, {"who": who}))
