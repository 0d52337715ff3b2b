"""The search box over a whole register, by each kind of key, with the list filled.

The other way is LIKE over one plain table that has everything in clear, ID numbers and
pinyin spelled out beside the name, sorted so that the list is the same each time. It
knows no closed accounts, no masking and no why.
"""

from __future__ import annotations

import random
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from bench.data import copied
from bench.data import district
from bench.data import opened
from bench.data import people
from bench.runs import alone
from bench.runs import at_most
from bench.runs import Goal
from bench.runs import interleaved
from bench.runs import Line
from bench.runs import Measured
from bench.runs import MS
from bench.runs import timed

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from bench.data import Person
    from bench.runs import Size
    from carbon_points.storage.engine import Database
    from carbon_points.storage.sealing import Sealer

_LIMIT: Final = 8
_AT_ONCE: Final = 10
"""Searches for each LIKE, which takes so much longer."""

_PLAIN: Final = (
    "CREATE TABLE plain_person (id INTEGER PRIMARY KEY, ric TEXT, name TEXT,"
    " phone TEXT, account TEXT, place TEXT, pinyin TEXT, initials TEXT)"
)
_RIC: Final = "CREATE TEMP TABLE plain_ric (phone TEXT PRIMARY KEY, ric TEXT)"
_SPELT: Final = (
    "(SELECT ' ' || GROUP_CONCAT(key, ' ') FROM search_key k"
    " WHERE k.participant_id = p.id AND k.kind = '{}')"
)
_FILL: Final = f"""
INSERT INTO plain_person
SELECT p.id, r.ric, p.name, p.phone, p.platform_account, s.name,
    {_SPELT.format("pinyin")}, {_SPELT.format("initials")}
FROM participant p JOIN plain_ric r ON r.phone = p.phone
JOIN place s ON s.id = p.subdistrict_id"""  # noqa: S608  (constants)
_SHOWN: Final = "id, name, ric, phone, place"


class Key(NamedTuple):
    """One kind of query: what is typed of a person, and how LIKE finds it."""

    name: str
    typed: Callable[[Row], str]
    where: str
    order: str = "id"


class Row(NamedTuple):
    """A row of the plain table."""

    id: int
    ric: str
    name: str
    phone: str
    account: str
    place: str
    pinyin: str
    initials: str


def _record(row: Row) -> str:
    from carbon_points.common.ids import id_text

    return id_text(row.id)


_TAIL: Final = "(ric LIKE '%' || ?1 OR phone LIKE '%' || ?1)"
_SOUND: Final = "(initials LIKE '% ' || ?1 || '%' OR pinyin LIKE '% ' || ?1 || '%')"
_NAME: Final = "name LIKE '%' || ?1 || '%'"
KEYS: Final = (
    Key("whole ID", lambda row: row.ric, "ric LIKE ?1"),
    Key("telephone", lambda row: row.phone, "phone LIKE ?1"),
    Key("record number", _record, "id LIKE ?1"),
    Key("platform account", lambda row: row.account, "account LIKE ?1"),
    Key("end of the ID", lambda row: row.ric[-4:], _TAIL),
    Key("end of the telephone", lambda row: row.phone[-6:], "phone LIKE '%' || ?1"),
    Key("name", lambda row: row.name, _NAME, "name, id"),
    Key("part of a name", lambda row: row.name[1:], _NAME, "name, id"),
    Key("one character", lambda row: row.name[0], _NAME, "name, id"),
    Key("pinyin", lambda row: row.pinyin.split()[0], _SOUND, "pinyin, id"),
    Key("initials", lambda row: row.initials.split()[0], _SOUND, "initials, id"),
    Key("one letter", lambda row: row.initials.split()[0][0], _SOUND, "initials, id"),
)


def lines(size: Size, place: Path) -> list[Line]:
    """Each kind of key, and the slowest of them."""
    path = copied(district(size.people), place / "search")
    found = alone("search", "measure", path, size.people, size.acts)
    ours = {name: Measured.of(taken) for name, taken in found["ours"].items()}
    like = {name: Measured.of(taken) for name, taken in found["like"].items()}
    crowd = f"{size.people:,} people"
    slowest = max(ours, key=lambda name: ours[name].reached_by(95))
    return [
        *(
            Line(
                f"search {crowd} by {name}",
                ours[name],
                at_most("0.2"),
                like[name],
                "LIKE",
            )
            for name in ours
        ),
        Line(
            f"search {crowd}, 95 of 100 by the slowest key ({slowest})",
            Measured((ours[slowest].reached_by(95),)),
            Goal(plus=10 * MS),
        ),
    ]


def measure(path: str, count: int, acts: int) -> dict[str, Any]:
    """Each kind in turn with LIKE, by people drawn at random."""
    ours: dict[str, list[int]] = {}
    like: dict[str, list[int]] = {}
    with opened(Path(path)) as db:
        make_plain(db, people(count))
        with db.reading() as session:
            rows = _drawn(session, acts)
            for key in KEYS:
                agree(session, db.sealer, key, rows[0])
                ours[key.name], like[key.name] = _taken(session, db.sealer, key, rows)
    return {"ours": ours, "like": like}


def make_plain(db: Database, register: Iterator[Person]) -> None:
    """The table that LIKE looks through."""
    with db.writing() as session:
        connection: Any = session.connection().connection.driver_connection
        connection.execute(_PLAIN)
        connection.execute(_RIC)
        while block := [(p.phone, p.ric) for p in islice(register, 10_000)]:
            connection.executemany("INSERT INTO plain_ric VALUES (?, ?)", block)
        connection.execute(_FILL)


def _drawn(session: Session, count: int) -> list[Row]:
    connection: Any = session.connection().connection.driver_connection
    ids = [row[0] for row in connection.execute("SELECT id FROM plain_person")]
    chosen = random.Random(count).choices(ids, k=count)  # noqa: S311  (no secret)
    query = "SELECT * FROM plain_person WHERE id = ?"
    return [Row(*connection.execute(query, (one,)).fetchone()) for one in chosen]


def _taken(
    session: Session, sealer: Sealer, key: Key, rows: list[Row]
) -> tuple[list[int], list[int]]:
    typed = [key.typed(row) for row in rows]
    turns = max(len(typed) // _AT_ONCE, 1)
    left, right = iter(typed), iter(typed)

    def ours() -> list[int]:
        some = islice(left, _AT_ONCE)
        return [timed(partial(found, session, sealer, text))[0] for text in some]

    def like() -> int:
        text = next(right)
        return timed(lambda: plainly(session, key, text, _LIMIT))[0]

    blocks, single = interleaved(turns, ours, like)
    return [taken for block in blocks for taken in block], single


def found(session: Session, sealer: Sealer, text: str) -> list[int]:
    """Whom the search box shows."""
    from carbon_points.participants.search import find

    return [match.participant_id for match in find(session, sealer, text, _LIMIT)]


def plainly(session: Session, key: Key, text: str, limit: int) -> list[int]:
    """Whom LIKE finds; -1 for no limit."""
    connection: Any = session.connection().connection.driver_connection
    query = (
        f"SELECT {_SHOWN} FROM plain_person WHERE {key.where}"  # noqa: S608  (constants)
        f" ORDER BY {key.order} LIMIT {limit}"
    )
    given = str(_number(text)) if key.name == "record number" else text
    return [row[0] for row in connection.execute(query, (given,))]


def agree(session: Session, sealer: Sealer, key: Key, row: Row) -> None:
    """The list holds as many as LIKE finds, up to its length, and nobody else."""
    text = key.typed(row)
    ours, everyone = found(session, sealer, text), plainly(session, key, text, -1)
    assert set(ours) <= set(everyone), (key.name, text)
    assert len(ours) == min(len(everyone), _LIMIT), (key.name, text)


def _number(text: str) -> int:
    from carbon_points.common.ids import parse_id

    return parse_id(text)
