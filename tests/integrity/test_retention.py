"""What is past its time goes, by rules that are dated; the sums stay."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.common.days import from_day_number
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.crediting.desk import log
from carbon_points.evidence.service import read
from carbon_points.integrity.erasing import erase
from carbon_points.integrity.retention import outlook
from carbon_points.integrity.retention import run
from carbon_points.integrity.retention_due import due_now
from carbon_points.integrity.retention_rules import DRAFTS
from carbon_points.integrity.retention_rules import kept_for_good
from carbon_points.integrity.retention_rules import RULES
from carbon_points.integrity.retention_rules import rules_on
from carbon_points.integrity.starting import repair
from carbon_points.participants.models import Participant
from carbon_points.participants.models import RetentionRun
from carbon_points.participants.service import withdraw_consent
from carbon_points.security import drafts
from carbon_points.security import service as security
from carbon_points.security.log_seals import seal_log
from carbon_points.storage.backup import backup
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.engine import open_database
from carbon_points.storage.restoring import restore
from tests.deeds import drop_form
from tests.deeds import person
from tests.districts import AS_OF
from tests.districts import as_of
from tests.integrity.totals import sums
from tests.integrity.totals import wrong

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


def later(years: int, second: str = "") -> Caller:
    """The admin, so many years on."""
    caller = as_of("admin", day=AS_OF.replace(year=AS_OF.year + years), second=second)
    return replace(caller, now=caller.now + years * 366 * 86_400)


def due(db: Database, years: int) -> dict[str, int]:
    found = outlook(db, later(years))
    return {each.rule.id: each.number for each in found.due if each.number}


def test_today_nothing_is_past_its_time(busy: Database) -> None:
    assert due(busy, 0) == {}
    assert outlook(busy, as_of("admin")).ran_on is None


def test_a_photo_goes_after_three_years_and_its_digest_stays(busy: Database) -> None:
    with busy.reading() as session:
        query = "SELECT id, sha256 FROM evidence WHERE name = '小票.txt'"
        slip, digest = session.execute(text(query)).one()
    before = sums(busy)
    assert due(busy, 4) == {"photos": 1}

    done = run(busy, later(4))

    assert done.went["photos"] == 1
    with pytest.raises(UserError, match="EVIDENCE_DROPPED"):
        read(busy, slip)
    with busy.reading() as session:
        kept = session.scalar(
            text("SELECT sha256 FROM evidence WHERE id = :i"), {"i": slip}
        )
        cause = session.scalars(text("SELECT cause FROM evidence_dropped")).one()
    assert (kept, cause) == (digest, "photos")
    assert sums(busy) == before
    assert wrong(busy) == []


def test_imported_files_go_later(busy: Database) -> None:
    with busy.reading() as session:
        batches = session.scalar(text("SELECT COUNT(*) FROM import_batch"))

    assert due(busy, 6) == {"photos": 1, "operator_files": batches}


def test_what_waits_keeps_its_paper(busy: Database, tmp_path: Path) -> None:
    paper = tmp_path / "称重单.txt"
    paper.write_text("1.5 kg", "utf-8")

    log(busy, as_of("worker"), drop_form(5, grams=1500), [paper])

    assert due(busy, 4) == {"photos": 1}


def test_a_draft_goes_after_a_month(busy: Database) -> None:
    drafts.save(busy, "worker", "service", {"a": 1}, as_of().now)

    done = run(busy, later(1))

    assert done.went["drafts"] == 1
    assert drafts.load(busy, "worker", "service") is None


def test_the_log_goes_in_sealed_blocks(busy: Database) -> None:
    for number in (1, 2):
        security.note(busy, as_of("worker"), "view", f"12-{number}", "核对")
        seal_log(busy, as_of("admin"))

    done = run(busy, later(4))

    assert done.went["operation_log"] == 1
    assert wrong(busy) == []


def state_of(db: Database, number: int) -> str:
    with db.reading() as session:
        return session.get_one(Participant, person(number)).state


def test_who_left_is_made_nameless_by_two(busy: Database) -> None:
    withdraw_consent(busy, as_of("worker"), person(3), "本人申请")

    done = run(busy, later(4, second="auditor"))

    assert (done.went["closed_people"], done.people_waiting) == (1, 0)
    assert state_of(busy, 3) == "erased"
    assert wrong(busy) == []


def test_one_person_alone_makes_nobody_nameless(busy: Database) -> None:
    withdraw_consent(busy, as_of("worker"), person(3), "本人申请")
    with busy.writing() as session:
        session.execute(text("UPDATE operator SET password_hash = 'set'"))

    done = run(busy, later(4))

    assert (done.went["closed_people"], done.people_waiting) == (0, 1)
    assert state_of(busy, 3) == "open"
    assert done.went["photos"] == 1


def test_a_run_is_written_down(busy: Database) -> None:
    run(busy, later(4))

    with busy.reading() as session:
        row = session.scalars(select(RetentionRun)).one()
    assert row.went == "photos=1"
    assert from_day_number(row.ran_on) == outlook(busy, later(4)).ran_on
    assert due(busy, 4) == {}


def test_an_old_database_that_was_set_aside_goes(busy: Database) -> None:
    old = busy.path.with_name(f"{busy.path.stem}.before-0009-1{busy.path.suffix}")
    old.write_bytes(b"x")

    assert due(busy, 0) == {}
    far = outlook(busy, as_of("admin", day=dt.date(2100, 1, 1)))
    assert [
        item.key
        for each in far.due
        for item in each.items
        if each.rule.id == "set_aside"
    ] == [old]


def test_a_database_goes_with_its_evidence_or_stays_due_with_it(
    busy: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_folder: Path) -> None:
        raise PermissionError

    stem, ending = busy.path.stem, busy.path.suffix
    whole = busy.path.with_name(f"{stem}.aside-20200101-000000-00aa{ending}")
    gone = busy.path.with_name(f"{stem}.aside-20200101-000000-00bb{ending}")
    whole.write_bytes(b"x")
    for database in (whole, gone):  # of the second nothing else was left
        evidence_folder(database).mkdir()
        os.utime(evidence_folder(database), (0, 0))
    os.utime(whole, (0, 0))
    with monkeypatch.context() as disk:
        disk.setattr(shutil, "rmtree", closed)

        done = run(busy, later(0))

    assert done.went["set_aside"] == 0
    assert due(busy, 0) == {"set_aside": 2}
    assert run(busy, later(0)).went["set_aside"] == 2
    assert not list(busy.path.parent.glob("*.aside-*"))


@pytest.mark.parametrize("who", ["worker", "auditor", "viewer"])
def test_only_the_admin_runs_it(busy: Database, who: str) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        run(busy, as_of(who))


def test_every_rule_has_its_time_its_ground_and_both_languages() -> None:
    found = rules_on(AS_OF)

    assert tuple(found) == RULES
    for rule in (*found.values(), *kept_for_good()):
        said = (rule.name, rule.keeps, rule.source)
        assert all(each.zh and each.en for each in said)
    assert min(rule.days for rule in found.values()) > 0
    assert found["operation_log"].days >= 183


def noted(database: Path) -> Path:
    return database.with_name(f"{database.name}.erased.json")


def before_and_after(db: Database, folder: Path) -> Path:
    """The database after somebody was erased and a backup of before was restored."""
    made = backup(db, folder / "before.cpbackup")
    erase(db, as_of("auditor", second="auditor2"), person(3), "本人申请")
    assert due(db, 0) == {}
    db.close()
    restore(made.file, db.path)
    return db.path


def test_who_comes_back_with_a_backup_is_erased_again(
    busy: Database, tmp_path: Path
) -> None:
    with open_database(before_and_after(busy, tmp_path)) as restored:
        assert state_of(restored, 3) == "open"
        assert due(restored, 0) == {"closed_people": 1}
        run(restored, later(0, second="auditor"))
        assert state_of(restored, 3) == "erased"
        assert due(restored, 0) == {}


def test_of_whom_something_waits_stays_due(busy: Database, tmp_path: Path) -> None:
    with open_database(before_and_after(busy, tmp_path)) as restored:
        log(restored, as_of("worker"), drop_form(3, grams=777))
        done = run(restored, later(0, second="auditor"))
        assert done.went["closed_people"] == 0
        assert due(restored, 0) == {"closed_people": 1}


@pytest.mark.parametrize("spoilt", [None, b'{"people": ["12-4"'])
def test_a_note_that_a_crash_cut_off_is_made_again_at_the_next_start(
    busy: Database, tmp_path: Path, spoilt: bytes | None
) -> None:
    made = backup(busy, tmp_path / "before.cpbackup")
    for who in (3, 2):
        erase(busy, as_of("auditor", second="auditor2"), person(who), "本人申请")
        noted(busy.path).unlink()
    if spoilt is not None:
        noted(busy.path).write_bytes(spoilt)

    repair(busy)

    busy.close()
    restore(made.file, busy.path)
    with open_database(busy.path) as restored:
        assert due(restored, 0) == {"closed_people": 2}


def test_a_note_that_was_damaged_says_nothing(busy: Database) -> None:
    erase(busy, as_of("auditor", second="auditor2"), person(3), "本人申请")
    file = noted(busy.path)
    file.write_bytes(b'{"format": "x", "people": ["12-4", "../../x", 3')

    assert due(busy, 0) == {}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=20,
)
@given(
    st.datetimes(dt.datetime(2024, 2, 27), dt.datetime(2032, 3, 2)).map(  # noqa: DTZ001  (local time)
        lambda moment: moment.replace(microsecond=0)
    )
)
@example(dt.datetime(2028, 2, 29, 23, 59, 59))  # noqa: DTZ001  (local time)
@example(dt.datetime(2026, 12, 31, 7, 59, 59))  # noqa: DTZ001  (still 30 December in UTC)
def test_the_last_day_told_is_a_whole_day_here(
    busy: Database, written: dt.datetime
) -> None:
    at = int(written.replace(tzinfo=dt.timezone(dt.timedelta(hours=8))).timestamp())
    drafts.save(busy, "worker", "form", {"a": "1"}, at)
    last = rules_on(written.date())[DRAFTS].ends_on(written.date())

    with busy.reading() as session:
        due = {
            day: next(d for d in due_now(session, busy, day) if d.rule.id == DRAFTS)
            for day in (last, last + dt.timedelta(days=1))
        }

    assert [due[day].number for day in sorted(due)] == [0, 1]
