"""Whatever is changed past the program, the chain names it."""

from __future__ import annotations

from contextlib import closing
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.migrations.metadata import METADATA
from carbon_points.rulebook.models import Adoption
from carbon_points.security import chain
from carbon_points.security import verification
from carbon_points.security.chain import RECORD_COLUMNS
from carbon_points.security.verification import chained_models
from carbon_points.security.verification import verify_chain
from carbon_points.security.verification import verify_tail
from tests.security.acts import adopt
from tests.security.acts import caller

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from carbon_points.storage.checks import Check
    from carbon_points.storage.engine import Database

Verify = pytest.mark.parametrize("verify", [verify_chain, verify_tail])
ADOPTION = Adoption.chained.columns


@pytest.fixture
def chained(db: Database) -> Database:
    """A database with three use cases."""
    for number in range(1, 4):
        adopt(db, f"click-{number}", rows=number)
    return db


def tamper(db: Database, *statements: str) -> None:
    """Change the file as a person with a database browser would."""
    with db.writing() as session:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in session.scalars(text(triggers)).all():
            session.execute(text(f"DROP TRIGGER {name}"))
    with closing(db.connect()) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            raw.execute(statement)


def problems(
    db: Database, verify: Callable[[Session], list[Check]]
) -> dict[str, Check]:
    with db.reading() as session:
        return {check.name: check for check in verify(session) if not check.ok}


def codes(found: dict[str, Check]) -> dict[str, str]:
    return {name: check.problem.code for name, check in found.items() if check.problem}


@Verify
def test_an_untouched_chain_has_no_problem(chained: Database, verify: Any) -> None:
    assert problems(chained, verify) == {}


@Verify
def test_an_empty_database_has_no_problem(db: Database, verify: Any) -> None:
    assert problems(db, verify) == {}


def test_every_chained_table_is_counted(chained: Database) -> None:
    with chained.reading() as session:
        counted = {check.name: check.counted for check in verify_chain(session)}

    assert counted["chain.links"] == 3
    assert counted["chain.parts"] == 6
    assert counted["chain.rows.adoption"] == 6
    assert counted["chain.rows.methodology_version"] == 3
    tables = {t.name for t in METADATA.sorted_tables if "chain_position" in t.columns}
    assert {f"chain.rows.{name}" for name in tables} <= set(counted)


@Verify
@pytest.mark.parametrize("column", ADOPTION[1:])
def test_a_changed_column_is_found(chained: Database, verify: Any, column: str) -> None:
    tamper(chained, f"UPDATE adoption SET {column} = 7 WHERE methodology = 'm1'")  # noqa: S608

    found = problems(chained, verify)

    assert codes(found) == {"chain.rows.adoption": "CHAIN_ROWS_CHANGED"}


@Verify
def test_the_first_problem_names_table_position_act_and_ids(
    chained: Database, verify: Any
) -> None:
    tamper(chained, "UPDATE adoption SET document = 'x' WHERE chain_position = 2")

    check = problems(chained, verify)["chain.rows.adoption"]

    for part in ("adoption", "链位置 2", "2026-01-05", "12-2 … 12-3", "内容被改动"):
        assert part in check.first_problem
    assert check.problem
    assert "contents were changed" in check.problem.en
    assert check.problem.details["position"] == "2"


@Verify
@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "DELETE FROM adoption WHERE id = (SELECT max(id) FROM adoption)",
            {"chain.rows.adoption": "CHAIN_ROWS_COUNT"},
        ),
        (
            "DELETE FROM adoption WHERE chain_position = 3",
            {"chain.rows.adoption": "CHAIN_ROWS_MISSING"},
        ),
        (
            (
                "INSERT INTO adoption SELECT id + 9, '', '', 1, '', '', '', 8"
                " FROM adoption LIMIT 1"
            ),
            {"chain.rows.adoption": "CHAIN_ROWS_UNKNOWN"},
        ),
        (
            "UPDATE adoption SET id = id + 100",
            {"chain.rows.adoption": "CHAIN_ROWS_CHANGED"},
        ),
        (
            "UPDATE chain_part SET rows = rows + 1 WHERE position = 3",
            {
                "chain.parts": "CHAIN_PARTS_CHANGED",
                "chain.rows.adoption": "CHAIN_ROWS_COUNT",
                "chain.rows.methodology_version": "CHAIN_ROWS_COUNT",
            },
        ),
        (
            "INSERT INTO chain_part VALUES (4, 'adoption', 0, x'')",
            {
                "chain.parts": "CHAIN_PARTS_LOOSE",
                "chain.rows.adoption": "CHAIN_ROWS_MISSING",
            },
        ),
        (
            "UPDATE chain_record SET previous_hash = zeroblob(32) WHERE position = 2",
            {"chain.links": "CHAIN_LINK_BROKEN"},
        ),
    ],
)
def test_each_kind_of_damage_has_its_code(
    chained: Database, verify: Any, statement: str, expected: dict[str, str]
) -> None:
    tamper(chained, statement)

    assert codes(problems(chained, verify)) == expected


@Verify
@pytest.mark.parametrize("column", RECORD_COLUMNS[1:])
def test_a_changed_record_is_found(chained: Database, verify: Any, column: str) -> None:
    tamper(chained, f"UPDATE chain_record SET {column} = 77 WHERE position = 2")  # noqa: S608

    assert codes(problems(chained, verify))["chain.links"] == "CHAIN_LINK_BROKEN"


@Verify
def test_a_removed_record_is_missed(chained: Database, verify: Any) -> None:
    tamper(
        chained,
        "DELETE FROM chain_part WHERE position = 2",
        "DELETE FROM chain_record WHERE position = 2",
    )

    found = codes(problems(chained, verify))

    assert found["chain.links"] == "CHAIN_LINK_BROKEN"
    assert found["chain.rows.adoption"] == "CHAIN_ROWS_UNKNOWN"


def test_a_tail_that_was_cut_off_is_found_by_a_checkpoint(chained: Database) -> None:
    with chained.reading() as session:
        query = text("SELECT position, hash FROM chain_record WHERE position = 3")
        position, digest = session.execute(query).one()
    tables = ("adoption", "methodology_version")
    tamper(
        chained,
        *(f"DELETE FROM {table} WHERE chain_position = 3" for table in tables),  # noqa: S608
        "DELETE FROM chain_part WHERE position = 3",
        "DELETE FROM chain_record WHERE position = 3",
    )

    with chained.reading() as session:
        alone = [check for check in verify_chain(session) if not check.ok]
        (found,) = [
            check
            for check in verify_chain(session, checkpoint=(position, digest))
            if not check.ok
        ]

    assert alone == []
    assert found.problem
    assert found.problem.code == "CHAIN_CHECKPOINT"
    assert "截去" in found.first_problem


def test_a_chain_that_was_computed_anew_is_found_by_a_checkpoint(
    chained: Database,
) -> None:
    with chained.reading() as session:
        good = session.scalar(text("SELECT hash FROM chain_record WHERE position = 2"))
        assert isinstance(good, bytes)

        def first_bad(checkpoint: tuple[int, bytes]) -> list[str]:
            checks = verify_chain(session, checkpoint=checkpoint)
            return [check.first_problem for check in checks if not check.ok]

        assert first_bad((2, good)) == []
        assert first_bad((0, chain.START)) == []
        assert "重算" in first_bad((2, bytes(32)))[0]


def test_the_tail_finds_nothing_before_a_large_record(
    chained: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "_TAIL_ROWS", 4)
    tamper(chained, "UPDATE adoption SET document = 'x' WHERE chain_position = 2")

    assert problems(chained, verify_tail) == {}
    assert list(problems(chained, verify_chain)) == ["chain.rows.adoption"]


def test_the_tail_starts_after_the_records_of_long_ago(
    chained: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "_TAIL_RECORDS", 2)

    with chained.reading() as session:
        links = verify_tail(session)[0]

    assert (links.counted, links.ok) == (2, True)


def test_verifying_tells_how_far_it_is_and_can_be_stopped(chained: Database) -> None:
    steps: list[tuple[int, int]] = []
    progress = Progress(lambda done, total: steps.append((done, total)))
    with chained.reading() as session:
        verify_chain(session, progress)
        progress.cancel()

        with pytest.raises(Cancelled):
            verify_chain(session, progress)

    assert steps[-1] == (9, 9)


def test_a_table_whose_model_is_unknown_stops_the_verification(db: Database) -> None:
    with db.writing() as session:
        session.execute(text("CREATE TABLE later (id INTEGER, chain_position INTEGER)"))

        with pytest.raises(LookupError, match="later"):
            chained_models(session)


def test_rows_split_over_blocks_are_one_run(
    chained: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "_BLOCK", 2)

    assert problems(chained, verify_chain) == {}


def test_the_chain_goes_on_after_a_verification(chained: Database) -> None:
    problems(chained, verify_chain)

    with chained.writing() as session:
        link = chain.seal(session, 12, 4, "close", caller("click-4"), [])

    assert link.position == 4
    assert problems(chained, verify_chain) == {}
