"""The sections of a person's copy, read from one view of the records."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.audit.reasons import reason_text
from carbon_points.certificates import desk_words
from carbon_points.certificates.data_copy_notes import moment
from carbon_points.certificates.data_copy_notes import Told
from carbon_points.certificates.held import certificates_of
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.common.units import exact_text
from carbon_points.common.units import MICRO
from carbon_points.crediting.account import account
from carbon_points.crediting.explain import explain
from carbon_points.evidence.persons import OF_PERSON
from carbon_points.methodology.texts import texts_of
from carbon_points.participants.models import Consent
from carbon_points.participants.models import Participant
from carbon_points.places.queries import place_name
from carbon_points.security.service import operators

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from carbon_points.certificates.data_copy_notes import More
    from carbon_points.crediting.account import AccountAction
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.storage.engine import Database

Record = dict[str, Any]

_KINDS: Final = {"resident": "居民", "sme": "中小微企业"}
_STATES: Final = {
    "open": "正常",
    "frozen": "已冻结",
    "closed": "已销户",
    "merged": "已合并",
}
_VALIDITY: Final = {"valid": "有效", "revoked": "已作废", "replaced": "已被替换"}
_PURPOSES: Final = {"programme": "参与碳普惠、核算与证书"}
_SEGMENT: Final = {
    "meter_id": "电表",
    "start": "起码",
    "end": "止码",
    "ct": "互感器倍率",
    "rollover": "过零",
    "max": "满度",
}
_PLATE: Final = {
    "account_number": "户号",
    "rated_kw": "额定功率（千瓦）",
    "annual_kwh": "年用电量（千瓦时）",
}
_FILES: Final = text(f"""
SELECT DISTINCT e.name, e.size, e.sha256, e.added_at, l.subject_kind, e.stored_as
FROM evidence e JOIN evidence_link l ON l.evidence_id = e.id
WHERE {OF_PERSON}
ORDER BY e.id""")  # noqa: S608  (our own words)
_DEVICES: Final = text("SELECT * FROM installation WHERE participant_id = :person")
_READINGS: Final = text("""
SELECT r.read_on, r.meter_id, r.value_e6, i.device_key FROM reading r
JOIN installation i ON i.id = r.installation_id
WHERE i.participant_id = :person ORDER BY r.read_on, r.id""")


class Reader:
    """Reads one person's records from one view of the data."""

    def __init__(self, session: Session, db: Database, book: Rulebook) -> None:
        self._session = session
        self._db = db
        self._book = book
        self._known = {each.name: each.display_name for each in operators(session)}
        self._told = Told(session, self._known)

    def sections(self, person: int) -> dict[str, list[Record]]:
        """Everything, in the order in which the paper tells it."""
        held = account(self._session, person)
        return {
            "基本信息": [self._file(person)],
            "授权记录": list(self._consents(person)),
            "设施": list(self._devices(person)),
            "抄表读数": list(self._readings(person)),
            "减排行为": list(self._actions(person, reversed(held.actions))),
            "积分账": [
                {
                    "日期": each.day.isoformat(),
                    "事由": desk_words.movement(each.cause, ()),
                    "积分": each.points,
                    "余额": each.balance,
                    "分录编号": id_text(each.entry_id),
                }
                for each in held.entries
            ],
            "证书": list(self._certificates(person)),
            "凭证文件": list(self._files(person)),
            "积分余数": list(self._told.remainders(person)),
            "审核记录": list(self._told.notes(person)),
            "疑似同一人标记": list(self._told.twins(person)),
            "打印记录": list(self._told.prints(person)),
            "未完成的表单": list(self._told.forms(self._db, person)),
            "谁查看或修改过": list(self._told.looks(person)),
        }

    def _file(self, person: int) -> Record:
        who = self._session.get_one(Participant, person)
        sealed = who.identity_sealed
        sealer = self._db.sealer_in(self._session)
        number = "" if sealed is None else sealer.open(who.id, sealed)
        resident = who.kind == "resident"
        return {
            "类别": _KINDS.get(who.kind, who.kind),
            "状态": _STATES.get(who.state, who.state),
            "姓名" if resident else "名称": who.name,
            "证件号码" if resident else "统一社会信用代码": number,
            "电话": who.phone,
            "骑行平台账号": who.platform_account,
            "街道": place_name(self._session, who.subdistrict_id),
            "社区": place_name(self._session, who.community_id),
            "登记日期": _day(who.registered_on),
            "联系人": who.contact,
            "行业": who.industry,
            "规模": who.size_class,
            "备注": who.note,
            "登记方式": "批量导入" if who.batch_id else "服务台登记",
        }

    def _consents(self, person: int) -> Iterator[Record]:
        own = select(Consent).where(Consent.participant_id == person)
        for row in self._session.scalars(own.order_by(Consent.id)):
            yield {
                "授权日期": _day(row.given_on),
                "文本版本": row.text_version,
                "用途": _PURPOSES.get(row.purpose, row.purpose),
                "代办人": row.proxy_name,
                "与本人关系": row.proxy_relation,
                "撤回日期": _day(row.withdrawn_on),
            }

    def _devices(self, person: int) -> Iterator[Record]:
        for row in self._session.execute(_DEVICES, {"person": person}):
            plate = msgspec.msgpack.decode(row.rated, type=dict[str, str])
            yield {
                "设施编号": id_text(row.id),
                "方法学": self._named(row.methodology),
                "设备编号": row.device_key,
                "户号": row.account_number,
                "投运日期": _day(row.commissioned_on),
                "状态": "在用" if row.state == "live" else "已停用",
                "铭牌参数": self._plate(row.methodology, plate),
            }

    def _readings(self, person: int) -> Iterator[Record]:
        for row in self._session.execute(_READINGS, {"person": person}):
            yield {
                "抄表日期": _day(row.read_on),
                "电表": row.meter_id,
                "止码_千瓦时": exact_text(Fraction(row.value_e6, MICRO)),
                "设备编号": row.device_key,
            }

    def _actions(self, person: int, rows: Iterable[AccountAction]) -> Iterator[Record]:
        decided, more = self._told.decisions(person), self._told.more(person)
        for row in rows:
            yield self._action(row, more[row.action_id]) | {
                "审核经过": decided.get(row.action_id, []),
                "填报内容": self._inputs(row.action_id),
            }

    def _action(self, row: AccountAction, more: More) -> Record:
        found = self._methodology(row.methodology)
        texts = texts_of(found, "zh") if found else None
        flags = [texts.flag(one) if texts else one for one in row.flags]
        why = texts.error(row.code) if texts and row.code else row.code
        return {
            "日期": row.day.isoformat(),
            "方法学": self._named(row.methodology),
            "减排量_毫克": row.reduction_mg,
            "积分": row.points,
            "状态": desk_words.state(row.state),
            "原因": " ".join(filter(None, (why, reason_text(row.reason)))),
            "审核人": self._told.name(row.decided_by),
            "记录编号": id_text(row.action_id),
            "提示": "；".join(flags),
            "更正自": more.replaces,
            "公示编号": more.notice,
        }

    def _inputs(self, action_id: int) -> Record:
        try:
            found = explain(self._session, self._book, action_id)
        except UserError:  # its methodology is not installed here any more
            return {}
        texts = texts_of(found.methodology, "zh")
        given = {
            name: value for name, value in found.inputs.items() if value is not None
        }
        words = {field.name for field in found.version.fields if field.choices}
        return {
            _with_unit(texts.field(name), texts.unit(name)): (
                texts.choice(name, value)
                if name in words and isinstance(value, str)
                else _readable(value)
            )
            for name, value in given.items()
        }

    def _methodology(self, name: str) -> Methodology | None:
        versions = self._book.versions.values()
        return next((each for each, _ in versions if each.id == name), None)

    def _named(self, methodology: str) -> str:
        found = self._methodology(methodology)
        return texts_of(found, "zh").short_name if found else methodology

    def _plate(self, methodology: str, plate: dict[str, str]) -> Record:
        found = self._methodology(methodology)
        texts = texts_of(found, "zh") if found else None
        return {
            _PLATE.get(name) or (texts.field(name) if texts else name): value
            for name, value in plate.items()
        }

    def _certificates(self, person: int) -> Iterator[Record]:
        ended = self._told.ended(person)
        for row in certificates_of(self._session, person):
            yield {
                "证书编号": row.serial,
                "签发日期": _day(row.issued_on),
                "期间": f"{_day(row.period_from)} 至 {_day(row.period_to)}",
                "效力": _VALIDITY.get(row.validity, row.validity),
                "被替换为": row.replaced_by,
                "打印次数": row.prints,
                **ended.get(row.serial, {}),
            }

    def _files(self, person: int) -> Iterator[Record]:
        for row in self._session.execute(_FILES, {"person": person}):
            shared = row.subject_kind == "batch"
            yield {
                "文件名": row.name,
                "收入时间": moment(row.added_at),
                "字节": row.size,
                "内容": "多人的导入文件" if shared else "与您有关的凭证",
                "是否仍保存": "是" if row.stored_as else "已按规定删除，只留摘要",
                "SHA-256": row.sha256.hex(),
            }


def _with_unit(label: str, unit: str) -> str:
    return f"{label}（{unit}）" if unit else label


def _readable(value: Any) -> Any:
    """A value with Chinese names, where it is made of several."""
    if not isinstance(value, list):
        return value
    return [
        {_SEGMENT.get(name, name): each for name, each in part.items()}
        for part in value
    ]


def _day(number: int | None) -> str:
    return "" if number is None else from_day_number(number).isoformat()
