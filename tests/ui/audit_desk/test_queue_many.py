"""Many actions at once: approved after a look, by a policy, frozen and reversed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from carbon_points.audit.persons import freeze_person
from tests.deeds import person
from tests.districts import as_of
from tests.ui.audit_desk.queue import CTRL
from tests.ui.audit_desk.queue import focus
from tests.ui.audit_desk.queue import marks
from tests.ui.audit_desk.queue import segments
from tests.ui.audit_desk.queue import SHIFT
from tests.ui.audit_desk.queue import sign
from tests.ui.audit_desk.queue import states
from ui.audit_desk.queue_work import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.storage.engine import Database
    from ui.audit_desk.queue_view import QueueView


def test_many_are_approved_after_a_look_at_the_effect(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
) -> None:
    press("a", CTRL)
    press("a", SHIFT)
    shown = page.side.bulk._alone.accessibleName()
    waits = page.side.bulk._second.accessibleName()
    QTest.keyClick(focus(page), Qt.Key.Key_Return)
    wait()
    marked = marks(page)
    sign(page, wait)

    assert (shown, waits) == ("签批即入账 4", "须再复核 1")
    assert marked == ["通过"] * 5
    assert states(busy).count("approved") == 4
    assert segments(page)[1] == "待复核 1"


def test_freezing_and_releasing_are_decisions_of_the_batch(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
) -> None:
    press("f5")
    sign(page, wait)
    frozen = states(busy)[0]
    page.filter.choose(Wanted("frozen"))
    wait()
    press("f")
    sign(page, wait)

    assert frozen == "frozen"
    assert states(busy)[0] == "waiting"


def test_a_frozen_person_is_released_before_anything_is_approved(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
) -> None:
    freeze_person(busy, as_of("auditor"), person(1), "R5")
    page.presenter.refresh()
    wait()
    page.list.go_to(min(page.list._places))
    press("a")
    told = page.bar.text
    press("f", SHIFT)
    wait()
    after = page.bar.text
    press("f", SHIFT)
    press("5")
    wait()

    assert told.startswith("参与者已冻结")
    assert after.startswith("已解冻")
    assert page.bar.text.startswith("已冻结")


def test_an_approved_action_is_reversed_with_its_reason(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
) -> None:
    press("a")
    sign(page, wait)
    for _ in range(4):
        QTest.keyClick(focus(page), Qt.Key.Key_Right)
    wait()
    listed, verb = page.model.rowCount(), page.panel.reject.accessibleName()
    press("r1")
    sign(page, wait)

    assert (listed, verb) == (1, "冲正")
    assert states(busy)[0] == "reversed"


def test_a_policy_signs_everything_that_it_allows(
    page: QueueView, busy: Database, wait: Callable[[], None]
) -> None:
    page.by_policy.click()
    wait()
    label = page.side.sheet.sign.accessibleName()

    page.commit()
    wait()

    assert label == "签批 4 笔"
    assert states(busy).count("approved") == 4
    assert page.bar.text.startswith("已核定 4 笔")
