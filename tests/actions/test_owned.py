"""The installations of one participant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.actions.models import Action
from carbon_points.actions.models import Installation
from carbon_points.actions.owned import installations_of
from carbon_points.actions.rules import LAST_LIVE

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def test_every_device_is_listed_with_what_it_saved(busy: Database) -> None:
    with busy.reading() as session:
        devices = session.scalars(select(Installation)).all()
        owners = {device.participant_id for device in devices}
        listed = [
            each for person in owners for each in installations_of(session, person)
        ]
        actions = session.scalars(
            select(Action).where(
                Action.installation_id.is_not(None), Action.state <= LAST_LIVE
            )
        ).all()

    assert {each.installation_id for each in listed} == {d.id for d in devices}
    assert sum(each.reduction_mg for each in listed) == sum(
        action.reduction_mg for action in actions
    )
    assert sum(each.periods for each in listed) == len(actions)
    assert any(each.last_read_on is not None for each in listed)


def test_who_owns_nothing_has_an_empty_list(busy: Database) -> None:
    with busy.reading() as session:
        assert installations_of(session, 1) == ()
