"""The cells of the reductions pool in the table of rights."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import mkdtemp
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.ids import first_id
from carbon_points.pool import disposing
from carbon_points.pool import notices
from carbon_points.pool import objections
from carbon_points.pool import registering
from carbon_points.pool import using
from carbon_points.pool import views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.security.window_cells import Call

NOBODY: Final = first_id(12) + 9_000
DAY: Final = dt.date(2026, 3, 2)
_NOTICE: Final = notices.NoticeForm("公示", DAY, DAY)
_DISPOSAL: Final = disposing.DisposalForm(
    *("91370181MA3CCCCC08", "某企业", "绿色供应链", "济环字〔2026〕1号"),
    (disposing.Taking(NOBODY, 1),),
)


def fresh_file() -> Path:
    """A file that nothing holds yet."""
    path = Path(mkdtemp(prefix="cell-")) / "小票.txt"
    path.write_text(str(path), "utf-8")
    return path


POOL_CELLS: Final[dict[str, Sequence[Call]]] = {
    "pool notice": (
        lambda db, by: notices.announce(db, by, _NOTICE),
        lambda db, by: notices.proposed(db, by, _NOTICE),
    ),
    "pool object": (
        lambda db, by: objections.raise_objection(
            db, by, objections.ObjectionForm(NOBODY, "有异议")
        ),
    ),
    "pool answer": (
        lambda db, by: objections.answer(db, by, NOBODY, "已核", upheld=False),
    ),
    "pool cancel": (lambda db, by: notices.cancel(db, by, NOBODY, "有误"),),
    "pool register": (lambda db, by: registering.register(db, by, NOBODY),),
    "pool dispose": (
        lambda db, by: disposing.dispose(db, by, _DISPOSAL),
        lambda db, by: disposing.preview(db, by, _DISPOSAL),
    ),
    "pool confirm": (lambda db, by: disposing.confirm(db, by, NOBODY),),
    "pool drop": (lambda db, by: disposing.drop(db, by, NOBODY, "不划了"),),
    "pool use": (
        lambda db, by: using.use(
            db, by, using.UseForm(NOBODY, "抵扣", files=(fresh_file(),))
        ),
    ),
    "pool show": (views.pool_page,),
}
