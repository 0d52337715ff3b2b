"""A district of honest people among whom twenty frauds are planted."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PIL import Image
from PIL import ImageDraw
from sqlalchemy import text

from carbon_points.common.days import epoch_seconds
from carbon_points.crediting.desk import log
from carbon_points.crediting.desk import Wanted
from carbon_points.exchange.service import import_files
from carbon_points.exchange.service import Options
from carbon_points.participants.registration import MODELS
from carbon_points.participants.service import register_many
from carbon_points.security import chain
from tests.deeds import GRID_DAY
from tests.deeds import person
from tests.deeds import Ride
from tests.districts import as_of
from tests.participants.people import resident
from tests.participants.people import ric

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

PEOPLE: Final = 350
HONEST: Final = 300
POINTS: Final = tuple(f"{name}点" for name in "甲乙丙丁戊己庚辛壬癸")
KEY: Final[list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "data" / "frauds.json").read_text("utf-8")
)["frauds"]
_HEADS: Final = {
    "rides": "订单编号,用户手机号,开锁时间,关锁时间,骑行里程(米)",
    "drops": "证件号码,投放日期,投放点,重量（公斤）",
    "meters": "发电户号,身份证号/统一社会信用代码,装机容量（kW）,抄表日期,"
    "发电表止码（kWh）,并网日期",
}
_NAMES: Final = {"rides": "甲_订单", "drops": "旧衣称重", "meters": "光伏抄表"}


@dataclass
class Planted:
    """A district with its answer key as action ids."""

    culprits: dict[str, tuple[str, list[int]]] = field(default_factory=dict)
    """By fraud: the flag that must be found, and on which actions."""

    honest: set[int] = field(default_factory=set)


def plant(db: Database, folder: Path, honest_rides: int = 2000) -> Planted:
    """Register the people, enter what honest ones did, then the frauds one by one."""
    _register(db)
    dice = random.Random(2026)  # noqa: S311  (a simulation)
    _import(db, folder, "rides", _honest_rides(dice, honest_rides))
    _import(db, folder, "drops", _honest_drops(dice, honest_rides // 3))
    _import(db, folder, "meters", _honest_meters(dice))
    for number in range(1, 41):
        photo = _photo(folder, f"honest-{number}")
        _log(db, [number, dice.randrange(500, 13_000), photo])
    planted = Planted(honest=set(_ids(db, 0)))
    for fraud in KEY:
        before = max(_ids(db, 0))
        for kind in _HEADS:
            if kind in fraud:
                _import(db, folder, kind, _rows(kind, fraud))
        for row in fraud.get("logged", ()):
            _log(db, [row[0], row[1], _photo(folder, row[2])])
        found = _ids(db, before)
        culprits = found[-1:] if fraud.get("last_only") else found
        planted.culprits[fraud["id"]] = (fraud["code"], culprits)
        planted.honest |= set(found) - set(culprits)
    return planted


def _register(db: Database) -> None:
    with db.writing() as session:
        position = chain.begin(session)
        register_many(session, db, position, [resident(n) for n in range(1, PEOPLE)])
        by = as_of("worker")
        chain.seal(session, db.desk, position, "register", by, MODELS)


def _ids(db: Database, after: int) -> list[int]:
    """The waiting actions after one, in the order of registration."""
    with db.reading() as session:
        query = text(
            "SELECT id FROM action WHERE state = 1 AND id > :after ORDER BY id"
        )
        return [0] * (not after) + list(session.scalars(query, {"after": after}))


def _honest_rides(dice: random.Random, count: int) -> list[str]:
    rows = []
    for number in range(count):
        start = Ride("").start + (number * 7919 % 88) * 86_400
        start += dice.randrange(-7200, 36_000)
        seconds = dice.randrange(300, 2400)
        metres = seconds * dice.randrange(2200, 4600) // 1000
        rows.append(
            _ride(f"H{number}", 1 + dice.randrange(HONEST), start, seconds, metres)
        )
    return rows


def _ride(order: str, who: int, start: int, seconds: int, metres: int) -> str:
    return ",".join(Ride(order, who, start, seconds, metres).cells())


def _honest_drops(dice: random.Random, count: int) -> list[str]:
    """Everybody brings to the point nearest to them."""
    rows = []
    for number in range(count):
        who = 1 + dice.randrange(HONEST)
        day = dt.date(2026, 3, 2) + dt.timedelta(days=number * 61 % 80)
        grams = 10 * dice.randrange(60, 900)
        rows.append(_drop(who, day.isoformat(), grams, POINTS[who % len(POINTS)]))
    return rows


def _drop(who: int, day: str, grams: int, point: str) -> str:
    return f"{ric(who)},{day},{point},{grams // 1000}.{grams % 1000:03d}"


def _honest_meters(dice: random.Random) -> list[str]:
    """Plants whose output follows the season and the weather."""
    rows = []
    for number in range(1, 41):
        value = dice.randrange(100, 9000)
        for month, share in ((1, 0), (2, 24), (3, 30), (4, 44), (5, 52), (6, 58)):
            value += share * dice.randrange(8, 13)
            rows.append(
                _meter(number, f"8{number:012d}", "10", f"2026-{month:02d}-01", value)
            )
    return rows


def _meter(who: int, account: str, kw: str, day: str, kwh: int) -> str:
    return f"{account},{ric(who)},{kw},{day},{kwh},{GRID_DAY}"


def _rows(kind: str, fraud: dict[str, Any]) -> list[str]:
    if kind == "drops":
        return [_drop(*row) for row in fraud["drops"]]
    if kind == "rides":
        return [
            _ride(f"{fraud['id']}-{n}", who, _moment(start), seconds, metres)
            for n, (who, start, seconds, metres) in enumerate(fraud["rides"])
        ]
    return [
        _meter(who, account, kw, day, kwh)
        for who, account, kw, readings in fraud["meters"]
        for day, kwh in readings
    ]


def _moment(text_: str) -> int:
    return epoch_seconds(dt.datetime.fromisoformat(text_))


def _import(db: Database, folder: Path, kind: str, rows: list[str]) -> None:
    path = folder / f"{_NAMES[kind]}_{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join([_HEADS[kind], *rows]) + "\n", "utf-8-sig")
    [report] = import_files(db, as_of("worker"), [path], Options())
    assert report.error is None


def _log(db: Database, row: list[Any]) -> None:
    who, grams, photo = row
    inputs = {
        "date": "2026-06-30",
        "weighing": "scale",
        "mass_g": grams,
        "destination": "mixed",
    }
    log(db, as_of("worker"), Wanted("clothing_reuse", person(who), inputs), [photo])


def _photo(folder: Path, name: str) -> Path:
    """A picture of its own for every name; after a colon, what was done to a copy."""
    base, _, done = name.partition(":")
    dice = random.Random(base)  # noqa: S311  (a picture)
    picture = Image.new("RGB", (480, 640), (dice.randrange(90, 160),) * 3)
    pen = ImageDraw.Draw(picture)
    for _ in range(40):
        left, top = dice.randrange(480), dice.randrange(640)
        box = (left, top, left + dice.randrange(20, 200), top + dice.randrange(20, 200))
        pen.rectangle(box, fill=(dice.randrange(256),) * 3)
    if done == "smaller":
        picture = picture.resize((320, 427))
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=45 if done == "worse" else 90)
    path = folder / f"{base}{done and '-' + done}.jpg"
    path.write_bytes(data.getvalue())
    return path
