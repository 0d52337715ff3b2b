"""How an erasure is told: what goes, what stays until when, why it cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.exchange.sentences import error_sentence
from ui.shared import language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.integrity.erasing import Outlook
    from carbon_points.integrity.erasure_left import Left
    from ui.service_desk.roll_rights_work import Prospect


def outlook_lines(told: Outlook) -> Iterator[str]:
    """What would go, what would stay."""
    yield QCoreApplication.translate(
        "RightsLeaf", "核算记录 %n 笔保留，不再指向任何人", "", told.actions
    )
    if told.points:
        yield QCoreApplication.translate(
            "RightsLeaf", "账上 %n 分同日到期", "", told.points
        )
    if told.certificates:
        yield QCoreApplication.translate(
            "RightsLeaf",
            "有效证书 %n 张作废，核验时会说明原因",
            "",
            told.certificates,
        )
    if told.files:
        yield QCoreApplication.translate(
            "RightsLeaf", "只属于本人的文件 %n 个删除，只留摘要", "", told.files
        )
    yield from (left_line(each) for each in told.left)


def left_line(each: Left) -> str:
    """Something that is left, and until when."""
    kinds = {
        "file": QCoreApplication.translate("RightsLeaf", "多人的导入文件 {name}"),
        "backup": QCoreApplication.translate("RightsLeaf", "备份 {name}"),
        "old_database": QCoreApplication.translate("RightsLeaf", "另存的旧库 {name}"),
        "paper": QCoreApplication.translate("RightsLeaf", "已交付的证书 {name}"),
    }
    what = kinds[each.kind].format(name=each.name)
    if each.until is None:
        text = QCoreApplication.translate("RightsLeaf", "留：{what}，本程序收不回")
        return text.format(what=what)
    text = QCoreApplication.translate("RightsLeaf", "留：{what}，至 {day}")
    return text.format(what=what, day=each.until.isoformat())


def why_not(found: Prospect) -> str:
    """Why it cannot be done here and now; empty if it can."""
    told = found.outlook
    if told.refusal:
        which, number = id_text(told.participant_id), str(told.waiting)
        error = RefusedError(told.refusal, value=which, number=number)
        return error_sentence(error, language.in_force())
    if not found.signers and not found.set_up_mode:
        return QCoreApplication.translate(
            "RightsLeaf", "须另一位审核员当面签字，而还没有设了密码的审核员。"
        )
    return ""
