"""The pool of the demo district: registered, disposed of, used, announced again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.pool.disposing import DisposalForm
from carbon_points.pool.disposing import dispose
from carbon_points.pool.disposing import Taking
from carbon_points.pool.notices import announce
from carbon_points.pool.notices import NoticeForm
from carbon_points.pool.objections import answer
from carbon_points.pool.objections import ObjectionForm
from carbon_points.pool.objections import raise_objection
from carbon_points.pool.registering import register
from carbon_points.pool.using import use
from carbon_points.pool.using import UseForm
from carbon_points.scenarios.sheets import Sheets

if TYPE_CHECKING:
    from carbon_points.pool.disposing import Disposed
    from carbon_points.pool.registering import Registered
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_MARK: Final = "演示"
_TEXT: Final = (
    "现将{period}已核定的碳普惠减排量予以公示，期满无异议的登记为减排量批次。"
    "登记的减排量未经核证，支配权归生态环境主管部门。（演示）"
)
_FIRST: Final = (dt.date(2025, 7, 1), dt.date(2026, 3, 31))
_SECOND: Final = (dt.date(2026, 4, 1), dt.date(2026, 4, 30))
_ANNOUNCED: Final = dt.date(2026, 6, 30)
_REGISTERED: Final = dt.date(2026, 7, 9)
_USED: Final = dt.date(2026, 7, 20)
_AGAIN: Final = dt.date(2026, 7, 21)
_USCC: Final = "91370114DEM000001Q"
_NAME: Final = "章丘示范新材料有限公司（演示）"
_PURPOSE: Final = "抵减高新技术产品的供应链碳足迹"
_DOCUMENT: Final = "章环函〔2026〕演示1号"
_OBJECTION: Final = "四月骑行的公示只有合计，希望说明按哪一版方法学核算。"
_ANSWER: Final = "按共享骑行方法学现行版本核算，版本与因子见公开台账的数据来源。"


def fill_pool(db: Database, caller: Caller) -> None:
    """A notice that became batches, one of them half given away, and a second notice.

    The second one is over and its objection answered, so that it can be registered.
    """
    notice = announce(db, _by(caller, "announce", _ANNOUNCED), _notice(_FIRST))
    made = register(db, _by(caller, "register", _REGISTERED), notice.notice_id)
    given = _disposed(db, _by(caller, "dispose", _REGISTERED), made)
    used = UseForm(given.disposal_id, "2026 年产品碳足迹声明", given.reduction_mg // 2)
    use(db, _by(caller, "use", _USED), used)
    again = announce(db, _by(caller, "again", _AGAIN), _notice(_SECOND))
    form = ObjectionForm(again.notice_id, _OBJECTION, "web")
    asked = raise_objection(db, _by(caller, "object", dt.date(2026, 7, 24)), form)
    answered = _by(caller, "answer", dt.date(2026, 7, 27))
    answer(db, answered, asked, _ANSWER, upheld=False)


def _by(caller: Caller, act: str, day: dt.date) -> Caller:
    operation = f"{caller.operation_id}/pool/{act}"
    return replace(caller, as_of=day, operation_id=operation)


def _notice(days: tuple[dt.date, dt.date]) -> NoticeForm:
    period = " 至 ".join(f"{day.year} 年 {day.month} 月" for day in days)
    if days[0].replace(day=1) == days[1].replace(day=1):
        period = f"{days[0].year} 年 {days[0].month} 月"
    return NoticeForm(_TEXT.format(period=period), *days)


def _disposed(db: Database, caller: Caller, made: Registered) -> Disposed:
    """A third of the two largest batches for one enterprise."""
    largest = sorted(made.batches, key=lambda batch: -batch.reduction_mg)[:2]
    takings = tuple(Taking(b.batch_id, b.reduction_mg // 3) for b in largest)
    with TemporaryDirectory() as folder:
        paper = Path(folder) / "划拨批文（演示）.pdf"
        paper.write_bytes(_paper())
        form = DisposalForm(_USCC, _NAME, _PURPOSE, _DOCUMENT, takings, (paper,))
        return dispose(db, caller, form)


def _paper() -> bytes:
    """The document of the disposal; it says that it is a demonstration."""
    sheets = Sheets(_DOCUMENT, _MARK, "本文件仅供演示，不是任何机关的正式文件。")
    sheets.heading("关于划拨碳普惠减排量的批复（演示）")
    for words in (f"受让企业：{_NAME}", f"用途：{_PURPOSE}", "减排量未经核证。"):
        sheets.paragraph(words)
    return sheets.pdf("关于划拨碳普惠减排量的批复（演示）", _MARK)
