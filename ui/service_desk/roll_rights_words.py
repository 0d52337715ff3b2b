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
    from collections.abc import Sequence

    from carbon_points.integrity.erasing import Outlook
    from carbon_points.integrity.erasure_left import Left
    from ui.service_desk.roll_rights_work import Prospect


def outlook_lines(told: Outlook) -> Iterator[str]:
    """What would go, what would stay."""
    translate, number = QCoreApplication.translate, told.actions
    yield translate("RightsLeaf", "核算记录 %n 笔保留，不再指向任何人", "", number)
    if number := told.points:
        yield translate("RightsLeaf", "账上 %Ln 分同日到期", "", number)
    if number := told.certificates:
        yield translate("RightsLeaf", "有效证书 %n 张作废，核验时会说明", "", number)
    if number := told.files:
        yield translate("RightsLeaf", "只属于本人的文件 %n 个删除，留摘要", "", number)
    yield from left_lines(told.left)


def left_lines(left: Sequence[Left]) -> Iterator[str]:
    """What is left, kind by kind: how many, and until when the last of them."""
    translate = QCoreApplication.translate
    for kind in dict.fromkeys(each.kind for each in left):
        number = sum(each.kind == kind for each in left)
        days = [each.until for each in left if each.kind == kind and each.until]
        what = {
            "file": translate("RightsLeaf", "多人的导入文件 %n 个", "", number),
            "backup": translate("RightsLeaf", "备份 %n 份", "", number),
            "old_database": translate("RightsLeaf", "另存的旧库 %n 份", "", number),
            "paper": translate("RightsLeaf", "已交付的证书 %n 张", "", number),
        }[kind]
        if days:
            text = translate("RightsLeaf", "留：{what}，最晚至 {day}")
            yield text.format(what=what, day=max(days).isoformat())
        else:
            text = translate("RightsLeaf", "留：{what}，本程序收不回")
            yield text.format(what=what)


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
