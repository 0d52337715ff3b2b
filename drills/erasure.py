"""People are erased, and every byte that the program keeps is searched for them.

A district whose file is not encrypted, so that a search sees what it holds, its journal
and its free space too. Each person leaves words wherever the program takes any: in the
register and its search keys, in orders, devices and meters, in reasons, forms, notes
and file names, some of them overwritten since. Then they are erased; sums, chain and
recalculation must be as before, and those who stay must be there to the last word.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING
from unittest.mock import patch

from sqlalchemy import text

from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.certificates.service import issue
from carbon_points.crediting.desk import log
from carbon_points.crediting.desk import Wanted
from carbon_points.integrity import erasing
from carbon_points.participants.editing import edit_details
from carbon_points.participants.registration import MODELS
from carbon_points.participants.service import register_many
from carbon_points.participants.service import reveal_identity
from carbon_points.security import chain
from carbon_points.security import drafts
from carbon_points.storage.driver import Driver
from carbon_points.storage.driver import load_driver
from carbon_points.storage.engine import open_database
from drills.erasure_kills import Erasing
from drills.kills import killed_often
from drills.tally import Tally
from tests.deeds import Meter
from tests.deeds import meters_file
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take
from tests.deeds import YEAR
from tests.districts import as_of
from tests.districts import DRAFTS
from tests.districts import make_empty
from tests.districts import NAME
from tests.integrity.totals import sums
from tests.integrity.totals import wrong
from tests.participants.people import resident
from tests.participants.people import ric

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.storage.engine import Database

FULL: Final = 100
SHORT: Final = 3
KILLS: Final = 200
SHORT_KILLS: Final = 2
STAYING: Final = 2
"""People who are not erased."""

_RARE: Final = 0x9F00
"""Characters that stand in no other text."""


@dataclass(frozen=True)
class Marked:
    """One person, with every word by which a file might tell of them."""

    number: int

    @property
    def name(self) -> str:
        """Of the person; nobody else has its characters."""
        return f"欧阳{self.given}"

    @property
    def given(self) -> str:
        """The part of the name that search keys hold alone."""
        return chr(_RARE + self.number // 80) + chr(_RARE + 80 + self.number % 80)

    @property
    def order(self) -> str:
        """The number that a bike operator gave to a ride."""
        return f"ORDER7{self.number:06d}"

    @property
    def meter(self) -> str:
        """The account number of the PV plant."""
        return f"88{self.number:011d}"

    @property
    def words(self) -> tuple[str, ...]:
        """What must not be found afterwards."""
        number, given = self.number, self.given
        phones = (f"139{number:08d}", f"137{number:08d}", f"138{number:08d}")
        return (
            *(self.name, given, ric(number), ric(number)[-8:], self.order, self.meter),
            *(phones[0], phones[0][::-1], *phones[1:]),
            *(f"U{number:09d}", f"代{given}", f"备注{given}", f"草稿{self.name}"),
            *(f"{given}核对", f"{given}投诉", f"{given}.txt"),
        )


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """Fill a district, erase most of its people, search; kill erasures, look."""
    count = FULL if full else SHORT
    everybody = [Marked(number) for number in range(1, count + STAYING + 1)]
    with _readable():
        path = _filled(folder, everybody)
        with open_database(path) as db:
            yield _erased(db, folder, everybody[:count], everybody[count:])
    times = KILLS if full else SHORT_KILLS
    yield killed_often(Erasing(folder / "kills"), times)


@contextmanager
def _readable() -> Iterator[None]:
    """New databases are plain files, with the same engine."""
    plain = Driver(load_driver().module, encrypts=False)
    with patch("carbon_points.storage.engine.load_driver", return_value=plain):
        yield


def _filled(folder: Path, everybody: Sequence[Marked]) -> Path:
    folder.mkdir(parents=True)
    (folder / "given").mkdir()
    make_empty(folder, DRAFTS)
    with open_database(folder / NAME) as db:
        _register(db, everybody)
        _import(db, folder / "given", everybody)
        for one in everybody:
            _busy(db, folder / "given", one)
        approve(db, as_of(), "all")
        for one in everybody:
            with db.reading() as session:
                own = "SELECT MIN(id) FROM action WHERE participant_id = :who"
                first = session.scalar(text(own), {"who": person(one.number)})
            reverse_actions(db, as_of("auditor"), [first or 0], f"{one.given}投诉")
        issue(db, as_of("worker"), None, YEAR, folder / "papers")
    for file in (folder / "given").iterdir():
        file.unlink()  # what people handed in is theirs
    return folder / NAME


def _register(db: Database, everybody: Sequence[Marked]) -> None:
    with db.writing() as session:
        position = chain.begin(session)
        people = [
            resident(
                one.number,
                one.name,
                note=f"备注{one.given}",
                proxy_name=f"代{one.given}",
                proxy_relation="子女",
                proxy_phone=f"138{one.number:08d}",
            )
            for one in everybody
        ]
        register_many(session, db, position, people)
        caller = as_of("worker")
        chain.seal(session, db.desk, position, "register", caller, MODELS)


def _import(db: Database, folder: Path, everybody: Sequence[Marked]) -> None:
    rides = [Ride(one.order, one.number) for one in everybody]
    days = (dt.date(2026, 1, 1), dt.date(2026, 2, 1))
    meters = [
        Meter(day, str(600 * place), one.meter, one.number)
        for one in everybody
        for place, day in enumerate(days, start=1)
    ]
    take(db, rides_file(folder, rides), meters_file(folder, meters))


def _busy(db: Database, folder: Path, one: Marked) -> None:
    """What a desk does with somebody; some of it is overwritten by what comes later."""
    who = person(one.number)
    photo = folder / f"{one.given}.txt"
    photo.write_text(f"{one.name} 旧衣", "utf-8")
    drop = {"date": "2026-03-02", "weighing": "scale", "mass_g": 1000 + one.number}
    log(
        db,
        as_of("worker"),
        Wanted("clothing_reuse", who, {**drop, "destination": "mixed"}),
        [photo],
    )
    drafts.save(db, "worker", "service", {"name": f"草稿{one.name}"}, 1)
    drafts.save(db, "worker", f"form-{one.number}", {"who": one.name}, 1)
    edit_details(db, as_of("worker"), who, {"phone": f"137{one.number:08d}"})
    reveal_identity(db, as_of("auditor"), who, f"{one.given}核对")


def _erased(
    db: Database, folder: Path, going: Sequence[Marked], staying: Sequence[Marked]
) -> Tally:
    tally = Tally("words of people who were erased")
    before = sums(db)
    seen = _held(folder)
    if not all(_found(seen, one.name) for one in (*going, *staying)):
        tally.problem("lost", "the search does not find what is there")
    for place, one in enumerate(going):
        caller = as_of("auditor", second="auditor2")
        last = place + 1 == len(going)
        erasing.erase(db, caller, person(one.number), "本人申请", sweep=last)
    _judge(tally, db, before)
    seen = _held(folder)
    for one in going:
        for word in one.words:
            tally.tried += 1
            if where := _found(seen, word):
                tally.problem("let_in", f"{word} in {where}")
    for one in staying:
        if not _found(seen, one.name) or not _found(seen, f"137{one.number:08d}"):
            tally.problem("lost", f"{one.name} was not to be erased")
    return tally.end()


def _judge(tally: Tally, db: Database, before: list[tuple[object, ...]]) -> None:
    if sums(db) != before:
        tally.problem("lost", "the sums are others")
    for trouble in wrong(db):
        tally.problem("lost", trouble)


def _held(folder: Path) -> dict[str, bytes]:
    """Every byte of every file beside the database, and what the program publishes."""
    places = (folder, folder.parent / "data", folder.parent / "config")
    return {
        str(file.relative_to(folder.parent)): file.read_bytes()
        for place in places
        for file in sorted(place.rglob("*"))
        if file.is_file()
    }


def _found(held: dict[str, bytes], word: str) -> str:
    """The first file that holds a word, in its name or content; empty if none does."""
    spelled = (word.encode(), word.encode("utf-16-le"), ascii(word)[1:-1].encode())
    for name, content in held.items():
        if word in name or any(form in content for form in spelled):
            return name
    return ""
