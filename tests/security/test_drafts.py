"""Half-filled forms outlive the program and stay with whoever typed them."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import update

from carbon_points.security import drafts
from carbon_points.security.drafts import Draft
from carbon_points.security.models import ChainRecord
from carbon_points.security.models import FormDraft
from carbon_points.storage.engine import open_database

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

TYPED = {"identity": "370181199001018817", "shown": "register"}
NOW = 1_782_800_000

plain = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
contents = st.dictionaries(
    st.text(max_size=5),
    st.recursive(plain, lambda inner: st.lists(inner, max_size=3), max_leaves=5),
    max_size=4,
)


def stored(db: Database) -> FormDraft:
    with db.reading() as session:
        return session.scalars(select(FormDraft)).one()


def test_a_draft_is_there_after_the_file_was_opened_again(db: Database) -> None:
    drafts.save(db, "worker", "service", TYPED, NOW)
    path = db.path
    db.close()

    with open_database(path) as again:
        assert drafts.load(again, "worker", "service") == Draft(TYPED, NOW)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents, contents)
def test_the_latest_state_is_kept_whatever_it_is(
    db: Database, first: dict[str, Any], second: dict[str, Any]
) -> None:
    drafts.save(db, "worker", "meters", first, NOW)
    drafts.save(db, "worker", "meters", second, NOW + 1)

    assert drafts.load(db, "worker", "meters") == Draft(second, NOW + 1)


def test_operators_and_forms_have_drafts_of_their_own(db: Database) -> None:
    drafts.save(db, "worker", "service", {"for": "worker"}, NOW)
    drafts.save(db, "worker", "meters", {"for": "meters"}, NOW)
    drafts.drop(db, "worker", "service")

    kept = drafts.load(db, "worker", "meters")
    assert kept is not None
    assert kept.content == {"for": "meters"}
    assert drafts.load(db, "worker", "service") is None
    assert drafts.load(db, "auditor", "meters") is None


def test_an_identity_number_cannot_be_read_in_the_table(db: Database) -> None:
    drafts.save(db, "worker", "service", TYPED, NOW)

    assert b"370181" not in stored(db).content


def test_a_draft_that_was_given_to_somebody_else_is_not_opened(
    db: Database,
) -> None:
    drafts.save(db, "worker", "service", TYPED, NOW)
    with db.writing() as session:
        session.execute(update(FormDraft).values(operator="auditor"))

    assert drafts.load(db, "auditor", "service") is None


def test_the_chain_knows_nothing_of_drafts(db: Database) -> None:
    def records() -> int | None:
        with db.reading() as session:
            return session.scalar(select(func.count(ChainRecord.position)))

    before = records()
    drafts.save(db, "worker", "service", TYPED, NOW)

    assert records() == before
