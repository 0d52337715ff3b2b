"""What the meters page says once something was recorded or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.shared.amounts import mass
from ui.shared.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.crediting.fleet import InstallationLine
    from ui.service_desk.meters_presenter import Recorded


def told(recorded: Recorded, lines: Iterable[InstallationLine]) -> str:
    """What was recorded, and of whom."""
    done = recorded.done
    owners = (
        line.owner for line in lines if line.installation_id == done.installation_id
    )
    who = next(owners, "")
    if recorded.what == "installation":
        return QCoreApplication.translate("meters", "已登记新设施，接着抄第一个读数。")
    if recorded.what == "change":
        text = QCoreApplication.translate("meters", "已记下换表：{who}，本期接着算。")
        return text.format(who=who)
    if done.action_id is None:
        text = QCoreApplication.translate("meters", "已记下起码：{who}。")
        return text.format(who=who)
    what = f"{who} {mass(done.reduction_mg)}"
    return message("M19", what=what, p=f"{done.points_expected:,}").title


def undone(what: str) -> str:
    """What was taken back."""
    names = {
        "reading": QCoreApplication.translate("meters", "抄表读数"),
        "change": QCoreApplication.translate("meters", "换表登记"),
        "installation": QCoreApplication.translate("meters", "设施登记"),
    }
    return message("M20", what=names[what]).whole
