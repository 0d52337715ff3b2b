"""kill -9 while signing keys are lost and identity keys change: nobody is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from sqlalchemy import text

from carbon_points.certificates.bureau import declare_lost
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.service import issue
from carbon_points.certificates.signers import key_list
from carbon_points.certificates.verify import verify_pdf
from carbon_points.integrity.starting import repair
from carbon_points.participants.queries import by_identity
from carbon_points.participants.resealing import rotate_identity
from carbon_points.storage.engine import open_database
from drills import ground
from drills.killing import BEGUN
from drills.kills import killed_each
from tests.deeds import identity
from tests.deeds import person
from tests.deeds import RESIDENTS
from tests.deeds import SMES
from tests.deeds import YEAR
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database
    from drills.killing import Tell
    from drills.tally import Tally

_EVERYBODY: Final = range(1, RESIDENTS + SMES + 1)
_PAPERS: Final = "SELECT file_name FROM certificate WHERE validity = 'valid'"
_CHANGES: Final = "SELECT COUNT(*) FROM chain_record WHERE kind = 'keys'"


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """One row for a lost signing key, one for new identity keys."""
    return killed_each((Losing, Resealing), full=full, folder=folder)


class Losing:
    """The signing key is declared lost: a new one, and the papers made again."""

    name = "declaring a signing key lost"

    def __init__(self, folder: Path) -> None:
        self._database = ground.made_busy(folder)
        with open_database(self._database) as db:
            issue(db, as_of("worker"), [person(1), person(2)], YEAR, folder / "papers")
        self._changes = 0

    def prepare(self, attempt: int) -> None:
        """Each attempt goes on from the last."""

    def work(self, tell: Tell) -> None:
        """Declare it; the list's edition is told when all is done."""
        with open_database(self._database) as db:
            tell(BEGUN)
            done = declare_lost(db, as_of("admin"), AS_OF, "被盗")
            tell(str(done.keys.edition))

    def judge(self, told: list[str], tally: Tally) -> Database:
        """The old list or the new one, published, and every paper stands by it."""
        db = open_database(self._database)
        repair(db)
        with db.reading() as session:
            keys = key_list(session, db)
            papers = [Path(name) for name in session.scalars(text(_PAPERS))]
        if told and keys.edition < int(told[0]):
            tally.problem("lost", f"edition {told[0]}")
        known = trusted_keys()
        newest = known.newest(keys.bureau)
        if newest is None or newest.edition != keys.edition:
            tally.problem("lost", f"edition {keys.edition} is not published")
        for paper in papers:
            if not verify_pdf(paper.read_bytes(), known).valid:
                tally.problem("lost", paper.name)
        if ground.number(db, _CHANGES) != keys.edition - 1:
            tally.problem("double", f"edition {keys.edition}")
        return db


class Resealing:
    """Every ID number is sealed with new keys."""

    name = "changing the identity keys"

    def __init__(self, folder: Path) -> None:
        self._database = ground.made(folder / "district")
        self._changes = 0

    def prepare(self, attempt: int) -> None:
        """Each attempt goes on from the last."""

    def work(self, tell: Tell) -> None:
        """Change them; told when it is acknowledged."""
        with open_database(self._database) as db:
            tell(BEGUN)
            tell(str(rotate_identity(db, as_of("admin")).people))

    def judge(self, told: list[str], tally: Tally) -> Database:
        """Everybody is found by the whole number, under the old keys or the new."""
        db = open_database(self._database)
        changes = ground.number(db, _CHANGES)
        if changes - self._changes not in ({1} if told else {0, 1}):
            tally.problem("double", f"{changes - self._changes} changes at once")
        self._changes = changes
        numbers = [identity(number) for number in _EVERYBODY]
        try:
            with db.reading() as session:
                found = by_identity(session, db.sealer_in(session), numbers)
        except InvalidTag:
            found = {}
        for number in set(numbers) - set(found):
            tally.problem("lost", number)
        return db
