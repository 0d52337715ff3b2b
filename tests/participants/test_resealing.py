"""New identity keys: everybody is found as before, nothing opens with the old ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import text

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.integrity.service import verify
from carbon_points.participants.queries import by_identity
from carbon_points.participants.resealing import rotate_identity
from carbon_points.participants.service import reveal_identity
from carbon_points.security import drafts
from carbon_points.storage.engine import open_database
from tests.deeds import identity
from tests.deeds import person
from tests.deeds import RESIDENTS
from tests.deeds import SMES
from tests.districts import as_of

if TYPE_CHECKING:
    from typing import Any

    from carbon_points.storage.engine import Database

EVERYBODY = RESIDENTS + SMES


def stored(db: Database) -> list[Any]:
    """What is kept of everybody's number."""
    query = "SELECT id, identity_sealed, identity_token, tail_token FROM participant"
    with db.reading() as session:
        return [tuple(row) for row in session.execute(text(f"{query} ORDER BY id"))]


def found(db: Database, number: int) -> list[int]:
    """Who has a number."""
    with db.reading() as session:
        owners = by_identity(session, db.sealer, [identity(number)])
    return [owner.participant_id for owner in owners.values()]


def test_everybody_is_found_and_read_under_the_new_keys(busy: Database) -> None:
    before = stored(busy)

    done = rotate_identity(busy, as_of("admin"))

    assert done.people == EVERYBODY
    for old, new in zip(before, stored(busy), strict=True):
        assert old[0] == new[0]
        assert not set(old[1:]) & set(new[1:])
    assert [found(busy, n) for n in (1, EVERYBODY)] == [
        [person(1)],
        [person(EVERYBODY)],
    ]
    shown = reveal_identity(busy, as_of("auditor"), person(1), "核对")
    assert shown == identity(1)
    assert verify(busy, as_of("auditor"), recalculate=True).ok


def test_the_old_keys_open_nothing_any_more(busy: Database) -> None:
    old = busy.sealer

    rotate_identity(busy, as_of("admin"))

    for who, sealed, token, _ in stored(busy):
        with pytest.raises(InvalidTag):
            old.open(who, sealed)
        assert token != old.token(identity(who - person(0)))


def test_whoever_has_the_file_open_goes_on_with_the_new_keys(busy: Database) -> None:
    with open_database(busy.path) as other:
        assert found(other, 1) == [person(1)]

        rotate_identity(busy, as_of("admin"))

        assert found(other, 1) == [person(1)]
        drafts.save(other, "worker", "service", {"q": identity(1)}, 7)
    kept = drafts.load(busy, "worker", "service")
    assert kept
    assert kept.content == {"q": identity(1)}


def test_what_somebody_was_typing_is_kept(busy: Database) -> None:
    drafts.save(busy, "worker", "service", {"q": identity(2)}, 7)

    done = rotate_identity(busy, as_of("admin"))

    kept = drafts.load(busy, "worker", "service")
    assert done.drafts == 1
    assert kept
    assert kept.content == {"q": identity(2)}


def test_a_cancelled_rotation_changes_nothing(busy: Database) -> None:
    before, progress = stored(busy), Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        rotate_identity(busy, as_of("admin"), progress)

    assert stored(busy) == before
    assert found(busy, 1) == [person(1)]


def test_only_an_administrator_does_it_and_once(busy: Database) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        rotate_identity(busy, as_of("worker"))
    rotate_identity(busy, as_of("admin", key="once"))

    with pytest.raises(UserError, match="ALREADY_DONE"):
        rotate_identity(busy, as_of("admin", key="once"))
