"""What must always be true of actions, and that a wrong one is named."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.actions.checks import checks
from carbon_points.integrity.service import verify
from carbon_points.methodology.inputs import pack_inputs
from carbon_points.methodology.inputs import unpack_inputs
from carbon_points.methodology.registry import discover
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def problems(db: Database) -> dict[str, str]:
    with db.reading() as session:
        return {c.name: c.problem.en for c in checks(session) if c.problem}


def vandalise(db: Database, *statements: str, binds: tuple[object, ...] = ()) -> None:
    with closing(db.connect()) as connection:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.execute(triggers).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement, binds)


def metered(db: Database) -> tuple[int, bytes]:
    """The later of the two PV periods."""
    query = """
        SELECT a.id, a.inputs FROM action a JOIN methodology_version v
        ON v.id = a.version_id WHERE v.methodology = 'rooftop_pv'
        ORDER BY a.day DESC LIMIT 1"""
    with db.reading() as session:
        row = session.execute(text(query)).one()
        return row.id, row.inputs


def test_a_sound_database_has_no_problem(busy: Database) -> None:
    assert problems(busy) == {}


def test_a_period_that_begins_before_the_last_one_ended_is_named(
    busy: Database,
) -> None:
    version = discover()["rooftop_pv"].current
    action, blob = metered(busy)
    inputs = {**unpack_inputs(version, blob), "period_start": "2026-01-31"}

    vandalise(
        busy,
        "UPDATE action SET inputs = ? WHERE id = ?",
        binds=(pack_inputs(version, inputs), action),
    )

    [(name, said)] = problems(busy).items()
    assert name == "no_overlapping_readings"
    assert "12-" in said


@pytest.mark.parametrize("column", ["inputs", "context"])
@pytest.mark.parametrize("damage", [b"", b"\x80", b"\xff\xff", b"\x91\x01", b"\xc0"])
@pytest.mark.parametrize("every", [False, True])
def test_damaged_records_are_named_and_do_not_stop_the_audit(
    busy: Database, column: str, damage: bytes, *, every: bool
) -> None:
    action, _ = metered(busy)
    where = "id > ?" if every else "id = ?"

    vandalise(
        busy,
        f"UPDATE action SET {column} = ? WHERE {where}",  # noqa: S608
        binds=(damage, 0 if every else action),
    )

    found = verify(busy, as_of(), recalculate=True)
    names = {check.name for check in found.checks if check.problem}
    assert names >= {
        "chain.rows.action",
        "recalculation_gives_the_same_milligram",
    }


def test_two_live_actions_with_one_key_are_named(busy: Database) -> None:
    vandalise(
        busy,
        "DROP INDEX uq_action_live_key",
        "UPDATE action SET key_digest = (SELECT MIN(key_digest) FROM action)"
        " WHERE state = 3",
    )

    assert "one_natural_key_one_live_action" in problems(busy)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("UPDATE action SET state = 4 WHERE state = 3", "state_is_the_last_decision"),
        ("UPDATE decision_batch SET operator = ''", "every_change_names_who_when_why"),
        (
            "UPDATE decision_batch SET kind = 'freeze'",
            "every_change_names_who_when_why",
        ),
        ("UPDATE reading SET counts = 0", "periods_begin_where_credited_ones_ended"),
        ("UPDATE decision SET reason = ''", "every_change_names_who_when_why"),
    ],
)
def test_a_state_that_does_not_follow_from_the_records_is_named(
    busy: Database, change: str, name: str
) -> None:
    vandalise(busy, change)

    assert name in problems(busy)
