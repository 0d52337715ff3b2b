"""The actions behind a movement of points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.crediting.account import account
from carbon_points.crediting.behind import actions_behind
from tests.deeds import person
from tests.deeds import RESIDENTS
from tests.deeds import SMES

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def test_an_approval_is_made_of_its_actions_to_the_last_point(busy: Database) -> None:
    seen = 0
    with busy.reading() as session:
        for number in range(1, RESIDENTS + SMES + 1):
            held = account(session, person(number))
            points = {a.action_id: a.points for a in held.actions}
            for entry in held.entries:
                behind = actions_behind(session, person(number), entry.cause)
                assert behind
                total = sum(points[action] for action in behind)
                assert abs(entry.points) == total
                seen += 1

    assert seen > RESIDENTS // 2


def test_what_spends_points_has_no_action(busy: Database) -> None:
    with busy.reading() as session:
        for cause in ("order:1", "expiry:3y/12-1", "correction:12-1"):
            assert actions_behind(session, person(1), cause) == ()
