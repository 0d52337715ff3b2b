"""Twenty planted frauds of eight kinds are all flagged; few honest people are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.audit.queue import queue
from carbon_points.audit.queue import QueueQuery
from carbon_points.audit.service import approve
from carbon_points.evidence.photos import look
from carbon_points.integrity.service import verify
from carbon_points.rulebook.service import current
from tests.audit.fraud_district import KEY
from tests.audit.fraud_district import plant
from tests.districts import as_of
from tests.districts import copied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.audit.queue import QueueRow
    from carbon_points.storage.engine import Database
    from tests.audit.fraud_district import Planted

ASKED = {fraud["code"] for fraud in KEY}


@pytest.fixture(scope="module")
def district(
    empty_district: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Planted]]:
    """Honest people and frauds, all of it waiting."""
    folder = tmp_path_factory.mktemp("frauds")
    with copied(empty_district, folder / "copy") as db:
        yield db, plant(db, folder)


@pytest.fixture(scope="module")
def rows(district: tuple[Database, Planted]) -> dict[int, QueueRow]:
    """The queue after the photos were looked at."""
    db, _ = district
    look(db)
    book = current(db, as_of("auditor"))
    with db.reading() as session:
        return {r.action_id: r for r in queue(session, book, QueueQuery()).rows}


def test_the_key_holds_twenty_frauds_of_eight_kinds() -> None:
    assert len(KEY) == 20
    assert len({fraud["kind"] for fraud in KEY}) == 8


@pytest.mark.parametrize("fraud", [fraud["id"] for fraud in KEY])
def test_every_culprit_carries_the_flag_of_the_key(
    district: tuple[Database, Planted], rows: dict[int, QueueRow], fraud: str
) -> None:
    code, culprits = district[1].culprits[fraud]

    found = [[flag.code for flag in rows[number].flags] for number in culprits]

    assert found
    assert all(code in codes for codes in found), found
    assert all(rows[number].needs_second for number in culprits)


def test_few_honest_actions_are_asked_about(
    district: tuple[Database, Planted],
    rows: dict[int, QueueRow],
    capsys: pytest.CaptureFixture[str],
) -> None:
    honest = [rows[number] for number in district[1].honest if number in rows]

    asked = [row for row in honest if any(flag.code in ASKED for flag in row.flags)]

    with capsys.disabled():
        share = f"{len(asked)} of {len(honest)}"
        print(f"\nfalse alarms: {share} honest actions")  # noqa: T201  (the rate)
    assert len(honest) > 2000
    assert len(asked) * 100 < len(honest)


def test_a_flag_names_what_stands_beside_it(
    district: tuple[Database, Planted], rows: dict[int, QueueRow]
) -> None:
    _, (one, other) = district[1].culprits["F12"]

    [flag] = [f for f in rows[one].flags if f.code == "SAME_FILE"]

    assert flag.others == (other,)
    assert "2" in flag.says


def test_the_careful_policy_leaves_every_fraud_to_the_auditor(
    district: tuple[Database, Planted], rows: dict[int, QueueRow]
) -> None:
    db, planted = district
    done = approve(db, as_of("auditor"), "careful")

    book = current(db, as_of("auditor"))
    with db.reading() as session:
        left = {row.action_id for row in queue(session, book, QueueQuery()).rows}
    culprits = {n for _, ids in planted.culprits.values() for n in ids}
    assert culprits <= left
    assert done.approved > 0.9 * len(rows)
    assert verify(db, as_of("auditor"), recalculate=True).ok
