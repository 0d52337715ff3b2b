"""What was entered wrongly into the file of a scenario: it stays and counts no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.scenarios.models import ScenarioDocument
from carbon_points.scenarios.models import ScenarioNotice
from carbon_points.scenarios.models import ScenarioWithdrawal
from carbon_points.scenarios.recording import recording
from carbon_points.scenarios.recording import said

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


def withdrawn(session: Session, subject: str) -> dict[int, str]:
    """What was taken back among the documents or notices, with the reason."""
    query = select(ScenarioWithdrawal.subject_id, ScenarioWithdrawal.reason)
    rows = session.execute(query.where(ScenarioWithdrawal.subject == subject))
    return {row_id: reason for row_id, reason in rows}  # noqa: C416  (a Row is no pair)


def withdraw_document(
    db: Database, caller: Caller, document_id: int, reason: str
) -> None:
    """Say that a document was entered wrongly; it and its files stay on record.

    Raises:
        UserError: DOCUMENT_UNKNOWN.
        RefusedError: DOCUMENT_WITHDRAWN, SCENARIO_TEXT_MISSING, SCENARIO_TEXT_LONG.
    """
    with recording(db, caller, "scenario document", (ScenarioWithdrawal,)) as act:
        if act.session.get(ScenarioDocument, document_id) is None:
            raise UserError("DOCUMENT_UNKNOWN", value=id_text(document_id))
        if document_id in withdrawn(act.session, "document"):
            raise RefusedError("DOCUMENT_WITHDRAWN", value=id_text(document_id))
        act.add(
            ScenarioWithdrawal,
            subject="document",
            subject_id=document_id,
            reason=said(reason, "reason"),
        )


def withdraw_notice(db: Database, caller: Caller, notice_id: int, reason: str) -> None:
    """Say that a notice was entered wrongly; it and its objections stay on record.

    Raises:
        UserError: SCENARIO_NOTICE_UNKNOWN.
        RefusedError: SCENARIO_NOTICE_WITHDRAWN, SCENARIO_TEXT_MISSING,
            SCENARIO_TEXT_LONG.
    """
    with recording(db, caller, "scenario notice", (ScenarioWithdrawal,)) as act:
        if act.session.get(ScenarioNotice, notice_id) is None:
            raise UserError("SCENARIO_NOTICE_UNKNOWN", value=id_text(notice_id))
        if notice_id in withdrawn(act.session, "notice"):
            raise RefusedError("SCENARIO_NOTICE_WITHDRAWN", value=id_text(notice_id))
        act.add(
            ScenarioWithdrawal,
            subject="notice",
            subject_id=notice_id,
            reason=said(reason, "reason"),
        )
