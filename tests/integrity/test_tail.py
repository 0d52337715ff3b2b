"""A chain whose end does not agree is read and copied, and no more written to."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.certificates.checkpoints import note
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.crediting.desk import log
from carbon_points.integrity import putting_back
from carbon_points.integrity.backup_run import run_once
from carbon_points.integrity.tail import broken_at
from carbon_points.integrity.tail import stop_if_broken
from carbon_points.security.notes import note_path
from carbon_points.storage.engine import open_database
from tests.deeds import drop_form
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

NEWEST = "(SELECT MAX(position) FROM chain_record)"


def spoil(db: Database, *statements: str) -> None:
    """What somebody with the key of the file may do."""
    with closing(db.connect()) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in raw.execute(query).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)


def newest(db: Database) -> int:
    with db.reading() as session:
        return int(session.scalar(text("SELECT MAX(position) FROM chain_record")) or 0)


def test_a_whole_chain_is_written_on(busy: Database) -> None:
    busy.guard = stop_if_broken
    before = newest(busy)

    log(busy, as_of("worker"), drop_form(1, 4_000))

    assert newest(busy) == before + 1


def test_an_altered_action_stops_the_writing_and_names_its_record(
    busy: Database,
) -> None:
    log(busy, as_of("worker"), drop_form(1, 4_000))
    spoil(
        busy,
        "UPDATE action SET reduction_mg = reduction_mg + 1"
        " WHERE id = (SELECT MAX(id) FROM action)",
    )
    busy.guard, broken = stop_if_broken, newest(busy)

    with pytest.raises(DatabaseUnusableError) as refused:
        log(busy, as_of("worker"), drop_form(2, 4_000))

    assert (refused.value.code, refused.value.details["position"]) == (
        "CHAIN_BROKEN",
        str(broken),
    )
    assert newest(busy) == broken


def test_what_is_broken_can_still_be_copied(busy: Database, tmp_path: Path) -> None:
    spoil(busy, "UPDATE chain_record SET at = at + 1 WHERE position = 3")
    busy.guard = stop_if_broken
    with pytest.raises(DatabaseUnusableError):
        log(busy, as_of("worker"), drop_form(2, 4_000))

    made = run_once(busy, as_of("admin"), tmp_path / "as-found.cpbackup")

    assert made.ok
    assert broken_at(busy) == 3


def test_a_tail_that_was_cut_off_is_missed(busy: Database) -> None:
    log(busy, as_of("worker"), drop_form(1, 4_000))
    note(busy)
    position = newest(busy)
    spoil(
        busy,
        f"DELETE FROM action WHERE chain_position = {NEWEST}",  # noqa: S608  (our own words)
        f"DELETE FROM chain_part WHERE position = {NEWEST}",  # noqa: S608  (our own words)
        f"DELETE FROM chain_record WHERE position = {NEWEST}",  # noqa: S608  (our own words)
    )

    assert broken_at(busy) == position


@pytest.mark.parametrize(
    "said", [b"", b"\xff", b"[" * 9_000, b"[1]", b'{"position": "x", "hash": ""}']
)
def test_a_note_that_cannot_be_read_is_left_to_the_audit(
    busy: Database, said: bytes
) -> None:
    note(busy)
    note_path(busy).write_bytes(said)

    assert broken_at(busy) == 0


def test_a_command_looks_at_the_tables_that_it_has_loaded(busy: Database) -> None:
    log(busy, as_of("worker"), drop_form(1, 4_000))
    spoil(
        busy,
        "UPDATE action SET reduction_mg = reduction_mg + 1"
        " WHERE id = (SELECT MAX(id) FROM action)",
    )

    assert broken_at(busy, whole=False) == newest(busy)


def test_a_crash_right_after_a_restore_is_not_taken_for_a_cut(
    busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Path(run_once(busy, as_of("admin"), tmp_path / "then.cpbackup").file)
    log(busy, as_of("worker"), drop_form(1, 4_000))
    note(busy)
    busy.close()

    with monkeypatch.context() as crash:
        crash.setattr(putting_back, "_tell", _die)
        with pytest.raises(SystemExit):
            putting_back.put_back(made, busy.path, as_of("admin"))

    with open_database(busy.path) as db:
        assert broken_at(db) == 0


def test_a_restore_that_is_refused_leaves_the_note(
    busy: Database, tmp_path: Path
) -> None:
    (tmp_path / "odd.cpbackup").write_bytes(b"odd")
    note(busy)
    busy.close()

    with pytest.raises(UserError):
        putting_back.put_back(tmp_path / "odd.cpbackup", busy.path, as_of("admin"))

    assert note_path(busy).exists()


def _die(*_: object) -> None:
    raise SystemExit
