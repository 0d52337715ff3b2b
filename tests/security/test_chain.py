"""One record a use case, linked by hash, over exactly the rows it wrote."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.common.days import day_number
from carbon_points.common.problems import RefusedError
from carbon_points.places.models import Place
from carbon_points.rulebook.models import Adoption
from carbon_points.security import chain
from carbon_points.security.models import ChainPart
from carbon_points.security.models import ChainRecord
from carbon_points.storage.engine import next_id
from tests.security.acts import adopt
from tests.security.acts import caller

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

cells = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.binary()
rows = st.lists(st.tuples(cells, cells, cells), max_size=40)


@given(rows)
def test_packed_rows_are_the_rows_packed_one_by_one(
    block: list[tuple[object, ...]],
) -> None:
    assert chain.packed_rows(block) == b"".join(map(msgspec.msgpack.encode, block))


@pytest.mark.parametrize("count", [15, 16, 65_535, 65_536])
def test_long_blocks_are_packed_like_short_ones(count: int) -> None:
    block = [(number,) for number in range(count)]

    packed = chain.packed_rows(block)

    assert packed == b"".join(map(msgspec.msgpack.encode, block))


@settings(max_examples=30)
@given(rows, st.integers(0, 40))
def test_a_digest_does_not_depend_on_the_blocks(
    block: list[tuple[object, ...]], cut: int
) -> None:
    whole, pieces = chain.PartDigest("t"), chain.PartDigest("t")
    whole.add(iter(block))
    pieces.add(block[:cut])
    pieces.add(block[cut:])

    assert whole.part() == pieces.part()
    assert whole.part() == chain.part(
        "t", len(block), hashlib.sha256(chain.packed_rows(block)).digest()
    )


def test_a_record_names_who_when_and_how_much(db: Database) -> None:
    adopt(db, "click-1", rows=3)

    with db.reading() as session:
        (record,) = session.scalars(select(ChainRecord))
        parts = {
            part.table_name: part.rows for part in session.scalars(select(ChainPart))
        }
    who = caller("click-1")
    assert (record.position, record.desk, record.kind) == (1, 12, "adoption")
    assert (record.operator, record.second_operator) == ("auditor", "auditor2")
    assert (record.at, record.as_of) == (who.now, day_number(who.as_of))
    assert (record.operation_id, record.rows) == ("click-1", 4)
    assert parts == {"adoption": 3, "methodology_version": 1}


def test_each_record_follows_the_one_before(db: Database) -> None:
    first, second = adopt(db, "click-1"), adopt(db, "click-2", rows=2)

    assert (first.previous_hash, second.previous_hash) == (chain.START, first.hash)
    assert second.position == 2


def test_a_hash_can_be_computed_by_another_program(db: Database) -> None:
    link = adopt(db, "click-1")

    with db.reading() as session:
        row = session.execute(text("SELECT * FROM adoption")).one()
        version = session.execute(text("SELECT * FROM methodology_version")).one()
    pack = msgspec.msgpack.encode
    parts = [
        ("adoption", 1, hashlib.sha256(pack(tuple(row)[:-1])).digest()),
        ("methodology_version", 1, hashlib.sha256(pack(tuple(version)[:3])).digest()),
    ]
    digest = hashlib.sha256(pack(parts)).digest()
    record = (1, 12, "adoption", "click-1", "auditor", "auditor2", link.at, link.as_of)
    assert link.hash == hashlib.sha256(bytes(32) + pack((*record, 2, digest))).digest()


def test_a_repeated_operation_is_refused_and_books_nothing(db: Database) -> None:
    adopt(db, "click-1")

    with pytest.raises(RefusedError, match="ALREADY_DONE") as caught:
        adopt(db, "click-1")

    assert caught.value.details == {"position": "1"}
    with db.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM adoption")) == 1
        chain.refuse_repetition(session, "click-2")


def test_only_the_rows_of_the_transaction_are_covered(db: Database) -> None:
    adopt(db, "click-1", rows=5)
    adopt(db, "click-2", rows=2)

    with db.reading() as session:
        query = "SELECT rows FROM chain_part WHERE table_name = 'adoption'"
        assert session.scalars(text(query)).all() == [5, 2]


def test_rows_of_other_desks_are_not_covered(db: Database) -> None:
    with db.writing() as session:
        position = chain.begin(session)
        for desk in (11, 12, 13):
            session.add(
                Adoption(
                    id=next_id(session, Adoption, desk),
                    methodology=str(desk),
                    status="",
                    valid_from=1,
                    document="",
                    step="",
                    operator="",
                    chain_position=position if desk == 12 else 9,
                )
            )
        link = chain.seal(session, 12, position, "adoption", caller("c"), [Adoption])

    assert link.rows == 1


def test_a_digest_taken_while_staging_is_the_digest_read_back(db: Database) -> None:
    made = adopt(db, "click-1", rows=20)

    with db.writing() as session:
        columns = ", ".join(Adoption.chained.columns)
        query = text(f"SELECT {columns} FROM adoption ORDER BY id")  # noqa: S608
        staged = chain.PartDigest("adoption")
        staged.add([tuple(row) for row in session.execute(query)])
        ready = [staged.part(), chain.part("methodology_version", 0, b"")]
        link = chain.seal(session, 12, 2, "again", caller("click-2"), [], ready)
        parts = session.execute(
            text("SELECT rows, digest FROM chain_part WHERE table_name = 'adoption'")
        ).all()

    assert (made.rows, link.rows) == (21, 20)
    assert parts[0] == parts[1]


def test_an_act_without_rows_is_recorded(db: Database) -> None:
    with db.writing() as session:
        position = chain.begin(session)
        link = chain.seal(session, 12, position, "close", caller("c"), [Adoption])

    assert (link.position, link.rows) == (1, 0)


def test_a_table_that_is_not_chained_cannot_be_sealed(db: Database) -> None:
    with db.writing() as session, pytest.raises(TypeError, match="Place"):
        chain.seal(session, 12, 1, "place", caller("c"), [Place])
