"""The daily sheet is zero, and what is planted is found where it was planted."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.certificates.service import issue
from carbon_points.common.ids import id_text
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.day_sheet import day_sheet
from carbon_points.integrity.day_workbook import write_day_sheet
from tests.deeds import YEAR
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.integrity.day_sheet import DayRow
    from carbon_points.integrity.day_sheet import DaySheet
    from carbon_points.storage.engine import Database


def plant(db: Database, *statements: str, at: int = 0) -> None:
    """Change rows past the program, with the triggers out of the way."""
    with db.writing() as session:
        names = session.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for name in names:
            session.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            binds = {"at": at} if ":at" in statement else {}
            session.execute(text(statement), binds)


def one(db: Database, query: str) -> Any:
    with db.reading() as session:
        return session.execute(text(query)).first()


def row(sheet: DaySheet, name: str) -> DayRow:
    return next(each for each in sheet.rows if each.name == name)


def places(sheet: DaySheet, name: str) -> set[tuple[str, str, int]]:
    return {(p.kind, p.where, p.difference) for p in row(sheet, name).sides.places}


@pytest.mark.parametrize("day", [None, AS_OF, dt.date(2020, 1, 1)])
def test_a_sound_database_is_zero_everywhere(
    busy: Database, day: dt.date | None
) -> None:
    sheet = day_sheet(busy, as_of("auditor"), day)

    assert [(r.name, r.sides.places) for r in sheet.rows if not r.ok] == []
    assert sheet.ok
    assert all(r.difference == 0 for r in sheet.rows)


def test_the_sides_are_the_sums_of_the_district(approved: Database) -> None:
    sheet = day_sheet(approved, as_of("auditor"))

    mg, points = one(
        approved, "SELECT SUM(reduction_mg), SUM(points) FROM action WHERE state = 3"
    )
    held = row(sheet, "approved_is_held_somewhere").sides
    assert (held.left, held.right, dict(held.parts)) == (mg, mg, {"accrued": mg})
    assert row(sheet, "points_follow_the_decisions").sides.right == points
    assert row(sheet, "statistics_are_the_records").sides.left == mg


def test_every_row_has_words_in_both_languages(busy: Database) -> None:
    sheet = day_sheet(busy, as_of("auditor"))

    assert [r.name for r in sheet.rows if r.zh == r.name] == []


@pytest.mark.parametrize("day", [None, AS_OF])
def test_one_point_too_many_is_found_at_its_entry(
    approved: Database, day: dt.date | None
) -> None:
    entry, posting = one(
        approved,
        "SELECT p.entry_id, p.id FROM ledger_posting p JOIN ledger_account a"
        " ON a.id = p.account_id WHERE a.kind = 'participant' AND p.commodity = 1"
        " ORDER BY p.id LIMIT 1 OFFSET 20",
    )
    lie = "UPDATE ledger_posting SET amount = amount + 1 WHERE id = :at"
    plant(approved, lie, at=posting)

    sheet = day_sheet(approved, as_of("auditor"), day)

    where = ("entry", id_text(entry), 1)
    assert not sheet.ok
    assert places(sheet, "points_are_booked_twice") == {where}
    assert places(sheet, "points_follow_the_decisions") == {where}
    assert row(sheet, "points_follow_the_decisions").difference == -1
    assert row(sheet, "reductions_are_booked_twice").ok


def test_a_balanced_lie_of_one_milligram_is_found_at_its_entry(
    approved: Database,
) -> None:
    entry, accrued, issue_ = one(
        approved,
        "SELECT p.entry_id, MIN(CASE WHEN a.kind = 'accrued' THEN p.id END),"
        " MIN(CASE WHEN a.kind = 'issue' THEN p.id END) FROM ledger_posting p"
        " JOIN ledger_account a ON a.id = p.account_id WHERE p.commodity = 2"
        " GROUP BY 1 LIMIT 1 OFFSET 7",
    )
    more = "UPDATE ledger_posting SET amount = amount + 1 WHERE id = :at"
    plant(approved, more, at=accrued)
    less = "UPDATE ledger_posting SET amount = amount - 1 WHERE id = :at"
    plant(approved, less, at=issue_)

    sheet = day_sheet(approved, as_of("auditor"))

    assert row(sheet, "reductions_are_booked_twice").ok
    assert places(sheet, "reductions_follow_the_decisions") == {
        ("entry", id_text(entry), 1)
    }
    assert row(sheet, "approved_is_held_somewhere").difference == -1


def test_one_milligram_on_an_action_is_found_at_the_action(approved: Database) -> None:
    (action,) = one(
        approved, "SELECT id FROM action WHERE state = 3 ORDER BY id LIMIT 1 OFFSET 99"
    )
    lie = "UPDATE action SET reduction_mg = reduction_mg + 1 WHERE id = :at"
    plant(approved, lie, at=action)

    sheet = day_sheet(approved, as_of("auditor"))

    assert places(sheet, "formulas_give_what_is_stored") == {
        ("action", id_text(action), 1)
    }
    assert row(sheet, "formulas_give_what_is_stored").difference == 1
    assert len(places(sheet, "reductions_follow_the_decisions")) == 1
    assert not row(sheet, "statistics_are_the_records").ok
    assert not row(sheet, "chain.rows").ok


def test_an_entry_that_nobody_decided_is_found(approved: Database) -> None:
    (entry,) = one(approved, "SELECT MAX(id) FROM ledger_entry")
    lie = "UPDATE ledger_entry SET cause = 'approval:1-1/participant:1-1' WHERE id=:at"
    plant(approved, lie, at=entry)

    found = places(
        day_sheet(approved, as_of("auditor")), "reductions_follow_the_decisions"
    )

    assert ("entry", id_text(entry)) in {place[:2] for place in found}
    assert {place[0] for place in found} == {"entry", "cause"}


def test_a_cell_of_the_statistics_is_found(approved: Database) -> None:
    plant(
        approved,
        "UPDATE stat_cell SET points = points + 1, reduction_mg = reduction_mg + 5"
        " WHERE state = 2 AND month = (SELECT MIN(month) FROM stat_cell WHERE state=2)",
    )

    sheet = day_sheet(approved, as_of("auditor"))

    assert row(sheet, "statistics_are_the_records").difference > 0
    found = row(sheet, "statistics_are_the_records").sides.places
    assert {place.kind for place in found} == {"cell"}


def test_a_certificate_that_prints_another_balance_is_found(
    busy: Database, tmp_path: Path
) -> None:
    papers = issue(busy, as_of("worker"), None, YEAR, tmp_path / "papers")
    lie = (
        "UPDATE ledger_posting SET amount = amount + 3 WHERE id = (SELECT MIN(p.id)"
        " FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id"
        " WHERE a.kind = 'participant' AND a.owner = :at)"
    )
    plant(busy, lie, at=papers[0].participant_id)

    sheet = day_sheet(busy, as_of("auditor"))

    found = places(sheet, "certificates_print_the_balance")
    assert ("certificate", papers[0].serial, -3) in found


def test_the_workbook_has_every_row_and_every_place(
    approved: Database, tmp_path: Path
) -> None:
    import python_calamine  # noqa: PLC0415

    plant(
        approved,
        "UPDATE ledger_posting SET amount = amount + 1"
        " WHERE id = (SELECT MAX(id) FROM ledger_posting WHERE commodity = 1)",
    )
    sheet = day_sheet(approved, as_of("auditor"))
    write_day_sheet(sheet, tmp_path / "日清.xlsx")

    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "日清.xlsx")
    rows = book.get_sheet_by_name("日清对账单").to_python()[2:]
    listed = book.get_sheet_by_name("不为零的位置").to_python()[1:]
    assert [line[0] for line in rows] == [each.zh for each in sheet.rows]
    assert len(listed) == sum(len(each.sides.places) for each in sheet.rows) > 0


def test_only_the_bureau_sees_the_sheet(busy: Database) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        day_sheet(busy, as_of("worker"))


def test_a_day_to_come_is_refused_and_not_called_zero(busy: Database) -> None:
    caller = as_of("auditor")

    with pytest.raises(UserError, match="DAY_AHEAD"):
        day_sheet(busy, caller, caller.as_of + dt.timedelta(days=1))
