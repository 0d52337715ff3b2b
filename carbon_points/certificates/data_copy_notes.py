"""What others wrote, decided, printed and looked at about one person."""

from __future__ import annotations

import json
from typing import Any
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.audit.reasons import reason_text
from carbon_points.common.days import from_day_number
from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.participants.models import Participant
from carbon_points.participants.words import words_of
from carbon_points.security import drafts
from carbon_points.security.journal import act_words
from carbon_points.security.models import FormDraft
from carbon_points.security.models import OperationLog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.storage.engine import Database

Record = dict[str, Any]

_PAPERS: Final = {
    "slip": "办理凭条",
    "passbook": "存折",
    "consent": "授权书",
    "explanation": "核算说明",
    "certificate": "证书",
    "data_copy": "个人信息副本",
}
_PRINTED: Final = {
    "queued": "等待打印",
    "sent": "已送打印机",
    "confirmed": "已出纸",
    "saved": "已存文件",
    "failed": "未成功",
}
_STEPS: Final = {
    "right": "抽查无误",
    "wrong": "抽查有误",
    "corrected": "已更正",
    "closed": "已办结",
    "dismissed": "核实无误",
}
_GROUPS: Final = {"event": "逐次行为", "installation": "设施"}
_DECIDED: Final = {
    "approval": "通过",
    "stocktaking": "摸底计入",
    "rejection": "驳回",
    "withdrawal": "撤销",
    "reversal": "冲正",
    "freeze": "冻结",
    "release": "解冻",
    "correction": "更正",
}
_TWIN: Final = {"open": "待核实", "dismissed": "不是同一人", "merged": "已合并"}

_DECISIONS: Final = text("""
SELECT d.action_id, b.kind, d.reason, d.points, b.decided_at, b.operator,
  b.second_operator
FROM decision d JOIN decision_batch b ON b.id = d.batch_id
JOIN action a ON a.id = d.action_id WHERE a.participant_id = :person ORDER BY d.id""")
_MORE: Final = text("""
SELECT a.id, a.replaces_id, (SELECT MAX(l.notice_id) FROM pool_member m
  JOIN pool_lot l ON l.id = m.lot_id WHERE m.action_id = a.id) AS notice_id
FROM action a WHERE a.participant_id = :person""")
_PRINTS: Final = text("""
SELECT at, operator, paper, printer, copies, state FROM print_job
WHERE participant_id = :person ORDER BY id""")
_NOTES: Final = text("""
SELECT f.at, f.operator, f.reason, f.note, f.action_id FROM audit_finding f
JOIN action a ON a.id = f.action_id WHERE a.participant_id = :person
UNION ALL
SELECT t.at, t.operator, t.step, t.note, f.action_id
FROM audit_finding_step t JOIN audit_finding f ON f.id = t.finding_id
JOIN action a ON a.id = f.action_id WHERE a.participant_id = :person
UNION ALL
SELECT s.at, s.operator, s.step || ' ' || s.reason, s.note, s.action_id
FROM audit_sample_step s JOIN action a ON a.id = s.action_id
WHERE a.participant_id = :person ORDER BY 1""")
_TWINS: Final = text("""
SELECT at, operator, state, reason FROM merge_mark
WHERE :person IN (participant_id, other_id) ORDER BY id""")
_ENDED: Final = text("""
SELECT w.serial, w.revoked_on, w.reason FROM certificate_withdrawal w
JOIN certificate c ON c.id = w.certificate_id
WHERE c.participant_id = :person ORDER BY w.id""")
_REMAINDERS: Final = text("""
SELECT points_group, remainder_mg FROM credit_remainder
WHERE participant_id = :person ORDER BY points_group""")
_OWN: Final = (
    text("SELECT id FROM action WHERE participant_id = :person"),
    text("SELECT id FROM installation WHERE participant_id = :person"),
)
_SERIALS: Final = text("SELECT serial FROM certificate WHERE participant_id = :person")
_AT_ONCE: Final = 500


class More(NamedTuple):
    """What an action's record says besides what the account tells of it."""

    replaces: str
    notice: str


class Told:
    """Reads what was written about one person from one view of the data."""

    def __init__(self, session: Session, known: Mapping[str, str]) -> None:
        self._session = session
        self._known = known

    def name(self, operator: str) -> str:
        """As people know an operator; a decision joins two of them."""
        return "、".join(self._known.get(one, one) for one in operator.split("+"))

    def decisions(self, person: int) -> dict[int, list[Record]]:
        """Every decision on the person's actions, by action, the oldest first."""
        found: dict[int, list[Record]] = {}
        for row in self._rows(_DECISIONS, person):
            both = "+".join(filter(None, (row.operator, row.second_operator)))
            told = {
                "时间": moment(row.decided_at),
                "决定": _DECIDED.get(row.kind, row.kind),
                "理由": reason_text(row.reason),
                "积分": row.points,
                "人员": self.name(both),
            }
            found.setdefault(row.action_id, []).append(told)
        return found

    def more(self, person: int) -> dict[int, More]:
        """What each action corrects, and which notice announced it."""
        return {
            row.id: More(_id(row.replaces_id), _id(row.notice_id))
            for row in self._rows(_MORE, person)
        }

    def ended(self, person: int) -> dict[str, Record]:
        """When and why certificates were revoked, by serial."""
        return {
            row.serial: {
                "作废日期": from_day_number(row.revoked_on).isoformat(),
                "作废原因": row.reason,
            }
            for row in self._rows(_ENDED, person)
        }

    def remainders(self, person: int) -> Iterator[Record]:
        """What has not become a whole point yet."""
        for row in self._rows(_REMAINDERS, person):
            group = _GROUPS.get(row.points_group, row.points_group)
            yield {"积分类别": group, "余数_毫克": row.remainder_mg}

    def notes(self, person: int) -> Iterator[Record]:
        """What auditors found of the person's actions, and what became of it."""
        for at, operator, reason, note, action in self._rows(_NOTES, person):
            step, _, more = reason.partition(" ")
            yield {
                "时间": moment(at),
                "人员": self.name(operator),
                "结论": " ".join(map(_said, filter(None, (step, more)))),
                "说明": note,
                "记录编号": id_text(action),
            }

    def twins(self, person: int) -> Iterator[Record]:
        """Who was thought to be the same person."""
        for row in self._rows(_TWINS, person):
            yield {
                "时间": moment(row.at),
                "人员": self.name(row.operator),
                "状态": _TWIN.get(row.state, row.state),
                "理由": row.reason,
            }

    def prints(self, person: int) -> Iterator[Record]:
        """What was printed or saved for the person."""
        for row in self._rows(_PRINTS, person):
            yield {
                "时间": moment(row.at),
                "人员": self.name(row.operator),
                "纸面": _PAPERS.get(row.paper, row.paper),
                "份数": row.copies,
                "去向": "打印" if row.printer else "另存文件",
                "结果": _PRINTED.get(row.state, row.state),
            }

    def looks(self, person: int) -> Iterator[Record]:
        """Who looked at, changed, marked or handed out something of the person."""
        for row in self._looked(person):
            yield {
                "时间": moment(row.at),
                "人员": self.name(row.operator),
                "事项": act_words(row.act, english=False),
                "理由": row.reason,
                "对象": "" if row.subject == id_text(person) else row.subject,
            }

    def forms(self, db: Database, person: int) -> Iterator[Record]:
        """Forms that somebody began about the person and did not finish."""
        who = self._session.get_one(Participant, person)
        own = words_of(self._session, db.sealer_in(self._session), who)
        words = own.distinct.with_more([id_text(person), str(person)])
        query = select(FormDraft).order_by(FormDraft.at)
        for draft in self._session.scalars(query):
            try:
                plain = drafts.opened(db, draft)
            except InvalidTag:  # nobody can read it, the person neither
                continue
            if words.named_in(json.dumps(json.loads(plain), ensure_ascii=False)):
                yield {"时间": moment(draft.at), "人员": self.name(draft.operator)}

    def _looked(self, person: int) -> list[OperationLog]:
        """Rows about the person, the person's records and papers, or a pair."""
        which = id_text(person)
        subjects = [which, *self._session.scalars(_SERIALS, {"person": person})]
        for query in _OWN:
            subjects += map(id_text, self._session.scalars(query, {"person": person}))
        found: dict[int, OperationLog] = {}
        pair = OperationLog.subject
        parts = range(0, len(subjects), _AT_ONCE)
        wanted = [
            or_(pair.like(f"{which}/%"), pair.like(f"%/{which}")),
            *(pair.in_(subjects[start : start + _AT_ONCE]) for start in parts),
        ]
        for each in wanted:
            rows = self._session.scalars(select(OperationLog).where(each))
            found |= {row.id: row for row in rows}
        return [found[row_id] for row_id in sorted(found)]

    def _rows(self, query: Any, person: int) -> list[Any]:
        return list(self._session.execute(query, {"person": person}))


def moment(at: int) -> str:
    """A moment as people of the district read it."""
    return local_moment(at).isoformat(sep=" ", timespec="seconds")


def _said(word: str) -> str:
    """A step, or the code of a reason, in words."""
    return _STEPS.get(word) or reason_text(word)


def _id(number: int | None) -> str:
    return "" if number is None else id_text(number)
