"""The health page speaks to who sits at a desk, not to who types commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import Words
from tests.ui.admin.test_settings_people import seat
from ui.admin.health_view import HealthView
from ui.shared import language
from ui.shared.pictures import settle
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow

COMMANDS = re.compile(r"doctor|keys |audit verify|--\w+| init| restore ")


def shown(window: MainWindow, tasks: TaskRunner, *checks: HealthCheck) -> str:
    seat(window, tasks, "admin")
    page = window.navigate("health")
    assert isinstance(page, HealthView)
    settle(tasks, 0.05)
    if checks:
        page.presenter.take(checks)
    return "\n".join(label.text() for label in page.findChildren(Label))


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("chain", "restore"),
        ("database", "restore"),
        ("encryption", ""),
        ("evidence", ""),
        ("keys", "keys"),
        ("leftovers", "repair"),
        ("papers", "repair"),
        ("passphrase", "keys"),
    ],
)
def test_what_to_do_is_done_in_the_window(
    window: MainWindow, tasks: TaskRunner, name: str, act: str
) -> None:
    told = Words("用 doctor --repair 或 keys recovery", "run doctor --repair")
    check = HealthCheck(
        name, ok=False, says=Words("不对", "wrong"), remedy=told, act=act
    )

    said = shown(window, tasks, check)

    assert COMMANDS.findall(said) == []
    assert name not in said  # it has a title of its own


def test_a_sound_desk_is_told_nothing_of_commands(
    window: MainWindow, tasks: TaskRunner
) -> None:
    assert COMMANDS.findall(shown(window, tasks)) == []


@pytest.mark.usefixtures("application")
def test_what_the_core_says_of_anything_else_is_shown(
    window: MainWindow, tasks: TaskRunner
) -> None:
    words = Words("腾出磁盘空间", "make room on the disk")
    check = HealthCheck("disk", ok=False, says=Words("满了", "full"), remedy=words)

    said = shown(window, tasks, check)

    assert words.said(language.in_force()) in said
