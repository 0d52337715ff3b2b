"""A change of the demo district that was rehearsed and waits for another auditor."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.changing import ChangeForm
from carbon_points.audit.changing import propose
from carbon_points.audit.rehearsing import rehearse
from carbon_points.rulebook.changes import Change

if TYPE_CHECKING:
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_GRID: Final = Change("grid.avg.CN-SD", "0.6191", dt.date(2024, 12, 20), of_factor=True)
_DOCUMENT: Final = "章环函〔2026〕演示3号 关于更新电网平均排放因子的通知"


def fill_changes(db: Database, caller: Caller) -> None:
    """Propose the newer grid factor for the months of the older one."""
    by = replace(caller, operation_id=f"{caller.operation_id}/change")
    effect = rehearse(db, by, _GRID)
    propose(db, by, effect, ChangeForm(_DOCUMENT))
