"""The audit of a whole database: clean on a sound one, and no change escapes it."""

from __future__ import annotations

from contextlib import closing
from contextlib import suppress
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.integrity.service import CHAINED_TABLES_OF
from carbon_points.integrity.service import verify
from carbon_points.security.verification import chained_models
from carbon_points.security.verification import verify_chain
from carbon_points.storage.base import Base
from carbon_points.storage.engine import open_database
from tests.deeds import audit_a_little
from tests.districts import as_of
from tests.districts import copied
from tests.districts import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.storage.checks import Check
    from carbon_points.storage.engine import Database

CHAINED = sorted(
    (model.__tablename__, column)
    for mapper in Base.registry.mappers
    if (model := mapper.class_).chained and CHAINED_TABLES_OF
    for column in model.chained.columns
)
CACHES = [
    ("UPDATE action SET state = 1 WHERE state = 3", "state_is_the_last_decision"),
    ("UPDATE action SET points = points + 1 WHERE state = 3", "state_is_the_last"),
    (
        "UPDATE ledger_account SET owner = owner + 99 WHERE kind = 'participant'",
        "balan",
    ),
    ("UPDATE ledger_account SET vintage = 2030 WHERE kind = 'accrued'", "approved_"),
    ("UPDATE ledger_account SET methodology = methodology || 'x'", "approved_"),
    ("UPDATE credit_remainder SET remainder_mg = remainder_mg + 1", "remainders_are"),
    ("DELETE FROM credit_remainder", "remainders_are"),
    ("UPDATE stat_cell SET reduction_mg = reduction_mg + 1", "statistics_are"),
    ("UPDATE stat_cell SET points = points + 1", "statistics_are"),
    ("UPDATE stat_people SET people = people + 1", "statistics_are"),
    ("DELETE FROM stat_people", "statistics_are"),
    ("UPDATE stat_presence SET actions = actions + 1", "statistics_are"),
    ("UPDATE participant SET name = 'x'", "every_identity"),
    ("UPDATE participant SET identity_masked = 'x'", "every_identity"),
    ("UPDATE certificate SET content = X'80'", "chain.rows.certificate"),
]


class UndoError(Exception):
    """Takes back what a test changed."""


@pytest.fixture(scope="module")
def standing(
    busy_district: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """One open copy whose changes are all rolled back."""
    with copied(busy_district, tmp_path_factory.mktemp("standing") / "copy") as db:
        audit_a_little(db)
        yield db


def _without_triggers(session: Session) -> None:
    """What somebody with the key and a database browser would do first."""
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    names = session.scalars(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    )
    for name in names.all():
        session.execute(text(f'DROP TRIGGER "{name}"'))


def _problems(checks: list[Check]) -> dict[str, str]:
    return {c.name: c.problem.code for c in checks if c.problem}


def test_a_sound_database_has_every_check_and_no_problem(busy: Database) -> None:
    audit_a_little(busy)

    found = verify(busy, as_of(), recalculate=True)

    assert _problems(list(found.checks)) == {}
    assert found.ok
    names = [check.name for check in found.checks]
    assert len(set(names)) == len(names) > 25
    assert all(check.counted for check in found.checks if "rows" not in check.name)


def test_every_chained_table_has_rows_that_the_tests_below_change(
    standing: Database,
) -> None:
    with standing.reading() as session:
        empty = [
            table
            for table in chained_models(session)
            if not session.scalar(text(f'SELECT COUNT(*) FROM "{table}"'))  # noqa: S608
        ]

    assert empty == []


@pytest.mark.parametrize(("table", "column"), CHAINED)
def test_a_changed_value_is_named_with_its_table(
    standing: Database, table: str, column: str
) -> None:
    found: dict[str, str] = {}
    with suppress(UndoError), standing.writing() as session:
        _without_triggers(session)
        row = session.execute(
            text(f'SELECT id, "{column}" FROM "{table}" ORDER BY id DESC')  # noqa: S608
        ).first()
        assert row is not None
        session.execute(
            text(f'UPDATE "{table}" SET "{column}" = :new WHERE id = :id'),  # noqa: S608
            {"id": row[0], "new": _other(row[1])},
        )
        found = _problems(verify_chain(session))
        raise UndoError

    assert f"chain.rows.{table}" in found


def _other(value: Any) -> Any:
    if value is None:
        return 1
    if isinstance(value, int):
        return value + 1
    return value + (b"\0" if isinstance(value, bytes) else "x")


@pytest.mark.parametrize("table", sorted({table for table, _ in CHAINED}))
def test_a_row_taken_away_is_named_with_its_table(
    standing: Database, table: str
) -> None:
    found: dict[str, str] = {}
    with suppress(UndoError), standing.writing() as session:
        _without_triggers(session)
        last = f'(SELECT MAX(id) FROM "{table}")'  # noqa: S608
        session.execute(text(f'DELETE FROM "{table}" WHERE id = {last}'))  # noqa: S608
        found = _problems(verify_chain(session))
        raise UndoError

    assert f"chain.rows.{table}" in found


def _vandalise(db: Database, *statements: str) -> None:
    """Change the file with the key and a database browser."""
    with closing(db.connect()) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.execute(triggers).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(("change", "named"), CACHES)
def test_a_changed_sum_or_cache_is_found(
    busy: Database, change: str, named: str
) -> None:
    _vandalise(busy, change)

    problems = _problems(list(verify(busy, as_of()).checks))

    assert any(name.startswith(named) for name in problems)


def test_a_forged_reduction_is_found_by_computing_it_again(busy: Database) -> None:
    _vandalise(
        busy, "UPDATE action SET reduction_mg = reduction_mg * 2 WHERE state = 1"
    )

    problems = _problems(list(verify(busy, as_of(), recalculate=True).checks))

    assert problems["chain.rows.action"] == "CHAIN_ROWS_CHANGED"
    assert problems["recalculation_gives_the_same_milligram"] == "RECALCULATION_DIFFERS"


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        (["chain_record"], "CHAIN_PARTS_LOOSE"),
        (["chain_record", "chain_part"], "CHAIN_ROWS_UNKNOWN"),
        (["decision"], "CHAIN_ROWS_MISSING"),
    ],
)
def test_a_tail_that_was_cut_off_is_missed(
    busy: Database, tables: list[str], code: str
) -> None:
    with busy.reading() as session:
        last = text("SELECT MAX(chain_position) FROM decision_batch")
        most = session.scalar(last) or 0
    names = {"decision": "chain_position"}

    _vandalise(
        busy,
        *[
            f"DELETE FROM {t} WHERE {names.get(t, 'position')} >= {most}"  # noqa: S608
            for t in tables
        ],
    )

    assert code in _problems(list(verify(busy, as_of()).checks)).values()


def test_a_record_taken_out_of_the_middle_is_named(busy: Database) -> None:
    _vandalise(busy, "DELETE FROM chain_record WHERE position = 4")

    problems = _problems(list(verify(busy, as_of()).checks))

    assert problems["chain.links"] == "CHAIN_LINK_BROKEN"


@pytest.mark.parametrize("place", [20, 5_000, 40_000, 90_001, 200_123])
def test_a_byte_changed_in_the_file_is_named_with_its_page(
    busy_district: Path, tmp_path: Path, place: int
) -> None:
    copied(busy_district, tmp_path / "copy").close()
    path = tmp_path / "copy" / NAME
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)

    found = _pages_of(path)

    # The pages that hold the schema are read, and refused, when the file is opened.
    assert found in {"DB_DAMAGED", str(place // 4096 + 1)}
    assert place < 50_000 or found != "DB_DAMAGED"


def _pages_of(path: Path) -> str:
    """The damaged pages as the audit names them, or why the file does not open."""
    try:
        with open_database(path) as db:
            [check] = verify(db, as_of()).checks
    except DatabaseUnusableError as error:
        return error.code
    return check.problem.details["pages"] if check.problem else ""


def test_only_auditor_and_admin_verify(busy: Database) -> None:
    assert verify(busy, as_of("admin")).ok
    with pytest.raises(NotAllowedError, match="ROLE"):
        verify(busy, as_of("worker"))


def test_an_audit_can_be_cancelled(busy: Database) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        verify(busy, as_of(), progress=progress)
