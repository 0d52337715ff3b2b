"""Small acts on the adoption and place tables, to have something chained."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from carbon_points.rulebook.models import Adoption
from carbon_points.rulebook.models import MethodologyVersionRow
from carbon_points.security import chain
from carbon_points.security.chain import Caller
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def caller(operation_id: str) -> Caller:
    return Caller(
        "auditor", dt.date(2026, 1, 5), 1_767_600_000, operation_id, "auditor2"
    )


def adopt(db: Database, operation_id: str, rows: int = 1) -> chain.Link:
    """One use case that adds adoptions and a methodology version."""
    with db.writing() as session:
        position = chain.begin(session)
        first = next_id(session, Adoption, db.desk)
        session.add_all(
            Adoption(
                id=first + number,
                methodology=f"m{number}",
                status="trial",
                valid_from=20_000,
                document="章环〔2026〕1号",
                step="proposed",
                operator="auditor",
                chain_position=position,
            )
            for number in range(rows)
        )
        session.add(
            MethodologyVersionRow(
                id=position,
                methodology=f"m{position}",
                version="1.0",
                distribution="",
                chain_position=position,
            )
        )
        models = (MethodologyVersionRow, Adoption)
        call = caller(operation_id)
        return chain.seal(session, db.desk, position, "adoption", call, models)
