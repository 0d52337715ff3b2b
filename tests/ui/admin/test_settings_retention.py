"""Keeping times at the window: shown, reminded of, carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.security import drafts
from tests.ui.admin.test_settings_people import seat
from tests.ui.admin.test_settings_people import section
from ui.admin.settings_retention import RetentionSection
from ui.shared.badges import Pill
from ui.shared.pictures import settle
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from ui.admin.settings_view import SettingsView
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow


@pytest.fixture
def overdue(district: Database) -> Database:
    """A form that somebody left long ago."""
    drafts.save(district, "worker", "service", {"name": "x"}, 1)
    return district


def shown(view: SettingsView) -> RetentionSection:
    return section(view, RetentionSection)


def words(part: RetentionSection) -> str:
    labels = [label.text() for label in part.findChildren(Label)]
    pills = [pill.accessibleName() for pill in part.findChildren(Pill)]
    return " ".join([*labels, *pills])


def test_every_rule_is_shown_with_its_time_and_ground(
    window: MainWindow, tasks: TaskRunner
) -> None:
    part = shown(seat(window, tasks, "admin"))

    said = words(part)
    for word in (
        "3 年（1,095 天）",
        "30 天",
        "长期",
        "假定",
        "《网络安全法》",
        "还没有清理过",
    ):
        assert word in said
    assert not part.run.isEnabled()
    assert not part.see.isVisibleTo(part)


def test_what_is_past_its_time_is_named_and_goes(
    window: MainWindow, tasks: TaskRunner, overdue: Database
) -> None:
    part = shown(seat(window, tasks, "admin"))
    assert "1 项" in part.bar.text
    part.see.click()
    assert "worker service" in part.names.text()

    part.run.click()
    settle(tasks, 0.01)

    assert "已按期限清理 1 项" in part.bar.text
    assert drafts.load(overdue, "worker", "service") is None
    assert not part.run.isEnabled()


def test_an_auditor_sees_it_and_deletes_nothing(
    window: MainWindow, tasks: TaskRunner
) -> None:
    part = shown(seat(window, tasks, "auditor"))

    assert not part.run.isVisibleTo(part)


def test_a_worker_does_not_see_it(window: MainWindow, tasks: TaskRunner) -> None:
    view = seat(window, tasks, "worker")

    assert not [one for one in view.sections if isinstance(one, RetentionSection)]


@pytest.mark.usefixtures("overdue")
def test_the_administrator_is_told_once_a_day(
    window: MainWindow, tasks: TaskRunner
) -> None:
    seat(window, tasks, "admin")

    for _ in range(2):
        window._care.reminder.look()
        settle(tasks, 0.01)

    told = [text for text in window.history.texts if "已过保存期限" in text]
    assert len(told) == 1
    assert "设置 › 保存期限" in told[0]


def test_nobody_is_told_of_nothing(window: MainWindow, tasks: TaskRunner) -> None:
    seat(window, tasks, "admin")

    window._care.reminder.look()
    settle(tasks, 0.01)

    assert not [text for text in window.history.texts if "已过保存期限" in text]
