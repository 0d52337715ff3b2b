"""What is in force: two persons adopt, and nothing reaches back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from carbon_points.integrity.service import verify
from carbon_points.methodology.contract import Status
from carbon_points.rulebook.service import adopt
from carbon_points.rulebook.service import current
from carbon_points.rulebook.service import stored_factor_set
from carbon_points.security.models import Operator
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

APRIL = dt.date(2026, 4, 1)


@pytest.fixture
def signed(unadopted: Database) -> Database:
    """Out of set-up mode: whoever signs is named."""
    with unadopted.writing() as session:
        session.query(Operator).update({Operator.password_hash: "x"})
    return unadopted


def status(db: Database, day: dt.date, methodology: str = "rooftop_pv") -> Status:
    return current(db, as_of()).status(methodology, day)


def test_drafts_are_drafts_until_somebody_adopts_them(unadopted: Database) -> None:
    book = current(unadopted, as_of())

    drafts = {n for n in book.catalogue if book.status(n, APRIL) is Status.DRAFT}

    assert {"rooftop_pv", "heat_pump", "air_conditioner"} <= drafts
    assert book.status("cycling", APRIL) is Status.TRIAL


def test_an_adoption_is_in_force_once_a_second_auditor_confirms(
    signed: Database,
) -> None:
    first = adopt(signed, as_of("auditor"), ["rooftop_pv"], APRIL, "济环字〔2026〕1号")
    assert (first.status, status(signed, APRIL)) == ("proposed", Status.DRAFT)

    with pytest.raises(RefusedError, match="SAME_PERSON"):
        adopt(signed, as_of("auditor"), ["rooftop_pv"], APRIL, "济环字〔2026〕1号")

    second = adopt(
        signed, as_of("auditor2"), ["rooftop_pv"], APRIL, "济环字〔2026〕1号"
    )
    assert second.status == "trial"
    assert status(signed, APRIL) is Status.TRIAL
    assert status(signed, APRIL - dt.timedelta(days=1)) is Status.DRAFT
    assert verify(signed, as_of("auditor")).ok


def test_another_day_is_another_proposal(signed: Database) -> None:
    adopt(signed, as_of("auditor"), ["rooftop_pv"], APRIL, "文")

    done = adopt(signed, as_of("auditor2"), ["rooftop_pv"], dt.date(2026, 5, 1), "文")

    assert done.status == "proposed"
    assert status(signed, dt.date(2026, 6, 1)) is Status.DRAFT


def test_two_auditors_named_at_once_propose_and_confirm(signed: Database) -> None:
    done = adopt(
        signed, as_of("auditor", second="auditor2"), ["heat_pump"], APRIL, "文"
    )

    assert done.status == "trial"
    with signed.reading() as session:
        steps = session.execute(
            text("SELECT step, operator FROM adoption ORDER BY id DESC LIMIT 2")
        )
        assert [tuple(row) for row in steps] == [
            ("confirmed", "auditor2"),
            ("proposed", "auditor"),
        ]


def test_without_a_day_the_trial_runs_from_the_methodologys_start(
    unadopted: Database,
) -> None:
    done = adopt(unadopted, as_of(), ["rooftop_pv"], None, "文")

    start = current(unadopted, as_of()).methodology("rooftop_pv").current.valid_from
    assert done.valid_from == start
    assert status(unadopted, start) is Status.TRIAL


@pytest.mark.parametrize(
    ("methodology", "document", "code"),
    [
        ("cycling", "文", "NOT_A_DRAFT"),
        ("levitation", "文", "METHODOLOGY_UNKNOWN"),
        ("rooftop_pv", "  ", "DOCUMENT_MISSING"),
    ],
)
def test_what_cannot_be_adopted_is_refused(
    unadopted: Database, methodology: str, document: str, code: str
) -> None:
    with pytest.raises(UserError, match=code):
        adopt(unadopted, as_of(), ["heat_pump", methodology], APRIL, document)

    assert status(unadopted, APRIL, "heat_pump") is Status.DRAFT


@pytest.mark.parametrize("operator", ["worker", "admin", "viewer"])
def test_only_auditors_adopt(unadopted: Database, operator: str) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        adopt(unadopted, as_of(operator), ["rooftop_pv"], APRIL, "文")


def test_the_factor_set_is_kept_as_it_was_used(unadopted: Database) -> None:
    book = current(unadopted, as_of())

    with unadopted.reading() as session:
        stored = stored_factor_set(session, book.factor_set_id)

    assert stored.digest == book.factor_set.digest
    assert stored.pack() == book.factor_set.pack()


def test_looking_at_the_rules_twice_records_nothing(unadopted: Database) -> None:
    def records() -> int:
        with unadopted.reading() as session:
            return session.scalar(text("SELECT COUNT(*) FROM chain_record")) or 0

    current(unadopted, as_of())
    before = records()
    current(unadopted, as_of())

    assert records() == before


@pytest.mark.parametrize(
    ("founding", "code"),
    [
        (Founding(trial=["rooftop_pv"]), "DOCUMENT_MISSING"),
        (Founding(trial=["levitation"], document="文"), "METHODOLOGY_UNKNOWN"),
        (Founding(trial=["cycling"], document="文"), "NOT_A_DRAFT"),
        (Founding(desk=0), "DESK_NUMBER"),
    ],
)
def test_a_database_that_cannot_be_founded_leaves_no_file(
    tmp_path: Path, founding: Founding, code: str
) -> None:
    with pytest.raises(UserError, match=code):
        found(tmp_path / "x.db", as_of(), founding)

    assert list(tmp_path.iterdir()) == []
