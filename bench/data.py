"""Synthetic input, made once for each size and kept in the system's temporary folder.

The same seed gives the same files; nothing in them belongs to anybody.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

AS_OF: Final = dt.date(2026, 6, 30)
ROOT: Final = Path(__file__).parent.parent
_FIRST_RIDE: Final = dt.datetime(2025, 7, 2, 6, tzinfo=dt.UTC)
_DAYS: Final = 350
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈"
)
_GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海燕春晓东"
    "雪峰宇浩然子涵欣怡梓萱诗琪俊凯博思远嘉佳宁慧婷鑫鹏飞龙云凤莲荣成林森淼焱"
)
_SUBDISTRICTS: Final = (
    *("明水街道", "双山街道", "枣园街道", "龙山街道", "埠村街道", "圣井街道"),
    *("普集街道", "绣惠街道", "相公庄街道", "文祖街道", "官庄街道", "曹范街道"),
    *("宁家埠街道", "高官寨街道", "白云湖街道", "刁镇街道", "黄河街道", "垛庄镇"),
)
_COMMUNITIES: Final = tuple(f"第{n}社区（虚拟）" for n in "一二三四五六七八九十")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
RIDE_HEAD: Final = (
    "订单编号,用户手机号,车辆编号,开锁时间,关锁时间,骑行里程(公里),骑行时长(分钟)\n"
)
_PEOPLE_HEAD: Final = (
    "序号,姓名,身份证号,手机号,所属街道（镇）,所属社区,骑行平台账号,登记日期,"
    "是否签署授权书\n"
)
_CODE: Final = ("migrations/versions", "participants", "places")
"""What a kept database depends on, besides the data here."""


@dataclass(frozen=True, slots=True)
class Person:
    """One resident of the synthetic register."""

    number: int
    name: str
    ric: str
    phone: str
    subdistrict: str
    community: str

    @property
    def account(self) -> str:
        """On the bike platform."""
        return f"U{self.number:09d}"


def folder() -> Path:
    """Where inputs are kept between runs."""
    place = Path(tempfile.gettempdir()) / "carbon-points-bench"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def caller(key: str) -> Caller:
    """A caller on the day of the benchmarks, with an operation of its own."""
    from carbon_points.security.chain import Caller

    return Caller("", AS_OF, int(time.time()), key)


def people(count: int) -> Iterator[Person]:
    """So many residents, each with a number and a telephone of their own."""
    chance = random.Random(count)  # noqa: S311  (no secret)
    for number in range(count):
        # 97 has no factor in common with 22,000, so every number is another one.
        days = number // 1000 * 97 % 22_000
        born = dt.date(1945, 1, 1) + dt.timedelta(days=days)
        length = 2 if chance.random() < 0.8 else 1
        yield Person(
            number,
            chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=length)),
            _ric(f"370114{born:%Y%m%d}{number % 1000:03d}"),
            f"1{6_000_000_000 + number * 37:010d}",
            chance.choice(_SUBDISTRICTS),
            chance.choice(_COMMUNITIES),
        )


def _ric(digits: str) -> str:
    total = sum(int(c) * w for c, w in zip(digits, _WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def register_file(count: int) -> Path:
    """A register of so many residents as a CSV file."""
    return _kept(f"居民登记表_{count}.csv", lambda path: _write_register(path, count))


def _write_register(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8-sig") as file:
        file.write(_PEOPLE_HEAD)
        file.writelines(
            f"{p.number + 1},{p.name},{p.ric},{p.phone},{p.subdistrict},{p.community},"
            f"{p.account},2025-06-01,是\n"
            for p in people(count)
        )


def rides_file(rides: int, riders: int, part: int = 0) -> Path:
    """An operator's orders, in the order of time, 1.5 % of the lines bad.

    Args:
        rides: lines.
        riders: size of the register that the riders come from.
        part: files of other parts hold other rides.
    """
    name = f"示例单车甲_订单_{rides}_{riders}_{part}.csv"
    return _kept(name, lambda path: _write_rides(path, rides, riders, part))


def _write_rides(path: Path, rides: int, riders: int, part: int) -> None:
    chance = random.Random(f"{rides}/{riders}/{part}")  # noqa: S311  (no secret)
    before: list[str] = []
    with path.open("w", encoding="utf-8-sig") as file:
        file.write(RIDE_HEAD)
        for number in range(rides):
            start = _FIRST_RIDE + dt.timedelta(
                days=number * _DAYS // rides, seconds=chance.randrange(14 * 3600)
            )
            line = _ride(chance, (part, number), start, riders)
            before = _spoilt(chance, line, before)
            file.write(",".join(before) + "\n")


def _ride(
    chance: random.Random, numbers: tuple[int, int], start: dt.datetime, riders: int
) -> list[str]:
    part, number = numbers
    seconds = chance.randrange(240, 2400)
    metres = seconds * chance.randrange(2500, 4500) // 1000
    end = start + dt.timedelta(seconds=seconds)
    return [
        f"A{part:03d}{number:011d}",
        f"1{6_000_000_000 + chance.randrange(riders) * 37:010d}",
        f"SL{number % 99991:05d}",
        f"{start:%Y-%m-%d %H:%M:%S}",
        f"{end:%Y-%m-%d %H:%M:%S}",
        f"{metres // 1000}.{metres % 1000 // 10:02d}",
        str(-(-seconds // 60)),
    ]


def _spoilt(chance: random.Random, line: list[str], before: list[str]) -> list[str]:
    """The line, or one time in 67 something that is wrong with it."""
    draw = chance.randrange(1000)
    if draw < 4:
        line[1] = f"1{9_000_000_000 + draw:010d}"
    elif draw < 7:
        line[3], line[4] = line[4], line[3]
    elif draw < 10:
        line[5] = "约两公里"
    elif draw < 13:
        line[3] = "2026年13月40日"
    elif draw < 15 and before:
        return list(before)
    return line


def district(count: int) -> Path:
    """A database in which so many residents are registered; copy it with `copied`."""
    place = folder() / f"district-{count}-{_digest(*_CODE)}"
    if not place.exists():
        fresh = place.with_name(f"{place.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        _settle(fresh, count)
        fresh.rename(place)
    return place


def _settle(place: Path, count: int) -> None:
    from carbon_points.exchange.founding import found
    from carbon_points.exchange.founding import Founding
    from carbon_points.exchange.service import import_files
    from carbon_points.exchange.service import Options

    founding = Founding(desk=12, key_file=place / "bench.key")
    with found(place / "bench.db", caller("found"), founding) as db:
        if count:
            files = [register_file(count)]
            [report] = import_files(db, caller("register"), files, Options())
            assert report.accepted == count, report


def copied(place: Path, target: Path) -> Path:
    """A copy of a district to work in; answers the path of its database."""
    shutil.copytree(place, target)
    return target / "bench.db"


def opened(path: Path) -> Database:
    """A district's database, opened with the key beside it."""
    from carbon_points.storage.engine import open_database

    return open_database(path, key_file=path.with_name("bench.key"))


def _digest(*rooms: str) -> str:
    """Of the code that a kept database was made by."""
    found = hashlib.sha256(Path(__file__).read_bytes())
    for room in rooms:
        for path in sorted((ROOT / "carbon_points" / room).rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _kept(name: str, write: Callable[[Path], None]) -> Path:
    """A file of this name, written once; a half one never gets the name."""
    place = folder() / _digest()
    place.mkdir(exist_ok=True)
    path = place / name
    if not path.exists():
        fresh = path.with_suffix(".new")
        write(fresh)
        fresh.rename(path)
    return path
