"""What is kept of somebody is shown to them whole, and goes whole."""

from __future__ import annotations

import json
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.deciding import decide
from carbon_points.audit.deciding import mark
from carbon_points.audit.finding_rows import findings
from carbon_points.audit.findings import dismiss
from carbon_points.audit.findings import open_finding
from carbon_points.audit.findings import Opening
from carbon_points.certificates.data_copy import gather
from carbon_points.certificates.desk_paper import Paper
from carbon_points.certificates.forgetting import RUN_FILE
from carbon_points.certificates.print_log import note_print
from carbon_points.certificates.revoking import revoke
from carbon_points.certificates.service import issue
from carbon_points.certificates.service import print_run
from carbon_points.crediting.desk import log
from carbon_points.integrity.erasing import erase
from carbon_points.integrity.service import verify
from carbon_points.migrations.metadata import METADATA
from carbon_points.participants.editing import edit_details
from carbon_points.participants.models import Participant
from carbon_points.participants.service import reveal_identity
from carbon_points.participants.twins import mark_twin
from carbon_points.pool.objections import answer
from carbon_points.pool.objections import ObjectionForm
from carbon_points.pool.objections import raise_objection
from carbon_points.security import drafts
from tests.deeds import change_a_factor
from tests.deeds import drop_form
from tests.deeds import identity
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import as_of
from tests.integrity.persons import OF_NOBODY
from tests.integrity.persons import OF_PEOPLE
from tests.integrity.persons import reachable
from tests.integrity.persons import rows_of
from tests.integrity.persons import texts_of
from tests.pool.bureau import announced

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

ONE = person(1)
NAME = "欧阳珮珊"
WORDS = (
    *(NAME, "珮珊", "13900000001", "13900000001"[::-1], "13700000001", identity(1)),
    *(identity(1)[-8:], "U000000001", "0000000000001", "西苑九号楼"),
)
"""By which the person is known; nobody else of the district is."""


@pytest.fixture
def known(busy: Database, tmp_path: Path) -> Database:
    """Every table of people has a row of one person, and words wherever one fits."""
    desk, auditor = as_of("worker"), as_of("auditor")
    with busy.writing() as session:
        session.get_one(Participant, ONE).name = NAME
    edit_details(busy, desk, ONE, {"note": f"{NAME}住西苑九号楼", "phone": WORDS[4]})
    photo = tmp_path / f"{NAME}.txt"
    photo.write_text(f"{NAME} {identity(1)}", "utf-8")
    log(busy, desk, drop_form(1, grams=2222), [photo])
    reveal_identity(busy, auditor, ONE, f"核对{NAME}")
    mark_twin(busy, as_of("auditor"), ONE, person(2), f"{NAME}换了手机")
    drafts.save(busy, "worker", "service", {"name": NAME, "id": identity(1)}, 1)
    note_print(busy, desk, Paper("slip", b"", "凭条", "1", 1, ONE), "", 1, "saved")
    passbook = Paper("passbook", b"", "存折", "1-2@12-1", 1, ONE)
    note_print(busy, desk, passbook, "", 1, "saved")
    with busy.reading() as session:
        approved = "SELECT id FROM action WHERE participant_id = :who AND state = 3"
        first = session.scalars(text(approved), {"who": ONE}).all()[0]
        serial = session.scalars(text("SELECT serial FROM certificate")).one()
    _audited(busy, first)
    revoke(busy, as_of("auditor"), serial, f"{NAME}登记错误")
    issue(busy, as_of("worker"), [ONE], YEAR, tmp_path / "papers")
    _announced(busy)
    change_a_factor(busy)
    with busy.reading() as session:
        still = session.scalars(text(approved), {"who": ONE}).all()[-1:]
    mark(busy, as_of("auditor"), "reverse", still, f"R9:{NAME}申诉")
    return busy


def _audited(db: Database, first: int) -> None:
    note = f"{NAME}说没有骑车"
    open_finding(db, as_of("auditor"), Opening(first, "R1", note=note))
    with db.reading() as session:
        number = findings(session)[0].finding_id
    dismiss(db, as_of("auditor2"), number, f"{NAME}弄错了")


def _announced(db: Database) -> None:
    notice = announced(db, "cycling").notice_id
    said = ObjectionForm(notice, f"{NAME}反映骑行算重了")
    number = raise_objection(db, as_of("auditor"), said)
    answer(db, as_of("auditor"), number, f"已向{NAME}说明", upheld=False)


def everything(db: Database) -> str:
    """Every value of every table as one text."""
    with db.reading() as session:
        rows = [
            row
            for table in METADATA.sorted_tables
            for row in session.execute(table.select())
        ]
    return "\n".join(
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
        for row in rows
        for cell in row
    )


def shown(db: Database) -> dict[str, list[dict[str, Any]]]:
    """The sections of the person's copy."""
    return dict(gather(db, as_of("worker"), ONE, "本人申请").sections)


def test_every_table_is_decided_about() -> None:
    assert set(METADATA.tables) == {*OF_PEOPLE, *OF_NOBODY}
    assert not OF_PEOPLE.keys() & OF_NOBODY.keys()


def test_what_leads_to_a_person_belongs_to_people() -> None:
    assert reachable() - set(OF_PEOPLE) == set()


def test_every_column_of_text_of_people_is_decided_about() -> None:
    decided = {
        name: {*held.words.split(), *held.others.split()}
        for name, held in OF_PEOPLE.items()
    }

    assert decided == {name: texts_of(METADATA.tables[name]) for name in OF_PEOPLE}


def test_the_copy_shows_each_kind_of_record_or_a_reason_stands_here(
    known: Database,
) -> None:
    sections = shown(known)

    with known.reading() as session:
        rows = rows_of(session, ONE)
    told = {held.section for held in OF_PEOPLE.values()} - {""}
    assert told == set(sections)
    for name, held in OF_PEOPLE.items():
        assert held.section or held.why, name
        if name in rows and held.section:
            assert sections[held.section], name
        if held.section and held.exact and name != "form_draft":
            assert len(sections[held.section]) == len(rows.get(name, ())), name
    assert len(sections["未完成的表单"]) == 1


def test_this_district_has_a_row_of_nearly_every_kind(known: Database) -> None:
    with known.reading() as session:
        rows = rows_of(session, ONE)

    # Of these there is a row only where a month was closed, a file deleted, or somebody
    # erased; a draft is found by what stands in it, and what waits for a second
    # signature or was drawn by lot says nothing of anybody.
    assert set(OF_PEOPLE) - set(rows) == {
        *("ledger_month_correction", "evidence_dropped", "erasure", "form_draft"),
        *("audit_first", "audit_sample_item", "audit_sample_step", "evidence_photo"),
    }


def test_the_copy_says_what_was_written_about_the_person(known: Database) -> None:
    words = json.dumps(shown(known), ensure_ascii=False)

    for said in ("换了手机", "说没有骑车", "弄错了", "登记错误", "核对", "九号楼"):
        assert f"{said}" in words
    with known.reading() as session:
        reasons = "SELECT reason FROM decision d JOIN action a ON a.id = d.action_id"
        query = text(f"{reasons} WHERE a.participant_id = {ONE} AND reason != ''")
        for reason in session.scalars(query):
            assert reason in words


def test_after_an_erasure_no_column_of_any_table_holds_a_word(known: Database) -> None:
    before = everything(known)
    _decided(known)

    erase(known, as_of("auditor", second="auditor2"), ONE, "本人书面申请")

    after = everything(known)
    assert [word for word in WORDS if word in after] == []
    assert NAME in before
    found = verify(known, as_of("auditor"), recalculate=True)
    assert [check.name for check in found.checks if not check.ok] == []


def test_after_an_erasure_nothing_sealed_of_the_person_is_left(known: Database) -> None:
    _decided(known)

    erase(known, as_of("auditor", second="auditor2"), ONE, "本人书面申请")

    with known.reading() as session:
        rows = rows_of(session, ONE)
        assert not rows.keys() & {"search_key", "merge_mark", "passbook", "audit_mark"}
        assert drafts.load(known, "worker", "service") is None
        assert {row.stored_as for row in rows["evidence"] if row.name} == {
            row.stored_as for row in rows["evidence"] if row.stored_as
        }


def _decided(db: Database) -> None:
    """Nothing of the person waits any more, as an erasure asks."""
    with db.reading() as session:
        query = "SELECT id FROM action WHERE participant_id = :who AND state IN (1, 2)"
        waiting = session.scalars(text(query), {"who": ONE}).all()
        marked = session.scalars(text("SELECT COUNT(*) FROM audit_mark")).one()
    by = as_of("auditor2", second="auditor")
    decide(db, by, "approve", waiting)
    assert marked == 1


def test_an_id_number_in_a_remark_is_stored_as_on_paper(known: Database) -> None:
    number, desk = identity(2), as_of("worker")
    edit_details(known, desk, ONE, {"note": f"与{number}同住"})
    reveal_identity(known, as_of("auditor"), ONE, f"{number}来电")
    said = ObjectionForm(announced(known, "rooftop_pv").notice_id, f"{number}重复")
    raise_objection(known, as_of("auditor"), said)

    plain = everything(known)

    assert number not in plain
    assert plain.count(f"{number[:6]}********{number[14:]}") >= len(("note", "log"))


def test_a_file_for_the_printer_goes_with_the_papers_in_it(
    known: Database, tmp_path: Path
) -> None:
    _decided(known)
    folder, two = tmp_path / "run", person(2)
    by = as_of("worker")
    made = issue(known, as_of("worker"), [ONE, two], YEAR, folder)
    other = issue(known, as_of("worker"), [person(7)], YEAR, folder / "other")
    for papers in (made, other):
        print_run(known, by, papers, papers[0].file.with_name(RUN_FILE))

    erase(known, as_of("auditor", second="auditor2"), ONE, "本人书面申请")

    assert [file.exists() for file in (folder / RUN_FILE, made[1].file)] == [
        False,
        True,
    ]
    assert (folder / "other" / RUN_FILE).exists()
