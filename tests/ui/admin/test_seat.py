"""Who is closed or changed while they sit at the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.common.problems import NotAllowedError
from carbon_points.participants.service import withdraw_consent
from carbon_points.security.people import change_operator
from carbon_points.security.people import close_operator
from carbon_points.security.people import Person
from tests.deeds import person
from tests.districts import as_of
from ui.admin.lock_view import LockView
from ui.shared.desk import caller_now
from ui.shared.desk import seats
from ui.shared.pictures import settle

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow


@pytest.fixture
def seated(window: MainWindow, tasks: TaskRunner, district: Database) -> MainWindow:
    """A worker who has typed something in the search box."""
    assert window._opened is not None
    worker = next(one for one in seats(district) if one.login == "worker")
    window.enter(window._opened, worker)
    settle(tasks, 0.01)
    return window


def test_who_is_closed_is_put_out_and_the_desk_stays_as_it_was(
    seated: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    desk = seated.page
    close_operator(district, caller_now("admin", "auditor"), "worker")
    settle(tasks, 0.05)

    assert isinstance(seated.page, LockView)
    assert "“社区工作人员”已被停用" in seated.page.hint.text()
    assert desk is not seated.page
    assert "worker" not in {one.login for one in seats(district)}


def test_who_was_closed_elsewhere_is_put_out_when_the_minute_is_over(
    seated: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    with district.writing() as session:
        session.execute(text("UPDATE operator SET closed_on = 1 WHERE name = 'worker'"))
    settle(tasks, 0.01)
    assert not isinstance(seated.page, LockView)

    seated._care.seat.look()
    settle(tasks, 0.05)

    assert isinstance(seated.page, LockView)


def test_whatever_a_closed_person_still_tries_is_refused(district: Database) -> None:
    closing = as_of("admin", second="auditor")
    close_operator(district, closing, "worker")
    later = replace(as_of("worker"), now=closing.now + 1)

    with pytest.raises(NotAllowedError, match="OPERATOR_CLOSED"):
        withdraw_consent(district, later, person(1))


def test_another_role_brings_other_pages(
    seated: MainWindow, tasks: TaskRunner, district: Database
) -> None:
    assert "log" not in seated.page_ids
    more = Person("worker", "王芳", frozenset({"worker", "admin"}))

    change_operator(district, caller_now("admin", "auditor"), more)
    settle(tasks, 0.05)

    assert "log" in seated.page_ids
    assert "您的角色现在是：登记员、管理员" in seated.around.toast.text
