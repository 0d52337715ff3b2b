"""A small district written straight into the tables, for rooms that only read them."""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy import insert
from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from carbon_points.actions import sums
from carbon_points.actions.models import Action
from carbon_points.actions.models import Decision
from carbon_points.actions.rules import SHOWN_BY_STATE
from carbon_points.actions.rules import State
from carbon_points.participants.models import Participant
from carbon_points.places.models import Place
from carbon_points.rulebook.models import MethodologyVersionRow
from carbon_points.security import models as _chain
from carbon_points.storage import models as _settings
from carbon_points.storage.base import Base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy import Engine

TABLES = (_chain.ChainRecord, _settings.Setting)
METHODOLOGIES = (
    "cycling",
    "clothing_reuse",
    "rooftop_pv",
    "heat_pump",
    "air_conditioner",
)
FIRST_DAY = 20_454
"""2026-01-01."""

DISTRICT = 1
SUBDISTRICTS = {11: "明水街道", 12: "双山街道", 13: "垛庄镇"}
COMMUNITIES = {21: (11, "桃花山社区"), 22: (11, "东村"), 23: (12, "东村")}


@dataclass(frozen=True)
class Deed:
    """What a test says of an action; the rest does not matter to the sums."""

    participant: int = 1
    day: int = FIRST_DAY
    methodology: str = "cycling"
    mg: int = 1_000
    subdistrict: int = 11
    community: int | None = 21
    kind: int = 0
    grade: int = 0


class Records:
    """Writes actions and decisions as the services do, with their running sums."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._action_ids = itertools.count(1)
        self._batch_ids = itertools.count(1)
        self._decision_ids = itertools.count(1)
        self._positions = itertools.count(1)

    def log(self, *deeds: Deed) -> list[int]:
        """Actions that wait, all at one chain position."""
        position = next(self._positions)
        ids = [next(self._action_ids) for _ in deeds]
        rows = [
            _row(number, deed, position)
            for number, deed in zip(ids, deeds, strict=True)
        ]
        self.session.execute(insert(Action), rows)
        sums.added(self.session, position, ids[0])
        return ids

    def decide(self, ids: Sequence[int], state: State) -> None:
        """One signed batch that brings actions of one state to another."""
        batch, position = next(self._batch_ids), next(self._positions)
        left = self._state(ids[0])
        for number in ids:
            decision = {
                "id": next(self._decision_ids),
                "batch_id": batch,
                "action_id": number,
                "state": int(state),
                "points": 0,
                "reason": "",
                "chain_position": position,
            }
            self.session.execute(insert(Decision), decision)
            self._change(number, state)
        sums.moved(
            self.session, batch, SHOWN_BY_STATE.get(left), SHOWN_BY_STATE.get(state)
        )

    def approve(self, *deeds: Deed) -> list[int]:
        """Actions that were logged and approved."""
        ids = self.log(*deeds)
        self.decide(ids, State.APPROVED)
        return ids

    def stocktake(self, *deeds: Deed) -> list[int]:
        """Actions that were approved while their methodology was a draft."""
        ids = self.log(*deeds)
        self.decide(ids, State.STOCKTAKEN)
        return ids

    def _state(self, number: int) -> State:
        action = self.session.get_one(Action, number, populate_existing=True)
        return State(action.state)

    def _change(self, number: int, state: State) -> None:
        change = update(Action).where(Action.id == number)
        values: dict[str, object] = {"state": int(state)}
        if state is State.APPROVED:
            values["points"] = Action.reduction_mg // 1000
        self.session.execute(change.values(**values))


def _row(number: int, deed: Deed, position: int) -> dict[str, object]:
    return {
        "id": number,
        "participant_id": deed.participant,
        "subdistrict_id": deed.subdistrict,
        "community_id": deed.community,
        "participant_kind": deed.kind,
        "day": deed.day,
        "version_id": METHODOLOGIES.index(deed.methodology) + 1,
        "factor_set_id": 1,
        "as_of": deed.day,
        "grade": deed.grade,
        "inputs": b"",
        "context": b"",
        "key_digest": number,
        "reduction_mg": deed.mg,
        "credited": 0,
        "flags": "",
        "code": "",
        "state": int(State.WAITING),
        "points": 0,
        "source_row": 0,
        "chain_position": position,
    }


@cache
def _engine() -> Engine:
    """The tables are made once; whatever a test writes is rolled back."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    return engine


@contextmanager
def district() -> Iterator[Records]:
    """An empty district with places and methodologies, in memory."""
    with Session(_engine()) as session:
        places: list[tuple[int, str, int | None, str]] = [
            (DISTRICT, "district", None, "章丘区")
        ]
        places += [
            (i, "subdistrict", DISTRICT, name) for i, name in SUBDISTRICTS.items()
        ]
        places += [(i, "community", up, name) for i, (up, name) in COMMUNITIES.items()]
        for number, kind, parent, name in places:
            session.add(
                Place(id=number, kind=kind, parent_id=parent, code="", name=name)
            )
            session.flush()
        for number, name in enumerate(METHODOLOGIES, start=1):
            session.add(
                MethodologyVersionRow(
                    id=number,
                    methodology=name,
                    version="1.0",
                    distribution="",
                    chain_position=1,
                )
            )
        session.flush()
        yield Records(session)
        session.rollback()


def register(session: Session, number: int, kind: str = "resident") -> None:
    """A participant of the first subdistrict."""
    columns = {column.name: "" for column in Participant.__table__.columns}
    values: dict[str, object] = {
        **columns,
        "id": number,
        "kind": kind,
        "state": "open",
        "subdistrict_id": 11,
        "community_id": None,
        "registered_on": FIRST_DAY,
        "identity_sealed": None,
        "identity_token": None,
        "tail_token": None,
        "identity_salt": None,
        "identity_digest": b"",
        "batch_id": None,
        "chain_position": 1,
    }
    session.execute(insert(Participant).values(**values))
