"""Somebody is forgotten: nothing names them, and every sum is what it was."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.certificates.forgetting import REASON
from carbon_points.certificates.register import certificate_paper
from carbon_points.certificates.service import finish_interrupted
from carbon_points.certificates.service import issue
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.desk import log
from carbon_points.integrity.day_sheet import day_sheet
from carbon_points.integrity.erasing import erase
from carbon_points.integrity.erasing import outlook
from carbon_points.ledger.queries import balance
from carbon_points.participants.models import Erasure
from carbon_points.participants.models import Participant
from carbon_points.participants.search import find
from carbon_points.participants.service import give_consent
from carbon_points.participants.service import reveal_identity
from carbon_points.security import drafts
from tests.deeds import drop_form
from tests.deeds import identity
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import AS_OF
from tests.districts import as_of
from tests.integrity.totals import sums
from tests.integrity.totals import wrong

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from carbon_points.integrity.erasing import Erased
    from carbon_points.storage.engine import Database

ONE = person(1)
WHY = "本人书面申请注销"
PHONE = "13900000001"
ACCOUNT = "U000000001"
GRID = "0000000000001"


def forget(db: Database, who: int = ONE) -> Erased:
    return erase(db, as_of("auditor", second="auditor2"), who, WHY)


def everything(db: Database) -> str:
    """Every value of every table as one text, bytes as they are."""
    with closing(db.connect()) as raw:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = [row[0] for row in raw.execute(tables)]
        rows = [row for name in names for row in raw.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
    return "\n".join(
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
        for row in rows
        for cell in row
    )


def test_nothing_names_the_person_any_more(busy: Database) -> None:
    before = everything(busy)

    forget(busy)

    after = everything(busy)
    for word in (PHONE, PHONE[::-1], ACCOUNT, GRID):
        assert word in before
        assert word not in after
    with busy.reading() as session:
        who = session.get_one(Participant, ONE)
    assert (who.state, who.identity_salt, who.identity_sealed) == ("erased", None, None)


def test_every_sum_stays_and_everything_verifies(busy: Database) -> None:
    before = sums(busy)

    forget(busy)

    assert sums(busy) == before
    assert wrong(busy) == []


def test_points_expire_with_the_account(busy: Database) -> None:
    with busy.reading() as session:
        held = balance(session, ONE)

    done = forget(busy)

    with busy.reading() as session:
        assert (done.points, balance(session, ONE)) == (held, 0)
    assert held > 0


def test_certificates_end_with_the_reason_and_their_files_go(
    busy: Database, tmp_path: Path
) -> None:
    two = person(2)
    [paper] = issue(busy, as_of("worker"), [two], YEAR, tmp_path / "papers")
    assert paper.file.exists()

    done = forget(busy, two)

    assert (done.certificates, done.papers, paper.file.exists()) == (1, 1, False)
    with busy.reading() as session:
        reason = session.scalars(text("SELECT reason FROM certificate_withdrawal"))
        assert reason.all() == [REASON]


def test_a_file_of_one_person_goes_and_one_of_many_is_named(busy: Database) -> None:
    slip, shared = "小票.txt", "甲_订单"

    third = forget(busy, person(3))

    assert slip not in everything(busy)
    assert third.files == 1
    assert any(each.name.startswith(shared) and each.until for each in third.left)


def test_nobody_finds_an_erased_person(busy: Database) -> None:
    forget(busy)

    with busy.reading() as session:
        for query in (PHONE, identity(1), identity(1)[-4:]):
            found = find(session, busy.sealer, query, 10, None)
            assert ONE not in [match.participant_id for match in found]
    with pytest.raises(RefusedError):
        reveal_identity(busy, as_of("auditor"), ONE, "查看")


def test_the_number_may_register_anew(busy: Database) -> None:
    forget(busy)

    with busy.reading() as session:
        token = busy.sealer.token(identity(1))
        query = select(Participant.id).where(Participant.identity_token == token)
        assert session.scalars(query).all() == []


def test_a_draft_that_names_the_person_goes(busy: Database) -> None:
    drafts.save(busy, "worker", "service", {"phone": PHONE}, 1)
    drafts.save(busy, "worker", "meters", {"other": "x"}, 1)

    forget(busy)

    assert drafts.load(busy, "worker", "service") is None
    assert drafts.load(busy, "worker", "meters") is not None


def test_it_is_kept_who_did_it_and_why(busy: Database) -> None:
    forget(busy)

    with busy.reading() as session:
        row = session.scalars(select(Erasure)).one()
        query = (
            "SELECT operator, second_operator FROM chain_record WHERE kind = 'erase'"
        )
        signed = session.execute(text(query)).one()
    assert (row.participant_id, row.reason) == (ONE, WHY)
    assert tuple(signed) == ("auditor", "auditor2")


@pytest.mark.parametrize(
    ("who", "second", "code"),
    [
        ("worker", "auditor2", "ROLE"),
        ("viewer", "auditor2", "ROLE"),
        ("auditor", "auditor", "SECOND_SAME"),
        ("auditor", "worker", "ROLE"),
    ],
)
def test_it_takes_two_who_may(busy: Database, who: str, second: str, code: str) -> None:
    before = everything(busy)

    with pytest.raises(NotAllowedError, match=code):
        erase(busy, as_of(who, second=second), ONE, WHY)

    assert everything(busy) == before


def test_what_waits_is_decided_first(busy: Database) -> None:
    log(busy, as_of("worker"), drop_form(1, grams=3210))

    with pytest.raises(RefusedError, match="ERASE_WAITING"):
        forget(busy)

    assert outlook(busy, as_of("auditor"), ONE).refusal == "ERASE_WAITING"


@pytest.mark.parametrize("reason", ["", "  ", f"电话 {PHONE} 的主人申请"])
def test_the_reason_names_nobody(busy: Database, reason: str) -> None:
    with pytest.raises(RefusedError, match="REASON"):
        erase(busy, as_of("auditor", second="auditor2"), ONE, reason)


def test_it_happens_once(busy: Database) -> None:
    forget(busy)

    with pytest.raises(RefusedError, match="ALREADY_ERASED"):
        forget(busy)


def test_a_retried_click_does_nothing(busy: Database) -> None:
    click = replace(as_of("auditor", second="auditor2"), operation_id="click")
    erase(busy, click, ONE, WHY)

    with pytest.raises(RefusedError, match="ALREADY_DONE"):
        erase(busy, click, ONE, WHY)


def test_what_it_would_do_is_known_before(busy: Database) -> None:
    before = everything(busy)

    told = outlook(busy, as_of("auditor"), ONE)

    assert everything(busy) == before
    done = forget(busy)
    assert (told.points, told.actions, told.files) == (
        done.points,
        done.actions,
        done.files,
    )
    assert told.left == done.left


def test_everybody_can_be_forgotten(busy: Database) -> None:
    log_state = sums(busy)
    for number in (2, 3, 5, 7, 8, 1):
        forget(busy, person(number))

    assert sums(busy) == log_state
    assert wrong(busy) == []


def test_nothing_is_printed_or_issued_for_nobody(
    busy: Database, tmp_path: Path
) -> None:
    with busy.reading() as session:
        serial = session.scalars(text("SELECT serial FROM certificate")).one()
    forget(busy)

    with pytest.raises(RefusedError, match="CERTIFICATE_ERASED"):
        certificate_paper(busy, as_of("worker"), serial)
    made = issue(busy, as_of("worker"), None, YEAR, tmp_path / "papers")
    assert ONE not in [each.participant_id for each in made]
    with pytest.raises(RefusedError, match="NOTHING_TO_CERTIFY"):
        issue(busy, as_of("worker"), [ONE], YEAR, tmp_path / "papers")


def test_nothing_new_is_written_of_nobody(busy: Database) -> None:
    forget(busy)

    with pytest.raises(RefusedError):
        log(busy, as_of("worker"), drop_form(1, grams=999))
    with pytest.raises(RefusedError, match="ACCOUNT_CLOSED"):
        give_consent(busy, as_of("worker"), ONE, "1")


def test_a_paper_that_was_not_finished_is_not_made_any_more(busy: Database) -> None:
    with busy.writing() as session:
        session.execute(text("UPDATE certificate SET state = 'recorded'"))
    forget(busy)

    assert finish_interrupted(busy) == 0


@pytest.mark.parametrize("day", [None, AS_OF])
def test_the_day_sheet_is_zero(busy: Database, day: dt.date | None) -> None:
    forget(busy)

    sheet = day_sheet(busy, as_of("auditor"), day)

    assert [row.name for row in sheet.rows if row.sides.places] == []


def test_an_erased_file_that_says_something_again_is_found(busy: Database) -> None:
    forget(busy)
    with busy.writing() as session:
        session.get_one(Participant, ONE).phone = PHONE

    assert any("erased_people_are_nobody" in each for each in wrong(busy))


def test_somebody_who_only_looks_erased_is_found(busy: Database) -> None:
    with busy.writing() as session:
        session.get_one(Participant, person(4)).state = "erased"

    assert any("erased_people_are_nobody" in each for each in wrong(busy))
