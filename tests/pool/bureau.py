"""The pool's acts as its tests call them, with what mostly stays the same."""

from __future__ import annotations

import datetime as dt
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.pool.disposing import DisposalForm
from carbon_points.pool.disposing import dispose
from carbon_points.pool.disposing import Taking
from carbon_points.pool.notices import announce
from carbon_points.pool.notices import cancel
from carbon_points.pool.notices import NoticeForm
from carbon_points.pool.objections import answer
from carbon_points.pool.objections import ObjectionForm
from carbon_points.pool.objections import raise_objection
from carbon_points.pool.registering import register
from carbon_points.pool.using import use
from carbon_points.pool.using import UseForm
from tests.districts import AS_OF
from tests.districts import as_of
from tests.participants.people import uscc

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.pool.disposing import Disposed
    from carbon_points.pool.notices import Announced
    from carbon_points.pool.registering import Registered
    from carbon_points.pool.using import Used
    from carbon_points.storage.engine import Database

TEXT: Final = "关于章丘区碳普惠减排量登记的公示"
OVER: Final = AS_OF + dt.timedelta(days=14)
"""A day on which a notice of seven working days that began on `AS_OF` is over."""

ENTERPRISE: Final = uscc(77)


def form(*methodologies: str, year: int = 2026) -> NoticeForm:
    """A notice about a whole year."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return NoticeForm(TEXT, first, last, methodologies)


def announced(db: Database, *methodologies: str, year: int = 2026) -> Announced:
    """A notice that runs from the district's day on."""
    return announce(db, as_of("auditor"), form(*methodologies, year=year))


def registered(db: Database, *methodologies: str, year: int = 2026) -> Registered:
    """What is approved of a year, announced and registered."""
    notice = announced(db, *methodologies, year=year)
    return register(db, as_of("auditor", day=OVER), notice.notice_id)


def disposal(folder: Path, *takings: tuple[int, int]) -> DisposalForm:
    """A disposal of amounts of batches with its document."""
    paper = folder / "批文.txt"
    paper.write_text("同意划拨。", "utf-8")
    return DisposalForm(
        ENTERPRISE,
        "章丘高新材料有限公司",
        "产品碳足迹抵减",
        "章环发〔2026〕12号",
        tuple(Taking(*each) for each in takings),
        (paper,),
    )


def disposed(db: Database, folder: Path, *takings: tuple[int, int]) -> Disposed:
    """A disposal that two auditors signed."""
    caller = as_of("auditor", day=OVER, second="auditor2")
    return dispose(db, caller, disposal(folder, *takings))


def used(db: Database, disposal_id: int, amount_mg: int | None = None) -> Used:
    """A use of a disposal."""
    wanted = UseForm(disposal_id, "出口产品供应链碳减排声明", amount_mg)
    return use(db, as_of("auditor", day=OVER), wanted)


def keep_pool(db: Database, folder: Path) -> None:
    """A row of every kind: a notice taken back, one registered, given away, used."""
    wrong = announced(db, "cycling")
    said = ObjectionForm(wrong.notice_id, "骑行算重了")
    objection = raise_objection(db, as_of("auditor"), said)
    answer(db, as_of("auditor"), objection, "重新公示", upheld=True)
    cancel(db, as_of("auditor"), wrong.notice_id, "异议成立")
    largest = max(registered(db).batches, key=lambda each: each.reduction_mg)
    given = disposed(db, folder, (largest.batch_id, 5000))
    used(db, given.disposal_id, 2000)
