"""Every stored result comes out again, at once or row by row, and a wrong one shows."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from operator import attrgetter
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.crediting import recalculation
from carbon_points.crediting import stored
from carbon_points.crediting.explain import explain
from carbon_points.crediting.recalculation import Bench
from carbon_points.crediting.recalculation import recalculate
from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import Rejection
from carbon_points.rulebook.changes import Change
from carbon_points.rulebook.changes import changed_set
from carbon_points.rulebook.service import current
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.crediting.recalculation import Recalculated
    from carbon_points.storage.engine import Database

ROWS, COLUMNS = 10**9, 0


def recalculated(db: Database) -> Recalculated:
    book = current(db, as_of())
    with db.reading() as session:
        return recalculate(session, book)


def change(db: Database, statement: str) -> None:
    with closing(db.connect()) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)


@pytest.mark.parametrize("few", [ROWS, COLUMNS])
def test_every_action_of_the_sample_comes_out_again(
    imported: Database, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(recalculation, "_FEW", few)

    done = recalculated(imported)

    with imported.reading() as session:
        total = session.scalar(text("SELECT COUNT(*) FROM action"))
    assert (done.counted, done.differences, done.not_installed) == (total, (), 0)


@pytest.mark.parametrize("few", [ROWS, COLUMNS])
@pytest.mark.parametrize(
    "column", ["reduction_mg = reduction_mg + 1", "credited = credited + 1"]
)
@pytest.mark.parametrize("state", [1, 6])
def test_one_wrong_figure_among_thousands_is_found(
    imported: Database,
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    column: str,
    state: int,
) -> None:
    monkeypatch.setattr(recalculation, "_FEW", few)
    which = f"(SELECT id FROM action WHERE state = {state} LIMIT 1 OFFSET 40)"  # noqa: S608
    change(imported, f"UPDATE action SET {column} WHERE id = {which}")  # noqa: S608

    [difference] = recalculated(imported).differences

    assert difference.stored != difference.computed
    assert difference.stored[2:] == difference.computed[2:]


@pytest.mark.parametrize("few", [ROWS, COLUMNS])
@pytest.mark.parametrize(
    "column", ["flags = 'NIGHT_RIDE'", "code = 'SPEED_LOW'", "flags = 'NO_SUCH'"]
)
def test_a_wrong_flag_or_code_is_found(
    imported: Database, monkeypatch: pytest.MonkeyPatch, few: int, column: str
) -> None:
    monkeypatch.setattr(recalculation, "_FEW", few)
    which = "(SELECT id FROM action WHERE flags = '' AND code = '' LIMIT 1)"
    change(imported, f"UPDATE action SET {column} WHERE id = {which}")  # noqa: S608

    assert len(recalculated(imported).differences) == 1


@pytest.mark.parametrize(
    "change_to",
    ["flags = flags || char(10)", "reduction_mg = 'many'", "inputs = X'93010203'"],
)
def test_a_value_that_no_column_holds_is_found(
    imported: Database, monkeypatch: pytest.MonkeyPatch, change_to: str
) -> None:
    monkeypatch.setattr(recalculation, "_FEW", COLUMNS)
    which = "(SELECT MAX(id) FROM action WHERE code = '')"
    change(imported, f"UPDATE action SET {change_to} WHERE id = {which}")  # noqa: S608

    done = recalculated(imported)

    with imported.reading() as session:
        total = session.scalar(text("SELECT COUNT(*) FROM action"))
    assert (done.counted, len(done.differences)) == (total, 1)


def test_actions_of_a_methodology_that_is_not_installed_are_counted(
    imported: Database,
) -> None:
    query = """
        SELECT COUNT(*) FROM action a JOIN methodology_version v ON v.id = a.version_id
        WHERE v.version = '0.9'"""
    change(
        imported,
        "UPDATE methodology_version SET version = '0.9' WHERE methodology = 'cycling'",
    )

    done = recalculated(imported)

    with imported.reading() as session:
        lost = session.scalar(text(query)) or 0
    assert done.not_installed == lost > 2_000
    assert done.differences == ()


def test_a_recalculation_can_be_cancelled(imported: Database) -> None:
    progress = Progress()
    progress.cancel()

    with imported.reading() as session, pytest.raises(Cancelled):
        recalculate(session, current(imported, as_of()), progress)


def test_every_action_can_be_explained(busy: Database) -> None:
    book = current(busy, as_of())

    with busy.reading() as session:
        for number, code in session.execute(text("SELECT id, code FROM action")).all():
            found = explain(session, book, number)

            if code:
                assert isinstance(found.answer, Rejection)
                assert found.answer.code == found.code == code
            else:
                assert isinstance(found.answer, Calculation)
                assert found.answer.reduction == found.reduction_mg
                assert found.answer.flags == found.flags
            assert (found.rate is None) == (found.booked_on is None)


def test_nothing_is_explained_that_is_not_there_or_was_altered(busy: Database) -> None:
    change(busy, "UPDATE action SET inputs = X'80'")
    book = current(busy, as_of())

    with busy.reading() as session:
        number = session.scalar(text("SELECT MIN(id) FROM action")) or 0
        with pytest.raises(UserError, match="ACTION_UNKNOWN"):
            explain(session, book, 5)
        with pytest.raises(UserError, match="ACTION_DAMAGED"):
            explain(session, book, number)


def test_many_rows_are_rehearsed_as_each_one_is_explained(
    approved: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalculation, "_FEW", 1)
    book = current(approved, as_of("auditor"))
    change = Change("cycling.baseline", "43.7", dt.date(2026, 1, 1), of_factor=True)
    changed = changed_set(book.factor_set, change)
    compared = 0
    with approved.reading() as session:
        for block in stored.blocks(session):
            methodology, version = book.versions[block.version_id]
            bench = Bench(methodology, version, changed.register(methodology.id))
            explained = bench.of_rows(stored.rows(session, block))
            key = attrgetter("action_id")
            assert sorted(bench.changed(session, block), key=key) == explained
            compared += len(explained)
    assert compared > 300
