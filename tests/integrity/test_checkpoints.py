"""A chain that was cut or computed anew does not fit what was signed before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.certificates.checkpoints import note
from carbon_points.certificates.checkpoints import noted
from carbon_points.certificates.checkpoints import read_checkpoint
from carbon_points.certificates.checkpoints import write_checkpoint
from carbon_points.common.problems import UserError
from carbon_points.integrity.backup_run import run_once
from carbon_points.integrity.putting_back import put_back
from carbon_points.integrity.service import verify
from carbon_points.security.notes import note_path
from carbon_points.storage.engine import open_database
from tests.deeds import drop_form
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def wrong(db: Database, kept: tuple[int, bytes] | None = None) -> list[str]:
    found = verify(db, as_of("auditor"), checkpoint=kept)
    return [check.name for check in found.checks if not check.ok]


def cut_the_tail(db: Database) -> None:
    """What an intruder with the key does: the newest records never happened."""
    with db.writing() as session:
        position = session.scalar(text("SELECT MAX(position) FROM chain_record"))
        names = session.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        )
        for name in names.all():
            session.execute(text(f"DROP TRIGGER {name}"))
        for table in ("chain_part", "chain_record"):
            gone = f"DELETE FROM {table} WHERE position = :p"  # noqa: S608
            session.execute(text(gone), {"p": position})


def log_one(db: Database) -> None:
    from carbon_points.crediting.desk import log  # noqa: PLC0415

    log(db, as_of("worker"), drop_form(5, 2_345))


def test_a_tail_cut_off_is_found_by_the_note(busy: Database) -> None:
    note(busy)
    assert wrong(busy) == []

    cut_the_tail(busy)

    assert "chain.checkpoint" in wrong(busy)


def test_what_came_after_the_note_is_no_difference(busy: Database) -> None:
    note(busy)

    log_one(busy)

    assert wrong(busy) == []


def test_a_checkpoint_that_somebody_kept_is_held_against_the_chain(
    busy: Database, tmp_path: Path
) -> None:
    kept = write_checkpoint(busy, tmp_path / "kept.json")

    cut_the_tail(busy)

    assert read_checkpoint(tmp_path / "kept.json") == kept
    assert "chain.checkpoint" in wrong(busy, kept.head)


def test_a_checkpoint_that_was_changed_is_refused(
    busy: Database, tmp_path: Path
) -> None:
    path = tmp_path / "kept.json"
    position = write_checkpoint(busy, path).position
    changed = path.read_text().replace(f":{position},", f":{position - 1},")
    path.write_text(changed)

    with pytest.raises(UserError, match="CHECKPOINT_SIGNATURE"):
        read_checkpoint(path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 1}', "\0" * 9_000])
def test_what_is_no_checkpoint_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "kept.json"
    path.write_text(content)

    with pytest.raises(UserError, match="CHECKPOINT_UNREADABLE"):
        read_checkpoint(path)


def test_a_note_that_was_changed_is_found(busy: Database) -> None:
    note(busy)

    path = note_path(busy)
    path.write_text(path.read_text().replace('"desk":12', '"desk":13'))

    assert wrong(busy) == ["checkpoint_is_signed"]


def test_a_backup_notes_and_a_restore_takes_the_note_back(
    busy: Database, tmp_path: Path
) -> None:
    made = run_once(busy, as_of("admin"), tmp_path / "then.cpbackup")
    log_one(busy)
    note(busy)
    path = busy.path
    busy.close()

    put_back(Path(made.file), path, as_of("admin"))

    with open_database(path) as db:
        known = noted(db)
        assert known is not None
        assert known.position == made.position
        assert wrong(db) == []


def test_a_record_that_no_program_wrote_ends_no_check(busy: Database) -> None:
    with busy.writing() as session:
        session.execute(text("DROP TRIGGER adoption_no_update"))
        session.execute(text("UPDATE adoption SET status = 'trial9' WHERE id > 0"))

    assert "chain.rows.adoption" in wrong(busy)
