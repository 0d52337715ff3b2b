"""Everything that is kept of one person, for that person (个人信息副本).

One reading of the records gives a `DataCopy`; it is spelled as JSON with Chinese names
and drawn as a paper with the same sections in the same order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.data_copy_rows import Reader
from carbon_points.certificates.gathering import Gathering
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.participants.models import Participant
from carbon_points.participants.service import refuse_stranger
from carbon_points.rulebook.service import current
from carbon_points.security import service as security
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from carbon_points.certificates.slip import Head
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

RIGHT: Final = "participant copy"
ACT: Final = "data-copy"
FORMAT: Final = "carbon-points/data-copy/1"
TITLE: Final = "个人信息副本"
_MODE: Final = 0o600
"""From the first byte on: nobody else of this computer reads it."""

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DataCopy:
    """What is kept of a person: sections of records, each a name and a value."""

    head: Head
    participant_id: int
    sections: Mapping[str, list[Record]]

    def document(self) -> dict[str, Any]:
        """As plain values: integers and text."""
        return {
            "格式": FORMAT,
            "说明": NOTE,
            "地区": self.head.district,
            "制作时间": self.head.at.isoformat(timespec="seconds"),
            "经办人": self.head.operator,
            "演示数据": self.head.demo,
            "参与者编号": id_text(self.participant_id),
            **self.sections,
        }


@dataclass(frozen=True, slots=True)
class Copied:
    """The two files of a copy, which belong to the person and to nobody else."""

    participant_id: int
    pdf: Path
    json: Path
    records: int


NOTE: Final = (
    "本副本列出本系统保存的关于您的全部信息；由这些内容推算出的检索键、汇总与校验值，"
    "以及尚未签署的审核草稿，不另列出；凭证文件可向服务台索取。您可以要求更正、撤回同意，"
    "或注销并匿名化；编号、克数与账目等核算数据在匿名化后仍保留，但不再指向您本人。"
)
"""What a copy says of itself."""


def gather(db: Database, caller: Caller, participant_id: int, reason: str) -> DataCopy:
    """Read everything of a person; the operation log says that it was done, and why.

    Raises:
        RefusedError: REASON_MISSING, PARTICIPANT_UNKNOWN or ALREADY_ERASED.
        NotAllowedError: by role, or OTHER_SUBDISTRICT.
    """
    if not reason.strip():
        raise RefusedError("REASON_MISSING")
    ask_first(db, RIGHT, caller)
    book = current(db, caller)
    with db.writing() as session:
        by = permitted(session, RIGHT, caller)
        person = session.get(Participant, participant_id)
        if person is None:
            raise RefusedError("PARTICIPANT_UNKNOWN", value=id_text(participant_id))
        refuse_stranger(session, by, person)
        if person.state == "erased":
            raise RefusedError("ALREADY_ERASED", value=id_text(participant_id))
        security.log(session, by, ACT, id_text(participant_id), reason.strip())
    with db.reading() as session:
        head = Gathering(session, db, book, by).head(participant_id)
        sections = Reader(session, db, book).sections(participant_id)
    return DataCopy(head, participant_id, sections)


def copy_data(
    db: Database, caller: Caller, participant_id: int, folder: Path, reason: str
) -> Copied:
    """Write a person's copy as a PDF and as JSON into a folder.

    Raises:
        RefusedError: as `gather`.
        NotAllowedError: as `gather`.
        OSError: if the folder cannot be written to.
    """
    from carbon_points.certificates.data_copy_paper import data_copy_pdf  # noqa: PLC0415

    copy = gather(db, caller, participant_id, reason)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{TITLE}-{id_text(participant_id)}"
    pdf, plain = folder / f"{name}.pdf", folder / f"{name}.json"
    text = json.dumps(copy.document(), ensure_ascii=False, indent=1)
    write_whole(plain, text.encode(), mode=_MODE)
    write_whole(pdf, data_copy_pdf(copy)[0], mode=_MODE)
    records = sum(map(len, copy.sections.values()))
    return Copied(participant_id, pdf, plain, records)
