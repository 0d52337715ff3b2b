"""Papers in the file of a scenario count only with a file to show."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.evidence.service import read
from carbon_points.scenarios.documents import attach_files
from carbon_points.scenarios.documents import documents_of
from carbon_points.scenarios.documents import file_document
from carbon_points.scenarios.documents import NewDocument
from carbon_points.scenarios.requirements import requirements
from carbon_points.scenarios.verifications import note_verification
from carbon_points.scenarios.withdrawals import withdraw_document
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding
from tests.districts import AS_OF
from tests.districts import as_of
from tests.scenarios.life import hand_in
from tests.scenarios.life import paper
from tests.scenarios.life import PAPERS
from tests.scenarios.life import SPRING

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def lacking(db: Database, day: dt.date = AS_OF) -> dict[str, str]:
    with db.reading() as session:
        found = requirements(session, "life", day)
    return {each.kind.id: each.why for each in found if not each.held}


def test_an_empty_file_lacks_what_only_papers_can_show(empty: Database) -> None:
    found = lacking(empty)

    assert found == {
        **dict.fromkeys(PAPERS, "NO_PAPER"),
        "publication": "NO_NOTICE",
        "verify": "NOT_VERIFIED",
    }


def test_a_paper_without_its_file_does_not_count(
    empty: Database, tmp_path: Path
) -> None:
    number = hand_in(empty, "plan")
    before = lacking(empty)["plan"]

    done = attach_files(empty, as_of("auditor"), number, [paper(tmp_path, "方案")])

    assert before == "NO_FILE"
    assert done.files == ("方案.txt",)
    assert "plan" not in lacking(empty)


def test_the_file_comes_back_as_it_was_handed_in_with_its_claim(
    empty: Database, tmp_path: Path
) -> None:
    scan = paper(tmp_path, "执照")

    hand_in(empty, "mandate", scan, scan)

    with empty.reading() as session:
        [found] = documents_of(session, "life")
    [file] = found.files
    assert read(empty, file.evidence_id) == scan.read_bytes()
    assert (file.name, file.size) == ("执照.txt", scan.stat().st_size)
    assert found.claim == "承办单位依法设立并受委托承办本场景"
    assert found.counts


def test_a_newer_version_replaces_the_older_until_it_is_taken_back(
    empty: Database, tmp_path: Path
) -> None:
    old = hand_in(empty, "privacy", paper(tmp_path, "一"))
    files = (paper(tmp_path, "二"),)
    new = NewDocument("privacy", "第二版", SPRING, replaces=old, files=files)
    fresh = file_document(empty, as_of("auditor"), "life", new).document_id
    with empty.reading() as session:
        replaced = [each.in_force for each in documents_of(session, "life")]

    withdraw_document(empty, as_of("auditor"), fresh, "扫描不清")

    with empty.reading() as session:
        found = documents_of(session, "life")
    assert replaced == [False, True]
    assert [each.in_force for each in found] == [True, False]
    assert found[1].withdrawn == "扫描不清"


def test_a_paper_counts_from_its_own_day_on(empty: Database, tmp_path: Path) -> None:
    hand_in(empty, "plan", paper(tmp_path, "方案"), day=AS_OF)

    assert lacking(empty, AS_OF - dt.timedelta(days=1))["plan"] == "NO_PAPER"
    assert "plan" not in lacking(empty)


def test_what_cannot_be_a_paper_of_the_scenario_is_refused(
    empty: Database, tmp_path: Path
) -> None:
    auditor = as_of("auditor")
    tomorrow = AS_OF + dt.timedelta(days=1)
    wrong = {
        "DOCUMENT_KIND": NewDocument("verify", "x", SPRING),
        "SCENARIO_TEXT_MISSING": NewDocument("plan", "  ", SPRING),
        "SCENARIO_TEXT_LONG": NewDocument("plan", "长" * 2001, SPRING),
        "SCENARIO_DAY_AHEAD": NewDocument("plan", "x", tomorrow),
        "DOCUMENT_METHODOLOGY": NewDocument("plan", "x", SPRING, methodology="cycling"),
        "DOCUMENT_UNKNOWN": NewDocument("plan", "x", SPRING, replaces=5),
        "EVIDENCE_UNREADABLE": NewDocument(
            "plan", "x", SPRING, files=(tmp_path / "nothing",)
        ),
    }

    for code, new in wrong.items():
        with pytest.raises(UserError, match=code):
            file_document(empty, auditor, "life", new)

    with empty.reading() as session:
        assert documents_of(session, "life") == ()


def test_a_file_without_content_proves_nothing_and_is_refused(
    empty: Database, tmp_path: Path
) -> None:
    blank = tmp_path / "空.pdf"
    blank.write_bytes(b"")

    with pytest.raises(RefusedError) as caught:
        hand_in(empty, "plan", blank)

    assert caught.value.details == {"file": "空.pdf"}
    with pytest.raises(UserError, match="EVIDENCE_UNREADABLE"):
        hand_in(empty, "plan", tmp_path)


def test_a_decision_names_a_methodology_of_the_scenario(empty: Database) -> None:
    kind = "methodology_decisions"
    own = NewDocument(kind, "采用骑行", SPRING, methodology="cycling")
    foreign = NewDocument(kind, "采用光伏", SPRING, methodology="rooftop_pv")

    file_document(empty, as_of("auditor"), "life", own)

    with pytest.raises(RefusedError, match="DOCUMENT_METHODOLOGY"):
        file_document(empty, as_of("auditor"), "life", foreign)


def test_only_an_auditor_writes_and_nothing_can_be_rewritten(
    empty: Database, tmp_path: Path
) -> None:
    hand_in(empty, "plan", paper(tmp_path, "方案"))

    for who in ("worker", "admin", "viewer"):
        with pytest.raises(NotAllowedError, match="ROLE"):
            note_verification(empty, as_of(who), [])
    with pytest.raises(IntegrityError, match="append-only"), empty.writing() as session:
        session.execute(text("UPDATE scenario_document SET title = 'x'"))
    with pytest.raises(IntegrityError, match="append-only"), empty.writing() as session:
        session.execute(text("DELETE FROM scenario_document_file"))


def test_taken_back_twice_or_unknown_is_refused(
    empty: Database, tmp_path: Path
) -> None:
    number = hand_in(empty, "plan")
    withdraw_document(empty, as_of("auditor"), number, "录错")

    with pytest.raises(RefusedError, match="DOCUMENT_WITHDRAWN"):
        withdraw_document(empty, as_of("auditor"), number, "录错")
    with pytest.raises(RefusedError, match="DOCUMENT_WITHDRAWN"):
        attach_files(empty, as_of("auditor"), number, [paper(tmp_path, "后补")])
    with pytest.raises(RefusedError, match="DOCUMENT_NO_FILE"):
        attach_files(empty, as_of("auditor"), number, [])
    with pytest.raises(UserError, match="DOCUMENT_UNKNOWN"):
        withdraw_document(empty, as_of("auditor"), number + 1, "录错")


def test_a_verification_counts_while_it_is_fresh_and_clean(empty: Database) -> None:
    finding = Finding("X", "坏", "bad")
    later = AS_OF + dt.timedelta(days=32)
    note_verification(empty, as_of("auditor"), [Check("a", 1)])
    clean = lacking(empty).get("verify", "")
    old = lacking(empty, later)["verify"]

    note_verification(empty, as_of("auditor"), [Check("a", 1, finding), Check("b", 1)])

    assert (clean, old) == ("", "VERIFY_OLD")
    assert lacking(empty)["verify"] == "VERIFY_FAILED"
