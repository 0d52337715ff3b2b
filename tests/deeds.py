"""A handful of registered people, and the files and forms of what they did."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.audit.changing import ChangeForm
from carbon_points.audit.changing import confirm
from carbon_points.audit.changing import propose
from carbon_points.audit.deciding import decide
from carbon_points.audit.finding_rows import findings
from carbon_points.audit.findings import correct
from carbon_points.audit.findings import Correction
from carbon_points.audit.rehearsing import rehearse
from carbon_points.audit.sampling import check
from carbon_points.audit.sampling import Checked
from carbon_points.audit.sampling import Design
from carbon_points.audit.sampling import keep
from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.certificates.bureau import rotate_signing
from carbon_points.certificates.issue import Period
from carbon_points.certificates.revoking import revoke
from carbon_points.certificates.service import issue
from carbon_points.common.days import local_moment
from carbon_points.common.ids import first_id
from carbon_points.crediting.desk import log
from carbon_points.crediting.desk import Wanted
from carbon_points.exchange.service import import_files
from carbon_points.exchange.service import Options
from carbon_points.indicators.service import report
from carbon_points.indicators.service import Reported
from carbon_points.integrity.closing import close_month
from carbon_points.integrity.erasing import erase
from carbon_points.integrity.retention import run as let_go
from carbon_points.participants.registration import MODELS
from carbon_points.participants.service import register_many
from carbon_points.rulebook.changes import Change
from carbon_points.security import chain
from carbon_points.security import service as security
from carbon_points.security.log_seals import release_log
from carbon_points.security.log_seals import seal_log
from tests.districts import as_of
from tests.participants.people import company
from tests.participants.people import resident
from tests.participants.people import ric
from tests.participants.people import uscc
from tests.pool.bureau import keep_pool
from tests.scenarios.life import file_a_little

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from carbon_points.exchange.report import FileReport
    from carbon_points.storage.engine import Database

RESIDENTS: Final = 6
SMES: Final = 2
FIRST_DAY: Final = dt.date(2026, 3, 2)
_files = itertools.count(1)


def settle(db: Database) -> None:
    """Register the people that the tests know by number."""
    drafts = [resident(n) for n in range(1, RESIDENTS + 1)]
    drafts += [company(n) for n in range(1, SMES + 1)]
    with db.writing() as session:
        position = chain.begin(session)
        register_many(session, db, position, drafts)
        caller = as_of("worker", key="people")
        chain.seal(session, db.desk, position, "register", caller, MODELS)


def person(number: int, desk: int = 12) -> int:
    """The record id of a resident, or, after the last one, of an SME."""
    return first_id(desk) + number


def identity(number: int) -> str:
    """The number by which a person's rows are found."""
    return ric(number) if number <= RESIDENTS else uscc(number - RESIDENTS)


@dataclass(frozen=True)
class Ride:
    """One order of an operator's file."""

    order: str
    person: int = 1
    start: int = 1_772_413_200
    """2026-03-02 09:00 in Shanghai."""

    seconds: int = 900
    metres: int = 3000

    def cells(self) -> list[str]:
        """As the operator writes it."""
        start, end = (local_moment(s) for s in (self.start, self.start + self.seconds))
        phone = f"139{self.person:08d}"
        return [self.order, phone, start.isoformat(), end.isoformat(), str(self.metres)]


@dataclass(frozen=True)
class Drop:
    """One line of a weigh-in sheet."""

    person: int = 1
    day: dt.date = FIRST_DAY
    grams: int = 4000
    point: str = "明水街道便民点"

    def cells(self) -> list[str]:
        """As the desk writes it."""
        grams = f"{self.grams // 1000}.{self.grams % 1000:03d}"
        return [identity(self.person), self.day.isoformat(), self.point, grams]


@dataclass(frozen=True)
class Meter:
    """One line of a sheet of PV readings."""

    day: dt.date
    kwh: str
    account: str = "0000000000001"
    person: int = 1
    kw: str = "10"

    def cells(self) -> list[str]:
        """As the reader of the meters writes it."""
        day = self.day.isoformat()
        return [self.account, identity(self.person), self.kw, day, self.kwh, GRID_DAY]


GRID_DAY: Final = "2025-06-01"
_RIDES: Final = ("订单编号", "用户手机号", "开锁时间", "关锁时间", "骑行里程(米)")
_DROPS: Final = ("证件号码", "投放日期", "投放点", "重量（公斤）")
_METERS: Final = (
    "发电户号",
    "身份证号/统一社会信用代码",
    "装机容量（kW）",
    "抄表日期",
    "发电表止码（kWh）",
    "并网日期",
)
_PUMPS: Final = (
    "设备编号",
    "身份证号/统一社会信用代码",
    "供暖面积（㎡）",
    "额定制热量（kW）",
    "采暖季起",
    "采暖季止",
    "电表起码（kWh）",
    "电表止码（kWh）",
    "供热量（kWh）",
    "原取暖方式",
    "制冷剂",
    "充注量（kg）",
    "投运日期",
)
_CONDITIONERS: Final = (
    "产品条码",
    "身份证号/统一社会信用代码",
    "能效等级",
    "APF",
    "额定制冷量（W）",
    "安装日期",
    "年用电量（kWh）",
    "购置方式",
    "核算年度",
)


def rides_file(folder: Path, rides: Iterable[Ride], operator: str = "甲") -> Path:
    """An operator's orders as a file of their own."""
    name = f"{operator}_订单_{next(_files)}.csv"
    return _write(folder / name, _RIDES, (ride.cells() for ride in rides))


def drops_file(folder: Path, drops: Iterable[Drop]) -> Path:
    """A weigh-in sheet."""
    name = f"旧衣称重_{next(_files)}.csv"
    return _write(folder / name, _DROPS, (drop.cells() for drop in drops))


def meters_file(folder: Path, meters: Iterable[Meter]) -> Path:
    """A sheet of PV readings."""
    name = f"光伏抄表_{next(_files)}.csv"
    return _write(folder / name, _METERS, (meter.cells() for meter in meters))


def pumps_file(folder: Path, rows: Iterable[dict[str, str]]) -> Path:
    """A ledger of heat pumps; each row by what differs from a sound one."""
    sound = (
        *("HP1", identity(1), "120", "9.6", "2025-11-15", "2026-03-15"),
        *("1000", "4000", "9000", "散煤", "R32", "2.0", "2024-10-01"),
    )
    return _changed(folder / f"热泵台账_{next(_files)}.csv", _PUMPS, sound, rows)


def conditioners_file(folder: Path, rows: Iterable[dict[str, str]]) -> Path:
    """A ledger of air conditioners; each row by what differs from a sound one."""
    sound = (
        *("AC1", identity(1), "1级", "5.24", "3500"),
        *("2024-10-13", "330.8", "新购", "2025"),
    )
    path = folder / f"空调台账_{next(_files)}.csv"
    return _changed(path, _CONDITIONERS, sound, rows)


def _changed(
    path: Path,
    header: Sequence[str],
    sound: Sequence[str],
    rows: Iterable[dict[str, str]],
) -> Path:
    whole = [dict(zip(header, sound, strict=True)) | row for row in rows]
    return _write(path, header, (list(row.values()) for row in whole))


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    path.write_text(text.getvalue(), "utf-8")
    return path


def take(db: Database, *paths: Path, **options: Any) -> list[FileReport]:
    """Import files as a worker of the desk."""
    return import_files(db, as_of("worker"), paths, Options(**options))


def take_one(db: Database, path: Path, **options: Any) -> FileReport:
    """Import one file that can be understood."""
    [report] = take(db, path, **options)
    assert report.error is None, report.error
    return report


def ride_form(ref: str = "A1", *, number: int = 1, metres: int = 4100) -> Wanted:
    """A ride as the desk's form has it: 2026-03-02, half past nine."""
    inputs = {
        "vehicle": "shared_ebike",
        "start": "2026-03-02T09:30:00+08:00",
        "end": "2026-03-02T09:50:00+08:00",
        "distance_m": metres,
        "evidence": "operator_order",
        "evidence_ref": ref,
    }
    return Wanted("cycling", person(number), inputs)


def drop_form(number: int = 1, grams: int = 4321) -> Wanted:
    """A weigh-in at the desk, without a receipt number."""
    inputs = {
        "date": "2026-03-02",
        "weighing": "scale",
        "mass_g": grams,
        "destination": "mixed",
    }
    return Wanted("clothing_reuse", person(number), inputs)


def keep_busy(db: Database, folder: Path) -> None:
    """A little of everything: imported, logged, approved, reversed, certified."""
    hour = 3600
    rides = [Ride(f"A{i}", i % 3 + 1, Ride("").start + i * hour) for i in range(12)]
    readings = [Meter(dt.date(2026, m, 1), str(600 * m)) for m in (1, 2, 3)]
    slip = folder / "小票.txt"
    slip.write_text("旧衣 4.321 kg", "utf-8")
    take(
        db,
        rides_file(folder, [*rides, Ride("B", 1, rides[0].start + 60)]),
        drops_file(folder, [Drop(1), Drop(2, grams=400), Drop(7, grams=9000)]),
        meters_file(folder, readings),
        pumps_file(folder, [{}]),
        conditioners_file(folder, [{}]),
    )
    log(db, as_of("worker"), drop_form(3), [slip])
    approve(db, as_of(), "all")
    reverse_actions(db, as_of("auditor"), [person(2)], "重复骑行")
    log(db, as_of("worker"), drop_form(4, grams=1234))
    issue(db, as_of("worker"), [person(1)], YEAR, folder / "certificates")


YEAR: Final = Period(dt.date(2025, 7, 1), dt.date(2026, 6, 30))


def change_a_factor(db: Database) -> None:
    """Clothing counts for less by a decision of two auditors."""
    less = Change("clothing.displacement", "0.5", dt.date(2026, 1, 1), of_factor=True)
    effect = rehearse(db, as_of("auditor"), less)
    form = ChangeForm("区环发〔2026〕12号")
    confirm(db, as_of("auditor2"), propose(db, as_of("auditor"), effect, form))


def audit_a_little(db: Database) -> None:
    """A sample drawn and checked, a paper revoked, a month closed, a late approval."""
    auditor = as_of("auditor")
    half = Fraction(1, 2)
    design = Design("life", Fraction(95, 100), "tolerable", half, "章丘2026")
    sample, drawn = keep(db, auditor, design)
    said = Checked(drawn.ids[0], "wrong", "R1", overstated_mg=0)
    check(db, as_of("auditor"), sample, [said])
    with db.reading() as session:
        number = findings(session)[0].finding_id
    correct(db, as_of("auditor"), number, Correction("凭证已补"))
    with db.reading() as session:
        serial = session.scalars(text("SELECT serial FROM certificate")).first()
    revoke(db, as_of("auditor"), str(serial), "登记错误")
    change_a_factor(db)
    close_month(db, as_of("auditor"), "2026-03")
    with db.reading() as session:
        state = text("SELECT id FROM action WHERE state = 1 ORDER BY id")
        waiting = session.scalars(state).all()
    decide(db, as_of("auditor", second="auditor2"), "approve", waiting)
    file_a_little(db)
    keep_the_log(db)
    with TemporaryDirectory() as folder:
        keep_pool(db, Path(folder))
        report_a_little(db, Path(folder))
    erase(db, as_of("auditor", second="auditor2"), person(3), "本人申请注销")
    let_go(db, as_of("admin"))
    rotate_signing(db, as_of("admin"))


def keep_the_log(db: Database) -> None:
    """Somebody looked; it was sealed, and the oldest of it has had its time."""
    for number in (1, 2):
        security.note(db, as_of("worker"), "view", f"12-{number}", "核对")
        seal_log(db, as_of("admin"))
    release_log(db, as_of("admin"), as_of().now + 1, "保存期满")


def report_a_little(db: Database, folder: Path) -> None:
    """A value of the plan with its paper, and its correction."""
    paper = folder / "台账.txt"
    paper.write_text("42990.5", "utf-8")
    first = Reported("28a", 2023, "42990.5", "区农业农村局台账", evidence=paper)
    again = Reported("28a", 2023, "42900.5", "区农业农村局台账", note="笔误")
    for said in (first, again):
        report(db, as_of("auditor"), said)
