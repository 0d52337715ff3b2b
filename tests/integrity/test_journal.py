"""Whatever people do has words in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.security.journal import acts
from carbon_points.security.journal import everybody
from tests.deeds import audit_a_little

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def test_every_act_of_a_full_year_has_words(busy: Database) -> None:
    audit_a_little(busy)

    with busy.reading() as session:
        both = "SELECT kind FROM chain_record UNION SELECT act FROM operation_log"
        kinds = set(session.scalars(text(both)))
        assert {"worker", "auditor"} <= set(everybody(session))

    assert kinds - set(acts()) == set()
