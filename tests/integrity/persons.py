"""Where the schema holds people, decided table by table.

`OF_PEOPLE` says of each table that can be reached from a participant where the person's
copy shows it, or why it does not; `OF_NOBODY` says why no row of a table belongs to
anybody. A table or a column of text that stands in neither makes a test fail: whoever
adds one decides both, what the person sees of it and what an erasure does with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import LargeBinary
from sqlalchemy import select
from sqlalchemy import String

from carbon_points.common.ids import id_text
from carbon_points.migrations.metadata import METADATA
from carbon_points.storage.typed_text import TypedText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Column
    from sqlalchemy import Table
    from sqlalchemy.orm import Session

PARTICIPANT: Final = "participant"


@dataclass(frozen=True, slots=True)
class Held:
    """What becomes of one table's rows of a person."""

    section: str = ""
    """Of the copy; empty if the rows are not in it, then `why` tells."""

    why: str = ""
    exact: bool = True
    """As many records in the section as rows; else the rows are told with others."""

    words: str = ""
    """Columns of text or bytes that can hold words of a person: erasing empties them.
    """

    others: str = ""
    """Columns that hold codes, digests and words of the program alone."""


OF_PEOPLE: Final[dict[str, Held]] = {
    "participant": Held(
        "基本信息",
        words="name phone phone_reversed platform_account identity_sealed"
        " identity_token tail_token identity_masked identity_salt contact industry"
        " size_class note",
        others="kind state identity_digest",
    ),
    "consent": Held(
        "授权记录", words="proxy_name proxy_relation", others="purpose text_version"
    ),
    "search_key": Held(why="made of the name", words="key", others="kind"),
    "merge_mark": Held("疑似同一人标记", words="reason", others="state operator"),
    "installation": Held(
        "设施",
        words="device_key account_number rated",
        others="methodology state",
    ),
    "reading": Held("抄表读数", words="meter_id"),
    "action": Held("减排行为", words="inputs context", others="flags code"),
    "action_correction": Held("减排行为", exact=False),
    "rule_change_line": Held("减排行为", exact=False, others="code"),
    "decision": Held("减排行为", exact=False, words="reason"),
    "ledger_month_correction": Held(why="in which month sums count an action"),
    "pool_member": Held("减排行为", exact=False),
    "credit_remainder": Held("积分余数", others="points_group"),
    "ledger_account": Held("积分账", exact=False, others="kind methodology"),
    "ledger_posting": Held("积分账", exact=False),
    "certificate": Held(
        "证书",
        words="content",
        others="serial state validity replaced_by file_name file_sha256",
    ),
    "certificate_withdrawal": Held(
        "证书", exact=False, words="reason", others="serial operator"
    ),
    "passbook": Held(why="how far the passbook is printed"),
    "print_job": Held("打印记录", others="operator paper subject printer state"),
    "evidence": Held("凭证文件", words="name", others="sha256 stored_as"),
    "evidence_link": Held("凭证文件", exact=False, others="subject_kind"),
    "evidence_photo": Held(why="made of the picture"),
    "evidence_dropped": Held("凭证文件", exact=False, others="cause"),
    "audit_finding": Held(
        "审核记录", exact=False, words="note", others="reason operator"
    ),
    "audit_finding_step": Held(
        "审核记录", exact=False, words="note", others="step operator"
    ),
    "audit_sample_step": Held(
        "审核记录", exact=False, words="note", others="step reason operator"
    ),
    "audit_sample_item": Held(
        why="drawn by lot and not looked at yet", others="stratum"
    ),
    "audit_mark": Held(
        why="an auditor's work that is not signed",
        words="reason",
        others="operator verb",
    ),
    "audit_first": Held(why="signed by one of two", others="operator"),
    "operation_log": Held(
        "谁查看或修改过",
        words="reason",
        others="operator act subject salt reason_digest",
    ),
    "form_draft": Held("未完成的表单", words="content", others="operator form"),
    "stat_presence": Held(why="counts of actions that are told one by one"),
    "erasure": Held(why="after it there is no copy", others="reason"),
}

OF_NOBODY: Final[dict[str, str]] = {
    "adoption": "methodologies",
    "audit_sample": "the plan of a sample",
    "backup_run": "files",
    "chain_part": "digests",
    "chain_record": "digests, and who signed",
    "chain_redaction": "digests",
    "decision_batch": "who decided; told with each action",
    "factor_set": "factors",
    "import_batch": "a file of many; erasing hides a name in its name",
    "key_edition": "public keys",
    "ledger_closed_month": "months",
    "ledger_entry": "the head of postings; its cause names a record, nobody",
    "log_release": "numbers",
    "log_seal": "digests",
    "methodology_version": "methodologies",
    "operator": "who works here, by a contract of employment",
    "place": "places",
    "plan_value": "the plan's figures",
    "pool_answer": "to the public; erasing hides a name in it",
    "pool_batch": "sums",
    "pool_cancelling": "notices; erasing hides a name in it",
    "pool_disposal": "enterprises",
    "pool_disposal_line": "sums",
    "pool_disposal_step": "enterprises",
    "pool_enterprise": "enterprises",
    "pool_lot": "sums",
    "pool_notice": "public",
    "pool_objection": "whoever objects is not linked; erasing hides a name in it",
    "pool_use": "enterprises",
    "pool_use_line": "sums",
    "retention_run": "numbers",
    "rule_change": "rules",
    "rule_change_step": "rules",
    "scenario_answer": "to the public; erasing hides a name in it",
    "scenario_detail": "the host of a scenario",
    "scenario_document": "documents of the bureau",
    "scenario_document_file": "documents of the bureau",
    "scenario_notice": "public",
    "scenario_objection": "whoever objects is not linked; erasing hides a name in it",
    "scenario_stage": "the course of a scenario",
    "scenario_target": "the course of a scenario",
    "scenario_verification": "checks",
    "scenario_withdrawal": "documents of the bureau",
    "secret": "sealed keys",
    "setting": "settings of the desk",
    "sign_in": "operators",
    "stat_cell": "sums",
    "stat_people": "sums",
    "stat_position": "a number",
}

_BY_NAME: Final = {
    f"{table}_id": table for table in ("participant", "action", "installation")
} | {
    "certificate_id": "certificate",
    "evidence_id": "evidence",
    "reading_id": "reading",
    "consent_id": "consent",
    "finding_id": "audit_finding",
    "decision_id": "decision",
    "account_id": "ledger_account",
    "origin_id": "action",
    "replaces_id": "action",
}
"""What a column names where no foreign key says it."""

_BESIDES: Final = {
    "ledger_account": "its owner may be a participant",
    "evidence": "through its links, whatever they name",
    "evidence_link": "by the kind of its subject",
    "operation_log": "by the text of its subject",
    "form_draft": "by what stands in it",
}
"""Tables of people that no column of numbers leads to."""

_SHARED: Final = frozenset(
    {"evidence_id", "sample_id", "document_id", "decision_id", "replaced_by"}
)
"""References from what belongs to nobody to a row that may be somebody's."""


def referred(table: Table, column: Column[Any]) -> str:
    """The table whose row a column names, empty if it names none."""
    for key in column.foreign_keys:
        return str(key.column.table.name)
    if column.name == table.primary_key.columns.keys()[0] == "id":
        return ""
    return _BY_NAME.get(column.name, "")


def reachable() -> set[str]:
    """Every table that a chain of references leads to from a participant."""
    found, before = {PARTICIPANT, *_BESIDES}, set[str]()
    while before != found:
        before = set(found)
        for table in METADATA.sorted_tables:
            for column in table.columns:
                if column.name in _SHARED and table.name in OF_NOBODY:
                    continue
                if referred(table, column) in found:
                    found.add(table.name)
    return found


def texts_of(table: Table) -> set[str]:
    """Columns in which a word can stand."""
    kinds = (String, LargeBinary, TypedText)
    return {each.name for each in table.columns if isinstance(each.type, kinds)}


def rows_of(session: Session, person: int) -> dict[str, list[Any]]:
    """Every row of every table that the references lead to from a person."""
    found: dict[str, dict[tuple[Any, ...], Any]] = {PARTICIPANT: {}}
    _take(session, found, PARTICIPANT, "id", [person])
    _take(session, found, "ledger_account", "owner", [person], kind="participant")
    before = 0
    while (now := sum(map(len, found.values()))) != before:
        before = now
        for name in OF_PEOPLE:
            for column in METADATA.tables[name].columns:
                known = found.get(referred(METADATA.tables[name], column), {})
                ids = [row.id for row in known.values() if hasattr(row, "id")]
                _take(session, found, name, column.name, ids)
        _links(session, found)
    subjects = [
        *(
            id_text(row.id)
            for name in ("participant", "action", "installation")
            for row in found.get(name, {}).values()
        ),
        *(row.serial for row in found.get("certificate", {}).values()),
        *(
            f"{id_text(row.participant_id)}/{id_text(row.other_id)}"
            for row in found.get("merge_mark", {}).values()
        ),
    ]
    _take(session, found, "operation_log", "subject", subjects)
    return {name: list(rows.values()) for name, rows in found.items() if rows}


def _links(session: Session, found: dict[str, dict[tuple[Any, ...], Any]]) -> None:
    """Files by what they are linked to, and nobody's files by none."""
    for kind in ("participant", "action", "installation"):
        ids = [row.id for row in found.get(kind, {}).values()]
        _take(session, found, "evidence_link", "subject_id", ids, subject_kind=kind)
    batches = {
        row.batch_id
        for name in ("participant", "action", "installation", "reading")
        for row in found.get(name, {}).values()
        if row.batch_id is not None
    }
    _take(session, found, "evidence_link", "subject_id", batches, subject_kind="batch")
    ids = [row.evidence_id for row in found.get("evidence_link", {}).values()]
    _take(session, found, "evidence", "id", ids)


def _take(
    session: Session,
    found: dict[str, dict[tuple[Any, ...], Any]],
    name: str,
    column: str,
    values: Iterable[Any],
    **fixed: str,
) -> None:
    wanted = list(values)
    if not wanted or (name == "evidence_link" and column == "evidence_id"):
        return
    table = METADATA.tables[name]
    query = select(table).where(table.c[column].in_(wanted))
    for key, value in fixed.items():
        query = query.where(table.c[key] == value)
    for row in session.execute(query):
        found.setdefault(name, {})[tuple(row)] = row
