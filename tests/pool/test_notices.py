"""Notices: what they announce, how long they run, who may object."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.pool.histories import notices
from carbon_points.pool.notices import announce
from carbon_points.pool.notices import cancel
from carbon_points.pool.notices import proposed
from carbon_points.pool.objections import answer
from carbon_points.pool.objections import ObjectionForm
from carbon_points.pool.objections import raise_objection
from carbon_points.pool.registering import register
from tests.deeds import conditioners_file
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take
from tests.districts import AS_OF
from tests.districts import as_of
from tests.pool.bureau import announced
from tests.pool.bureau import form
from tests.pool.bureau import OVER
from tests.pool.bureau import registered

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def state_of(db: Database, day: dt.date) -> str:
    with db.reading() as session:
        return notices(session, day)[0].state


def approved_mg(db: Database) -> dict[tuple[str, int], int]:
    """A plain recount: what is approved and no draft, by methodology and year."""
    query = text("""
        SELECT v.methodology, CAST(strftime('%Y', a.day * 86400, 'unixepoch') AS INT),
               SUM(a.reduction_mg)
        FROM action a JOIN methodology_version v ON v.id = a.version_id
        WHERE a.state = 3 GROUP BY 1, 2""")
    with db.reading() as session:
        return {(row[0], row[1]): row[2] for row in session.execute(query)}


def test_a_notice_announces_what_is_approved_by_methodology_and_year(
    busy: Database,
) -> None:
    expected = approved_mg(busy)

    lots = announced(busy).lots

    assert {(x.methodology, x.vintage): x.reduction_mg for x in lots} == {
        key: mg for key, mg in expected.items() if key[1] == 2026
    }


def test_a_proposal_says_the_same_and_writes_nothing(busy: Database) -> None:
    wanted = proposed(busy, as_of("auditor"), form())

    assert (wanted.starts, wanted.working_days) == (AS_OF, 7)
    assert proposed(busy, as_of("auditor"), form()) == wanted
    assert announced(busy).lots == wanted.lots


def test_an_action_is_announced_once(busy: Database) -> None:
    announced(busy)

    with pytest.raises(RefusedError, match="POOL_NOTHING"):
        announced(busy)


def test_what_is_approved_later_waits_for_the_next_notice(
    busy: Database, tmp_path: Path
) -> None:
    announced(busy)
    take(busy, rides_file(tmp_path, [Ride("NEW", 3, Ride("").start + 86_400)]))
    approve(busy, as_of(), "all")

    [lot] = announced(busy, "cycling").lots

    assert (lot.actions, lot.participants) == (1, 1)


def test_drafts_stay_out_of_the_pool(unadopted: Database, tmp_path: Path) -> None:
    take(unadopted, conditioners_file(tmp_path, [{}]))
    approve(unadopted, as_of(), "all")

    found = proposed(unadopted, as_of("auditor"), form(year=2025))

    assert found.lots == ()


def test_a_cancelled_notice_frees_its_actions(busy: Database) -> None:
    first = announced(busy)
    cancel(busy, as_of("auditor"), first.notice_id, "正文有误")

    assert state_of(busy, OVER) == "cancelled"
    assert announced(busy).lots == first.lots
    with pytest.raises(RefusedError, match="NOTICE_CANCELLED"):
        register(busy, as_of("auditor", day=OVER), first.notice_id)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "  "}, "NOTICE_TEXT_MISSING"),
        ({"text": "请致电 13905310000"}, "POOL_PERSONAL"),
        ({"starts": AS_OF - dt.timedelta(1)}, "NOTICE_STARTS"),
        ({"ends": AS_OF - dt.timedelta(1)}, "NOTICE_TOO_SHORT"),
        ({"first": dt.date(2020, 1, 1), "last": dt.date(2020, 2, 1)}, "POOL_NOTHING"),
        ({"first": dt.date(2026, 12, 1), "last": dt.date(2026, 1, 1)}, "PERIOD"),
        ({"methodologies": ("walking",)}, "METHODOLOGY_UNKNOWN"),
    ],
)
def test_a_wrong_notice_is_refused_and_nothing_is_written(
    busy: Database, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        announce(busy, as_of("auditor"), replace(form(), **changes))

    with busy.reading() as session:
        assert notices(session, AS_OF) == ()


def test_nothing_is_registered_before_the_notice_is_over(busy: Database) -> None:
    notice = announced(busy)

    with pytest.raises(RefusedError, match="NOTICE_RUNNING"):
        register(busy, as_of("auditor", day=notice.ends), notice.notice_id)

    assert state_of(busy, notice.ends) == "running"
    after = notice.ends + dt.timedelta(1)
    assert state_of(busy, after) == "ready"
    assert register(busy, as_of("auditor", day=after), notice.notice_id).batches


def test_an_open_objection_holds_the_registration_up(busy: Database) -> None:
    notice = announced(busy)
    said = ObjectionForm(notice.notice_id, "四月的骑行重复计算。", "web")
    objection = raise_objection(busy, as_of("auditor"), said)

    with pytest.raises(RefusedError, match="OBJECTION_OPEN"):
        register(busy, as_of("auditor", day=OVER), notice.notice_id)
    assert state_of(busy, OVER) == "objected"

    answer(busy, as_of("auditor2"), objection, "经核对无重复。", upheld=False)
    assert register(busy, as_of("auditor", day=OVER), notice.notice_id).batches
    with pytest.raises(RefusedError, match="OBJECTION_ANSWERED"):
        answer(busy, as_of("auditor2"), objection, "再答复。", upheld=True)


def test_what_an_objection_brought_down_is_not_registered(busy: Database) -> None:
    notice = announced(busy, "clothing_reuse")
    [lot] = notice.lots
    query = text("""
        SELECT m.action_id, a.reduction_mg FROM pool_member m
        JOIN action a ON a.id = m.action_id ORDER BY 1 LIMIT 1""")
    with busy.reading() as session:
        action, mg = session.execute(query).one()
    reverse_actions(busy, as_of("auditor"), [action], "异议成立")

    [batch] = register(busy, as_of("auditor", day=OVER), notice.notice_id).batches

    assert batch.reduction_mg == lot.reduction_mg - mg
    assert batch.actions == lot.actions - 1


def test_a_registered_notice_takes_no_more_objections(busy: Database) -> None:
    done = registered(busy)
    late = as_of("auditor", day=OVER)

    with pytest.raises(RefusedError, match="NOTICE_REGISTERED"):
        raise_objection(busy, late, ObjectionForm(done.notice_id, "太晚了"))
    with pytest.raises(RefusedError, match="NOTICE_REGISTERED"):
        cancel(busy, late, done.notice_id, "改主意")
    with pytest.raises(RefusedError, match="NOTICE_REGISTERED"):
        register(busy, late, done.notice_id)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"content": ""}, "OBJECTION_TEXT_MISSING"),
        ({"channel": "gossip"}, "OBJECTION_CHANNEL"),
        ({"received_on": AS_OF - dt.timedelta(1)}, "OBJECTION_DATE"),
        ({"notice_id": 7}, "NOTICE_UNKNOWN"),
    ],
)
def test_a_wrong_objection_is_refused(
    busy: Database, changes: dict[str, Any], code: str
) -> None:
    said = ObjectionForm(announced(busy).notice_id, "有误")

    with pytest.raises(UserError, match=code):
        raise_objection(busy, as_of("auditor"), replace(said, **changes))


def test_only_auditors_announce(busy: Database) -> None:
    for name in ("worker", "admin", "viewer"):
        with pytest.raises(NotAllowedError):
            announce(busy, as_of(name), form())


def test_the_same_click_announces_once(busy: Database) -> None:
    announce(busy, as_of("auditor", key="click"), form("cycling"))

    with pytest.raises(RefusedError, match="ALREADY_DONE"):
        announce(busy, as_of("auditor", key="click"), form("rooftop_pv"))
