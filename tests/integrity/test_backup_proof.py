"""A backup counts when what it restores to is what the books were."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import msgspec
import pytest
from sqlalchemy import text

from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.crediting.desk import log
from carbon_points.integrity.backup_proof import against
from carbon_points.integrity.backup_proof import check
from carbon_points.integrity.backup_proof import check_against
from carbon_points.integrity.backup_proof import totals
from carbon_points.storage import archive
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import evidence_folder
from tests.deeds import drop_form
from tests.districts import as_of
from tests.integrity.backups import change

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


@pytest.fixture
def made(busy: Database, tmp_path: Path) -> Path:
    """A proven backup of a district with a little of everything."""
    return backup(busy, tmp_path / "b.cpbackup", against(busy, Progress())).file


def sums(db: Database) -> dict[str, int]:
    with closing(db.connect()) as connection:
        return totals(connection)


def test_the_sums_are_those_of_a_plain_recount(busy: Database) -> None:
    found = sums(busy)

    with busy.reading() as session:
        approved = session.scalar(
            text("SELECT SUM(reduction_mg) FROM action WHERE state = 3")
        )
        people = session.scalar(text("SELECT COUNT(*) FROM participant"))
        points = session.scalar(
            text(
                "SELECT SUM(amount) FROM ledger_posting p JOIN ledger_account a"
                " ON a.id = p.account_id WHERE kind = 'participant' AND commodity = 1"
            )
        )
    assert approved > 0
    assert found["approved_mg"] == approved == found["reduction_mg accrued"]
    assert (found["participants"], found["points participant"]) == (people, points)
    assert found["points participant"] + found["points issue"] == 0


def test_a_backup_tells_its_sums_and_checks_without_its_books(
    busy: Database, made: Path
) -> None:
    expected = sums(busy)
    busy.close()

    found = check(made, None, Progress())

    assert found.totals == expected
    assert found.evidence_files > 0


def test_books_that_have_gone_on_still_prove_an_older_backup(
    busy: Database, made: Path
) -> None:
    log(busy, as_of("worker"), drop_form(2, 4_000))

    assert check_against(busy, made, Progress()).verified


def test_a_backup_of_before_sums_were_told_is_proven_by_chain_and_evidence(
    busy: Database, tmp_path: Path
) -> None:
    older = backup(busy, tmp_path / "old.cpbackup").file

    assert check_against(busy, older, Progress()).verified


def test_a_key_that_is_kept_nowhere_opens_the_backup_of_its_books(
    busy: Database, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))

    assert check_against(busy, made, Progress()).verified


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE ledger_posting SET amount = 2 * amount WHERE id % 3 = 0", "points"),
        (
            "UPDATE action SET reduction_mg = reduction_mg + 1 WHERE state = 3",
            "approved",
        ),
        ("UPDATE decision SET state = 4", "approved_mg"),
        ("UPDATE chain_record SET hash = zeroblob(32) WHERE position > 2", "chain"),
        ("UPDATE setting SET value = 'x' WHERE name = 'database_id'", ""),
    ],
)
def test_a_copy_that_is_not_what_the_books_are_does_not_count(
    busy: Database, made: Path, statement: str, what: str
) -> None:
    change(busy, statement)

    if not what:
        busy.database_id = "x"
        what = "database_id"
    with pytest.raises(UserError, match="BACKUP_DIFFERS") as refused:
        check_against(busy, made, Progress())

    assert refused.value.details["what"].startswith(what)


def test_a_backup_that_fails_the_comparison_is_not_there(
    busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proving = against(busy, Progress())
    monkeypatch.setattr(busy, "database_id", "another")

    with pytest.raises(UserError, match="BACKUP_UNPROVEN"):
        backup(busy, tmp_path / "out" / "b.cpbackup", proving)

    assert list((tmp_path / "out").iterdir()) == []


def altered(made: Path, name: str, content: bytes | None) -> Path:
    """The backup with one piece of evidence changed or gone, sound in its own bytes."""
    found, folder = archive.read_archive(made), made.with_name("unpacked")
    for each in found.manifest.files:
        found.extract(each, folder / each)
    sources = {each: folder / each for each in found.manifest.files}
    if content is None:
        del sources[name]
    else:
        sources[name].write_bytes(content)
    files = {each: archive.file_digest(path) for each, path in sources.items()}
    manifest = msgspec.structs.replace(found.manifest, files=files)
    archive.write_archive(made.with_name("altered.cpbackup"), sources, manifest)
    return made.with_name("altered.cpbackup")


@pytest.mark.parametrize("content", [b"", b"another", None])
def test_evidence_that_is_not_what_its_row_says_is_found(
    busy: Database, made: Path, content: bytes | None
) -> None:
    stored = next(evidence_folder(busy.path).iterdir()).name
    file = altered(made, archive.EVIDENCE + stored, content)

    with pytest.raises(UserError, match="BACKUP_DAMAGED") as refused:
        check_against(busy, file, Progress())

    assert refused.value.details["part"] == archive.EVIDENCE + stored


def test_two_pieces_of_evidence_in_each_others_place_are_found(
    busy: Database, made: Path
) -> None:
    one, other, *_ = sorted(path.name for path in evidence_folder(busy.path).iterdir())
    swapped = (evidence_folder(busy.path) / other).read_bytes()
    file = altered(made, archive.EVIDENCE + one, swapped)

    with pytest.raises(UserError, match="BACKUP_DAMAGED"):
        check(file, None, Progress())


def test_who_does_not_wait_leaves_nothing(busy: Database, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        backup(busy, tmp_path / "out" / "b.cpbackup", progress=progress)

    assert list((tmp_path / "out").iterdir()) == []
    assert not [p for p in busy.path.parent.iterdir() if ".scratch-" in p.name]
