"""The roll of participants and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.actions.service import withdraw
from carbon_points.audit.service import approve
from carbon_points.crediting.account import account
from carbon_points.crediting.desk import log
from carbon_points.crediting.roll import roll_ids
from carbon_points.crediting.roll import roll_lines
from carbon_points.crediting.roll import RollFilter
from carbon_points.participants.twins import dismiss_twin
from carbon_points.participants.twins import mark_twin
from carbon_points.places.queries import subdistrict_by_name
from tests.deeds import drop_form
from tests.deeds import person
from tests.deeds import RESIDENTS
from tests.deeds import SMES
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def test_everybody_is_on_the_roll_the_newest_first(small: Database) -> None:
    with small.reading() as session:
        ids = roll_ids(session, RollFilter())

    assert list(ids) == [person(n) for n in range(RESIDENTS + SMES, 0, -1)]


def test_the_first_of_the_roll_are_the_first_of_the_whole(small: Database) -> None:
    with small.reading() as session:
        whole = roll_ids(session, RollFilter())
        head = roll_ids(session, RollFilter(), 3)

    assert head == whole[:3]


def test_the_marked_are_those_of_an_open_mark(small: Database) -> None:
    mark_twin(small, as_of("worker"), person(1), person(3), "同一人")
    made = mark_twin(small, as_of("worker"), person(2), person(3), "同一人")
    dismiss_twin(small, as_of("auditor"), made.mark_id, "不是一人")

    with small.reading() as session:
        marked = roll_ids(session, RollFilter(marked=True))
        companies = roll_ids(session, RollFilter(kind="sme", marked=True))
    assert list(marked) == [person(3), person(1)]
    assert not companies


def test_a_filter_leaves_out_the_others(small: Database) -> None:
    with small.reading() as session:
        place = subdistrict_by_name(session, "明水街道")
        companies = roll_ids(session, RollFilter(kind="sme"))
        here = roll_ids(session, RollFilter(subdistrict_id=place))
        frozen = roll_ids(session, RollFilter(state="frozen"))

    assert len(companies) == SMES
    assert len(here) == RESIDENTS
    assert not frozen


def test_a_line_says_what_the_account_says(small: Database) -> None:
    log(small, as_of("worker"), drop_form())
    approve(small, as_of(), "all")

    with small.reading() as session:
        line = roll_lines(session, [person(1)])[0]
        held = account(session, person(1))
    assert (line.points, line.reduction_mg) == (held.points, held.reduction_mg)
    assert line.points > 0
    assert line.last_day == held.actions[0].day


def test_what_waits_or_was_withdrawn_is_no_reduction(small: Database) -> None:
    done = log(small, as_of("worker"), drop_form())
    withdraw(small, as_of("worker"), [done.action_id or 0], "录错")

    with small.reading() as session:
        line = roll_lines(session, [person(1)])[0]
    assert (line.points, line.reduction_mg) == (0, 0)


def test_lines_come_in_the_order_they_were_asked_for(small: Database) -> None:
    wanted = [person(3), person(1), person(99), person(2)]

    with small.reading() as session:
        lines = roll_lines(session, wanted)
        nobody = roll_lines(session, [])

    assert [line.participant_id for line in lines] == [person(3), person(1), person(2)]
    assert nobody == []


def test_numbers_are_masked(small: Database) -> None:
    with small.reading() as session:
        lines = roll_lines(session, roll_ids(session, RollFilter()))
        whole = set(session.execute(text("SELECT phone FROM participant")).scalars())

    assert all("****" in line.masked_id for line in lines)
    assert not whole & {line.masked_phone for line in lines}
